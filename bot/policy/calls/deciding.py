"""What people do with a video call: ask, decide, change, withdraw, cancel. Each answers with an `Outcome`, or raises.

What all that is asked for and decided has in common is in `kit.approval`. The card shows the state as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.calls import CallPurpose, telling, timing
from bot.policy.calls.call import Request, RequestForm, RuleFinding, VideoCall, changed_fields
from bot.policy.calls.telling import CallSnapshot
from bot.policy.calls.timing import Plan
from bot.policy.kit import notices
from bot.policy.kit.approval import (
    LONGEST_REASON,
    UNDECIDED,
    ApprovalState,
    DeciderRole,
    Deciders,
    Decision,
    NotTheDecider,
    TooLate,
    allow,
    check_words,
    facts_of,
    must_stand,
    of_the_requester,
)
from bot.policy.kit.errors import Incomplete, NotFound
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place, card_in_place
from bot.policy.kit.records import Draft, Who
from bot.policy.kit.references import draft_id
from bot.policy.kit.roles import Role
from bot.policy.kit.timeline import seal

CALL_OVERSEERS: frozenset[Role] = frozenset({"champion"})
"""Who sees all calls beside those who decide them."""


class UnknownCall(NotFound):
    """There is no such call, or it does not exist for this person."""

    key = "call.not_found"


@dataclass(frozen=True, slots=True)
class CallActionContext:
    """Who acts, when, and which version of the request their card showed."""

    by: Person
    now: datetime
    number: int
    plan: Plan


def may_see_call(person: Person, call: VideoCall, deciding: Sequence[Role]) -> bool:
    """Whether the call exists for this person: its requester and team, those who decide calls, and the Champions."""
    return any(who.id == person.id for who in call.subjects) or sees_all(person, deciding)


def sees_all(person: Person, deciding: Sequence[Role]) -> bool:
    """Whether this person sees every call; `deciding` are the roles of the approver and the deputies."""
    return bool(person.roles & (CALL_OVERSEERS | set(deciding)))


def first_version(asked: RequestForm, warned: Sequence[RuleFinding], now: datetime) -> Request:
    """The first version of a request that breaks no rule."""
    return Request(**dict(asked), asked_at=now, warnings=tuple(warned))


def request_call(
    reference: str, request: Request, by: Person, draft: str, place: Place | None, deciders: Deciders, plan: Plan
) -> Outcome:
    """File a request and put it before whoever decides it."""
    now = request.asked_at
    call = timing.with_due(VideoCall(id=reference, requester=by.who, requests=(request,)), plan)
    entry = telling.call_entry(call, by.who, "call_asked", now, **_entry_facts(request))
    people = (p.who for p in deciders.to_ask(call.may_not_decide))
    told = telling.tell(CallSnapshot(call), people, CallPurpose.REQUEST, "v1", now, plan.calendar)
    filed = Outcome((call, Draft(id=draft_id(by.id, draft), subject=call.id)), told, (entry,))
    return filed + make_receipt(call, by, place, now)


def make_receipt(call: VideoCall, by: Person, place: Place | None, now: datetime) -> Outcome:
    """The card in the place of the form, to be kept true; where there is no place, a message of its own."""
    if place is None:
        return Outcome(notices=(notices.tell(telling.about(call), by.who, CallPurpose.RECEIPT, "filed", now),))
    receipt_id = f"{call.id}:receipt:{place.at.activity}"
    return card_in_place(place, receipt_id, telling.about(call), by.who, CallPurpose.RECEIPT, now)


def change_request(
    snapshot: CallSnapshot,
    context: CallActionContext,
    asked: RequestForm,
    warned: Sequence[RuleFinding],
    draft: str,
    deciders: Deciders,
) -> Outcome:
    """The requester's new version; it waits for a decision of its own. Raises `Incomplete` when nothing is new."""
    call = snapshot.call
    prepare_change(call, context)
    before = call.request
    after = Request(**dict(asked), number=before.number + 1, asked_at=context.now, warnings=tuple(warned))
    what = changed_fields(before, after)
    if not what and not after.remark:
        raise Incomplete(top="call.nothing_changed")
    changed = call.model_copy(update={"requests": (*call.requests, after), "state": ApprovalState.WAITING, "done": ()})
    entry = telling.call_entry(
        call, context.by.who, "call_changed", context.now, **_entry_facts(after), changed=", ".join(what)
    )
    people = (p.who for p in deciders.to_ask(changed.may_not_decide))
    new, calendar = replace(snapshot, call=changed), context.plan.calendar
    told = telling.tell(new, people, CallPurpose.REQUEST, f"v{after.number}", context.now, calendar)
    kept = Draft(id=draft_id(context.by.id, draft), subject=call.id)
    return Outcome((timing.with_due(changed, context.plan), kept), told, (entry,)) + telling.redraw_all(
        snapshot, context.now
    )


def prepare_change(call: VideoCall, context: CallActionContext) -> None:
    """Return when this person may now change this version; only its requester, until it is decided."""
    of_the_requester(call, context.by)
    _must_be(call, context, ApprovalState.WAITING)


