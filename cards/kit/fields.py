"""The fields of a form, with what was typed into them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cards.kit import parts
from cards.kit.elements import (
    Choice,
    ChoiceSetInput,
    DateInput,
    QueryData,
    TextInput,
    TimeInput,
)
from cards.words.sentences import sentence

_PICKED_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PICKED_TIME = re.compile(r"\d{2}:\d{2}")
TYPED_ROOM = 300
"""Bytes that a date or time that was typed may take where it comes back."""
TEAMS_PEOPLE = "graph.microsoft.com/users"
"""The data set of Teams' own people picker."""


def date(
    id: str, name: str, answers: Mapping[str, str], *, typed: bool = False, required: bool = False
) -> DateInput | TextInput:
    """A date field; as text where it holds what no picker gives, or with `typed`: pickers fail on some phones. An empty
    one stays a picker."""
    value = answers.get(id) or ""
    if value and (typed or not _PICKED_DATE.fullmatch(value)):
        return line(id, name, "For example 27/11/2026", value=parts.cut(value, TYPED_ROOM), required=required)
    return DateInput(
        id=id,
        label=name,
        value=value or None,
        is_required=required or None,
        error_message=sentence("form.missing") if required else None,
    )


def time(
    id: str, name: str, answers: Mapping[str, str], *, typed: bool = False, required: bool = False
) -> TimeInput | TextInput:
    """A time field; as text as `date` is."""
    value = answers.get(id) or ""
    if value and (typed or not _PICKED_TIME.fullmatch(value)):
        return line(id, name, "For example 14:30", value=parts.cut(value, TYPED_ROOM), required=required)
    return TimeInput(
        id=id,
        label=name,
        value=value or None,
        is_required=required or None,
        error_message=sentence("form.missing") if required else None,
    )


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
        choices_data=QueryData(dataset=TEAMS_PEOPLE),
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
