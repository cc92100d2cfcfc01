"""The Anti-Bullying and Online Safety Committee (T2): its meetings, what they decide, their packs. Pure."""

from __future__ import annotations

from bot.policy.kit.records import Purpose

COMMITTEE_TOPIC = "committee"
"""The topic of its notices."""


class CommitteePurpose(Purpose):
    """What a notice about the committee is for."""

    MEETS = "committee_meets"
    """The half term ends soon, and the committee has not met."""
    FEEDBACK = "committee_feedback"
    """The Headteacher hears what came of the meeting."""
    GIVEN = "committee_decision_given"
    AGAIN = "committee_decision_again"
