"""`school.toml` and the environment: what is read and filled in, and the one line about each thing that is wrong."""

from __future__ import annotations

import os
import shutil
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy.documents.text import split_sections
from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.incidents.routes import ABOUT_THE_HEADTEACHER
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.records import Route, Step, Urgency
from bot.policy.kit.roles import ROLES
from bot.policy.kit.school import CheckQuestion, DocumentRule, Hours, RetentionPeriods, School, Term, VideoCalls
from bot.settings import Environment, SettingsError, load_school
from bot.settings.duties import shipped_duties

EXAMPLE = Path(__file__).parents[1] / "school.toml"
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0

SCHOOL = """
[school]
name = "Larkspur Hill Primary School"
timezone = "Europe/London"
tenant_id = "11111111-2222-4333-8444-555555555555"
"""
DIRECTORY = """
[directory]
source = "roster"
"""
PEOPLE = """
[[people]]
id = "aaaaaaaa-0000-4000-8000-000000000001"
name = "Rosalind Okafor"
roles = ["staff", "champion"]

[[people]]
id = "AAAAAAAA-0000-4000-8000-000000000002"
name = "Siân O'Dwyer"
mail = "s.odwyer@larkspurhill.example.org"
roles = ["staff"]
"""
LEAST = SCHOOL + DIRECTORY + PEOPLE
"""As little as a school may write."""

CONTACTS = """
[[contacts]]
id = "bt_lancashire"
name = "BT Lancashire Services"
phone = "01632 960202"

[[contacts]]
id = "technician"
name = "School ICT technician"
phone = "07700 900205"
roles = ["technician"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a school's file stands."""
    return tmp_path


def read(folder: Path, text: str | bytes) -> School:
    """The school that this text describes."""
    path = folder / "school.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_school(path)


def complaint(folder: Path, text: str | bytes) -> str:
    """The line about what is wrong with this text."""
    with pytest.raises(SettingsError) as raised:
        read(folder, text)
    return str(raised.value)


def everyone(school: School) -> list[Person | Contact]:
    """The people and the outside contacts."""
    return [*school.people, *school.contacts]


DOCUMENT = """
[[documents]]
title = "Our policy"
link = "https://example.org"
version = "1"
roles = ["staff"]
%s
"""
DUTY = """
[[duties]]
id = "%s"
role = "computing_coordinator"
when = "each half term"
lead = "7d"
title = "Tablets updated"
what = "Install what is new."
evidence = "How many."
"""


# What is read


def test_example_school_is_whole() -> None:
    """The shipped school is right, lacks nothing, holds every role that it needs, and has a second Champion."""
    school = load_school(EXAMPLE)
    assert school.gaps == ()
    assert school.routes == DEFAULT_ROUTES
    held = [role for who in everyone(school) for role in who.roles]
    assert set(held) == set(ROLES) - {"committee", "volunteer"}
    assert held.count("champion") >= 2
    assert school.hours is not None
    assert len(school.hours.terms) == 6


def test_the_calendar_is_what_is_shipped_as_the_school_changes_it(folder: Path) -> None:
    """A shipped duty keeps what is not written, one of `never` is left out, and one of the school's own is added."""
    changed = (
        '[[duties]]\nid = "staff_training"\nwhen = "yearly 09-03"\n[[duties]]\nid = "backups_ran"\nwhen = "never"\n'
    )
    shipped = {rule.id: rule for rule in read(folder, LEAST).duties}
    rules = {rule.id: rule for rule in read(folder, LEAST + changed + DUTY % "tablets_updated").duties}
    assert rules["staff_training"] == shipped["staff_training"].model_copy(update={"when": "yearly 09-03"})
    assert set(shipped) - set(rules) == {"backups_ran"}
    assert set(rules) - set(shipped) == {"tablets_updated"}
    assert (rules["tablets_updated"].lead, rules["tablets_updated"].clauses) == (7 * DAY, ())
    assert "secret_renewed" not in shipped


def test_example_school_is_made_up() -> None:
    """Numbers are from Ofcom's ranges for drama, addresses under example domains; the Police keep their own."""
    school = load_school(EXAMPLE)
    for who in everyone(school):
        if who.id != "police":
            assert who.phone.startswith(("01632 960", "07700 900")) or not who.phone
        assert who.mail.rpartition(".")[0].endswith("example") or not who.mail


def test_least_school(folder: Path) -> None:
    """A school that writes only what it must gets every default of the interface."""
    school = read(folder, LEAST)
    assert (school.name, school.source, school.guests) == ("Larkspur Hill Primary School", "roster", False)
    assert school.timezone == ZoneInfo("Europe/London")
    assert [person.name for person in school.people] == ["Rosalind Okafor", "Siân O'Dwyer"]
    assert school.people[1].id == "aaaaaaaa-0000-4000-8000-000000000002"
    assert school.buttons == "execute"
    assert school.hours is None
    assert tuple(school.routes) == tuple(KINDS)
    assert school.aup == DocumentRule(
        file=None, version="2026-27", window=21 * DAY, reminders=(7 * DAY, 14 * DAY, 20 * DAY)
    )
    assert school.video_calls == VideoCalls(approver="headteacher", deputies=(), remind_before=DAY)
    assert not school.practice_counts
    assert school.retention == RetentionPeriods(
        closed_incidents=6 * 366 * DAY,
        ended_requests=2 * 366 * DAY,
        done_duties=3 * 366 * DAY,
        ended_announcements=2 * 366 * DAY,
    )
    assert school.retention.kinds == {"spam": 366 * DAY, "staff_conduct": 25 * 366 * DAY}


