"""axe-core looks at the page with people's chats and cards open, in each theme: nothing serious is wrong.

What only a person can judge (is the order sensible, are the words plain) is not judged here.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.page.gallery import THEMES, chosen, hang, sheets
from tests.page.school_page import PHONE, Window, school_page
from tests.rig import CHAMPION, HEAD, TEACHER
from tests.transcripts.calls import asking
from tests.transcripts.play import play

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LOOK = """async ([within, whole]) => {
  const found = await axe.run(within, { resultTypes: ["violations", "incomplete"], elementRef: true });
  const untold = found.incomplete.filter((each) => whole && each.id === "color-contrast").map((each) => (
    { ...each, nodes: each.nodes.filter((node) => node.any.every((check) => check.data.messageKey !== "nonBmp")
      && !node.element.closest(".chart")) }));
  return [...found.violations, ...untold]
    .filter((each) => ["serious", "critical"].includes(each.impact) && each.nodes.length)
    .map((each) => [each.id, each.nodes.slice(0, 3).map((node) => `${node.target}: ${node.failureSummary}`)]);
}"""
"""What is serious or critical; of a whole thing, on which nothing else lies, also words whose contrast it cannot tell.

Of a bar drawn with characters, and of words in a chart, it never can.
"""


async def findings(page: Page, within: str = "html", *, whole: bool = False) -> list[object]:
    """What axe-core calls serious or critical within a part of the page."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[object] = await page.evaluate(LOOK, [within, whole])
    return found


@pytest.mark.parametrize("theme", THEMES)
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
    """One chat, its main button under the pointer, and the drawer of people over it."""
    async with school_page(tmp_path, [TEACHER], width=PHONE) as window:
        await play(window.rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": " "})])
        await window.reads(TEACHER, "Please fill this in.")
        assert await findings(window.page) == []
        await (await window.chat(TEACHER)).get_by_role("button", name="Send", exact=True).last.hover()
        assert await findings(window.page) == []
        await window.page.get_by_role("button", name="People").click()
        assert await findings(window.page) == []


@pytest.mark.soak
@pytest.mark.parametrize("theme", THEMES)
async def test_nothing_serious_on_any_card(tmp_path: Path, theme: str) -> None:
    """Every shape of card, whole, as on a phone, in each theme; in full every card."""
    async with school_page(tmp_path, [TEACHER], theme=theme, width=PHONE) as window:
        for sheet in sheets([card for held in chosen().values() for card in held]):
            assert await hang(window.page, sheet) == len(sheet)
            assert await findings(window.page, "#gallery", whole=True) == []


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
