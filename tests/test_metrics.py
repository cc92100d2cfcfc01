"""`/metrics`: what Prometheus reads is true of the school as it stands, and says nothing of anybody."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest
from aiohttp.test_utils import make_mocked_request
from prometheus_client.parser import text_string_to_metric_families

from bot import VERSION
from bot.counts import Counts
from bot.metrics import Figures, Metrics, figures
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Value
from bot.policy.kit.records import Notice, NoticeState, Record, Urgency, Who
from bot.teams.handler import SchoolBot
from tests import faults
from tests.clock import FakeClock, eventually
from tests.fakes import MemoryStore
from tests.policy.school import NOW, incident_of, opened
from tests.rig import CHAMPION, OTHER_TEACHER, TEACHER, Rig, school_at_work
from tests.test_schools import both
from tests.transcripts.play import play, seen

R = TypeVar("R", bound=Record)
DOCS = Path(__file__).parent.parent / "docs"
ALERTS, RUNNING = DOCS / "alerts.yml", DOCS / "running.md"


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


class _Roster:
    """A directory whose answers are always fresh, or as old as it is told."""

    def __init__(self, old: timedelta | None = None) -> None:
        self._old = old

    def age(self) -> timedelta | None:
        return self._old


async def read(rig: Rig) -> dict[str, float]:
    """The samples at `/metrics`, by name and labels, after a check that the answer is Prometheus' text format."""
    async with aiohttp.ClientSession() as session, session.get(f"{rig.url}/metrics") as response:
        assert response.status == 200
        assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        text = await response.text()
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found[sample.name + "".join(f" {value}" for value in sample.labels.values())] = sample.value
    return found


async def _figures(store: MemoryStore, after: timedelta, old: timedelta | None = None) -> Figures:
    return await figures(store, _Roster(old), NOW + after)  # type: ignore[arg-type]


async def test_a_report_grows_older_until_somebody_takes_it(tmp_path: Path) -> None:
    """The oldest unacknowledged report is as old as it is, by urgency, and 0 once it has an owner."""
    async with school_at_work(tmp_path) as rig:
        assert (await read(rig))["online_safety_oldest_unacknowledged_seconds urgent"] == 0
        await play(
            rig,
            [
                (TEACHER, "says", "report threat"),
                (TEACHER, "presses", "Send", {"what": "A nasty e-mail."}),
                (CHAMPION, "reads", "Threatening or offensive message"),
            ],
        )
        rig.clock.move(timedelta(minutes=7))
        told = await read(rig)
        # Small gaps of Teams' limits pass by themselves in a test.
        assert 7 * 60 - 1 <= told["online_safety_oldest_unacknowledged_seconds urgent"] < 8 * 60
        assert told["online_safety_oldest_unacknowledged_seconds emergency"] == 0
        assert told["online_safety_store_readable"] == 1
        assert told["online_safety_turn_seconds_count"] >= 2
        await play(rig, [(CHAMPION, "presses", "Acknowledge")])
        rig.clock.move(timedelta(seconds=1))
        assert (await read(rig))["online_safety_oldest_unacknowledged_seconds urgent"] == 0


async def test_the_answer_names_nobody(tmp_path: Path) -> None:
    """Anybody on the network may read it: no reference, no name, no word that was typed."""
    async with school_at_work(tmp_path) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "report threat"),
                (TEACHER, "presses", "Send", {"what": "xylophone", "sender": "somebody@example.com"}),
                (CHAMPION, "reads", "xylophone"),
            ],
        )
        async with aiohttp.ClientSession() as session, session.get(f"{rig.url}/metrics") as response:
            text = await response.text()
    for word in ("xylophone", "OS-2026", "example.com", "Birtwhistle", TEACHER):
        assert word not in text


async def test_a_request_that_is_refused_is_no_turn(tmp_path: Path) -> None:
    """Knocking at the door does not change how long our turns take."""
    async with school_at_work(tmp_path) as rig:
        async with aiohttp.ClientSession() as session, session.post(f"{rig.url}/api/messages", data=b"{") as response:
            assert 400 <= response.status < 500
        assert (await read(rig))["online_safety_turn_seconds_count"] == 0


