"""Teams takes nothing, or refuses one person, or our own store cannot be written: nothing is lost, and no storm."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.directory.roster import Roster
from bot.policy.errors import StoreUnavailable, Undelivered
from bot.policy.outage import TEAMS, Outage
from bot.policy.outcome import Outcome
from bot.policy.reach import Reached
from bot.policy.records import Address, Message, Notice, NoticeState, Purpose, Urgency
from bot.policy.reporting import Report
from bot.policy.school_time import Calendar
from bot.services.decisions import By
from bot.services.incident_topic import IncidentTopic
from bot.services.ladders import Ladders
from bot.services.outbox import Outbox
from bot.services.reach import Reach
from bot.services.reports import Reports
from bot.services.topics import Topic
from bot.services.wake import Wake
from tests.clock import FakeClock
from tests.fakes import EMPTIED, MemoryStore, Nobody
from tests.services.test_outbox import Plain, notices
from tests.services.test_simulation import SCHOOL, draw

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
ANN, BEN, CAT = (person.who for person in SCHOOL.people[:3])
TEACHER = SCHOOL.people[6]


def of_one() -> Undelivered:
    """Teams' word for a person who does not have the app."""
    return Undelivered("not_installed", for_good=True)


def of_all(reason: str = "refused") -> Undelivered:
    """An answer that says nothing of one person."""
    return Undelivered(reason, for_good=False)


class Teams(Nobody):
    """A messenger that refuses whom it is told to, or everybody."""

    def __init__(self) -> None:
        self.took: list[tuple[datetime, str, str]] = []
        self.asked: list[tuple[datetime, str]] = []
        self.refuses: dict[str, Undelivered] = {}
        self.everybody: Undelivered | None = None
        self.clock = FakeClock(NOW)

    async def post(self, to: str, message: Message) -> Address:
        self.asked.append((self.clock.now(), to))
        why = self.refuses.get(to) or self.everybody
        if why is not None:
            raise why
        self.took.append((self.clock.now(), to, message.summary))
        return Address(service_url="https://smba.example.com/", conversation=f"a:{to}", activity=str(len(self.took)))

    async def edit(self, address: Address, message: Message) -> None:
        if self.everybody is not None:
            raise self.everybody

    def to(self, person: str) -> list[str]:
        """What this person got."""
        return [summary for _, to, summary in self.took if to == person]


class Quiet(Plain):
    """A topic on which nothing else depends."""

    async def settled(self, notice: Notice, result: object, outcome: Outcome) -> Outcome:
        return Outcome()


