"""What if: the proof, case by case, that nobody is told of themselves and that nobody who reports is left without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise, product

import pytest

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.reached import Reached
from bot.policy.kit.records import Route, Step, Urgency
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.policy.simulation.hours import Occasion, each_hour, moments, table, week_ahead
from bot.policy.simulation.simulating import Case, Prospect, Road, Staffing, roles_asked, simulate
from bot.settings import load_school
from tests.cards.catalogue_simulation import away_until, staffing_of
from tests.rig import SCHOOL_FILE
from tests.soak import IN_FULL, count

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
SCHOOL = load_school(SCHOOL_FILE)
STAFFING = staffing_of(SCHOOL)
HEAD, DEPUTY, COORDINATOR, MANAGER = SCHOOL.people[:4]
ON_A_LADDER = tuple(person for person in SCHOOL.people if person.holds(*roles_asked(SCHOOL)))


def told(prospect: Prospect) -> list[list[str]]:
    """The first names of those whom each step tells."""
    return [[each.who.name.split()[0] for each in step.tellings if each.hears] for step in prospect.steps]


def must_hold(prospect: Prospect, reporters: Sequence[Person]) -> int:
    """The two promises, of one case with each of these reporters; how many cases that was."""
    named = {who.id for who in prospect.case.named}
    assert not named & {each.who.id for each in (*prospect.tellings, *prospect.at_the_end)}, prospect.case
    assert not named & {person.id for person in prospect.by_hand}, prospect.case
    for reporter in reporters:
        seen = replace(prospect, case=replace(prospect.case, reporter=reporter))
        others = {each.who.id for each in seen.tellings if each.hears} - {reporter.id}
        assert seen.gap is not bool(others), seen.case
        assert others or seen.first is None, seen.case
        # Where nobody can be told in writing, somebody stands on the card: of the school, or outside it.
        assert others or seen.by_hand or seen.contacts or not _anybody_left(seen), seen.case
    return len(reporters)


def _anybody_left(prospect: Prospect) -> set[str]:
    """Who holds a role of the ladder or is a Champion, and is neither named nor the reporter."""
    roles = {role for step in prospect.route.steps for role in step.roles}
    roles |= set() if KINDS[prospect.case.kind].confidential else {"champion"}
    kept_from = {who.id for who in prospect.case.named} | {prospect.case.reporter.id}
    return {person.id for person in SCHOOL.people if person.roles & roles} - kept_from


def of_the_example() -> Iterator[Prospect]:
    """Every kind of the example school, with nobody named, each person and (in full) each two, while nobody is away,
    each of those on a ladder, and all of them."""
    nobody, each = ((),), [(person.who,) for person in SCHOOL.people]
    pairs = [(one.who, other.who) for one, other in combinations(ON_A_LADDER, 2)] if IN_FULL else []
    away = [(), *((person,) for person in ON_A_LADDER), ON_A_LADDER]
    for people in away:
        staffing = replace(STAFFING, absences=[away_until(person.who, NOW, 30) for person in people])
        for kind, named in product(SCHOOL.routes, (*nobody, *each, *pairs)):
            yield simulate(SCHOOL, staffing, Case(kind, NOW, named=named))


def generated() -> Iterator[tuple[Prospect, Sequence[Person]]]:
    """Every school of three people with a ladder of two steps, whoever holds its roles, is named or is away."""
    ids = ("ann", "ben", "cat")
    every = [frozenset(chosen) for size in range(4) for chosen in combinations(ids, size)]
    roles: tuple[Role, ...] = ("headteacher", "dsl", "champion")
    for holding in product(every, repeat=3):
        people = [
            Person(
                id=each,
                name=each,
                roles=frozenset(role for role, held in zip(roles, holding, strict=True) if each in held),
            )
            for each in ids
        ]
        school = _small_school(people)
        for named, gone in product([None, *people], [None, *people] if IN_FULL else [None, people[0]]):
            absences = [away_until(gone.who, NOW, 3)] if gone else []
            staffing = replace(staffing_of(school, {each.id: each for each in people}), absences=absences)
            yield simulate(school, staffing, Case("bullying", NOW, named=(named.who,) if named else ())), people


def _small_school(people: Sequence[Person]) -> School:
    steps = (Step(roles=("dsl",), after=0), Step(roles=("headteacher",), after=60))
    route = Route(urgency=Urgency.URGENT, steps=steps, again=60, times=1, acknowledged_for=60)
    return SCHOOL.model_copy(update={"people": tuple(people), "contacts": (), "routes": {"bullying": route}})


def test_nobody_is_told_of_themselves_and_nobody_is_left_without(capsys: pytest.CaptureFixture[str]) -> None:
    """By exhaustion: over every route, role, absence and named person, and every reporter."""
    cases = sum(must_hold(prospect, SCHOOL.people) for prospect in of_the_example())
    ladders = cases // len(SCHOOL.people)
    small = 0
    for prospect, people in generated():
        named = {who.id for who in prospect.case.named}
        assert not named & {each.who.id for each in (*prospect.tellings, *prospect.at_the_end)}
        away = {each.id for step in prospect.steps for each in step.away}
        on_it = {role for step in prospect.route.steps for role in step.roles}
        heard = {each.who.id for each in prospect.tellings if each.hears}
        assert heard == {person.id for person in people if person.roles & on_it} - named - away
        champions = {person.id for person in people if person.holds("champion")} - named
        assert heard or (prospect.gap and champions <= {person.id for person in prospect.by_hand})
        small += 1
    with capsys.disabled():  # what the proof covers is said whenever it is run
        print(f"\nproof: {cases} cases of {ladders} ladders of the example school, {small} of small ones")  # noqa: T201
    assert cases > 20_000
    assert ladders > 1_500
    assert small > 4_000


HOURS = [
    ("an emergency at night", "harmful_contact", datetime(2026, 11, 24, 2, 0, tzinfo=UTC), timedelta(0)),
    ("something urgent on Saturday", "threat", datetime(2026, 11, 28, 11, 0, tzinfo=UTC), timedelta(0)),
    ("something routine in lessons", "spam", NOW, timedelta(0)),
    ("something routine in the evening", "spam", datetime(2026, 11, 23, 20, 0, tzinfo=UTC), timedelta(hours=12)),
    ("something routine on Saturday", "spam", datetime(2026, 11, 28, 11, 0, tzinfo=UTC), timedelta(hours=45)),
]


@pytest.mark.parametrize(("kind", "at", "waits"), [row[1:] for row in HOURS], ids=[row[0] for row in HOURS])
def test_the_hour_counts_as_it_does_for_a_real_report(kind: str, at: datetime, waits: timedelta) -> None:
    """What is routine waits for school hours; the rest does not."""
    first = simulate(SCHOOL, STAFFING, Case(kind, at)).first
    assert first is not None
    assert first.at - at == waits


def test_who_is_away_is_not_told_and_the_next_step_is_not_waited_for() -> None:
    """Their step goes at once to the next person, and what they are away for is said."""
    away = replace(STAFFING, absences=[away_until(MANAGER.who, NOW, 2), away_until(HEAD.who, NOW, 2)])
    prospect = simulate(SCHOOL, away, Case("data_loss", NOW))
    assert told(prospect) == [[], ["Tomasz", "Amina"], ["Gareth"]]
    assert [step.at for step in prospect.steps[:2]] == [NOW, NOW]
    assert {each.who.name for each in prospect.steps[0].away} == {MANAGER.name, HEAD.name}
    after = simulate(SCHOOL, away, Case("data_loss", NOW + timedelta(days=2)))
    assert told(after)[0] == ["Helen", "Rosalind"]


def test_whom_teams_does_not_reach_hears_by_e_mail_or_not_at_all() -> None:
    """With a second road they hear by it; without one they are in red, and the next step is due at once."""
    out = {HEAD.id: Reached(id=HEAD.id, failed_at=NOW, reason="blocked")}
    alone = simulate(SCHOOL, replace(STAFFING, reached=out), Case("staff_conduct", NOW))
    assert [step.tellings[0].road for step in alone.steps] == [Road.NONE, Road.NONE, Road.TEAMS]
    assert told(alone) == [[], ["Gareth"], ["Winifred"]]
    assert [step.at for step in alone.steps[:2]] == [NOW, NOW]
    mailed = simulate(SCHOOL, replace(STAFFING, reached=out, mails=True), Case("staff_conduct", NOW))
    assert mailed.steps[0].tellings[0].road is Road.MAIL


def test_what_names_everybody_on_it_is_a_gap_with_whom_to_telephone() -> None:
    """About the Headteacher and the chair: the LADO stands on the card, and nobody whom the Headteacher leads (I17)."""
    chair = next(person for person in SCHOOL.people if person.holds("chair_of_governors"))
    prospect = simulate(SCHOOL, STAFFING, Case("staff_conduct", NOW, named=(HEAD.who, chair.who)), rounds=0)
    assert prospect.gap
    assert (prospect.tellings, prospect.at_the_end, prospect.by_hand) == ((), (), ())
    assert [contact.id for contact in prospect.contacts] == ["lado"]


def test_a_ladder_that_nobody_takes_ends_with_the_champions() -> None:
    """All its rounds, and then who is told that nobody took it."""
    prospect = simulate(SCHOOL, STAFFING, Case("threat", NOW), rounds=0)
    assert [step.round for step in prospect.steps] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert {each.who.id for each in prospect.at_the_end} == {HEAD.id, DEPUTY.id}
    assert prospect.ends_at == NOW + timedelta(hours=4)


def test_somebody_outside_who_fills_a_role_is_to_be_telephoned() -> None:
    """The technician of the example is no user: their number stands where their role is told."""
    prospect = simulate(SCHOOL, STAFFING, Case("security_breach", NOW))
    assert [(each.who.id, each.road, each.phone) for each in prospect.tellings if each.road is Road.PHONE] == [
        ("technician", Road.PHONE, "07700 900205")
    ]
    lonely = SCHOOL.model_copy(update={"contacts": (Contact(id="it", name="IT", roles=frozenset({"champion"})),)})
    assert simulate(lonely, Staffing({}), Case("threat", NOW)).gap, "nobody hears of it in writing"


def test_a_table_has_every_kind_at_moments_that_differ() -> None:
    """Now, this evening, Saturday, and a weekday of the next holidays on which the school does not open."""
    shown = moments(SCHOOL, NOW)
    assert [at.isoformat()[:16] for at in shown.values()] == [
        "2026-11-23T10:31", "2026-11-23T20:00", "2026-11-28T11:00", "2026-12-21T11:00",
    ]  # fmt: skip
    rows = table(SCHOOL, STAFFING, NOW)
    assert [row.kind for row in rows] == list(SCHOOL.routes)
    assert set(rows[0].prospects) == set(Occasion)
    always = SCHOOL.model_copy(update={"hours": None})
    assert Occasion.HOLIDAY not in moments(always, NOW)
    late = datetime(2026, 11, 28, 21, 0, tzinfo=UTC)
    assert all(at >= late for at in moments(SCHOOL, late).values())


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2027, 3, 25), date(2026, 10, 24)])
def test_the_week_ahead_has_every_hour_once(day: date) -> None:
    """A whole week of hours, also over a change of the clocks; and beyond it the ends of absences and the holidays."""
    now = datetime.combine(day, time(10, 31), tzinfo=UTC)
    away = [away_until(HEAD.who, now, 20), away_until(DEPUTY.who, now, 2)]
    hours = week_ahead(SCHOOL, now, away)
    assert len(hours) == len(set(hours))
    assert [later - hour for hour, later in pairwise(hours[:168])] == [timedelta(hours=1)] * 167
    assert now + timedelta(days=20) in hours[168:]


def test_each_hour_is_as_if_it_had_been_asked_for_alone() -> None:
    """What is run once and moved is what it would be, also around the end of an absence."""
    staffing = replace(STAFFING, absences=[away_until(HEAD.who, NOW, 1), away_until(MANAGER.who, NOW, 2)])
    hours = week_ahead(SCHOOL, NOW, staffing.absences)[20 :: 1 if IN_FULL else 29]
    hours = [*hours, NOW + timedelta(days=1, minutes=-20), NOW + timedelta(days=1)]
    assert list(each_hour(SCHOOL, staffing, hours)) == [
        simulate(SCHOOL, staffing, Case(kind, at)) for at, kind in product(hours, SCHOOL.routes)
    ]


def test_the_simulation_of_a_reporter_on_the_ladder_asks_for_somebody_else() -> None:
    """Who would be the only one told of what they report themselves is no help to themselves."""
    only = Staffing({"champion": [DEPUTY]})
    assert not simulate(SCHOOL, only, Case("threat", NOW)).gap
    assert simulate(SCHOOL, only, Case("threat", NOW, reporter=DEPUTY)).gap


@pytest.mark.soak
def test_rounds_to_the_end_keep_both_promises() -> None:
    """The same proof over all rounds of a ladder and its end, of which `make test` takes some."""
    found = [(kind, person) for kind in SCHOOL.routes for person in SCHOOL.people]
    for kind, person in found[: count(len(found))]:
        must_hold(simulate(SCHOOL, STAFFING, Case(kind, NOW, named=(person.who,)), rounds=0), SCHOOL.people)
