"""Teams takes nothing, or refuses one person, or our own store cannot be written: nothing is lost, and no storm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.directory.roster import Roster
from bot.health import HealthCheck, readyz
from bot.metrics import figures
from bot.policy.files import FilePurpose
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.insisting import EVERY
from bot.policy.incidents.reporting import Report
from bot.policy.kit.errors import StoreUnavailable, Undelivered
from bot.policy.kit.outage import TEAMS, Outage
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.reached import Reached
from bot.policy.kit.records import Address, Message, Notice, NoticeState, PostedCard, Purpose, Urgency
from bot.policy.kit.school_time import Calendar
from bot.services.engine.triggers import JobTriggers
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.reports import Reports
from bot.services.incidents.topic import IncidentTopic
from bot.services.incidents.watch import Watch
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.kit.outbox import Outbox
from bot.services.kit.topics import Topic
from bot.services.reach.reach import Reach
from cards.kit import parts
from cards.reach.reach import reach_card
from tests.clock import FakeClock
from tests.fakes import EMPTIED, MemoryStore, Nobody
from tests.services.simulated_school import SCHOOL, draw
from tests.services.test_outbox import Plain, notices

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

    async def probe(self, to: str) -> None:
        why = self.refuses.get(to) or self.everybody
        if why is not None:
            raise why

    async def edit(self, address: Address, message: Message) -> None:
        if self.everybody is not None:
            raise self.everybody

    async def delete(self, address: Address) -> None:
        """What a newer card has taken the place of."""

    def to(self, person: str) -> list[str]:
        """What this person got."""
        return [summary for _, to, summary in self.took if to == person]


class Here:
    """A school's outbox and ladders on a store in memory."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.store, self.teams, triggers = store or MemoryStore(copies=False), Teams(), JobTriggers()
        self.clock = self.teams.clock
        directory = self.directory = Roster(SCHOOL.people)
        calendar = Calendar(SCHOOL.hours, SCHOOL.timezone)
        topics: dict[str, Topic] = {
            "incident": IncidentTopic(self.store, directory, self.clock, calendar, draw),
            "plain": Plain(),
        }
        self.outbox = Outbox(self.store, self.teams, self.clock, topics, triggers, directory, EMPTIED)
        self.ladders = Ladders(ServiceContext(self.store, directory, SCHOOL, self.clock, triggers))
        self.reports = Reports(ServiceContext(self.store, directory, SCHOOL, self.clock, triggers))
        self.reach = Reach(ServiceContext(self.store, directory, SCHOOL, self.clock, triggers), self.teams)

    async def report(self, kind: str, number: int = 1) -> str:
        said = Report(kind, None, {"what": "x"}, f"draft-{number}", None)
        return (await self.reports.report(Actor(TEACHER, f"press-{number}"), said)).view.incident.id

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

    async def states(self, purpose: Purpose = IncidentPurpose.PING) -> Counter[NoticeState]:
        """How many notices of the purpose stand where."""
        return Counter(notice.state for notice in await self.store.find(Notice) if notice.purpose is purpose)


def of_a_message() -> Undelivered:
    """Teams' word for a message that is no more, which of a new one says nothing."""
    return Undelivered("card_gone", for_good=True)


OUTAGES = [
    of_one(),
    of_a_message(),
    *(of_all(reason) for reason in ("refused", "disabled", "http_404", "http_400", "http_405", "http_502")),
]


@pytest.mark.parametrize("why", OUTAGES, ids=lambda why: str(why.reason))
@pytest.mark.parametrize("kind", ["illegal_content", "threat"])
async def test_a_refusal_of_everybody_waits_and_everybody_is_alerted_when_it_is_over(
    kind: str, why: Undelivered
) -> None:
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
    first = here.teams.took[0][0]
    at_once = [(to, summary) for at, to, summary in here.teams.took if at < first + EVERY]
    alerted = Counter(to for to, summary in at_once if summary.startswith("ping|"))
    assert alerted, "somebody is told"
    assert max(alerted.values()) == 1, "once, however many steps fell due meanwhile; an emergency comes again later"
    begun: dict[str, datetime] = {}
    for at, _, summary in here.teams.took:
        begun.setdefault(summary, at)
    assert max(begun.values()) - first < timedelta(minutes=1), "after the first success the others do not wait"
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


