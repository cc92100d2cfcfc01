"""One card for one report: what to do now and what not to do, then the form that the kind asks for."""

from __future__ import annotations

from collections.abc import Mapping

from microsoft_teams.cards.core import (
    AdaptiveCard,
    CardElement,
    Column,
    ColumnSet,
    Container,
    DateInput,
    TextInput,
    TimeInput,
)

from bot.policy.kinds import KINDS, Field, Shape
from cards import parts
from cards.words.kinds import HINTS, KIND_WORDS, LABELS, label
from cards.words.sentences import sentence


def form(kind: str, draft: str, answers: Mapping[str, str], wrong: Mapping[str, str] | None = None) -> AdaptiveCard:
    """The form of a kind with `answers` filled in; `wrong` puts the rule that was broken above its field."""
    asked = KINDS[kind]
    told = KIND_WORDS[kind]
    problems = dict(wrong or {})
    # Each field can give back its share of what a card may hold.
    share = parts.ROOM // len(asked.form)
    held = {field.id: parts.cut(answers.get(field.id, ""), share) for field in asked.form}
    return parts.card(
        parts.title(told.name),
        parts.banner(sentence("error.incomplete"), "attention") if problems else _now(kind),
        *_when(answers, problems),
        *(part for field in asked.form for part in _asked(kind, field, held[field.id], problems)),
        parts.buttons(
            parts.press("Send", "report.send", {"kind": kind, "draft": draft}, style="positive"),
            parts.press("Another kind", "report.other", {"draft": draft}, inputs=False),
            parts.press("Cancel", "report.cancel", {"draft": draft}, inputs=False),
        ),
        parts.small("Nothing is sent until you press **Send**. Only those who handle it will read it."),
    )


def do_now(kind: str) -> list[CardElement]:
    """What to do and what not to do about this kind, with its clauses cited small."""
    told, rule = KIND_WORDS[kind], KINDS[kind]
    return [
        parts.points([*(f"**Do:** {line}" for line in told.do), *(f"**Do not:** {line}" for line in told.do_not)]),
        parts.small(f"Online Safety Policy, section {' and '.join(rule.sections)} ({', '.join(rule.clauses)})"),
    ]


def _now(kind: str) -> Container:
    return Container(style="emphasis", bleed=True, spacing="Small", items=do_now(kind))


def _when(answers: Mapping[str, str], wrong: Mapping[str, str]) -> list[CardElement]:
    problem = wrong.get("happened_on")
    return [
        parts.heading("When it happened"),
        *([parts.problem(sentence(problem))] if problem else []),
        ColumnSet(
            spacing="Small",
            columns=[
                Column(
                    width="stretch",
                    items=[DateInput(id="happened_on", label=LABELS["happened_on"], value=answers.get("happened_on"))],
                ),
                Column(
                    width="stretch",
                    items=[TimeInput(id="happened_at", label=LABELS["happened_at"], value=answers.get("happened_at"))],
                ),
            ],
        ),
    ]


def _asked(kind: str, field: Field, held: str, wrong: Mapping[str, str]) -> list[CardElement]:
    problem = wrong.get(field.id)
    return [
        *([parts.problem(sentence(problem))] if problem else []),
        TextInput(
            id=field.id,
            label=label(kind, field.id),
            value=held or None,
            placeholder=HINTS.get(field.id),
            is_multiline=field.shape is Shape.TEXT,
            max_length=field.limit,
            is_required=field.required or None,
            error_message=sentence("form.missing") if field.required else None,
        ),
    ]