def test_every_section_is_read(folder: Path) -> None:
    """What a school writes is what it gets, paths from the file's own folder."""
    (folder / "aup.md").write_text("# Ours")
    school = read(
        folder,
        LEAST
        + CONTACTS
        + """
[teams]
buttons = "submit"
[hours]
day = "07:30-18:15"
weekdays = ["mon", "sat"]
terms = [{ start = 2027-01-04, end = 2027-02-12 }, { start = 2026-09-02, end = 2026-10-23 }]
closed = [2026-11-02]
bank_holidays = false
[aup]
document = "aup.md"
version = "3"
window = "10d"
[video_calls]
approver = "dsl"
deputies = ["deputy_dsl", "senior_leader"]
remind_before = "2h"
[training]
practice_counts = true
[retention]
closed_incidents = "90s"
ended_requests = "1y"
done_duties = "400d"
ended_announcements = "200d"
[retention.kinds]
spam = "60d"
bullying = "10y"
""",
    )
    assert school.buttons == "submit"
    assert school.hours == Hours(
        opens=time(7, 30),
        closes=time(18, 15),
        weekdays=frozenset({0, 5}),
        terms=(
            Term(start=date(2026, 9, 2), end=date(2026, 10, 23)),
            Term(start=date(2027, 1, 4), end=date(2027, 2, 12)),
        ),
        closed=frozenset({date(2026, 11, 2)}),
        bank_holidays=False,
    )
    # The shipped reminders that a shorter window has no room for are left out.
    assert school.aup == DocumentRule(file=folder / "aup.md", version="3", window=10 * DAY, reminders=(7 * DAY,))
    assert school.video_calls == VideoCalls(
        approver="dsl", deputies=("deputy_dsl", "senior_leader"), remind_before=2 * HOUR
    )
    assert school.practice_counts
    assert school.retention == RetentionPeriods(
        closed_incidents=90,
        ended_requests=366 * DAY,
        done_duties=400 * DAY,
        ended_announcements=200 * DAY,
        kinds={"spam": 60 * DAY, "staff_conduct": 25 * 366 * DAY, "bullying": 10 * 366 * DAY},
    )
    assert (school.retention.of_kind("bullying"), school.retention.of_kind("threat")) == (10 * 366 * DAY, 90)
    assert (school.retention.sooner, set(RetentionPeriods().sooner)) == ({}, {"spam"})


def test_hours_have_defaults_of_their_own(folder: Path) -> None:
    """A section [hours] that says nothing is an ordinary school week, always in term."""
    assert read(folder, LEAST + "[hours]\n").hours == Hours()


def test_a_route_keeps_what_is_not_written(folder: Path) -> None:
    """A section of a route changes only the keys that it has, and no other kind."""
    school = read(folder, LEAST + CONTACTS + '[routes.spam]\nurgency = "urgent"\nagain = "45m"\ntimes = 0\n')
    spam, default = school.routes["spam"], DEFAULT_ROUTES["spam"]
    assert spam == default.model_copy(update={"urgency": Urgency.URGENT, "again": 45 * MINUTE, "times": 0})
    assert school.routes["threat"] == DEFAULT_ROUTES["threat"]


def test_a_route_of_the_schools_own(folder: Path) -> None:
    """A school may write a whole ladder and its contacts."""
    school = read(
        folder,
        LEAST
        + CONTACTS
        + """
[routes.threat]
urgency = "emergency"
steps = [{ roles = ["dsl"], after = "0s" }, { roles = ["staff", "champion"], after = "1h", all = true }]
again = "2h"
times = 1
acknowledged_for = "1d"
contacts = ["technician"]
""",
    )
    assert school.routes["threat"] == Route(
        urgency=Urgency.EMERGENCY,
        steps=(
            Step(roles=("dsl",), after=0, all_come=True),
            Step(roles=("staff", "champion"), after=HOUR, all_come=True),
        ),
        again=2 * HOUR,
        times=1,
        acknowledged_for=DAY,
        contacts=("technician",),
    )


@pytest.mark.parametrize(
    ("kind", "says", "all_come"),
    [
        ("nudes", "times = 1", (True, False, False)),
        ("nudes", 'urgency = "urgent"', (False, False, False)),
        ("threat", 'urgency = "emergency"', (True, False, False)),
        ("nudes", 'steps = [{ roles = ["dsl"], after = "0s", all = false }]', (False,)),
        ("threat", 'steps = [{ roles = ["dsl"], after = "0s", all = true }]', (True,)),
    ],
)
def test_who_is_to_come(folder: Path, kind: str, says: str, all_come: tuple[bool, ...]) -> None:
    """Of an emergency all who are told first, and where the school says so."""
    route = read(folder, LEAST + CONTACTS + f"[routes.{kind}]\n{says}\n").routes[kind]
    assert tuple(step.all_come for step in route.steps) == all_come


