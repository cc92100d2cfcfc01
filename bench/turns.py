"""The turns that matter, on the whole bot with its store: reports filed and taken, a call approved, the AUP signed.

The bot is a process of its own, as `python app.py --local` starts it, with a school of four hundred; its peer is a bare
botbuilder bot's echo, in the same run. A report is a dialog's form, a durable write, a card and a ping. The sender
shares the machine: beside turns a second stands how long the bot's own process has worked for each.
"""

from __future__ import annotations

import asyncio
import json
import re
import signal
import tempfile
import time
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bench.fake_teams import FakeTeams, fake_teams
from bench.figures import Figure, tell
from bench.load import Rate, load
from bench.peer_bots import PEERS
from bench.processes import ROOT, Running, free_port, running
from bench.rosters import Listed, roster
from bench.targets import TURNS
from bot.clock import SystemClock

T = TypeVar("T")
SENDERS = (1, 16, 64)
MEASURED_SECONDS = 2.5
STAFF_IDS = [f"eeeeeeee-0000-4000-8000-{number:012}" for number in range(400)]
LEADERS = [f"dddddddd-0000-4000-8000-{number:012}" for number in range(64)]
CHAMPION, HEAD = "cccccccc-0000-4000-8000-000000000001", "cccccccc-0000-4000-8000-000000000002"
CALLS_ASKED = 30
REFERENCE = re.compile(rb"OS-\d{4}-\d{4,}")
DIGEST = re.compile(rb'"text": "([0-9a-f]{64})"')
REPORT_FIELDS = {"kind": "threat", "what": "Nasty words about a colleague"}


@dataclass
class Measurements:
    """All that was measured."""

    echo: Rate
    echo_cpu: float
    forms: dict[int, Rate]
    reports: dict[int, Rate]
    pings: Sequence[float]
    acknowledged: dict[int, Rate]
    approved: Rate
    signed: Rate
    first_answer: float
    idle: float
    busy: float
    at_the_end: float
    stalls: dict[str, dict[str, float]]
    cpu: dict[str, float]
    """Seconds of a processor that the bot used in each measurement, deliveries and jobs among them."""

    @property
    def presses(self) -> dict[str, dict[int, Rate]]:
        """Each press that is measured, by how many were under way."""
        one, some = SENDERS[:2]
        return {
            "form": self.forms, "report": self.reports, "acknowledge": self.acknowledged,
            "approve": {one: self.approved}, "sign": {some: self.signed},
        }  # fmt: skip


async def measure(folder: Path) -> Measurements:
    """One run."""
    async with fake_teams() as teams:
        port = free_port()
        async with running([PEERS / "stock_botbuilder.py", str(port)], port) as stock:
            before = stock.cpu
            echo = await load(
                stock.url, lambda n, t: _says(teams, f"{n}-{t}", STAFF_IDS[n]), at_once=16, seconds=MEASURED_SECONDS
            )
            echo_cpu = stock.cpu - before
        (folder / "school.toml").write_text(school_of_turns(), encoding="utf-8")
        stalls, port = folder / "stalls.json", free_port()
        settings = {"SCHOOL_FILE": str(folder / "school.toml"), "DATA_DIR": str(folder / "var")}
        async with running(["-m", "bench.watched", stalls], port, **settings) as bot:
            await post(bot, _says(teams, "first", STAFF_IDS[0]))
            first_answer, idle = time.perf_counter() - bot.began, bot.memory
            await greet(bot, teams)
            phases = Phases(bot)
            pings = await phases.of("one report after the other", _pings(bot, teams))
            forms, reports, acknowledged = {}, {}, {}
            for at_once in SENDERS:
                at = f"{at_once} at once"
                forms[at_once] = await phases.of(f"a form opened, {at}", _forms(bot, teams, at_once))
                reports[at_once] = await phases.of(f"a report filed, {at}", _reports(bot, teams, at_once))
                taking = _acknowledged(bot, teams, reports[at_once], at_once)
                acknowledged[at_once] = await phases.of(f"acknowledged, {at}", taking)
            busy = bot.memory
            approved = await phases.of("a call approved, one after the other", _approved(bot, teams))
            signed = await phases.of("the policy signed, 16 at once", _signed(bot, teams))
            at_the_end = bot.memory
        held = dict(zip(phases.cpu, json.loads(stalls.read_text(encoding="utf-8"))[1:], strict=True))
        return Measurements(
            echo, echo_cpu, forms, reports, pings, acknowledged, approved, signed, first_answer, idle, busy, at_the_end,
            held, phases.cpu,
        )  # fmt: skip


