"""The words of who can be reached, and of what is ill with the bot itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.policy.kit.records import Purpose
from bot.policy.reach import ReachPurpose
from bot.policy.reach.troubles import TroubleKind
from cards.words.kit import LineWords

OFFERED: dict[str, tuple[int, str]] = {
    "reach": (9, "Who would be told, and who cannot be reached"),
}
"""The words that Teams offers in the chat: the place of each in its list, and what it is for."""

REACH_HELP = ("**reach**", "who would be told, and who cannot be reached")

ON_DUTY_HELP = ("**who is on duty**", "whom a report would go to first now, with telephone numbers")
WHO_IS_ON_DUTY = "Who is on duty now"
ABOUT_THE_HEADTEACHER = "Is it about the Headteacher? Then the chair of governors is told instead."
REPORT_IT_TOO = "Report it here all the same."
TOLD_WHEN_OPEN = "Told when school is open, {at}"

TOASTS: dict[Purpose, str] = {
    ReachPurpose.GAP: "Somebody cannot be reached",
    ReachPurpose.TROUBLE: "Something is wrong with me",
    ReachPurpose.TROUBLE_OVER: "All is well with me again",
}


# The card of who can be reached.
CHECKED = "Checked {at}, and again each school morning."
WHO_CAN_BE_REACHED = "Who can be reached"
SILENCE = "Teams has taken no messages from me since {since}: nobody can be told that way just now"
CLOCK_WAS_WRONG = "The clock of the computer I run on was found to be wrong, {at}"
CLOCK_WHAT_TO_DO = (
    "What had to wait for it was sent at once. Ask whoever runs the bot to see that its clock is kept right."
)
NOT_ALL_TRIED = "Nobody is known to be out of reach, but some have not been tried yet."
ALL_REACHED = "Everybody whom a report may go to can be reached."
NOBODY_HOLDS_IT = "nobody holds this role. Put somebody into it, or enter an outside contact."
BY_TELEPHONE, BY_MAIL = "by telephone, {number}", "by e-mail, {mail}"
NOT_HEARD = "Alerts would not reach these"


@dataclass(frozen=True, slots=True)
class TroubleWords:
    """How a trouble is told: what it is in a line, what it means for whoever reads it, what to do, and its end."""

    title: str
    means: str
    do: str
    over: str


# The cards of what is ill with the bot.
TROUBLE_SINCE, TROUBLE_WAS = "Since {since}", "From {since} to {ended}. There is nothing to do."
TROUBLES: dict[TroubleKind, TroubleWords] = {
    TroubleKind.SETTINGS: TroubleWords(
        "The new settings cannot be used",
        "Somebody changed the school's settings, and there is a mistake in the file. I go on with the settings from "
        "before: nothing is lost, and everybody is told as before.",
        "Send this to whoever looks after me. Once the file is put right I read it by myself.",
        "The school's settings are in order again",
    ),
    TroubleKind.DIRECTORY: TroubleWords(
        "I cannot read the staff list",
        "Microsoft has not told me for an hour who is in the school's groups. Reports are taken and alerts go out by "
        "the last list that I have. Anybody new is not on it, and a decision that needs a fresh list may have to wait.",
        "Ask whoever looks after me to run “python app.py check”: it says what is missing.",
        "I can read the staff list again",
    ),
    TroubleKind.DISK: TroubleWords(
        "The disk that I keep reports on is nearly full",
        "All works for now. When it is full I can take no report, and nobody can be told.",
        "Ask whoever looks after me to make room today.",
        "There is room on the disk again",
    ),
    TroubleKind.BEHIND: TroubleWords(
        "Some of my work is not getting done",
        "Something that was due more than five minutes ago keeps failing. An alert or a reminder may come late.",
        "Look into the log for reports that nobody has taken, and ask whoever looks after me to read what I wrote "
        "about the fault.",
        "My work is up to date again",
    ),
}


# Lines of the briefing.
LINE_UNREACHABLE = LineWords(
    "1 person cannot be reached in Teams",
    "{count} people cannot be reached in Teams",
    "See who cannot be reached",
)
