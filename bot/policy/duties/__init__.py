"""The duties of the school's year: each falls due, is told to whoever holds its role, and is done. Pure."""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class DutyPurpose(Purpose):
    """What a notice about a duty is for."""

    BEGUN = "duty_begun"
    AGAIN = "duty_again"
    HANDED = "duty_handed"
    LATE = "duty_late"
    NOBODY = "duty_nobody"
    SHOWN = "duty_shown"
