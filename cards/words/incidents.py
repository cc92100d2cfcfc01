"""The words of incidents: states, receipts, cards that come by themselves, what is asked, and the timeline. Those of
handling one stand in `handling`."""

from __future__ import annotations

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import State
from bot.policy.kit.records import CardPurpose, Purpose

REPORT_HELP = ("**report**", "anything online that worries you; your own words will do")
MY_REPORTS_HELP = ("**my reports**", "what became of yours")
REFERENCE_HELP = (
    "a reference",
    "opens it; in a report that you have begun, **alert** and then **yes** tells people at once",
)
HANDLING_HELP = ("**acknowledge**, **cannot**, **note**, **close** with a reference", "what a report's buttons do")
DRILL_HELP = ("**drill**", "practise an alert; it is not counted")

STATES: dict[State, str] = {
    State.REPORTED: "reported",
    State.ACKNOWLEDGED: "acknowledged",
    State.IN_HAND: "in hand",
    State.REFERRED: "referred",
    State.CLOSED: "closed",
}

NO_LADO = (
    "A concern about a Headteacher can be taken outside the school too, to the Local Authority Designated Officer "
    "(LADO). The council can give you the number."
)
"""For a school that has not entered its LADO."""

AS_TYPED = "I could not read the date or time, so it is kept as you typed it. Those who handle the report see it."
"""Told the reporter, where no moment could be made of it."""

NEXT: dict[str, str] = {
    "owned": "They are dealing with it and will come to you if they need anything.",
    "alerts": "People are told again until somebody takes it. This card shows when somebody has it.",
    "not_looked_up": (
        "I cannot open the staff list just now, so nobody has been told yet. Your report is kept, and I tell people as "
        "soon as the list answers. Do not wait for that: go to a Champion, or phone one of these."
    ),
    "nobody": "Your report is kept, and I will try again. Do not wait for that: tell somebody in person, or telephone.",
    "waits": "It is not urgent, so people are told when school is open: {at}.",
    "more_wait": "If nobody has taken it by {at}, more people are told then.",
    "planned": "The first people are told on {at}.",
    "unanswered": "Please tell somebody in person or by telephone now. The report stays open.",
    "drill": "The drill ends when somebody acknowledges it. It is not counted anywhere.",
    "merged": "It continues as {reference}, which is about the same thing. Nothing you wrote was lost.",
    "closed": "If it is not over, or begins again, say so here.",
}

CANNOT_WAIT = "If it cannot wait, press **Tell people now**."
TELL_THEM_NOW = "Tell people now?"
TELL_NOW_EXPLAINED = "They get an alert at once, whatever the hour. It cannot be taken back."
OR_PHONE = "If it cannot wait, press **Tell people now**, or:"

HELD_BACK: dict[str, str] = {
    "asks": "Does this concern {name}?",
    "why": "What you wrote names them, so they have not been told so far. Help does not wait for your answer.",
    "why_told": (
        "They were alerted before you wrote their name. It is kept from them since. Help does not wait for your answer."
    ),
    "more": "After this I ask about {count} more.",
    "held": "Held back because the report names them: {names}. They have not been told of it.",
    "held_told": "Held back because the report names them: {names}. They had an alert before it did.",
}
"""Of those whom a report holds back: what its reporter is asked, and what is said to those who handle it."""


FILE_REFUSED = (
    "Somebody who made or handles this report sent a file to me. It was not fetched or kept. A copy may still be in "
    "their OneDrive: they were told to leave it untouched and to tell the DSL."
)

NOBODY_MORE = "The report stays open, and nobody else will be told today. Please phone somebody now:"
NOT_ALL_REACHED = "The report stays open, and I keep trying those I could not reach. Please phone somebody now:"
"""What a card says when nobody has taken a report, and when some of those who were to be told could not be."""

WITH_OTHERS = "{reference}: with others now"
"""The toast for somebody who may not know any more what it is about."""

