"""What many schools in one process on one PostgreSQL cost: to start, at rest, and when they report.

`python -m bench.schools`, or with numbers of schools: `python -m bench.schools 1 60 600`. Each school has fifty people.
The bot is a process of its own; rest is counted over one round in which it looks for what replicas have left.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.fake_teams import FakeTeams, fake_teams
from bench.figures import Figure, tell
from bench.load import Rate, load
from bench.processes import ROOT, Running, cpu_seconds, free_port, running
from bench.rosters import roster
from bot.policy.kit.roles import ROLES, Role
from bot.services.engine.remote_due import POLL_INTERVAL
from storage.postgres.database import connect
from tests.postgres import Server

SIZES = (60,)
STAFF_OF_A_SCHOOL = 48
SENDERS = 16
MEASURED_SECONDS = 2.5
CALM_SECONDS = 20.0
"""Seconds after the start until rest is counted: a session that has nothing to do tells its count ten seconds late."""
GREETING_SECONDS = 60.0
"""Seconds at the most."""


@dataclass(frozen=True)
class Measurements:
    """What was measured with so many schools."""

    schools: int
    started: float
    memory: float
    statements: float
    cpu: float
    database_cpu: float
    one: Rate
    many: Rate
    cpu_ms: float
    """Of a processor, for each report when all report, its ping included."""
    ready_ms: float
    metrics_ms: float
    longest_hold: float


async def measure(schools: int, folder: Path, server: Server) -> Measurements:
    """Start so many schools, leave them alone, then let one report, and then all."""
    files = folder / f"{schools}"
    files.mkdir()
    for number in range(schools):
        (files / f"{number:03}.toml").write_text(_school(number), encoding="utf-8")
    stalls, port = folder / f"{schools}.json", free_port()
    settings = {"SCHOOL_FILE": str(files), "DATA_DIR": str(folder / "var"), "DATABASE_URL": server.url}
    async with fake_teams() as teams:
        async with running(["-m", "bench.watched", stalls], port, **settings) as bot:
            await _greeted(bot, teams, schools)
            await asyncio.sleep(CALM_SECONDS)
            memory = bot.memory
            statements, cpu, database_cpu = await _at_rest(bot, server)
            ready_ms, metrics_ms = await _asked(f"{bot.url}/readyz"), await _asked(f"{bot.url}/metrics")
            one = await _reports(bot, teams, schools=1, at_once=1, mark=f"one-{schools}")
            used = bot.cpu
            many = await _reports(bot, teams, schools=schools, at_once=SENDERS, mark=f"many-{schools}")
            cpu_ms = (bot.cpu - used) * 1000 / len(many.took)
        held = max(each["longest"] for each in json.loads(stalls.read_text(encoding="utf-8")))
    return Measurements(
        schools, bot.started_in, memory, statements, cpu, database_cpu, one, many, cpu_ms, ready_ms,
        metrics_ms, held,
    )  # fmt: skip


async def _greeted(bot: Running, teams: FakeTeams, schools: int) -> None:
    """The Champion of each school writes once, as in a school that uses it: from then on the bot can reach it."""
    left = list(range(schools))

    def hello(number: int, turn: int) -> dict[str, object] | None:
        if not left:
            return None
        school = left.pop()
        said = teams.activity(f"hello-{school}", _person(school, STAFF_OF_A_SCHOOL), text="hello", textFormat="plain")
        return {**said, "channelData": {"tenant": {"id": _tenant(school)}}}

    await load(bot.url, hello, at_once=SENDERS, seconds=GREETING_SECONDS)


async def _at_rest(bot: Running, server: Server) -> tuple[float, float, float]:
    """Statements a second, and parts of a processor that the bot and the database use, when nobody writes."""
    span = POLL_INTERVAL.total_seconds()
    began = time.perf_counter()
    before = (await _statements(server), bot.cpu, cpu_seconds(server.pid, with_children=True))
    await asyncio.sleep(span)
    after = (await _statements(server), bot.cpu, cpu_seconds(server.pid, with_children=True))
    took = time.perf_counter() - began
    statements, cpu, database = ((later - sooner) / took for later, sooner in zip(after, before, strict=True))
    return statements, cpu, database


async def _statements(server: Server) -> float:
    """How many the server has counted: each of ours is a transaction. Idle sessions tell it late."""
    connection = await connect(server.url)
    counted = "SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database WHERE datname = current_database()"
    (row,) = await (await connection.execute(counted)).fetchall()
    await connection.close()
    return float(str(row[0]))


async def _asked(url: str) -> float:
    """Milliseconds of one answer."""
    async with aiohttp.ClientSession() as session:
        began = time.perf_counter()
        async with session.get(url) as response:
            await response.read()
        return (time.perf_counter() - began) * 1000


async def _reports(bot: Running, teams: FakeTeams, *, schools: int, at_once: int, mark: str) -> Rate:
    """Reports filed, each by the next of the schools and by somebody else of their staff."""

    def send(number: int, turn: int) -> dict[str, object]:
        at = number * 37 + turn * at_once
        school, person, name = (
            at % schools,
            _person(at % schools, at // schools % STAFF_OF_A_SCHOOL),
            f"{mark}-{number}-{turn}",
        )
        told: dict[str, object] = {"kind": "threat", "what": "Nasty words", "draft": name, "sender": f"{name}@x.org"}
        return {**teams.press(name, person, "report.send", told), "channelData": {"tenant": {"id": _tenant(school)}}}

    return await load(bot.url, send, at_once=at_once, seconds=MEASURED_SECONDS)


def _tenant(school: int) -> str:
    return f"11111111-2222-4333-8444-{school:012}"


def _person(school: int, number: int) -> str:
    return f"aaaaaaaa-0000-4000-{8000 + number:04}-{school:012}"


def _school(school: int) -> str:
    """A Champion, a Headteacher with every other role, so that there is no gap to tell anybody of, and their staff."""
    others: list[Role] = [role for role in ROLES if role != "champion"]
    staff: list[Role] = ["staff"]
    roles: list[list[Role]] = [["staff", "champion"], others, *[staff] * STAFF_OF_A_SCHOOL]
    people = [(_person(school, (n - 2) % len(roles)), f"Person {n}", held) for n, held in enumerate(roles)]
    return roster(people, name=f"School {school}", tenant=_tenant(school))


def main(sizes: tuple[int, ...]) -> None:
    """Measure and print, a column for each number of schools."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        for number, size in enumerate(sizes):
            server = Server()  # a fresh one: what the schools before have still to say would not be rest
            try:
                told = _with(server, size, Path(folder))
            finally:
                server.discard()
            rows = _rows(told)
            if not number:
                print("  ".join(name for name, _ in rows))
            print("  ".join(value.rjust(len(name)) for name, value in rows), flush=True)
    if sizes == SIZES:
        tell([Figure("schools.memory", told.memory), Figure("schools.cpu", told.cpu_ms)])


