"""Each chart says in its fallback, as a table of text, what it draws; what is for governors stands in bands."""

from __future__ import annotations

import json
from datetime import date

from bot.policy.log.patterns import Patterns, in_bands
from cards.kit import parts
from cards.log.patterns import governors_text, patterns_card
from tests.cards.catalogue import NOW, SCHOOL
from tests.cards.test_limits import elements

FOUND = Patterns(
    total=11,
    by_kind={"spam": 6, "bullying": 4, "staff_conduct": 1},
    by_month={date(2026, 9, 1): 0, date(2026, 10, 1): 8, date(2026, 11, 1): 3},
    by_hour={9: 5, 10: 0, 11: 6},
)


def test_a_chart_and_its_table_say_the_same() -> None:
    """Three charts, by kind, month and hour; the rows of each table are the points of its chart, without the zeros."""
    card = json.loads(parts.as_json(patterns_card(FOUND)))
    charts = [element for element in elements(card) if str(element.get("type")).startswith("Chart.")]
    assert [chart["type"] for chart in charts] == ["Chart.Donut", "Chart.VerticalBar", "Chart.VerticalBar"]
    expected = [list(counts) for counts in (FOUND.by_kind.values(), FOUND.by_month.values(), FOUND.by_hour.values())]
    for chart, counts in zip(charts, expected, strict=True):
        data = chart["data"]
        assert isinstance(data, list)
        drawn = [(point.get("legend") or point.get("x"), point.get("value", point.get("y"))) for point in data]
        assert [count for _, count in drawn] == counts
        rows = [row for row in elements(chart["fallback"]) if row.get("type") == "TableRow"]
        texts = [[cell["text"] for cell in elements(row) if cell.get("type") == "TextBlock"] for row in rows]
        assert texts[1:] == [[name, f"{count:g}"] for name, count in drawn if count]


def test_what_governors_get() -> None:
    """Bands and no total; what is under the first band is not named, nor is anybody."""
    text = governors_text(SCHOOL, in_bands(FOUND), NOW)
    for line in ("- Spam or phishing: 5 to 9", "- Each other kind: fewer than 5, or none", "- Oct 2026: 5 to 9"):
        assert line in text
    for word in ("conduct", "bullying", "altogether", ": 6", ": 8", "11"):
        assert word not in text.split("By kind")[1].replace("11:00", "")
    for person in SCHOOL.people:
        assert person.name not in text