async def test_an_outage_is_seen() -> None:
    """By `/metrics`, by `/readyz`, which goes on saying that the bot is ready to be spoken to, and by `reach`."""
    here = Here()
    here.teams.everybody = of_all("disabled")
    await here.report("threat")
    await here.settle()
    await here.passes(timedelta(minutes=20))
    silent = await figures(here.store, here.directory, here.clock.now())
    assert silent.teams_outage >= 19 * 60
    assert silent.oldest_waiting >= 19 * 60, "a pause before another attempt makes nothing younger"
    ready = await readyz(HealthCheck([here.store], [here.directory]))(make_mocked_request("GET", "/readyz"))
    assert ready.status == 200
    assert "Teams takes no messages since 2026-11-23T10:31" in (ready.text or "")
    assert "disabled" in (ready.text or "")
    champion = next(person for person in SCHOOL.people if "champion" in person.roles)
    roles, check = await here.reach.check_now(champion)
    assert "Teams has taken no messages from me since" in parts.as_json(reach_card(SCHOOL, NOW, roles, check))
    here.teams.everybody = None
    await here.passes(timedelta(minutes=6))
    assert (await figures(here.store, here.directory, here.clock.now())).teams_outage == 0
    ready = await readyz(HealthCheck([here.store], [here.directory]))(make_mocked_request("GET", "/readyz"))
    assert "Teams" not in (ready.text or "")


async def test_what_nobody_takes_comes_back_each_morning() -> None:
    """Everybody was alerted in vain on a Friday evening: the Champions are told again by day, until somebody has it."""
    here = Here()
    here.clock.move_to(datetime(2026, 11, 20, 19, 0, tzinfo=UTC))
    reference = await here.report("threat")
    await here.settle()
    await here.passes(timedelta(days=2), timedelta(minutes=30))
    champions = {person.id for person in SCHOOL.people if "champion" in person.roles}
    told = [at for at, to, said in here.teams.took if to in champions and said.startswith("nobody_took_it")]
    mornings = [at for at in told if at > datetime(2026, 11, 21, 0, 0, tzinfo=UTC)]
    assert {at.replace(minute=0, second=0, microsecond=0) for at in mornings} == {
        datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
        datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
    }
    incident = await here.store.get(Incident, reference)
    assert incident is not None
    assert incident.due_at is not None
    cards = [card for card in await here.store.find(PostedCard) if card.purpose is IncidentPurpose.NOBODY_TOOK_IT]
    assert len([card for card in cards if card.to.id in champions]) == len(champions), "the newest alone asks"


