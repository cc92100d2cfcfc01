"""The form for a video call, and the small forms of those who decide it. What was typed always comes back untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.policy.calls.asking import LONGEST_ANSWERS, PEOPLE_FIELDS, SWITCHED_ON
from bot.policy.calls.call import Request, RuleFinding, VideoCall
from bot.policy.calls.deciding import told_of_withdrawal
from bot.policy.calls.rules import RULES
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.school import School
from bot.policy.kit.tables import by_id
from cards.calls import CallVerb
from cards.calls.call_card import button_data, spoken_call_time
from cards.kit import fields, parts, times
from cards.kit.elements import (
    AdaptiveCard,
    CardElement,
    Choice,
    ChoiceSetInput,
    QueryData,
    TextInput,
)
from cards.words import calls as wording
from cards.words.calls import PARTNER_KINDS, RULE_WORDS, SECTION
from cards.words.kit import MAKES_A_NEW_VERSION, NOTHING_SENT_YET, REMARK_LABEL, names_words
from cards.words.sentences import sentence

OTHER_FIELDS_ID = "others"
OTHER_FIELDS = ("lead", "team", "tool", "tool_reason")
RULE_FIELDS = {key: rule.field for key, rule in by_id("rules of calls", RULES).items()}


def call_form(
    draft: str,
    answers: parts.Texts,
    names: Mapping[str, str],
    *,
    broken: Sequence[RuleFinding] = (),
    wrong: parts.Texts | None = None,
    changing: VideoCall | None = None,
    refused: str = "",
) -> AdaptiveCard:
    """The form, filled with `answers`. `names` are those of the people chosen, by their ids.

    `broken` and `wrong` put what is wrong above its field. `changing` makes it the form of a new version; `refused` is
    why an earlier request, of which the answers are, was not to take place.
    """
    problems = _problems(broken, wrong or {})
    form = _CallForm(answers, names, problems)
    # A picker whose value could not be read comes back as a text field.
    unread = {rule.rule for rule in broken}
    typed = "no_times" in unread
    carried: dict[str, str | int] = {"draft": draft, **(button_data(changing) if changing else {})}
    asked_for = changing.ruling if changing and changing.state is ApprovalState.CHANGES else None
    return parts.card(
        parts.title(f"Change {changing.id}" if changing else wording.TITLE),
        parts.banner(_not_sent(problems), "attention")
        if problems
        else parts.small(MAKES_A_NEW_VERSION if changing else wording.ASK_AHEAD),
        *form.problem("top"),
        *([parts.heading("What should change"), parts.typed_text(asked_for.words, 3_000)] if asked_for else ()),
        *([parts.heading(wording.WHY_NOT_LAST_TIME), parts.typed_text(refused, 3_000)] if refused else ()),
        *form.text("subject", "Purpose and subject", wording.SUBJECT_HINT, required=True),
        parts.fields_side_by_side(
            form.text("class_name", "Class", "For example 4B", required=True),
            form.text("pupils", "Number of pupils", limit=4, required=True),
        ),
        *form.problem("starts_at"),
        *fields.date("day", "Date", answers, typed=typed, required=True),
        parts.fields_side_by_side(
            fields.time("starts", "Start", answers, typed=typed, required=True),
            fields.time("ends", "End", answers, typed=typed, required=True),
        ),
        parts.heading("The partner"),
        *form.text("partner", wording.WHO_IS_THERE, wording.PARTNER_HINT, required=True),
        *form.problem("partner_kind"),
        fields.choice(
            "partner_kind",
            "Kind of partner",
            {kind.value: words for kind, words in PARTNER_KINDS.items()},
            value=answers.get("partner_kind", ""),
            required=True,
        ),
        *form.text("partner_reason", wording.PARTNER_REASON_LABEL, wording.PARTNER_REASON_HINT, many=True),
        *form.text("agreement", wording.AGREEMENT_REFERENCE, wording.AGREEMENT_HINT, required=True),
        *form.problem("signed_on"),
        *fields.date("signed_on", "Signed on", answers, typed="no_date_signed" in unread, past=True, required=True),
        parts.heading("The team"),
        *form.picker("in_the_room", wording.IN_THE_ROOM_THROUGHOUT, wording.IN_THE_ROOM_HINT, many=True, required=True),
        # What it asks is held by the rules, whose answer stands on top of the form: a phone does not show what a client
        # says far above its button.
        *form.switch("trained", "Training", wording.ALL_TRAINED),
        parts.small(wording.TRAINING_FIRST),
        *form.switch("recorded", "Recording", wording.IS_RECORDED),
        *form.switch("consent", wording.CONSENT_IF_RECORDED, wording.CONSENT_IS_THERE),
        *parts.collapsible(wording.ADD_MORE_TO_A_CALL, OTHER_FIELDS_ID, _others(form), open=form.uses(OTHER_FIELDS)),
        *(form.text("remark", REMARK_LABEL, many=True) if changing else ()),
        parts.buttons(
            parts.button("Send", CallVerb.CHANGE_SEND if changing else CallVerb.SEND, carried, style="positive"),
            parts.put_away("Send") if changing else parts.button("Cancel", CallVerb.LEAVE, inputs=False),
        ),
        parts.small(NOTHING_SENT_YET),
        *parts.why((SECTION,)),
    )


def answers_from_request(school: School, request: Request) -> dict[str, str]:
    """A request as the form holds it."""
    (day, starts), (_, ends) = (times.field_values(school, at) for at in (request.starts_at, request.ends_at))
    people = {"lead": (request.lead,), "team": request.team, "in_the_room": request.in_the_room}
    switches = {name: SWITCHED_ON if getattr(request, name) else "false" for name in ("trained", "recorded", "consent")}
    texts = {name: str(getattr(request, name)) for name in LONGEST_ANSWERS if name != "remark"}
    return {
        **texts,
        **switches,
        **{field: ",".join(who.id for who in whom) for field, whom in people.items()},
        "pupils": str(request.pupils),
        "day": day,
        "starts": starts,
        "ends": ends,
        "partner_kind": request.partner_kind.value,
        "signed_on": request.signed_on.isoformat(),
    }


def reason_form(
    school: School, now: datetime, call: VideoCall, to: ApprovalState, typed: str = "", wrong: parts.Texts | None = None
) -> AdaptiveCard:
    """Why is it declined or cancelled, or what should change?"""
    title, verb, field, label = {
        ApprovalState.DECLINED: (f"Decline {call.id}", CallVerb.DECLINE_SEND, "reason", "Reason"),
        ApprovalState.CHANGES: (
            wording.ASK_FOR_CHANGES.format(id=call.id),
            CallVerb.CHANGES_SEND,
            "what",
            "What should change",
        ),
        ApprovalState.CANCELLED: (f"Cancel {call.id}", CallVerb.CANCEL_SEND, "reason", "Reason"),
    }[to]
    hint = wording.CHANGES_HINT
    return parts.card(
        parts.title(title),
        parts.typed_text(f"{call.request.subject} · {spoken_call_time(school, now, call.request)}", 1_500),
        *parts.problems(*(wrong or {}).values()),
        TextInput(
            id=field,
            label=label,
            placeholder=hint,
            value=typed or None,
            is_multiline=True,
            max_length=1_000,
            is_required=True,
            error_message=sentence("form.missing"),
        ),
        parts.form_buttons(verb, button_data(call)),
    )


def withdraw_form(
    school: School, now: datetime, call: VideoCall, typed: str = "", wrong: parts.Texts | None = None
) -> AdaptiveCard:
    """Is it taken back? Who is told then, and a reason for them."""
    told = [who.name for who in told_of_withdrawal(call)]
    return parts.card(
        parts.title(f"Withdraw {call.id}?"),
        parts.typed_text(f"{call.request.subject} · {spoken_call_time(school, now, call.request)}", 1_500),
        parts.typed_text(names_words(told, wording.WITHDRAW_TELLS) if told else wording.WITHDRAW_TELLS_NOBODY),
        *parts.problems(*(wrong or {}).values()),
        fields.line("reason", wording.WITHDRAW_REASON, value=parts.cut(typed, 6_000), many=True),
        parts.form_buttons(CallVerb.WITHDRAW, {**button_data(call), parts.SENT: 1}, "Withdraw"),
    )


def call_result(call: VideoCall, said: str) -> AdaptiveCard:
    """What sending a form of this call did, and the way back to it."""
    return parts.form_result(said, parts.opener(f"Open {call.id}", CallVerb.SHOW, button_data(call)))


def _others(form: _CallForm) -> list[CardElement]:
    return [
        *form.picker("lead", "Lead teacher", wording.LEAD_HINT),
        *form.picker("team", wording.REST_OF_THE_TEAM, wording.TEAM_HINT, many=True),
        *form.text("tool", wording.TOOL_LABEL, wording.TOOL_HINT),
        *form.text("tool_reason", "Why that tool", many=True),
    ]


def _problems(broken: Sequence[RuleFinding], wrong: parts.Texts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rule in broken:
        found.setdefault(RULE_FIELDS[rule.rule], []).append(RULE_WORDS[rule.rule].format(**rule.facts))
    for field, key in wrong.items():
        found.setdefault(field, []).append(sentence(key))
    return found


def _not_sent(problems: Mapping[str, list[str]]) -> str:
    wrong = [wording.FIELD_WORDS[field] for field in problems if field in wording.FIELD_WORDS]
    return wording.NOT_RIGHT.format(fields=", ".join(wrong)) if wrong else wording.NOT_RIGHT_AT_ALL


class _CallForm:
    """The fields of one form, with what was typed, the names of those chosen, and what is wrong."""

    def __init__(self, answers: parts.Texts, names: Mapping[str, str], problems: Mapping[str, list[str]]) -> None:
        self._answers = answers
        self._names = names
        self._problems = problems

    def problem(self, field: str) -> list[CardElement]:
        """What is wrong with a field, shown just above it."""
        return [parts.problem(told) for told in self._problems.get(field, ())]

    def uses(self, names: Sequence[str]) -> bool:
        """Whether any of these fields is filled, or has to be."""
        return any(self._answers.get(name) or self._problems.get(name) for name in names)

    def text(
        self, id: str, label: str, hint: str = "", *, many: bool = False, limit: int = 0, required: bool = False
    ) -> list[CardElement]:
        """A text field."""
        shown = parts.cut(self._answers.get(id, ""), parts.TYPED_BYTES // len(LONGEST_ANSWERS))
        return [
            *self.problem(id),
            TextInput(
                id=id,
                label=label,
                placeholder=hint or None,
                value=shown or None,
                is_multiline=many or None,
                max_length=limit or LONGEST_ANSWERS[id],
                is_required=required or None,
                error_message=sentence("form.missing") if required else None,
            ),
        ]

    def picker(
        self, id: str, label: str, hint: str, *, many: bool = False, required: bool = False
    ) -> list[CardElement]:
        """Teams' own people picker; those chosen before are in it by name."""
        chosen = [each for each in self._answers.get(id, "").split(",") if each]
        known = [Choice(title=self._names.get(each) or wording.NOT_ON_THE_LIST, value=each) for each in chosen]
        return [
            *self.problem(id),
            ChoiceSetInput(
                id=id,
                label=label,
                choices=known,
                choices_data=QueryData(dataset=fields.TEAMS_PEOPLE),
                # A list that is filtered by typing does not take several on phones.
                style=None if many else "filtered",
                is_multi_select=many or None,
                placeholder=hint,
                value=",".join(chosen) or None,
                is_required=required or None,
                error_message=sentence("form.missing") if required else None,
            ),
        ]

    def switch(self, id: str, label: str, title: str) -> list[CardElement]:
        """A switch, off unless it was on."""
        return [
            *self.problem(id),
            fields.tick(id, label, title, value=self._answers.get(id, ""), on=SWITCHED_ON),
        ]


def chosen_people(answers: parts.Texts) -> list[str]:
    """The ids of everybody chosen on a form."""
    return list(dict.fromkeys(each for field in PEOPLE_FIELDS for each in answers.get(field, "").split(",") if each))
