"""Who would be told of a report that somebody made at a moment, when, and by which road (I3, I9 to I14, I17).

A report that is nobody's is filed, and time passes for it, by the very functions that do both for a real one: no rule
stands here a second time. What is added is what is known of the people beforehand: who is away, and whom Teams does not
reach. No report that was ever made is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.policy.incidents import IncidentPurpose, ladder, routes
from bot.policy.incidents.due import ladder_due, with_due
from bot.policy.incidents.incident import Incident, Ladder
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.reporting import Filing, Report, file_report, route_for, route_reaching_somebody
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.ticking import tick
from bot.policy.kit.absence import Absence, as_they_are
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Contact, Holders, Person
from bot.policy.kit.reached import Reached
from bot.policy.kit.records import Notice, Route, Who
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, Role
from bot.policy.kit.school import School
from bot.policy.kit.school_time import Calendar

MADE_UP = "OS-0000-0000"
"""The reference of the report that is nobody's."""
NOBODY_IN_PARTICULAR = Person(id="-", name="-")
"""Who reports where it is not said who does."""


class Road(StrEnum):
    """How somebody would hear of it."""

    TEAMS = "teams"
    MAIL = "mail"
    """Teams does not reach them, and the second road does."""
    PHONE = "phone"
    """Somebody outside who fills a role: shown with their number to whoever reports and whoever takes it."""
    NONE = "none"
    """Neither reaches them: their ping waits until Teams does."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody who would be told, when, by which road, and the roles for which."""

    at: datetime
    who: Who
    road: Road
    roles: tuple[Role, ...]
    phone: str = ""
    away: bool = False
    """Whether they are told although they are away, because everybody of their step is."""

    @property
    def hears(self) -> bool:
        """Whether a message of the bot's own reaches them, and they are there."""
        return self.road in {Road.TEAMS, Road.MAIL} and not self.away


