"""What the store costs, beside SQLite (WAL, synchronous FULL) in the same run and on the same disk.

`python -m bench.store`, or with sizes: `python -m bench.store 100 1000`.

They take turns, write by write, so that what else the machine does falls on each. A write comes from the event loop,
SQLite's through a thread, which is what a turn of the bot waits for. SQLite's table has the same indexes as our store;
`bare` is one with a primary key alone.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.figures import Figure, tell
from bench.processes import ROOT
from bot.policy.incidents.incident import Incident, Ladder, State
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Route, Step, Urgency, Who
from storage.rows import row_of
from storage.selecting import ticks
from storage.tinydb_store import TinyStore

SIZES = (100, 1_000, 10_000, 100_000)
ROUNDS = 400
WARM_ROUNDS = 150
"""Writes before those that count: a log that is still growing costs more at each, until it is used again."""
ENTRIES = 2
"""Timeline entries beside each incident of the filling."""
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ROUTE = Route(
    urgency=Urgency.URGENT,
    steps=(Step(roles=("champion",), after=0), Step(roles=("headteacher", "dsl"), after=900)),
    again=1800,
    times=3,
    acknowledged_for=3600,
)


def incident(number: int) -> Incident:
    """An incident of about 1 KB; one in a hundred is open and due."""
    still_open = number % 100 == 0
    return Incident(
        id=f"OS-2026-{number:06d}",
        kind=("spam", "threat")[number % 2],
        reporter=Who(id=f"aaaaaaaa-0000-4000-8000-{number % 60:012d}", name="Siân O'Dwyer"),
        reported_at=NOON,
        account={"what": f"They wrote again, number {number}. " * 12, "sender": "somebody@example.org"},
        state=State.REPORTED if still_open else State.CLOSED,
        ladder=Ladder(route=ROUTE, since=NOON, next_at=NOON),
        due_at=NOON + timedelta(seconds=number) if still_open else None,
    )


class Sqlite:
    """SQLite as durable as the store: WAL, synchronous FULL."""

    def __init__(self, path: Path, *, indexed: bool) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        columns = ("due", *Incident.INDEXED)
        self._connection.execute(f"CREATE TABLE incidents (id TEXT PRIMARY KEY, version, {', '.join(columns)}, body)")
        for column in columns if indexed else ():
            self._connection.execute(f"CREATE INDEX by_{column} ON incidents ({column})")
        self._insert = f"INSERT INTO incidents VALUES ({', '.join('?' * (len(columns) + 3))})"

    def fill(self, size: int) -> None:
        """So many incidents, in one transaction."""
        self._connection.execute("BEGIN")
        for number in range(size):
            self.insert(incident(number))
        self._connection.execute("COMMIT")

    def insert(self, record: Incident) -> None:
        """One durable insert."""
        row = row_of(record, 1)
        self._connection.execute(self._insert, (row.id, 1, ticks(row.due), *row.keys, row.body))

    def insert_together(self, records: Sequence[Incident]) -> None:
        """Inserts that share one sync."""
        self._connection.execute("BEGIN")
        for record in records:
            self.insert(record)
        self._connection.execute("COMMIT")

    def get(self, name: str) -> Incident:
        """One record by its id."""
        (body,) = self._connection.execute("SELECT body FROM incidents WHERE id = ?", (name,)).fetchone()
        return Incident.model_validate_json(body)

    def close(self) -> None:
        """Let go."""
        self._connection.close()


async def fill_store(store: TinyStore, size: int) -> None:
    """So many incidents with their timelines, some hundred to a write."""
    for start in range(0, size, 500):
        numbers = range(start, min(start + 500, size))
        entries = tuple(
            Entry(subject=f"OS-2026-{number:06d}", at=NOON, by=None, what="reported", facts={"kind": "spam"})
            for number in numbers
            for _ in range(ENTRIES)
        )
        await store.keep(Outcome(records=tuple(incident(number) for number in numbers), entries=entries))


async def time_ms(work: Awaitable[object]) -> float:
    """How many milliseconds it takes."""
    start = time.perf_counter()
    await work
    return (time.perf_counter() - start) * 1000


def median(times: list[float]) -> float:
    """The median."""
    return statistics.median(times)


def p95(times: list[float]) -> float:
    """The value that 95 in 100 stay under."""
    return sorted(times)[int(len(times) * 0.95)]


async def longest_stall(during: Awaitable[object]) -> float:
    """The longest time in milliseconds that the loop was held while something went on."""
    worst, ended = 0.0, False

    async def watch() -> None:
        nonlocal worst
        while not ended:
            start = time.perf_counter()
            await asyncio.sleep(0.001)
            worst = max(worst, (time.perf_counter() - start - 0.001) * 1000)

    watching = asyncio.create_task(watch())
    await during
    ended = True
    await watching
    return worst


async def measure(size: int, folder: Path) -> dict[str, float]:
    """One line of the table."""
    bare, same = Sqlite(folder / "bare.db", indexed=False), Sqlite(folder / "same.db", indexed=True)
    bare.fill(size)
    same.fill(size)
    store = await TinyStore.open(folder / "store")
    await fill_store(store, size)
    line = {
        "size": float(size),
        **await _writes(store, bare, same, size),
        **await _reads(store, same, size),
        **await _together(store, same),
    }
    gc.collect()
    gc.freeze()  # as app.py does when it serves: what is loaded by then is not walked again and again
    sweeping: list[float] = []
    line["stall"] = await longest_stall(_all_at_once(store, sweeping))
    line["sweep"] = sweeping[0]
    await store.close()
    bare.close()
    same.close()
    return line


async def _writes(store: TinyStore, bare: Sqlite, same: Sqlite, size: int) -> dict[str, float]:
    """Durable writes of one new record each, in turn."""
    loop = asyncio.get_running_loop()
    dice = random.Random(size)
    with ThreadPoolExecutor(max_workers=1) as thread:

        async def ours(record: Incident) -> None:
            await store.keep(Outcome(records=(record,)))

        async def sqlite(record: Incident) -> None:
            await loop.run_in_executor(thread, same.insert, record)

        async def sqlite_bare(record: Incident) -> None:
            await loop.run_in_executor(thread, bare.insert, record)

        ways = {"ours": ours, "sqlite": sqlite, "bare": sqlite_bare}
        times: dict[str, list[float]] = {name: [] for name in ways}
        order = list(ways)
        for round_ in range(WARM_ROUNDS + ROUNDS):
            dice.shuffle(order)  # whoever comes after a wait finds the processor asleep: that must fall on each alike
            for place, name in enumerate(order):
                took = await time_ms(ways[name](incident(size + round_ * len(ways) + place)))
                if round_ >= WARM_ROUNDS:
                    times[name].append(took)
    middles = {name: median(each) for name, each in times.items()}
    return middles | {
        "ratio": middles["ours"] / middles["sqlite"],
        "high": p95(times["ours"]),
        "sqlite_high": p95(times["sqlite"]),
    }


async def _together(store: TinyStore, same: Sqlite) -> dict[str, float]:
    """Writes a second, 64 at once; SQLite has each 64 in one transaction on a thread."""
    lots = [[incident(2_000_000 + 64 * lot + each) for each in range(64)] for lot in range(20)]
    taken = {"together": 0.0, "sqlite_together": 0.0}
    for lot in lots:
        taken["together"] += await time_ms(asyncio.gather(*(store.keep(Outcome(records=(each,))) for each in lot)))
        taken["sqlite_together"] += await time_ms(asyncio.to_thread(same.insert_together, lot))
    return {name: sum(map(len, lots)) * 1000 / ms for name, ms in taken.items()}


async def _reads(store: TinyStore, same: Sqlite, size: int) -> dict[str, float]:
    """One record by its id, the newest of a kind in some states as `log` asks, and what is due."""
    log = {"state": ["closed", "reported"], "kind": "spam"}
    gets, sqlite_gets, logs, dues = [], [], [], []
    for each in range(ROUNDS):
        name = f"OS-2026-{each * 7919 % size:06d}"
        gets.append(await time_ms(store.get(Incident, name)))
        start = time.perf_counter()
        same.get(name)
        sqlite_gets.append((time.perf_counter() - start) * 1000)
        logs.append(await time_ms(store.find(Incident, where=log, newest_first=True, limit=20)))
        dues.append(await time_ms(store.find(Incident, where={"state": "reported"}, due_by=NOON, limit=20)))
    return {"get": p95(gets), "sqlite_get": p95(sqlite_gets), "log": p95(logs), "due": p95(dues)}


async def _all_at_once(store: TinyStore, sweeping: list[float]) -> None:
    """Somebody keeps one record after the other, while much is read, counted and swept."""
    done = False

    async def write() -> None:
        number = 3_000_000
        while not done:
            await store.keep(Outcome(records=(incident(number),)))
            number += 1

    writing = asyncio.create_task(write())
    await store.find(Incident, where={"state": ["closed", "reported"]}, newest_first=True, limit=2_000)
    await store.find(Incident, where={"kind": "spam"}, without={"reporter_id": ["nobody"]}, limit=20)
    await store.count(Incident, where={"state": "closed", "kind": "spam"})
    sweeping.append(await time_ms(store.compact()))
    done = True
    await writing


async def _open(folder: Path) -> None:
    """In a process of its own: how long opening takes, and what the records weigh in memory."""
    before = _resident()
    start = time.perf_counter()
    store = await TinyStore.open(folder)
    took = time.perf_counter() - start
    print(json.dumps({"open": took, "memory": _resident() - before, "peak": _peak() - before}))
    await store.close()


def _resident() -> float:
    """Megabytes that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def _peak() -> float:
    """Megabytes that it held at most."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


COLUMNS = (
    ("incidents", "size", "{:,.0f}"),
    ("write ms", "ours", "{:.3f}"),
    ("p95", "high", "{:.3f}"),
    ("SQLite", "sqlite", "{:.3f}"),
    ("p95", "sqlite_high", "{:.3f}"),
    ("ratio", "ratio", "{:.2f}"),
    ("bare", "bare", "{:.3f}"),
    ("get p95", "get", "{:.3f}"),
    ("SQLite", "sqlite_get", "{:.3f}"),
    ("log p95", "log", "{:.2f}"),
    ("due p95", "due", "{:.2f}"),
    ("64 at once/s", "together", "{:,.0f}"),
    ("SQLite/s", "sqlite_together", "{:,.0f}"),
    ("sweep ms", "sweep", "{:,.0f}"),
    ("stall ms", "stall", "{:.1f}"),
    ("open s", "open", "{:.2f}"),
    ("MB", "memory", "{:,.0f}"),
    ("peak MB", "peak", "{:,.0f}"),
)


def measure_size(size: int) -> dict[str, float]:
    """One line of the table; opening is measured in a process of its own."""
    build = ROOT / "build"  # on the repository's own disk: a memory disk would make every sync free
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        line = asyncio.run(measure(size, Path(folder)))
        return line | measure_opening(Path(folder) / "store")


def measure_opening(folder: Path) -> dict[str, float]:
    """What opening that store takes, and what its records weigh, in a process of its own."""
    asked = [sys.executable, "-m", "bench.store", "--open", str(folder)]
    told = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    found: dict[str, float] = json.loads(told.stdout)
    return found


def main(sizes: tuple[int, ...]) -> None:
    """Print the table."""
    print("\t".join(title for title, _, _ in COLUMNS))
    lines = []
    for size in sizes:
        lines.append(measure_size(size))
        print("\t".join(form.format(lines[-1][key]) for _, key, form in COLUMNS), flush=True)
    if sizes == SIZES:
        tell(_figures(lines[0], lines[-1]))


def _figures(first: dict[str, float], last: dict[str, float]) -> Iterator[Figure]:
    """Of the smallest store and the largest."""
    yield Figure("store.write_of_sqlite", last["ratio"], f"{last['ours']:.3f} ms, SQLite {last['sqlite']:.3f}")
    yield Figure("store.together", last["together"], f"SQLite in one transaction {last['sqlite_together']:,.0f}")
    yield Figure("store.get", last["get"], f"SQLite {last['sqlite_get']:.3f}")
    yield Figure("store.log", last["log"])
    yield Figure("store.open", last["open"])
    yield Figure("store.open_memory", last["memory"])
    grown, what = max((last[each] / first[each], each) for each in ("ours", "get", "log", "due"))
    yield Figure("store.growth", grown, f"{what}; SQLite's own get {last['sqlite_get'] / first['sqlite_get']:.2f}")
    yield Figure("store.stall", last["stall"])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--open"]:
        asyncio.run(_open(Path(sys.argv[2])))
    else:
        main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
