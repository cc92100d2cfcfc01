"""One turn at a time for each chat and person."""

from __future__ import annotations

import asyncio

import pytest

from bot.teams.turns import TurnLocks


async def test_turns_of_one_person_come_one_after_another_in_their_order() -> None:
    """Nothing of two turns is mixed, and nobody overtakes."""
    locks, seen = TurnLocks(), list[int]()

    async def take(number: int) -> None:
        async with locks.hold("chat", "alice"):
            seen.append(number)
            await asyncio.sleep(0)
            seen.append(number)

    await asyncio.gather(*(take(number) for number in range(5)))
    assert seen == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


async def test_others_do_not_wait() -> None:
    """Another person, or another chat, has its own turn."""
    locks = TurnLocks()
    async with locks.hold("chat", "alice"), locks.hold("chat", "bob"), locks.hold("other", "alice"):
        assert len(locks) == 3


async def test_a_lock_is_forgotten_when_nobody_needs_it() -> None:
    """After the turn, after a failure, and after a wait that was given up."""
    locks = TurnLocks()
    with pytest.raises(ValueError, match="in the turn"):
        async with locks.hold("chat", "alice"):
            raise ValueError("in the turn")
    async with locks.hold("chat", "alice"):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01), locks.hold("chat", "alice"):
                pass
        assert len(locks) == 1
    assert len(locks) == 0
