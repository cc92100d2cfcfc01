"""Traces: a real exporter and a collector on loopback, which is told how long what took, and nothing that was said."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from opentelemetry.semconv.attributes.error_attributes import ERROR_TYPE

from bot.settings import Environment, SettingsError
from bot.traces import NoTraces, open_tracer, sealed_store
from storage.tinydb_store import TinyStore
from tests import faults
from tests.rig import CHAMPION, TEACHER, school_at_work
from tests.transcripts.play import play

WORDS = "he said that nobody would believe her"


@dataclass
class Collector:
    """What was sent to it."""

    status: int = 200
    spans: list[Span] = field(default_factory=list)
    resource: dict[str, str] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)

    def named(self, name: str) -> list[Span]:
        """The spans of this name."""
        return [span for span in self.spans if span.name == name]

    async def take(self, request: web.Request) -> web.Response:
        """`POST /v1/traces`."""
        self.bodies.append(await request.read())
        asked = ExportTraceServiceRequest.FromString(self.bodies[-1])
        for resource in asked.resource_spans:
            self.resource |= {each.key: each.value.string_value for each in resource.resource.attributes}
            self.spans += [span for scope in resource.scope_spans for span in scope.spans]
        return web.Response(status=self.status)


def attributes(span: Span) -> Mapping[str, str]:
    """Those that are words."""
    return {each.key: each.value.string_value for each in span.attributes}


@asynccontextmanager
async def collecting(monkeypatch: pytest.MonkeyPatch, collector: Collector) -> AsyncIterator[str]:
    """A collector at work, whose address the environment names; the block gets it."""
    app = web.Application()
    app.router.add_post("/v1/traces", collector.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
    try:
        yield address
    finally:
        await runner.cleanup()


async def test_a_report_is_traced_without_a_word_of_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its turn, what that loaded and kept as parts of it, and what was sent; no name, and nothing that was written."""
    collector = Collector()
    async with (
        collecting(monkeypatch, collector),
        open_tracer(wanted=True) as tracer,
        school_at_work(tmp_path, tracer=tracer) as rig,
    ):
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": WORDS})])
        await play(rig, [(CHAMPION, "reads", WORDS)])
    assert {span.name for span in collector.spans} == {"turn", "load", "keep", "send"}
    assert collector.resource["service.name"] == "online-safety"
    begun = {span.span_id for span in collector.spans}
    assert all(span.parent_span_id in begun for span in collector.named("load"))
    turns = {span.span_id for span in collector.named("turn")}
    assert any(span.parent_span_id in turns for span in collector.named("keep"))
    assert any("incidents" in attributes(span)["records"] for span in collector.named("keep"))
    assert {attributes(span)["does"] for span in collector.named("send")} >= {"post"}
    people = [person.name for person in rig.school.people]
    sent = b"".join(collector.bodies)
    assert [told for told in (WORDS, *people) if told.encode() in sent] == []


async def test_of_a_failure_its_class_alone_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An error's message may quote what somebody wrote."""
    collector = Collector()
    async with (
        collecting(monkeypatch, collector),
        open_tracer(wanted=True) as tracer,
        school_at_work(tmp_path, tracer=tracer) as rig,
    ):
        rig.teams.faults.on(faults.not_installed(), person=CHAMPION)
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": WORDS})])
        await play(rig, [(TEACHER, "reads", "OS-2026-0001")])
        await rig.at_rest()
    failed = [span for span in collector.spans if span.status.code]
    told = {attributes(span)[ERROR_TYPE] for span in failed}
    assert "Undelivered" in told <= {"Undelivered", "Conflict"}
    assert all(not span.events and not span.status.message for span in collector.spans)


async def test_a_collector_that_takes_nothing_harms_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The bot serves, and stops, as ever."""
    collector = Collector(status=400)
    async with (
        collecting(monkeypatch, collector),
        open_tracer(wanted=True) as tracer,
        school_at_work(tmp_path, tracer=tracer) as rig,
    ):
        await play(rig, [(TEACHER, "says", "help"), (TEACHER, "reads", "What I can do")])
    assert collector.bodies


async def test_without_an_address_nothing_is_measured(tmp_path: Path) -> None:
    """And none of the libraries is asked for: the store is the one that it was."""
    async with open_tracer(wanted=False) as tracer:
        assert isinstance(tracer, NoTraces)
        with tracer.span("turn"), tracer.part("load"):
            pass
        async with school_at_work(tmp_path, tracer=tracer) as rig:
            assert isinstance(rig.store, TinyStore)
            assert type(sealed_store(rig.store, rig.clock, tracer)).__name__ == "SealedStore"


async def test_the_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, with what to install."""
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(SettingsError, match=r"pip install --require-hashes -r requirements-otel\.lock"):
        async with open_tracer(wanted=True):
            pass


def test_the_address_may_stand_in_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All that OpenTelemetry reads of the process is put there from `.env`."""
    for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_HEADERS"):
        monkeypatch.setenv(name, "")
    file = tmp_path / ".env"
    file.write_text("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318\nOTEL_EXPORTER_OTLP_HEADERS=key=1\n")
    assert Environment.read(file).otlp_endpoint == "http://collector:4318"
