"""The words of the calendar of duties. What each duty says stands in its row (`bot/settings/duties.toml`)."""

from __future__ import annotations

from datetime import date

from bot.policy.duties import DutyPurpose
from bot.policy.duties.year import DutyStanding
from bot.policy.kit.records import Purpose
from bot.policy.kit.school_time import MONTHS
from cards.words.kit import LineWords

CALENDAR_HELP = ("**calendar**", "what is due this school year, and what is done")
CALENDAR_EXPORT_HELP = ("**export calendar**", "the calendar as a table, and for Outlook")

LEADS: dict[Purpose, str] = {
    DutyPurpose.BEGUN: "This is due soon, and it is yours.",
    DutyPurpose.AGAIN: "A reminder: this is still to be done.",
    DutyPurpose.HANDED: "This was handed to you.",
    DutyPurpose.LATE: "This is two weeks late, so you are told as Headteacher.",
    DutyPurpose.NOBODY: (
        "Nobody holds the role whose duty this is, so every Champion is told. You can do it, or hand it over."
    ),
}
"""Why a card has come, while the duty is open."""

LEADS_WHEN_LATE: dict[Purpose, str] = {DutyPurpose.BEGUN: "This is late, and it is yours now."}

TOASTS: dict[Purpose, str] = {
    DutyPurpose.BEGUN: "A duty of yours is due {day}: {reference}",
    DutyPurpose.AGAIN: "A duty is still to be done: {reference}",
    DutyPurpose.HANDED: "A duty was handed to you: {reference}",
    DutyPurpose.LATE: "A duty is two weeks late: {reference}",
    DutyPurpose.NOBODY: "A duty is due {day}, and nobody has it: {reference}",
    DutyPurpose.SHOWN: "A duty, due {day}: {reference}",
}

STANDING_WORDS: dict[DutyStanding, str] = {
    DutyStanding.LATE: "late",
    DutyStanding.DUE: "due",
    DutyStanding.COMING: "coming",
    DutyStanding.DONE: "done",
    DutyStanding.NOT_NEEDED: "not needed",
}

SENTENCES: dict[str, str] = {
    "duty.not_found": "There is no duty by that reference that you can open. Type **calendar** for what is due.",
    "duty.not_yours": "This duty is for others to do, so nothing was changed.",
    "duty.no_calendar": (
        "The calendar is for those who hold a role in it, and nothing in it is yours. **briefing** or a Champion "
        "can tell you what is due."
    ),
    "duty.over": "{who} has already said how this ended, {at}. Nothing was changed.",
    "duty.no_later": "This has been put off for as long as it may be, so nothing was changed.",
    "duty.no_day": "Write the day like 27/11/2026.",
    "duty.day_gone": "Choose a day after today.",
    "duty.day_to_come": "That day has not come yet.",
    "duty.long_past": "That is more than a year before it was due. Please check the day.",
    "duty.too_late": "That is more than eight weeks after it was due. Please choose an earlier day.",
    "duty.choose_staff": "Please choose somebody from the staff.",
    "duty.export_offered": "The calendar is offered below as two files: a table, and one for Outlook.",
    "done.duty.done": "It is marked as done.",
    "done.duty.not_needed": "It is marked as not needed, with your reason.",
    "done.duty.handed_over": "It is handed over. They are told in school hours.",
    "done.duty.put_off": "You are reminded on that day.",
}

TIMELINE: dict[str, str] = {
    "duty_begun": "Opened, to be done by {on_day}",
    "duty_done": "{by} said that it was done on {on_day}",
    "duty_not_needed": "{by} said that it is not needed",
    "duty_handed_over": "{by} handed it to {to}",
    "duty_put_off": "{by} put it off to {on_day}",
    "duty_moved": "It is to be done by {on_day} now",
    "duty_reminded": "Reminded {to}",
    "duty_not_reached": "{to} could not be reached: {reason}",
    "calendar_exported": "{by} exported the calendar of duties",
}


def day_in_words(day: str) -> str:
    """A day of the timeline as people read it."""
    of = date.fromisoformat(day)
    return f"{of.day} {MONTHS[of.month - 1]} {of.year}"


FACTS = {"on_day": day_in_words}