class Here:
    """A school's outbox and ladders on a store in memory."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.store, self.teams, wake = store or MemoryStore(), Teams(), Wake()
        self.clock, directory = self.teams.clock, Roster(SCHOOL.people)
        calendar = Calendar(SCHOOL.hours, SCHOOL.timezone)
        topics: dict[str, Topic] = {
            "incident": IncidentTopic(self.store, directory, self.clock, calendar, draw),
            "plain": Quiet(),
        }
        self.outbox = Outbox(self.store, self.teams, self.clock, topics, wake, directory, EMPTIED)
        self.ladders = Ladders(self.store, directory, SCHOOL, self.clock, wake)
        self.reports = Reports(self.store, directory, SCHOOL, self.clock, wake)
        self.reach = Reach(self.store, directory, self.teams, SCHOOL, self.clock, wake)

    async def report(self, kind: str, number: int = 1) -> str:
        said = Report(kind, None, {"what": "x"}, f"draft-{number}", None)
        return (await self.reports.report(By(TEACHER, f"press-{number}"), said)).view.incident.id

    async def settle(self) -> None:
        """Do what is due now."""
        for _ in range(60):
            await self.ladders.run()
            await self.outbox.run()
            await self.outbox.settle(timedelta(seconds=5))
            until = await self.outbox.next_due()
            if until is None or until > self.clock.now() + timedelta(milliseconds=600):
                return
            self.clock.move_to(max(until, self.clock.now()))

    async def passes(self, time: timedelta, step: timedelta = timedelta(seconds=30)) -> None:
        """Let time go by, and do at each step what is due."""
        until = self.clock.now() + time
        while self.clock.now() < until:
            self.clock.move(step)
            await self.settle()

    async def states(self, purpose: Purpose = Purpose.PING) -> Counter[NoticeState]:
        """How many notices of the purpose stand where."""
        return Counter(notice.state for notice in await self.store.find(Notice) if notice.purpose is purpose)


OUTAGES = [of_one(), *(of_all(reason) for reason in ("refused", "disabled", "http_404", "http_400", "http_502"))]


@pytest.mark.parametrize("why", OUTAGES, ids=lambda why: str(why.reason))
@pytest.mark.parametrize("kind", ["illegal_content", "threat"])
async def test_a_refusal_of_everybody_waits_and_everybody_is_rung_when_it_is_over(kind: str, why: Undelivered) -> None:
    """For 90 minutes nothing is given up, nobody is said to have been told, and after the first success all is sent."""
    here = Here()
    here.teams.everybody = why
    reference = await here.report(kind)
    await here.settle()
    await here.passes(timedelta(minutes=90))
    states = await here.states()
    assert states[NoticeState.WAITING] > 0
    assert states.keys() <= {NoticeState.WAITING, NoticeState.WITHDRAWN}
    held = await here.store.get(Outage, TEAMS)
    assert held is not None
    assert held.since is not None
    assert held.reason == why.reason
    assert "nobody_took_it" not in [entry.what for entry in await here.store.timeline(reference)]
    here.teams.everybody = None
    await here.passes(timedelta(minutes=5))
    rung = Counter(to for _, to, summary in here.teams.took if summary.startswith("ping|"))
    assert rung, "somebody is told"
    assert max(rung.values()) == 1, "once, however many steps fell due meanwhile"
    first = here.teams.took[0][0]
    assert here.teams.took[-1][0] - first < timedelta(minutes=1), "after the first success the others do not wait"
    held = await here.store.get(Outage, TEAMS)
    assert held is not None
    assert held.since is None


@pytest.mark.parametrize("why", OUTAGES, ids=lambda why: str(why.reason))
async def test_what_is_urgent_is_tried_at_least_every_five_minutes(why: Undelivered) -> None:
    """The pause grows, and never beyond that; what is routine may wait longer."""
    here = Here()
    here.teams.everybody = why
    urgent, routine = notices(ANN, 1), notices(BEN, 1, Urgency.ROUTINE)
    await here.store.keep(Outcome(notices=(*urgent, *routine)))
    await here.passes(timedelta(hours=3), timedelta(seconds=15))
    asked = {who: [at for at, to in here.teams.asked if to == who] for who in (ANN.id, BEN.id)}
    gaps = {who: [b - a for a, b in pairwise(at)] for who, at in asked.items()}
    assert max(gaps[ANN.id]) <= timedelta(minutes=5, seconds=15)
    assert len(asked[ANN.id]) < 100
    assert len(asked[BEN.id]) < 25


async def test_a_refusal_of_one_person_is_theirs_once_somebody_else_is_reached() -> None:
    """The ladder does not wait for them, the timeline says so at once, and then it is final."""
    here = Here()
    for person in SCHOOL.people:
        if "champion" in person.roles:
            here.teams.refuses[person.id] = of_one()
    reference = await here.report("threat")
    await here.settle()
    await here.ladders.run()
    await here.settle()
    assert "could_not_ring" in [entry.what for entry in await here.store.timeline(reference)]
    states = await here.states()
    pings = [each for each in await here.store.find(Notice) if each.purpose is Purpose.PING]
    assert {each.to.id for each in pings if each.state is NoticeState.FAILED} == set(here.teams.refuses)
    assert states[NoticeState.SENT] > 0, "the next step was rung without waiting"
    for refused in here.teams.refuses:
        known = await here.store.get(Reached, refused)
        assert known is not None
        assert known.out_of_reach
    held = await here.store.get(Outage, TEAMS)
    assert held is None or held.since is None, "no outage"


async def test_whoever_comes_back_is_rung_for_what_waits() -> None:
    """A Champion who gets the app again hears of the report of which they could not be told, once."""
    here = Here()
    champion = next(person for person in SCHOOL.people if "champion" in person.roles)
    here.teams.refuses[champion.id] = of_one()
    await here.report("threat")
    await here.settle()
    await here.settle()
    del here.teams.refuses[champion.id]
    for _ in range(2):
        await here.reach.heard_of(champion.id)
        await here.settle()
    assert [said.split("|")[0] for said in here.teams.to(champion.id)] == ["ping"]


async def test_whose_app_was_taken_away_is_out_of_reach_at_once() -> None:
    """Teams goes on taking messages that nobody gets: it is not asked, the ladder goes on, and they are rung later."""
    here = Here()
    gone = [person for person in SCHOOL.people if "champion" in person.roles or "headteacher" in person.roles]
    for person in gone:
        await here.reach.removed(person.id)
    await here.report("threat")
    for _ in range(3):
        await here.settle()
    assert not [to for _, to, _ in here.teams.took if to in {person.id for person in gone}]
    assert (await here.states())[NoticeState.SENT] > 0, "somebody else is told without a wait"
    await here.reach.heard_of(gone[0].id)
    await here.settle()
    known = await here.store.get(Reached, gone[0].id)
    assert known is not None
    assert not known.out_of_reach


class Failing(MemoryStore):
    """A store that cannot be written; `honest` says whether its check knows."""

    full = False
    honest = True

    async def keep(self, outcome: Outcome) -> None:
        if self.full:
            raise StoreUnavailable(reason="No space left on device")
        await super().keep(outcome)

    async def check(self) -> None:
        if self.full and self.honest:
            raise StoreUnavailable(reason="No space left on device")


@pytest.mark.parametrize("honest", [True, False])
async def test_a_store_that_fails_does_not_make_a_storm(honest: bool) -> None:
    """In an hour a ping goes out once at the most, and when the store is well again it has been sent exactly once."""
    store = Failing()
    here = Here(store)
    await store.keep(Outcome(notices=(*notices(ANN, 1), *notices(BEN, 1), *notices(CAT, 1))))
    store.full, store.honest = True, honest
    await here.passes(timedelta(hours=1), timedelta(seconds=5))
    sent = Counter(to for _, to, _ in here.teams.took)
    assert all(count == 1 for count in sent.values())
    assert not sent or not honest, "nothing that could not be marked"
    store.full = False
    await here.passes(timedelta(minutes=6), timedelta(seconds=5))
    assert Counter(to for _, to, _ in here.teams.took) == {ANN.id: 1, BEN.id: 1, CAT.id: 1}
    assert (await here.states()) == {NoticeState.SENT: 3}


async def test_a_store_that_fails_just_after_a_send_settles_that_later() -> None:
    """What Teams took is not sent again, and its card is known."""
    store = Failing()
    here = Here(store)
    await store.keep(Outcome(notices=tuple(notices(ANN, 1))))
    store.honest, store.full = False, True
    await here.settle()
    assert len(here.teams.took) == 1
    store.full = False
    await here.passes(timedelta(seconds=10), timedelta(seconds=5))
    assert len(here.teams.took) == 1
    assert (await here.states()) == {NoticeState.SENT: 1}