def _notice(id: str, due: timedelta, state: NoticeState, reason: str = "") -> Notice:
    who = Who(id="ann", name="Ann")
    return Notice(
        id=id,
        subject="OS-2026-0001",
        topic="incident",
        to=who,
        purpose=IncidentPurpose.PING,
        urgency=Urgency.URGENT,
        made_at=NOW,
        due_at=NOW + due,
        state=state,
        reason=reason,
    )


async def test_the_outbox_is_counted() -> None:
    """Depth, and how long the oldest has been due. What is due later is not late."""
    store = MemoryStore()
    waiting = [
        _notice("a", timedelta(), NoticeState.WAITING),
        _notice("b", timedelta(hours=5), NoticeState.WAITING),
        _notice("c", timedelta(), NoticeState.FAILED, "not_installed"),
        _notice("f", timedelta(), NoticeState.SENT),
    ]
    await store.keep(Outcome(records=tuple(waiting)))
    told = await _figures(store, timedelta(minutes=2), timedelta(minutes=9))
    assert (told.waiting, told.oldest_waiting) == (2, 120)
    assert told.directory_age == 540


async def test_a_drill_is_no_report_and_a_note_makes_none_younger() -> None:
    """A drill does not alert the technician; a note on a report that nobody has taken does not silence the alarm."""
    store = MemoryStore()
    drill = incident_of(opened(drill=True))
    noted = incident_of(opened(reference="OS-2026-0002")).model_copy(update={"touched_at": NOW + timedelta(minutes=5)})
    await store.keep(Outcome(records=(drill,)))
    assert (await _figures(store, timedelta(minutes=9))).oldest[Urgency.URGENT] == 0
    await store.keep(Outcome(records=(noted,)))
    assert (await _figures(store, timedelta(minutes=9))).oldest[Urgency.URGENT] == 9 * 60


