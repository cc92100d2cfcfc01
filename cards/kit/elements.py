"""The elements of an Adaptive Card: typed by Microsoft's models of them, and made as plain values.

The type checker reads `microsoft_teams.cards`, which refuses a misspelt field or a value that Teams does not know. What
runs is a class of the same name that only holds what it is given: made and checked at each press, the models took a
fifth of a turn. `tests/cards/test_elements.py` holds every card of the catalogue against them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from microsoft_teams.cards.core import *  # noqa: F403 - all of them, under their own names


class Element:
    """What a card is made of, as it was given. A field that was not is None."""

    TAG: str | None = None
    """The element's name in JSON; None where it has none."""

    def __init__(self, **fields: object) -> None:
        self.__dict__ = fields

    def __init_subclass__(cls, tag: str | None = None) -> None:
        cls.TAG = tag

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return None

    def model_copy(self, *, update: Mapping[str, object]) -> Self:
        """A copy with some fields changed."""
        return type(self)(**{**self.__dict__, **update})


def as_data(part: object) -> Any:
    """An element, or what one holds, as the values of JSON, all of it new."""
    kind = type(part)
    if kind is str or kind is bool or kind is int:
        return part
    if isinstance(part, Element):
        data = {} if part.TAG is None else {"type": part.TAG}
        for name, value in part.__dict__.items():
            if value is not None:
                data[_key(name)] = as_data(value)
        return data
    if isinstance(part, Mapping):
        return {str(name): as_data(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [as_data(each) for each in part]
    return str(part) if isinstance(part, str) else part


@cache
def _key(name: str) -> str:
    """A field's name in JSON."""
    if name == "choices_data":
        return "choices.data"
    first, *more = name.split("_")
    return first + "".join(map(str.capitalize, more))


if not TYPE_CHECKING:
    CardElement = Action = Element
    ActionStyle = AssociatedInputs = ContainerStyle = Spacing = TextColor = str

    class AdaptiveCard(Element, tag="AdaptiveCard"): ...

    class ActionSet(Element, tag="ActionSet"): ...

    class Choice(Element): ...

    class ChoiceSetInput(Element, tag="Input.ChoiceSet"): ...

    class Column(Element, tag="Column"): ...

    class ColumnDefinition(Element): ...

    class ColumnSet(Element, tag="ColumnSet"): ...

    class Container(Element, tag="Container"): ...

    class DateInput(Element, tag="Input.Date"): ...

    class DonutChart(Element, tag="Chart.Donut"): ...

    class DonutChartData(Element): ...

    class ExecuteAction(Element, tag="Action.Execute"): ...

    class HorizontalBarChart(Element, tag="Chart.HorizontalBar"): ...

    class HorizontalBarChartDataValue(Element): ...

    class OpenUrlAction(Element, tag="Action.OpenUrl"): ...

    class ProgressBar(Element, tag="ProgressBar"): ...

    class QueryData(Element, tag="Data.Query"): ...

    class RichTextBlock(Element, tag="RichTextBlock"): ...

    class SubmitAction(Element, tag="Action.Submit"): ...

    class Table(Element, tag="Table"): ...

    class TableCell(Element, tag="TableCell"): ...

    class TableRow(Element, tag="TableRow"): ...

    class TeamsCardProperties(Element): ...

    class TextBlock(Element, tag="TextBlock"): ...

    class TextInput(Element, tag="Input.Text"): ...

    class TextRun(Element, tag="TextRun"): ...

    class TimeInput(Element, tag="Input.Time"): ...

    class ToggleInput(Element, tag="Input.Toggle"): ...

    class ToggleVisibilityAction(Element, tag="Action.ToggleVisibility"): ...

    class VerticalBarChart(Element, tag="Chart.VerticalBar"): ...

    class VerticalBarChartDataValue(Element): ...
