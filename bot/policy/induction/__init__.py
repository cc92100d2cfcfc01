"""Induction: all that is a joiner's to read, sign, practise and attend, on one list (A2, T1). Pure."""

from __future__ import annotations

from bot.policy.kit.records import Purpose

INDUCTION_TOPIC = "induction"
"""The topic of its notices, which are about the person who joined."""


class InductionPurpose(Purpose):
    """What a notice about an induction is for."""

    WELCOME = "induction"
