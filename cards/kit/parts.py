"""The building blocks of every card.

What a person typed is always a `RichTextBlock`, which reads no Markdown: nobody can make their words look like ours.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from cards.kit.elements import (
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
    TextRun,
    ToggleVisibilityAction,
    as_data,
)
from cards.words import kit as wording
from cards.words.sentences import sentence, without_marks

VERB = "verb"
"""The key of the verb in the data of an `Action.Submit`, which has no field for one."""

REPLACES = "replaces"
"""Says in the data of an `Action.Submit` that its answer takes the place of the pressed card."""

TYPED_BYTES = 11_000
"""Bytes of JSON that what people typed may take on one card, which must stay under 25 KB."""

CUT_MARK = "…"
LONGEST_LEFT_OUT = 40
"""Characters that are left out at most so that what was typed is cut behind a word."""

MORE_ID = "more"
"""The part of a card that **More** shows."""

SENT = "sent"
"""Stands in the data of a form's own button where the same verb opens the form."""

_REFERENCE_SHOWN = re.compile(r"\b[A-Z]{2}-\d{4}-\d{4,}\b")

Button = ExecuteAction | SubmitAction
ButtonData = Mapping[str, str | int]
"""The record that a button is about, by id and version. Never who presses it, or what they may do."""
Texts = Mapping[str, str]
"""A text for each of some fields: what was typed into it, or the key of what is wrong with it."""


class Verb(StrEnum):
    """What a button asks for, as it is sent and stored. Each feature declares its own; its area handles each."""


class FormVerb(Verb):
    """What every form has beside its own button."""

    PUT_AWAY = "form.put_away"
    PUT_IN = "open_form.put_in"


def card(*body: CardElement | None) -> AdaptiveCard:
    """An Adaptive Card of schema 1.5, as wide as the chat allows, with what a client says that cannot draw it."""
    elements = [element for element in body if element is not None]
    return AdaptiveCard(
        version="1.5",
        body=elements,
        fallback_text=_fallback_text(elements),
        msteams=TeamsCardProperties(width="full"),
    )


def _fallback_text(body: Sequence[CardElement]) -> str:
    """What card this is and what to do. It says no more than the card: its title and reference, which are ours."""
    ours = [element for element in body if isinstance(element, TextBlock) and element.text]
    # A card that begins with what somebody wrote has no title of ours: a heading further down is of a part alone.
    titled = bool(body) and not isinstance(body[0], RichTextBlock)
    titles = [element.text for element in ours if element.style == "heading"] if titled else []
    kind = (titles[0] if titles else "") or wording.APP
    found = next((match for element in ours if (match := _REFERENCE_SHOWN.search(element.text or ""))), None)
    if found is not None and found[0] not in kind:
        kind = f"{kind} ({found[0]})"
    return wording.FALLBACK.format(kind=kind.rstrip(".?!"))


def as_json(shown: AdaptiveCard) -> str:
    """The card as Teams takes it."""
    return json.dumps(as_data(shown), ensure_ascii=False, separators=(",", ":"))


def summary(shown: AdaptiveCard) -> str:
    """What a locked phone shows of a card that answers a press: its first line."""
    first = shown.body[0] if shown.body else None
    if isinstance(first, RichTextBlock):
        return "".join(run.text or "" for run in first.inlines or () if isinstance(run, TextRun))
    return without_marks(first.text or "") if isinstance(first, TextBlock) else ""


def title(text: str) -> TextBlock:
    """The first line of a card, read out as a heading."""
    return TextBlock(text=text, size="Large", weight="Bolder", wrap=True, style="heading")


def heading(text: str) -> TextBlock:
    """The heading of a part of a card."""
    return TextBlock(text=text, weight="Bolder", wrap=True, spacing="Medium", style="heading")


def rich(run: TextRun, spacing: Spacing | None = None) -> RichTextBlock:
    """Text shown exactly as it is: nothing in it is read as Markdown."""
    inlines: list[CardElement] = [run]
    return RichTextBlock(inlines=inlines, spacing=spacing)


def title_typed(text: str) -> RichTextBlock:
    """The first line of a card, where the school or somebody wrote it."""
    return rich(TextRun(text=text, size="Large", weight="Bolder"))


def heading_typed(text: str) -> RichTextBlock:
    """A heading that holds a name from the directory."""
    return rich(TextRun(text=text, weight="Bolder"), "Medium")


def subheading(text: str) -> TextBlock:
    """The heading of a few lines."""
    return TextBlock(text=text, weight="Bolder", wrap=True, spacing="Small", style="heading")


