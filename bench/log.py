"""What the log costs its reader: its card, its patterns and its export, with incidents that have their timelines.

`python -m bench.log`, or with a size: `python -m bench.log 1000`.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench.figures import Figure, tell
from bench.processes import ROOT
from bot.clock import SystemClock
from bot.directory.roster import Roster
from bot.policy.incidents.incident import Closing, Incident, Ladder, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.kit.school import School
from bot.policy.log.log import Filter
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.log.log import Log
from bot.services.log.retention import Retention
from bot.services.null_ports import NoFileStore
from bot.settings import load_school
from cards.kit import parts
from cards.log.log import log_page
from cards.log.patterns import patterns_card
from storage.tinydb_store import TinyStore

SIZE, TARGET_SIZE = 10_000, 100_000
"""How many incidents unless another number is given, and with how many the target is set."""
ENTRIES = 8
ROUNDS = 15
KIND_IDS = tuple(KINDS)
CLOCK = SystemClock()


async def measure(size: int = SIZE) -> list[tuple[str, list[float]]]:
    """Rows of what was measured: the name, and the milliseconds of some rounds."""
    # As `app.py` does when it serves: what is loaded by then is not walked again and again. The incidents come later.
    gc.collect()
    gc.freeze()
    school = load_school(ROOT / "school.toml")
    champion = next(person for person in school.people if "champion" in person.roles)
    rows: list[tuple[str, list[float]]] = []
    for name, one_in in (("one in fifty is open", 50), ("all are open", 1)):
        with tempfile.TemporaryDirectory() as folder:
            store = await TinyStore.open(Path(folder))
            try:
                await fill(store, school, size, one_in)
                # As app.py does when it starts: else the slowest is a walk of the collector through all records.
                gc.collect()
                gc.freeze()
                rows += await _measured(store, school, champion, f"{size} incidents, {name}")
            finally:
                await store.close()
                gc.unfreeze()
    return rows


async def _measured(store: TinyStore, school: School, champion: Person, name: str) -> list[tuple[str, list[float]]]:
    context = ServiceContext(store, Roster(school.people), school, CLOCK, JobTriggers())
    log = Log(context, Retention(context, NoFileStore()))

    async def page(asked: Filter, number: int = 0) -> None:
        parts.as_json(log_page(school, await log.page(champion, asked, number), champion))

    async def patterns() -> None:
        parts.as_json(patterns_card(await log.patterns(champion), await log.recurring(champion), champion))

    pages: dict[str, Callable[[], Awaitable[None]]] = {
        "`log`": partial(page, Filter()),
        "its tenth page": partial(page, Filter(), 9),
        "closed ones": partial(page, Filter(show="closed")),
        "open and closed, one kind, this half term": partial(page, Filter(show="all", kind="spam", half_term=True)),
        "mine": partial(page, Filter(show="all", mine=True)),
        "patterns": patterns,
    }
    return [(f"{name}: {what}", await _timed(work)) for what, work in pages.items()]


async def _timed(work: Callable[[], Awaitable[None]]) -> list[float]:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


async def fill(store: TinyStore, school: School, size: int, one_in: int) -> None:
    """Incidents of the last six years, their entries beside them, some hundred to a write."""
    for start in range(0, size, 250):
        numbers = range(start, min(start + 250, size))
        records = tuple(_incident(school, number, size, is_open=number % one_in == 0) for number in numbers)
        entries = tuple(
            Entry(subject=record.id, at=record.reported_at, by=record.reporter, what="noted", facts={"to": "A name"})
            for record in records
            for _ in range(ENTRIES)
        )
        await store.keep(Outcome(records=records, entries=entries))


def _incident(school: School, number: int, size: int, *, is_open: bool) -> Incident:
    kind, people = KIND_IDS[number % len(KIND_IDS)], school.people
    at = CLOCK.now() - timedelta(days=6 * 365) * (size - number) / size
    route = school.routes[kind]
    taken = number % 3 == 0
    ended = Closing(at=at + timedelta(days=1), by=people[0].who, outcome="Done", reason="Blocked", cpoms="C-1")
    state = (State.IN_HAND if taken else State.REPORTED) if is_open else State.CLOSED
    return Incident(
        id=f"OS-{at.year}-{number:05d}",
        kind=kind,
        reporter=people[number % len(people)].who,
        reported_at=at,
        account={"what": f"They wrote again, number {number}. " * 12, "sender": "somebody@example.org"},
        state=state,
        owner=people[0].who if taken else None,
        owned_at=at if taken else None,
        rung=(people[0].who, people[1].who),
        ladder=Ladder(route=route, since=at, next_at=None),
        closing=None if is_open else ended,
    )


def main(size: int = SIZE) -> None:
    """Measure and print."""
    rows = asyncio.run(measure(size))
    width = max(len(name) for name, _ in rows)
    print("ms: median, slowest")
    for name, taken in rows:
        print(f"{name.ljust(width)}  {statistics.median(taken):6.1f}, {max(taken):6.1f}")
    if size == TARGET_SIZE:
        cards = [(statistics.median(taken), name) for name, taken in rows if name.endswith("`log`")]
        tell([Figure("log.card", *max(cards))])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