class Phases:
    """Tells the bot's watchdog where one measurement ends and the next begins."""

    def __init__(self, bot: Running) -> None:
        self._bot = bot
        self.cpu: dict[str, float] = {}

    async def of(self, name: str, work: Awaitable[T]) -> T:
        """The work's outcome, with a phase of its own."""
        self._bot.signal(signal.SIGUSR1)
        before = self._bot.cpu
        done = await work
        self.cpu[name] = self._bot.cpu - before
        return done


async def _pings(bot: Running, teams: FakeTeams) -> list[float]:
    """Seconds from Send to the ping's arrival at the connector, one report after the other."""
    took = []
    for number in range(30):
        came = teams.sent[f"a:{CHAMPION}"]
        before, sent = len(came), time.perf_counter()
        await post(bot, report_sent(teams, f"ping-{number}", STAFF_IDS[number]))
        while len(came) == before:  # noqa: ASYNC110 - it keeps times, and tells nobody
            await asyncio.sleep(0.0005)
        took.append(came[before] - sent)
        await asyncio.sleep(0.15)  # Teams takes seven a second into one chat: that is not what is measured
    return took


async def _forms(bot: Running, teams: FakeTeams, at_once: int) -> Rate:
    def choose(number: int, turn: int) -> dict[str, object]:
        person = STAFF_IDS[(number * 37 + turn) % len(STAFF_IDS)]
        held: dict[str, object] = {"kind": "threat", "draft": f"form-{number}-{turn}"}
        return teams.press(f"form-{at_once}-{number}-{turn}", person, "report.kind", held)

    return await load(bot.url, choose, at_once=at_once, seconds=MEASURED_SECONDS)


async def _reports(bot: Running, teams: FakeTeams, at_once: int) -> Rate:
    def send(number: int, turn: int) -> dict[str, object]:
        # So many people, that nobody is faster than fingers are.
        return report_sent(teams, f"{at_once}-{number}-{turn}", STAFF_IDS[(number * 37 + turn) % len(STAFF_IDS)])

    return await load(bot.url, send, at_once=at_once, seconds=MEASURED_SECONDS)


async def _acknowledged(bot: Running, teams: FakeTeams, reports: Rate, at_once: int) -> Rate:
    """Each report is acknowledged once, by one leader or another."""
    left = [found[0].decode() for answer in reports.answers if (found := REFERENCE.findall(answer))]

    def press(number: int, _: int) -> dict[str, object] | None:
        if not left:
            return None
        incident = left.pop()
        return teams.press(f"ack-{incident}", LEADERS[number], "incident.acknowledge", {"id": incident, "v": 1})

    return await load(bot.url, press, at_once=at_once, seconds=MEASURED_SECONDS)


async def _approved(bot: Running, teams: FakeTeams) -> Rate:
    """Calls asked for beforehand, approved one after the other by the Headteacher."""
    day = (SystemClock().now() + timedelta(days=14)).date()
    form: dict[str, object] = {
        "subject": "Rivers", "class_name": "4B", "pupils": "28", "day": day.isoformat(), "starts": "10:00",
        "ends": "10:45", "partner": "Nairobi Hill School", "partner_kind": "school", "agreement": "AG-14",
        "signed_on": "2026-11-02", "team": STAFF_IDS[1], "in_the_room": STAFF_IDS[1], "trained": "true",
    }  # fmt: skip
    for number in range(CALLS_ASKED):
        await post(bot, teams.press(f"ask-{number}", STAFF_IDS[0], "call.send", {**form, "draft": f"call-{number}"}))

    def press(_: int, turn: int) -> dict[str, object] | None:
        if turn > CALLS_ASKED:
            return None
        year = (SystemClock().now() - timedelta(days=243)).year
        call: dict[str, object] = {"id": f"VC-{year}-{turn:04}", "v": 1}
        return teams.press(f"approve-{turn}", HEAD, "call.approve", call)

    return await load(bot.url, press, at_once=1, seconds=MEASURED_SECONDS)


async def _signed(bot: Running, teams: FakeTeams) -> Rate:
    """The policy is published, and everybody signs it, sixteen at once."""
    proposed = await post(bot, teams.press("propose", CHAMPION, "aup.propose", {}))
    (text, *_) = DIGEST.findall(proposed)
    await post(bot, teams.press("publish", CHAMPION, "aup.publish", {"text": text.decode()}))
    everyone = list(STAFF_IDS)

    def sign(_: int, turn: int) -> dict[str, object] | None:
        if not everyone:
            return None
        number = len(everyone)
        signature: dict[str, object] = {"id": "AUP-2026-27", "read": "true", "name": f"Staff {number - 1}"}
        return teams.press(f"sign-{number}", everyone.pop(), "aup.sign", signature)

    return await load(bot.url, sign, at_once=16, seconds=MEASURED_SECONDS)