@dataclass(frozen=True, slots=True)
class StepAhead:
    """A step of the ladder when it falls due: whom it tells, whom it would but for an absence, and whom it leaves out
    because the report names them. `number` and `round` count from 1."""

    at: datetime
    round: int
    number: int
    roles: tuple[Role, ...]
    tellings: tuple[Telling, ...]
    away: tuple[Absence, ...] = ()
    left_out: tuple[Who, ...] = ()

    @property
    def heard(self) -> bool:
        """Whether anybody who is there hears of it, in writing or by telephone."""
        return any(each.hears or each.road is Road.PHONE for each in self.tellings)


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who there is: who holds each role, who is away, whom Teams reaches as far as is known, and whether there is a
    second road."""

    holders: Holders
    absences: Sequence[Absence] = ()
    reached: Mapping[str, Reached] = field(default_factory=dict)
    mails: bool = False

    def absence_of(self, person: Person, at: datetime) -> Absence | None:
        """Their absence, where they are away then."""
        return next((each for each in self.absences if each.id == person.id and each.holds(at)), None)

    def at(self, at: datetime) -> Holders:
        """Who holds each role, as they then are: there or away."""
        return as_they_are(self.holders, self.absences, at)

    def road_to(self, person: Person) -> Road:
        """How they would hear of it."""
        known = self.reached.get(person.id)
        if known is None or not known.out_of_reach:
            return Road.TEAMS
        return Road.MAIL if self.mails and person.mail else Road.NONE


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: a report of this kind, made at that moment, by somebody, and the adults whom it names."""

    kind: str
    at: datetime
    reporter: Person = NOBODY_IN_PARTICULAR
    named: tuple[Who, ...] = ()


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would come of it: the steps of its ladder, and who is told at the end that nobody took it."""

    case: Case
    route: Route
    steps: tuple[StepAhead, ...]
    contacts: tuple[Contact, ...]
    """The outside contacts on the cards of whoever reports it and whoever takes it."""
    by_hand: tuple[Person, ...]
    """Whom to go to or to phone where the ladder tells nobody: its people, and where it is of no confidential kind the
    Champions; never whom it names."""
    at_the_end: tuple[Telling, ...] = ()
    ends_at: datetime | None = None
    """When nobody is told any more by the ladder; None where the simulation stopped before."""

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """Everybody who would be told by the ladder, in the order of time."""
        return tuple(each for step in self.steps for each in step.tellings)

    @property
    def first(self) -> StepAhead | None:
        """The first step that somebody other than the reporter would hear of."""
        return next((step for step in self.steps if any(self._helps(each) for each in step.tellings)), None)

    @property
    def gap(self) -> bool:
        """Whether nobody who is there, but the reporter, would hear of it in writing."""
        return not any(each.hears and each.who.id != self.case.reporter.id for each in self.tellings)

    def moved_to(self, at: datetime) -> Prospect:
        """The same, had the report been made at another moment."""
        by = at - self.case.at
        steps = tuple(
            replace(step, at=step.at + by, tellings=tuple(replace(each, at=each.at + by) for each in step.tellings))
            for step in self.steps
        )
        end = tuple(replace(each, at=each.at + by) for each in self.at_the_end)
        over = self.ends_at + by if self.ends_at else None
        return replace(self, case=replace(self.case, at=at), steps=steps, at_the_end=end, ends_at=over)

    def _helps(self, telling: Telling) -> bool:
        return telling.hears and telling.who.id != self.case.reporter.id


def simulate(school: School, staffing: Staffing, case: Case, *, rounds: int = 1) -> Prospect:
    """What would come of this report if nobody took it, for so many rounds of its ladder; 0 is all of them."""
    calendar = Calendar(school.hours, school.timezone)
    said = Report(case.kind, None, {}, "", None, concerning=case.named)
    route = _route(school, staffing.holders, said)
    filing = Filing(MADE_UP, route, staffing.at(case.at), calendar)
    outcome = file_report(said, case.reporter, filing, case.at)
    at, before = case.at, ladder.start_ladder(route, case.at, calendar)
    steps: list[StepAhead] = []
    while True:
        incident = _incident(outcome)
        told = [each for each in outcome.notices if each.purpose is IncidentPurpose.PING]
        steps += _steps(school, staffing, incident, before, told, at)
        incident = _hurry(staffing, incident, told, at, calendar)
        due = ladder_due(incident)
        if due is None or (rounds and _is_over(incident.ladder, rounds)):
            break
        at, before = max(due, at), incident.ladder
        outcome = tick(IncidentSnapshot(incident), staffing.at(at), at, calendar)
    ended = [each for each in outcome.notices if each.purpose is IncidentPurpose.NOBODY_TOOK_IT]
    people = {person.id: person for held in staffing.holders.values() for person in held}
    at_the_end = tuple(
        Telling(at, each.to, staffing.road_to(people[each.to.id]), _roles_of(staffing, each.to.id, staffing.holders))
        for each in ended
        if each.to.id in people
    )
    return Prospect(
        case,
        route,
        tuple(steps),
        school.contacts_of(route),
        _by_hand(staffing.holders, route, case),
        at_the_end,
        at if due is None else None,
    )


def roles_asked(school: School) -> tuple[Role, ...]:
    """The roles whose holders must be known: those of every ladder, and those told where one leads nowhere."""
    ladders = (*school.routes.values(), school.about_the_headteacher)
    on_one = (role for route in ladders for step in route.steps for role in step.roles)
    return tuple(dict.fromkeys((HEADTEACHER, CHAMPION, "business_manager", *on_one, *routes.LAST_RESORT)))


def _route(school: School, holders: Holders, said: Report) -> Route:
    """Its route, chosen as that of a real report is."""
    route = route_for(said, school.routes, school.about_the_headteacher, holders.get(HEADTEACHER, ()))
    return route_reaching_somebody(said, route, holders)


def _by_hand(holders: Holders, route: Route, case: Case) -> tuple[Person, ...]:
    on_it = [role for step in route.steps for role in step.roles]
    on_it += [] if KINDS[case.kind].confidential else [CHAMPION]
    kept_from = {who.id for who in case.named} | {case.reporter.id}
    found = {person.id: person for role in on_it for person in holders.get(role, ())}
    return tuple(person for person in found.values() if person.id not in kept_from)


def _is_over(running: Ladder, rounds: int) -> bool:
    return running.round > rounds or (running.round == rounds and running.next_step >= len(running.route.steps))


def _incident(outcome: Outcome) -> Incident:
    *_, incident = (each for each in outcome.records if isinstance(each, Incident))
    return incident


def _steps(
    school: School, staffing: Staffing, incident: Incident, before: Ladder, told: Iterable[Notice], at: datetime
) -> list[StepAhead]:
    """The steps that have just been alerted, each with whom it was the first to tell, and with who is away."""
    running = incident.ladder
    first = before.next_step if running.round == before.round else 0
    left = {notice.to.id: notice.to for notice in told}
    found = []
    for number in range(first, running.next_step):
        roles = running.route.steps[number].roles
        on_it = {person.id: person for role in roles for person in staffing.holders.get(role, ())}
        heard = [on_it[each] for each in on_it if left.pop(each, None) is not None]
        tellings = [
            Telling(
                *(at, each.who, staffing.road_to(each), _roles_of(staffing, each.id, roles)),
                away=staffing.absence_of(each, at) is not None,
            )
            for each in heard
        ]
        named = [each.who for each in on_it.values() if each.id in incident.shut_out]
        away = [staffing.absence_of(each, at) for each in on_it.values() if each.id not in incident.shut_out]
        found.append(
            StepAhead(
                *(at, running.round, number + 1, roles, (*tellings, *_by_telephone(school, roles, at))),
                away=tuple(each for each in away if each),
                left_out=tuple(named),
            )
        )
    return found


def _roles_of(staffing: Staffing, person: str, roles: Iterable[Role]) -> tuple[Role, ...]:
    """Those of these roles that the person holds."""
    return tuple(role for role in roles if any(each.id == person for each in staffing.holders.get(role, ())))


def _by_telephone(school: School, roles: Sequence[Role], at: datetime) -> list[Telling]:
    """The outside contacts that fill one of these roles."""
    return [
        Telling(at, Who(id=each.id, name=each.name), Road.PHONE, tuple(r for r in roles if r in each.roles), each.phone)
        for each in school.contacts
        if not each.roles.isdisjoint(roles)
    ]


def _hurry(
    staffing: Staffing, incident: Incident, told: Sequence[Notice], at: datetime, calendar: Calendar
) -> Incident:
    """As a ladder is hurried whose pings Teams refuses: where it reaches nobody of a step, the next is due at once."""
    people = {person.id: person for held in staffing.holders.values() for person in held}
    roads = {staffing.road_to(people[each.to.id]) for each in told if each.to.id in people}
    if not roads or Road.TEAMS in roads:
        return incident
    return with_due(incident.model_copy(update={"ladder": ladder.hurry(incident.ladder, at)}), calendar)
