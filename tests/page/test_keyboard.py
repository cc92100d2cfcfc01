"""One whole report without a mouse: Tab, arrow keys, Space and Enter."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from tests.page.at_work import school_page
from tests.rig import CHAMPION, TEACHER

HELD = "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || ''"
LABEL = "[...(document.activeElement.labels || [])].map((label) => label.innerText).join(' ')"
SEEN = """getComputedStyle(document.activeElement).outlineStyle !== 'none'
  || document.activeElement.closest('.compose-row') !== null"""


async def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until what is called so has the focus; on the way it can always be seen where that is."""
    for _ in range(60):
        await page.keyboard.press(key)
        assert await page.evaluate(SEEN), await page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if name in (await page.evaluate(HELD)) + (await page.evaluate(LABEL)):
            return
    raise AssertionError(f"Tab never came to {name}")


async def test_a_report_by_keyboard_alone(tmp_path: Path) -> None:
    """The teacher asks, chooses, writes and sends; the Champion acknowledges; the theme is changed."""
    async with school_page(tmp_path, [TEACHER, CHAMPION]) as window:
        page = window.page
        await tab_to(page, "Theme")
        await page.keyboard.press("ArrowDown")
        await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        await tab_to(page, "Message from Daniel Birtwhistle")
        await page.keyboard.type("report")
        await page.keyboard.press("Enter")
        teacher = await window.chat(TEACHER)
        await expect(teacher.get_by_text("What has happened?")).to_be_visible()
        await tab_to(page, "Threatening or offensive message", "Shift+Tab")
        await page.keyboard.press("Enter")
        await expect(teacher.get_by_label("What happened")).to_be_visible()
        await tab_to(page, "What happened")
        await page.keyboard.type("A parent wrote that I would be sorry.")
        await tab_to(page, "Send")
        await page.keyboard.press("Space")
        await expect(teacher.get_by_text("Your report is OS-2026-0001")).to_be_visible()
        champion = await window.chat(CHAMPION)
        await expect(champion.get_by_text("Nobody has taken it yet")).to_be_visible()
        await tab_to(page, "Acknowledge")
        await page.keyboard.press("Enter")
        await expect(teacher.get_by_text("Gareth Penhallow has it, since")).to_be_visible()
