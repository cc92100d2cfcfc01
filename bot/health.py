"""Is it well? `/healthz` while the process serves, `/readyz` when it can also do its work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.policy.kit.errors import DirectoryUnavailable, StoreUnavailable
from bot.policy.kit.outage import TEAMS, Outage
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Notice, NoticeState, Record
from bot.services.ports import Directory, Store

Handler = Callable[[web.Request], Awaitable[web.Response]]


async def healthz(request: web.Request) -> web.Response:
    """200 while the process serves."""
    return web.Response(text="ok\n")


@dataclass(frozen=True, slots=True)
class Health:
    """How a bot stands that can be read and written: what else whoever looks after it should know."""

    directory_age: timedelta | None
    """How old the oldest copy of a directory is; None where all are always fresh."""
    silent: Sequence[tuple[datetime, str]]
    """Since when Teams takes no messages of a school, and why: the longest first."""
    apart: Mapping[str, int]
    """How many records of each table this release cannot read."""


class HealthCheck:
    """Looks at every store and directory of the process.

    `schools` are the stores of all schools, where `stores` are fewer, and `kinds` those of which a record is read, at
    each look in the next school's store. Each check of a store is a durable write: of stores in one database one is
    enough. Which schools there are is seen anew at each look.
    """

    def __init__(
        self,
        stores: Sequence[Store],
        directories: Sequence[Directory],
        schools: Sequence[Store] = (),
        kinds: Sequence[type[Record]] = (),
    ) -> None:
        self._stores = stores
        self._directories = directories
        self._schools = schools or stores
        self._looks = 0
        self._kinds = kinds

    async def oldest_due(self) -> datetime | None:
        """Since when the oldest message that is not sent has been due, or will be; None where none waits. Raises
        `StoreUnavailable`."""
        waiting = {"state": NoticeState.WAITING.value}
        due = [await store.next_due(Notice, where=waiting) for store in self._schools]
        return min((at for at in due if at is not None), default=None)

    async def look(self) -> Health:
        """Look now. Raises `StoreUnavailable` when a store cannot be read or written, and `DirectoryUnavailable` when a
        directory neither answers nor holds a usable copy."""
        for store in self._stores:
            await store.check()
        for directory in self._directories:
            await directory.check()
        if self._schools:
            newest = (Query(kind, {}, newest_first=True, limit=1) for kind in self._kinds)
            self._looks += 1
            await self._schools[self._looks % len(self._schools)].find_each(*newest)
        held = [each for store in self._schools for each in await store.find(Outage, where={"id": TEAMS})]
        silent = sorted((each.since, each.reason) for each in held if each.since is not None)
        apart = Counter([each.table for store in self._schools for each in await store.set_apart()])
        ages = [age for directory in self._directories if (age := directory.age()) is not None]
        return Health(max(ages, default=None), silent, apart)


def what_is_wrong(error: StoreUnavailable | DirectoryUnavailable) -> str:
    """What a look has found, in a few words for whoever looks after the machine."""
    return f"{error.key.removeprefix('error.')}: {error.facts.get('reason', type(error).__name__)}"


def readyz(check: HealthCheck) -> Handler:
    """200 when every store can be read and written and every directory answers or holds a usable copy; else 503 and the
    reason.

    A copy that Graph has not renewed is usable, and its age is told. So is that Teams takes no messages, and how many
    records are set apart that this release cannot read: presses and reports are taken all the same, and whoever sends
    traffic elsewhere because of it would make things worse.
    """

    async def ready(request: web.Request) -> web.Response:
        try:
            health = await check.look()
        except (StoreUnavailable, DirectoryUnavailable) as error:
            return web.Response(status=503, text=f"not ready: {what_is_wrong(error)}\n")
        age, told = health.directory_age, ""
        if age is not None:
            told += f", directory copy {age.total_seconds():.0f} s old"
        for since, reason in health.silent[:1]:
            told += f", Teams takes no messages since {since:%Y-%m-%dT%H:%M:%SZ}: {reason}"
        if health.apart:
            of = ", ".join(f"{table} {count}" for table, count in sorted(health.apart.items()))
            told += f", set apart because this release cannot read them: {of}"
        return web.Response(text=f"ready{told}\n")

    return ready