def test_contacts_that_are_not_entered_are_gaps(folder: Path) -> None:
    """A default contact that is not entered is left out, and `check` says which one and for which reports."""
    school = read(folder, LEAST + CONTACTS)
    assert school.routes["spam"].contacts == ("bt_lancashire",)
    assert school.routes["staff_conduct"].contacts == ()
    assert school.about_the_headteacher == ABOUT_THE_HEADTEACHER.model_copy(update={"contacts": ()})
    assert any('"lado"' in gap and "staff_conduct" in gap for gap in school.gaps)
    assert not any('"bt_lancashire"' in gap for gap in school.gaps)


def test_the_national_contacts_are_there_by_themselves(folder: Path) -> None:
    """The Police, CEOP, the IWF and Report Remove are shown where they apply, without an entry and with no gap."""
    school = read(folder, LEAST)
    assert school.routes["illegal_content"].contacts == ("police", "ceop", "iwf")
    assert school.routes["image_misuse"].contacts == ("report_remove",)
    shown = {contact.id: contact for contact in school.contacts}
    assert "999" in shown["police"].phone
    assert "101" in shown["police"].phone
    assert [shown[contact].web for contact in ("ceop", "iwf", "report_remove")] == [
        "https://www.ceop.police.uk/",
        "https://report.iwf.org.uk/",
        "https://www.childline.org.uk/remove",
    ]
    assert not any(f'"{contact}"' in gap for gap in school.gaps for contact in shown)


def test_a_school_may_have_its_own_police(folder: Path) -> None:
    """One that is entered takes the place of ours."""
    school = read(folder, LEAST + '[[contacts]]\nid = "police"\nname = "PC Example"\nphone = "01632 960999"\n')
    assert [contact.phone for contact in school.contacts if contact.id == "police"] == ["01632 960999"]


def test_the_lado_is_always_asked_for(folder: Path) -> None:
    """Also by a school that has chosen its own contacts for an adult's conduct: that about a Headteacher needs one."""
    written = LEAST + "[routes.staff_conduct]\ncontacts = []\n"
    assert any('"lado"' in gap for gap in read(folder, written).gaps)
    lado = '[[contacts]]\nid = "lado"\nname = "LADO"\nphone = "01632 960201"\n'
    assert not any('"lado"' in gap for gap in read(folder, LEAST + lado).gaps)


def test_contacts_that_a_school_does_not_want_are_no_gap(folder: Path) -> None:
    """Contacts written as none are a choice, not a gap."""
    assert not any('"lgfl"' in gap for gap in read(folder, LEAST + "[routes.filter_breach]\ncontacts = []\n").gaps)


def test_roles_that_nobody_holds_are_gaps(folder: Path) -> None:
    """An empty role never stops the start; `check` says what it is missing for. A contact may fill one."""
    gaps = read(folder, LEAST + CONTACTS).gaps
    assert any("role business_manager" in gap and "data_loss" in gap for gap in gaps)
    assert any("role chair_of_governors" in gap and "staff_conduct" in gap for gap in gaps)
    assert not any("role technician" in gap or "role champion" in gap for gap in gaps)


def test_nobody_to_answer_for_filtering_is_a_gap(folder: Path) -> None:
    """`check` says so until somebody holds the role; nothing stops the start."""
    gap = "Nobody holds the role filtering_governor, who is told of the yearly review of filtering"
    assert any(each.startswith(gap) for each in read(folder, LEAST).gaps)
    given = LEAST.replace('["staff", "champion"]', '["staff", "champion", "filtering_governor"]')
    assert not any(each.startswith(gap) for each in read(folder, given).gaps)


def test_the_committee_is_those_whom_the_policy_names_until_the_school_names_others(folder: Path) -> None:
    """A role that was given to somebody is theirs alone; each other role is nobody's but its holders'."""
    school = read(folder, LEAST)
    assert school.held_by("committee") == ("champion", "headteacher", "business_manager")
    assert school.held_by("filtering_governor") == ("filtering_governor",)
    given = LEAST.replace('["staff", "champion"]', '["staff", "champion", "committee"]')
    assert read(folder, given).held_by("committee") == ("committee",)
    grouped = school.model_copy(update={"people": (), "groups": {"committee": "an-entra-group"}})
    assert grouped.held_by("committee") == ("committee",)


def test_contacts_that_cannot_be_reached_are_gaps(folder: Path) -> None:
    """A contact without phone, mail or web is of no use to anybody."""
    gaps = read(folder, LEAST + '[[contacts]]\nid = "iwf"\nname = "IWF"\n').gaps
    assert any(gap.startswith("IWF has neither phone") for gap in gaps)


def test_contacts_that_fill_a_role_are_shown_with_its_routes(folder: Path) -> None:
    """A route shows its own contacts and those who fill a role that it alerts."""
    school = read(folder, LEAST + CONTACTS)
    shown = {kind: [c.id for c in school.contacts_of(school.routes[kind])] for kind in KINDS}
    assert shown["security_breach"] == ["technician"]
    assert shown["spam"] == ["bt_lancashire"]
    assert shown["threat"] == ["police"]
    assert shown["bullying"] == []


def test_graph_needs_no_people(folder: Path) -> None:
    """With groups of Entra the file lists nobody; a role without a group is a gap."""
    groups = (
        '[directory]\nsource = "graph"\nguests = true\n'
        '[directory.groups]\nchampion = "BBBBBBBB-0000-4000-8000-000000000001"\n'
    )
    school = read(folder, SCHOOL + groups)
    assert school.groups == {"champion": "bbbbbbbb-0000-4000-8000-000000000001"}
    assert school.guests
    assert any("role headteacher" in gap and "[directory.groups]" in gap for gap in school.gaps)
    assert not any("role champion" in gap for gap in school.gaps)


