"""What video calls ask of training records (V7). Where a school keeps none, nobody is known to lack any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.policy.kit.records import Who


class TrainingLookup(Protocol):
    """The school's training records."""

    async def lacking(self, people: Sequence[Who], by: datetime) -> Sequence[Who]:
        """Those of these people of whom the records say that their online-safety training is due by that moment."""


class NoRecords:
    """A school that keeps no training records here."""

    async def lacking(self, people: Sequence[Who], by: datetime) -> Sequence[Who]:
        """Nobody: nothing is known."""
        return ()
