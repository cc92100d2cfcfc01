"""Who is owed which line of a briefing, by the tables and by random reports; and when people are briefed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.actions.briefing import ActionLine, action_lines
from bot.policy.answers.unanswered import AnswersLine, answers_lines
from bot.policy.briefing.briefing import BriefingDay, brief, in_order, next_briefing
from bot.policy.calls.call import VideoCall
from bot.policy.calls.view import CallLine, call_lines
from bot.policy.documents.campaigns import AskState, Campaign, CampaignKind, tally_key
from bot.policy.documents.questions import POLICY, Question, QuestionLine
from bot.policy.documents.view import DocumentLine, document_lines
from bot.policy.duties.duty import Duty, DutyPeople
from bot.policy.duties.year import DutyLine, duty_lines
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.incident import Closing, CpomsRecord, Incident, State
from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.kit.approval import Deciders
from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import card_of
from bot.policy.kit.reached import Reached
from bot.policy.kit.records import Address, NoticeState
from bot.policy.kit.roles import ROLES, Role
from bot.policy.kit.school import DutyRule, Term
from bot.policy.kit.school_time import Calendar
from bot.policy.log.briefing import LogLine, log_lines
from bot.policy.log.log import is_in_log_of
from bot.policy.reach.reach import ReachLine, RoleReach, reach_lines
from tests.policy.calls import CALENDAR, video_call
from tests.policy.school import ANN, BEN, NOW, incident_of, opened

HANDLING = frozenset(ROLES) - {"staff"}
OVERDUE = Term(start=date(2026, 9, 2), end=date(2026, 10, 23))
BASE = incident_of(opened("harmful_contact"))
CAMPAIGN = Campaign(
    id="AUP-1",
    what=CampaignKind.AUP,
    label="1",
    begun_at=NOW,
    window=1,
    tally={
        tally_key(NOW.date(), AskState.UNANSWERED): 2,
        tally_key(NOW.date(), AskState.DECLINED): 1,
        tally_key(NOW.date(), AskState.DONE): 4,
        tally_key(NOW.date(), AskState.LEFT): 9,
    },
)
OTHER = CAMPAIGN.model_copy(update={"id": "OURS-1", "what": CampaignKind.DOCUMENT, "document": "ours", "title": "Ours"})
LATE_DUTY, DUE_DUTY = (
    Duty(
        id=f"DU-2026-{number:04d}",
        rule=DutyRule(
            id="restored", role="business_manager", when="each term", lead=0, title="-", what="-", evidence="-"
        ),
        occurrence=f"{number}",
        due_on=due,
        begun_at=NOW,
    )
    for number, due in enumerate((date(2026, 11, 22), date(2026, 11, 23)), 1)
)


ASKED = Question(
    id="QU-2026-0001",
    subject=POLICY,
    asker=ANN.who,
    lines=(QuestionLine(by=ANN.who, at=NOW - timedelta(hours=2), text="May I?"),),
)


ACTIONS = [
    ReportAction(
        id=f"OS-2026-0001:action:{owner}",
        subject="OS-2026-0001",
        words="Ring the parents",
        owner=Person(id=owner, name="-").who,
        due_on=date(2026, 11, 20),
        by=ANN.who,
        at=NOW,
    )
    for owner in ("x", "zoe")
]
"""One of whoever is briefed, and one of somebody else."""


def somebody(*roles: Role) -> Person:
    """Somebody with these roles."""
    return Person(id="x", name="Xan", roles=frozenset({"staff", *roles}))


@dataclass
class Around:
    """A school in which there is something of everything."""

    reports: Sequence[Incident] = (BASE,)
    overdue: Term | None = OVERDUE
    unreadable: int = 2
    has_deputy: bool = True
    calls: Sequence[VideoCall] = (video_call(),)
    deciders: Deciders = field(default_factory=Deciders)
    duties: Sequence[Duty] = (LATE_DUTY, DUE_DUTY)
    campaign: Campaign | None = CAMPAIGN
    questions: Sequence[Question] = (ASKED,)
    actions: Sequence[ReportAction] = tuple(ACTIONS)
    known: Reached = field(default_factory=lambda: Reached(id="ann", failed_at=NOW, reason="blocked"))

    def lines(self, person: Person) -> list[BriefingLine]:
        """What the person is owed."""
        roles = [RoleReach(role, ((ANN, self.known), (BEN, None)), ()) for role in ("champion", "dsl")]
        held = DutyPeople({"business_manager": [person]} if person.holds("business_manager") else {})
        people = {duty.id: held for duty in self.duties}
        return [
            *duty_lines(person, self.duties, people, NOW.date()),
            *call_lines(person, self.calls, self.deciders),
            *log_lines(
                person,
                self.reports,
                self.overdue,
                self.unreadable,
                NOW,
                HANDLING,
                self.reports,
                has_deputy=self.has_deputy,
            ),
            *document_lines(person, [self.campaign, OTHER] if self.campaign else []),
            *answers_lines(person, self.questions, NOW),
            *reach_lines(person, roles),
            *action_lines(person, self.actions, {each.id: each for each in self.reports}, NOW.date()),
        ]


NOTHING = Around((), None, 0, True, (), Deciders(), (), None, (), (), Reached(id="ann", reached_at=NOW))
EMERGENCIES, OPEN, REVIEW, UNREADABLE, CPOMS = LogLine
LATE, DUE = DutyLine
MINE = ActionLine.MINE
TO_DECIDE, UNREACHABLE = CallLine.TO_DECIDE, ReachLine.UNREACHABLE
NOT_SIGNED, OTHERS_NOT_SIGNED = DocumentLine
OWED: dict[tuple[Role, ...], set[LineKind]] = {
    (): set(),
    ("headteacher",): {TO_DECIDE, EMERGENCIES, REVIEW, LATE, MINE},
    ("headteacher", "senior_leader"): {TO_DECIDE, EMERGENCIES, REVIEW, NOT_SIGNED, OTHERS_NOT_SIGNED, LATE, MINE},
    ("champion",): {
        *(EMERGENCIES, OPEN, REVIEW, NOT_SIGNED, OTHERS_NOT_SIGNED, UNREACHABLE, UNREADABLE, AnswersLine.WAITING),
        *(MINE, ActionLine.OPEN),
    },
    ("dsl",): {EMERGENCIES, MINE},
    ("deputy_dsl",): {EMERGENCIES, MINE, CPOMS},
    ("senior_leader",): set(),
    ("computing_coordinator",): set(),
    ("business_manager",): {LATE, DUE},
    ("technician",): set(),
    ("chair_of_governors",): set(),
}


@pytest.mark.parametrize("roles", OWED, ids=lambda roles: ", ".join(roles) or "staff")
def test_who_is_owed_which_line(roles: tuple[Role, ...]) -> None:
    """By role, where there is something of everything; nobody is owed anything where there is nothing. A Headteacher
    decides calls here, and is told who has not signed where they may see it."""
    person = somebody(*roles)
    around = Around(deciders=Deciders(approvers=(person,) if "headteacher" in roles else (ANN,)))
    assert {line.kind for line in around.lines(person)} == OWED[roles]
    assert NOTHING.lines(person) == []


def test_who_is_owed_what_is_not_in_cpoms() -> None:
    """The deputy keeps it, and a DSL where there is no deputy; of what was entered, or merged, nothing is said."""
    for has_deputy, roles, owed in (
        (True, ("deputy_dsl",), True),
        (True, ("dsl",), False),
        (False, ("dsl",), True),
        (False, ("champion", "headteacher"), False),
    ):
        lines = Around(has_deputy=has_deputy).lines(somebody(*roles))
        assert any(line.kind is CPOMS for line in lines) is owed
    entered = BASE.model_copy(update={"cpoms": CpomsRecord(by=ANN.who, at=NOW, reference="C-1")})
    older = Closing(at=NOW, by=ANN.who, outcome="o", reason="r", cpoms="C-1")
    for over in (
        entered,
        BASE.model_copy(update={"state": State.CLOSED, "closing": older}),
        BASE.model_copy(update={"merged_into": "OS-2026-0002"}),
        BASE.model_copy(update={"removed_at": NOW}),
    ):
        assert CPOMS not in {line.kind for line in Around([over]).lines(somebody("deputy_dsl"))}


def test_the_table_names_every_line() -> None:
    """A line that nobody is owed would never be read."""
    assert set().union(*OWED.values()) == set(LineKind.all())


def test_what_the_lines_say() -> None:
    """How many there are, whom nobody has yet, how old they are; of people and calls a number and the next moment."""
    old = BASE.model_copy(update={"id": "OS-2026-0002", "kind": "threat", "reported_at": NOW - timedelta(days=8)})
    taken = old.model_copy(
        update={"id": "OS-2026-0003", "state": State.IN_HAND, "reported_at": NOW - timedelta(days=1)}
    )
    routed = [each.model_copy(update={"ladder": _ladder(each.kind)}) for each in (BASE, old, taken)]
    person = somebody("champion", "headteacher")
    lines = {line.kind: line for line in Around(routed, deciders=Deciders(approvers=(person,))).lines(person)}
    assert {kind: (line.count, line.facts) for kind, line in lines.items()} == {
        LATE: (1, {"first": date(2026, 11, 22)}),
        TO_DECIDE: (1, {"first": video_call().request.starts_at}),
        EMERGENCIES: (1, {"untaken": 1, "oldest": timedelta()}),
        OPEN: (3, {"untaken": 2, "day": 1, "week": 1, "older": 1}),
        REVIEW: (1, {"ended": date(2026, 10, 23)}),
        NOT_SIGNED: (3, {"staff": 7}),
        OTHERS_NOT_SIGNED: (3, {"documents": 1}),
        AnswersLine.WAITING: (1, {"oldest": timedelta(hours=2)}),
        UNREACHABLE: (1, {}),
        UNREADABLE: (2, {}),
        MINE: (1, {"late": 1}),
        ActionLine.OPEN: (1, {"late": 1}),
    }
    assert [line.kind for line in in_order(lines.values())][:2] == [EMERGENCIES, TO_DECIDE]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(KINDS)),
            st.sampled_from(["", "concerning", "held_back", "pending", "drill", "rung", "owner"]),
        ),
        max_size=8,
    ),
    st.sets(st.sampled_from(ROLES)),
)
def test_nobody_is_owed_a_report_that_they_may_not_see(made: list[tuple[str, str]], roles: set[Role]) -> None:
    """Whoever a report names or holds back has it in no number: their lines are as if it were not there. Nobody's lines
    say whose they are."""
    person = somebody(*roles)
    reports = [_made(number, kind, how, person) for number, (kind, how) in enumerate(made)]
    lines = Around(reports).lines(person)
    seen = [incident for incident in reports if is_in_log_of(person, incident)]
    assert not any(how in {"concerning", "held_back", "pending", "drill"} for _, how in [made[_n(i)] for i in seen])
    # What is somebody's own to do they are told of a report that they may not open as well.
    without = Around(seen).lines(person)
    assert [line for line in lines if line.kind is not MINE] == [line for line in without if line.kind is not MINE]
    assert not {type(fact) for line in lines for fact in line.facts.values()} & {str}


DECIDERS: dict[str, tuple[Deciders, Person, bool]] = {
    "the approver": (Deciders((ANN,), (BEN,)), ANN, True),
    "a deputy while the approver is there": (Deciders((ANN,), (BEN,)), BEN, False),
    "a deputy while the approver is away": (Deciders((ANN,), (BEN,), frozenset({"ann"})), BEN, True),
    "the approver who is away": (Deciders((ANN,), (BEN,), frozenset({"ann"})), ANN, False),
    "the approver who is away, and nobody stands in": (Deciders((ANN,), (), frozenset({"ann"})), ANN, True),
    "the approver whose own call it is": (
        Deciders((Person(id="dot", name="Dot"),), (BEN,)),
        Person(id="dot", name="Dot"),
        False,
    ),
}


@pytest.mark.parametrize("case", DECIDERS)
def test_whom_a_call_waits_for(case: str) -> None:
    """It stands with those before whom it is put (V2), and with nobody whose own it is."""
    deciders, person, owed = DECIDERS[case]
    assert bool(call_lines(person, [video_call()], deciders)) == owed


LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    """A moment by the school's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


