"""What recurs, as charts with a table beneath for whoever cannot see them, and the text for governors (I15, T4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.policy.kit.school import School
from bot.policy.log.patterns import BANDS, MONTHS_COUNTED, Band, Banded, Patterns
from cards.kit import parts, times
from cards.kit.elements import (
    AdaptiveCard,
    CardElement,
    ColumnDefinition,
    Container,
    DonutChart,
    DonutChartData,
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
from cards.words.log import IN_BANDS

CountRows = Sequence[tuple[str, int]]


def patterns_card(found: Patterns) -> AdaptiveCard:
    """Counts by kind, month and hour, of what this reader may see."""
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
        parts.heading("By kind"),
        _donut("Reports by kind", kinds),
        parts.heading("By month"),
        _bars("Reports by month", "Month", months),
        parts.heading(wording.BY_HOUR),
        _bars(wording.REPORTS_BY_HOUR, "Hour", hours),
        parts.small(wording.WHICH_HOUR),
        parts.buttons(parts.opener("For governors", LogVerb.GOVERNORS), parts.opener("Log", Opener.LOG)),
    )


def governors_card(school: School, found: Banded, now: datetime) -> AdaptiveCard:
    """Text ready to copy into a report, in bands and without anything about a person."""
    return parts.card(
        parts.title(wording.FOR_GOVERNORS),
        parts.small(wording.FOR_GOVERNORS_WHAT),
        parts.typed_text(governors_text(school, found, now), spacing="Small"),
        parts.buttons(parts.opener("Patterns", LogVerb.PATTERNS)),
    )


def governors_text(school: School, found: Banded, now: datetime) -> str:
    """The text for governors: bands in words."""
    lines = [
        wording.GOVERNORS_TITLE.format(school=school.name, months=MONTHS_COUNTED),
        f"As of {times.full(school, now)}",
        "",
        "By kind",
        *_lines([(KIND_WORDS[kind].name, band) for kind, band in found.by_kind.items()], "Each other kind"),
        "",
        "By month",
        *_lines([(month_name(month), band) for month, band in found.by_month.items()], "Each other month"),
        "",
        wording.BY_HOUR,
        *_lines([(hour_name(hour), band) for hour, band in found.by_hour.items()], "Each other hour"),
    ]
    return "\n".join([*lines, "", IN_BANDS])


def month_name(month: date) -> str:
    """`Nov 2026`."""
    return f"{times.MONTH_NAMES[month.month - 1]} {month.year}"


def hour_name(hour: int) -> str:
    """`09:00`."""
    return f"{hour:02}:00"


def _lines(rows: Sequence[tuple[str, Band]], others: str) -> list[str]:
    """A line for each band; what is below the first band is not named."""
    shown = [f"- {name}: {_between(band)}" for name, band in rows]
    return [*shown, wording.FEWER_THAN.format(others=others, least=BANDS[0])]


def _between(band: Band) -> str:
    return f"{band.least} or more" if band.most is None else f"{band.least} to {band.most}"


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
