"""The words of who can be reached."""

from __future__ import annotations

from bot.policy.kit.records import Purpose
from bot.policy.reach import ReachPurpose
from cards.words.kit import LineWords

OFFERED: dict[str, tuple[int, str]] = {
    "reach": (9, "Who would be told, and who cannot be reached"),
}
"""The words that Teams offers in the chat: the place of each in its list, and what it is for."""

REACH_HELP = ("**reach**", "who would be told, and who cannot be reached")

TOASTS: dict[Purpose, str] = {
    ReachPurpose.GAP: "Somebody cannot be reached",
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


# Lines of the briefing.
LINE_UNREACHABLE = LineWords(
    "1 person cannot be reached in Teams",
    "{count} people cannot be reached in Teams",
    "See who cannot be reached",
)
