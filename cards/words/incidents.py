"""The words of incidents: states, receipts, cards that come by themselves, what is asked, and the timeline."""

from __future__ import annotations

from bot.policy.incidents.incident import State
from bot.policy.kit.records import Purpose

REPORT_HELP = (
    ("**report**", "tell me about anything online that worries you"),
    ("**my reports**", "what became of yours"),
)
OVERSEEING_HELP = (("**reach**, **drill**", "for Champions"),)

STATES: dict[State, str] = {
    State.REPORTED: "reported",
    State.ACKNOWLEDGED: "acknowledged",
    State.IN_HAND: "in hand",
    State.REFERRED: "referred",
    State.CLOSED: "closed",
}

NO_LADO = (
    "A concern about a Headteacher is heard outside the school too, by the Local Authority Designated Officer (LADO). "
    "The council gives the number."
)
"""For a school that has not entered its LADO."""

AS_TYPED = "The date or time could not be read, so it is kept as you typed it. Those who handle the report see it."
"""Told the reporter, where no moment could be made of it."""

NEXT: dict[str, str] = {
    "owned": "They are dealing with it and will come to you if anything is needed.",
    "rings": "Until somebody takes it, more people are rung in turn. This card changes when somebody has it.",
    "nobody": "It is kept, and will be tried again. Do not wait for that: go to somebody, or telephone.",
    "waits": "It waits for school hours because it is not urgent. If it is, tell a Champion in person now.",
    "planned": "The first people are told at {at}. If it cannot wait, tell a Champion in person now.",
    "unanswered": "Please tell somebody in person or by telephone now. The report stays open.",
    "drill": "The drill ends when somebody acknowledges it. It counts nowhere.",
    "merged": "It goes on as {reference}, which is about the same. Nothing you wrote was lost.",
    "closed": "It has been dealt with. Thank you for telling us.",
}

HELD_BACK: dict[str, str] = {
    "asks": "Does this concern {name}?",
    "why": "Your words name them, so they have not been told of it so far. Nobody has to wait for your answer.",
    "more": "After this I ask about {count} more.",
    "held": "Held back because the report names them: {names}. They have not been told of it.",
}
"""Of those whom a report holds back: what its reporter is asked, and what is said to those who handle it."""


FILE_REFUSED = (
    "Somebody who made or handles this report sent a file to me. It was not fetched or kept. A copy may still lie in "
    "their OneDrive: they were told to leave it untouched and to tell the DSL."
)

NOBODY_MORE = "The report stays open, and nobody more is rung for it today. Please ring somebody now:"
NOT_ALL_REACHED = (
    "The report stays open, and I go on trying to reach those whom I could not tell. Please ring somebody now:"
)
"""What a card says when nobody has taken a report, and when some of those who were to be told could not be."""

WITH_OTHERS = "{reference}: with others now"
"""The toast for somebody who may not know any more what it is about."""

LEADS: dict[Purpose, str] = {
    Purpose.DETAILS: "The reporter has added details.",
    Purpose.STILL_WITH_YOU: "Is this still with you? If nobody answers, the others are rung again.",
    Purpose.TOO_OLD_TO_RING: "This fell due more than a day ago, too long ago to ring for. Please look at it now.",
    Purpose.BREACH_DEADLINE: "The 72 hours in which a data breach is reported are running out.",
}

CHANGED: dict[str, str] = {
    "kind_changed": "What kind of report this is has been changed. It is handled as “{kind}” now.",
    "handed_over": "It has been handed to somebody else, who is being told now.",
    "merged": "It is about the same as {reference}, and goes on as that. Nothing that was written is lost.",
    "merged_from": "{reference} was about the same, and is now part of this report.",
}
"""Why alerts for a report have changed, by the timeline's key for what was done."""

CHANGED_BY = "Done by {by}, {at}."
KEPT_PACE = "It is called “{kind}” now, and goes on as fast as before until somebody has it."
"""The same for a change of kind that was not allowed to slow it."""

TOASTS: dict[Purpose, str] = {
    Purpose.PING: "{reference}: {kind}",
    Purpose.STANDING: "{reference}: {kind}",
    Purpose.REFRESH: "{reference}: {kind}",
    Purpose.RECEIPT: "Your report {reference}",
    Purpose.POINTER: "{reference}: see below",
    Purpose.DETAILS: "{reference}: details were added",
    Purpose.STILL_WITH_YOU: "{reference}: still with you?",
    Purpose.NOBODY_TOOK_IT: "{reference}: nobody has taken it",
    Purpose.TOO_OLD_TO_RING: "{reference}: nobody has taken it",
    Purpose.ALERTS_CHANGED: "{reference}: something has changed ({kind})",
    Purpose.BREACH_DEADLINE: "{reference}: the 72 hours are running out",
    Purpose.FILE_REFUSED: "{reference}: a file was refused",
}
"""What a locked phone shows of a card that comes by itself: a reference and what it is, never a name."""

