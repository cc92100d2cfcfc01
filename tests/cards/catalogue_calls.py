"""The cards of video calls, with plain and with difficult contents."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.policy.calls import CallPurpose
from bot.policy.calls.call import PartnerKind, Request, RuleFinding, VideoCall
from bot.policy.calls.rules import RULES, WARNINGS
from bot.policy.calls.view import CallView, sort_calls
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.absence import Absence
from bot.policy.kit.approval import ApprovalState, Decision
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, NoticeState, Urgency, Who
from bot.policy.kit.school import School
from cards.calls import call_card as calls
from cards.calls import form as calls_form
from cards.calls import lists as calls_list
from cards.calls import notices as calls_faces
from cards.kit.elements import AdaptiveCard
from cards.words.calls import TIMELINE

FACES = (
    CallPurpose.REQUEST,
    CallPurpose.UNDECIDED,
    CallPurpose.CHANGES_DUE,
    CallPurpose.ANSWER,
    CallPurpose.SOON,
    CallPurpose.AFTER,
)


def call_cards(school: School, head: Person, requester: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    forty = tuple(
        Who(id=f"aaaaaaaa-0000-4000-8000-0000000001{n:02}", name=f"Firstname Longer-Lastname {n}") for n in range(40)
    )
    plain = _request(now, requester, (head.who,))
    long = _request(now, requester, forty, nasty)
    cards: dict[str, AdaptiveCard] = {
        "calls, none": calls_list.calls_card(school, now, sort_calls([], everybody=False))
    }
    for name, request in {"plain": plain, "long": long}.items():
        for state in ApprovalState:
            view = _view(state, request, requester, head, now, nasty if name == "long" else "A reason")
            for reader in (head, requester):
                key = f"call, {name}, {state}, to {reader.name}"
                cards[key] = calls.call_card(school, now, view, reader, note="Already", lead="Why")
                for face in FACES:
                    drawn = calls_faces.call_message(school, now, face, view, reader)
                    cards[f"{key}, {face}"] = AdaptiveCard(**json.loads(drawn.card or ""))
            for to in (ApprovalState.DECLINED, ApprovalState.CHANGES, ApprovalState.CANCELLED):
                wrong = {"reason": "form.missing"}
                cards[f"call, {name}, {state}, reason {to}"] = calls_form.reason_form(
                    school, now, view.call, to, nasty[:1_000], wrong
                )
            cards[f"call, {name}, {state}, withdraw"] = calls_form.withdraw_form(
                school, now, view.call, nasty[:1_000], {"reason": "form.too_long"}
            )
            cards[f"call, {name}, {state}, done"] = calls_form.call_result(view.call, "Declined.")
            many = sort_calls(
                [view.call.model_copy(update={"id": f"VC-2026-{n:04}"}) for n in range(30)], everybody=True
            )
            cards[f"calls, {name}, {state}"] = calls_list.calls_card(school, now, many)
        answers = calls_form.answers_from_request(school, request)
        names = {who.id: who.name for who in request.everyone}
        every = [RuleFinding(rule=rule.id, facts={"who": "Pip Somebody"}) for rule in RULES]
        cards[f"call form, {name}"] = calls_form.call_form("draft", answers, names)
        cards[f"call form, {name}, all broken"] = calls_form.call_form("draft", answers, {}, broken=every)
        wrong = {"subject": "form.too_long", "top": "call.nothing_changed"}
        asked = _view(ApprovalState.CHANGES, request, requester, head, now, nasty[:1_000]).call
        cards[f"call form, {name}, changing"] = calls_form.call_form(
            "draft", answers, names, wrong=wrong, changing=asked
        )
    cards["call form, empty"] = calls_form.call_form("draft", {}, {})
    until = (now + timedelta(days=2)).date()
    away = Absence(id=head.id, who=head.who, since=now, until=until, due_at=now + timedelta(days=3))
    to_come = away.model_copy(update={"since": now + timedelta(days=1)})
    cards["away"] = calls_list.away_card(school, now, away, [head.name], ["staff_conduct", "spam"])
    cards["away, no deputy"] = calls_list.away_card(school, now, away, [], [])
    cards["away, who decides nothing"] = calls_list.away_card(school, now, away, None, list(KINDS))
    cards["away, to come"] = calls_list.away_card(school, now, to_come, [head.name], [], away)
    return cards


def _request(now: datetime, lead: Person, team: tuple[Who, ...], text: str = "") -> Request:
    start = now + timedelta(days=3)
    warned = [
        RuleFinding(rule=rule.id, facts={"who": text[:200] or "Ann", "calls": "VC-2026-0009"}) for rule in WARNINGS
    ]
    return Request(
        asked_at=now,
        subject=text[:300] or "Rivers, with pupils in Kenya",
        class_name=text[:60] or "4B",
        pupils=28,
        starts_at=start,
        ends_at=start + timedelta(minutes=45),
        partner=text[:120] or "Nairobi Hill School",
        partner_kind=PartnerKind.OTHER if text else PartnerKind.SCHOOL,
        partner_reason=text[:300],
        tool=text[:60],
        tool_reason=text[:300],
        lead=lead.who,
        team=team,
        in_the_room=team,
        agreement=text[:120] or "AG-14",
        signed_on=now.date(),
        trained=True,
        recorded=bool(text),
        consent=bool(text),
        remark=text[:500],
        warnings=tuple(warned) if text else (),
    )


def _view(
    state: ApprovalState, request: Request, requester: Person, head: Person, now: datetime, words: str
) -> CallView:
    before = request.model_copy(update={"subject": words[:300], "class_name": "4A", "pupils": 3, "team": (head.who,)})
    second = request.model_copy(update={"number": 2})
    ruling = Decision(to=state, at=now, by=head.who, number=1, words=words[:1_000], deputy=True)
    call = VideoCall(
        id="VC-2026-0007", requester=requester.who, requests=(before, second), state=state, rulings=(ruling,)
    )
    told = tuple(
        Entry(subject=call.id, at=now, by=head.who, what=what, facts={"to": "Ann", "number": "1"})
        for what in [*TIMELINE] * 4
    )
    failed = Notice(
        id="n", subject=call.id, topic="call", to=head.who, purpose=CallPurpose.REQUEST, urgency=Urgency.ROUTINE,
        made_at=now, due_at=now, state=NoticeState.FAILED, reason="not_installed",
    )  # fmt: skip
    mails = {who.id: f"firstname.longer-lastname-{who.id[-4:]}@larkspurhill.example.org" for who in request.everyone}
    return CallView(call, told, frozenset({head.id}), (head.name,), (failed,), mails)
