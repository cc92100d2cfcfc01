"""The building blocks of every card: schema 1.5, plain words, and what people typed shown as they typed it.

What a person typed is always a `RichTextBlock`, which reads no Markdown, so that nobody's words can dress up as ours.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from microsoft_teams.cards.core import (
    Action,
    ActionSet,
    ActionStyle,
    AdaptiveCard,
    AssociatedInputs,
    CardElement,
    Choice,
    ChoiceSetInput,
    Column,
    ColumnSet,
    Container,
    ContainerStyle,
    ExecuteAction,
    RichTextBlock,
    Spacing,
    SubmitAction,
    TeamsCardProperties,
    TextBlock,
    TextColor,
    TextRun,
)

from cards.words import kit as wording

VERB = "verb"
"""Where a press's verb stands in the data of an `Action.Submit`, which has none of its own."""

TYPED_BYTES = 11_000
"""Bytes of JSON that what people typed may take on one card, which must stay under 25 KB (platform notes)."""


class Verb(StrEnum):
    """What a button asks for, as it is stored and sent. A feature's room declares its own; its area answers each."""


def card(*body: CardElement | None, speak: str | None = None) -> AdaptiveCard:
    """An Adaptive Card of schema 1.5, as wide as the chat allows."""
    return AdaptiveCard(
        version="1.5",
        body=[element for element in body if element is not None],
        speak=speak,
        msteams=TeamsCardProperties(width="full"),
    )


def as_json(shown: AdaptiveCard) -> str:
    """The card as Teams takes it."""
    return shown.model_dump_json(by_alias=True, exclude_none=True)


def summary(shown: AdaptiveCard) -> str:
    """What a locked phone shows of a card that answers the person who is pressing: its first line, which is ours."""
    first = shown.body[0] if shown.body else None
    return (first.text or "") if isinstance(first, TextBlock) else ""


def title(text: str, *, color: TextColor | None = None) -> TextBlock:
    """The first line of a card, read out as a heading."""
    return TextBlock(text=text, size="Large", weight="Bolder", wrap=True, style="heading", color=color)


def heading(text: str) -> TextBlock:
    """A line that opens a part of a card."""
    return TextBlock(text=text, weight="Bolder", wrap=True, spacing="Medium")


def rich(run: TextRun, spacing: Spacing | None = None) -> RichTextBlock:
    """Text that is shown to the letter: nothing in it is taken for Markdown."""
    inlines: list[CardElement] = [run]
    return RichTextBlock(inlines=inlines, spacing=spacing)


def heading_typed(text: str) -> RichTextBlock:
    """As `heading`, with a name in it that the directory gave."""
    return rich(TextRun(text=text, weight="Bolder"), "Medium")


def subheading(text: str) -> TextBlock:
    """A short line that the next ones belong to."""
    return TextBlock(text=text, weight="Bolder", wrap=True, spacing="Small")


def paragraph(text: str) -> TextBlock:
    """A paragraph of ours. Never what somebody typed."""
    return TextBlock(text=text, wrap=True, spacing="Small")


def small(text: str) -> TextBlock:
    """A quiet line: a clause, a hint."""
    return TextBlock(text=text, wrap=True, is_subtle=True, size="Small", spacing="Small")


def points(lines: Iterable[str]) -> TextBlock:
    """A short list of ours."""
    return TextBlock(text="\n".join(f"- {line}" for line in lines), wrap=True, spacing="Small")


def typed_text(text: str, room: int = TYPED_BYTES) -> RichTextBlock:
    """What a person typed, to the letter, as much of it as `room` bytes take, with a mark where it was cut."""
    shown = cut(text, room)
    more = wording.MORE_IN_THE_LOG.format(count=len(text) - len(shown)) if len(shown) < len(text) else ""
    return rich(TextRun(text=shown + more), "None")