def paragraph(text: str) -> TextBlock:
    """A paragraph of ours. Never what somebody typed."""
    return TextBlock(text=text, wrap=True, spacing="Small")


def small(text: str) -> TextBlock:
    """A line in small print: a clause, a hint."""
    return TextBlock(text=text, wrap=True, is_subtle=True, size="Small", spacing="Small")


def small_typed(text: str) -> RichTextBlock:
    """A line in small print that holds a name from the directory."""
    return rich(TextRun(text=text, is_subtle=True, size="Small"), "Small")


def points(lines: Iterable[str]) -> TextBlock:
    """A short list of ours."""
    return TextBlock(text="\n".join(f"- {line}" for line in lines), wrap=True, spacing="Small")


def typed_text(text: str, max_bytes: int = TYPED_BYTES, spacing: Spacing = "None") -> RichTextBlock:
    """What a person typed, exactly, cut behind a word to `max_bytes` of JSON with a mark where it was cut."""
    return rich(TextRun(text=_cut_at_words(text, max_bytes, CUT_MARK)), spacing)


def _cut_at_words(text: str, max_bytes: int, mark: str) -> str:
    shown = cut(text, max_bytes)
    if len(shown) == len(text):
        return text
    ends = max(shown.rfind(" "), shown.rfind("\n"))
    return (shown[:ends] if ends > len(shown) - LONGEST_LEFT_OUT else shown) + mark


def cut(text: str, max_bytes: int) -> str:
    """The text cut to `max_bytes` of JSON, in which an emoji takes twelve."""
    if len(text) * 12 <= max_bytes:
        return text
    fits = bisect_right(
        range(1, min(len(text), max_bytes) + 1), max_bytes, key=lambda at: len(json.dumps(text[:at])) - 2
    )
    return text[:fits]


def answer_list(
    told: Sequence[tuple[str, str]], max_bytes: int = TYPED_BYTES, mark: str = CUT_MARK
) -> list[CardElement]:
    """What a person typed into a form, each answer under its label, together in at most `max_bytes` of JSON. `mark`
    stands where one was cut."""
    shown: list[CardElement] = []
    for left, (name, text) in zip(range(len(told), 0, -1), told, strict=True):
        share = max_bytes // left
        max_bytes -= len(json.dumps(cut(text, share)))
        shown.append(
            Container(
                items=[small(name), rich(TextRun(text=_cut_at_words(text, share, mark)), "None")], spacing="Small"
            )
        )
    return shown


def fact_set(rows: Sequence[tuple[str, str]]) -> Container:
    """Labels and values side by side, the values shown exactly as they are."""
    return Container(
        spacing="Small",
        items=[
            ColumnSet(
                spacing="Small",
                columns=[
                    Column(width="100px", items=[TextBlock(text=label, is_subtle=True, wrap=True)]),
                    Column(width="stretch", items=[rich(TextRun(text=value))]),
                ],
            )
            for label, value in rows
        ],
    )


def box(style: ContainerStyle, *elements: CardElement) -> Container:
    """A coloured part of a card, as wide as the card."""
    return Container(style=style, bleed=True, spacing="Small", items=list(elements))


def banner(text: str, style: ContainerStyle) -> Container:
    """A coloured line that says how things stand."""
    return box(style, rich(TextRun(text=text, weight="Bolder")))


def note(text: str | None, style: ContainerStyle = "accent") -> Container | None:
    """What has just been done, as a banner; None when there is nothing to say."""
    return banner(without_marks(text), style) if text else None


def side_by_side(*columns: Sequence[CardElement], spacing: Spacing = "Small") -> ColumnSet:
    """Columns of the same width."""
    return ColumnSet(spacing=spacing, columns=[Column(width="stretch", items=list(column)) for column in columns])


def fields_side_by_side(*columns: Sequence[CardElement]) -> ColumnSet:
    """Fields beside each other on one line, also where one has a longer label, or what is wrong with it above it."""
    set_ = side_by_side(*columns)
    for column in set_.columns or []:
        column.vertical_content_alignment = "Bottom"
    return set_


def collapsible(
    title: str, id: str, elements: Sequence[CardElement], *, open: bool = False, spacing: Spacing | None = None
) -> list[CardElement]:
    """A part of a card that its button shows and hides."""
    return [
        ActionSet(actions=[toggle(title, id)], spacing=spacing),
        Container(id=id, is_visible=open, items=list(elements)),
    ]


def toggle(title: str, id: str) -> ToggleVisibilityAction:
    """The button that shows and hides the part of its card with this id."""
    return ToggleVisibilityAction(title=title, target_elements=[id])


