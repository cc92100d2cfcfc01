"""Requests by the rules alone: what is read of a form, what time does, and that each version is decided once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.kit.approval import COMES_FROM, ApprovalState, DeciderRole, Deciders
from bot.policy.kit.errors import Incomplete, PolicyError
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.roles import Role
from bot.policy.kit.school_time import Calendar
from bot.policy.requests import deciding
from bot.policy.requests.asking import Asking, read_request_form
from bot.policy.requests.deciding import RequestContext
from bot.policy.requests.kinds import KINDS_OF_REQUEST, FieldShape, RequestKind
from bot.policy.requests.request import RequestSnapshot, StaffRequest
from bot.policy.requests.timing import due_steps, tick
from bot.settings import load_school
from tests.cards.catalogue_requests import answers_of
from tests.rig import SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)
CALENDAR = Calendar(SCHOOL.hours, SCHOOL.timezone)
MONDAY = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PEOPLE = SCHOOL.people
ASKER = next(person for person in PEOPLE if person.roles == {"staff"})
EQUIPMENT = KINDS_OF_REQUEST["equipment"]


def holders() -> Holders:
    """Who holds each role in the example school."""
    roles: set[Role] = {role for person in PEOPLE for role in person.roles}
    return {role: [person for person in PEOPLE if role in person.roles] for role in roles}


def context(kind: RequestKind, by: Person, now: datetime = MONDAY, number: int = 1) -> RequestContext:
    """Somebody acts on a request of that kind."""
    held = holders()
    deciders = Deciders.by({role: held.get(role, ()) for role in kind.decided_by.all}, kind.decided_by, (), now)
    return RequestContext(by, now, number, CALENDAR, deciders, held)


def filed(kind: RequestKind) -> StaffRequest:
    """A request of that kind as it was asked for on Monday."""
    answers = {
        name: text
        for name, text in answers_of(kind, "Laptop", MONDAY).items()
        if name in {field.id for field in kind.fields}
    }
    asking = Asking(answers={**answers, "letter_on": "2026-11-20"} if "letter_on" in answers else answers)
    outcome = deciding.file_request(kind, "RQ-2026-0001", asking, "d", None, context(kind, ASKER))
    (request,) = (record for record in outcome.records if isinstance(record, StaffRequest))
    return request


@pytest.mark.parametrize("kind", KINDS_OF_REQUEST.values(), ids=list(KINDS_OF_REQUEST))
@given(data=st.data())
def test_whatever_is_sent_is_read_or_comes_back_by_its_field(kind: RequestKind, data: st.DataObject) -> None:
    """Nothing that a client may send is kept unread: each answer is right by its shape, or its field is named."""
    names = st.sampled_from([*(field.id for field in kind.fields), "remark", "top", "state"])
    texts = st.one_of(st.text(max_size=50), st.sampled_from(["true", "yes", "2026-11-30", "12", "x" * 5_000]))
    sent = data.draw(st.dictionaries(names, texts))
    try:
        asking = read_request_form(kind, sent, TODAY)
    except Incomplete as wrong:
        assert set(wrong.facts) <= {field.id for field in kind.fields} | {"remark"}
        return
    for field in kind.fields:
        text = asking.answers.get(field.id, "")
        if field.shape is FieldShape.DAY and text:
            date.fromisoformat(text)
        assert len(text) <= 1_000
        assert text or not field.required or field.when


ACTS = ("approve", "decline", "changes", "cancel", "withdraw", "end", "lose", "view", "change", "tick")


@pytest.mark.parametrize("kind", KINDS_OF_REQUEST.values(), ids=list(KINDS_OF_REQUEST))
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(ACTS), st.sampled_from(range(len(PEOPLE))), st.integers(1, 3), st.integers(0, 9)),
        max_size=12,
    )
)
def test_whoever_does_what_in_whatever_order(kind: RequestKind, acts: list[tuple[str, int, int, int]]) -> None:
    """Each version is decided once, by one who may and never by its requester; every state comes from where it may, and
    what is over has nothing due."""
    request, now = filed(kind), MONDAY
    for act, person, number, days in acts:
        now += timedelta(days=days)
        before = request
        request = _after(kind, request, act, replace(context(kind, PEOPLE[person], now), number=number))
        if request.state is not before.state:
            assert before.state in COMES_FROM[request.state]
        for ruling in request.rulings[len(before.rulings) :]:
            by = ruling.by.id if ruling.by else None
            if ruling.to in {ApprovalState.APPROVED, ApprovalState.DECLINED, ApprovalState.CHANGES}:
                assert by != request.requester.id
                assert any(p.id == by and p.holds(*kind.decided_by.all) for p in PEOPLE)
                assert ruling.number == before.number
        assert (request.due_at is None) == (not due_steps(request, CALENDAR))
        if not request.is_open:
            assert request.due_at is None
    yes = [ruling.number for ruling in request.rulings if ruling.to is ApprovalState.APPROVED]
    assert len(yes) == len(set(yes)) <= 1


def _after(kind: RequestKind, request: StaffRequest, act: str, by: RequestContext) -> StaffRequest:
    """The request once somebody has done it, or as it was where the rules refuse."""
    snapshot = RequestSnapshot(request)
    role = DeciderRole(by.by.holds(*kind.decided_by.approvers), by.by.holds(*kind.decided_by.deputies))
    conditions = {"review_on": "2027-06-01"} if kind.decides_with else None
    to = {
        "approve": ApprovalState.APPROVED,
        "decline": ApprovalState.DECLINED,
        "changes": ApprovalState.CHANGES,
        "cancel": ApprovalState.CANCELLED,
    }
    try:
        match act:
            case "withdraw":
                outcome = deciding.withdraw_request(snapshot, "", by)
            case "end":
                outcome = deciding.end_request(snapshot, by)
            case "lose":
                outcome = deciding.lose(snapshot, by)
            case "view":
                outcome = deciding.give_view(snapshot, "Fine", concern=False, context=by)
            case "change":
                outcome = deciding.change_request(snapshot, Asking(answers={"item": act}, remark="New"), "d", by)
            case "tick":
                outcome = tick(snapshot, by.deciders, by.holders, by.now, CALENDAR)
            case _:
                given_with = conditions if act == "approve" else None
                outcome = deciding.decide_request(snapshot, to[act], role, by, "Because", given_with)
    except PolicyError:
        return request
    found = [record for record in outcome.records if isinstance(record, StaffRequest)]
    return found[0] if found else request


@pytest.mark.parametrize("kind", KINDS_OF_REQUEST.values(), ids=list(KINDS_OF_REQUEST))
def test_an_undecided_request_always_has_a_next_moment_and_ends(kind: RequestKind) -> None:
    """Whoever acts is reminded on the next school day and weekly from then on, until it expires."""
    request, reminded = filed(kind), 0
    while request.is_open:
        assert request.due_at is not None
        context_then = context(kind, ASKER, request.due_at)
        outcome = tick(RequestSnapshot(request), context_then.deciders, context_then.holders, request.due_at, CALENDAR)
        (changed,) = (record for record in outcome.records if isinstance(record, StaffRequest))
        assert outcome.notices
        request, reminded = changed, reminded + 1
    assert request.state is ApprovalState.EXPIRED
    assert reminded >= 2