INCIDENT_LEADS: dict[Purpose, str] = {
    IncidentPurpose.DETAILS: "The reporter has added details.",
    IncidentPurpose.ANSWERED: "The reporter has answered a question.",
    IncidentPurpose.TOO_OLD_TO_ALERT: (
        "People should have been told of this more than a day ago, and were not. Please look at it now."
    ),
    IncidentPurpose.ACTION_LOST: (
        "Somebody who was to do something about this cannot be told of it any more. Please give it to somebody else."
    ),
}

CHANGED: dict[str, str] = {
    "kind_changed": "The kind of this report has been changed. It is handled as “{kind}” now.",
    "handed_over": "It was handed to somebody else.",
    "merged": "It is about the same thing as {reference}, and continues there. Nothing that was written is lost.",
    "merged_from": "{reference} was about the same thing, and is now part of this report.",
    "started_again": "Whoever had it has not answered, so the others are being told again.",
    "owner_left": "Whoever had it is no longer on the staff list, so the others are being told again.",
}
"""Why alerts for a report have changed, by the timeline's key for what was done."""

CHANGED_BY = "Done by {by}, {at}."
KEPT_PACE = "It is now “{kind}”. People are told as fast as before until somebody has it."
"""The same for a change of kind that was not allowed to slow it."""

TOASTS: dict[Purpose, str] = {
    IncidentPurpose.PING: "{reference}: {kind}",
    IncidentPurpose.STANDING: "{reference}: {kind}",
    CardPurpose.REFRESH: "{reference}: {kind}",
    IncidentPurpose.RECEIPT: "Your report {reference}",
    CardPurpose.POINTER: "{reference}: see below",
    IncidentPurpose.DETAILS: "{reference}: details were added",
    IncidentPurpose.STILL_WITH_YOU: "{reference}: still with you?",
    IncidentPurpose.NOBODY_TOOK_IT: "{reference}: nobody has taken it",
    IncidentPurpose.TOO_OLD_TO_ALERT: "{reference}: nobody has taken it",
    IncidentPurpose.ALERTS_CHANGED: "{reference}: something has changed ({kind})",
    IncidentPurpose.TAKEN_OVER: "{reference}: somebody has taken it over from you",
    IncidentPurpose.TAKEN: "Your report {reference}: somebody has it",
    IncidentPurpose.DEALT_WITH: "Your report {reference}: dealt with",
    IncidentPurpose.BREACH_DEADLINE: "{reference}: the 72 hours are running out",
    IncidentPurpose.FILE_REFUSED: "{reference}: a file was refused",
}

OFFERED: dict[str, tuple[int, str]] = {
    "report": (1, "Tell me about anything online that worries you"),
    "my reports": (2, "What became of your reports"),
}
"""The words that Teams offers in the chat: the place of each in its list, and what it is for."""

NOTHING_NEEDED = "Nothing is needed from you."
NOTHING_NEEDED_BUT_TICK = "You need not do anything. If you help with it, tick what you did."
"""On the card of whoever was told of a report that a colleague has."""

