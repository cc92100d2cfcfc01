"""Filtering and monitoring beside the reports: the register of decisions, the school's own tests, the yearly review
(I8, I9, and the Department for Education's standards). Pure."""

from __future__ import annotations

from bot.policy.kit.records import Purpose

FILTERING_TOPIC = "filtering"
"""The topic of its notices, and the subject of what belongs to no report."""


class FilteringPurpose(Purpose):
    """What a notice about filtering is for."""

    REVIEWED = "filter_review"
    """The yearly review is written down: those who answer for it read its findings."""
