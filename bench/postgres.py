"""What the store costs on PostgreSQL: a real server of its own, synced like any other, reached by a Unix socket.

`python -m bench.postgres`, or with sizes: `python -m bench.postgres 1000 10000`.

Beside a keep of one record stands a plain INSERT of the same text through the same driver into a table with a primary
key alone, turn by turn, so that what else the machine does falls on both. `turn` is a keep of a record, a notice and
two lines of the timeline. As many incidents of another school lie in the same tables. What one report costs the
whole bot stands beneath (`bench.report`).
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator

from psycopg import AsyncConnection

from bench.report import show
from bench.store import ENTRIES, NOON, incident, median, p95, time_ms
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import OPEN_STATES, Incident
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Notice, NoticeState
from bot.policy.kit.timeline import link
from storage.postgres.database import Database, DatabaseRow, connect
from storage.postgres.migrating import migrate
from storage.postgres.moving import SchoolInDatabase
from storage.postgres.store import PostgresStore
from storage.reading import KeptItem
from storage.rows import TIMELINE_TABLE
from tests.postgres import Server

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 300
COLUMNS = (
    ("incidents", "size", "{:,.0f}"),
    ("write ms", "write", "{:.2f}"),
    ("p95", "write_high", "{:.2f}"),
    ("INSERT", "plain", "{:.2f}"),
    ("ratio", "ratio", "{:.2f}"),
    ("turn ms", "turn", "{:.2f}"),
    ("64 at once/s", "together", "{:,.0f}"),
    ("get p95", "get", "{:.2f}"),
    ("log p95", "log", "{:.2f}"),
    ("open p95", "open", "{:.2f}"),
    ("due p95", "due", "{:.2f}"),
    ("next due p95", "next_due", "{:.2f}"),
    ("timeline of one p95", "timeline", "{:.2f}"),
    ("load s", "load", "{:.1f}"),
)


async def everything(size: int) -> AsyncIterator[KeptItem]:
    """A school with so many incidents, a sent notice of each, and their timelines."""
    for number in range(size):
        for record in (incident(number), notice(number).model_copy(update={"state": NoticeState.SENT})):
            yield KeptItem(record.TABLE, record.model_copy(update={"version": 1}).model_dump_json())
    last: Entry | None = None
    for number in range(size):
        for _ in range(ENTRIES):
            last = link(last, entry(number))
            yield KeptItem(TIMELINE_TABLE, last.model_dump_json())


async def no_files() -> AsyncIterator[tuple[str, bytes]]:
    """Nobody sent one in."""
    nothing: tuple[tuple[str, bytes], ...] = ()
    for file in nothing:
        yield file


def notice(number: int) -> Notice:
    """A ping for that incident."""
    about = incident(number)
    return Notice(
        id=f"{about.id}:ping:1:{about.reporter.id}",
        subject=about.id,
        topic="incident",
        to=about.reporter,
        purpose=IncidentPurpose.PING,
        urgency=about.urgency,
        made_at=NOON,
        due_at=NOON,
    )


def entry(number: int) -> Entry:
    """A line of its timeline."""
    return Entry(subject=f"OS-2026-{number:06d}", at=NOON, by=None, what="reported", facts={"kind": "spam"})


async def measure(url: str, size: int) -> dict[str, float]:
    """One line of the table."""
    database = await Database.open(url)
    start = time.perf_counter()
    await SchoolInDatabase(database, f"school-{size}").take_in(everything(size), no_files())
    loaded = time.perf_counter() - start
    await SchoolInDatabase(database, f"other-{size}").take_in(everything(size), no_files())
    store = await PostgresStore.open(database, f"school-{size}")
    plain = await connect(url)
    await plain.execute("CREATE TABLE IF NOT EXISTS plain (id text PRIMARY KEY, body json)")
    figures = {"size": float(size), "load": loaded, **await _writes(store, plain, size), **await _reads(store, size)}
    burst = [incident(2_000_000 + each) for each in range(64 * 10)]
    start = time.perf_counter()
    for first in range(0, len(burst), 64):
        await asyncio.gather(*(store.keep(Outcome(records=(each,))) for each in burst[first : first + 64]))
    figures["together"] = len(burst) / (time.perf_counter() - start)
    await plain.close()
    await database.close()
    return figures


async def _writes(store: PostgresStore, plain: AsyncConnection[DatabaseRow], size: int) -> dict[str, float]:
    writes, plains, turns = [], [], []
    for number in range(size, size + ROUNDS):
        record = incident(number)
        writes.append(await time_ms(store.keep(Outcome(records=(record,)))))
        row = (f"{size}-{record.id}", record.model_dump_json())
        plains.append(await time_ms(plain.execute("INSERT INTO plain VALUES (%s, %s)", row)))
        turn = Outcome((incident(1_000_000 + number),), (notice(1_000_000 + number),), (entry(number), entry(number)))
        turns.append(await time_ms(store.keep(turn)))
    return {
        "write": median(writes),
        "write_high": p95(writes),
        "plain": median(plains),
        "ratio": median(writes) / median(plains),
        "turn": median(turns),
    }


async def _reads(store: PostgresStore, size: int) -> dict[str, float]:
    log = {"state": ["closed", "reported"], "kind": "spam"}
    waiting = {"state": NoticeState.WAITING.value}
    times: dict[str, list[float]] = {name: [] for name in ("get", "log", "open", "due", "next_due", "timeline")}
    for each in range(ROUNDS):
        name = f"OS-2026-{each * 7919 % size:06d}"
        times["get"].append(await time_ms(store.get(Incident, name)))
        times["log"].append(await time_ms(store.find(Incident, where=log, newest_first=True, limit=20)))
        some_open = store.find(Incident, where={"state": list(OPEN_STATES)}, newest_first=True, limit=20)
        times["open"].append(await time_ms(some_open))
        times["due"].append(await time_ms(store.find(Incident, where={"state": "reported"}, due_by=NOON, limit=20)))
        times["next_due"].append(await time_ms(store.next_due(Notice, where=waiting, after=NOON)))
        times["timeline"].append(await time_ms(store.timeline(name)))
    return {name: p95(each) for name, each in times.items()}


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the table."""
    server = Server()
    try:
        asyncio.run(migrate(server.url))
        print("\t".join(title for title, _, _ in COLUMNS))
        for size in sizes:
            figures = asyncio.run(measure(server.url, size))
            print("\t".join(form.format(figures[key]) for _, key, form in COLUMNS), flush=True)
        show(server)
    finally:
        server.discard()


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
