"""`school.toml`, read into a `School`: its sections as they are written, their defaults, and what they say together.

Everything that is wrong is told by the key as its owner wrote it (`routes.threat.steps[1].after`). Nothing here knows
the date, or what the settings are used for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from bot.policy.people import ROLES, Contact, Person
from bot.policy.records import Route, Step
from bot.policy.routes import ABOUT_THE_HEADTEACHER, CONTACT_NAMES, DEFAULT_ROUTES, KINDS
from bot.policy.school import Aup, Hours, Retention, School, Term, VideoCalls
from bot.settings.errors import SettingsError
from bot.settings.words import (
    UNITS,
    Duration,
    Guid,
    OpeningTimes,
    Role,
    Span,
    Text,
    UrgencyWord,
    Weekday,
    Zone,
    did_you_mean,
    shown,
    zone,
)


class _UnknownKeyError(ValueError):
    """A key that its section does not have."""

    def __init__(self, key: str, line: str) -> None:
        super().__init__(line)
        self.key = key


class _Section(BaseModel):
    """A table of the file. Unknown keys come first: a mistyped key is the likeliest reason for a missing one."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys_only(cls, written: object) -> object:
        if isinstance(written, dict):
            for key in written:
                if key not in cls.model_fields:
                    near = did_you_mean(str(key), cls.model_fields)
                    raise _UnknownKeyError(
                        str(key), f"is not a key{near}; the keys here are {', '.join(cls.model_fields)}"
                    )
        return written


class _SchoolSection(_Section):
    name: Text
    timezone: Zone = Field(default_factory=lambda: zone("Europe/London"))
    tenant_id: Guid


class _DirectorySection(_Section):
    source: Literal["roster", "graph"]
    guests: bool = False
    groups: dict[str, Guid] = Field(default_factory=dict)


class _PersonSection(_Section):
    id: Guid
    name: Text
    mail: str = ""
    phone: str = ""
    roles: list[Role]


class _ContactSection(_Section):
    id: Text
    name: Text
    phone: str = ""
    mail: str = ""
    web: str = ""
    roles: list[Role] = Field(default_factory=list)


class _TermSection(_Section):
    start: date
    end: date


class _HoursSection(_Section):
    day: OpeningTimes = (time(8, 0), time(17, 0))
    weekdays: list[Weekday] = Field(default_factory=lambda: [0, 1, 2, 3, 4], min_length=1)
    terms: list[_TermSection] = Field(default_factory=list)
    closed: list[date] = Field(default_factory=list)
    bank_holidays: bool = True


class _StepSection(_Section):
    roles: list[Role] = Field(min_length=1)
    after: Duration


class _RouteSection(_Section):
    urgency: UrgencyWord | None = None
    steps: list[_StepSection] | None = Field(default=None, min_length=1)
    again: Span | None = None
    times: int | None = Field(default=None, ge=0, le=100)
    acknowledged_for: Span | None = None
    contacts: list[str] | None = None


class _AupSection(_Section):
    document: Text | None = None
    version: Text = "2026-27"
    window: Span = 21.0 * 86400
    reminders: list[Span] | None = None


class _VideoCallsSection(_Section):
    approver: Role = "headteacher"
    deputies: list[Role] = Field(default_factory=list)
    remind_before: Span = 86400.0


class _RetentionSection(_Section):
    closed_incidents: Span = float(6 * UNITS["y"])


class _File(_Section):
    school: _SchoolSection
    directory: _DirectorySection
    people: list[_PersonSection] = Field(default_factory=list)
    contacts: list[_ContactSection] = Field(default_factory=list)
    hours: _HoursSection | None = None
    routes: dict[str, _RouteSection] = Field(default_factory=dict)
    aup: _AupSection = _AupSection()
    video_calls: _VideoCallsSection = _VideoCallsSection()
    retention: _RetentionSection = _RetentionSection()


