"""Copies of who holds which role, kept in the store, so that no ping and no turn waits for the directory behind.

A copy is asked for anew before it is ten minutes old, and used however old when that fails: an old list of Champions
is better than none. `confirm`, for decisions, never uses a copy. Knows nothing of Graph: a `RoleSource` answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.directory import reasons
from bot.directory.answers import object_id
from bot.directory.groups import RoleIndex
from bot.policy.kit.errors import Conflict, DirectoryUnavailable, StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import HeldRole, Member
from bot.policy.kit.roles import Role
from bot.services.ports import Clock, Directory, Store

FRESH_FOR = timedelta(minutes=10)
RENEWED_AT_FRACTION = 0.8
"""The part of its time after which a copy is asked for anew, so that the answer is there before the copy is old."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=2)
"""Between tries that fail: doubled each time. A Retry-After of the source's goes before both."""
FIRST_COPY_SECONDS = 3.0
"""Seconds that a turn waits for a first copy: Teams gives it five for everything."""
MAX_ROLES_AT_ONCE = 3
"""Roles asked for at the same time. Ten answers that arrive together would keep the event loop for all ten at once."""
REWRITE_AFTER = timedelta(hours=1)
"""An answer like the one before is written no more often than this. After a restart a copy may seem so much older."""
_log = structlog.get_logger()


class RoleSource(Protocol):
    """What copies are made of."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles it can be asked about."""

    def asked_of(self, role: Role) -> str:
        """What is asked for that role: where it changes, a copy is no copy."""

    async def members(self, role: Role) -> tuple[Member, ...]:
        """Who holds the role just now. Raises `DirectoryUnavailable`."""

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        """Does this person hold any of these roles just now? Raises `DirectoryUnavailable`."""

    async def close(self) -> None:
        """Let go of connections."""