SENTENCES: dict[str, str] = {
    "already_taken": "Already taken by {who}, {at}.",
    "no_change": "It is like that already, so nothing was changed.",
    "done.tell_now": "People are told of {reference} now.",
    "done.note": "Your note was added to {reference}.",
    "done.kind": "The kind of {reference} was changed. The people for the new kind are told.",
    "done.refer": "{reference} now shows whom you told.",
    "done.breach": "{reference} now shows your decision.",
    "done.close": "{reference} is closed. Whoever reported it is told.",
    "done.reopen": "{reference} is open again.",
    "done.hand_over": "{reference} was handed over. They are told now, and you stay informed.",
    "done.take_over": "You have {reference} now. Whoever had it is told.",
    "done.tell_after_all": "They are told of {reference} now.",
    "done.merge": "{reference} was merged. Nothing that was written is lost.",
    "concern.yes": "Thank you. They have no part in it and are not told.",
    "concern.no": "Thank you. They are told like the others.",
    "error.only_a_drill": "This is a drill, so nothing was changed. If something has happened, type **report**.",
    "message.forwarded": "Forwarded from {who}:",
    "message.quoted": "Quoted from {who}:",
    "sent": "Sent. Your reference is {reference}. The card above is your receipt.",
    "kept_as_note": (
        "This had been decided already, as the card shows, and that stands. What you wrote is kept as a note."
    ),
    "kept_as_note_for_owner": (
        "{who} has this report now, so it is theirs to do. What you wrote is kept as a note, which they can read."
    ),
    "report_anew": "{before} has ended, so this is a new report.",
    "refer.whom": "Choose whom you told, or write a name under Somebody else.",
    "handlers_only": "Only those who handle a report can do that. This is how yours stands.",
    "reference.only_shown": "Nothing was done with what you typed. This is how it stands: press what you mean.",
    "details_stand": "Those details are in your report already.",
    "details_added": "Your details were added. Those who handle it see them with the report.",
    "cancelled": "Stopped. What you had already sent stays as it is. Type **report** whenever you need it.",
    "nothing_to_cancel": "There was nothing to stop. Type **report** whenever you need it.",
    "form.encoded": (
        "Part of this is a picture or a file written out as text. None is kept with such a report, so it was taken out "
        "here. Please say it in words, then press Send again."
    ),
    "form.not_staff": "That person is not on the school's staff list. Please write the name under Someone else.",
    "form.who_is_it": (
        "Please choose who it is about, or write the name: they are then not told. If you do not know, "
        "or it is nobody here, press the button again."
    ),
    "form.referral_or_reason": "Please say why nobody outside was told, or leave this form, and press Refer.",
    "form.unticked": "Please tick that you close it although not everything is done, or leave and do it first.",
    "form.breach_first": "Decide first whether the ICO must be told: leave this form, and press Decide on the ICO.",
    "error.line_gone": (
        "These words are no longer waiting: they went with the form, or you stopped it. If they need a report of their "
        "own, write them to me again."
    ),
    "error.form_gone": (
        "That form is no longer open here: it was sent or put away, or you have begun something else since. Your words "
        "still stand on the card."
    ),
    "dialog.sent": "Sent. Your reference is {reference}. Your receipt is in your own chat with Online Safety.",
    "dialog.cancelled": "Nothing was sent.",
    "alert.out": "The alert is out. Your reference is {reference}, and your receipt comes below.",
}

TIMELINE: dict[str, str] = {
    "reported": "{by} reported it",
    "details_added": "{by} added details",
    "waits": "Waits for school hours, until {until}",
    "planned": "The first people are told on {until}",
    "clock_was_wrong": "The clock had been wrong, so nothing waited any longer (it was due on {due})",
    "ringing": "Alerted {to} ({roles})",
    "held_back": "Held back, as the report names them: {to}",
    "names_not_checked": "The staff directory did not answer, so no names were looked for in these words",
    "not_looked_up": "The staff directory did not answer, so nobody could be told yet",
    "it_concerns": "{by} said that it concerns {to}",
    "it_does_not_concern": "{by} said that it does not concern {to}",
    "told_after_all": "{by} had {to} told after all",
    "nobody_to_ring": "Nobody to tell for {roles}",
    "pinged_again": "Nobody had answered, so {to} was alerted again",
    "rang": "Reached {to}",
    "could_not_ring": "{to} could not be reached: {reason}",
    "ring_now": "{by} had people told at once",
    "acknowledged": "{by} took it",
    "handed_over": "{by} handed it to {to}",
    "taken_over": "{by} took it over from {owner_before}",
    "asked_owner": "Asked {to} whether they still have it",
    "still_with_owner": "{by} still has it",
    "started_again": "{owner_before} did not answer, so the others are told again",
    "owner_left": "{owner_before} is no longer on the staff list, so the others are told again",
    "nobody_took_it": "Nobody took it; told {to}",
    "still_untaken": "Still nobody has it; told {to} again",
    "mended": "A fault of ours had stopped it; it continues from here",
    "too_old_to_ring": "Was due on {due}, too long ago for an alert; told {to}",
    "step_done": "{by} ticked: {step}",
    "step_undone": "{by} took the tick back: {step}",
    "noted": "{by} added a note",
    "rings_on": "It goes on as fast as before: only whoever has it, or a safeguarding lead, may slow it",
    "kind_changed": "{by} changed the kind from {kind_before} to {kind_after}",
    "referred": "{by} told {to} {reference}",
    "breach_reminder": "Reminded of the deadline on {deadline}",
    "breach_decided": "{by} decided on the ICO (reported: {reported})",
    "closed": "{by} closed it",
    "closed_unticked": "{by} closed it with steps not ticked: {steps}",
    "merged": "{by} merged it into {reference}",
    "merged_from": "{by} merged {reference} into it",
    "reopened": "{by} opened it again",
}


