"""The words of handling a report: the card of those who handle it, its small forms, and whom to tell outside."""

from __future__ import annotations

from datetime import timedelta

# The card of those who handle it.
ALSO_REPORTED = "Also reported as {id} by {by}, {at}"
DECIDE_ON_THE_ICO = "Decide on the ICO"
MAY_BE_THE_SAME = "May be the same as"
REPORTED_TO_ICO = "Reported to the ICO"
FOUND_NOT_REPORTABLE = "The ICO need not be told"
BREACH_ENDS = "The 72 hours end on {at}"
BREACH_RUNNING_OUT = "The 72 hours are running out: they end on {at}"
BREACH_CLAUSE = "By then the school reports it to the ICO, or writes down why it need not."
TOLD_OUTSIDE = "Told outside the school"
NOT_REACHED = "{who} could not be reached: {reason}."

WHAT_WHO_WHEN = "{what} · {who}, {at}"
NO_DETAILS_YET = "No details yet"
WHAT_WAS_WRITTEN = "What was written"
REPORTED_IT = "reported it"
NOTES, LATEST_NOTES = "Notes", "Latest notes"
STILL_WITH_YOU = "Is this still with you? You took it {at}. If you do not answer, the others are told again."
NOW_DO, STEPS_WHEN_CLOSED = "Now do", "Steps"
NOT_SAID = "not said"
STEP_TICKED = "{by}, {at}"
TICK, UNTICK = "Done: {step}", "Not done after all: {step}"

# What is to be done about it.
TO_DO, MORE_TO_DO = "To do", "And {count} more: type **actions** to see all."
WHO_BY_DAY, LATE_BY_DAY = "{who}, by {day}", "{who}: late, it was to be done by {day}"
ACTION_LOST_LINE = "{who} cannot be told any more: add it again for somebody else"
ACTION_DONE, ACTION_NOT_NEEDED = "Done: {what} ({who}, {at})", "Not needed any more: {what} ({who}, {at})"
END_THIS = "What became of this: {what}"
STILL_TO_DO = "Still to be done:"
LEFTOVERS_LABEL = "What becomes of it?"
LEFTOVERS: dict[str, str] = {
    "go_on": "It stays to be done, and they are reminded",
    "not_needed": "It is not needed any more",
}

# Those held back.
TELL_AFTER_ALL = "Tell them after all"
TELL_AFTER_ALL_TELLS = (
    "{who} is named in this report, so they were not told of it. If you tell them now they can read all of it, and "
    "that cannot be taken back."
)
WHY_TELL = "Why they should know"

# A report that was taken over.
TAKE_OVER_TELLS = "{who} has it, since {at}. If you take it over, they are told."
A_WORD_TO_THEM = "A word to them, if you like"
KEPT_AS_A_NOTE = "Kept as a note on this report"
WAS_TAKEN_OVER = "{id} was taken over"
TAKEN_OVER_BY = "{by} has it, since {at}."
TAKEN_OVER_EXPLAINED = (
    "Nothing more is needed from you. What you did and wrote stays with it, and you can still open it."
)

# The small forms of handling.
NOBODY_TO_HAND_TO = "Nobody else holds a role that handles this kind of report, so it stays as it is."
HAND_OVER_EXPLAINED = "They are told at once. If they do not take it, the others are told again."
WHO_SHOULD_TAKE_IT = "Who should take it?"
ARE_THESE_THE_SAME = "Are these the same?"
MERGE_EXPLAINED = (
    "{ends} ends, and {goes_on} continues with what was written in both. Whoever has one of them has both, and people "
    "are told as fast as for the more urgent one. Everybody who was told hears of it."
)
ADD_A_NOTE_TO = "Add a note to {id}"
NOTE_HINT = "What was done or found out"
NOTE_EXPLAINED = "Whoever handles this report can read it; the reporter cannot. It cannot be changed afterwards."
CHANGE_THE_KIND_OF = "Change the kind of {id}"
KIND_EXPLAINED = "The people for the new kind are told, step by step, until one of them takes it."
DOES_IT_CONCERN = "Is it about an adult here?"
CHOSEN_NOT_TOLD = "Whoever is chosen here is not told, and no longer sees it."
IN_A_FEW_WORDS = "In a few words"
WRITE_DOWN_WHO = "Record who else was told"
WHO_WAS_TOLD = "Who was told"
REFERENCE_LABEL = "Reference or ticket number"
AGREED_LABEL = "What was agreed, and why"
BREACH_REASON_LABEL = "Reason, or the ICO's reference"
ICO_FIRST = "Decide on the ICO first: leave this form, and press Decide on the ICO on the report."
ICO_WHEN = "When to tell the ICO"
ICO_CRITERIA = (
    "Tell it if somebody could be harmed: their safety, their money, their good name or their privacy.",
    "It need not be told if harm is unlikely, for example because the device was locked and encrypted. Write down why.",
)
ICO_WEB = "https://ico.org.uk/for-organisations/report-a-breach/"
REOPEN_EXPLAINED = "It will be yours."

# Those outside the school.
OPEN_AS_EMAIL = "Open as an e-mail"
WHO_TO_PHONE = "Who to phone, and when"
CHECKLIST: dict[str, str] = {
    "police": "for a crime, or danger to anybody",
    "ceop": "for an adult who makes contact with a child online for sexual reasons",
    "iwf": "for sexual images of children on a public site: report the address, never a copy",
    "report_remove": "for a child's own nude picture online: the child asks there, in private, to have it taken down",
    "lado": "for what concerns an adult who works in the school: within one working day",
}
"""When each of them is told (I3, I17), by the contact's id in `school.toml`."""


def hours_for_the_ico(at: str, left: timedelta) -> str:
    """When the 72 hours end, and how long that is from now."""
    hours = left // timedelta(hours=1)
    if left <= timedelta(0):
        return f"The 72 hours from the report ended {at}."
    still = "less than an hour is" if not hours else "one hour is" if hours == 1 else f"{hours} hours are"
    return f"72 hours from the report end {at}: {still} left."
