"""What people do with a request: ask, give a view, decide, change, withdraw, end. Pure. Each answers with an `Outcome`.

Raises a `PolicyError` instead of an outcome that the rules do not allow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.policy.kit import notices
from bot.policy.kit.approval import (
    LONGEST_REASON,
    ApprovalState,
    DeciderRole,
    Deciders,
    Decision,
    NotTheDecider,
    OwnRequest,
    TooLate,
    allow,
    check_words,
    facts_of,
    must_stand,
    of_the_requester,
)
from bot.policy.kit.errors import Incomplete, NotFound, NotPossible
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.records import Draft, Who
from bot.policy.kit.references import draft_id
from bot.policy.kit.roles import Role
from bot.policy.kit.school_time import Calendar
from bot.policy.kit.timeline import seal
from bot.policy.requests import RequestPurpose, telling
from bot.policy.requests.asking import Asking
from bot.policy.requests.kinds import RequestKind
from bot.policy.requests.request import RequestSnapshot, RequestVersion, RoleView, StaffRequest, changed_answers
from bot.policy.requests.timing import with_due

A_MOMENT = timedelta(seconds=30)
"""For so long a yes is not ended by whoever said it: what ends it comes to stand where they pressed."""


class UnknownRequest(NotFound):
    """There is no such request, or it does not exist for this person."""

    key = "request.not_found"


class ViewsMissing(NotPossible):
    """Somebody's view is to be heard before it is decided."""

    key = "request.views_missing"


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Who acts, when, on which version their card showed, and who holds which role now."""

    by: Person
    now: datetime
    number: int
    calendar: Calendar
    deciders: Deciders
    holders: Holders

    def acting_as(self, by: Person) -> RequestContext:
        """The same for the person with the roles that they hold at this moment."""
        return replace(self, by=by)


def file_request(
    kind: RequestKind, reference: str, asking: Asking, draft: str, place: Place | None, context: RequestContext
) -> Outcome:
    """File a request and put it before whoever acts next. Raises `Incomplete` where nobody could ever decide it."""
    version = RequestVersion(asked_at=context.now, answers=asking.answers, remark=asking.remark)
    made = StaffRequest(id=reference, kind=kind.id, requester=context.by.who, versions=(version,))
    if not context.deciders.to_ask(made.may_not_decide):
        raise Incomplete(top="request.nobody_decides")
    request = with_due(made, context.calendar)
    entry = telling.request_entry(
        request, context.by.who, "request_asked", context.now, kind=kind.id, **_version_facts(version)
    )
    new = RequestSnapshot(request)
    told = telling.put_before(new, context.deciders, context.holders, "v1", context.now, context.calendar)
    filed = Outcome((request, Draft(id=draft_id(context.by.id, draft), subject=request.id)), told, (entry,))
    return filed + telling.make_receipt(request, context.by.who, place, context.now)


def prepare_change(request: StaffRequest, context: RequestContext) -> None:
    """Return when this person may now change this version: its requester, until it is decided."""
    of_the_requester(request, context.by)
    must_stand(request, context.number, ApprovalState.WAITING)


def change_request(snapshot: RequestSnapshot, asking: Asking, draft: str, context: RequestContext) -> Outcome:
    """The requester's new version; it waits afresh, for views too. Raises `Incomplete` when nothing is new."""
    request = snapshot.request
    prepare_change(request, context)
    changed = changed_answers(request.present.answers, asking.answers)
    if not changed and not asking.remark:
        raise Incomplete(top="request.nothing_changed")
    version = RequestVersion(
        number=request.number + 1, asked_at=context.now, answers=asking.answers, remark=asking.remark
    )
    after = with_due(
        request.model_copy(
            update={"versions": (*request.versions, version), "state": ApprovalState.WAITING, "done": ()}
        ),
        context.calendar,
    )
    entry = telling.request_entry(
        request, context.by.who, "request_changed", context.now, **_version_facts(version), changed=", ".join(changed)
    )
    people, purpose = telling.next_to_act(after, context.deciders, context.holders)
    new = replace(snapshot, request=after)
    told = telling.tell(new, people, purpose, f"v{version.number}", context.now, context.calendar)
    kept = Draft(id=draft_id(context.by.id, draft), subject=request.id)
    return Outcome((after, kept), told, (entry,)) + telling.redraw_all(snapshot, context.now)


def prepare_view(request: StaffRequest, context: RequestContext) -> tuple[Role, ...]:
    """The roles for which this person may now give a view of this version. Raises where there is none."""
    theirs = tuple(role for role in request.rules.views if context.by.holds(role))
    if not theirs:
        raise NotTheDecider()
    if context.by.id == request.requester.id:
        raise OwnRequest()
    must_stand(request, context.number, ApprovalState.APPROVED)
    return theirs


def give_view(snapshot: RequestSnapshot, words: str, *, concern: bool, context: RequestContext) -> Outcome:
    """A view for each role that the person holds; once the last is there, whoever decides has it before them."""
    request, said = snapshot.request, words.strip()
    roles = prepare_view(request, context)
    if concern and not said:
        raise Incomplete(words="request.say_the_concern")
    if len(said) > LONGEST_REASON:
        raise Incomplete(words="form.too_long")
    views = tuple(
        RoleView(role=role, by=context.by.who, at=context.now, number=request.number, concern=concern, words=said)
        for role in roles
    )
    after = request.model_copy(update={"views": (*request.views, *views)})
    facts = {"roles": ", ".join(roles), "number": str(request.number)} | ({"sha256": seal(said)} if said else {})
    what = "request_concern" if concern else "request_view"
    entry = telling.request_entry(request, context.by.who, what, context.now, **facts)
    told = telling.put_before(
        RequestSnapshot(after, snapshot.cards, snapshot.waiting),
        context.deciders,
        context.holders,
        f"v{request.version}",
        context.now,
        context.calendar,
    )
    return Outcome((after,), told, (entry,)) + telling.redraw_all(snapshot, context.now)


