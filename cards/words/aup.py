"""The words of the Acceptable Use Policy and of training: how people stand, reminders, the timeline's lines."""

from __future__ import annotations

from bot.policy.aup.campaigns import AskState, What

SIGNED_WORDS = "I have read the Acceptable Use Policy {label} and I will keep to it."
"""What a signature says. It stands on the card and is kept with each signature as it was read."""

NAMES: dict[What, str] = {What.AUP: "Acceptable Use Policy", What.TRAINING: "Online-safety training"}

STANDINGS: dict[What, dict[AskState, str]] = {
    What.AUP: {
        AskState.DONE: "Signed",
        AskState.NOT_YET: "Not yet",
        AskState.DECLINED: "Declined",
        AskState.UNANSWERED: "No answer",
        AskState.SET_ASIDE: "Set aside",
        AskState.LEFT: "Left",
    },
    What.TRAINING: {
        AskState.DONE: "Trained",
        AskState.UNANSWERED: "Due",
        AskState.SET_ASIDE: "Set aside",
        AskState.LEFT: "Left",
        AskState.NOT_YET: "Not yet",
        AskState.DECLINED: "Declined",
    },
}

LEADS: tuple[str, ...] = (
    "The school has published its Acceptable Use Policy. Please read it and sign it when you have a quiet moment.",
    "A friendly reminder: the Acceptable Use Policy is waiting for you. Unclear? Press **Not yet** and ask.",
    "The Acceptable Use Policy still needs your signature.",
    "Still to sign, please.",
)
"""Why the card has come: the first time, then each reminder, shorter every time."""

TRAINING_LEADS: tuple[str, ...] = (
    "Everyone on staff has online-safety training each year. A Champion will tell you when the next session is.",
    "A friendly reminder: your online-safety training is still due. Ask a Champion for the next session.",
    "Your online-safety training is still due.",
    "Training still due.",
)
INDUCTION = "Welcome to the school. Online-safety training is part of your induction: a Champion will arrange it."


def lead(reminder: int, leads: tuple[str, ...] = LEADS) -> str:
    """The line for so many reminders; 0 is the first message."""
    return leads[min(reminder, len(leads) - 1)]


def people(count: int) -> str:
    """`one person`, `12 people`."""
    return "one person" if count == 1 else f"{count:,} people"


LISTED = "The time to answer has run out for some people, or something here needs you. Please look through the list."
"""Why the list has come by itself."""