def approve(snapshot: CallSnapshot, context: CallActionContext, role: DeciderRole, deciders: Deciders) -> Outcome:
    """The call may take place (V2)."""
    return _decide(snapshot, context, role, deciders, ApprovalState.APPROVED)


def decline(
    snapshot: CallSnapshot, context: CallActionContext, role: DeciderRole, deciders: Deciders, reason: str
) -> Outcome:
    """The call may not take place, with the reason."""
    return _decide(snapshot, context, role, deciders, ApprovalState.DECLINED, reason)


def ask_for_changes(
    snapshot: CallSnapshot, context: CallActionContext, role: DeciderRole, deciders: Deciders, what: str
) -> Outcome:
    """It goes back to the requester, with what should change."""
    return _decide(snapshot, context, role, deciders, ApprovalState.CHANGES, what)


def cancel(
    snapshot: CallSnapshot, context: CallActionContext, role: DeciderRole, deciders: Deciders, reason: str
) -> Outcome:
    """An approved call does not take place after all, with the reason."""
    return _decide(snapshot, context, role, deciders, ApprovalState.CANCELLED, reason)


def prepare(
    call: VideoCall, context: CallActionContext, role: DeciderRole, deciders: Deciders, to: ApprovalState
) -> bool:
    """Whether a deputy is acting, when this person may now decide this version so. Raises as the decision would."""
    deputy = allow(call, context.by, role, deciders)
    _must_be(call, context, to)
    return deputy


def prepare_withdrawal(call: VideoCall, context: CallActionContext) -> None:
    """Return when this person may take it back now, whichever version their card showed."""
    of_the_requester(call, context.by)
    current = CallActionContext(context.by, context.now, call.request.number, context.plan)
    _must_be(call, current, ApprovalState.WITHDRAWN)


def withdraw_request(snapshot: CallSnapshot, context: CallActionContext, reason: str = "") -> Outcome:
    """The requester takes it back, at any time before the call, with a reason if they like."""
    call, said = snapshot.call, reason.strip()
    prepare_withdrawal(call, context)
    if len(said) > LONGEST_REASON:
        raise Incomplete(reason="form.too_long")
    return _record_decision(snapshot, context, ApprovalState.WITHDRAWN, said, told_of_withdrawal(call))


def told_of_withdrawal(call: VideoCall) -> tuple[Who, ...]:
    """Who is told when it is taken back: the team, once it was approved. Until then only whoever decides knows of it,
    and their card shows it."""
    told = call.subjects if call.state is ApprovalState.APPROVED else ()
    return tuple(who for who in told if who.id != call.requester.id)


def record_went_well(snapshot: CallSnapshot, context: CallActionContext) -> Outcome:
    """The lead says afterwards that it went well; saying so twice changes nothing."""
    call = snapshot.call
    if context.by.id not in {call.request.lead.id, call.requester.id}:
        raise NotTheDecider()
    if call.state is not ApprovalState.ENDED:
        raise TooLate(f"approval.now_{call.state.value}")
    if call.went:
        return Outcome()
    entry = telling.call_entry(call, context.by.who, "call_went_fine", context.now)
    done = call.model_copy(update={"went": "fine"})
    return Outcome((done,), entries=(entry,)) + telling.redraw_all(snapshot, context.now)


def _must_be(call: VideoCall, context: CallActionContext, to: ApprovalState) -> None:
    """The card showed the call as it is. Otherwise what has happened meanwhile is said."""
    must_stand(call, context.number, to)
    if context.now >= call.request.starts_at:
        raise TooLate("approval.now_expired" if call.state in UNDECIDED else "call.begun")


def _decide(
    snapshot: CallSnapshot,
    context: CallActionContext,
    role: DeciderRole,
    deciders: Deciders,
    to: ApprovalState,
    words: str = "",
) -> Outcome:
    deputy = prepare(snapshot.call, context, role, deciders, to)
    return _record_decision(snapshot, context, to, check_words(to, words), snapshot.call.subjects, deputy=deputy)


def _record_decision(
    snapshot: CallSnapshot,
    context: CallActionContext,
    to: ApprovalState,
    words: str,
    told: Sequence[Who],
    *,
    deputy: bool = False,
) -> Outcome:
    call = snapshot.call
    decision = Decision(to=to, at=context.now, by=context.by.who, number=call.number, words=words, deputy=deputy)
    entry = telling.call_entry(call, context.by.who, f"call_{to.value}", context.now, **facts_of(call, decision))
    calendar = context.plan.calendar
    answer = telling.tell(snapshot, told, CallPurpose.ANSWER, f"v{call.version}", context.now, calendar)
    redrawn = telling.redraw_all(snapshot, context.now)
    return Outcome((timing.with_due(call.with_ruling(decision), context.plan),), answer, (entry,)) + redrawn


def _entry_facts(request: Request) -> dict[str, str]:
    warned = ", ".join(warning.rule for warning in request.warnings)
    return {"number": str(request.number), "warnings": warned, "sha256": seal(request.model_dump_json())}
