"""One release at work on a store, as a process that does what it is told, line by line, with the code of its own tree.

It goes by the public face of that tree alone: what only a later release has (`LATER`) it does by the names of fields.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.policy.incidents import incident as incidents
from bot.policy.incidents.incident import Incident, Note, State
from bot.policy.kit.errors import NotDone
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Record, Who
from bot.services.kit import sealed_store
from bot.services.kit.sealed_store import SealedStore
from bot.services.log.verifying import VerifySummary, verify_record
from storage.file_folder import FileFolder
from storage.postgres.migrating import migrate
from storage.postgres.store import PostgresStore
from storage.reading import kinds
from storage.tinydb_store import TinyStore
from tests.policy.school import NOW, opened

CHAMPION = Who(id="champion", name="Gareth")


def name(number: int) -> str:
    """A report's reference."""
    return f"OS-2026-{number:04d}"


class Release:
    """What it can be told."""

    def __init__(self, store: TinyStore | PostgresStore, where: str) -> None:
        self._store = store
        self._sealed = SealedStore(store, SystemClock())
        self._files = FileFolder(Path(where) / "evidence")

    async def report(self, number: int) -> None:
        """A report is made."""
        await self._sealed.keep(opened("threat", name(number), draft=f"draft {number}"))

    async def take(self, number: int) -> None:
        """Somebody takes it and writes a note: as a policy does, by a copy of what was found."""
        await self._change(number, "acknowledged", state=State.ACKNOWLEDGED, owner=CHAMPION, owned_at=NOW)
        at = datetime.now(UTC)
        note = Note(id=f"{name(number)}:{at:%H%M%S%f}", subject=name(number), by=CHAMPION, at=at, text="Seen.")
        await self._sealed.keep(Outcome(records=(note,), entries=(self._entry(number, "noted"),)))

    async def reckon(self, number: int) -> None:
        """Only the later release: its own fields, at the top and nested, and a record of its own kind."""
        held = await self._held(number)
        reporter = held.reporter.model_copy(update={"pronoun": "they"})
        await self._change(number, "reckoned", severity=3, looked_at=NOW + timedelta(hours=1), reporter=reporter)
        shelf: type[Record] = getattr(incidents, "Shelf")  # noqa: B009 - a kind that this tree may not have
        await self._sealed.keep(
            Outcome(records=(shelf(id=f"shelf of {number}"),), entries=(self._entry(number, "shelved"),))
        )

    async def escalate(self, number: int) -> None:
        """Only the later release: a state of its own."""
        await self._change(number, "escalated", state=State("escalated"))

    async def read(self, number: int) -> dict[str, Any]:
        """The report as it is kept, with all that this release knows of it and all that it does not."""
        told: dict[str, Any] = (await self._held(number)).model_dump(mode="json")
        return told

    async def by(self, field: str, value: int | str) -> list[str]:
        """The reports that have this value."""
        if isinstance(self._store, PostgresStore):
            await self._store.shared.make_keys(["school"])  # as the poller does every few seconds
        return [found.id for found in await self._sealed.find(Incident, where={field: value})]

    async def due(self) -> list[str]:
        """The reports of which a step is due in the end."""
        found = await self._sealed.find(Incident, due_by=datetime(2030, 1, 1, tzinfo=UTC))
        first = await self._sealed.next_due(Incident)
        return [f"{each.id}{' first' if each.due_at == first else ''}" for each in found]

    async def apart(self) -> list[str]:
        """What it cannot read."""
        await self._sealed.look_through()
        return [f"{each.table} {each.id}" for each in await self._sealed.set_apart()]

    async def verify(self) -> list[str]:
        """What does not hold."""
        faults = verify_record(self._store, self._files, list(kinds()), VerifySummary())
        return [f"{fault.what} {fault.kind} {fault.id}" async for fault in faults]

    async def _held(self, number: int) -> Incident:
        held = await self._sealed.get(Incident, name(number))
        assert held is not None
        return held

    async def _change(self, number: int, what: str, **fields: object) -> None:
        held = await self._held(number)
        changed = held.model_copy(update=fields)
        await self._sealed.keep(Outcome(records=(changed,), entries=(self._entry(number, what),)))

    def _entry(self, number: int, what: str) -> Entry:
        return Entry(subject=name(number), at=NOW, by=CHAMPION, what=what)


async def serve(where: str, url: str) -> None:
    """Open the store, and do what each line says."""
    answer(None)  # all is loaded
    loop = asyncio.get_running_loop()
    release: Release | None = None
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        told, *arguments = json.loads(line)
        try:
            if told == "migrate":
                answer(await migrate(url))
            elif release is None:
                store = await (PostgresStore.open(url, "school") if url else TinyStore.open(Path(where)))
                await sealed_store.take_in_records(store, kinds(), SystemClock())
                release = Release(store, where)
                answer(None)
            else:
                do: Callable[..., Awaitable[Any]] = getattr(release, told)
                answer(await do(*arguments))
        except NotDone as error:
            answer({"refused": error.facts.get("reason", str(error))})
    if release is not None:
        await release._store.close()


def answer(told: object) -> None:
    """A line for whoever asked."""
    print(json.dumps(told), flush=True)  # noqa: T201 - how it answers


if __name__ == "__main__":
    import structlog

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(serve(*sys.argv[1:]))