def test_a_mark_at_the_beginning_of_the_file_is_no_fault(folder: Path) -> None:
    """Windows' editors begin a UTF-8 file with a mark, and end lines their own way."""
    assert read(folder, b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode()).name == "Larkspur Hill Primary School"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("90s", 90), ("15m", 900), ("4h", 4 * HOUR), ("21d", 21 * DAY), ("6y", 6 * 366 * DAY), ("01m", 60)],
)
def test_durations(folder: Path, written: str, seconds: float) -> None:
    """A duration is a whole number and one letter."""
    assert read(folder, LEAST + f'[retention]\nclosed_incidents = "{written}"\n').retention.closed_incidents == seconds


# What is wrong

ROLE_LIST = ", ".join(ROLES)
WRITE_DURATION = "is not a duration; write it like 90s, 15m, 4h, 21d or 6y"
WRITE_ID = "is not an Entra id; write it like aaaaaaaa-0000-4000-8000-000000000001"
ROUTE = "[routes.threat]\n"

WRONG = [
    # text, the line without the file's name
    ("", "school is missing; write a section [school] with name, timezone and tenant_id"),
    (SCHOOL, 'directory is missing; write a section [directory] with source = "roster" or "graph"'),
    (SCHOOL + DIRECTORY, 'people is missing; source = "roster" needs at least one [[people]] with id, name and roles'),
    (
        SCHOOL + DIRECTORY.replace("roster", "graph"),
        'directory.groups is missing; source = "graph" needs a group for each role, written champion = "object id"',
    ),
    (
        LEAST.replace('"roster"', '"rooster"'),
        'directory.source: "rooster" is not right; write "roster" or "graph"',
    ),
    (
        LEAST.replace("tenant_id", "tenantid"),
        'school.tenantid is not a key (did you mean "tenant_id"?); the keys here are name, timezone, tenant_id, id',
    ),
    (
        LEAST.replace("tenant_id", "# tenant_id"),
        'school.tenant_id is missing; write tenant_id = "11111111-2222-4333-8444-555555555555"',
    ),
    (LEAST.replace("11111111-", "1-"), f'school.tenant_id: "1-2222-4333-8444-555555555555" {WRITE_ID}'),
    (
        LEAST.replace("Europe/London", "Europe/Londn"),
        'school.timezone: "Europe/Londn" is not a time zone (did you mean "Europe/London"?); '
        'write it like "Europe/London"',
    ),
    (LEAST.replace("Europe/London", "../London"), None),
    (LEAST.replace('"Larkspur Hill Primary School"', '""'), 'school.name: "" is not right; write some text'),
    (
        LEAST.replace('"Larkspur Hill Primary School"', "7"),
        "school.name: 7 is not right; write it as text in quotes",
    ),
    ("school = 3\n", "school: 3 is not right; write a section of keys and values"),
    (
        LEAST + "[hour]\n",
        'hour is not a key (did you mean "hours"?); the keys here are school, directory, people, contacts, teams, '
        "hours, routes, aup, documents, video_calls, duties, training, retention",
    ),
    (LEAST.replace('"roster"', '"roster"\nguests = "no"'), None),
    (
        LEAST + (DUTY % "a").replace("each half term", "monthly"),
        'duties[0].when: "monthly" is not a time; write "each week", "each half term", "each term", "end of terms", '
        '"yearly 07-01", "yearly tue from 02-05", "week of 2027-02-09" or "never"',
    ),
    (
        LEAST + (DUTY % "a").replace('"7d"', '"2y"'),
        'duties[0].lead: "2y" is longer than a year; write it like 14d',
    ),
    (
        LEAST + DUTY % "A",
        'duties[0].id: "A" is not an id; write small letters, digits and _, like "backup_restored"',
    ),
    (
        LEAST + DUTY % "a" + DUTY % "a",
        'duties[1].id: "a" already stands at duties[0]; give each its own id',
    ),
    (
        LEAST + '[[duties]]\nid = "backup_restord"\nwhen = "never"\n',
        'duties[0].role is missing, for "backup_restord" is not a shipped duty (did you mean "backup_restored"?); '
        f'write role = "champion", or one of the ids {", ".join(rule.id for rule in shipped_duties())}',
    ),
    (LEAST + (DUTY % "a").replace("computing_coordinator", "caretaker"), None),
    (
        LEAST.replace('["staff"]', '["staf"]'),
        f'people[1].roles[0]: "staf" is not a role (did you mean "staff"?); the roles are {ROLE_LIST}',
    ),
    (LEAST.replace('["staff"]', '"staff"'), 'people[1].roles: "staff" is not right; write a list, in square brackets'),
    (LEAST.replace('roles = ["staff"]', ""), 'people[1].roles is missing; write roles = ["staff"]'),
    (LEAST.replace("AAAAAAAA-", "AAAA-"), f'people[1].id: "AAAA-0000-4000-8000-000000000002" {WRITE_ID}'),
    (
        LEAST.replace("AAAAAAAA-0000-4000-8000-000000000002", "AAAAAAAA-0000-4000-8000-000000000001"),
        'people[1].id: "aaaaaaaa-0000-4000-8000-000000000001" already stands at people[0]; give each its own id',
    ),
    (LEAST + CONTACTS + CONTACTS, None),
    (
        SCHOOL + DIRECTORY + '[directory.groups]\nchampions = "aaaaaaaa-0000-4000-8000-000000000001"\n' + PEOPLE,
        f'directory.groups.champions is not a role (did you mean "champion"?); the roles are {ROLE_LIST}',
    ),
    (
        SCHOOL + DIRECTORY + '[directory.groups]\nchampion = "the champions"\n' + PEOPLE,
        f'directory.groups.champion: "the champions" {WRITE_ID}',
    ),
    # hours
    (
        LEAST + '[hours]\nday = "8-17"\n',
        'hours.day: "8-17" is not a day\'s opening times; write them like "08:00-17:00"',
    ),
    (
        LEAST + '[hours]\nday = "17:00-08:00"\n',
        'hours.day: "17:00-08:00" ends before it starts; write the earlier time first, like "08:00-17:00"',
    ),
    (LEAST + '[hours]\nday = "08:00-24:00"\n', None),
    (
        LEAST + '[hours]\nweekdays = ["monday"]\n',
        'hours.weekdays[0]: "monday" is not a weekday; write mon, tue, wed, thu, fri, sat or sun',
    ),
    (LEAST + "[hours]\nweekdays = []\n", "hours.weekdays: [] is not right; write at least one"),
    (
        LEAST + '[hours]\nclosed = ["2026-11-02"]\n',
        'hours.closed[0]: "2026-11-02" is not right; write a date like 2026-09-02, without quotes',
    ),
    (LEAST + "[hours]\nclosed = [2026-11-02T08:00:00]\n", None),
    (
        LEAST + "[hours]\nterms = [{ start = 2026-09-02 }]\n",
        "hours.terms[0].end is missing; write end = 2026-10-23",
    ),
    (
        LEAST + "[hours]\nterms = [{ start = 2026-10-23, end = 2026-09-02 }]\n",
        "hours.terms[0].end: 2026-09-02 is before its start 2026-10-23; write the earlier day as start",
    ),
    (
        LEAST
        + "[hours]\nterms = [{ start = 2026-09-02, end = 2026-10-23 }, { start = 2026-10-23, end = 2026-12-18 }]\n",
        "hours.terms[1].start: 2026-10-23 falls into hours.terms[0], which ends 2026-10-23;"
        " write terms that do not overlap",
    ),
    # routes
    (
        LEAST + "[routes.treat]\n",
        'routes.treat is not a kind of report (did you mean "threat"?); the kinds are ' + ", ".join(KINDS),
    ),
    (
        LEAST + ROUTE + 'steps = [{ roles = ["champion"], after = "0s" }, { roles = ["dsl"], after = "15 minutes" }]\n',
        f'routes.threat.steps[1].after: "15 minutes" {WRITE_DURATION}',
    ),
    (
        LEAST + ROUTE + 'steps = [{ roles = ["champion"], after = 15 }]\n',
        f"routes.threat.steps[0].after: 15 {WRITE_DURATION}",
    ),
    (
        LEAST + ROUTE + 'steps = [{ roles = ["champion"], after = "15m" }, { roles = ["dsl"], after = "5m" }]\n',
        "routes.threat.steps[1].after is earlier than the step before it;"
        " write the steps in the order in which they alert",
    ),
    (
        LEAST + ROUTE + 'steps = [{ roles = ["champions"], after = "0s" }]\n',
        f'routes.threat.steps[0].roles[0]: "champions" is not a role (did you mean "champion"?);'
        f" the roles are {ROLE_LIST}",
    ),
    (
        LEAST + ROUTE + 'steps = [{ roles = [], after = "0s" }]\n',
        "routes.threat.steps[0].roles: [] is not right; write at least one",
    ),
    (LEAST + ROUTE + "steps = []\n", "routes.threat.steps: [] is not right; write at least one"),
    (LEAST + ROUTE + 'again = "0m"\n', 'routes.threat.again: "0m" is no time at all; write at least 1s'),
    (LEAST + ROUTE + 'again = "101y"\n', 'routes.threat.again: "101y" is longer than a hundred years'),
    (LEAST + ROUTE + "times = -1\n", "routes.threat.times: -1 is not right; write 0 or more"),
    (LEAST + ROUTE + "times = true\n", "routes.threat.times: true is not right; write a whole number, without quotes"),
    (
        LEAST + ROUTE + 'urgency = "urgnt"\n',
        'routes.threat.urgency: "urgnt" is not an urgency (did you mean "urgent"?); write emergency, urgent or routine',
    ),
    (
        LEAST + CONTACTS + ROUTE + 'contacts = ["bt_lancs"]\n',
        'routes.threat.contacts[0]: "bt_lancs" is not the id of a [[contacts]] entry (did you mean "bt_lancashire"?);'
        " the ids are: bt_lancashire, technician, police, ceop, iwf, report_remove",
    ),
    (
        LEAST + ROUTE + 'contacts = ["lado"]\n',
        'routes.threat.contacts[0]: "lado" is not the id of a [[contacts]] entry;'
        " the ids are: police, ceop, iwf, report_remove",
    ),
    # the rest
    (
        LEAST + '[aup]\ndocument = "rules.md"\n',
        'aup.document: "rules.md" is not there; write a Markdown file\'s path from this folder,'
        " or leave the key out for the shipped text",
    ),
    (
        LEAST + '[aup]\nwindow = "7d"\nreminders = ["1d", "8d"]\n',
        "aup.reminders[1] comes after the window has ended; write a duration within aup.window",
    ),
    (LEAST + DOCUMENT % 'id = "aup"', 'documents[0].id: "aup" is taken; give each its own id'),
    (LEAST + DOCUMENT % 'id = "os"', None),
    (LEAST + DOCUMENT % 'id = "policy"' * 2, 'documents[1].id: "policy" is taken; give each its own id'),
    (
        LEAST + (DOCUMENT % 'id = "policy"').replace("link", "# link"),
        'documents[0] needs a file or a link; write one of them: file = "…" or link = "https://…"',
    ),
    (
        LEAST + DOCUMENT % 'id = "policy"\nfile = "x.md"',
        'documents[0] needs a file or a link; write one of them: file = "…" or link = "https://…"',
    ),
    (LEAST + (DOCUMENT % 'id = "policy"').replace("https", "http"), None),
    (LEAST + (DOCUMENT % 'id = "policy"').replace("https://", "https://somebody:secret@"), None),
    (LEAST + (DOCUMENT % 'id = "policy"').replace("example.org", "example.org/\u202egpj.exe"), None),
    (LEAST + (DOCUMENT % 'id = "policy"').replace('["staff"]', "[]"), None),
    (
        LEAST
        + (DOCUMENT % 'id = "policy"').replace(
            'link = "https://example.org"', 'file = "x.md"\nsha256 = "%s"' % ("a" * 64)
        ),
        "documents[0].sha256 belongs to a link; leave it out, the file's own is taken",
    ),
    (
        LEAST + DOCUMENT % 'id = "policy"\nquestions = [{ ask = "?", answers = ["a", "b"], right = 2 }]',
        "documents[0].questions[0].right: 2 is none of its answers; write 0 for the first, 1 for the last",
    ),
    (
        LEAST + DOCUMENT % 'id = "policy"\nwindow = "7d"\nreminders = ["8d"]',
        "documents[0].reminders[0] comes after the window has ended; write a duration within documents[0].window",
    ),
    (LEAST + '[teams]\nbuttons = "both"\n', 'teams.buttons: "both" is not right; write "execute" or "submit"'),
    (LEAST + "[video_calls]\napprover = 1\n", None),
    (LEAST + '[video_calls]\ndeputies = ["boss"]\n', None),
    (LEAST + '[retention]\nclosed_incidents = "six years"\n', None),
    (LEAST + "[retention]\nended_requests = 2\n", None),
    (LEAST + '[retention]\ndone_duties = "0d"\n', None),
    (LEAST + '[retention]\nrequests = "2y"\n', None),
    (
        LEAST + '[retention.kinds]\nspan = "1y"\n',
        f'retention.kinds.span is not a kind of report (did you mean "spam"?); the kinds are {", ".join(KINDS)}',
    ),
    (
        LEAST + '[retention.kinds]\nspam = "a year"\n',
        'retention.kinds.spam: "a year" is not a duration; write it like 90s, 15m, 4h, 21d or 6y',
    ),
    (
        LEAST + '[retention.kinds]\nspam = "0d"\n',
        'retention.kinds.spam: "0d" is no time at all; write at least 1s',
    ),
    (LEAST + "[retention]\nkinds = 3\n", None),
    # not TOML
    (SCHOOL + "name = \n", "line 6, column 8: is not TOML: invalid value"),
    (SCHOOL + "name = 'x'\n", "line 6, column 11: is not TOML: cannot overwrite a value"),
    (b'[school]\nname = "\xff"\n', "line 2: is not UTF-8; save the file as UTF-8 text"),
]