def prepare(request: StaffRequest, to: ApprovalState, role: DeciderRole, context: RequestContext) -> bool:
    """Whether a deputy is acting, when this person may now decide this version so. Raises as the decision would."""
    deputy = allow(request, context.by, role, context.deciders)
    must_stand(request, context.number, to)
    if to is ApprovalState.APPROVED and request.missing_views(context.holders):
        raise ViewsMissing()
    return deputy


def decide_request(
    snapshot: RequestSnapshot,
    to: ApprovalState,
    role: DeciderRole,
    context: RequestContext,
    words: str = "",
    conditions: Mapping[str, str] | None = None,
) -> Outcome:
    """What whoever decides says: yes with its conditions, no or back with the reason, or no longer."""
    request = snapshot.request
    deputy = prepare(request, to, role, context)
    said = check_words(to, words)
    decided = request.model_copy(update={"conditions": dict(conditions or request.conditions), "done": ()})
    told = tuple(
        who
        for each in (request.rules.informed if to is ApprovalState.APPROVED else ())
        for who in telling.audience(request, each, context.holders)
        if who.id not in {context.by.id, request.requester.id}
    )
    informed = telling.tell(
        snapshot, told, RequestPurpose.INFORMED, f"v{request.version}", context.now, context.calendar
    )
    ruled = _rule(snapshot, decided, to, said, context, (request.requester,), f"request_{to.value}", deputy=deputy)
    return ruled + Outcome(notices=informed)


def withdraw_request(snapshot: RequestSnapshot, reason: str, context: RequestContext) -> Outcome:
    """The requester takes it back: until it is decided, and where it ends by time alone also after that."""
    request, said = snapshot.request, reason.strip()
    of_the_requester(request, context.by)
    must_stand(request, request.number, ApprovalState.WITHDRAWN)
    if request.state is ApprovalState.APPROVED and request.rules.ending is not None:
        raise TooLate("approval.now_approved")
    if len(said) > LONGEST_REASON:
        raise Incomplete(reason="form.too_long")
    allowed = request.ruling.by if request.ruling and request.state is ApprovalState.APPROVED else None
    told = (allowed,) if allowed else ()
    return _rule(snapshot, request, ApprovalState.WITHDRAWN, said, context, told, "request_withdrawn")


def may_end(request: StaffRequest, person: Person) -> bool:
    """Whether this person may say that what is under way is over, or lost."""
    ending = request.rules.ending
    if ending is None or request.state is not ApprovalState.APPROVED:
        return False
    return (ending.by_requester and person.id == request.requester.id) or person.holds(*ending.roles)


def end_request(snapshot: RequestSnapshot, context: RequestContext) -> Outcome:
    """It is over: returned, closed, reviewed. Its requester hears of it from whoever else said so.

    Raises `TooLate` for a press that was surely the second one on yes.
    """
    request, yes = snapshot.request, snapshot.request.ruling
    _must_be_under_way(request, context.by)
    if yes and yes.by and yes.by.id == context.by.id and context.now - yes.at < A_MOMENT:
        raise TooLate("request.only_just_begun")
    ending = request.rules.ending
    name = ending.id if ending else ""
    told = () if context.by.id == request.requester.id else (request.requester,)
    over = request.model_copy(update={"ended": name})
    return _rule(snapshot, over, ApprovalState.ENDED, "", context, told, f"request_{name}")


def lose(snapshot: RequestSnapshot, context: RequestContext) -> Outcome:
    """What is out is lost. It stays on the list until it is found and returned; saying so twice changes nothing."""
    request = snapshot.request
    _must_be_under_way(request, context.by)
    if request.lost_at is not None:
        return Outcome()
    held = {person.id: person.who for role in request.rules.register for person in context.holders.get(role, ())}
    held[request.requester.id] = request.requester
    # What is lost is said at any hour: somebody may find it, or lock it from afar.
    told = tuple(
        notices.tell(telling.about(request), who, RequestPurpose.INFORMED, f"lost{request.version}", context.now)
        for who in held.values()
        if who.id != context.by.id
    )
    entry = telling.request_entry(request, context.by.who, "request_lost", context.now)
    lost = request.model_copy(update={"lost_at": context.now})
    return Outcome((lost,), told, (entry,)) + telling.redraw_all(snapshot, context.now)


def _must_be_under_way(request: StaffRequest, by: Person) -> None:
    must_stand(request, request.number, ApprovalState.ENDED)
    if not may_end(request, by):
        raise NotTheDecider()


def _rule(
    snapshot: RequestSnapshot,
    decided: StaffRequest,
    to: ApprovalState,
    words: str,
    context: RequestContext,
    told: Sequence[Who],
    what: str,
    *,
    deputy: bool = False,
) -> Outcome:
    request = snapshot.request
    decision = Decision(to=to, at=context.now, by=context.by.who, number=request.number, words=words, deputy=deputy)
    ruled = with_due(decided.with_ruling(decision), context.calendar)
    facts = facts_of(request, decision)
    entry = telling.request_entry(request, context.by.who, what, context.now, **facts)
    answer = telling.tell(snapshot, told, RequestPurpose.ANSWER, f"v{request.version}", context.now, context.calendar)
    return Outcome((ruled,), answer, (entry,)) + telling.redraw_all(snapshot, context.now)


def _version_facts(version: RequestVersion) -> dict[str, str]:
    return {"number": str(version.number), "sha256": seal(version.model_dump_json())}
