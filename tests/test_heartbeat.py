"""The heartbeat: somebody outside is asked once a minute while all works, and hears nothing when something does not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from aiohttp import web

from bot.directory.roster import Roster
from bot.policy.incidents.incident import Incident
from bot.policy.kit.errors import DirectoryUnavailable, StoreUnavailable
from bot.policy.kit.records import Notice, NoticeState
from bot.services.incidents.ladders import Ladders
from tests import faults
from tests.clock import eventually
from tests.rig import TEACHER, Rig, school_at_work
from tests.test_metrics import read
from tests.transcripts.play import play

MINUTE = timedelta(minutes=1)


@dataclass
class Watcher:
    """Whoever watches, on loopback: notes what it is asked, and answers with a status."""

    asked: list[str] = field(default_factory=list)
    status: int = 200
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(f"{request.method} {request.path_qs} of {request.host}")
        return web.Response(status=self.status, text="OK")


@asynccontextmanager
async def watching() -> AsyncIterator[Watcher]:
    """A watcher that can be asked."""
    watcher = Watcher()
    runner = web.ServerRunner(web.Server(watcher.answer))  # type: ignore[arg-type]
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    watcher.url = f"http://127.0.0.1:{runner.addresses[0][1]}/a-secret-word"
    try:
        yield watcher
    finally:
        await runner.cleanup()


async def become(rig: Rig, outcome: str, count: int) -> None:
    """Until so many heartbeats have had that outcome."""

    async def it_has() -> bool:
        rig.clock.move(timedelta(seconds=1))  # `/metrics` is read once a second
        return (await read(rig))[f"online_safety_heartbeats_total {outcome}"] >= count

    await eventually(it_has)


async def test_once_a_minute_while_all_is_well(tmp_path: Path) -> None:
    """At the start, and each minute from then on: a GET, and what becomes of it is counted from 0."""
    async with watching() as watcher, school_at_work(tmp_path, heartbeat=watcher.url) as rig:
        for minute in range(3):
            await become(rig, "taken", minute + 1)
            assert len(watcher.asked) == minute + 1
            rig.clock.move(MINUTE)
        assert set(watcher.asked) == {f"GET /a-secret-word of {watcher.url.split('/')[2]}"}
        assert (await read(rig))["online_safety_heartbeats_total failed"] == 0


async def test_without_an_address_nobody_is_asked(tmp_path: Path) -> None:
    """The figures are there all the same, and 0."""
    async with school_at_work(tmp_path) as rig:
        assert (await read(rig))["online_safety_heartbeats_total taken"] == 0


def a_write_fails(rig: Rig, to_break: pytest.MonkeyPatch) -> None:
    """The disk takes nothing."""

    async def full() -> None:
        raise StoreUnavailable(reason="the disk is full")

    to_break.setattr(rig.store, "check", full)


def a_read_fails(rig: Rig, to_break: pytest.MonkeyPatch) -> None:
    """A table cannot be read."""
    find_each = rig.store.find_each

    async def torn(*queries: object) -> object:
        if any(query.kind is Incident and query.newest_first for query in queries):  # type: ignore[attr-defined]
            raise StoreUnavailable(reason="the file is damaged")
        return await find_each(*queries)  # type: ignore[arg-type]

    to_break.setattr(rig.store, "find_each", torn)


def the_directory_is_away(_: Rig, to_break: pytest.MonkeyPatch) -> None:
    """Nobody can say who holds which role."""

    async def away(_: Roster) -> None:
        raise DirectoryUnavailable(reason="timeout")

    to_break.setattr(Roster, "check", away)


def the_directory_is_old(_: Rig, to_break: pytest.MonkeyPatch) -> None:
    """The copies are of this morning."""
    to_break.setattr(Roster, "age", lambda _: timedelta(hours=3))


def a_job_fails(_: Rig, to_break: pytest.MonkeyPatch) -> None:
    """Nothing falls due any more: each look at the ladders ends in an error."""

    async def broken(_: Ladders) -> None:
        raise RuntimeError

    to_break.setattr(Ladders, "run", broken)


WRONG: list[tuple[Callable[[Rig, pytest.MonkeyPatch], None], str]] = [
    (a_write_fails, "store_unavailable: the disk is full"),
    (a_read_fails, "store_unavailable: the file is damaged"),
    (the_directory_is_away, "directory_unavailable: timeout"),
    (the_directory_is_old, "the directory has not answered for an hour"),
    (a_job_fails, "work is not done: Ladders"),
]


@pytest.mark.parametrize(("breaks", "said"), WRONG, ids=[each.__name__ for each, _ in WRONG])
async def test_something_is_not_well(
    tmp_path: Path, breaks: Callable[[Rig, pytest.MonkeyPatch], None], said: str
) -> None:
    """The address is not asked, the log says why, and it is asked again once that is mended."""
    async with watching() as watcher, school_at_work(tmp_path, heartbeat=watcher.url) as rig:
        await become(rig, "taken", 1)
        with pytest.MonkeyPatch.context() as to_break, structlog.testing.capture_logs() as lines:
            # Its ladder goes on after a quarter of an hour: a job that fails has something to do.
            await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
            await rig.at_rest()
            breaks(rig, to_break)
            await play(rig, [(TEACHER, "says", "help")])  # whatever goes wrong, a person is answered
            rig.clock.move(16 * MINUTE)
            await become(rig, "withheld", 1)
            before = len(watcher.asked)
            rig.clock.move(6 * MINUTE)
            await become(rig, "withheld", 2)
            assert len(watcher.asked) == before
        assert said in {line["reason"] for line in lines if line["event"] == "heartbeat_withheld"}
        assert "a-secret-word" not in str(lines)
        rig.clock.move(2 * MINUTE)

        async def asked_again() -> bool:
            rig.clock.move(MINUTE)
            await read(rig)
            return len(watcher.asked) > before

        await eventually(asked_again)


async def test_the_last_send_did_not_arrive(tmp_path: Path) -> None:
    """Teams takes nothing: silence after a minute of it, and until it takes something."""
    async with watching() as watcher, school_at_work(tmp_path, heartbeat=watcher.url) as rig:
        await play(rig, [(TEACHER, "says", "report threat")])
        rig.teams.faults.on(faults.unavailable(), operations={"create", "send"})
        await play(rig, [(TEACHER, "presses", "Send", {"what": "x"})])

        async def refused() -> bool:
            waiting = await rig.store.find(Notice, where={"state": NoticeState.WAITING.value})
            return any(notice.reason for notice in waiting)

        await eventually(refused)
        rig.clock.move(2 * MINUTE)
        await become(rig, "withheld", 1)
        before = len(watcher.asked)
        rig.teams.faults.clear()
        rig.clock.move(5 * MINUTE)
        await rig.at_rest()
        rig.clock.move(MINUTE)

        async def asked_again() -> bool:
            rig.clock.move(timedelta(seconds=10))
            return len(watcher.asked) > before

        await eventually(asked_again)


async def test_whoever_watches_is_away_themselves(tmp_path: Path) -> None:
    """It is counted and logged without the address, and disturbs nothing; so with an answer of 404."""
    async with watching() as watcher:
        watcher.status = 404
        with structlog.testing.capture_logs() as lines:
            async with school_at_work(tmp_path, heartbeat=watcher.url) as rig:
                await become(rig, "failed", 1)
                await play(rig, [(TEACHER, "says", "help")])
            away = watcher.url
    with structlog.testing.capture_logs() as later:
        async with school_at_work(tmp_path, heartbeat=away) as rig:
            await become(rig, "failed", 1)
    reasons = [line["reason"] for line in (*lines, *later) if line["event"] == "heartbeat_failed"]
    assert reasons == ["http_404", "ClientConnectorError"]
    assert "a-secret-word" not in str((lines, later))


async def test_it_goes_through_the_school_s_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the process's variables say, like everything else that leaves the machine."""
    async with watching() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url.removesuffix("/a-secret-word"))
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/a-secret-word"))
        async with school_at_work(tmp_path, heartbeat="http://watch.example/beat") as rig:
            await become(rig, "taken", 1)
        assert proxy.asked == ["GET /beat of watch.example"]
