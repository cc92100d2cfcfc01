"""A week's term time leaves the bot no larger than its records."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.term import TICKS, TURNS, measure
from tests.soak import count

BOUND = 8.0
"""Megabytes beyond the records: pages of memory that the allocator keeps half full, however long it runs."""


@pytest.mark.soak
async def test_a_week_of_term_time_leaks_nothing(tmp_path: Path) -> None:
    """Reports and what becomes of them, signatures, forms never sent and nonsense, with time moving on in between."""
    told = await measure(tmp_path, turns=count(TURNS), ticks=count(TICKS))
    print(f"\n{told.turns} turns: grown {told.grown:.1f} MB, of which records {told.records:.1f} MB")  # noqa: T201
    assert told.beyond < BOUND
