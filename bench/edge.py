"""Echo turns a second: ours with its JWT check, its peers without one, and a bare aiohttp handler.

Each bot is a process of its own; the sender and the connector share this one, so that the two cores are shared by all
alike. The connector answers at once, and then from 50 ms away.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.fake_teams import APP_ID, FakeTeams, fake_teams
from bench.figures import Figure, tell
from bench.load import Rate, load
from bench.peer_bots import PEERS, peers
from bench.processes import Running, free_port, running

SENDERS, FAR_SENDERS = 16, 64
FAR_SECONDS = 0.050
WARM_SECONDS, MEASURED_SECONDS = 0.7, 2.5
"""Seconds of each."""
ROUNDS = 2
"""How often each bot is asked, in turn with the others: the best round counts, for all alike."""
OUR_NAME = "this bot's edge, JWT checked"
WHO = "aaaaaaaa-0000-4000-8000-000000000007"


@dataclass
class MeasuredBot:
    """One line of the table."""

    name: str
    arguments: Sequence[str | Path]
    program: str | Path = sys.executable
    settings: dict[str, str] | None = None
    signed: bool = False
    best: Rate | None = None
    cpu: float = float("inf")
    far: Rate | None = None

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Running]:
        """The bot, on a port of its own."""
        port = free_port()
        given = [each if each != "PORT" else str(port) for each in self.arguments]
        async with running(given, port, program=self.program, **(self.settings or {})) as bot:
            yield bot


async def measure() -> Sequence[MeasuredBot]:
    """Each bot with what it did."""
    async with fake_teams() as teams:
        metadata = f"{teams.url}/openid"
        bots = [
            MeasuredBot("bare aiohttp", ("-m", "bench.edge_bots", "bare", "PORT")),
            MeasuredBot("botbuilder-python, no JWT", (PEERS / "stock_botbuilder.py", "PORT")),
            *(MeasuredBot(each.name, (each.script, "PORT"), each.program, each.settings) for each in peers()),
            MeasuredBot(OUR_NAME, ("-m", "bench.edge_bots", "ours", "PORT", metadata, APP_ID), signed=True),
        ]
        for _ in range(ROUNDS):
            for bot in bots:
                await _near(bot, teams)
        teams.delay_seconds = FAR_SECONDS
        for bot in (bots[0], bots[1], bots[-1]):
            async with bot.serving() as at:
                bot.far = await _echoes(at, bot, teams, FAR_SENDERS)
        return bots


async def _near(bot: MeasuredBot, teams: FakeTeams) -> None:
    async with bot.serving() as at:
        await _echoes(at, bot, teams, SENDERS, seconds=WARM_SECONDS)
        before = at.cpu
        rate = await _echoes(at, bot, teams, SENDERS)
        spent = (at.cpu - before) / len(rate.took)
    if bot.best is None or rate.per_second > bot.best.per_second:
        bot.best, bot.cpu = rate, spent


async def _echoes(
    at: Running, bot: MeasuredBot, teams: FakeTeams, at_once: int, *, seconds: float = MEASURED_SECONDS
) -> Rate:
    headers = {"Authorization": f"Bearer {teams.token()}"} if bot.signed else {}

    def hello(number: int, turn: int) -> dict[str, object]:
        return teams.activity(f"{number}-{turn}", WHO, text="hello", textFormat="plain")

    return await load(at.url, hello, at_once=at_once, seconds=seconds, headers=headers)


def main() -> None:
    """Measure and print."""
    bots = asyncio.run(measure())
    bare, stock, ours = bots[0], bots[1], bots[-1]
    assert bare.best and stock.best and ours.best and bare.far and ours.far
    columns = "".join(f"{title:>10}" for title in ("echoes/s", "median ms", "p95 ms", "CPU ms", "x stock", "of bare"))
    print(f"{f'{SENDERS} at once':46}{columns}")
    for bot in bots:
        assert bot.best
        each = bot.best
        print(
            f"{bot.name:46}{each.per_second:10.0f}{each.median:10.1f}{each.p95:10.1f}{bot.cpu * 1000:10.2f}"
            f"{each.per_second / stock.best.per_second:10.1f}{each.per_second / bare.best.per_second:10.2f}"
        )
    print(f"\n{f'connector {FAR_SECONDS * 1000:.0f} ms away, {FAR_SENDERS} at once':46}{'echoes/s':>10}{'of bare':>10}")
    for bot in bots:
        if bot.far:
            print(f"{bot.name:46}{bot.far.per_second:10.0f}{bot.far.per_second / bare.far.per_second:10.2f}")
    speed, cpu = ours.best.per_second, f"{ours.cpu * 1000:.2f} ms of a processor each"
    figures = [
        Figure("edge.of_stock", speed / stock.best.per_second, f"{cpu}, stock {stock.cpu * 1000:.2f}"),
        Figure("edge.of_bare", speed / bare.best.per_second, f"{cpu}, bare {bare.cpu * 1000:.2f}"),
        Figure("edge.far_of_bare", ours.far.per_second / bare.far.per_second if ours.far else 0.0),
    ]
    js = [bot.best.per_second for bot in bots if bot.best and bot.name.startswith("botbuilder-js")]
    tell([*figures, *(Figure("edge.of_js", speed / each) for each in js)])


if __name__ == "__main__":
    main()
