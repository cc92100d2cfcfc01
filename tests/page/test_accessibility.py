"""axe-core looks at the page with people's chats and cards open, in each theme: nothing serious is wrong.

What only a person can judge (is the order sensible, are the words plain) is not judged here.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.page.at_work import PHONE, Window, school_page
from tests.page.gallery import areas, hang
from tests.rig import CHAMPION, HEAD, TEACHER
from tests.transcripts.calls import asking
from tests.transcripts.play import play

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LOOK = """async (within) => (await axe.run(within, { resultTypes: ["violations"] })).violations
  .filter((found) => ["serious", "critical"].includes(found.impact))
  .map((found) => [found.id, found.nodes.slice(0, 3).map((node) => `${node.target}: ${node.failureSummary}`)])"""


async def findings(page: Page, within: str = "html") -> list[object]:
    """What axe-core calls serious or critical within a part of the page."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[object] = await page.evaluate(LOOK, within)
    return found


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
async def test_nothing_serious_at_a_desk(tmp_path: Path, theme: str) -> None:
    """Three chats with a form, pings, a call to decide, the policy to sign, a list, a menu and a dialog."""
    async with school_page(tmp_path, [TEACHER, CHAMPION, HEAD], theme=theme) as window:
        await _busy(window)
        assert await findings(window.page) == []
        column = await window.chat(CHAMPION)
        await column.get_by_role("button", name="Chat of").click()
        assert await findings(window.page, ".menu") == []
        await window.page.keyboard.press("Escape")
        await window.rig.teams.act_on_message(TEACHER)
        await column.locator(".message").last.hover()
        await column.get_by_role("button", name="Message actions").last.click()
        await window.page.get_by_role("menuitem").first.click()
        await window.page.get_by_role("dialog").wait_for()
        assert await findings(window.page, "dialog") == []


async def test_nothing_serious_on_a_phone(tmp_path: Path) -> None:
    """One chat, and the drawer of people over it."""
    async with school_page(tmp_path, [TEACHER], width=PHONE) as window:
        await play(window.rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": " "})])
        await window.reads(TEACHER, "Please fill this in.")
        assert await findings(window.page) == []
        await window.page.get_by_role("button", name="People").click()
        assert await findings(window.page) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
async def test_nothing_serious_on_any_sort_of_card(tmp_path: Path, theme: str) -> None:
    """Cards of every area, drawn as Teams draws them."""
    cards = [
        (name, card)
        for area, held in areas().items()
        if area not in ("bullying", "filter_breach", "harmful_contact", "image_misuse", "spam", "other")
        for name, card in held
        if "long" not in name and "page " not in name
    ][::12]
    async with school_page(tmp_path, [TEACHER], theme=theme) as window:
        await hang(window.page, cards)
        assert await findings(window.page, "#gallery") == []


async def _busy(window: Window) -> None:
    """Something of everything in three chats."""
    await play(
        window.rig,
        [
            (TEACHER, "says", "report"),
            (TEACHER, "says", "report threat"),
            (TEACHER, "presses", "Send", {"what": "A parent wrote that I would be sorry."}),
            (CHAMPION, "reads", "OS-2026-0001"),
            (CHAMPION, "presses", "Acknowledge"),
            (CHAMPION, "says", "log"),
            (CHAMPION, "says", "patterns"),
            *asking(),
            (HEAD, "reads", "VC-2026-0001"),
            (CHAMPION, "says", "publish aup"),
            (CHAMPION, "reads", "This is the first version"),
            (CHAMPION, "presses", "Publish"),
            (TEACHER, "reads", "Please read it and sign it"),
            (TEACHER, "says", "report spam"),
            (TEACHER, "presses", "Send", {"what": " "}),
            (TEACHER, "reads", "Please fill this in."),
        ],
    )
    await window.reads(TEACHER, "Please fill this in.")
    await window.reads(HEAD, "Please read it and sign it")