async def test_what_is_too_old_wakes_nobody() -> None:
    """A process that starts at half past five on a Sunday puts what is days old before the Champions at eight."""
    here = Here()
    await here.report("illegal_content")
    await here.settle()
    here.clock.move_to(datetime(2026, 11, 29, 5, 30, tzinfo=UTC))
    before = len(here.teams.took)
    await here.settle()
    assert not [said for _, _, said in here.teams.took[before:] if not said.startswith("ping|")]
    await here.passes(timedelta(hours=3), timedelta(minutes=10))
    told = [at for at, _, said in here.teams.took[before:] if said.startswith("too_old_to_ring")]
    assert told
    assert min(told) >= datetime(2026, 11, 29, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("unanswered", [False, True])
async def test_the_watch_mends_what_has_no_next_moment(unanswered: bool) -> None:
    """A report that waits for nobody (an old record, a fault of ours) is found, logged, and goes on."""
    here = Here()
    reference = await here.report("threat")
    await here.settle()
    incident = await here.store.get(Incident, reference)
    assert incident is not None
    stuck: dict[str, object] = {"ladder": incident.ladder.model_copy(update={"next_at": None}), "due_at": None}
    if unanswered:
        stuck["unanswered_at"] = NOW
    await here.store.keep(Outcome(records=(incident.model_copy(update=stuck),)))
    await here.settle()
    watch = Watch(ServiceContext(here.store, Roster(SCHOOL.people), SCHOOL, here.clock, JobTriggers()))
    await watch.run()
    mended = await here.store.get(Incident, reference)
    assert mended is not None
    assert mended.due_at is not None
    version = mended.version
    await watch.run()
    again = await here.store.get(Incident, reference)
    assert again is not None
    assert again.version == version, "once"


async def test_a_refusal_of_one_person_is_theirs_once_somebody_else_is_reached() -> None:
    """The ladder does not wait for them, the timeline says so at once, and then it is final."""
    here = Here()
    for person in SCHOOL.people:
        if "champion" in person.roles:
            here.teams.refuses[person.id] = of_one()
    reference = await here.report("threat")
    await here.settle()
    await here.passes(timedelta(seconds=10), timedelta(seconds=2))
    assert "could_not_ring" in [entry.what for entry in await here.store.timeline(reference)]
    states = await here.states()
    pings = [each for each in await here.store.find(Notice) if each.purpose is IncidentPurpose.PING]
    assert {each.to.id for each in pings if each.state is NoticeState.FAILED} == set(here.teams.refuses)
    assert states[NoticeState.SENT] > 0, "the next step was alerted without waiting"
    for refused in here.teams.refuses:
        known = await here.store.get(Reached, refused)
        assert known is not None
        assert known.out_of_reach
    held = await here.store.get(Outage, TEAMS)
    assert held is None or held.since is None, "no outage"


async def everybody_but_the_reporter(kind: str, why: Undelivered | None = None) -> tuple[Here, str]:
    """For 90 minutes Teams refuses everybody on a report's ladder, in words for one, and takes all for its reporter."""
    here = Here()
    here.teams.refuses = {person.id: why or of_one() for person in SCHOOL.people if person.id != TEACHER.id}
    reference = await here.report(kind)
    for each in notices(TEACHER.who, 9):
        of_another = each.model_copy(update={"subject": "OS-2026-0999", "purpose": FilePurpose.ARRIVED})
        await here.store.keep(Outcome(notices=(of_another,)))
        await here.passes(timedelta(minutes=10))
    return here, reference


async def incident_of(here: Here, reference: str) -> Incident:
    incident = await here.store.get(Incident, reference)
    assert incident is not None
    return incident


@pytest.mark.parametrize("kind", ["illegal_content", "threat"])
async def test_refusals_of_all_but_the_reporter_are_final_for_nobody(kind: str) -> None:
    """While nobody on the ladder has been told, each is asked again; the reporter hears of it, once."""
    here, reference = await everybody_but_the_reporter(kind)
    assert not [said for _, _, said in here.teams.took if said.startswith("ping|")]
    assert NoticeState.FAILED not in await here.states()
    told = [said for said in here.teams.to(TEACHER.id) if said.startswith("nobody_took_it")]
    assert len(told) == 1
    asked = Counter(to for _, to in here.teams.asked if to != TEACHER.id)
    assert max(asked.values()) < 120, "no storm: little more than once a minute, with three pings to each"
    entries = Counter((each.what, each.facts.get("to")) for each in await here.store.timeline(reference))
    assert max(count for (what, _), count in entries.items() if what == "could_not_ring") <= 3, "once a step"


@pytest.mark.parametrize("why", [of_one(), of_all()], ids=lambda why: str(why.reason))
@pytest.mark.parametrize("kind", ["illegal_content", "threat"])
async def test_what_nobody_was_told_of_alerts_soon_after_healing_and_goes_on(kind: str, why: Undelivered) -> None:
    """Within five minutes, each once; and as no round was used up in vain, who then sleeps is alerted again."""
    here, reference = await everybody_but_the_reporter(kind, why)
    here.teams.refuses.clear()
    healed = here.clock.now()
    await here.passes(timedelta(minutes=5))
    alerted = {said: [at for at, _, other in here.teams.took if other == said] for _, _, said in here.teams.took}
    pinged = [times for said, times in alerted.items() if said.startswith("ping|")]
    assert pinged, "somebody is told"
    gaps = [later - sooner for times in pinged for sooner, later in pairwise(times)]
    assert not gaps or (kind == "illegal_content" and min(gaps) >= EVERY), "only an emergency comes again, and later"
    again = (await incident_of(here, reference)).ladder.route.again
    await here.passes(timedelta(seconds=again))
    assert (await incident_of(here, reference)).unanswered_at is None, "it does not say any more that it has given up"
    rounds = [at for at, to, said in here.teams.took if said.startswith("ping|") and at > healed]
    assert max(rounds) > min(rounds) + timedelta(seconds=again / 2), "another round"
    await here.passes(timedelta(seconds=again * 6))
    assert (await incident_of(here, reference)).unanswered_at is not None, "and in the end it says that nobody took it"


async def test_one_who_is_reached_makes_the_others_refusals_final() -> None:
    """Who truly has no app is not asked for ever, and the ladder goes its way by those who have it."""
    here, reference = await everybody_but_the_reporter("threat")
    lead = next(person for person in SCHOOL.people if "dsl" in person.roles)
    del here.teams.refuses[lead.id]
    await here.passes(timedelta(minutes=11))
    pings = [each for each in await here.store.find(Notice) if each.purpose is IncidentPurpose.PING]
    assert {each.to.id for each in pings if each.state is NoticeState.SENT} == {lead.id}
    assert not [each for each in pings if each.state is NoticeState.WAITING]
    assert (await incident_of(here, reference)).unanswered_at is None


async def test_whoever_comes_back_is_alerted_for_what_waits() -> None:
    """A Champion who gets the app again hears of the report of which they could not be told, once."""
    here = Here()
    champion = next(person for person in SCHOOL.people if "champion" in person.roles)
    here.teams.refuses[champion.id] = of_one()
    await here.report("threat")
    await here.settle()
    await here.settle()
    del here.teams.refuses[champion.id]
    for _ in range(2):
        await here.reach.note_contact(champion.id)
        await here.settle()
    assert [said.split("|")[0] for said in here.teams.to(champion.id)] == ["ping"]


async def test_whose_app_was_taken_away_is_not_waited_for() -> None:
    """Teams may go on taking messages that nobody gets: the ladder goes on at once, and they are out of reach."""
    here = Here()
    gone = [person for person in SCHOOL.people if "champion" in person.roles or "headteacher" in person.roles]
    for person in gone:
        await here.reach.mark_removed(person.id)
    await here.report("threat")
    await here.passes(timedelta(seconds=10), timedelta(seconds=2))
    others = [to for _, to, said in here.teams.took if said.startswith("ping|") and to not in {p.id for p in gone}]
    assert others, "somebody else is told without a wait"
    for person in gone:
        known = await here.store.get(Reached, person.id)
        assert known is not None
        assert known.out_of_reach, "that Teams took it proves nothing so soon"
    await here.reach.note_contact(gone[0].id)
    await here.settle()
    known = await here.store.get(Reached, gone[0].id)
    assert known is not None
    assert not known.out_of_reach


class Leaver(Roster):
    """A directory from which somebody goes."""

    gone = ""

    async def person(self, id: str) -> Person | None:
        return None if id == self.gone else await super().person(id)


async def test_a_ping_that_was_refused_and_then_withheld_is_told_once() -> None:
    """The timeline says once that they could not be alerted, whatever became of the ping after that."""
    here = Here()
    directory = Leaver(SCHOOL.people)
    here.outbox._sender._directory = directory
    champion = next(person for person in SCHOOL.people if "champion" in person.roles and "dsl" not in person.roles)
    here.teams.everybody = of_one()
    reference = await here.report("threat")
    await here.settle()
    directory.gone = champion.id
    await here.passes(timedelta(minutes=2))
    pings = [each for each in await here.store.find(Notice) if each.purpose is IncidentPurpose.PING]
    theirs = [each for each in pings if each.to.id == champion.id]
    assert {each.state for each in theirs} == {NoticeState.WITHDRAWN}
    told = [each.facts["to"] for each in await here.store.timeline(reference) if each.what == "could_not_ring"]
    assert told.count(champion.name) == len(theirs)


@pytest.mark.parametrize("everybody", [False, True])
async def test_an_app_put_back_while_the_bot_was_down_alerts(everybody: bool) -> None:
    """Nothing told us that it is there again: Teams is asked all the same, soon, and each is alerted once."""
    here = Here()
    back = [person for person in SCHOOL.people if everybody or "champion" in person.roles]
    for person in back:
        await here.reach.mark_removed(person.id)
    await here.report("threat")
    await here.passes(timedelta(seconds=10), timedelta(seconds=2))
    alerted = Counter(to for _, to, said in here.teams.took if said.startswith("ping|"))
    champions = {person.id for person in back if "champion" in person.roles}
    assert champions <= alerted.keys()
    held = await here.store.get(Outage, TEAMS)
    assert held is None or held.since is None, "Teams was not asked, so this is no outage"


async def test_an_app_that_is_truly_gone_is_refused_by_teams_itself() -> None:
    """One request, and no more once somebody else has been told."""
    here = Here()
    gone = [person for person in SCHOOL.people if "champion" in person.roles]
    for person in gone:
        await here.reach.mark_removed(person.id)
        here.teams.refuses[person.id] = of_one()
    await here.report("threat")
    await here.passes(timedelta(minutes=14))
    asked = Counter(to for _, to in here.teams.asked)
    assert all(1 <= asked[person.id] <= 4 for person in gone if "headteacher" not in person.roles)
    pings = [each for each in await here.store.find(Notice) if each.purpose is IncidentPurpose.PING]
    ids = {person.id for person in gone}
    assert {each.state for each in pings if each.to.id in ids} == {NoticeState.FAILED}


async def test_a_removal_after_the_ping_hurries_the_next_step() -> None:
    """They will not see what they have been sent: when nobody else of the step was told, the next is not waited for."""
    here = Here()
    champions = [person for person in SCHOOL.people if "champion" in person.roles]
    reference = await here.report("threat")
    await here.settle()
    *first, last = champions
    for person in first:
        await here.reach.mark_removed(person.id)
        await here.settle()
    assert (await incident_of(here, reference)).ladder.next_step == 1, "somebody of the step still has it before them"
    for _ in range(2):
        await here.reach.mark_removed(last.id)
        await here.settle()
    told = {to for _, to, said in here.teams.took if said.startswith("ping|")}
    assert told > {person.id for person in champions}, "somebody who has the app, and not after half an hour"
    passed_over = [each.id for each in await here.store.find(Notice) if each.refused]
    entries = [each.what for each in await here.store.timeline(reference)]
    assert entries.count("could_not_ring") == len(passed_over), "the timeline says why, once for each ping"


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


class Apart(MemoryStore):
    """One replica's road to a store: it may be cut off from writing, while the other's is not."""

    def __init__(self, shared: MemoryStore) -> None:
        super().__init__()
        self._shared, self.cut = shared, False

    def __getattribute__(self, name: str) -> object:
        own = {"keep", "check", "cut", "_shared"}
        return object.__getattribute__(self, name) if name in own else getattr(self._shared, name)

    async def keep(self, outcome: Outcome) -> None:
        if self.cut:
            raise StoreUnavailable(reason="no connection")
        await self._shared.keep(outcome)

    async def check(self) -> None:
        return None


async def test_what_another_replica_has_sent_meanwhile_is_settled_once() -> None:
    """Both have sent it, as a crash would: both messages are known and come to tell the truth, and nothing goes on."""
    shared = MemoryStore()
    road = Apart(shared)
    one, other = Here(road), Here(shared)
    other.clock, other.teams.clock, other.outbox._clock = one.clock, one.clock, one.clock
    other.outbox._sender._clock = other.outbox._settler._clock = one.clock
    other.teams.took = one.teams.took
    await shared.keep(Outcome(notices=tuple(notices(ANN, 1))))
    road.cut = True
    await one.settle()
    await other.settle()
    assert len(one.teams.took) == 2
    road.cut = False
    await one.passes(timedelta(minutes=1), timedelta(seconds=5))
    await other.settle()
    assert not one.outbox._unsettled
    cards = await shared.find(PostedCard)
    assert {card.address.activity for card in cards} == {"1", "2"}
    assert not [each for each in await shared.find(Notice) if each.state is NoticeState.WAITING]
    assert len(one.teams.took) == 2


class TakenAway(Failing):
    """A store in which another replica settles what this one has chosen, and which then is full."""

    async def claim(self, names: Sequence[str], lease: timedelta) -> set[str]:
        if not self.full:
            sent = [each.model_copy(update={"state": NoticeState.SENT}) for each in await self.find(Notice)]
            await self.keep(Outcome(tuple(sent)))
            self.full = True
        return set(names)


async def test_what_another_replica_has_settled_proves_nothing_of_the_store() -> None:
    """Nothing was written here: what comes next waits until the store has proved that it can be."""
    store = TakenAway()
    here = Here(store)
    await store.keep(Outcome(notices=tuple(notices(ANN, 1))))
    here.outbox._proof.note_write(here.clock.now())
    here.clock.move(timedelta(seconds=4))
    await here.settle()
    here.clock.move(timedelta(seconds=4))
    store.full = False
    await store.keep(Outcome(notices=tuple(notices(BEN, 1))))
    store.full = True
    await here.settle()
    assert not here.teams.took
