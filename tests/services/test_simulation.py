"""Reports, presses, clock jumps, failures of Teams and of the store, and restarts, in any order: no ping is lost and
none is wrong.

The real services over a store in memory; only Teams is played, with the faults that the machine chooses for a person or
for everybody. Nothing waits. *Told* means that Teams took it: a notice that is kept tells nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from structlog.testing import capture_logs

from bot.directory.roster import Roster
from bot.policy import untaken
from bot.policy.errors import NotAllowed, NotFound, NotPossible, StoreUnavailable, Undelivered
from bot.policy.incident import Incident, State
from bot.policy.ladder import Holders
from bot.policy.outcome import Outcome
from bot.policy.people import Person
from bot.policy.records import Address, Message, Notice, NoticeState, Purpose
from bot.policy.reporting import Report
from bot.policy.school_time import Calendar
from bot.policy.view import IncidentView
from bot.services.decisions import By
from bot.services.incident_topic import IncidentTopic
from bot.services.incidents import Incidents
from bot.services.ladders import Ladders
from bot.services.outbox import Outbox
from bot.services.reach import Reach
from bot.services.reports import Reports
from bot.services.wake import Wake
from bot.services.watch import Watch
from bot.settings import load_school
from tests.clock import SHORT, FakeClock
from tests.fakes import EMPTIED, MemoryStore
from tests.soak import count

T = TypeVar("T")
SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
PEOPLE = SCHOOL.people
START = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
KINDS = ("harmful_contact", "threat", "spam", "security_breach")


FAULTS: dict[str, Undelivered] = {
    "gone": Undelivered("not_installed", for_good=True),
    "blocked": Undelivered("blocked", for_good=True),
    "chat_gone": Undelivered("gone", for_good=True),
    "refused": Undelivered("refused", for_good=False),
    "disabled": Undelivered("disabled", for_good=False),
    "http_404": Undelivered("http_404", for_good=False),
    "http_400": Undelivered("http_400", for_good=False),
    "http_405": Undelivered("http_405", for_good=False),
    "http_502": Undelivered("http_502", for_good=False),
    "hangs": Undelivered("timeout", for_good=False),
    "throttled": Undelivered("throttled", for_good=False, retry_after=30),
    "no_road": Undelivered("no_road", for_good=False),
}
"""What Teams, or something before it, says to a message."""
FOR_EVER = frozenset({"gone", "blocked", "chat_gone"})
"""Of one person: what may stay so when all else is well again."""
SAID = {Purpose.NOBODY_TOOK_IT.value, Purpose.TOO_OLD_TO_RING.value}


class PlayedStore(MemoryStore):
    """A store that may become full; its own check may not know."""

    full = False
    honest = True

    async def keep(self, outcome: Outcome) -> None:
        if self.full and outcome:
            raise StoreUnavailable(reason="full")
        await super().keep(outcome)

    async def check(self) -> None:
        if self.full and self.honest:
            raise StoreUnavailable(reason="full")


class PlayedTeams:
    """A Messenger that does what the machine last chose for each person, and remembers every message it took."""

    def __init__(self, store: PlayedStore) -> None:
        self._store = store
        self.everybody = "well"
        self.moods: dict[str, str] = {}
        self.took: list[tuple[str, str, str]] = []
        self.crashed = 0

    async def post(self, to: str, message: Message) -> Address:
        purpose, reference, shown_to = message.summary.split("|")
        assert shown_to == to, "a message goes to the person it was drawn for"
        mood = self._refuse(to)
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
        self._refuse(address.conversation)

    async def probe(self, to: str) -> None:
        self._refuse(to)

    def _refuse(self, to: str) -> str:
        """Fail as the machine has chosen; else the person's mood."""
        mood = self.moods.get(to, "well")
        for each in (self.everybody, mood):
            if each in FAULTS:
                raise FAULTS[each]
        return mood


