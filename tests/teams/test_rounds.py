"""Turns that come at once: none of them, nor anything else of the process, waits for all the others."""

from __future__ import annotations

import asyncio

from bot.teams.turns import TURNS_A_ROUND, Rounds


async def test_other_work_has_its_turn_between_rounds_and_the_order_is_kept() -> None:
    """What was ready when three rounds of turns came need not wait for the last of them."""
    rounds = Rounds()
    begun: list[object] = []

    async def turn(number: int) -> None:
        await rounds.turn_comes()
        begun.append(number)

    async def other() -> None:
        begun.append("other")

    turns = range(3 * TURNS_A_ROUND)
    await asyncio.gather(*map(turn, turns), other())
    assert begun[TURNS_A_ROUND] == "other"
    begun.remove("other")
    assert begun == list(turns)


async def test_a_turn_that_is_given_up_takes_no_place() -> None:
    """A sender that went away while it waited: the next one begins, and later ones are held up by nobody."""
    rounds = Rounds()
    begun: list[object] = []

    async def turn(number: int) -> None:
        await rounds.turn_comes()
        begun.append(number)

    came = [asyncio.create_task(turn(number)) for number in range(2 * TURNS_A_ROUND)]
    await asyncio.sleep(0)
    came[TURNS_A_ROUND].cancel()
    await asyncio.gather(*came, return_exceptions=True)
    assert TURNS_A_ROUND not in begun
    assert len(begun) == 2 * TURNS_A_ROUND - 1
    await turn(100)
    assert begun[-1] == 100