def cut(text: str, room: int) -> str:
    """As much of the text as takes `room` bytes of JSON, in which an emoji takes twelve."""
    if len(text) * 12 <= room:
        return text
    fits = bisect_right(range(1, min(len(text), room) + 1), room, key=lambda at: len(json.dumps(text[:at])) - 2)
    return text[:fits]


def answer_list(told: Sequence[tuple[str, str]], room: int = TYPED_BYTES) -> list[CardElement]:
    """What a person typed into a form, each answer under its label; together they take `room` bytes at the most."""
    shown: list[CardElement] = []
    for left, (name, text) in zip(range(len(told), 0, -1), told, strict=True):
        share = room // left
        room -= len(json.dumps(cut(text, share)))
        shown.append(Container(items=[small(name), typed_text(text, share)], spacing="Small"))
    return shown


def facts(rows: Sequence[tuple[str, str]]) -> Container:
    """Labels and values side by side, the values to the letter."""
    return Container(
        spacing="Small",
        items=[
            ColumnSet(
                spacing="Small",
                columns=[
                    Column(width="92px", items=[TextBlock(text=label, is_subtle=True, wrap=True)]),
                    Column(width="stretch", items=[rich(TextRun(text=value))]),
                ],
            )
            for label, value in rows
        ],
    )


def banner(text: str, style: ContainerStyle) -> Container:
    """A coloured line that says how things stand."""
    return Container(
        style=style,
        bleed=True,
        spacing="Small",
        items=[rich(TextRun(text=text, weight="Bolder"))],
    )


def buttons(*actions: Action | None) -> ActionSet:
    """A row of buttons, six at the most (the store's rules)."""
    return ActionSet(actions=[action for action in actions if action is not None], spacing="Medium")


def button(
    text: str,
    verb: Verb,
    data: Mapping[str, str | int] | None = None,
    *,
    style: ActionStyle | None = None,
    inputs: bool = True,
) -> ExecuteAction:
    """A button: `Action.Execute`, with an `Action.Submit` for clients that know no better.

    `data` names the record by id and version; who presses, and what they may do, is never in it.
    Without `inputs` the button neither checks nor sends what has been typed on the card.
    """
    held = dict(data or {})
    sends: AssociatedInputs | None = None if inputs else "none"
    return ExecuteAction(
        title=text,
        verb=verb,
        data=held,
        style=style,
        associated_inputs=sends,
        fallback=SubmitAction(title=text, data={**held, VERB: verb}, style=style, associated_inputs=sends),
    )


def opener(
    text: str, verb: Verb, data: Mapping[str, str | int] | None = None, *, style: ActionStyle | None = None
) -> SubmitAction:
    """A button that leaves its card as it is: the answer comes below it, as a message of its own."""
    return SubmitAction(title=text, data={**(data or {}), VERB: verb}, style=style, associated_inputs="none")


def list_row(opens: SubmitAction, *lines: CardElement, style: ContainerStyle | None = None) -> Container:
    """A line of a list that is pressed as a whole; what it opens comes below the list, as a message of its own."""
    mark = TextBlock(text="›", size="Large", is_subtle=True)
    return Container(
        select_action=opens,
        style=style,
        spacing="Small",
        separator=True,
        items=[
            ColumnSet(
                columns=[
                    Column(width="stretch", items=list(lines)),
                    Column(width="auto", items=[mark], vertical_content_alignment="Center"),
                ]
            )
        ],
    )


def problem(text: str) -> TextBlock:
    """The rule that an answer broke, just above its field."""
    return TextBlock(text=text, color="Attention", weight="Bolder", wrap=True, spacing="Small")


def choices(id: str, label: str, options: Sequence[tuple[str, str]], *, placeholder: str) -> ChoiceSetInput:
    """A list that is filtered as one types; the first option when there is but one."""
    return ChoiceSetInput(
        id=id,
        label=label,
        choices=[Choice(title=text, value=value) for text, value in options],
        style="filtered",
        placeholder=placeholder,
        value=options[0][1] if len(options) == 1 else None,
        is_required=True,
        error_message="Please choose somebody.",
    )