def draw(purpose: Purpose, view: IncidentView, reader: Person, in_person: Holders) -> Message:
    """A message that says what it is."""
    return Message(summary=f"{purpose.value}|{view.incident.id}|{reader.id}")


class School(RuleBasedStateMachine):
    """A school on its worst days."""

    people = st.sampled_from(PEOPLE)
    outbox: Outbox

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.logs = ExitStack()
        self.logs.enter_context(capture_logs())  # a log with every failure's traceback takes longer than all the rest
        self.store = PlayedStore(copies=False)
        self.clock = FakeClock(START)
        self.teams = PlayedTeams(self.store)
        self.presses = 0
        self.removed: set[str] = set()
        self.restart()

    def run(self, work: Coroutine[object, object, T]) -> T:
        return self.loop.run_until_complete(work)

    @rule()
    def restart(self) -> None:
        """A new process over the same store: whatever was in memory is gone."""
        wake, directory, calendar = Wake(), Roster(PEOPLE), Calendar(SCHOOL.hours, SCHOOL.timezone)
        given = (self.store, directory, SCHOOL, self.clock, wake)
        if hasattr(self, "outbox"):
            self.teams.crashed += len(self.outbox._unsettled)
        self.reports, self.incidents, self.ladders = Reports(*given), Incidents(*given), Ladders(*given)
        self.watch = Watch(self.store, SCHOOL, self.clock, wake)
        self.reach = Reach(self.store, directory, self.teams, SCHOOL, self.clock, wake)
        topic = IncidentTopic(self.store, directory, self.clock, calendar, draw)
        self.outbox = Outbox(self.store, self.teams, self.clock, {"incident": topic}, wake, directory, EMPTIED)
        self.settle()

    def by(self, person: Person) -> By:
        self.presses += 1
        return By(person, f"press-{self.presses}")

    @rule(person=people, kind=st.sampled_from(KINDS), named=st.none() | people)
    def report(self, person: Person, kind: str, named: Person | None) -> None:
        self.presses += 1
        said = Report(kind, None, {"what": "x"}, f"draft-{self.presses}", None)
        self.press(self.reports.report(self.by(person), said, named.id if named else ""))

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

    def press(self, work: Coroutine[object, object, object]) -> None:
        # A refusal is an answer, and the checks at the end hold all the same.
        with suppress(NotFound, NotAllowed, NotPossible, StoreUnavailable):
            self.run(work)
        self.settle()

    @rule(person=people, mood=st.sampled_from(["well", "crash", *FAULTS]))
    def teams_changes(self, person: Person, mood: str) -> None:
        self.teams.moods[person.id] = mood

    @rule(mood=st.sampled_from(["well", "well", *FAULTS]))
    def teams_changes_for_everybody(self, mood: str) -> None:
        self.teams.everybody = mood

    @rule(full=st.booleans(), honest=st.booleans())
    def the_store_changes(self, full: bool, honest: bool) -> None:
        self.store.full, self.store.honest = full, honest

    @rule(person=people)
    def the_app_goes(self, person: Person) -> None:
        """Taken away from one person; Teams may go on taking messages for a while."""
        self.removed.add(person.id)
        self.press(self.reach.removed(person.id))

    @rule(person=people)
    def the_app_comes(self, person: Person) -> None:
        self.removed.discard(person.id)
        self.press(self.reach.heard_of(person.id))

    @rule()
    def the_watch_looks(self) -> None:
        self.press(self.watch.run())

    @rule()
    def a_long_outage(self) -> None:
        """Ninety minutes, in steps as they come."""
        for _ in range(18):
            self.time_jumps(5)

    @invariant()
    def nothing_untaken_is_without_a_next_moment(self) -> None:
        if hasattr(self, "loop"):
            self.run(self.check_next_moments())

    async def check_next_moments(self) -> None:
        waiting = await self.store.find(Notice, where={"state": NoticeState.WAITING.value})
        for incident in await self.store.find(Incident):
            own = [notice for notice in waiting if notice.subject == incident.id]
            assert untaken.has_next_moment(incident, own), "a report that nobody has taken has a next moment"

    @rule(minutes=st.sampled_from([-1_440, -30, 1, 5, 16, 60, 300, 1_000, 1_500]))
    def time_jumps(self, minutes: int) -> None:
        self.clock.move(timedelta(minutes=minutes))
        self.settle()

    def settle(self) -> None:
        """Do what is due, over and over, until nothing is; the small gaps of Teams' limits pass by themselves."""

        async def pump() -> None:
            for _ in range(400):
                # A store that is full stops the jobs, and the ticker tries them again; what is due stays due.
                with suppress(StoreUnavailable):
                    await self.ladders.run()
                try:
                    await self.outbox.run()
                except StoreUnavailable:
                    return
                await self.outbox.settle(timedelta(seconds=5))
                now = self.clock.now()
                due = [None if self.store.full else await self.ladders.next_due(), await self.outbox.next_due()]
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
        """All is well again but for people whom Teams does not reach, and time runs on: then promises are checked."""
        if not hasattr(self, "loop"):
            return
        try:
            self.store.full, self.teams.everybody = False, "well"
            self.teams.moods = {who: mood for who, mood in self.teams.moods.items() if mood in FOR_EVER}
            for _ in range(3_000):
                self.settle()
                if self.run(self.at_rest()):
                    break
                due = [self.run(self.ladders.next_due()), self.run(self.outbox.next_due())]
                ahead = min(at for at in due if at is not None)
                self.clock.move_to(max(ahead, self.clock.now() + timedelta(minutes=1)))
            else:
                waiting = self.run(self.store.find(Notice, where={"state": NoticeState.WAITING.value}))
                raise AssertionError(f"it never came to rest: {self.clock.now()}, {due}, {waiting[:2]}")
            self.run(self.check())
        finally:
            self.logs.close()
            self.loop.close()

    @property
    def out_of_reach(self) -> set[str]:
        """Whom Teams does not reach, for ever."""
        return {who for who, mood in self.teams.moods.items() if mood in FOR_EVER}

    async def at_rest(self) -> bool:
        """Whether all has been said to everybody who can be reached, of everything that nobody has taken."""
        late = await self.store.find(Notice, where={"state": NoticeState.WAITING.value})
        if any(notice.to.id not in self.out_of_reach for notice in late):
            return False
        return all(each.owner or each.unanswered for each in await self.store.find(Incident))

    async def check(self) -> None:
        notices = await self.store.find(Notice)
        out = self.out_of_reach
        late = [n for n in notices if n.state is NoticeState.WAITING and n.to.id not in out]
        assert not late, f"no notice is left behind: {late[:2]}"
        for incident in await self.store.find(Incident):
            timeline = await self.store.timeline(incident.id)
            told = [entry.what for entry in timeline]
            if incident.owner is None:
                assert incident.unanswered_at is not None, "taken, or said that nobody did"
                heard = {to for what, reference, to in self.teams.took if reference == incident.id and what in SAID}
                meant = {n.to.id for n in notices if n.subject == incident.id and n.purpose in SAID}
                assert meant, "somebody is to hear that nobody took it"
                assert heard or meant <= out | self.removed, "and somebody has heard: told means that Teams took it"
            pings = [n for n in notices if n.subject == incident.id and n.purpose is Purpose.PING]
            sent = [n for n in pings if n.state is NoticeState.SENT]
            assert told.count("rang") == len(sent), "the timeline explains every ping"
            assert told.count("could_not_ring") == sum(n.refused for n in pings)
            took = [t for t in self.teams.took if t[:2] == (Purpose.PING.value, incident.id)]
            assert len(sent) <= len(took) <= len(sent) + self.teams.crashed, "doubled only by a crash"


TestSchool = pytest.mark.soak(School.TestCase)
TestSchool.settings = settings(max_examples=count(400), stateful_step_count=25, deadline=None, phases=[Phase.generate])
"""Ten thousand steps in full."""
