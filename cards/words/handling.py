"""The words of handling an incident: its states, what happens next, and the lines of its timeline."""

from __future__ import annotations

from bot.policy.incidents.incident import State
from cards.words.calls import CALL_TIMELINE

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
    "file_kept": "{by} sent a file",
    "file_refused": "A file from {by} was refused",
    "file_opened": "{by} opened a file",
    "file_offered": "{by} asked for a file",
    "file_declined": "{by} declined a file",
    "file_not_given": "A file could not be put into the OneDrive of {by}",
    "file_let_go": "A file from {by} was not kept with it",
    "drill_began": "{by} began a drill",
    "export_made": "{by} asked for an export of the log",
    "exported": "{by} exported the log",
    "removed": "{by} removed it after the retention time",
    "review_asked": "Asked {to} to review the log",
    "reviewed": "{by} marked the log reviewed",
    **CALL_TIMELINE,
    "aup_published": "{by} published the Acceptable Use Policy {version}",
    "aup_signed": "{by} signed {version}",
    "aup_not_yet": "{by} said not yet",
    "aup_declined": "{by} declined",
    "aup_question": "{by} asked a question ({question})",
    "aup_answer": "{by} answered {to} ({question})",
    "aup_set_aside": "{by} set {to} aside until {day}",
    "aup_back": "{to} is asked again after their leave",
    "aup_joined": "{to} joined the staff list and was asked",
    "aup_left": "{to} left the staff list and was closed",
    "aup_reminded": "Reminded {people} {to}",
    "aup_list_believed": "{by} confirmed that {people} had left",
    "aup_exported": "{by} took the evidence of the Acceptable Use Policy",
    "training_began": "The list of training for {year} began",
    "training_recorded": "{by} recorded the session {session}, {people} there",
}
"""The line of each kind of entry."""
UNNAMED = "Something was done that this page cannot name; the log has it"
"""The line of an entry that has none."""
