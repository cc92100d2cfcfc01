"""The order of the log and its filters, by the tables and by random logs; what is overdue, banded and removed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.directory.roster import Roster
from bot.policy.incidents import deciding
from bot.policy.incidents.incident import Closing, Incident, LegalHold, Note, State
from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import NotAllowed, NotFound, NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency, Who
from bot.policy.kit.school_time import Calendar
from bot.policy.log import retention, reviewing
from bot.policy.log.log import Filter, NoHandler, handling_roles, is_in_log_of, read_filter
from bot.policy.log.patterns import patterns
from bot.policy.log.retention import Traces
from bot.policy.log.reviewing import Review, ReviewSnapshot
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.log.log import REPORTS_PER_PAGE, Log
from bot.services.log.retention import Retention
from bot.services.null_ports import NoFileStore
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.policy.school import ALWAYS_OPEN, ANN, BEN, CAT, DOT, NOW, incident_of, opened
from tests.soak import count

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
LONDON = ZoneInfo("Europe/London")
CALENDAR = Calendar(SCHOOL.hours, LONDON)
PERIODS = SCHOOL.retention
LONGEST = max(PERIODS.closed_incidents, *PERIODS.kinds.values())
READER = next(person for person in SCHOOL.people if person.roles == {"staff", "champion", "deputy_dsl"})
BASE = incident_of(opened())
URGENCIES = list(Urgency)


@st.composite
def incidents(draw: st.DrawFn) -> list[Incident]:
    """Up to sixty incidents of any kind and state, some naming the reader, some drills, in the order of reporting."""
    found = []
    for number in range(draw(st.integers(0, 60))):
        kind = draw(st.sampled_from(list(KINDS)))
        state = draw(st.sampled_from(list(State)))
        owned = state not in (State.REPORTED, State.CLOSED)
        at = NOW - timedelta(days=200) + timedelta(days=3 * number)
        found.append(
            BASE.model_copy(
                update={
                    "id": f"OS-2026-{number:04d}",
                    "version": 0,
                    "kind": kind,
                    "state": state,
                    "reported_at": at,
                    "owner": draw(st.sampled_from([READER.who, ANN.who])) if owned else None,
                    "rung": draw(st.sampled_from([(), (READER.who,)])),
                    "concerning": draw(st.sampled_from([(), (), (READER.who,)])),
                    "drill": draw(st.sampled_from([False, False, False, True])),
                    "unanswered_at": draw(st.sampled_from([None, NOW])) if state is State.REPORTED else None,
                    "ladder": BASE.ladder.model_copy(update={"route": DEFAULT_ROUTES[kind]}),
                }
            )
        )
    return found


filters = st.builds(
    Filter,
    show=st.sampled_from(["open", "all", *State]),
    kind=st.sampled_from(["", "spam", "threat", "staff_conduct"]),
    mine=st.booleans(),
    half_term=st.booleans(),
    emergencies=st.booleans(),
)


@pytest.mark.soak
@settings(max_examples=count(500))
@given(incidents(), filters)
async def test_pages_make_up_the_log(found: list[Incident], asked: Filter) -> None:
    """The pages together are what the reader may see of what was asked for, in its order, each once; the total too."""
    store, clock = MemoryStore(), FakeClock(NOW)
    await store.keep(Outcome(records=tuple(found)))
    log = _log(store, clock)
    expected = [incident.id for incident in sorted(found, key=_place) if _wanted(incident, asked)]
    shown: list[str] = []
    for number in range(len(found) // REPORTS_PER_PAGE + 1):
        page = await log.page(READER, asked, number)
        assert page.total == len(expected)
        assert page.untaken == sum(i.state is State.REPORTED for i in found if i.id in expected)
        if number == page.page:
            shown += [incident.id for incident in page.incidents]
            assert page.more == (len(expected) > len(shown))
    assert shown == expected


async def test_more_than_can_be_counted() -> None:
    """Of a very long log the page says how many there are at the least, and its last pages are reached all the same."""
    store, clock = MemoryStore(), FakeClock(NOW)
    many = [BASE.model_copy(update={"id": f"OS-2026-{n:04d}", "version": 0}) for n in range(350)]
    await store.keep(Outcome(records=tuple(many)))
    log = _log(store, clock)
    first = await log.page(READER, Filter())
    assert (first.total, first.at_least) == (200, True)
    last = await log.page(READER, Filter(), 34)
    assert [incident.id for incident in last.incidents] == [f"OS-2026-{n:04d}" for n in range(340, 350)]
    assert not last.more
    assert (last.total, last.at_least) == (350, False)


def test_what_a_card_answers() -> None:
    """What is no choice of ours counts as the first one."""
    assert read_filter("closed", "spam", "mine", "half_term") == Filter(
        show="closed", kind="spam", mine=True, half_term=True
    )
    assert read_filter("<b>", "any", "", "whenever") == Filter()


def test_who_handles() -> None:
    """Everybody whom a ladder alerts, and who oversees the log; staff as such does not."""
    assert handling_roles(SCHOOL) == {
        *("headteacher", "dsl", "deputy_dsl", "champion", "computing_coordinator"),
        *("business_manager", "technician", "senior_leader", "chair_of_governors"),
    }


# Reviews. The example's half terms: 2 September to 23 October, 2 November to 18 December, …

REVIEWED = [
    ("never, and the log came into use this half term", None, "2026-11-03", "2026-11-23", None),
    ("never, and the log was in use before it", None, "2026-09-10", "2026-11-23", date(2026, 10, 23)),
    ("in the half term that ended", "2026-10-20", "2026-09-10", "2026-11-23", None),
    ("after it had ended", "2026-10-28", "2026-09-10", "2026-11-23", None),
    ("two half terms ago", "2026-10-20", "2026-09-10", "2027-01-06", date(2026, 12, 18)),
    ("in the holidays, of the one before them", None, "2026-09-10", "2026-12-24", date(2026, 12, 18)),
]


@pytest.mark.parametrize(("name", "last", "since", "today", "ended"), REVIEWED, ids=[row[0] for row in REVIEWED])
def test_overdue(name: str, last: str | None, since: str, today: str, ended: date | None) -> None:
    """A half term that ended without a review, though the log was in use, is overdue until somebody reviews it."""
    done = Review(id="r", by=ANN.who, at=_noon(last)) if last else None
    term = reviewing.overdue_half_term(done, _noon(since), _noon(today), CALENDAR)
    assert (term.end if term else None) == ended


@given(st.integers(0, 5 * 365 * 24))
def test_it_is_asked_for_in_school_hours_and_once_in_a_half_term(hours: int) -> None:
    """The next moment to ask lies ahead, within school hours, and each half term has but one."""
    now = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(hours=hours)
    at = reviewing.next_ask(now, CALENDAR)
    assert at > now
    assert CALENDAR.next_open(at) == at
    later = reviewing.next_ask(at, CALENDAR)
    assert reviewing.half_term_of(at.date(), CALENDAR) != reviewing.half_term_of(later.date(), CALENDAR)


def test_who_reviews() -> None:
    """A Champion or a senior leader, and nobody else."""
    for person in (ANN, CAT):
        assert reviewing.review(person, "", ReviewSnapshot(), NOW).records
    with pytest.raises(NotAllowed):
        reviewing.review(DOT, "", ReviewSnapshot(), NOW)


# Patterns


@given(st.lists(st.tuples(st.sampled_from(list(KINDS)), st.integers(0, 380 * 24)), max_size=40))
def test_counts_add_up(reports: list[tuple[str, int]]) -> None:
    """Each table adds up to the total."""
    found = patterns([_made(kind, back) for kind, back in reports], NOW, LONDON)
    assert len(found.by_month) == 12
    for counts in (found.by_kind, found.by_month, found.by_hour):
        assert sum(counts.values()) == found.total


async def test_patterns_count_what_their_reader_may_see() -> None:
    """Nothing of a confidential report, nor of one that names them."""
    store = MemoryStore()
    found = [_made("staff_conduct", n, id=f"OS-2026-{n:04d}", version=0) for n in range(5)]
    found += [_made("spam", n, id=f"OS-2026-1{n:03d}", version=0, concerning=(READER.who,)) for n in range(5)]
    await store.keep(Outcome(records=tuple(found)))
    log = _log(store, FakeClock(NOW))
    assert (await log.patterns(READER)).total == 0
    with pytest.raises(NoHandler):
        await log.patterns(DOT)


def _made(kind: str, hours_ago: int, **update: object) -> Incident:
    at = NOW - timedelta(hours=hours_ago)
    route = DEFAULT_ROUTES[kind]
    told = {"kind": kind, "reported_at": at, "happened_at": None, "rung": ()}
    return BASE.model_copy(update={**told, "ladder": BASE.ladder.model_copy(update={"route": route}), **update})


# Retention


def _closed(**update: object) -> Incident:
    end = Closing(at=NOW, by=ANN.who, outcome="Secret", reason="Secret", cpoms="Secret")
    told: dict[str, object] = {"state": State.CLOSED, "closing": end, "version": 3, "account": {"what": "Secret"}}
    return BASE.model_copy(update=told | update)


def test_nothing_goes_before_its_time() -> None:
    """The last moment before the retention time is over is too early, and an open incident is never removed."""
    over = NOW + timedelta(seconds=PERIODS.closed_incidents)
    assert not retention.is_over(_closed(), PERIODS, over - timedelta(seconds=1))
    assert retention.is_over(_closed(), PERIODS, over)
    assert not retention.is_over(BASE, PERIODS, over)
    with pytest.raises(NotPossible):
        retention.remove(ANN, _closed(), Traces(), PERIODS, NOW)


@pytest.mark.parametrize(
    ("kind", "years"), [("spam", 1), ("threat", 6), ("staff_conduct", 25), ("of a later release", 6)]
)
def test_each_kind_has_its_time(kind: str, years: int) -> None:
    """A kind that has none of its own is kept as reports are."""
    over = NOW + timedelta(days=366 * years)
    assert not retention.is_over(_closed(kind=kind), PERIODS, over - timedelta(seconds=1))
    assert retention.is_over(_closed(kind=kind), PERIODS, over)


def test_what_is_under_a_legal_hold_stays() -> None:
    """However long it has been closed; once that is lifted its time runs from its closing, not from the lifting."""
    context = ActionContext(ANN, NOW + timedelta(days=9_000), ALWAYS_OPEN)
    held = incident_of(deciding.set_hold(IncidentSnapshot(_closed()), context, "The Police asked for it"))
    assert not retention.is_over(held, PERIODS, context.now)
    with pytest.raises(NotPossible):
        retention.remove(ANN, held, Traces(), PERIODS, context.now)
    with pytest.raises(NotPossible):
        deciding.set_hold(IncidentSnapshot(held), context, "Again")
    lifted = incident_of(deciding.lift_hold(IncidentSnapshot(held), context, "They have closed the case"))
    assert retention.is_over(lifted, PERIODS, context.now)
    assert retention.ended_at(lifted) == NOW
    merged = _closed(closing=None, merged_into="OS-2026-0009", touched_at=NOW)
    held = incident_of(deciding.set_hold(IncidentSnapshot(merged), context, "The Police asked for it"))
    assert retention.ended_at(held) == NOW


@pytest.mark.parametrize(
    ("by", "update", "refused"),
    [
        (ANN, {}, None),
        (CAT, {}, NotAllowed),
        (DOT, {}, NotFound),
        (ANN, {"concerning": (ANN.who,)}, NotFound),
        (ANN, {"kind": "staff_conduct", "rung": ()}, NotFound),
        (ANN, {"removed_at": NOW}, NotPossible),
    ],
)
def test_who_sets_and_lifts_a_hold(by: Person, update: dict[str, object], refused: type[Exception] | None) -> None:
    """A Champion or the Headteacher, of those who may see it."""
    context = ActionContext(by, NOW, ALWAYS_OPEN)
    held = LegalHold(reason="why", by=BEN.who, at=NOW)
    for decide, before in ((deciding.set_hold, None), (deciding.lift_hold, held)):
        snapshot = IncidentSnapshot(_closed(hold=before, **update))
        if refused is None:
            assert incident_of(decide(snapshot, context, "why")).on_hold is (before is None)
        else:
            with pytest.raises(refused):
                decide(snapshot, context, "why")


@pytest.mark.parametrize(
    ("by", "update", "may"),
    [
        (ANN, {}, True),
        (CAT, {}, False),
        (DOT, {}, False),
        (ANN, {"concerning": (ANN.who,)}, False),
        (ANN, {"drill": True}, False),
        (BEN, {"kind": "staff_conduct", "rung": ()}, False),
        (CAT, {"kind": "staff_conduct", "rung": (CAT.who,)}, True),
    ],
)
def test_who_removes(by: Person, update: dict[str, object], may: bool) -> None:
    """A Champion who may see it; of a confidential kind whoever was alerted. To others it does not exist."""
    incident, over = _closed(**update), NOW + timedelta(seconds=LONGEST)
    if may:
        assert retention.remove(by, incident, Traces(), PERIODS, over).records
    else:
        with pytest.raises(NotFound):
            retention.remove(by, incident, Traces(), PERIODS, over)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left(kind: str) -> None:
    """Reference, kind and dates; no words and no names; it still does not exist for the adult whom it named."""
    named = Who(id="cat", name="Cat")
    incident = _closed(kind=kind, concerning=(named,), rung=(ANN.who,), happened_at=NOW, like=("OS-2026-0002",))
    note = Note(id="n", version=1, subject=incident.id, by=ANN.who, at=NOW, text="Secret")
    over = NOW + timedelta(seconds=LONGEST)
    outcome = retention.remove(ANN, incident, Traces(notes=(note,)), PERIODS, over)
    left = incident_of(outcome)
    assert outcome.removed == (note,)
    assert (left.id, left.version, left.kind) == (incident.id, incident.version, kind)
    assert (left.reported_at, left.happened_at, retention.ended_at(left)) == (NOW, NOW, NOW)
    text = left.model_dump_json()
    for gone in ("Secret", "Ann", "Ben", "Cat", "Dot", "dot", "OS-2026-0002"):
        assert f'"{gone}' not in text
    assert not is_in_log_of(CAT, left)
    assert is_in_log_of(ANN, left)
    assert not retention.is_over(left, PERIODS, over)


def _log(store: MemoryStore, clock: FakeClock) -> Log:
    context = ServiceContext(store, Roster(SCHOOL.people), SCHOOL, clock, JobTriggers())
    return Log(context, Retention(context, NoFileStore()))


def _wanted(incident: Incident, asked: Filter) -> bool:
    """The filters, told plainly."""
    states = {"open": set(State) - {State.CLOSED}, "all": set(State)}.get(asked.show, {asked.show})
    return (
        is_in_log_of(READER, incident)
        and incident.state in states
        and asked.kind in ("", incident.kind)
        and (not asked.mine or incident.owner == READER.who)
        and (not asked.emergencies or incident.urgency is Urgency.EMERGENCY)
        and (not asked.half_term or incident.reported_at >= datetime(2026, 11, 2, tzinfo=LONDON))
    )


def _place(incident: Incident) -> tuple[object, ...]:
    """The order, told plainly: nobody took it, nobody has it yet, somebody has it, each by urgency and age; closed."""
    if incident.state is State.CLOSED:
        return (4, 0, -incident.reported_at.timestamp())
    tier = 3 if incident.state is not State.REPORTED else 1 if incident.unanswered else 2
    return (tier, URGENCIES.index(incident.urgency), incident.reported_at.timestamp())


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=LONDON)
