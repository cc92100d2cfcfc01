"""Replicas whose every question to the store and every request to Teams is a step, and dice that say whose is next.

So every overtaking that a slow database or a slow Teams can bring about is met, and nothing waits for time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from bot.policy.kit.errors import Undelivered
from bot.policy.kit.records import Address, Message, Record
from tests.clock import FakeClock
from tests.fakes import MemoryStore, StoreInFront

R = TypeVar("R", bound=Record)
HALF = 0.5
UNTIL_ALL_WAIT = 12
"""How often the loop goes round until everybody has come as far as their next step."""


class Steps:
    """Where everybody waits before each step, and the dice that say whose is next."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.over = False
        self._waiting: list[tuple[Process, asyncio.Future[None]]] = []

    async def next(self, process: Process) -> None:
        """Wait for one's turn; it never comes to a process that was killed."""
        if not self.over:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((process, turn))
            await turn

    async def one(self) -> bool:
        """Let one of those who wait take their step; False when nobody does."""
        for _ in range(UNTIL_ALL_WAIT):
            await asyncio.sleep(0)
        ready = [(process, turn) for process, turn in self._waiting if process.alive and not turn.done()]
        if not ready:
            return False
        chosen = self.dice.choice(ready)
        self._waiting.remove(chosen)
        chosen[1].set_result(None)
        return True


@dataclass
class Process:
    """A replica, until it is killed."""

    steps: Steps
    alive: bool = True

    async def step(self) -> None:
        """Wait for one's turn."""
        await self.steps.next(self)


class SteppedStore(StoreInFront):
    """One replica's view of the store that all share: a step before each question, and leases that run out."""

    def __init__(self, under: MemoryStore, process: Process, clock: FakeClock, leases: Leases) -> None:
        super().__init__(under)
        self._process, self._clock, self._leases = process, clock, leases

    async def before(self) -> None:
        await self._process.step()

    async def claim(self, names: Sequence[str], lease: timedelta) -> set[str]:
        await self._process.step()
        now = self._clock.now()
        held = {name for name in names if name in self._leases and self._leases[name].until > now}
        ours = {name for name in names if name not in held or self._leases[name].holder is self}
        self._leases.update({name: Lease(self, now + lease) for name in ours})
        return ours

    async def release(self, names: Sequence[str]) -> None:
        await self._process.step()
        for name in names:
            if name in self._leases and self._leases[name].holder is self:
                del self._leases[name]


@dataclass(frozen=True)
class Lease:
    """What one replica has for itself, until when."""

    holder: SteppedStore
    until: datetime


Leases = dict[str, Lease]


@dataclass
class Chats:
    """What stands in Teams, by activity, and how many failures are still to come."""

    stands: dict[str, str] = field(default_factory=dict)
    faults: int = 0


class SteppedTeams:
    """One replica's Messenger: it takes its time before a message stands and after, and sometimes fails."""

    def __init__(self, chats: Chats, process: Process) -> None:
        self._chats, self._process = chats, process

    async def post(self, to: str, message: Message) -> Address:
        await self._process.step()
        self._may_fail(for_good=False)
        activity = f"{to}/{len(self._chats.stands)}"
        self._chats.stands[activity] = message.text or ""
        await self._process.step()
        return Address(service_url="u", conversation=to, activity=activity)

    async def edit(self, address: Address, message: Message) -> None:
        await self._process.step()
        self._may_fail(for_good=self._process.steps.dice.random() < HALF)
        self._chats.stands[address.activity] = message.text or ""
        await self._process.step()

    async def delete(self, address: Address) -> None:
        await self._process.step()
        self._may_fail(for_good=self._process.steps.dice.random() < HALF)
        self._chats.stands[address.activity] = ""
        await self._process.step()

    async def probe(self, to: str) -> None:
        raise AssertionError("nobody is asked for here")

    def _may_fail(self, *, for_good: bool) -> None:
        if self._chats.faults and self._process.steps.dice.random() < HALF:
            self._chats.faults -= 1
            raise Undelivered("gone" if for_good else "http_502", for_good=for_good)
