"""The fields of a report's form, drawn from its kind's own row, with what was typed and what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from microsoft_teams.cards.core import CardElement, ChoiceSetInput, Column, ColumnSet, TextInput

from bot.policy.incidents.kinds import KINDS, Field, Shape
from bot.policy.incidents.untouchable import cleanse
from cards.kit import fields, parts
from cards.words.kinds import HINTS, LABELS, OPTIONS, label


def kind_fields(
    kind: str,
    answers: Mapping[str, str],
    wrong: Mapping[str, str],
    *,
    without: frozenset[str] = frozenset(),
    told: frozenset[str] = frozenset(),
) -> list[CardElement]:
    """The fields of a kind's form, filled with `answers`; `wrong` puts the rule that was broken above its field.

    Fields `without` are left out, and what was `told` before is not required again.
    What may not be kept in a report of an untouchable kind is not shown in its form either (I4, I5).
    """
    if KINDS[kind].untouchable:
        answers = {field: cleanse(text).text for field, text in answers.items()}
    form = [
        field.model_copy(update={"required": field.required and field.id not in told})
        for field in KINDS[kind].form
        if field.id not in without
    ]
    # Each field can give back its share of what a card may hold.
    share = parts.TYPED_BYTES // max(1, len(form))
    return [
        part
        for field in form
        for part in (
            *parts.problems(wrong.get(field.id)),
            _input(kind, field, parts.cut(answers.get(field.id, ""), share)),
        )
    ]


def when_fields(answers: Mapping[str, str], wrong: Mapping[str, str]) -> list[CardElement]:
    """When it happened, apart from when it is reported; as far back as need be."""
    return [
        parts.heading("When it happened"),
        *parts.problems(wrong.get("happened_on")),
        ColumnSet(
            spacing="Small",
            columns=[
                Column(width="stretch", items=[fields.date("happened_on", LABELS["happened_on"], answers)]),
                Column(width="stretch", items=[fields.time("happened_at", LABELS["happened_at"], answers)]),
            ],
        ),
    ]


def _input(kind: str, field: Field, held: str) -> TextInput | ChoiceSetInput:
    name, hint = label(kind, field.id), HINTS.get(field.id, "")
    if field.shape is Shape.ADULT:
        return fields.people(field.id, name, hint, value=held)
    if field.shape is Shape.CHOICE:
        words = {key: OPTIONS[key] for key in field.options}
        return fields.choice(field.id, name, words, value=held, required=field.required, placeholder=hint)
    return fields.line(field.id, name, hint, value=held, required=field.required, many=field.shape is Shape.TEXT)