def _with(server: Server, size: int, folder: Path) -> Measurements:
    migrated = {**os.environ, "DATABASE_URL": server.url, "SCHOOL_FILE": str(ROOT / "school.toml")}
    command = [sys.executable, "app.py", "migrate"]
    subprocess.run(command, cwd=ROOT, env=migrated, check=True, stdout=subprocess.DEVNULL)
    return asyncio.run(measure(size, folder, server))


def _rows(told: Measurements) -> list[tuple[str, str]]:
    return [
        ("schools", f"{told.schools}"),
        ("well after s", f"{told.started:.1f}"),
        ("MB", f"{told.memory:.0f}"),
        ("at rest: statements/s", f"{told.statements:.1f}"),
        ("bot CPU", f"{told.cpu:.1%}"),
        ("database CPU", f"{told.database_cpu:.1%}"),
        ("/readyz ms", f"{told.ready_ms:.0f}"),
        ("/metrics ms", f"{told.metrics_ms:.0f}"),
        ("one reports: ms, p95", f"{told.one.median:.1f}, {told.one.p95:.1f}"),
        (f"all report, {SENDERS} at once: /s", f"{told.many.per_second:.0f}"),
        ("ms, p95", f"{told.many.median:.0f}, {told.many.p95:.0f}"),
        ("CPU ms each", f"{told.cpu_ms:.1f}"),
        ("loop held ms", f"{told.longest_hold:.0f}"),
    ]


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
