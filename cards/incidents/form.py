"""The fields of a report's form, drawn from its kind's own row, with what was typed and what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.policy.incidents.kinds import KINDS, SOMEONE_ELSE, Field, Shape
from bot.policy.incidents.untouchable import cleanse
from cards.kit import fields, parts
from cards.kit.elements import CardElement, ChoiceSetInput, Column, ColumnSet, Container, TextInput
from cards.words.kinds import HINTS, LABELS, OPTIONS, WHEN_WORDS, label

WHEN_ID = "when"
"""The id of the choice of when it happened."""


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
    drawn = _by_field(kind, answers, wrong, without=without, told=told)
    return [part for parts_of_one in drawn.values() for part in parts_of_one]


def first_and_more(
    kind: str, answers: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[list[CardElement], Container]:
    """What a report begins with, and all else that those who handle it would like to know.

    It begins with what happened, what its kind asks first, and when it was; or where that must be asked, whom it is
    about. No client asks for what happened: it may stand in the chat by now. The rest is hidden until it is asked for,
    or holds something.
    """
    row, drawn = KINDS[kind], _by_field(kind, answers, wrong, told=frozenset({"what"}))
    asks_whom = Shape.ADULT if row.confidential else None
    first = {field.id for field in row.form if field.required or field.first or field.shape is asks_whom}
    begins = [part for field, shown in drawn.items() if field in first for part in shown]
    rest = {field: shown for field, shown in drawn.items() if field not in first}
    held = {"happened_on", "happened_at", *rest}
    asks_for_a_name = SOMEONE_ELSE.id in rest and "adult" in wrong
    shown = [part for parts_of_one in rest.values() for part in parts_of_one]
    when = [] if row.to_come else when_fields(answers, wrong)
    more = Container(
        id=parts.MORE_ID,
        is_visible=asks_for_a_name or not held.isdisjoint(wrong) or any(answers.get(field) for field in held),
        items=[*shown, _when(answers), *when] if row.confidential else [*when, *shown],
    )
    return begins if row.confidential or row.to_come else [*begins, _when(answers)], more


def _when(answers: Mapping[str, str]) -> ChoiceSetInput:
    chosen = answers.get(WHEN_ID, "")
    value = chosen if chosen in WHEN_WORDS else ""
    return fields.choice(WHEN_ID, LABELS[WHEN_ID], WHEN_WORDS, value=value, placeholder=HINTS[WHEN_ID])


def _by_field(
    kind: str,
    answers: Mapping[str, str],
    wrong: Mapping[str, str],
    *,
    without: frozenset[str] = frozenset(),
    told: frozenset[str] = frozenset(),
) -> dict[str, list[CardElement]]:
    if KINDS[kind].untouchable:
        answers = {field: cleanse(text).text for field, text in answers.items()}
    form = [field for field in KINDS[kind].form if field.id not in without]
    # Each field can give back its share of what a card may hold.
    share = parts.TYPED_BYTES // max(1, len(form))
    return {
        field.id: [
            *parts.problems(wrong.get(field.id)),
            _input(
                kind,
                field,
                parts.cut(answers.get(field.id, ""), share),
                required=field.required and field.id not in told,
            ),
        ]
        for field in form
    }


def when_fields(answers: Mapping[str, str], wrong: Mapping[str, str]) -> list[CardElement]:
    """The day and the time, where it was at another time; as far back as need be."""
    # Where it was said that it was at another time, a form that comes back lets one type when.
    typed = bool(wrong) and answers.get(WHEN_ID) == "other"
    shown = (
        fields.date("happened_on", LABELS["happened_on"], answers, typed=typed, past=True),
        fields.time("happened_at", LABELS["happened_at"], answers, typed=typed),
    )
    # In a line at their feet: the longer label takes two lines on a phone.
    columns = [Column(width="stretch", items=field, vertical_content_alignment="Bottom") for field in shown]
    return [*parts.problems(wrong.get("happened_on")), ColumnSet(spacing="Small", columns=columns)]


def _input(kind: str, field: Field, held: str, *, required: bool) -> TextInput | ChoiceSetInput:
    name, hint = label(kind, field.id), HINTS.get(field.id, "")
    if field.shape is Shape.ADULT:
        return fields.people(field.id, name, hint, value=held)
    if field.shape is Shape.CHOICE:
        words = {key: OPTIONS[key] for key in field.options}
        return fields.choice(field.id, name, words, value=held, required=required, placeholder=hint)
    return fields.line(field.id, name, hint, value=held, required=required, many=field.shape is Shape.TEXT)
