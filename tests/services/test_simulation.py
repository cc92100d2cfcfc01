"""Reports, presses, clock jumps, failures of Teams and restarts, in any order: no ping is lost and none is wrong.

The real services over a store in memory; only Teams is played, with the faults that the machine chooses. Nothing waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.directory.roster import Roster
from bot.policy.errors import NotAllowed, NotFound, NotPossible, Undelivered
from bot.policy.incident import Incident, State
from bot.policy.ladder import Holders
from bot.policy.people import Person
from bot.policy.records import Address, Message, Notice, NoticeState, Purpose, Urgency
from bot.policy.reporting import Report
from bot.policy.school_time import Calendar
from bot.policy.view import IncidentView
from bot.services.decisions import By
from bot.services.incident_topic import IncidentTopic
from bot.services.incidents import Incidents
from bot.services.ladders import Ladders
from bot.services.outbox import Outbox
from bot.services.reports import Reports
from bot.services.wake import Wake
from bot.settings import load_school
from tests.clock import SHORT, FakeClock
from tests.fakes import EMPTIED, MemoryStore
from tests.soak import count

T = TypeVar("T")
SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
PEOPLE = SCHOOL.people
START = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
KINDS = ("illegal_content", "threat", "spam", "security_breach")


class PlayedTeams:
    """A Messenger that does what the machine last chose for each person, and remembers every message it took."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.moods: dict[str, str] = {}
        self.took: list[tuple[str, str, str]] = []
        self.crashed = 0

    async def post(self, to: str, message: Message) -> Address:
        purpose, reference, shown_to = message.summary.split("|")
        assert shown_to == to, "a message goes to the person it was drawn for"
        mood = self.moods.get(to, "well")
        if mood == "gone":
            raise Undelivered("not_installed", for_good=True)
        if mood == "down":
            raise Undelivered("http_502", for_good=False)
        if mood == "throttled":
            raise Undelivered("throttled", for_good=False, retry_after=30)
        incident = await self._store.get(Incident, reference)
        assert incident is not None
        assert to not in incident.shut_out or to == incident.reporter.id, "it does not exist for whom it names"
        if purpose == Purpose.PING:
            assert incident.owner is None, "what somebody holds does not ring"
            assert incident.state is State.REPORTED, "what has ended does not ring"
        self.took.append((purpose, reference, to))
        if mood == "crash":
            self.moods[to] = "well"
            self.crashed += 1
            raise RuntimeError("the process dies between Teams' answer and our mark")
        return Address(service_url="http://127.0.0.1", conversation=to, activity=str(len(self.took)))

    async def edit(self, address: Address, message: Message) -> None:
        if self.moods.get(address.conversation) == "gone":
            raise Undelivered("gone", for_good=True)
        if self.moods.get(address.conversation) in {"down", "throttled"}:
            raise Undelivered("http_502", for_good=False)

    async def probe(self, to: str) -> None:
        return None


def draw(purpose: Purpose, view: IncidentView, reader: Person, in_person: Holders) -> Message:
    """A message that says what it is."""
    return Message(summary=f"{purpose.value}|{view.incident.id}|{reader.id}")


