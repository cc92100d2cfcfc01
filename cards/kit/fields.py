"""The fields of a form, with what was typed into them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cards.kit import parts
from cards.kit.elements import (
    CardElement,
    Choice,
    ChoiceSetInput,
    DateInput,
    QueryData,
    TextInput,
    TimeInput,
    ToggleInput,
)
from cards.words import kit as wording
from cards.words.sentences import sentence

_PICKED_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PICKED_TIME = re.compile(r"\d{2}:\d{2}")
_SAID = "_said"
"""Ends the id of the line beside a picker."""
TYPED_ROOM = 300
"""Bytes that a date or time that was typed may take where it comes back."""
REQUIRED = " *"
"""Ends the label of what must be filled in, as clients mark what they themselves ask for."""
TEAMS_PEOPLE = "graph.microsoft.com/users"
"""The data set of Teams' own people picker."""


def date(
    id: str,
    name: str,
    answers: Mapping[str, str],
    *,
    typed: bool = False,
    past: bool = False,
    required: bool = False,
) -> list[CardElement]:
    """A date's picker, or a line where it holds what no picker gives; with `typed`, after a refusal, an empty picker
    with a line below it, where the day can be said.

    No client asks for it: a picker that fails on a phone must not keep a form from being sent. The server asks, and the
    label says that it is `required`, as a client says it of others.
    """
    hint = wording.DAY_PAST_HINT if past else wording.DAY_HINT
    picker = DateInput(id=id, label=_label(name, required), value=answers.get(id) or None)
    return _picker_or_typed(picker, _PICKED_DATE, hint, typed=typed)


def time(
    id: str, name: str, answers: Mapping[str, str], *, typed: bool = False, required: bool = False
) -> list[CardElement]:
    """A time's picker, as `date` is."""
    picker = TimeInput(id=id, label=_label(name, required), value=answers.get(id) or None)
    return _picker_or_typed(picker, _PICKED_TIME, wording.TIME_HINT, typed=typed)


def star(name: str) -> str:
    """The label of a field that must be filled in, where its form has a second button that leaves it empty: marked as
    others are, and held by the bot alone."""
    return _label(name, True)


def _label(name: str, required: bool) -> str:
    return f"{name}{REQUIRED}" if required else name


def _picker_or_typed(
    picker: DateInput | TimeInput, form: re.Pattern[str], hint: str, *, typed: bool
) -> list[CardElement]:
    field, name, value = picker.id or "", picker.label or "", picker.value or ""
    if value and (typed or not form.fullmatch(value)):
        return [line(field, name, hint, value=parts.cut(value, TYPED_ROOM))]
    return (
        [picker, line(f"{field}{_SAID}", wording.OR_TYPE_IT.format(name=name.removesuffix(REQUIRED)), hint)]
        if typed
        else [picker]
    )


def with_typed(sent: Mapping[str, object]) -> dict[str, object]:
    """What a form sent, with what was typed beside a picker as what the picker holds."""
    typed = {
        key.removesuffix(_SAID): said
        for key, said in sent.items()
        if key.endswith(_SAID) and isinstance(said, str) and said.strip()
    }
    return {key: said for key, said in sent.items() if not key.endswith(_SAID)} | typed


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


def tick(id: str, label: str, title: str, *, value: str = "", on: str = "true", required: bool = False) -> ToggleInput:
    """A box to tick, empty unless `value` is `on`."""
    return ToggleInput(
        id=id,
        label=label,
        title=title,
        value=on if value == on else "false",
        value_on=on,
        value_off="false",
        wrap=True,
        is_required=required or None,
        error_message=sentence("form.tick") if required else None,
    )


def with_faults(wrong: Mapping[str, str], *elements: CardElement | None) -> list[CardElement]:
    """The fields of a form, each with what is wrong with it just above it. What is wrong with none of them stands
    first."""
    drawn = [(str(getattr(each, "id", None) or ""), each) for each in elements if each is not None]
    known = {field for field, _ in drawn}
    shown = parts.problems(*(key for field, key in wrong.items() if field not in known))
    for field, element in drawn:
        shown += [*parts.problems(wrong.get(field)), element]
    return shown
