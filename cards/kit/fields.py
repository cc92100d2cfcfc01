"""The fields of a form, drawn from the kind's own table, with what was typed and what was wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from microsoft_teams.cards.core import (
    CardElement,
    Choice,
    ChoiceSetInput,
    Column,
    ColumnSet,
    DateInput,
    QueryData,
    TextInput,
    TimeInput,
)

from bot.policy.incidents.kinds import KINDS, Field, Shape
from bot.policy.incidents.untouchable import cleanse
from cards.kit import parts
from cards.words.kinds import HINTS, LABELS, OPTIONS, label
from cards.words.sentences import sentence

_PICKED_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PICKED_TIME = re.compile(r"\d{2}:\d{2}")
TYPED_ROOM = 300
"""Bytes that a date or time that was typed may take where it comes back."""
PEOPLE = "graph.microsoft.com/users"
"""The data set of Teams' own people picker."""


def of_kind(
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
        for part in _field(kind, field, parts.cut(answers.get(field.id, ""), share), wrong.get(field.id))
    ]


def when(answers: Mapping[str, str], wrong: Mapping[str, str]) -> list[CardElement]:
    """When it happened, apart from when it is reported; as far back as need be."""
    return [
        parts.heading("When it happened"),
        *_problem(wrong.get("happened_on")),
        ColumnSet(
            spacing="Small",
            columns=[
                Column(width="stretch", items=[date("happened_on", LABELS["happened_on"], answers)]),
                Column(width="stretch", items=[time("happened_at", LABELS["happened_at"], answers)]),
            ],
        ),
    ]


def date(id: str, name: str, answers: Mapping[str, str], *, typed: bool = False) -> DateInput | TextInput:
    """A date field; as text where it holds what no picker gives, or with `typed`: pickers fail on some phones."""
    value = answers.get(id) or ""
    if typed or (value and not _PICKED_DATE.fullmatch(value)):
        return line(id, name, "For example 27/11/2026", value=parts.cut(value, TYPED_ROOM))
    return DateInput(id=id, label=name, value=value or None)


def time(id: str, name: str, answers: Mapping[str, str], *, typed: bool = False) -> TimeInput | TextInput:
    """A time field; as text as `date` is."""
    value = answers.get(id) or ""
    if typed or (value and not _PICKED_TIME.fullmatch(value)):
        return line(id, name, "For example 14:30", value=parts.cut(value, TYPED_ROOM))
    return TimeInput(id=id, label=name, value=value or None)


def line(
    id: str, name: str, hint: str = "", *, value: str = "", required: bool = False, many: bool = False
) -> TextInput:
    """A text field, of one line or of many."""
    return TextInput(
        id=id,
        label=name,
        placeholder=hint or None,
        value=value or None,
        is_multiline=many or None,
        max_length=20_000 if many else 2_000,
        is_required=required or None,
        error_message=sentence("form.missing") if required else None,
    )


def people(id: str, name: str, hint: str, *, value: str = "") -> ChoiceSetInput:
    """Teams' own people picker. It finds pupils with accounts too, so what comes back is checked."""
    return ChoiceSetInput(
        id=id,
        label=name,
        choices=[],
        choices_data=QueryData(dataset=PEOPLE),
        style="filtered",
        placeholder=hint,
        value=value or None,
    )


def choice(
    id: str,
    name: str,
    options: Mapping[str, str],
    *,
    value: str = "",
    required: bool = False,
    placeholder: str = "Choose",
) -> ChoiceSetInput:
    """A choice among words of ours, by their keys."""
    return ChoiceSetInput(
        id=id,
        label=name,
        choices=[Choice(title=words, value=key) for key, words in options.items()],
        style="compact",
        placeholder=placeholder,
        value=value or None,
        is_required=required or None,
        error_message=sentence("form.missing") if required else None,
    )


def _field(kind: str, field: Field, held: str, wrong: str | None) -> list[CardElement]:
    return [*_problem(wrong), _input(kind, field, held)]


def _input(kind: str, field: Field, held: str) -> TextInput | ChoiceSetInput:
    name, hint = label(kind, field.id), HINTS.get(field.id, "")
    if field.shape is Shape.ADULT:
        return people(field.id, name, hint, value=held)
    if field.shape is Shape.CHOICE:
        words = {key: OPTIONS[key] for key in field.options}
        return choice(field.id, name, words, value=held, required=field.required, placeholder=hint)
    return line(field.id, name, hint, value=held, required=field.required, many=field.shape is Shape.TEXT)


def _problem(key: str | None) -> list[CardElement]:
    return [parts.problem(sentence(key))] if key else []
