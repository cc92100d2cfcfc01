"""What a feature brings to the services of a school: what it speaks of, its jobs, and its lines of the briefing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Generic, TypeVar

from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.records import Purpose, Record
from bot.policy.kit.roles import Role
from bot.services.engine.remote_due import DueKind
from bot.services.engine.ticker import Job, Settles
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Topic
from bot.services.ports import FileDownloader
from bot.services.services import Providers, Services

D = TypeVar("D")
"""The function by which a feature's cards are drawn: its topic is given it, and knows no card."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What a feature's topic and jobs are made of, for one school."""

    services: Services
    downloader: FileDownloader

    @property
    def context(self) -> ServiceContext:
        """The school's store, directory, clock and triggers."""
        return self.services.context


@dataclass(frozen=True, slots=True)
class JobSpec:
    """A job, and the kinds of records whose due times it waits for."""

    make: Callable[[Wiring], Job]
    due: Sequence[DueKind] = ()
    """What makes it look when it was kept, by this process or another."""
    can_wait: Sequence[type[Record]] = ()
    """What falls due in hours or days, for which each process looks by itself."""
    also: Sequence[type[Record]] = ()
    """Records that have no due time for it, and make work all the same when they are kept."""
    look_again: timedelta | None = None
    """How often it looks where other processes keep records too, for what none of these kinds shows."""


@dataclass(frozen=True, slots=True)
class TopicSpec(Generic[D]):
    """What notices may be about, by `Notice.topic`, and for what purposes it is spoken of."""

    name: str
    purposes: type[Purpose]
    make: Callable[[Wiring, D], Topic]


@dataclass(frozen=True, slots=True)
class ServicePart(Generic[D]):
    """A feature's part among the services."""

    topic: TopicSpec[D] | None = None
    """What its notices are about; None for a feature that says nothing to others of its own accord."""
    provides: Providers = field(default_factory=dict)
    """Its use cases, by their classes."""
    jobs: Sequence[JobSpec] = ()
    settles: Callable[[Wiring], Settles] | None = None
    """A service, beside the jobs, with work under way that a stop waits for."""


class LineSource:
    """A feature's lines of the briefing: a service of this class among those that it provides."""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles whose holders may be owed one of its lines."""
        raise NotImplementedError

    async def load(self) -> LinesFor:
        """What its lines rest on, loaded once for whoever is briefed. Raises `DirectoryUnavailable`."""
        raise NotImplementedError
