"""The briefing at the start of a school day."""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class BriefingPurpose(Purpose):
    """What a notice about a briefing is for."""

    BRIEFING = "briefing"
