"""The words of announcements: what the staff are told, and what those read who tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.announcements import AnnouncementPurpose
from bot.policy.announcements.announcement import AnnouncementState, ReadingState
from bot.policy.announcements.writing import FOR_EVERYBODY
from bot.policy.kit.records import Purpose

TELL_STAFF_HELP = ("**tell staff**", "tell the staff something, and see who has seen it")
ANNOUNCEMENTS_HELP = ("**announcements**", "what staff were told, and what still holds")


@dataclass(frozen=True, slots=True)
class ReadyWords:
    """A title and words that the form is filled in with."""

    title: str
    words: str


READY: Mapping[str, ReadyWords] = {
    "spam": ReadyWords(
        "A false e-mail is going round",
        "Some of us have had an e-mail that tries to get at passwords or money. Please do not open its links or files, "
        "and do not answer it. If you have it, or if you have pressed something in it, report it here straight away: "
        "nobody is blamed.",
    ),
    "security_breach": ReadyWords(
        "An account or system of ours was broken into",
        "Somebody has got into an account or system of ours. Please do not open links or files you did not expect, "
        "also from people you know, and give your password to nobody. If anything about your account looks odd, report "
        "it here straight away.",
    ),
}
"""By the kind of report from which everybody is warned. Nothing of the report stands in them."""

SENTENCES: dict[str, str] = {
    "announcement.not_yours": (
        "Only Champions and the Headteacher tell staff something here, so nothing was changed. If it is urgent, "
        "**report** it."
    ),
    "announcement.not_found": (
        "No message with that reference was sent to you. Type **announcements** for those that were."
    ),
    "announcement.over": "This is over already, so nothing was changed. The card shows how it stands.",
    "announcement.corrected_meanwhile": (
        "{who} has corrected this since you opened the form, so nothing was changed. What you typed is here: "
        "please look at what it says now, and send again if yours is still right."
    ),
    "announcement.sent_before": (
        "This form was already sent, as {reference}, so nothing was sent again. To change that one, press **Correct**."
    ),
    "announcement.choose_who": "Please choose who is to be told.",
    "announcement.unknown_role": "Please choose from the list.",
    "announcement.nobody": "Nobody but you holds this role, so nobody would be told. Please choose another.",
    "announcement.title_too_long": "The title is too long for a telephone. Please keep it to 120 characters.",
    "announcement.words_too_long": (
        "This is too long for a message. Please keep it to 2,000 characters, and say where the rest can be read."
    ),
    "announcement.day_gone": "This day is over. Please choose today or a later one.",
    "announcement.day_far": "That is more than a year ahead. Please choose an earlier day.",
    "announcement.nothing_changed": "This is what it says already. Please change something, or leave without sending.",
    "announcement.too_often": "It has been corrected too often. Please withdraw it and send a new one.",
    "announcement.exported": "I have offered you the file **{file}** in this chat.",
    "announcement.read_again": "It has been corrected since you saw it. Please read it as it is now.",
    "done.announcement.send": "It is on its way. Your card {reference} shows who has seen it.",
    "done.announcement.correct": "It is corrected. Everybody's card says so.",
    "done.announcement.withdraw": "It is withdrawn. Nobody else is told, and the cards that people have say so.",
}

TOASTS: dict[Purpose, str] = {
    AnnouncementPurpose.TOLD: "{reference}: a message for you from school",
    AnnouncementPurpose.CORRECTED: "{reference}: a message from school was corrected",
    AnnouncementPurpose.REMINDER: "{reference}: please read this message from school",
    AnnouncementPurpose.OVERVIEW: "{reference}: who has seen it",
}

TIMELINE: dict[str, str] = {
    "announcement_sent": "{by} sent it to {roles}: {title}",
    "announcement_corrected": "{by} corrected it: {title}",
    "announcement_corrected_again": "{by} corrected it, and asked everybody to look again: {title}",
    "announcement_withdrawn": "{by} withdrew it",
    "announcement_ended": "Its last day was over",
    "announcement_reminded": "{people} people were reminded",
    "announcement_seen": "{by} has seen edition {edition}",
    "announcement_not_reached": "{to} could not be reached: {reason}",
    "announcement_exported": "{by} exported who has seen it",
}

# The form.
TELL_STAFF = "Tell staff"
TITLE_LABEL, TITLE_HINT = "Title", "What it is about, in a few words"
WORDS_LABEL, WORDS_HINT = "What they should know or do", "Short: most read it on a phone. No names of pupils."
WHO_LABEL, UNTIL_LABEL = "Who is told", "Until which day it holds"
IMPORTANT_LABEL = "Important"
IMPORTANT_TICK = "Send it at once, at any hour, and remind once whoever has not seen it"
SEE_IT_FIRST = "See it first"
EVERYBODY_ROLE = {FOR_EVERYBODY: "Everybody with a role"}
NOTHING_YET = "Nothing is sent yet: you see it first as it will look."
READY_SAID = "The words are filled in: please read them and change what does not fit."

# The preview.
HOW_IT_LOOKS = "This is how it will look"
GOES_TO = "It goes to {people} ({who}), {when}."
ONE_PERSON, PEOPLE = "1 person", "{count} people"
GOES_NOW, GOES_LATER = "at once", "when school opens: {at}"
OUT_OF_HOURS = "That is outside school hours: their phones will sound now."
LATE_SENTENCE = "Whoever joins while it holds gets it too."
CHANGE_IT = "Change"

# A reader's card.
FROM = "From {who}"
UNTIL = "until {day}"
IMPORTANT = "Important"
SEEN_BUTTON = "Seen"
YOU_HAVE_SEEN = "You have seen this, {at}."
READ_AGAIN = "Type **announcements** to read again what staff were told."
CORRECTED = "Corrected {at}: this is how it is now."
LEADS: dict[Purpose, str] = {
    AnnouncementPurpose.CORRECTED: "This was corrected after you had seen it. Please read it again.",
    AnnouncementPurpose.REMINDER: "A reminder: you have not pressed **Seen** yet.",
}
OVER: dict[AnnouncementState, str] = {
    AnnouncementState.WITHDRAWN: "Withdrawn {at}. It does not hold: nothing is needed from you.",
    AnnouncementState.ENDED: "This is over. Nothing more is needed from you.",
}
HOW_IT_STANDS = "Who has seen it"

# The overview.
STATE_LINES: dict[AnnouncementState, str] = {
    AnnouncementState.RUNNING: "It holds until {day}",
    AnnouncementState.WITHDRAWN: "Withdrawn by {who}, {at}",
    AnnouncementState.ENDED: "Over since {at}",
}
SEEN_OF = "{seen} of {total} have seen it"
STANDING_LABELS: dict[ReadingState, str] = {
    ReadingState.SEEN: "Seen",
    ReadingState.TOLD: "Not seen yet",
    ReadingState.COMING: "Still to be told",
    ReadingState.UNREACHED: "Not reached",
    ReadingState.MISSED: "Never told",
    ReadingState.LEFT: "Left",
}
SPREADING = "It is still being sent out: the numbers grow."
AS_AT = "As at {at}. The numbers follow within a minute."
WHO_IT_IS_FOR, SENT, LAST_DAY, SAYS = "For", "Sent", "Holds until", "What it says"
NOT_REACHED_HEADING = "Could not be reached"
AND_MORE = "and {count} more"
WHO_HAS_NOT, NEXT_PAGE, FROM_THE_START = "Who has not seen it", "More names", "From the start"
NOBODY_LEFT = "Nobody: everybody who was told has seen it."
CORRECT, WITHDRAW, IN_A_FILE = "Correct", "Withdraw", "Download the list"
TO_COPY = "For the newsletter and the website"
TO_COPY_EXPLAINED = "Copy this, and take out what is for staff alone."

# Its small forms.
CORRECT_TITLE, WITHDRAW_TITLE = "Correct {reference}", "Withdraw {reference}?"
CORRECT_EXPLAINED = "The card that people have is changed in its place, and says that it was corrected."
ASK_AGAIN_LABEL = "Those who have seen it"
ASK_AGAIN_TICK = "Ask them to read it again"
WITHDRAW_EXPLAINED = (
    "Whoever has not been told yet never is. The card that the others have says that it was withdrawn, and shows its "
    "words no more. This cannot be undone."
)

# The list.
ANNOUNCEMENTS, NO_ANNOUNCEMENTS = "Announcements", "There are none yet. There is nothing to do."
STATE_SHORT: dict[AnnouncementState, str] = {
    AnnouncementState.RUNNING: "until {day}",
    AnnouncementState.WITHDRAWN: "withdrawn",
    AnnouncementState.ENDED: "over",
}
EARLIER_ONES = "Earlier ones"

# The file.
READING_COLUMNS = ("Reference", "Title", "Name", "Standing", "Told", "Seen", "Edition seen", "Why not reached")


def people_in_words(count: int) -> str:
    """`1 person`, `41 people`."""
    return ONE_PERSON if count == 1 else PEOPLE.format(count=f"{count:,}")