_EXAMPLES = {
    "school": "a section [school] with name, timezone and tenant_id",
    "directory": 'a section [directory] with source = "roster" or "graph"',
    "name": 'name = "Example Primary School"',
    "tenant_id": 'tenant_id = "11111111-2222-4333-8444-555555555555"',
    "source": 'source = "roster" or source = "graph"',
    "id": 'id = "aaaaaaaa-0000-4000-8000-000000000001"',
    "roles": 'roles = ["staff"]',
    "after": 'after = "15m"',
    "start": "start = 2026-09-02",
    "end": "end = 2026-10-23",
}
"""What a missing key would look like."""

_SHAPES = {
    "string_type": "write it as text in quotes",
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number, without quotes",
    "date_type": "write a date like 2026-09-02, without quotes",
    "list_type": "write a list, in square brackets",
    "dict_type": "write a section of keys and values",
    "model_type": "write a section of keys and values",
    "model_attributes_type": "write a section of keys and values",
    "string_too_short": "write some text",
    "too_short": "write at least one",
    "greater_than_equal": "write 0 or more",
    "less_than_equal": "write 100 or less",
}
"""What a value of the wrong shape should have been, by pydantic's name for the fault."""


def load_schools(path: Path | str) -> tuple[School, ...]:
    """The schools of a file, or of a folder with one `.toml` file for each, in the order of the files' names.

    Raises `SettingsError`, also when two of them are of the same tenant.
    """
    path = Path(path)
    if not path.is_dir():
        return (load_school(path),)
    schools = tuple(load_school(file) for file in sorted(path.glob("*.toml")))
    if not schools:
        raise SettingsError(f"{path.name}: there is no .toml file in this folder; each school has one")
    tenants = [school.tenant_id for school in schools]
    for school in schools:
        if tenants.count(school.tenant_id) > 1:
            raise SettingsError(f"{path.name}: school.tenant_id: {school.tenant_id} stands in more than one file")
    return schools


def load_school(path: Path | str) -> School:
    """The school that the file describes, its defaults filled in and its paths made from the file's own folder.

    Raises `SettingsError` for a file that cannot be read or says something that cannot be right.
    """
    path = Path(path)
    try:
        written = tomllib.loads(path.read_bytes().decode("utf-8-sig"))  # Notepad puts a mark before the first word
    except FileNotFoundError:
        raise SettingsError(f"{path.name}: there is no such file; SCHOOL_FILE says where it is") from None
    except OSError as error:
        raise SettingsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(f"{path.name}: line {line}: is not UTF-8; save the file as UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}: {_syntax(error)}") from None
    try:
        file = _File.model_validate(written)
        return _school(file, path.parent)
    except ValidationError as error:
        raise SettingsError(f"{path.name}: {_first_fault(error)}") from None
    except _WrongError as error:
        raise SettingsError(f"{path.name}: {error}") from None


def _syntax(error: tomllib.TOMLDecodeError) -> str:
    """A TOML syntax error with its line in front."""
    matched = re.search(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error), re.DOTALL)
    if matched is None:
        return f"is not TOML: {error}"
    where = f"line {matched[2]}, column {matched[3]}" if matched[2] else "the end of the file"
    return f"{where}: is not TOML: {matched[1][:1].lower()}{matched[1][1:]}"


def _where(loc: Sequence[str | int]) -> str:
    """A place in the file in TOML's terms: `routes.threat.steps[1].after`."""
    where = ""
    for part in loc:
        if isinstance(part, int):
            where += f"[{part}]"
        elif part != "[key]":
            where += f".{part}" if where else part
    return where


def _first_fault(error: ValidationError) -> str:
    """The likeliest cause among the complaints, as one line: an unknown key rather than what it leaves missing."""
    faults = error.errors()
    return _fault(next((f for f in faults if isinstance(_reason(f), _UnknownKeyError)), faults[0]))


def _reason(fault: ErrorDetails) -> object:
    """The exception that one of our own readers raised, if it was one of them."""
    return fault.get("ctx", {}).get("error")


