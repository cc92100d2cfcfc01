"""The words of who can be reached."""

from __future__ import annotations

from bot.policy.kit.records import Purpose

TOASTS: dict[Purpose, str] = {
    Purpose.REACH_GAP: "Somebody cannot be reached",
}
"""What a locked phone shows of a card that comes by itself: a reference and what it is, never a name."""
