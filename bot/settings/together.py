"""A school's sections read together: their defaults filled in, checked against each other, and made into a `School`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.incidents.routes import ABOUT_THE_HEADTEACHER, SHIPPED_CONTACTS, all_come_by_default
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.records import Route, Step, Urgency
from bot.policy.kit.roles import ROLES
from bot.policy.kit.school import Hours, RetentionPeriods, School, Term, VideoCalls
from bot.settings.documents import documents_of
from bot.settings.duties import duties_of
from bot.settings.gaps import gaps_of
from bot.settings.sections import HoursSection, InconsistentError, RouteSection, SchoolFile, StepSection
from bot.settings.words import did_you_mean


def school_of(file: SchoolFile, folder: Path) -> School:
    """The whole file as a `School`, checked across its sections. Raises `InconsistentError`."""
    _check_directory(file)
    people = tuple(
        Person(id=p.id, name=p.name, mail=p.mail, phone=p.phone, roles=frozenset(p.roles)) for p in file.people
    )
    contacts = tuple(
        Contact(id=c.id, name=c.name, phone=c.phone, mail=c.mail, web=c.web, roles=frozenset(c.roles))
        for c in file.contacts
    )
    _check_distinct("people", [p.id for p in people])
    _check_distinct("contacts", [c.id for c in contacts])
    entered = {c.id for c in contacts}
    contacts += tuple(shipped for shipped in SHIPPED_CONTACTS if shipped.id not in entered)
    known = [c.id for c in contacts]
    named = [*(("routes", kind) for kind in file.routes), *(("retention.kinds", kind) for kind in file.retention.kinds)]
    for place, kind in named:
        if kind not in KINDS:
            raise InconsistentError(
                f"{place}.{kind} is not a kind of report{did_you_mean(kind, KINDS)}; the kinds are {', '.join(KINDS)}"
            )
    routes = {kind: _route(kind, file.routes.get(kind), known) for kind in KINDS}
    about_the_headteacher = _with_known_contacts(ABOUT_THE_HEADTEACHER, known)
    return School(
        name=file.school.name,
        timezone=file.school.timezone,
        tenant_id=file.school.tenant_id,
        id=file.school.id,
        source=file.directory.source,
        guests=file.directory.guests,
        groups={role: file.directory.groups[role] for role in ROLES if role in file.directory.groups},
        people=people,
        contacts=contacts,
        buttons=file.teams.buttons,
        hours=_hours(file.hours) if file.hours else None,
        routes=routes,
        about_the_headteacher=about_the_headteacher,
        documents=documents_of(file, folder),
        video_calls=VideoCalls(
            approver=file.video_calls.approver,
            deputies=tuple(file.video_calls.deputies),
            remind_before=file.video_calls.remind_before,
        ),
        duties=duties_of(file.duties),
        practice_counts=file.training.practice_counts,
        retention=RetentionPeriods(
            closed_incidents=file.retention.closed_incidents,
            ended_requests=file.retention.ended_requests,
            done_duties=file.retention.done_duties,
            ended_announcements=file.retention.ended_announcements,
            kinds=RetentionPeriods().kinds | file.retention.kinds,
        ),
        gaps=tuple(gaps_of(file, contacts, routes)),
    )


def _check_directory(file: SchoolFile) -> None:
    for role in file.directory.groups:
        if role not in ROLES:
            raise InconsistentError(
                f"directory.groups.{role} is not a role{did_you_mean(role, ROLES)}; the roles are {', '.join(ROLES)}"
            )
    if file.directory.source == "graph" and not file.directory.groups:
        raise InconsistentError(
            'directory.groups is missing; source = "graph" needs a group for each role, written champion = "object id"'
        )
    if file.directory.source == "roster" and not file.people:
        raise InconsistentError(
            'people is missing; source = "roster" needs at least one [[people]] with id, name and roles'
        )


def _check_distinct(section: str, ids: Sequence[str]) -> None:
    for place, given in enumerate(ids):
        if (first := ids.index(given)) < place:
            raise InconsistentError(
                f'{section}[{place}].id: "{given}" already stands at {section}[{first}]; give each its own id'
            )


def _hours(section: HoursSection) -> Hours:
    for place, term in enumerate(section.terms):
        if term.end < term.start:
            raise InconsistentError(
                f"hours.terms[{place}].end: {term.end} is before its start {term.start}; write the earlier day as start"
            )
    in_order = sorted(enumerate(section.terms), key=lambda placed: placed[1].start)
    for (first, earlier), (second, later) in pairwise(in_order):
        if later.start <= earlier.end:
            raise InconsistentError(
                f"hours.terms[{second}].start: {later.start} falls into hours.terms[{first}],"
                f" which ends {earlier.end}; write terms that do not overlap"
            )
    opens, closes = section.day
    return Hours(
        opens=opens,
        closes=closes,
        weekdays=frozenset(section.weekdays),
        terms=tuple(Term(start=term.start, end=term.end) for _, term in in_order),
        closed=frozenset(section.closed),
        bank_holidays=section.bank_holidays,
    )


def _route(kind: str, section: RouteSection | None, known: Sequence[str]) -> Route:
    """The default route of a kind with what the school has written in place of it."""
    default = DEFAULT_ROUTES[kind]
    if section is None:
        return _with_known_contacts(default, known)
    for place, (earlier, later) in enumerate(pairwise(section.steps or ())):
        if later.after < earlier.after:
            raise InconsistentError(
                f"routes.{kind}.steps[{place + 1}].after is earlier than the step before it;"
                " write the steps in the order in which they alert"
            )
    for place, contact in enumerate(section.contacts or ()):
        if contact not in known:
            near = did_you_mean(contact, known)
            there = ", ".join(known) or "none yet"
            raise InconsistentError(
                f'routes.{kind}.contacts[{place}]: "{contact}" is not the id of a [[contacts]] entry{near};'
                f" the ids are: {there}"
            )
    urgency = default.urgency if section.urgency is None else section.urgency
    written = Route(
        urgency=urgency,
        steps=_steps(section.steps or default.steps, urgency),
        again=default.again if section.again is None else section.again,
        times=default.times if section.times is None else section.times,
        acknowledged_for=default.acknowledged_for if section.acknowledged_for is None else section.acknowledged_for,
        contacts=default.contacts if section.contacts is None else tuple(section.contacts),
    )
    return _with_known_contacts(written, known)


def _steps(steps: Sequence[StepSection | Step], urgency: Urgency) -> tuple[Step, ...]:
    """A route's steps; who is to come follows from its urgency where the school does not say it."""
    return tuple(
        Step(roles=tuple(dict.fromkeys(step.roles)), after=step.after, all_come=_all_come(step, urgency, number))
        for number, step in enumerate(steps)
    )


def _all_come(step: StepSection | Step, urgency: Urgency, number: int) -> bool:
    said = step.all if isinstance(step, StepSection) else None
    return all_come_by_default(urgency, number) if said is None else said


def _with_known_contacts(route: Route, known: Sequence[str]) -> Route:
    return route.model_copy(update={"contacts": tuple(contact for contact in route.contacts if contact in known)})
