"""Traces by OpenTelemetry: how long a turn takes, and within it what is loaded, kept and sent. Off unless asked for.

A span has names of our own tables, numbers and the name of the school; never what anybody wrote, and of an error its
class alone, for its message may quote somebody. The libraries are an extra (`requirements-otel.txt`), and are read by
nobody who has not set the address of a collector.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bot import VERSION
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Answers, Query, Value, Where
from bot.policy.kit.records import Address, Message, Record
from bot.services.kit.sealed_store import SealedStore
from bot.services.ports import Clock, Store
from bot.settings import SettingsError
from bot.teams.buttons import CardSettings
from bot.teams.connector import KeptConnectors
from bot.teams.messenger import TeamsMessenger

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

SERVICE = "online-safety"
ENDING_SECONDS = 5.0
"""How long a stop waits for the collector to take the last spans."""
TIMELINE = "timeline"
R = TypeVar("R", bound=Record)


class Tracer(Protocol):
    """Who measures how long something takes."""

    def span(self, name: str, **attributes: str | int) -> AbstractContextManager[None]:
        """Whatever runs within the block, and all spans that begin within it, belong to a span of this name."""

    def part(self, name: str, **attributes: str | int) -> AbstractContextManager[None]:
        """The same, but only as a part of a span that is under way: else nothing is measured."""


class NoTraces:
    """A `Tracer` that measures nothing."""

    def span(self, name: str, **attributes: str | int) -> AbstractContextManager[None]:
        """Nothing."""
        return nullcontext()

    def part(self, name: str, **attributes: str | int) -> AbstractContextManager[None]:
        """Nothing."""
        return nullcontext()


class OpenTelemetryTracer:
    """A `Tracer` whose spans go to OpenTelemetry."""

    def __init__(self, provider: TracerProvider) -> None:
        # Imported here, as all of OpenTelemetry: it is an extra.
        from opentelemetry import trace  # noqa: PLC0415
        from opentelemetry.semconv.attributes import error_attributes  # noqa: PLC0415

        self._tracer = provider.get_tracer(SERVICE, VERSION)
        self._under_way = trace.get_current_span
        self._error_type = error_attributes.ERROR_TYPE
        self._failed = trace.Status(trace.StatusCode.ERROR)

    @contextmanager
    def span(self, name: str, **attributes: str | int) -> Iterator[None]:
        """Measure the block."""
        with self._tracer.start_as_current_span(
            name, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_attribute(self._error_type, type(error).__name__)
                span.set_status(self._failed)
                raise

    def part(self, name: str, **attributes: str | int) -> AbstractContextManager[None]:
        """Measure the block where it is part of another."""
        if not self._under_way().get_span_context().is_valid:
            return nullcontext()
        return self.span(name, **attributes)


@asynccontextmanager
async def open_tracer(*, wanted: bool) -> AsyncIterator[Tracer]:
    """The tracer of the process: where it is `wanted`, one to the collector that `OTEL_*` names.

    Raises `SettingsError` where the extra is not installed.
    """
    if not wanted:
        yield NoTraces()
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, and what traces need is not installed: "
            "pip install --require-hashes -r requirements-otel.lock"
        ) from error
    name = os.environ.get("OTEL_SERVICE_NAME") or SERVICE
    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: name, SERVICE_VERSION: VERSION}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    try:
        yield OpenTelemetryTracer(provider)
    finally:
        ending = asyncio.create_task(asyncio.to_thread(provider.shutdown))
        await asyncio.wait([ending], timeout=ENDING_SECONDS)


class TracedStore(SealedStore):
    """The store that a school works with, with a span for what is loaded within another, and for each write."""

    def __init__(self, store: Store, clock: Clock, tracer: Tracer) -> None:
        super().__init__(store, clock)
        self._tracer = tracer

    async def get(self, kind: type[R], id: str) -> R | None:
        """The record of that id, or None."""
        with self._tracer.part("load", records=kind.TABLE):
            return await super().get(kind, id)

    async def find(
        self,
        kind: type[R],
        *,
        where: Where | None = None,
        without: Mapping[str, Sequence[Value]] | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[R]:
        """Records whose fields equal `where`."""
        with self._tracer.part("load", records=kind.TABLE):
            return await super().find(
                kind, where=where, without=without, due_by=due_by, newest_first=newest_first, limit=limit, after=after
            )

    async def find_each(self, *queries: Query[Any]) -> Answers:
        """What `find` would give for each query."""
        with self._tracer.part("load", records=", ".join(_tables(query.kind for query in queries))):
            return await super().find_each(*queries)

    async def keep(self, outcome: Outcome) -> None:
        """Keep all of it or none of it."""
        changed = (*outcome.records, *outcome.removed, *outcome.notices)
        with self._tracer.span("keep", records=", ".join(_tables(type(each) for each in changed)), count=len(changed)):
            await super().keep(outcome)


def sealed_store(store: Store, clock: Clock, tracer: Tracer) -> SealedStore:
    """The store that a school works with, measured where anything is: naming what is loaded has its price."""
    return SealedStore(store, clock) if isinstance(tracer, NoTraces) else TracedStore(store, clock, tracer)


class TracedMessenger(TeamsMessenger):
    """Writes into people's chats, with a span for each request of its own; opening a chat is part of the first."""

    def __init__(
        self,
        store: Store,
        connectors: KeptConnectors,
        clock: Clock,
        *,
        tenant: str,
        cards: CardSettings,
        tracer: Tracer,
    ) -> None:
        super().__init__(store, connectors, clock, tenant=tenant, cards=cards)
        self._tracer = tracer

    async def post(self, to: str, message: Message) -> Address:
        """Send a new message."""
        with self._tracer.span("send", does="post"):
            return await super().post(to, message)

    async def edit(self, address: Address, message: Message) -> None:
        """Change a message."""
        with self._tracer.span("send", does="edit"):
            await super().edit(address, message)

    async def delete(self, address: Address) -> None:
        """Take a message out of a chat."""
        with self._tracer.span("send", does="delete"):
            await super().delete(address)


def _tables(kinds: Iterable[type[Any]]) -> Sequence[str]:
    return sorted({getattr(kind, "TABLE", TIMELINE) for kind in kinds})
