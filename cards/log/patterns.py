"""What recurs, as charts with a table beneath for whoever cannot see them (I15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.policy.kit.people import Person
from bot.policy.kit.roles import CHAMPION, HEADTEACHER
from bot.policy.kit.school import School
from bot.policy.log.patterns import Patterns
from bot.policy.log.recurring import Facet, Recurrence, Recurrences
from cards.kit import parts, times
from cards.kit.elements import (
    AdaptiveCard,
    CardElement,
    ColumnDefinition,
    Container,
    DonutChart,
    DonutChartData,
    HorizontalBarChart,
    HorizontalBarChartDataValue,
    Table,
    TableCell,
    TableRow,
    TextBlock,
    VerticalBarChart,
    VerticalBarChartDataValue,
)
from cards.kit.guide import Opener
from cards.log import LogVerb
from cards.words import log as wording
from cards.words.kinds import KIND_WORDS
from cards.words.kit import CHANGE_POLICY

CountRows = Sequence[tuple[str, int]]
NAME_BYTES, ROW_BYTES = 48, 200
"""Bytes of JSON of what recurs, in a chart and in a row."""
MOST_DRAWN, ROWS_SHOWN, ROWS_OF_DOUBLED = 6, 8, 8
"""How many things a chart draws, and how many are said on the card and in a message."""


def patterns_card(found: Patterns, recurring: Recurrences, reader: Person) -> AdaptiveCard:
    """What recurs this term first, then counts by kind, month and hour, of what this reader may see."""
    if not found.total:
        return parts.card(
            parts.title("Patterns"),
            parts.paragraph(wording.NOTHING_RECURS),
            parts.buttons(parts.opener("Log", Opener.LOG)),
        )
    kinds = [(KIND_WORDS[kind].name, count) for kind, count in found.by_kind.items()]
    months = [(month_name(month), count) for month, count in found.by_month.items()]
    hours = [(hour_name(hour), count) for hour, count in found.by_hour.items()]
    return parts.card(
        parts.title("Patterns"),
        parts.small(wording.IN_TWELVE_MONTHS.format(reports=_reports(found.total))),
        *recurring_rows(recurring),
        parts.heading("By kind"),
        _donut("Reports by kind", kinds),
        parts.heading("By month"),
        _bars("Reports by month", "Month", months),
        parts.heading(wording.BY_HOUR),
        _bars(wording.REPORTS_BY_HOUR, "Hour", hours),
        parts.small(wording.WHICH_HOUR),
        parts.buttons(
            parts.opener("Report to governors", Opener.GOVERNORS) if reader.holds(CHAMPION, HEADTEACHER) else None,
            parts.form_opener(CHANGE_POLICY, Opener.CHANGE_POLICY) if reader.holds(CHAMPION, HEADTEACHER) else None,
            parts.opener("Log", Opener.LOG),
        ),
    )


def doubled_card(school: School, now: datetime, found: Recurrences) -> AdaptiveCard:
    """That something has doubled against the term before: once to the Headteacher, as it stands when it is sent."""
    return parts.card(
        parts.title(wording.DOUBLED),
        parts.small(f"As of {times.full(school, now)}"),
        _levels(wording.DOUBLED, found.doubled),
        parts.paragraph(wording.DOUBLED_LEAD),
        *(_recurrence(row) for row in found.doubled[:ROWS_OF_DOUBLED]),
        parts.buttons(parts.opener("Patterns", LogVerb.PATTERNS), parts.opener("Log", Opener.LOG)),
    )


def recurring_rows(found: Recurrences) -> list[CardElement]:
    """A chart of what recurs this term, and each against the term before; a row looks for the reports of it."""
    if not found.rows:
        return []
    return [
        parts.heading(wording.THIS_TERM),
        _levels(wording.RECURS_THIS_TERM, found.rows),
        *(_recurrence(row) for row in sorted(found.rows, key=lambda row: not row.doubles)[:ROWS_SHOWN]),
    ]


def _levels(title: str, rows: Sequence[Recurrence]) -> CardElement:
    counts = [(name_of_recurrence(row), row.now) for row in rows if row.facet is not Facet.HOUR or len(rows) == 1][
        :MOST_DRAWN
    ]
    data = [HorizontalBarChartDataValue(x=name, y=count) for name, count in counts]
    return HorizontalBarChart(title=title, data=data, x_axis_title="Reports", fallback=_table("What", counts))


def _recurrence(row: Recurrence) -> CardElement:
    said = wording.AGAINST.format(name=name_of_recurrence(row), now=row.now, before=row.before)
    line = parts.typed_text(f"{said} ▲" if row.doubles else said, ROW_BYTES)
    if row.facet is Facet.HOUR:
        return parts.box("default", line)
    return parts.list_row(parts.form_opener("Find these", Opener.FIND, {"words": parts.cut(row.key, NAME_BYTES)}), line)


def name_of_recurrence(row: Recurrence) -> str:
    """What is the same in several reports."""
    key = row.key.title() if row.facet in {Facet.APP, Facet.CLASS} else row.key
    return wording.FACET_WORDS[row.facet].format(key=parts.cut(key, NAME_BYTES))


def month_name(month: date) -> str:
    """`Nov 2026`."""
    return f"{times.MONTH_NAMES[month.month - 1]} {month.year}"


def hour_name(hour: int) -> str:
    """`09:00`."""
    return f"{hour:02}:00"


def _reports(count: int) -> str:
    return "One report" if count == 1 else f"{count} reports"


def _donut(title: str, rows: CountRows) -> CardElement:
    data = [DonutChartData(legend=name, value=count) for name, count in rows]
    return DonutChart(title=title, data=data, fallback=_table("Kind", rows))


def _bars(title: str, axis: str, rows: CountRows) -> CardElement:
    data = [VerticalBarChartDataValue(x=name, y=count) for name, count in rows]
    return VerticalBarChart(
        title=title,
        data=data,
        x_axis_title=axis,
        y_axis_title="Reports",
        y_min=0,
        show_bar_values=True,
        fallback=_table(axis, rows),
    )


def _table(of: str, rows: CountRows) -> Container:
    """What a chart says, as a table of text, for a client that draws none; what there was none of is left out."""
    lines = [(of, "Reports"), *((name, str(count)) for name, count in rows if count)]
    return Container(
        items=[
            Table(
                columns=[ColumnDefinition(width=3), ColumnDefinition(width=1)],
                first_row_as_headers=True,
                rows=[TableRow(cells=[_cell(name), _cell(count)]) for name, count in lines],
            )
        ]
    )


def _cell(text: str) -> TableCell:
    return TableCell(items=[TextBlock(text=text, wrap=True)])