async def post(bot: Running, activity: dict[str, object]) -> bytes:
    """One activity, and its answer."""
    once = await load(bot.url, lambda _, turn: activity if turn == 1 else None, at_once=1, seconds=60)
    return once.answers[0]


async def greet(bot: Running, teams: FakeTeams, others: Sequence[str] = ()) -> None:
    """Everybody who may be told of something writes once, and `others`: from then on the bot can reach them."""
    for number, person in enumerate([CHAMPION, HEAD, *LEADERS, *others]):
        await post(bot, _says(teams, f"hello-{number}", person))


def _says(teams: FakeTeams, id: str, person: str, text: str = "hello") -> dict[str, object]:
    return teams.activity(id, person, text=text, textFormat="plain")


def report_sent(teams: FakeTeams, id: str, person: str) -> dict[str, object]:
    told: dict[str, object] = {**REPORT_FIELDS, "sender": f"{id}@example.com", "draft": f"draft-{id}"}
    return teams.press(id, person, "report.send", told)


def school_of_turns() -> str:
    """A school of four hundred and more, where one Champion is alerted."""
    people: list[Listed] = [
        (CHAMPION, "Champion", ("staff", "champion")),
        (HEAD, "Head", ("staff", "headteacher")),
        *((each, f"Leader {number}", ("staff", "senior_leader")) for number, each in enumerate(LEADERS)),
        *((each, f"Staff {number}", ("staff",)) for number, each in enumerate(STAFF_IDS)),
    ]
    return roster(people)


def main() -> None:
    """Measure and print."""
    build = ROOT / "build"  # on the repository's own disk: a memory disk would make every sync free
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        told = asyncio.run(measure(Path(folder)))
    titles = ("a second", "median ms", "p95 ms", "x echo", "CPU ms", "loop held")
    print(f"{'':46}{''.join(f'{title:>11}' for title in titles)}")
    told.cpu["an echo of bare botbuilder, 16 at once"] = told.echo_cpu
    _line("an echo of bare botbuilder, 16 at once", told.echo, told)
    for press in ("form", "report", "acknowledge"):
        for at_once, rate in told.presses[press].items():
            _line(f"{TURNS[press][0]}, {at_once} at once", rate, told)
    _line("a call approved, one after the other", told.approved, told)
    _line("the policy signed, 16 at once", told.signed, told)
    ordered = sorted(told.pings)
    rows = [
        ("from Send to the ping at the connector, ms", f"{ordered[15] * 1000:.1f}, worst {ordered[-1] * 1000:.1f}"),
        ("start to the first answered turn, s", f"{told.first_answer:.2f}"),
        ("memory idle, MB", f"{told.idle:.0f}"),
        ("memory after the reports at 64 at once, MB", f"{told.busy:.0f}"),
        ("memory at the end, MB", f"{told.at_the_end:.0f}"),
        ("loop held, one report after the other, ms", f"{told.stalls['one report after the other']['longest']:.0f}"),
    ]
    print()
    for name, value in rows:
        print(f"{name:46}{value:>28}")
    tell(_figures(told))


def _figures(told: Measurements) -> Iterator[Figure]:
    _, some, _ = SENDERS
    for press, (name, _) in TURNS.items():
        rate, cpu = told.presses[press][some], _cpu_ms(f"{name}, {some} at once", told.presses[press][some], told)
        beside = f"{rate.per_second:.0f} a second, an echo {told.echo.per_second:.0f}"
        yield Figure(f"turns.{press}.of_echo", rate.per_second / told.echo.per_second, beside)
        yield Figure(f"turns.{press}.cpu", cpu, f"an echo {told.echo_cpu * 1000 / len(told.echo.took):.1f}")
    for at_once in SENDERS:
        slowest = max((rates[at_once].p95, name) for name, rates in told.presses.items() if at_once in rates)
        yield Figure(f"turns.press.p95.{at_once}", slowest[0], slowest[1])
    held = max((each["worked"], name) for name, each in told.stalls.items())
    yield Figure("turns.loop_held", held[0], held[1])
    yield Figure("turns.start", told.first_answer)
    yield Figure("turns.idle", told.idle)


def _cpu_ms(name: str, rate: Rate, told: Measurements) -> float:
    return told.cpu[name] * 1000 / len(rate.took)


def _line(name: str, rate: Rate, told: Measurements) -> None:
    held = f"{told.stalls[name]['longest']:.0f} ms" if name in told.stalls else "-"
    print(
        f"{name:46}{rate.per_second:11.0f}{rate.median:11.1f}{rate.p95:11.1f}"
        f"{rate.per_second / told.echo.per_second:11.1f}{_cpu_ms(name, rate, told):11.2f}{held:>11}"
    )


if __name__ == "__main__":
    main()
