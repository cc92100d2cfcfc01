"""The page draws Teams' charts, and says what they show to whoever cannot see them."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import expect

from tests.page.school_page import PHONE, school_page
from tests.rig import CHAMPION, TEACHER
from tests.transcripts.play import Line, play

REPORTS: list[Line] = [
    line
    for kind in ("spam", "spam", "threat")
    for line in ((TEACHER, "says", f"report {kind}"), (TEACHER, "presses", "Send", {"what": kind}))
]


async def test_patterns_are_drawn(tmp_path: Path) -> None:
    """What recurs, a doughnut by kind, bars by month and hour; each says its counts, without the months of none."""
    async with school_page(tmp_path, [CHAMPION], width=PHONE) as window:
        await play(window.rig, [*REPORTS, (CHAMPION, "says", "patterns")])
        await window.reads(CHAMPION, "By month")
        card = (await window.chat(CHAMPION)).locator(".card").last
        charts = card.locator(".chart[role=img]")
        await expect(charts).to_have_count(4)
        said = [await charts.nth(number).get_attribute("aria-label") for number in range(4)]
        assert said[0] == "What recurs this term, Between 10:00 and 10:59 3"
        assert said[1] == "Reports by kind, Spam or phishing 2, Threatening or offensive message 1"
        assert said[2] == "Reports by month, Nov 2026 3"
        bar, room = await charts.first.locator("li span").bounding_box(), await charts.first.bounding_box()
        assert bar and room and bar["width"] == room["width"] and bar["height"] > 0
        await expect(charts.nth(1).locator("path")).to_have_count(2)
        await expect(charts.nth(2).locator("rect")).to_have_count(12)
        await expect(card).not_to_contain_text("Dec 2025 0")
        for number in range(4):
            box, room = await charts.nth(number).bounding_box(), await card.bounding_box()
            assert box and room and box["x"] >= room["x"] and box["x"] + box["width"] <= room["x"] + room["width"]
