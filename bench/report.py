"""From a start to a filed report to its ping, beside a bare botbuilder echo bot in the same run.

The connector is Teams' stand-in in this process; the bots are processes of their own.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.processes import ROOT, free_port, memory_mb, running
from bot.local.teams import StandInTeams
from bot.settings import load_school

REPORTS = 100
WORDS = {"what": "Nasty words about a colleague", "sender": "x@example.com"}


async def measure() -> list[tuple[str, str, str]]:
    """Rows of what was measured: the name, ours, the bare echo bot's."""
    school = load_school(ROOT / "school.toml")
    teacher = next(person.id for person in school.people if person.roles == {"staff"})
    champion = next(p.id for p in school.people if "champion" in p.roles and "headteacher" not in p.roles)
    async with StandInTeams(tenant_id=school.tenant_id, people=school.people).serving() as teams:
        port = free_port()
        async with running(["bench/echo.py", str(port)], port) as echo:
            teams.bot_url = f"{echo.url}/api/messages"
            echoes = [(await teams.say(teacher, "hello")).seconds for _ in range(REPORTS)]
            echo_memory = memory_mb(echo.pid)
        with tempfile.TemporaryDirectory() as folder:
            data = str(Path(folder) / "var")
            async with running(["app.py", "--local"], free_port(), DATA_DIR=data, SCHOOL_FILE="school.toml") as bot:
                teams.bot_url = f"{bot.url}/api/messages"
                answered, rung = await _reports(teams, teacher, champion)
                together = await _at_once(teams, [p.id for p in school.people if "staff" in p.roles], champion)
                ours_memory = memory_mb(bot.pid)
    return [
        ("start to /healthz, s", f"{bot.started_in:.2f}", f"{echo.started_in:.2f}"),
        ("a report's invoke answered, ms: median, p95", _ms(answered), f"{_ms(echoes)} (an echo)"),
        ("report to ping at the connector, ms: median, p95", _ms(rung), "-"),
        ("the same, 50 reports at once, ms: median, p95", _ms(together), "-"),
        ("memory after it, MB", f"{ours_memory:.0f}", f"{echo_memory:.0f}"),
    ]


async def _reports(teams: StandInTeams, teacher: str, champion: str) -> tuple[list[float], list[float]]:
    answered, rung = [], []
    for _ in range(REPORTS):
        await teams.say(teacher, "report threat")
        before, sent = len(teams.calls.of("send", person=champion)), time.monotonic()
        answered.append((await teams.press(teacher, "Send", WORDS)).seconds)
        await teams.until(lambda before=before: len(teams.calls.of("send", person=champion)) > before)  # type: ignore[misc]
        rung.append(teams.calls.of("send", person=champion)[before].at - sent)
    return answered, rung


async def _at_once(teams: StandInTeams, reporters: Sequence[str], champion: str) -> list[float]:
    """Fifty forms sent together; how long each of fifty pings took to the one Champion, from the moment of sending."""
    forms = []
    for number in range(50):
        who = reporters[number % len(reporters)]
        await teams.say(who, "report threat")
        forms.append((who, teams.chat(who).standing[-1].id))
    before, sent = len(teams.calls.of("send", person=champion)), time.monotonic()
    await asyncio.gather(*(teams.press(who, "Send", WORDS, on=form) for who, form in forms))
    await teams.until(lambda: len(teams.calls.of("send", person=champion)) >= before + 50, within=60)
    return [call.at - sent for call in teams.calls.of("send", person=champion)[before:]]


def _ms(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    return f"{statistics.median(ordered) * 1000:.1f}, {ordered[int(len(ordered) * 0.95)] * 1000:.1f}"


def main() -> None:
    """Measure and print."""
    rows = [("", "this bot", "bare botbuilder echo"), *asyncio.run(measure())]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
