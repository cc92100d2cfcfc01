"""Why a card has come, and what a locked phone shows of it: the reference and the kind, never a name."""

from __future__ import annotations

from bot.policy.records import Purpose

TOASTS: dict[Purpose, str] = {
    Purpose.PING: "{reference}: {kind}",
    Purpose.STANDING: "{reference}: {kind}",
    Purpose.REFRESH: "{reference}: {kind}",
    Purpose.RECEIPT: "Your report {reference}",
    Purpose.POINTER: "{reference}: see below",
    Purpose.DETAILS: "{reference}: details were added",
    Purpose.STILL_WITH_YOU: "{reference}: still with you?",
    Purpose.NOBODY_TOOK_IT: "{reference}: nobody has taken it",
    Purpose.TOO_OLD_TO_RING: "{reference}: was never rung",
    Purpose.BREACH_DEADLINE: "{reference}: the 72 hours are running out",
    Purpose.FILE_REFUSED: "{reference}: a file was refused",
}

LEADS: dict[Purpose, str] = {
    Purpose.DETAILS: "The reporter has added details.",
    Purpose.STILL_WITH_YOU: "Is this still with you? If nobody answers, the others are rung again.",
    Purpose.TOO_OLD_TO_RING: "This fell due more than a day ago and nobody was rung. Please look at it now.",
    Purpose.BREACH_DEADLINE: "The 72 hours in which a data breach is reported are running out.",
}
