"""The cards of requests, of every kind in every state, with plain and with difficult contents."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.policy.kit.approval import ApprovalState, Decision
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, NoticeState, Urgency
from bot.policy.kit.school import School
from bot.policy.requests import RequestPurpose
from bot.policy.requests.asking import LONGEST_BY_SHAPE, LONGEST_REMARK
from bot.policy.requests.kinds import KINDS_OF_REQUEST, NO, ON, FieldShape, RequestKind
from bot.policy.requests.request import RequestLists, RequestVersion, RequestView, RoleView, StaffRequest
from cards.kit.elements import AdaptiveCard
from cards.requests import form as forms
from cards.requests import lists
from cards.requests.request_card import request_card, request_message
from cards.words.requests import TIMELINE


def request_cards(
    school: School, head: Person, requester: Person, nasty: str, now: datetime
) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    cards: dict[str, AdaptiveCard] = {
        "requests, none": lists.requests_card(school, now, RequestLists((), (), ()), register=False, out=False),
        "requests, nothing out": lists.out_card(school, now, []),
    }
    for kind in KINDS_OF_REQUEST.values():
        for name, text in {"plain": "Laptop", "long": nasty}.items():
            answers = answers_of(kind, text, now)
            wrong = {field.id: "form.missing" for field in kind.fields} | {"top": "request.nobody_decides"}
            cards[f"request, {kind.id}, {name}, form"] = forms.request_form(kind, "d", answers, wrong=wrong)
            for state in ApprovalState:
                view = _view(kind, state, answers, requester, head, text, now)
                for reader in (head, requester):
                    key = f"request, {kind.id}, {name}, {state}, to {reader.name}"
                    cards[key] = request_card(school, now, view, reader, note="Already", unsent=text)
                    for face in RequestPurpose:
                        drawn = request_message(school, now, face, view, reader)
                        cards[f"{key}, {face}"] = AdaptiveCard(**json.loads(drawn.card or ""))
                cards[f"request, {kind.id}, {name}, {state}, changing"] = forms.request_form(
                    kind, "d", answers, changing=view.request
                )
            request = view.request
            cards[f"request, {kind.id}, {name}, done"] = forms.request_result(request, "Sent.")
            cards[f"request, {kind.id}, {name}, view"] = forms.view_form(school, now, request, {"words": text})
            cards[f"request, {kind.id}, {name}, conditions"] = forms.conditions_form(school, now, request, answers)
            for to in (*forms.DECIDES,):
                cards[f"request, {kind.id}, {name}, {to}"] = forms.reason_form(
                    school, now, request, to, text[:1_000], {"reason": "form.missing"}
                )
            many = tuple(request.model_copy(update={"id": f"RQ-2026-{n:04}"}) for n in range(30))
            found = RequestLists(many, many, many)
            cards[f"requests, {kind.id}, {name}"] = lists.requests_card(school, now, found, register=True, out=True)
            cards[f"requests, {kind.id}, {name}, out"] = lists.out_card(school, now, many)
            if kind.id == "pupil_phone":
                cards[f"requests, class, {name}"] = lists.class_card(school, now, text[:60], many)
    return cards


def answers_of(kind: RequestKind, text: str, now: datetime) -> dict[str, str]:
    """An answer to each question of a kind."""
    shaped = {
        FieldShape.DAY: f"{now + timedelta(days=7):%Y-%m-%d}",
        FieldShape.NUMBER: "12",
        FieldShape.SWITCH: ON,
        FieldShape.ANSWER: NO,
        **{shape: text[:limit] for shape, limit in LONGEST_BY_SHAPE.items()},
    }
    return {field.id: shaped[field.shape] for field in (*kind.fields, *kind.decides_with)}


def _view(
    kind: RequestKind,
    state: ApprovalState,
    answers: dict[str, str],
    requester: Person,
    head: Person,
    words: str,
    now: datetime,
) -> RequestView:
    versions = tuple(
        RequestVersion(number=number, asked_at=now, answers=said, remark=words[:LONGEST_REMARK])
        for number, said in ((1, {key: value[:1] for key, value in answers.items()}), (2, answers))
    )
    # The days of the first version are days all the same.
    first = versions[0].model_copy(update={"answers": {**answers, kind.fields[0].id: "Before"}})
    ruling = Decision(to=state, at=now, by=head.who, number=2, words=words[:1_000])
    views = tuple(
        RoleView(role=role, by=head.who, at=now, number=2, concern=True, words=words[:1_000]) for role in kind.views
    )
    request = StaffRequest(
        id="RQ-2026-0001",
        version=1,
        kind=kind.id,
        requester=requester.who,
        versions=(first, versions[1]),
        state=state,
        rulings=() if state is ApprovalState.WAITING else (ruling,),
        views=views,
        lost_at=now if kind.loss and words != "Laptop" else None,
        ended=kind.ending.id if kind.ending and state is ApprovalState.ENDED else "",
    )
    timeline = tuple(
        Entry(subject=request.id, at=now, by=head.who, what=what, facts={"number": "2", "to": head.name}, seq=n)
        for n, what in enumerate(TIMELINE, 1)
    )
    failed = Notice(
        id="n",
        subject=request.id,
        topic="request",
        to=head.who,
        purpose=RequestPurpose.DECIDE,
        urgency=Urgency.ROUTINE,
        made_at=now,
        due_at=now,
        state=NoticeState.FAILED,
        reason="blocked",
    )
    waits = state is ApprovalState.WAITING
    return RequestView(
        request,
        timeline,
        frozenset({head.id}),
        (head.name,) if waits else (),
        frozenset({head.id}) if waits else frozenset(),
        kind.views if words != "Laptop" else (),
        (failed,),
    )
