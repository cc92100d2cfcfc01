"""Why a card has come, and what a locked phone shows of it: the reference and the kind, never a name."""

from __future__ import annotations

from bot.policy.kit.records import Purpose
from cards.kit.words import fill, look_up

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
    Purpose.FILES: "About the file you sent",
    Purpose.LOG_REVIEW: "The log is due for its review",
    Purpose.REACH_GAP: "Somebody cannot be reached",
    Purpose.CALL_REQUEST: "{reference}: a video call to decide",
    Purpose.CALL_RECEIPT: "{reference}: your video call",
    Purpose.CALL_ANSWER: "{reference}: video call {state}",
    Purpose.CALL_UNDECIDED: "{reference}: a video call is still undecided",
    Purpose.CALL_CHANGES_DUE: "{reference}: changes are still asked for",
    Purpose.CALL_SOON: "{reference}: your duties in the video call",
    Purpose.CALL_AFTER: "{reference}: how did the video call go?",
    Purpose.AUP_ASK: "Acceptable Use Policy: please read and sign",
    Purpose.AUP_REMINDER: "Acceptable Use Policy: still to sign",
    Purpose.AUP_LIST: "Acceptable Use Policy: who has not signed",
    Purpose.AUP_DECLINED: "Acceptable Use Policy: somebody declined",
    Purpose.AUP_QUESTION: "Acceptable Use Policy: a question",
    Purpose.AUP_ANSWER: "Acceptable Use Policy: your question was answered",
    Purpose.TRAINING_DUE: "Online-safety training is due",
}

APP = "Online Safety"
"""The toast of what has no other."""


def toast(purpose: Purpose, **facts: str) -> str:
    """What a locked phone shows of a notice."""
    return fill(look_up(TOASTS, purpose, APP), facts)


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

EMPTIED = "What stood here is with others now. Nothing more is needed from you."
"""What is left of a card that its reader may not see any more."""

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