def _fault(fault: ErrorDetails) -> str:
    loc, reason = fault["loc"], _reason(fault)
    if isinstance(reason, _UnknownKeyError):
        return f"{_where((*loc, reason.key))} {reason}"
    where = _where(loc)
    if isinstance(reason, ValueError):
        return f"{where}: {reason}"
    if fault["type"] == "missing":
        key = str(loc[-1])
        return f"{where} is missing; write {_EXAMPLES.get(key, key + ' = …')}"
    if fault["type"] == "literal_error":
        return (
            f"{where}: {shown(fault['input'])} is not right; write {fault['ctx']['expected'].replace(chr(39), chr(34))}"
        )
    return f"{where}: {shown(fault['input'])} is not right; {_SHAPES.get(fault['type'], fault['msg'])}"


class _WrongError(Exception):
    """Something that only shows when sections are read together: the place and what would be right."""


def _school(file: _File, folder: Path) -> School:
    """The whole file as a `School`, checked across its sections. Raises `_WrongError`."""
    _check_directory(file)
    people = tuple(
        Person(id=p.id, name=p.name, mail=p.mail, phone=p.phone, roles=frozenset(p.roles)) for p in file.people
    )
    contacts = tuple(
        Contact(id=c.id, name=c.name, phone=c.phone, mail=c.mail, web=c.web, roles=frozenset(c.roles))
        for c in file.contacts
    )
    _check_unlike("people", [p.id for p in people])
    _check_unlike("contacts", [c.id for c in contacts])
    known = [c.id for c in contacts]
    for kind in file.routes:
        if kind not in KINDS:
            raise _WrongError(
                f"routes.{kind} is not a kind of report{did_you_mean(kind, KINDS)}; the kinds are {', '.join(KINDS)}"
            )
    routes = {kind: _route(kind, file.routes.get(kind), known) for kind in KINDS}
    about_the_headteacher = _with_known_contacts(ABOUT_THE_HEADTEACHER, known)
    return School(
        name=file.school.name,
        timezone=file.school.timezone,
        tenant_id=file.school.tenant_id,
        source=file.directory.source,
        guests=file.directory.guests,
        groups=dict(file.directory.groups),
        people=people,
        contacts=contacts,
        hours=_hours(file.hours) if file.hours else None,
        routes=routes,
        about_the_headteacher=about_the_headteacher,
        aup=_aup(file.aup, folder),
        video_calls=VideoCalls(
            approver=file.video_calls.approver,
            deputies=tuple(file.video_calls.deputies),
            remind_before=file.video_calls.remind_before,
        ),
        retention=Retention(closed_incidents=file.retention.closed_incidents),
        gaps=(*_missing_contacts(file), *_unreachable(contacts), *_empty_roles(file, routes)),
    )


def _check_directory(file: _File) -> None:
    for role in file.directory.groups:
        if role not in ROLES:
            raise _WrongError(
                f"directory.groups.{role} is not a role{did_you_mean(role, ROLES)}; the roles are {', '.join(ROLES)}"
            )
    if file.directory.source == "graph" and not file.directory.groups:
        raise _WrongError(
            'directory.groups is missing; source = "graph" needs a group for each role, written champion = "object id"'
        )
    if file.directory.source == "roster" and not file.people:
        raise _WrongError('people is missing; source = "roster" needs at least one [[people]] with id, name and roles')


def _check_unlike(section: str, ids: Sequence[str]) -> None:
    for place, given in enumerate(ids):
        if (first := ids.index(given)) < place:
            raise _WrongError(
                f'{section}[{place}].id: "{given}" already stands at {section}[{first}]; give each its own id'
            )