@pytest.mark.parametrize(("text", "line"), WRONG)
def test_what_is_wrong_is_told_in_one_line(folder: Path, text: str | bytes, line: str | None) -> None:
    """One line names the file and the key, and says what would be right. (None: only that it is one line.)"""
    told = complaint(folder, text)
    assert told.startswith("school.toml: ")
    assert "\n" not in told
    if line is not None:
        assert told == f"school.toml: {line}"


def test_a_file_that_is_not_there(folder: Path) -> None:
    """A missing file, or a folder in its place, is told by name."""
    with pytest.raises(SettingsError, match=r"^other\.toml: there is no such file; SCHOOL_FILE says where it is$"):
        load_school(folder / "other.toml")
    with pytest.raises(SettingsError, match=r": cannot be read: "):
        load_school(folder)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_school_or_one_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands in the file, the start ends with one line and never with a stack of calls."""
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(SettingsError) as raised:
        load_school(path)
    assert len(str(raised.value).splitlines()) == 1


PLACES = [
    ("school",),
    ("school", "name"),
    ("school", "timezone"),
    ("directory", "groups"),
    ("people",),
    ("contacts",),
    ("hours", "terms"),
    ("hours", "day"),
    ("hours", "weekdays"),
    ("routes",),
    ("routes", "threat"),
    ("routes", "threat", "steps"),
    ("teams",),
    ("teams", "buttons"),
    ("aup", "reminders"),
    ("video_calls",),
    ("training",),
]


@pytest.mark.parametrize("place", PLACES, ids=".".join)
@pytest.mark.parametrize(
    "value", ["1", "1.5", "true", '"x"', "[1]", '["x"]', "[[1]]", "{ a = 1 }", "[{ a = 1 }]", "inf"]
)
def test_a_wrong_shape_anywhere_is_one_line(folder: Path, place: tuple[str, ...], value: str) -> None:
    """A value of the wrong shape is told by the place where it stands."""
    if place == ("school", "name") and value == '"x"':
        return
    told = complaint(folder, f"{'.'.join(place)} = {value}\n")
    assert told.startswith("school.toml: ")
    assert "pydantic" not in told
    assert len(told.splitlines()) == 1


def test_further_documents_are_read(folder: Path) -> None:
    """A file or a link for its roles, with questions; window and reminders are the policy's unless it has its own."""
    (folder / "ours.md").write_text("# Ours")
    ours = DOCUMENT.replace('link = "https://example.org"', 'file = "ours.md"') % (
        'id = "ours"\nquestions = [{ ask = "Whom?", answers = ["Her", "Him"], right = 1, section = "Ours" }]'
    )
    linked = DOCUMENT.replace('"staff"', '"governor", "volunteer"') % (
        'id = "linked"\nsha256 = "%s"\nwindow = "9d"' % ("AB" * 32)
    )
    school = read(folder, LEAST + '[aup]\nwindow = "15d"\n' + ours + linked)
    asked = CheckQuestion(ask="Whom?", answers=("Her", "Him"), right=1, section="Ours")
    assert [rule.id for rule in school.documents] == ["aup", "ours", "linked"]
    assert school.documents[1] == DocumentRule(
        id="ours", title="Our policy", file=folder / "ours.md", version="1", questions=(asked,),
        window=15 * DAY, reminders=(7 * DAY, 14 * DAY),
    )  # fmt: skip
    assert school.documents[2] == DocumentRule(
        id="linked", title="Our policy", link="https://example.org", sha256="ab" * 32, version="1",
        roles=("governor", "volunteer"), window=9 * DAY, reminders=(7 * DAY,),
    )  # fmt: skip


