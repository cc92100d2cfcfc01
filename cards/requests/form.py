"""The form of a request, and the small forms of those who decide it. What was typed always comes back untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.policy.kit.approval import LONGEST_REASON, WORDS_ASKED, ApprovalState
from bot.policy.kit.school import School
from bot.policy.requests.asking import LONGEST_BY_SHAPE, LONGEST_REMARK
from bot.policy.requests.kinds import ON, Bound, FieldShape, RequestField, RequestKind
from bot.policy.requests.request import StaffRequest
from cards.kit import fields, parts
from cards.kit.elements import AdaptiveCard, CardElement, TextInput, ToggleInput
from cards.requests import RequestVerb
from cards.requests.request_card import button_data, request_line
from cards.words import requests as wording
from cards.words.kit import MAKES_A_NEW_VERSION, NOTHING_SENT_YET, REMARK_LABEL
from cards.words.requests import ANSWER_WORDS, REQUEST_WORDS
from cards.words.sentences import sentence

FURTHER_ID = "further"
CONCERN, WORDS = "concern", "words"
"""The fields of a view."""
DECIDES: Mapping[ApprovalState, RequestVerb] = {
    ApprovalState.DECLINED: RequestVerb.DECLINE_SEND,
    ApprovalState.CHANGES: RequestVerb.CHANGES_SEND,
    ApprovalState.CANCELLED: RequestVerb.CANCEL_SEND,
    ApprovalState.WITHDRAWN: RequestVerb.WITHDRAW_SEND,
}
"""What sends each decision that has a form."""


def request_form(
    kind: RequestKind,
    draft: str,
    answers: parts.Texts,
    *,
    wrong: parts.Texts | None = None,
    changing: StaffRequest | None = None,
) -> AdaptiveCard:
    """The form, filled with `answers`; `wrong` puts what is wrong above its field.

    `changing` makes it the form of a new version.
    """
    problems, words = wrong or {}, REQUEST_WORDS[kind.id]
    carried: dict[str, str | int] = {"draft": draft, "kind": kind.id}
    carried |= button_data(changing) if changing else {}
    ruling = changing.ruling if changing else None
    first = [field for field in kind.fields if not (field.when and field.shape is FieldShape.ANSWER)]
    further = [field for field in kind.fields if field not in first]
    opened = any(answers.get(field.id) or field.id in problems for field in further)
    return parts.card(
        parts.title(wording.CHANGE_TITLE.format(id=changing.id) if changing else words.name),
        parts.banner(wording.NOT_RIGHT, "attention") if problems else None,
        parts.small(MAKES_A_NEW_VERSION if changing else words.asks),
        *parts.problems(problems.get("top")),
        *([parts.heading(wording.WHAT_SHOULD_CHANGE), parts.typed_text(ruling.words)] if ruling else []),
        *_all(kind, first, answers, problems),
        *(
            parts.collapsible(wording.AI_QUESTIONS, FURTHER_ID, _all(kind, further, answers, problems), open=opened)
            if further
            else []
        ),
        *parts.problems(problems.get("remark")),
        *([_text("remark", REMARK_LABEL, answers, limit=LONGEST_REMARK, many=True)] if changing else []),
        parts.form_buttons(RequestVerb.CHANGE_SEND if changing else RequestVerb.SEND, carried),
        parts.small(NOTHING_SENT_YET),
        *parts.why((kind.section,)),
    )


def conditions_form(
    school: School, now: datetime, request: StaffRequest, answers: parts.Texts, wrong: parts.Texts | None = None
) -> AdaptiveCard:
    """What is said with a yes."""
    words, problems = REQUEST_WORDS[request.kind], wrong or {}
    return parts.card(
        parts.title(f"{words.approve} {request.id}"),
        parts.typed_text(request_line(school, now, request), 1_500),
        *_all(request.rules, request.rules.decides_with, answers, problems),
        parts.form_buttons(RequestVerb.APPROVE_SEND, button_data(request)),
    )


def view_form(
    school: School, now: datetime, request: StaffRequest, answers: parts.Texts, wrong: parts.Texts | None = None
) -> AdaptiveCard:
    """What somebody thinks of it for their role."""
    return parts.card(
        parts.title(wording.VIEW_TITLE.format(id=request.id)),
        parts.typed_text(request_line(school, now, request), 1_500),
        _switch(CONCERN, wording.HAVE_A_CONCERN, answers),
        *parts.problems((wrong or {}).get(WORDS)),
        _text(WORDS, wording.YOUR_WORDS, answers, hint=wording.CONCERN_HINT, limit=LONGEST_REASON, many=True),
        parts.form_buttons(RequestVerb.VIEW_SEND, button_data(request)),
    )


def reason_form(
    school: School,
    now: datetime,
    request: StaffRequest,
    to: ApprovalState,
    typed: str = "",
    wrong: parts.Texts | None = None,
) -> AdaptiveCard:
    """Why is it declined or taken back, or what should change?"""
    field = WORDS_ASKED.get(to, "reason")
    needed = to in WORDS_ASKED
    label = wording.WHAT_SHOULD_CHANGE if to is ApprovalState.CHANGES else wording.REASON
    return parts.card(
        parts.title(wording.FORM_TITLES[to].format(id=request.id)),
        parts.typed_text(request_line(school, now, request), 1_500),
        *parts.problems(*(wrong or {}).values()),
        TextInput(
            id=field,
            label=label if needed else wording.WHY_WITHDRAWN,
            placeholder=wording.THEY_READ_IT if needed else None,
            value=typed or None,
            is_multiline=True,
            max_length=LONGEST_REASON,
            is_required=needed or None,
            error_message=sentence("form.missing") if needed else None,
        ),
        parts.form_buttons(DECIDES[to], button_data(request)),
    )


def request_result(request: StaffRequest, said: str) -> AdaptiveCard:
    """What sending a form of this request did, and the way back to it."""
    return parts.form_result(said, parts.opener(f"Open {request.id}", RequestVerb.SHOW, button_data(request)))


def _all(
    kind: RequestKind, asked: Sequence[RequestField], answers: parts.Texts, problems: parts.Texts
) -> list[CardElement]:
    words = REQUEST_WORDS[kind.id]
    return [
        element
        for field in asked
        for element in (
            *parts.problems(problems.get(field.id)),
            *_input(
                field, words.labels[field.id], words.hints.get(field.id, ""), answers, refused=field.id in problems
            ),
        )
    ]


def _input(field: RequestField, label: str, hint: str, answers: parts.Texts, *, refused: bool) -> Sequence[CardElement]:
    # What is asked only with a switch is not `required` of the client, which does not know the switch.
    required = field.required and not field.when
    match field.shape:
        case FieldShape.DAY:
            return fields.date(
                field.id, label, answers, typed=refused, past=field.until == Bound.TODAY, required=required
            )
        case FieldShape.SWITCH:
            return [_switch(field.id, label, answers)]
        case FieldShape.ANSWER:
            value = answers.get(field.id, "")
            return [fields.choice(field.id, label, ANSWER_WORDS, value=value, required=required)]
        case FieldShape.NUMBER:
            return [_text(field.id, label, answers, hint=hint, limit=4, required=required)]
        case FieldShape.LINE | FieldShape.WORDS:
            limit, many = LONGEST_BY_SHAPE[field.shape], field.shape is FieldShape.WORDS
            return [_text(field.id, label, answers, hint=hint, limit=limit, many=many, required=required)]


def _text(
    id: str,
    label: str,
    answers: parts.Texts,
    *,
    hint: str = "",
    limit: int,
    many: bool = False,
    required: bool = False,
) -> TextInput:
    return TextInput(
        id=id,
        label=label,
        placeholder=hint or None,
        value=parts.cut(answers.get(id, ""), parts.TYPED_BYTES // 4) or None,
        is_multiline=many or None,
        max_length=limit,
        is_required=required or None,
        error_message=sentence("form.missing") if required else None,
    )


def _switch(id: str, title: str, answers: parts.Texts) -> ToggleInput:
    return fields.tick(id, title, "Yes", value=answers.get(id, ""), on=ON)