SENTENCES: dict[str, str] = {
    "already_taken": "Already taken by {who}, {at}. Nothing more is needed from you.",
    "concern.yes": "Thank you. They have no part in it and are not told.",
    "concern.no": "Thank you. They are told like the others.",
    "error.only_a_drill": "This is a drill, so nothing was changed. If something has happened, type **report**.",
    "message.forwarded": "Forwarded from {who}:",
    "message.quoted": "Quoted from {who}:",
    "sent": "Sent. Your reference is {reference}. The card above is your receipt.",
    "kept_as_note": (
        "This had been decided already, so that stands as the card shows. What you wrote is kept as a note."
    ),
    "report_anew": "{before} is over, so this is a new report of its own.",
    "details_added": "Your details were added. Those who handle it see them with the report.",
    "cancelled": "Stopped. What you had already sent stays as it is. Type **report** whenever you need it.",
    "nothing_to_cancel": "There was nothing under way. Type **report** whenever you need it.",
    "form.encoded": (
        "Part of this is a picture or a file written out as text. None is kept with such a report, so it was taken out "
        "here (section 4.6, I5). Please say it in words, then press Send again."
    ),
    "form.not_staff": "That person is not on the school's staff list. Please write the name under Someone else.",
    "form.who_is_it": (
        "Please choose who it is about, or write the name: they are then not told. If you do not know, "
        "or it is nobody here, press the button again."
    ),
    "form.cpoms_or_reason": "Please give the CPOMS reference, or say why it has none.",
    "form.referral_or_reason": "Please say why nobody outside was told, or press Back and then Refer.",
    "form.breach_first": "Decide first whether the ICO must be told: press Back, then Decide on the ICO.",
    "dialog.sent": "Sent. Your reference is {reference}. Your receipt is in your own chat with Online Safety.",
    "dialog.cancelled": "Nothing was sent.",
}
"""One sentence for each text key."""

TIMELINE: dict[str, str] = {
    "reported": "{by} reported it",
    "details_added": "{by} added details",
    "waits": "Waits for school hours, until {until}",
    "planned": "The first are rung at {until}",
    "clock_was_wrong": "The clock had been wrong, so nothing waited any longer (it was due at {due})",
    "ringing": "Rang {to} ({roles})",
    "held_back": "Held back, as the report names them: {to}",
    "names_not_checked": "The staff directory did not answer, so no names were looked for in these words",
    "it_concerns": "{by} said that it concerns {to}",
    "it_does_not_concern": "{by} said that it does not concern {to}",
    "told_after_all": "{by} had {to} told after all",
    "nobody_to_ring": "Nobody to ring for {roles}",
    "rang": "{to} was reached",
    "could_not_ring": "{to} could not be reached: {reason}",
    "ring_now": "{by} pressed Ring now",
    "acknowledged": "{by} took it",
    "handed_over": "{by} handed it to {to}",
    "asked_owner": "Asked {to} whether they still have it",
    "still_with_owner": "{by} still has it",
    "started_again": "{owner_before} did not answer, so the ladder started again",
    "owner_left": "{owner_before} is no longer on the staff list, so the ladder started again",
    "nobody_took_it": "Nobody took it; told {to}",
    "still_untaken": "Still nobody has it; told {to} again",
    "mended": "Nothing was due for it by a fault of ours; it goes on from here",
    "too_old_to_ring": "Was due at {due}, too long ago to ring; told {to}",
    "noted": "{by} added a note",
    "rings_on": "It goes on as fast as before: only who has it, or a safeguarding lead, may slow it",
    "kind_changed": "{by} changed the kind from {kind_before} to {kind_after}",
    "referred": "{by} told {to} {reference}",
    "breach_reminder": "Reminded of the deadline at {deadline}",
    "breach_decided": "{by} decided on the ICO (reported: {reported})",
    "closed": "{by} closed it",
    "merged": "{by} merged it into {reference}",
    "merged_from": "{by} merged {reference} into it",
    "reopened": "{by} opened it again",
    "drill_began": "{by} began a drill",
}
"""The line of each kind of entry."""