def test_the_examples_second_document_is_read_too(folder: Path) -> None:
    """The one that stands in comments is right when it is taken out of them, and its file comes with the product."""
    text = EXAMPLE.read_text(encoding="utf-8")
    begins = text.index("# [[documents]]")
    block = text[begins : text.index("\n\n", begins)]
    shutil.copy(EXAMPLE.parent / "social-media.md", folder)
    school = read(folder, text.replace(block, "\n".join(line.removeprefix("# ") for line in block.splitlines())))
    (_, _, social) = school.documents
    assert social.file is not None
    headings = [section.title for section in split_sections(social.file.read_text(encoding="utf-8"))]
    assert {question.section for question in social.questions} <= set(headings)


# The environment


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A process without any of our variables, in an empty folder."""
    ours = {"PORT", "HOST", "SCHOOL_FILE", "DATA_DIR", "DATABASE_URL", "LOG_LEVEL", "HEARTBEAT_URL"}
    for name in list(os.environ):
        if name.upper() in ours or name.upper().startswith(("MICROSOFTAPP", "AZURE_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


BOT = {
    "MicrosoftAppType": "SingleTenant",
    "MicrosoftAppId": "CCCCCCCC-0000-4000-8000-000000000001",
    "MicrosoftAppTenantId": "11111111-2222-4333-8444-555555555555",
    "MicrosoftAppPassword": "not a real one",
}


def test_environment_defaults(clean: pytest.MonkeyPatch) -> None:
    """A process that sets nothing has the interface's defaults."""
    env = Environment.read()
    assert (env.port, env.school_file, env.data_dir) == (3978, Path("school.toml"), Path("var"))
    assert (env.database_url, env.app_type, env.app_id, env.log_level) == (None, "SingleTenant", "", "INFO")