class CachedDirectory(Directory):
    """`ports.Directory` over copies of a source, and the `ticker.Job` that renews them. For one event loop.

    A role whose group does not exist keeps the copy that it has, and without one has no holder.
    """

    def __init__(self, source: RoleSource, store: Store, clock: Clock, *, fresh_for: timedelta = FRESH_FOR) -> None:
        self._source = source
        self._store = store
        self._clock = clock
        self._asked_after = fresh_for * RENEWED_AT_FRACTION
        self._copies: dict[Role, HeldRole] = {}
        self._index = RoleIndex({})
        self._troubles: dict[Role, str] = {}
        self._failures: dict[Role, int] = {}
        self._due: dict[Role, datetime] = {}
        self._loaded = False
        self._under_way: asyncio.Task[None] | None = None
        self._places = asyncio.Semaphore(MAX_ROLES_AT_ONCE)

    async def person(self, id: str) -> Person | None:
        """The person of that object id, as the copies have them. Raises `DirectoryUnavailable` if they lack some."""
        if object_id(id) is None:
            return None
        await self._load()
        person = self._index.person(id)
        if person is None and (lacking := self._lacking()):
            await self._first(lacking)
            person = self._index.person(id)
        return person

    async def holders(self, role: Role) -> Sequence[Person]:
        """Everyone who holds the role, by name. Raises `DirectoryUnavailable` while there has never been a copy."""
        await self._load()
        if role in self._lacking():
            await self._first((role,))
        return self._index.holders(role)

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        """Does this person hold any of these roles, asked of the source and never of a copy?"""
        try:
            return await self._source.confirm(id, roles)
        except DirectoryUnavailable as error:
            _log.warning("directory_could_not_confirm", person=id, roles=list(roles), **error.facts)
            raise

    def age(self) -> timedelta | None:
        """How old the oldest copy is, or None when there is none."""
        oldest = min((copy.asked_at for copy in self._copies.values()), default=None)
        return None if oldest is None else max(self._clock.now() - oldest, timedelta())

    async def check(self) -> None:
        """Raises `DirectoryUnavailable` with the reason when a role that has a group has no usable copy."""
        await self._load()
        for role in self._lacking():
            raise DirectoryUnavailable(reason=self._troubles.get(role, reasons.TIMEOUT))

    async def next_due(self) -> datetime | None:
        """When a copy is to be asked for next; None when no role has a group."""
        await self._load()
        return min(self._due.values(), default=None)

    async def run(self) -> None:
        """Ask for every copy that is due. What fails is logged, and tried again after a pause."""
        await self._load()
        if any(due <= self._clock.now() for due in self._due.values()):
            await self._renew()

    async def close(self) -> None:
        """Stop what is under way and let go of the source."""
        if self._under_way is not None:
            self._under_way.cancel()
            await asyncio.gather(self._under_way, return_exceptions=True)
        await self._source.close()

    def _lacking(self) -> tuple[Role, ...]:
        """Roles of which nothing can be said."""
        return tuple(
            role
            for role in self._source.roles
            if role not in self._copies and self._troubles.get(role) != reasons.NO_SUCH_GROUP
        )

    async def _first(self, roles: Sequence[Role]) -> None:
        """Wait a moment for the first copy of these roles. Raises `DirectoryUnavailable` when it does not come.

        While the source is down, people are told so at once and not each after the whole wait.
        """
        if any(self._due[role] <= self._clock.now() for role in roles):
            try:
                async with asyncio.timeout(FIRST_COPY_SECONDS):
                    await self._renew()
            except TimeoutError as error:
                raise DirectoryUnavailable(reason=reasons.TIMEOUT) from error
        lacking = set(self._lacking()).intersection(roles)
        for role in sorted(lacking):
            raise DirectoryUnavailable(reason=self._troubles.get(role, reasons.TIMEOUT))

    async def _renew(self) -> None:
        """Ask for all that is due. Whoever comes while that is under way waits for the same answers."""
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._ask())
        await asyncio.shield(self._under_way)

    async def _ask(self) -> None:
        now = self._clock.now()
        roles = [role for role, due in self._due.items() if due <= now]
        answers = zip(roles, await asyncio.gather(*map(self._ask_for, roles)), strict=True)
        fresh = {role: copy for role, copy in answers if copy is not None}
        if fresh:
            self._copies |= fresh
            self._index = RoleIndex({role: copy.members for role, copy in self._copies.items()})
            await self._keep(tuple(fresh.values()))

    async def _ask_for(self, role: Role) -> HeldRole | None:
        try:
            async with self._places:
                members = await self._source.members(role)
        except DirectoryUnavailable as error:
            self._note_failure(role, error)
            return None
        asked_at = self._clock.now()
        self._due[role] = asked_at + self._asked_after
        if self._troubles.pop(role, None):
            self._failures.pop(role, None)
            _log.info("directory_answers_again", role=role)
        return HeldRole(id=role, asked_of=self._source.asked_of(role), members=members, asked_at=asked_at)

    def _note_failure(self, role: Role, error: DirectoryUnavailable) -> None:
        reason = error.facts.get("reason", reasons.ODD_ANSWER)
        failures = self._failures[role] = self._failures.get(role, 0) + 1
        pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
        if reason == reasons.NO_SUCH_GROUP:
            pause = self._asked_after
        elif "retry_after" in error.facts:
            pause = min(max(pause, timedelta(seconds=int(error.facts["retry_after"]))), timedelta(hours=1))
        self._troubles[role] = reason
        self._due[role] = self._clock.now() + pause
        _log.warning(
            "directory_not_answering",
            role=role,
            held=role in self._copies,
            next_try=self._due[role].isoformat(),
            **(error.facts | {"reason": reason}),
        )

    async def _load(self) -> None:
        """Take in what an earlier run has kept. A store that cannot be read is asked again at the next question."""
        if self._loaded:
            return
        now = self._clock.now()
        try:
            kept = {copy.id: copy for copy in await self._store.find(HeldRole)}
        except StoreUnavailable:
            _log.warning("directory_copies_not_read")
            kept = {}
        else:
            if self._loaded:  # another question has loaded meanwhile, and newer answers may have come since
                return
            self._loaded = True
        for role in self._source.roles:
            copy = kept.get(role)
            if copy is not None and role not in self._copies and copy.asked_of == self._source.asked_of(role):
                self._copies[role] = copy
                self._due[role] = min(copy.asked_at, now) + self._asked_after
            self._due.setdefault(role, now)
        self._index = RoleIndex({role: copy.members for role, copy in self._copies.items()})

    async def _keep(self, fresh: Sequence[HeldRole]) -> None:
        """Write what has changed. A copy that cannot be kept is used all the same, and kept with the next answers."""
        try:
            kept = {copy.id: copy for copy in await self._store.find(HeldRole)}
            changed = tuple(
                copy.model_copy(update={"version": kept[copy.id].version if copy.id in kept else 0})
                for copy in fresh
                if _must_be_written(copy, kept.get(copy.id))
            )
            gone = tuple(copy for role, copy in kept.items() if role not in self._source.roles)
            if changed or gone:
                await self._store.keep(Outcome(records=changed, removed=gone))
        except (Conflict, StoreUnavailable) as error:
            _log.warning("directory_copies_not_kept", error=type(error).__name__)


def _must_be_written(fresh: HeldRole, kept: HeldRole | None) -> bool:
    return (
        kept is None
        or kept.asked_of != fresh.asked_of
        or set(kept.members) != set(fresh.members)
        or fresh.asked_at - kept.asked_at >= REWRITE_AFTER
    )