def _hours(section: _HoursSection) -> Hours:
    for place, term in enumerate(section.terms):
        if term.end < term.start:
            raise _WrongError(
                f"hours.terms[{place}].end: {term.end} is before its start {term.start}; write the earlier day as start"
            )
    in_order = sorted(enumerate(section.terms), key=lambda placed: placed[1].start)
    for (first, earlier), (second, later) in pairwise(in_order):
        if later.start <= earlier.end:
            raise _WrongError(
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


def _route(kind: str, section: _RouteSection | None, known: Sequence[str]) -> Route:
    """The default route of a kind with what the school has written in place of it."""
    default = DEFAULT_ROUTES[kind]
    if section is None:
        return _with_known_contacts(default, known)
    for place, (earlier, later) in enumerate(pairwise(section.steps or ())):
        if later.after < earlier.after:
            raise _WrongError(
                f"routes.{kind}.steps[{place + 1}].after is earlier than the step before it;"
                " write the steps in the order in which they ring"
            )
    for place, contact in enumerate(section.contacts or ()):
        if contact not in known:
            near = did_you_mean(contact, known)
            there = ", ".join(known) or "none yet"
            raise _WrongError(
                f'routes.{kind}.contacts[{place}]: "{contact}" is not the id of a [[contacts]] entry{near};'
                f" the ids are: {there}"
            )
    written = Route(
        urgency=default.urgency if section.urgency is None else section.urgency,
        steps=default.steps
        if section.steps is None
        else tuple(Step(roles=tuple(dict.fromkeys(step.roles)), after=step.after) for step in section.steps),
        again=default.again if section.again is None else section.again,
        times=default.times if section.times is None else section.times,
        acknowledged_for=default.acknowledged_for if section.acknowledged_for is None else section.acknowledged_for,
        contacts=default.contacts if section.contacts is None else tuple(section.contacts),
    )
    return _with_known_contacts(written, known)


def _with_known_contacts(route: Route, known: Sequence[str]) -> Route:
    return route.model_copy(update={"contacts": tuple(contact for contact in route.contacts if contact in known)})


def _aup(section: _AupSection, folder: Path) -> Aup:
    document = folder / section.document if section.document else None
    if document is not None and not document.is_file():
        raise _WrongError(
            f'aup.document: "{section.document}" is not there; write a Markdown file\'s path from this folder,'
            " or leave the key out for the shipped text"
        )
    for place, reminder in enumerate(section.reminders or ()):
        if reminder > section.window:
            raise _WrongError(
                f"aup.reminders[{place}] comes after the window has ended; write a duration within aup.window"
            )
    reminders = Aup().reminders if section.reminders is None else section.reminders
    return Aup(
        document=document,
        version=section.version,
        window=section.window,
        # A shorter window of the school's own leaves out the shipped reminders that it has no room for.
        reminders=tuple(sorted(reminder for reminder in set(reminders) if reminder <= section.window)),
    )


def _missing_contacts(file: _File) -> Iterable[str]:
    """One sentence for each outside contact of the default routes that the school has not entered."""
    known = {contact.id for contact in file.contacts}
    for contact, name in CONTACT_NAMES.items():
        kinds = [
            kind
            for kind, route in DEFAULT_ROUTES.items()
            if contact in route.contacts and (kind not in file.routes or file.routes[kind].contacts is None)
        ]
        if contact in ABOUT_THE_HEADTEACHER.contacts and "staff_conduct" not in kinds:
            kinds.append("staff_conduct")
        if kinds and contact not in known:
            yield (
                f"{name} cannot be shown on the cards of {_and(kinds)}:"
                f' enter [[contacts]] with id = "{contact}" and a phone number, mail or web address.'
            )


def _unreachable(contacts: Iterable[Contact]) -> Iterable[str]:
    for contact in contacts:
        if not (contact.phone or contact.mail or contact.web):
            yield f"{contact.name} has neither phone, mail nor web: give [[contacts]] {contact.id} one of them."


def _empty_roles(file: _File, routes: Mapping[str, Route]) -> Iterable[str]:
    """One sentence for each role that a route rings and that nobody can hold."""
    shown = {role for contact in file.contacts for role in contact.roles}
    if file.directory.source == "roster":
        held = shown | {role for person in file.people for role in person.roles}
        right = "give it to somebody under [[people]]"
    else:
        held = shown | set(file.directory.groups)
        right = "name its group under [directory.groups]"
    about = {"staff_conduct": ABOUT_THE_HEADTEACHER}
    for role in ROLES:
        kinds = [
            kind
            for kind, route in routes.items()
            if any(role in step.roles for way in (route, about.get(kind, route)) for step in way.steps)
        ]
        if kinds and role not in held:
            yield f"Nobody holds the role {role}, which {_and(kinds)} would ring: {right}."


def _and(words: Sequence[str]) -> str:
    """`threat`, `threat and spam`, `threat, spam and other`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