# Choosing what has happened.
CHOOSE_THE_NEAREST = "Choose the nearest: each of them reaches somebody who can help."
BELONGS_TO = "If it belongs to your report {id}, add it there."
ADD_TO = "Add to {id}"
IT_MAY_BE = "From what you wrote, it may be"
CANCEL_BY_WORDS = "Type **cancel** to stop."

GO_TOGETHER = "These go into one report:"
LAST_APART = "The last is another report"
APART_FROM_BEFORE = (
    "This seems to be about something else than what you wrote before. Only this goes into the report now."
)
APART_FROM_FORM = "This seems to be about something else than the form above, **{kind}**, so it is not put into it."
PUT_TOGETHER = "Put both into one"
ALSO_WROTE, TAKE_OUT = "You also wrote this earlier:", "It stands in the box below. Take out what does not belong."

# Reporting a message from another chat.
FROM_A_MESSAGE = "Its author, time, link and words go into the form. Nobody in that chat is told."

# The form, and an emergency's first card.
NOTHING_SENT_YET = "Nothing is sent until you press **Send**. Only those who handle it will read it."
ADD_MORE = "Add more"
CONCERNS_AN_ADULT = "It is about an adult here"
GOES_WITH_FORM = (
    "These words go with the form above, **{kind}**, when you press **Send** there. Nothing has been sent yet."
)
GOES_WITH_ALERT = "**Nobody has been told yet.** When you press **Alert now** for **{kind}**, these words go with it."
REPORT_APART = "A report of its own"
PAST_A_FORM = "You have a form open. Do these words belong in it? Nothing has been sent, and nobody has been told."
PUT_INTO_FORM = "Put it into the form"
PAST_A_FORM_WITHOUT_WORDS = (
    "The form you have open has no place for these words. Nothing has been sent, and nobody has been told."
)
BACK_TO_FORM = "Back to the form"
THE_OTHER_STAYS = "What you began before is not sent. It stays above as you left it, and you can still send it."
ALERT_BY_WORDS = "You can also type **alert**, and then **yes**."
ALERT_NOW = "**Alert now** {alerts}. You can add details afterwards."
ALERT_WITH_WORDS = (
    "**Alert now** {alerts}. What you wrote goes with it: it stands in the box further down, where you can change it."
)
WHICH_ADULT = "Which adult is it about?"
WHICH_ADULT_EXPLAINED = (
    "Whoever you choose is not told, whatever their role. A full name that you type is looked up "
    "too. Nothing has been sent yet."
)
SOMEONE_HERE = "Someone at this school"
NOT_IN_THE_LIST = "If they are not in the list"
TELL_IN_PERSON = "Tell somebody in person"
WHAT_NOT_TO_DO = "What not to do"

# The receipt.
DRILL = "This is a drill. Nothing has happened."
NOT_REACHED_IN_TEAMS = "could not be reached in Teams"
TO_REACH_THEM, WHO_ELSE_WAS_TOLD = "How to reach them", "Who else has been told"
TOLD_AT, TOLD_BEFORE = "told {at}", "{who} was told {at}, before their name came up. It is kept from them since."
NOBODY_TOLD = "Nobody could be told in Teams yet. Please tell somebody in person now."
DETAILS_EXPLAINED = "Details are added to this report, for those who handle it."

THANK_YOU = "Thank you"
YOUR_REFERENCE = "Your report is {id} · {kind} · sent {at}"
HAVE_BEEN_TOLD = ("{names} has been told.", "{names} have been told.")
BEING_TOLD = ("{names} is being told now.", "{names} are being told now.")
STEPS = ("Sent", "Somebody has it", "Dealt with")
NOT_YET, NOT_NOW = "not yet", "not now: the others are told again"
HAD_IT = "{who} had it from {at}. The others are being told again."
BEING_TOLD_NOW = "being told now"
WHAT_YOU_WROTE = "What you wrote"