# Lines of the briefing.
LINE_LATE = LineWords(
    "1 duty of the calendar is late",
    "{count} duties of the calendar are late",
    "Duties that are late",
    {"first": "Since {fact}"},
)
LINE_DUE = LineWords(
    "1 duty of the calendar is to be done",
    "{count} duties of the calendar are to be done",
    "Duties to do",
    {"first": "The first by {fact}"},
)

# Cards.
DUE_ON, LATE_SINCE = "To be done by {day}", "Late: it was to be done by {day}"
PUT_OFF_TO = "Put off to {day}"
DONE_ON, NOT_NEEDED_ON = "Done, said by {who}, {at}", "Not needed, said by {who}, {at}"
EVIDENCE, REASON, THE_DAY, WHOSE, WITH = "Evidence", "Reason", "Done on", "Whose it is", "It is with"
WHAT_COUNTS = "What counts as evidence"
NOTE_FOR_STAFF, HANDOUT = "A note for staff", "A handout for parents"
TELL_STAFF_OF_IT = "Tell staff"
NOTE_WITH_DAY, NOTE_WITH_NEW_DAY = (
    "{note}\n\nIt is on, or due by, {day}.",
    "{note}\n\nThe day has changed: it is {day} now.",
)
CHANGED_TITLE = "Our Online Safety Policy has changed"
TELL_NOW = "Now tell staff: the words are filled in, so please read them and change what does not fit."
ASK_TO_TELL = "Please ask a Champion or the Headteacher to tell staff: its card has **Tell staff**."
NOT_REACHED = "Could not be reached: {people}."
ADD_FILE, OPEN_FILE = "Add a file", "Open a file"
OPEN = "Open: {command}"
DONE, NOT_NEEDED, HAND_OVER, LATER = "Done", "Not needed this year", "Hand over", "Later"

# Forms.
DONE_TITLE, NOT_NEEDED_TITLE, HAND_OVER_TITLE, LATER_TITLE = "Done", "Not needed this year", "Hand over", "Later"
WHEN_DONE, WHAT_SHOWS_IT = "When was it done?", "What shows that it was done?"
A_FILE_WILL_DO = "A file will do instead: press **Add a file** on the card first."
ADD_FILE_TO = "Add a file to {id}"
SEND_IT_NOW = "Send it here in this chat now, as you would to anybody: with the paper clip, or as a picture."
WHY_NOT = "Why is it not needed this year?"
WHO_TAKES_IT, WHO_HINT = "Who should do it from now on?", "A name from the staff"
UNTIL_WHEN = "When should you be reminded?"
LATEST = "The latest day is {day}."
STILL_YOURS = "Those who hold the role keep their card, and can still do it."


def files_kept(count: int) -> str:
    """How many files are kept with a duty, for those who may not open them."""
    return "One file of evidence is kept with it." if count == 1 else f"{count} files of evidence are kept with it."


def files_are_evidence(count: int) -> str:
    """That words are not needed any more."""
    return f"{files_kept(count)} Words are not needed then."


# The calendar.
CALENDAR, EXPORT, NOTHING = "Calendar", "Get it as files", "There is nothing in the calendar."
YEAR = "School year {first} to {last}"
GROUPS: dict[DutyStanding, str] = {
    DutyStanding.LATE: "Late",
    DutyStanding.DUE: "Due",
    DutyStanding.COMING: "Coming",
    DutyStanding.DONE: "Over",
    DutyStanding.NOT_NEEDED: "Over",
}
COUNTS = "{late} late · {due} due · {done} done"
EARLIER, FURTHER = "Back", "More"
COLUMNS = (
    *("Reference", "Duty", "Standing", "Due", "Role", "To do", "What counts as evidence", "Handed to"),
    *("Put off to", "Done on", "Said by", "Said", "Evidence or reason"),
)
IN_A_FILE = "In a file"
CALENDAR_NAME = "Online safety duties"
DONE_PREFIX = {DutyStanding.DONE: "Done: ", DutyStanding.NOT_NEEDED: "Not needed: "}

# The section of an inspection.
DUTY_SECTION = "Duties of the year"
DUTY_SECTION_SAYS = "Each duty that fell due, when it was done, by whom and on what evidence."
DUTY_SECTION_COLUMNS = ("Reference", "Duty", "Due", "Standing", "Done on", "Said by", "Evidence or reason")
