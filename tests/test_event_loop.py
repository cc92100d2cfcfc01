"""The tests' own loop: time limits end what never comes, and not what a machine that stood still has kept waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import accumulate, repeat

import pytest

from tests.event_loop import StallTolerantLoop


async def _answer_in_steps(steps: int) -> str:
    for _ in range(steps):
        await asyncio.sleep(0)
    return "answered"


def test_a_standstill_uses_up_no_time_limit() -> None:
    """Between any two looks at the clock the machine stands still for an hour: whoever answers in time still does."""
    an_hour_later: Iterator[float] = accumulate(repeat(3600.0))
    with asyncio.Runner(loop_factory=lambda: StallTolerantLoop(lambda: next(an_hour_later))) as runner:
        assert runner.run(asyncio.wait_for(_answer_in_steps(10), 5)) == "answered"


async def test_a_limit_still_ends_what_never_comes() -> None:
    """Each test runs on this loop, and a limit longer than a step is reached on it."""
    assert isinstance(asyncio.get_running_loop(), StallTolerantLoop)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), 0.12)
