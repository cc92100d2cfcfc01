"""What a feature brings to the services of a school: what it speaks of, its jobs, and its lines of the briefing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Generic, TypeVar

from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.owed_duties import OwedDuty
from bot.policy.kit.people import Person
from bot.policy.kit.records import Purpose, Record, Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.services.engine.remote_due import DueKind
from bot.services.engine.ticker import Job, Settles
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Topic
from bot.services.ports import FileDownloader
from bot.services.services import Providers, Services

F = TypeVar("F")
"""What a section of an inspection is drawn from."""
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


class InspectionSource(Generic[F]):
    """What a feature has for an inspection: a service of this class among those that it provides. It loads the same for
    everybody who may take the archive (`DrawnSection` says what must not stand in it)."""

    async def load(self) -> F:
        """What its section is drawn from."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class InspectionSection(Generic[F]):
    """A feature's section of the archive for an inspection: where it comes from, and how its cards draw it."""

    source: type[InspectionSource[F]]
    draw: Callable[[School, F], DrawnSection]

    async def load(self, services: Services) -> Callable[[], DrawnSection]:
        """What it shows as of now, to be drawn away from the event loop."""
        return partial(self.draw, services.school, await services.get(self.source).load())


class DutySource:
    """A feature's duties beside the calendar's own: a service of this class among those that it provides."""

    async def load(self) -> Sequence[OwedDuty]:
        """What its records ask for, and what they no longer do."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class KeepsFiles:
    """A record with its files, the oldest first, for one who may open them."""

    record: Record
    files: Sequence[EvidenceFile]


class FileKeeper:
    """A feature whose records take files of evidence, as reports do: a service of this class among those that it
    provides. `prefix` is that of its records' references."""

    prefix: str

    async def prepare(self, by: Person, reference: str) -> None:
        """Return when this person may add files to it. Raises `NotDone` with what they are told."""
        raise NotImplementedError

    async def add(self, by: Who, reference: str, files: Sequence[EvidenceFile]) -> Outcome:
        """Keep these with it, if whoever sent them may add to it still. Raises as `prepare`."""
        raise NotImplementedError

    async def open(self, by: Person, reference: str) -> KeepsFiles:
        """It and its files, for one who may open them. Raises `NotDone` for everybody else."""
        raise NotImplementedError


def keeper_of(keepers: Iterable[FileKeeper], reference: str) -> FileKeeper | None:
    """Whose record that reference names; None for a report, or the form of one."""
    return next((each for each in keepers if reference.startswith(f"{each.prefix}-")), None)