MORNINGS: dict[str, tuple[Calendar, str, str | None, str]] = {
    "before the school opens": (CALENDAR, "2026-11-23T07:59", None, "2026-11-23T08:00"),
    "when it opens": (CALENDAR, "2026-11-23T08:00", "2026-11-20", "2026-11-23T08:00"),
    "late, because the program stood still": (CALENDAR, "2026-11-23T14:00", "2026-11-20", "2026-11-23T14:00"),
    "too late": (CALENDAR, "2026-11-23T17:00", "2026-11-20", "2026-11-24T08:00"),
    "once today": (CALENDAR, "2026-11-23T08:00", "2026-11-23", "2026-11-24T08:00"),
    "on a Saturday": (CALENDAR, "2026-11-21T09:00", "2026-11-20", "2026-11-23T08:00"),
    "in the holidays": (CALENDAR, "2026-12-29T09:00", "2026-12-18", "2027-01-04T08:00"),
    "on a bank holiday": (CALENDAR, "2027-05-03T09:00", "2027-04-30", "2027-05-04T08:00"),
    "the clocks go forward": (CALENDAR, "2027-03-26T09:00", "2027-03-26", "2027-03-30T08:00"),
    "in summer time": (CALENDAR, "2027-06-01T07:30", "2027-05-31", "2027-06-01T08:00"),
    "always open, at night": (Calendar(None, LONDON), "2026-11-22T03:00", "2026-11-21", "2026-11-22T08:00"),
    "always open, by day": (Calendar(None, LONDON), "2026-11-22T09:00", "2026-11-21", "2026-11-22T09:00"),
    "a wrong clock was far ahead": (CALENDAR, "2026-11-23T08:00", "2031-01-06", "2026-11-23T08:00"),
}
"""The calendar, the time, the day of the last briefing, and when the next is."""


