"""The words of the briefing; those of its lines stand with their features."""

from __future__ import annotations

from bot.policy.briefing import BriefingPurpose
from bot.policy.kit.records import Purpose

BRIEFING_HELP = ("**briefing**", "what waits for you today")

TOASTS: dict[Purpose, str] = {
    BriefingPurpose.BRIEFING: "Your briefing for today",
}

SENTENCES: dict[str, str] = {
    "briefing.nothing": "Nothing waits for you just now.",
}

BRIEFING_TITLE = "Your briefing"
AS_AT = "As it stood {at}. Press a line to open it."
SHOW_NOW = "Bring it up to date"