class _CountedStore(MemoryStore):
    """A store that counts how often it is asked to build records of a kind."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    async def find(self, kind: type[R], **given: Any) -> list[R]:
        self.asked[kind.__name__] += 1
        return await super().find(kind, **given)

    async def count(self, kind: type[Record], *, where: Mapping[str, Value] | None = None) -> int:
        return len(await super().find(kind, where=where))

    async def next_due(self, kind: type[R], **given: Any) -> datetime | None:
        return min((each.due_at for each in await super().find(kind, where=given["where"])), default=None)  # type: ignore[attr-defined]


async def test_notices_are_counted_and_not_built() -> None:
    """However many wait, none of them is read."""
    store = _CountedStore()
    await store.keep(Outcome(records=(_notice("a", timedelta(), NoticeState.WAITING),)))
    assert (await figures(store, _Roster(), NOW)).waiting == 1  # type: ignore[arg-type]
    assert store.asked["Notice"] == 0


async def test_many_who_ask_in_one_second_are_answered_by_one_reading() -> None:
    """At once and one after the other; a second later the store is read again."""
    store, clock = _CountedStore(), FakeClock(NOW)
    answer = Metrics([("One", store, _Roster())], clock, Counts(["One"]).registry).answer  # type: ignore[list-item]
    request = make_mocked_request("GET", "/metrics")
    at_once = await asyncio.gather(*(answer(request) for _ in range(8)))
    assert store.asked["Incident"] == 1
    assert {bytes(each.body) for each in [*at_once, await answer(request)]} == {bytes(at_once[0].body)}  # type: ignore[arg-type]
    assert store.asked["Incident"] == 1
    clock.move(timedelta(seconds=1))
    await answer(request)
    assert store.asked["Incident"] == 2


async def test_each_counter_is_there_from_the_start(tmp_path: Path) -> None:
    """With 0, so that the first failure of each reason is an increase; and the process and its release are told."""
    async with school_at_work(tmp_path) as rig:
        told = await read(rig)
    counters = [name for name in told if "_total" in name and name.startswith("online_safety")]
    assert {name.split()[0] for name in counters} == {
        f"online_safety_{each}_total"
        for each in ("turns_failed", "requests_refused", "attempts_failed", "failures", "heartbeats")
    }
    for reason in ("failures_total not_installed", "attempts_failed_total http_401", "attempts_failed_total throttled"):
        assert told[f"online_safety_{reason}"] == 0
    assert told["online_safety_ping_seconds_count"] == 0
    assert told[f"online_safety_build_info {VERSION}"] == 1
    assert told["process_resident_memory_bytes"] > 0
    assert "online_safety_signing_keys_age_seconds" not in told, "there are no keys to age here"


async def test_what_cannot_be_delivered_is_counted_once_and_for_good(tmp_path: Path) -> None:
    """By reason, each attempt and what was given up; that the records are removed later takes nothing away again."""
    async with school_at_work(tmp_path) as rig:
        rig.edited = True
        rig.teams.faults.on(faults.too_many_requests(0), person=CHAMPION, operations="send", times=1)
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "one"})])

        async def arrived() -> bool:
            rig.clock.move(timedelta(seconds=1))
            return "Threatening or offensive message" in seen(rig, CHAMPION)

        await eventually(arrived)
        told = await read(rig)
        assert told["online_safety_attempts_failed_total throttled"] == 1
        assert told["online_safety_failures_total not_installed"] == 0
        rig.teams.faults.on(faults.not_installed(), person=CHAMPION)
        await play(
            rig,
            [
                (OTHER_TEACHER, "says", "report threat"),
                (OTHER_TEACHER, "presses", "Send", {"what": "another matter"}),
                (OTHER_TEACHER, "reads", "OS-2026-0002"),
            ],
        )

        async def given_up() -> bool:
            rig.clock.move(timedelta(minutes=1))
            return bool(await rig.store.find(Notice, where={"state": NoticeState.FAILED.value}))

        await eventually(given_up)
        before = (await read(rig))["online_safety_failures_total not_installed"]
        assert before >= 1
        old = await rig.store.find(Notice, where={"state": NoticeState.FAILED.value})
        await rig.store.keep(Outcome(removed=tuple(old)))
        rig.clock.move(timedelta(seconds=1))
        assert (await read(rig))["online_safety_failures_total not_installed"] == before


async def test_how_long_a_ping_took(tmp_path: Path) -> None:
    """From the write that kept it to Teams' word that it was taken, the attempts that failed included."""
    async with school_at_work(tmp_path) as rig:
        await play(rig, [(TEACHER, "says", "report threat")])
        rig.teams.faults.on(faults.unavailable(), operations={"create", "send"})
        await play(rig, [(TEACHER, "presses", "Send", {"what": "x"})])

        async def refused() -> bool:
            return any(notice.attempts for notice in await rig.store.find(Notice))

        await eventually(refused)
        assert (await read(rig))["online_safety_ping_seconds_count"] == 0
        rig.teams.faults.clear()
        rig.clock.move(timedelta(seconds=90))
        await play(rig, [(CHAMPION, "reads", "Threatening or offensive message")])
        await rig.at_rest()
        rig.clock.move(timedelta(seconds=1))
        told = await read(rig)
        assert told["online_safety_ping_seconds_count"] >= 1
        assert told["online_safety_ping_seconds_bucket 60.0"] == 0
        assert told["online_safety_ping_seconds_bucket 120.0"] >= 1


async def test_turns_that_fail_and_requests_that_are_refused(tmp_path: Path) -> None:
    """Each is counted, by itself."""
    async with school_at_work(tmp_path) as rig:
        with pytest.MonkeyPatch.context() as to_break:
            to_break.setattr(SchoolBot, "on_turn", _breaks)
            await rig.teams.say(TEACHER, "help")
        async with aiohttp.ClientSession() as session:
            for sent, headers in ((b"{", {"Content-Type": "application/json"}), (b"", {})):
                await (await session.post(f"{rig.url}/api/messages", data=sent, headers=headers)).read()
        told = await read(rig)
    assert told["online_safety_turns_failed_total"] == 1
    assert told["online_safety_requests_refused_total 400"] == 1
    assert told["online_safety_requests_refused_total 415"] == 1
    assert told["online_safety_requests_refused_total 401"] == 0


async def _breaks(*_: object) -> None:
    raise RuntimeError


