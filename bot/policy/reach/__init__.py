"""Who can be reached in Teams, and what is ill with the bot itself."""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class ReachPurpose(Purpose):
    """What a notice about who can be reached is for."""

    GAP = "reach_gap"
    TROUBLE = "trouble"
    TROUBLE_OVER = "trouble_over"
