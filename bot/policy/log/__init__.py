"""The log of all reports: reading, reviewing, patterns, retention."""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class LogPurpose(Purpose):
    """What a notice about the log is for."""

    REVIEW = "log_review"
    HEAD = "log_head"
    UNREADABLE = "log_unreadable"
    CPOMS = "log_cpoms"
    PATTERN = "log_pattern"