def why(sections: Iterable[str]) -> list[CardElement]:
    """Where the policy says so, which **Why** shows: nobody has to read its numbers to know what to do."""
    named = [each if each[0].isalpha() else f"section {each}" for each in dict.fromkeys(sections)]
    said = small(wording.FROM_THE_POLICY.format(sections=" and ".join(named)))
    return collapsible(wording.WHY, "why", [said], spacing="Small")


def timeline(text: str, max_bytes: int) -> Container:
    """A record's timeline, hidden until its button is pressed."""
    return Container(spacing="Medium", items=collapsible("Timeline", "timeline", [typed_text(text, max_bytes)]))


def buttons(*actions: Action | None) -> ActionSet:
    """A row of buttons, six at most, as Teams allows."""
    return ActionSet(actions=[action for action in actions if action is not None], spacing="Medium")


def ranked_buttons(first: Sequence[Action], more: Sequence[Action]) -> list[CardElement]:
    """A row of buttons, and behind **More** those that are pressed less often, four in a row."""
    opens = ToggleVisibilityAction(title="More", target_elements=[MORE_ID]) if more else None
    shown: list[CardElement] = [buttons(*first, opens)] if first or more else []
    if more:
        rows: list[CardElement] = [buttons(*more[at : at + 4]) for at in range(0, len(more), 4)]
        shown.append(Container(id=MORE_ID, is_visible=False, items=rows))
    return shown


def button(
    text: str,
    verb: Verb,
    data: ButtonData | None = None,
    *,
    style: ActionStyle | None = None,
    inputs: bool = True,
) -> ExecuteAction:
    """A button whose answer replaces its card: `Action.Execute`, and `Action.Submit` for clients that lack it.

    Without `inputs` it neither checks nor sends what has been typed on the card.
    """
    held = dict(data or {})
    sends: AssociatedInputs | None = None if inputs else "none"
    return ExecuteAction(
        title=text,
        verb=verb,
        data=held,
        style=style,
        associated_inputs=sends,
        fallback=SubmitAction(
            title=text, data={**held, VERB: verb, REPLACES: True}, style=style, associated_inputs=sends
        ),
    )


def form_buttons(verb: Verb, data: ButtonData, text: str = "Send") -> ActionSet:
    """The buttons of a form: **Send**, or **Save** where nobody is told, and the one that puts it away."""
    return buttons(button(text, verb, data, style="positive"), put_away(text))


def put_away(sends: str = "") -> ExecuteAction:
    """The button that puts a form away: nothing is sent. It says so beside a button that `sends` what was typed, for no
    client sends that along with this one: it would first ask for what is missing."""
    return button(wording.LEAVES.get(sends, wording.NOT_NOW), FormVerb.PUT_AWAY, inputs=False)


def form_result(said: str, *ways: Action) -> AdaptiveCard:
    """What takes the place of a form that was a message: what sending it did, and ways on."""
    return card(typed_text(without_marks(said)), buttons(*ways))


def opener(text: str, verb: Verb, data: ButtonData | None = None, *, style: ActionStyle | None = None) -> SubmitAction:
    """A button that leaves its card as it is: the answer comes below it as a new message."""
    return SubmitAction(title=text, data={**(data or {}), VERB: verb}, style=style, associated_inputs="none")


def form_opener(
    text: str, verb: Verb, data: ButtonData | None = None, *, style: ActionStyle | None = None
) -> SubmitAction:
    """A button that opens a form apart from its card, as a dialog of Teams. A client that has no dialogs sends it like
    any other, and the form comes as a message."""
    held = {**(data or {}), VERB: verb, "msteams": {"type": "task/fetch"}}
    return SubmitAction(title=text, data=held, style=style, associated_inputs="none")


def list_row(opens: Action, *lines: CardElement, style: ContainerStyle | None = None) -> Container:
    """A row of a list, which is pressed as a whole."""
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
    """What is wrong with an answer, just above its field, and well apart from the field before that."""
    return TextBlock(text=text, color="Attention", weight="Bolder", wrap=True, spacing="ExtraLarge")


def problems(*keys: str | None) -> list[CardElement]:
    """What is wrong, by text keys, each said once; None where nothing is."""
    return [problem(sentence(key)) for key in dict.fromkeys(keys) if key]


def choices(id: str, label: str, options: Sequence[tuple[str, str]], *, placeholder: str) -> ChoiceSetInput:
    """A list that is filtered by typing; the only option is chosen already."""
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
