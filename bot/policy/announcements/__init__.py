"""Announcements: what the staff must know today, who has seen it, and who has not (A3, I2, T3, T4).

Pure, like all of the policy. `announcement` holds what is kept, `writing` makes, corrects and ends one, `reading`
follows each person who is to see it.
"""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class AnnouncementPurpose(Purpose):
    """What a notice about an announcement is for."""

    TOLD = "announcement"
    CORRECTED = "announcement_corrected"
    REMINDER = "announcement_reminder"
    OVERVIEW = "announcement_overview"
    """How it stands, for those who may tell the staff something."""
