"""A week's term time on the whole bot: 10,000 turns and 1,000 ticks, and whether its memory grows beyond its records.

`python -m bench.term`, or with how many in a hundred of it: `python -m bench.term 10`.

The bot is a process of its own with its store, as `python app.py --local` starts it; people write and press over
HTTP, and between the turns the clock is moved on as the page moves it. Another process opens the same records: what it
grows by is what they weigh.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp

from bench.fake_teams import FakeTeams, fake_teams
from bench.figures import Figure, tell
from bench.processes import ROOT, Running, free_port, memory_mb, running
from bench.rosters import Listed, roster
from storage.tinydb_store import opened_to_read

TURNS, TICKS = 10_000, 1_000
WEEK = timedelta(days=7)
WARM_PART = 20
"""The part of the ticks, one in so many, after which memory is first looked at: what is loaded by use is loaded."""
STAFF_IDS = [f"eeeeeeee-0000-4000-8000-{number:012}" for number in range(120)]
CHAMPION = "cccccccc-0000-4000-8000-000000000001"
REFERENCE = re.compile(rb"OS-\d{4}-\d{4,}")
DIGEST = re.compile(rb'"text": "([0-9a-f]{64})"')
AUP_REFERENCE = "AUP-2026-27"
WEIGH = "--weigh"


@dataclass(frozen=True)
class Measurements:
    """What came of it; memory in megabytes."""

    turns: int
    ticks: int
    samples: tuple[float, ...]
    """From the warm state to the end, at even distances."""
    records: float
    """What the records weigh that were kept after the first sample."""
    longest_hold: float
    """Milliseconds."""

    @property
    def grown(self) -> float:
        """In all."""
        return self.samples[-1] - self.samples[0]

    @property
    def beyond(self) -> float:
        """Beside the records."""
        return self.grown - self.records


class Week:
    """The people of one school, going about it."""

    def __init__(self, bot: Running, teams: FakeTeams, session: aiohttp.ClientSession) -> None:
        self._bot, self._teams, self._session = bot, teams, session
        self._posted = 0
        self._open: list[str] = []

    async def begin(self) -> None:
        """The policy is published: it is asked of everyone."""
        await self._says(CHAMPION, "hello")
        proposed = await self._presses(CHAMPION, "aup.propose")
        (text, *_) = DIGEST.findall(proposed)
        await self._presses(CHAMPION, "aup.publish", text=text.decode())

    async def ten_turns(self, tick: int) -> None:
        """What happens between two ticks, each by somebody else: reports and what becomes of them, and small talk."""
        who = self._people(tick)
        filed = await self._report(next(who), "threat" if tick % 2 else "bullying", tick)
        await self._presses(CHAMPION, "incident.acknowledge", id=filed, v="1")
        await self._presses(CHAMPION, "incident.note.send", id=filed, note=f"Spoken to the class, {tick}")
        self._open.append(filed)
        if len(self._open) > 20:  # some are always in hand
            ended = {"outcome": "Done", "reason": "Settled", "cpoms": f"C-{tick}"}
            await self._presses(CHAMPION, "incident.close.send", id=self._open.pop(0), **ended)
        else:
            await self._says(next(who), "report")
        await self._says(CHAMPION, "log")
        signer = STAFF_IDS[tick % len(STAFF_IDS)]
        await self._presses(signer, "aup.sign", id=AUP_REFERENCE, read="true", name=f"Staff {tick % len(STAFF_IDS)}")
        await self._presses(next(who), "report.kind", kind="spam", draft=f"never-sent-{tick}")
        await self._says(next(who), f"somebody wrote nasty things about me yesterday, number {tick}")
        await self._says(next(who), f"wibble {tick} \N{SEE-NO-EVIL MONKEY} {{}}")
        await self._says(next(who), "my reports")

    async def moves_on(self, minutes: int) -> None:
        """One tick: what falls due is done."""
        async with self._session.post(f"{self._bot.url}/local/clock", json={"minutes": minutes}) as response:
            response.raise_for_status()

    def _people(self, tick: int) -> Iterator[str]:
        return (STAFF_IDS[(tick * 7 + number * 13) % len(STAFF_IDS)] for number in range(10))

    async def _report(self, who: str, kind: str, tick: int) -> str:
        told = {"what": f"They wrote again, number {tick}. " * 4, "sender": f"s{tick}@example.org"}
        (found, *_) = REFERENCE.findall(await self._presses(who, "report.send", kind=kind, draft=f"d-{tick}", **told))
        return str(found.decode())

    async def _presses(self, who: str, verb: str, **data: object) -> bytes:
        return await self._post(self._teams.press(self._id(), who, verb, data))

    async def _says(self, who: str, text: str) -> bytes:
        return await self._post(self._teams.activity(self._id(), who, text=text, textFormat="plain"))

    def _id(self) -> str:
        self._posted += 1
        return f"term-{self._posted}"

    async def _post(self, activity: dict[str, object]) -> bytes:
        async with self._session.post(f"{self._bot.url}/api/messages", json=activity) as response:
            response.raise_for_status()
            return await response.read()


async def measure(folder: Path, *, turns: int, ticks: int) -> Measurements:
    """So many turns and ticks of such a week."""
    (folder / "school.toml").write_text(_school(), encoding="utf-8")
    stalls, data, port = folder / "stalls.json", folder / "var", free_port()
    settings = {"SCHOOL_FILE": str(folder / "school.toml"), "DATA_DIR": str(data)}
    minutes, samples, already = int(WEEK.total_seconds() / 60 / TICKS), [], 0.0
    async with fake_teams() as teams, aiohttp.ClientSession() as session:
        async with running(["-m", "bench.watched", stalls], port, **settings) as bot:
            week = Week(bot, teams, session)
            await week.begin()
            bot.signal(signal.SIGUSR1)
            every = max(1, ticks // WARM_PART)
            for tick in range(ticks):
                for _ in range(max(1, turns // ticks // 10)):
                    await week.ten_turns(tick)
                await week.moves_on(minutes)
                if (tick + 1) % every == 0:
                    samples.append(bot.memory)
                    already = already or await asyncio.to_thread(_weight_of, data)
        records = await asyncio.to_thread(_weight_of, data) - already
    longest = json.loads(stalls.read_text(encoding="utf-8"))[-1]["longest"]
    return Measurements(turns, ticks, tuple(samples), records, longest)


def _weight_of(data: Path) -> float:
    """What the records that lie there add to a process that opens them."""
    command = [sys.executable, "-m", "bench.term", WEIGH, str(data)]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


async def _opened(data: Path) -> float:
    before = memory_mb(os.getpid())
    async with opened_to_read(data):
        return memory_mb(os.getpid()) - before


def _school() -> str:
    """One Champion, and staff who write."""
    people: list[Listed] = [
        (CHAMPION, "Champion", ("staff", "champion")),
        *((each, f"Staff {n}", ("staff",)) for n, each in enumerate(STAFF_IDS)),
    ]
    return roster(people)


def main(part: int) -> None:
    """Measure and print."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        told = asyncio.run(measure(Path(folder), turns=TURNS * part // 100, ticks=TICKS * part // 100))
    each_tenth = told.samples[:: max(1, len(told.samples) // 5)]
    in_a_turn = told.beyond * 1024 / told.turns
    rows = [
        ("turns, and ticks", f"{told.turns}, {told.ticks}"),
        ("memory on the way, MB", " ".join(f"{each:.0f}" for each in (*each_tenth, told.samples[-1]))),
        ("grown from the warm state to the end, MB", f"{told.grown:.1f}"),
        ("what the records kept meanwhile weigh, MB", f"{told.records:.1f}"),
        ("grown beyond the records, MB", f"{told.beyond:.1f}"),
        ("grown beyond the records in a turn, KB", f"{in_a_turn:.2f}"),
        ("the loop held: longest, ms", f"{told.longest_hold:.0f}"),
    ]
    for name, value in rows:
        print(f"{name:46}{value:>40}")
    tell([Figure("term.beyond", in_a_turn), Figure("term.loop_held", told.longest_hold)])


if __name__ == "__main__":
    if sys.argv[1:2] == [WEIGH]:
        print(asyncio.run(_opened(Path(sys.argv[2]))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