class School(RuleBasedStateMachine):
    """A school on its worst days."""

    people = st.sampled_from(PEOPLE)

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.store = MemoryStore(copies=False)
        self.clock = FakeClock(START)
        self.teams = PlayedTeams(self.store)
        self.presses = 0
        self.restart()

    def run(self, work: Coroutine[object, object, T]) -> T:
        return self.loop.run_until_complete(work)

    @rule()
    def restart(self) -> None:
        """A new process over the same store: whatever was in memory is gone."""
        wake, directory, calendar = Wake(), Roster(PEOPLE), Calendar(SCHOOL.hours, SCHOOL.timezone)
        given = (self.store, directory, SCHOOL, self.clock, wake)
        self.reports, self.incidents, self.ladders = Reports(*given), Incidents(*given), Ladders(*given)
        topic = IncidentTopic(self.store, directory, self.clock, calendar, draw)
        self.outbox = Outbox(self.store, self.teams, self.clock, {"incident": topic}, wake, directory, EMPTIED)
        self.settle()

    def by(self, person: Person) -> By:
        self.presses += 1
        return By(person, f"press-{self.presses}")

    @rule(person=people, kind=st.sampled_from(KINDS), named=st.none() | people, tells=st.none() | people)
    def report(self, person: Person, kind: str, named: Person | None, tells: Person | None) -> None:
        self.presses += 1
        story = {"what": f"{tells.name} was there" if tells else "x"}
        said = Report(kind, None, story, f"draft-{self.presses}", None)
        self.run(self.reports.report(self.by(person), said, named.id if named else ""))
        self.settle()

    @rule(person=people, number=st.integers(1, 6))
    def acknowledge(self, person: Person, number: int) -> None:
        self.press(self.incidents.acknowledge(self.by(person), f"OS-2026-{number:04}"))

    @rule(person=people, to=people, number=st.integers(1, 6))
    def hand_over(self, person: Person, to: Person, number: int) -> None:
        self.press(self.incidents.hand_over(self.by(person), f"OS-2026-{number:04}", to.id))

    @rule(person=people, number=st.integers(1, 6))
    def ring_now(self, person: Person, number: int) -> None:
        self.press(self.incidents.ring_now(self.by(person), f"OS-2026-{number:04}"))

    @rule(person=people, number=st.integers(1, 6))
    def note(self, person: Person, number: int) -> None:
        self.press(self.incidents.add_a_note(self.by(person), f"OS-2026-{number:04}", "a note"))

    @rule(number=st.integers(1, 6), tells=people)
    def details(self, number: int, tells: Person) -> None:
        """The reporter of that report says more, and names somebody in it."""
        incident = self.run(self.store.get(Incident, f"OS-2026-{number:04}"))
        if incident is not None:
            by = next(person for person in PEOPLE if person.id == incident.reporter.id)
            self.press(self.reports.add_details(self.by(by), incident.id, {"what": f"and {tells.name}"}))

    @rule(number=st.integers(1, 6), concerns=st.booleans())
    def answers(self, number: int, concerns: bool) -> None:
        """The reporter answers what the receipt asks of the first whom the words name."""
        incident = self.run(self.store.get(Incident, f"OS-2026-{number:04}"))
        if incident is not None and incident.held_back:
            by = next(person for person in PEOPLE if person.id == incident.reporter.id)
            who = incident.held_back[0].id
            self.press(self.reports.answer_concern(self.by(by), incident.id, who, concerns=concerns))

    @rule(person=people, who=people, number=st.integers(1, 6))
    def tell_after_all(self, person: Person, who: Person, number: int) -> None:
        self.press(self.incidents.tell_after_all(self.by(person), f"OS-2026-{number:04}", who.id))

    def press(self, work: Coroutine[object, object, object]) -> None:
        # A refusal is an answer, and the checks at the end hold all the same.
        with suppress(NotFound, NotAllowed, NotPossible):
            self.run(work)
        self.settle()

    @rule(person=people, mood=st.sampled_from(["well", "gone", "down", "throttled", "crash"]))
    def teams_changes(self, person: Person, mood: str) -> None:
        self.teams.moods[person.id] = mood

    @rule(minutes=st.sampled_from([-30, 1, 5, 16, 60, 300, 1_000]))
    def time_jumps(self, minutes: int) -> None:
        self.clock.move(timedelta(minutes=minutes))
        self.settle()

    def settle(self) -> None:
        """Do what is due, over and over, until nothing is; the small gaps of Teams' limits pass by themselves."""

        async def pump() -> None:
            for _ in range(400):
                await self.ladders.run()
                await self.outbox.run()
                await self.outbox.settle(timedelta(seconds=5))
                now = self.clock.now()
                due = [await self.ladders.next_due(), await self.outbox.next_due()]
                soon = [at for at in due if at is not None and at <= now + SHORT]
                if soon:
                    self.clock.move_to(max(now, min(soon)))
                elif not await self.work_left(now):
                    return
            raise AssertionError(f"it runs in a circle: {due}")

        self.run(pump())

    async def work_left(self, now: datetime) -> bool:
        """Whether a notice is due that neither Teams' limits nor a pause after a failure of our own holds back."""
        waiting = await self.store.find(Notice, where={"state": NoticeState.WAITING.value}, due_by=now)
        held = self.outbox._held_until
        return bool(waiting) and held is None

    def teardown(self) -> None:
        """Teams heals, and time runs on until everything has ended; then all promises are checked."""
        if not hasattr(self, "loop"):
            return
        try:
            self.teams.moods = {who: mood for who, mood in self.teams.moods.items() if mood == "gone"}
            for _ in range(3_000):
                self.settle()
                due = [self.run(self.ladders.next_due()), self.run(self.outbox.next_due())]
                ahead = [at for at in due if at is not None]
                if not ahead:
                    break
                self.clock.move_to(max(min(ahead), self.clock.now() + timedelta(seconds=1)))
            else:
                waiting = self.run(self.store.find(Notice, where={"state": NoticeState.WAITING.value}))
                raise AssertionError(f"it never came to rest: {self.clock.now()}, {due}, {waiting[:2]}")
            self.run(self.check())
        finally:
            self.loop.close()

    async def check(self) -> None:
        notices = await self.store.find(Notice)
        assert not [n for n in notices if n.state is NoticeState.WAITING], "no notice is left behind"
        for incident in await self.store.find(Incident):
            timeline = await self.store.timeline(incident.id)
            told = [entry.what for entry in timeline]
            assert incident.owner is not None or incident.unanswered_at is not None, "taken, or said that nobody did"
            if incident.urgency is not Urgency.ROUTINE and incident.unanswered_at is not None:
                assert "nobody_took_it" in told or "too_old_to_ring" in told
            pings = [n for n in notices if n.subject == incident.id and n.purpose is Purpose.PING]
            sent = [n for n in pings if n.state is NoticeState.SENT]
            assert told.count("rang") == len(sent), "the timeline explains every ping"
            assert told.count("could_not_ring") == sum(n.state is NoticeState.FAILED for n in pings)
            took = [t for t in self.teams.took if t[:2] == (Purpose.PING.value, incident.id)]
            assert len(sent) <= len(took) <= len(sent) + self.teams.crashed, "doubled only by a crash"


TestSchool = pytest.mark.soak(School.TestCase)
TestSchool.settings = settings(max_examples=count(80), stateful_step_count=20, deadline=None, phases=[Phase.generate])