@pytest.mark.parametrize("case", MORNINGS)
def test_when_people_are_briefed(case: str) -> None:
    """Once on a school day, at its opening by the school's own clocks; never when it is closed."""
    calendar, now, last, due = MORNINGS[case]
    held = BriefingDay(id="briefing", day=date.fromisoformat(last)) if last else None
    assert next_briefing(held, at(now), calendar) == at(due)


def test_the_same_day_tells_nobody_twice_and_earlier_days_go() -> None:
    """Whatever was kept meanwhile: a notice of today stands, those of yesterday and their cards are taken away, but for
    one that still waits to be sent."""
    first = brief(None, [ANN, BEN], [], [], NOW, CALENDAR)
    assert [notice.to.id for notice in first.notices] == ["ann", "ben"]
    assert brief(None, [ANN, BEN], first.notices[:1], [], NOW, CALENDAR).notices == first.notices[1:]
    sent = first.notices[0].model_copy(update={"state": NoticeState.SENT})
    card = card_of(sent, Address(service_url="s", conversation="c", activity="a"), NOW)
    later = brief(None, [ANN], [sent, first.notices[1]], [card], NOW + timedelta(days=1), CALENDAR)
    assert later.removed == (sent, card)
    assert len(later.notices) == 1


def _ladder(kind: str) -> object:
    return BASE.ladder.model_copy(update={"route": DEFAULT_ROUTES[kind]})


def _made(number: int, kind: str, how: str, person: Person) -> Incident:
    update: dict[str, object] = {"id": f"OS-2026-{number:04d}", "kind": kind, "ladder": _ladder(kind)}
    match how:
        case "concerning" | "held_back" | "rung":
            update[how] = (person.who,)
        case "owner":
            update |= {"owner": person.who, "state": State.IN_HAND}
        case "pending":
            update["pending_lookup"] = {}
        case "drill":
            update["drill"] = True
    return BASE.model_validate({**dict(BASE), **update})


def _n(incident: Incident) -> int:
    return int(incident.id[-4:])
