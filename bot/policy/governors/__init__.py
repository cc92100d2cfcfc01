"""The report to governors: once a term, of all that was reported, without personal data (T4). Pure."""

from __future__ import annotations

from bot.policy.kit.records import Purpose

GOVERNORS_TOPIC = "governors"
"""The topic of its notices, and the id of the one record that says when the next term is counted."""


class GovernorsPurpose(Purpose):
    """What a notice about a report to governors is for."""

    DRAFTED = "governors_drafted"
    """A term has been counted: those who may release its report read it."""
    RELEASED = "governors_released"
    """It is released: the chair of governors reads it."""