def test_environment_goes_before_the_file(clean: pytest.MonkeyPatch) -> None:
    """`.env` fills in what the process has not set; an empty variable is an unset one."""
    Path(".env").write_text("PORT=4000\nHOST=127.0.0.1\nDATABASE_URL=\nUNKNOWN=1\nMicrosoftAppPassword='a b'\n")
    clean.setenv("PORT", "5000")
    clean.setenv("LOG_LEVEL", "")
    env = Environment.read()
    assert (env.port, env.host, env.database_url, env.log_level) == (5000, "127.0.0.1", None, "INFO")
    assert env.app_password is not None
    assert env.app_password.get_secret_value() == "a b"


def test_azure_variables_of_the_file_reach_the_process(clean: pytest.MonkeyPatch) -> None:
    """azure-identity reads the process alone, so `.env` gives it what is not set there."""
    clean.setenv("AZURE_CLIENT_ID", "of the process")
    clean.setenv("AZURE_TENANT_ID", "")  # so that the fixture takes away again what the reading puts there
    Path(".env").write_text("AZURE_CLIENT_ID=of-the-file\nAZURE_TENANT_ID=of-the-file\n")
    Environment.read()
    assert (os.environ["AZURE_CLIENT_ID"], os.environ["AZURE_TENANT_ID"]) == ("of the process", "of-the-file")


