"""What one report costs, its records on PostgreSQL: beneath `bench.postgres`, or `python -m bench.report`.

The whole bot is a process of its own, its server beside it on the same processors. Reports are filed one after the
other, each when all is done that the one before has caused. Of each is measured

- the turn alone: milliseconds from Send to its answer, and what it uses of a processor itself, in the tasks and
  call-backs that carry its id;
- the report with all that it causes: what the whole process uses of a processor, and how many statements the server is
  sent, until every ping has gone out and every card is redrawn.

The peer is a bare SELECT through the same driver before each report: a round trip in the same moment.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from psycopg import AsyncConnection

from bench.fake_teams import FakeTeams, fake_teams
from bench.figures import Figure, tell
from bench.processes import ROOT, Running, free_port, running
from bench.turns import STAFF_IDS, greet, report_sent, school_of_turns
from storage.postgres.database import DatabaseRow, connect
from tests.postgres import Server

WARM, REPORTS, COUNTED = 5, 40, 5
"""Fewer in all than Teams lets into one chat in half a minute."""
QUIET_SECONDS = 0.2
"""After so long without a call to the connector all is done: nothing that a report causes at once waits longer."""
_STATEMENT = re.compile(r"LOG:  (?:execute [^:]*|statement): (.*)")
_OF_THE_CLOCK = "AS school(tenant)"
"""What is asked every few seconds, whatever people do."""


@dataclass(frozen=True)
class Cost:
    """Of one report: milliseconds at the median and at the 95th of 100, of a processor at the average, statements."""

    answer: float
    p95: float
    turn_cpu: float
    all_cpu: float
    statements: float
    round_trip: float


class Reports:
    """Files one report after the other."""

    def __init__(self, bot: Running, teams: FakeTeams, session: aiohttp.ClientSession) -> None:
        self._bot = bot
        self._teams = teams
        self._session = session
        self._filed = 0

    async def file(self) -> float:
        """Seconds from Send to the answer. Returns when all is done."""
        self._filed += 1
        pressed = report_sent(self._teams, f"cost-{self._filed}", STAFF_IDS[self._filed])
        sent = json.dumps({**pressed, "replyToId": f"form-{self._filed}"}).encode()
        began = time.perf_counter()
        async with self._session.post(f"{self._bot.url}/api/messages", data=sent) as response:
            answer = await response.read()
            took = time.perf_counter() - began
        if response.status != 200 or b"OS-" not in answer:
            raise RuntimeError(f"a report was answered with {response.status}")
        asked = -1
        while asked != self._teams.requests:
            asked = self._teams.requests
            await asyncio.sleep(QUIET_SECONDS)
        return took


async def measure(server: Server, folder: Path) -> Cost:
    """In a school of four hundred, with one Champion who is alerted."""
    (folder / "school.toml").write_text(school_of_turns(), encoding="utf-8")
    watched, port = folder / "watched.json", free_port()
    settings = {"SCHOOL_FILE": str(folder / "school.toml"), "DATA_DIR": str(folder), "DATABASE_URL": server.url}
    answers, trips = [], []
    async with (
        fake_teams() as teams,
        await connect(server.url) as peer,
        running(["-m", "bench.watched", watched], port, **settings) as bot,
        aiohttp.ClientSession(headers={"Content-Type": "application/json"}) as session,
    ):
        bot.signal(signal.SIGUSR2)  # the watchdog is not what is measured
        await greet(bot, teams, STAFF_IDS[: WARM + REPORTS + COUNTED + 1])
        reports = Reports(bot, teams, session)
        for _ in range(WARM):
            await reports.file()
        bot.signal(signal.SIGUSR1)
        used = bot.cpu
        for _ in range(REPORTS):
            trips.append(await _round_trip(peer))
            answers.append(await reports.file())
        used = bot.cpu - used
        bot.signal(signal.SIGUSR1)
        statements = await _statements(server, peer, reports)
    turns = json.loads(watched.read_text(encoding="utf-8"))[1]["turns"]
    return Cost(
        answer=statistics.median(answers) * 1000,
        p95=sorted(answers)[int(REPORTS * 0.95)] * 1000,
        turn_cpu=turns / REPORTS,
        all_cpu=used * 1000 / REPORTS,
        statements=statements,
        round_trip=statistics.median(trips) * 1000,
    )


async def _round_trip(peer: AsyncConnection[DatabaseRow]) -> float:
    began = time.perf_counter()
    await (await peer.execute("SELECT 1")).fetchall()
    return time.perf_counter() - began


async def _statements(server: Server, peer: AsyncConnection[DatabaseRow], reports: Reports) -> float:
    """How many the server is sent for a report, by its log, which has each of them meanwhile."""
    await peer.execute("ALTER SYSTEM SET log_statement = 'all'")
    await peer.execute("SELECT pg_reload_conf()")
    await asyncio.sleep(QUIET_SECONDS)
    begins = len(server.log())
    for _ in range(COUNTED):
        await reports.file()
    sent = [each for each in _STATEMENT.findall(server.log()[begins:]) if _OF_THE_CLOCK not in each]
    await peer.execute("ALTER SYSTEM RESET log_statement")
    await peer.execute("SELECT pg_reload_conf()")
    return len(sent) / COUNTED


def migrate_by_program(server: Server) -> None:
    """Lay out the database for every kind of record that the bot knows."""
    settings = {**os.environ, "DATABASE_URL": server.url, "SCHOOL_FILE": str(ROOT / "school.toml")}
    subprocess.run([sys.executable, "app.py", "migrate"], cwd=ROOT, env=settings, check=True, capture_output=True)


def show(server: Server) -> None:
    """Measure and print."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    migrate_by_program(server)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        cost = asyncio.run(measure(server, Path(folder)))
    print("\nOne report, and what it causes\n")
    rows = [
        ("from Send to its answer, ms: median, p95", f"{cost.answer:.1f}, {cost.p95:.1f}"),
        ("its turn, ms of a processor", f"{cost.turn_cpu:.1f}"),
        ("with its pings and redraws, ms of a processor", f"{cost.all_cpu:.1f}"),
        ("with its pings and redraws, statements", f"{cost.statements:.1f}"),
        ("a bare round trip by the driver, ms", f"{cost.round_trip:.2f}"),
        ("the answer by bare round trips", f"{cost.answer / cost.round_trip:.1f}"),
    ]
    for name, value in rows:
        print(f"{name:52}{value:>14}")
    tell(
        [
            Figure("postgres.answer", cost.answer, f"a bare round trip {cost.round_trip:.2f}"),
            Figure("postgres.turn_cpu", cost.turn_cpu),
            Figure("postgres.all_cpu", cost.all_cpu),
            Figure("postgres.statements", cost.statements),
        ]
    )


def main() -> None:
    """By itself."""
    server = Server()
    try:
        show(server)
    finally:
        server.discard()


if __name__ == "__main__":
    main()