# What becomes of a report, told whoever made it.
SOMEBODY_HAS_IT = "Somebody has your report"
HOW_IT_STANDS = "Your report"
WRITES_TO_YOU = "{who} writes to you"

# A person's own reports.
NO_OLDER = "There are no older ones."
NOTHING_REPORTED = "You have not reported anything yet."

# How a report stands, and what was written.
UNTAKEN_BY_ALL = "Nobody has taken it, and everybody has been told"
HANDED_IN_VAIN = "{who} was handed it and has not taken it, so the others are being told again"
HANDED_OVER_TO = "Handed over: waiting for {who} to take it"
WAITS_FOR_HOURS = "Waiting for school hours, until {at}"
GOES_OUT_AT = "Nobody has been told yet: it waits until {at}"
NOT_TOLD_YET = "Nobody has been told yet"
UNTAKEN = "Nobody has taken it yet"
LAPSED = (
    "{who} took it {at} and has not answered. Nobody has it now.",
    "{who} took it {at} and is no longer on the staff list. Nobody has it now.",
)
"""Once its ladder has begun again without whoever had it: they did not answer, or they have left."""
REMOVED_AT = "Removed after the retention time, {at}"
NO_DETAILS = "No details yet: the alert came first. They appear here when they are sent."
ENCODED_KEPT_OUT = "A picture or a file, pasted as text, was kept out of this report, as the policy asks."

# A file that was refused.
A_FILE_WAS_REFUSED = "A file was refused"

# What is left of a card.
TYPE_HELP = "Type **help** for what I can do."
WAS_REMOVED = "{id} was removed after the retention time. {on}"
NOW_WITH_OTHERS = "{id} is with others now. Nothing more is needed from you. {on}"
CONTENTS_GONE = "Its contents are gone for good. The timeline still shows that it was here."

# Drills.
DRILL_EXPLAINED = (
    "Everybody who would be told of a real report is told, and each card says DRILL. It is not counted anywhere. It "
    "ends when somebody acknowledges it, and you see how long it took."
)
COULD_NOT_BE_REACHED = "could not be reached"

# The account that a message in Teams begins.
A_MESSAGE_IN_TEAMS = "A message in Teams."


def left_out_words(pictures: int) -> str:
    """How many pictures and files a message had that were not taken over."""
    if pictures == 1:
        return "One picture or file in the message was left out."
    return f"{pictures} pictures or files in the message were left out."


def links_kept_out(count: int) -> str:
    """That a report had links, which are not kept in it."""
    links, them = ("One link was", "it where it is") if count == 1 else (f"{count} links were", "them there")
    return f"{links} kept out of this report, as the policy asks. Leave {them}."


def alert_words(minutes: int) -> str:
    """When **Alert now** tells the first."""
    if not minutes:
        return "tells people at once"
    return "tells people after 1 minute" if minutes == 1 else f"tells people after {minutes} minutes"


# The files of a report, on its cards.
SEND_IT_HERE = "A screenshot, a PDF or the e-mail (saved as .eml) can go with it: attach it here in the chat."
"""On the form and the receipt of a kind that takes files."""

CHOOSE_A_FILE = "Please choose a file."
SEALED = "Never to be opened: the report was of illegal material when it was here."
"""Beside a file under seal."""

KIND_OF_FILE: dict[str, str] = {
    "png": "PNG picture",
    "jpg": "JPG picture",
    "heic": "HEIC picture",
    "avif": "AVIF picture",
    "pdf": "PDF",
    "eml": "e-mail",
    "txt": "plain text",
}

OLDER_FILES = "{count} older: press Open a file to choose from all of them."


def size_words(octets: int) -> str:
    """`240 KB`, `1.2 MB`."""
    kilo = octets / 1024
    return f"{max(1, round(kilo))} KB" if kilo < 1000 else f"{kilo / 1024:.1f} MB"  # noqa: PLR2004 - then in MB


def kept_with_it(count: int) -> str:
    """Above the names of the reporter's own files."""
    return "One file is kept with it:" if count == 1 else f"{count} files are kept with it:"