def test_the_way_out_of_the_network_may_stand_in_the_file(clean: pytest.MonkeyPatch) -> None:
    """Python's libraries read the process alone; a variable of the process goes first."""
    clean.setattr(os, "environ", {**os.environ, "NO_PROXY": "of-the-process"})
    for name in ("HTTPS_PROXY", "SSL_CERT_FILE"):
        os.environ.pop(name, None)
    Path(".env").write_text("HTTPS_PROXY=http://proxy.example\nNO_PROXY=of-the-file\nSSL_CERT_FILE=school.pem\n")
    Path("school.pem").touch()
    Environment.read()
    found = [os.environ.get(name) for name in ("HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE")]
    assert found == ["http://proxy.example", "of-the-process", "school.pem"]


def test_a_broken_env_file_is_told_in_one_line(clean: pytest.MonkeyPatch) -> None:
    """A `.env` that is not text is named."""
    Path(".env").write_bytes(b"PORT=\xff\xfe")
    with pytest.raises(SettingsError, match=r"^\.env is not UTF-8; save the file as UTF-8 text$"):
        Environment.read()


def test_secrets_are_not_shown(clean: pytest.MonkeyPatch) -> None:
    """The password, the database's address and the heartbeat's do not stand in anything that might be logged."""
    clean.setenv("HEARTBEAT_URL", "https://watch.example/hush")
    clean.setenv("DATABASE_URL", "postgresql://bot:hush@db.example.org/bot")
    clean.setenv("MicrosoftAppPassword", "hush")
    assert "hush" not in repr(Environment.read())


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("PORT", "http", "PORT is not right; write a port number from 0 to 65535"),
        ("PORT", "70000", "PORT is not right; write a port number from 0 to 65535"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL is not right; write DEBUG, INFO, WARNING or ERROR"),
        (
            "MicrosoftAppType",
            "MultiTenant",
            "MicrosoftAppType is not right; write SingleTenant or UserAssignedMSI; Azure makes no other bots any more",
        ),
        (
            "MicrosoftAppId",
            "hush",
            "MicrosoftAppId is not right;"
            " write the bot's id as Entra shows it, like aaaaaaaa-0000-4000-8000-000000000001",
        ),
        *(
            (
                "HEARTBEAT_URL",
                value,
                "HEARTBEAT_URL is not right; write the https://… address that is to be asked, or leave it out",
            )
            for value in ("watch.example/hush", "ftp://watch.example/hush", "https:///hush", "http://[hush")
        ),
        (
            "DATABASE_URL",
            "mysql://hush",
            "DATABASE_URL is not right; write postgresql://… or leave it out to keep the records in DATA_DIR",
        ),
    ],
)
def test_a_wrong_variable_is_told_in_one_line(clean: pytest.MonkeyPatch, name: str, value: str, line: str) -> None:
    """The line names the variable and what would be right, and never repeats the value."""
    clean.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        Environment.read()
    assert str(raised.value) == line
    assert "hush" not in line


def test_log_level_may_be_written_small(clean: pytest.MonkeyPatch) -> None:
    """`debug` is `DEBUG`."""
    clean.setenv("LOG_LEVEL", "debug")
    assert Environment.read().log_level == "DEBUG"


@pytest.mark.parametrize("missing", ["MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword"])
def test_a_bot_for_a_tenant_needs_its_identity(clean: pytest.MonkeyPatch, missing: str) -> None:
    """Without an app id the framework would switch authentication off: what is missing is named instead."""
    for name, value in BOT.items():
        clean.setenv(name, "" if name == missing else value)
    with pytest.raises(SettingsError, match=rf"^{missing} is not set; .*--local"):
        Environment.read().require_bot()


def test_a_bot_with_its_identity(clean: pytest.MonkeyPatch) -> None:
    """A bot with everything may start; one with a managed identity needs no password."""
    for name, value in BOT.items():
        clean.setenv(name, value)
    env = Environment.read()
    env.require_bot()
    assert env.app_id == "cccccccc-0000-4000-8000-000000000001"
    clean.setenv("MicrosoftAppType", "UserAssignedMSI")
    clean.delenv("MicrosoftAppPassword")
    Environment.read().require_bot()


CERTIFICATES = {
    "instead of a password": ({}, "bot.pem"),
    "beside a password": ({"MicrosoftAppPassword": "hush"}, ""),
    "of another application": ({"AZURE_CLIENT_ID": "dddddddd-0000-4000-8000-000000000001"}, ""),
    "of nobody": ({"AZURE_CLIENT_ID": ""}, ""),
}


@pytest.mark.parametrize("given", CERTIFICATES)
def test_a_bot_may_sign_in_with_the_certificate_that_graph_is_asked_with(clean: pytest.MonkeyPatch, given: str) -> None:
    """Where it is the same application and has no password; else the password is missed."""
    changes, path = CERTIFICATES[given]
    certified = BOT | {"MicrosoftAppPassword": "", "AZURE_CLIENT_ID": BOT["MicrosoftAppId"]}
    for name, value in (certified | {"AZURE_CLIENT_CERTIFICATE_PATH": "bot.pem"} | changes).items():
        clean.setenv(name, value)
    env = Environment.read()
    assert env.app_certificate == path
    if path or "MicrosoftAppPassword" in changes:
        env.require_bot()
    else:
        with pytest.raises(SettingsError, match=r"^MicrosoftAppPassword is not set"):
            env.require_bot()