async def test_several_schools_are_told_apart(tmp_path: Path) -> None:
    """What is one school's has its name as a label; what is the process's has none."""
    async with both(tmp_path) as (one, other):
        await play(
            other,
            [
                (TEACHER, "says", "report threat"),
                (TEACHER, "presses", "Send", {"what": "ours"}),
                (CHAMPION, "reads", "ours"),
            ],
        )
        one.clock.move(timedelta(minutes=3))
        told = await read(one)
    waits = "online_safety_oldest_unacknowledged_seconds"
    assert told[f"{waits} {one.school.name} urgent"] == 0
    # What is drawn or sent on the way moves the clock by a second or two.
    assert 3 * 60 <= told[f"{waits} {other.school.name} urgent"] < 4 * 60
    assert told[f"online_safety_failures_total not_installed {one.school.name}"] == 0
    assert told["online_safety_store_writable"] == 1
    assert told["online_safety_ping_seconds_count"] >= 1


async def test_a_school_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    """Its own figures are left out alone."""
    async with both(tmp_path) as (one, other):
        one.store.find = _unreadable  # type: ignore[method-assign, assignment]
        told = await read(one)
    assert told[f"online_safety_store_readable {one.school.name}"] == 0
    assert told[f"online_safety_store_readable {other.school.name}"] == 1
    assert f"online_safety_outbox_waiting {one.school.name}" not in told
    assert f"online_safety_outbox_waiting {other.school.name}" in told


async def _unreadable(*_: object, **__: object) -> list[Incident]:
    raise StoreUnavailable(reason="the disk is full")


async def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """With the store down there is no figure that looks well, and one that says so."""

    async with school_at_work(tmp_path) as rig:
        rig.store.find = _unreadable  # type: ignore[method-assign, assignment]
        told = await read(rig)
    assert told["online_safety_store_readable"] == 0
    assert not any(name.startswith("online_safety_oldest") for name in told)


async def test_the_rules_and_the_page_speak_of_figures_that_exist(tmp_path: Path) -> None:
    """Every figure of the alert rules, and each that is explained, is one that `/metrics` gives; none is left out.

    The ages of the directory and of Teams' keys are given only where there is a copy to age.
    """
    async with (
        school_at_work(tmp_path) as rig,
        aiohttp.ClientSession() as session,
        session.get(f"{rig.url}/metrics") as response,
    ):
        text = await response.text()
    aged = {"online_safety_directory_age_seconds", "online_safety_signing_keys_age_seconds"}
    given = set(re.findall(r"^# TYPE (online_safety_\w+)", text, re.MULTILINE)) | aged
    asked = {re.sub("_(bucket|count)$", "", name) for name in re.findall(r"online_safety_\w+", _read(ALERTS))}
    explained = set(re.findall(r"^\| `(online_safety_\w+)", _read(RUNNING), re.MULTILINE))
    assert asked
    assert asked <= given, asked - given
    assert explained == given


RULES = re.split(r"\n      - alert: ", ALERTS.read_text(encoding="utf-8"))[1:]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.split()[0])
def test_a_rule_says_what_is_wrong_and_what_to_do(rule: str) -> None:
    """An expression with a limit, whom it concerns (somebody now, or somebody in the morning), and two sentences."""
    assert re.search(r"^        expr: .+(?:[<>]|==).+$", rule, re.MULTILINE)
    assert re.search(r"^        labels: \{ severity: (?:page|ticket) \}$", rule, re.MULTILINE)
    for key in ("summary", "action"):
        assert re.search(rf"^          {key}: .+\.$", rule, re.MULTILINE)


PROMTOOL = shutil.which("promtool")


def test_the_rules_alert_when_they_should(tmp_path: Path) -> None:
    """At the first failure, and not for what is removed or begins anew: as Prometheus' own tool has it."""
    if PROMTOOL is None:
        missing = "no promtool here: apt-get install prometheus"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    sentences = re.compile(r"^        annotations:\n(?:          .+\n)+", re.MULTILINE)
    (tmp_path / "rules.yml").write_text(sentences.sub("", _read(ALERTS)), encoding="utf-8")
    shutil.copy(Path(__file__).parent / "alerts.yml", tmp_path)
    done = subprocess.run(
        [PROMTOOL, "test", "rules", "alerts.yml"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
