"""Each chart says in its fallback, as a table of text, what it draws."""

from __future__ import annotations

import json
from datetime import date

from bot.policy.kit.school import Term
from bot.policy.log.patterns import Patterns
from bot.policy.log.recurring import Facet, Recurrence, Recurrences
from cards.kit import parts
from cards.log.patterns import patterns_card
from tests.cards.catalogue import HEAD
from tests.cards.test_limits import elements

FOUND = Patterns(
    total=11,
    by_kind={"spam": 6, "bullying": 4, "staff_conduct": 1},
    by_month={date(2026, 9, 1): 0, date(2026, 10, 1): 8, date(2026, 11, 1): 3},
    by_hour={9: 5, 10: 0, 11: 6},
)

RECURRING = Recurrences(
    Term(start=date(2026, 9, 2), end=date(2027, 1, 4)),
    [
        Recurrence(Facet.SITE, "cool-games.example", 6, 2),
        Recurrence(Facet.CLASS, "5b", 3, 4),
        Recurrence(Facet.HOUR, "13", 9, 4),
    ],
)


def test_a_chart_and_its_table_say_the_same() -> None:
    """Four charts: what recurs, kind, month and hour; the rows of each table are its chart's points, without zeros."""
    card = json.loads(parts.as_json(patterns_card(FOUND, RECURRING, HEAD)))
    charts = [element for element in elements(card) if str(element.get("type")).startswith("Chart.")]
    assert [chart["type"] for chart in charts] == [
        "Chart.HorizontalBar",
        "Chart.Donut",
        "Chart.VerticalBar",
        "Chart.VerticalBar",
    ]
    recurs = [row.now for row in RECURRING.rows if row.facet is not Facet.HOUR]
    expected = [
        recurs,
        *(list(counts) for counts in (FOUND.by_kind.values(), FOUND.by_month.values(), FOUND.by_hour.values())),
    ]
    for chart, counts in zip(charts, expected, strict=True):
        data = chart["data"]
        assert isinstance(data, list)
        drawn = [(point.get("legend") or point.get("x"), point.get("value", point.get("y"))) for point in data]
        assert [count for _, count in drawn] == counts
        rows = [row for row in elements(chart["fallback"]) if row.get("type") == "TableRow"]
        texts = [[cell["text"] for cell in elements(row) if cell.get("type") == "TextBlock"] for row in rows]
        assert texts[1:] == [[name, f"{count:g}"] for name, count in drawn if count]
