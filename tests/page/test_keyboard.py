"""Whole stories without a mouse, at a desk and on a phone: Tab, arrow keys, Space, Enter and what is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.page.school_page import DESK, PHONE, Window, school_page
from tests.rig import CHAMPION, HEAD, TEACHER
from tests.transcripts.calls import asking
from tests.transcripts.play import play

HELD = "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || ''"
LABEL = "[...(document.activeElement.labels || [])].map((label) => label.innerText).join(' ')"
SEEN = """getComputedStyle(document.activeElement).outlineStyle !== 'none'
  || document.activeElement.closest('.compose-row') !== null"""

WHOLE = """(() => {
  const held = document.activeElement, card = held.closest('.card');
  if (!card || !held.matches('.ac-pushButton')) return true;
  const style = getComputedStyle(held), box = held.getBoundingClientRect();
  const reach = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  for (let around = held.parentElement; around !== card; around = around.parentElement) {
    const edge = around.getBoundingClientRect();
    const cuts = edge.left > box.left - reach || edge.right < box.right + reach
      || edge.top > box.top - reach || edge.bottom < box.bottom + reach;
    if (cuts && getComputedStyle(around).overflow !== 'visible') return false;
  }
  return true;
})()"""
"""Whether nothing around a button of a card cuts its outline off."""

WHERE = """(column) => column.contains(document.activeElement) ? "here"
  : document.activeElement.compareDocumentPosition(column) & Node.DOCUMENT_POSITION_FOLLOWING ? "after" : "before" """
"""Where a chat stands from what has the focus."""

CLOSING = {
    "What was done about it?": "Spoken with the parent",
    "Why can it be closed now?": "It was meant as a joke.",
    "If it is not in CPOMS, why not?": "No pupil is concerned.",
}


async def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until what is called so has the focus; on the way it can always be seen where that is."""
    for _ in range(60):
        await page.keyboard.press(key)
        assert await page.evaluate(SEEN), await page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert await page.evaluate(WHOLE), await page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if name in (await page.evaluate(HELD)) + (await page.evaluate(LABEL)):
            return
    raise AssertionError(f"Tab never came to {name}")


async def turn_to(window: Window, person: str) -> None:
    """Go into a person's chat; on a phone through the drawer of people, after which the chat has the focus."""
    column = window.page.locator(f'.column[data-person="{person}"]')
    (name,) = (each.name for each in window.rig.school.people if each.id == person)
    if await column.is_visible():
        where = await column.evaluate(WHERE)
        if where != "here":
            await tab_to(window.page, f"Chat of {name}", "Tab" if where == "after" else "Shift+Tab")
        return
    await tab_to(window.page, "People", "Shift+Tab")
    await window.page.keyboard.press("Enter")
    await expect(window.page.locator(".person").first).to_be_focused()
    await tab_to(window.page, name)
    await window.page.keyboard.press("Enter")
    await expect(column).to_be_visible()
    await expect(window.page.get_by_role("region", name=f"Chat of {name}")).to_be_focused()


async def report(window: Window) -> None:
    """The teacher asks, chooses, writes and sends; the Champion acknowledges and closes; the theme is changed."""
    page = window.page
    await tab_to(page, "Theme")
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await tab_to(page, "Message from Daniel Birtwhistle")
    await page.keyboard.type("report")
    await page.keyboard.press("Enter")
    await window.reads(TEACHER, "What has happened?")
    await tab_to(page, "Threatening or offensive message", "Shift+Tab")
    await page.keyboard.press("Enter")
    await expect((await window.chat(TEACHER)).get_by_label("What happened")).to_be_visible()
    await tab_to(page, "What happened")
    await page.keyboard.type("A parent wrote that I would be sorry.")
    await tab_to(page, "Send")
    await page.keyboard.press("Space")
    await window.reads(TEACHER, "Your report is OS-2026-0001")
    await turn_to(window, CHAMPION)
    await window.reads(CHAMPION, "Nobody has taken it yet")
    await tab_to(page, "Acknowledge")
    await page.keyboard.press("Enter")
    await window.reads(CHAMPION, "Gareth Penhallow has it, since")
    await turn_to(window, TEACHER)
    await window.reads(TEACHER, "Gareth Penhallow has it, since")
    await turn_to(window, CHAMPION)
    await tab_to(page, "Close")
    await page.keyboard.press("Enter")
    for field, words in CLOSING.items():
        await tab_to(page, field)
        await page.keyboard.type(words)
    await tab_to(page, "Send")
    await page.keyboard.press("Enter")
    await window.reads(CHAMPION, "OS-2026-0001 is closed.")
    await expect(window.dialog).to_have_count(0)
    await window.reads(CHAMPION, "Closed by Gareth Penhallow")


async def decide(window: Window) -> None:
    """The Headteacher asks for changes to a video call, with a reason; the teacher changes it; it is approved."""
    page = window.page
    await play(window.rig, asking())
    await turn_to(window, HEAD)
    await window.reads(HEAD, "Rivers, with pupils in Kenya")
    await tab_to(page, "Ask for changes")
    await page.keyboard.press("Enter")
    await window.reads(HEAD, "What should change")
    await tab_to(page, "What should change")
    await page.keyboard.type("Please name a second class.")
    await tab_to(page, "Send")
    await page.keyboard.press("Enter")
    await window.reads(HEAD, "Those who asked are told what should change.")
    await expect(window.dialog).to_have_count(0)
    await window.reads(HEAD, "Rosalind Okafor asks for changes")
    await turn_to(window, TEACHER)
    await window.reads(TEACHER, "Please name a second class.")
    await tab_to(page, "Change")
    await page.keyboard.press("Enter")
    await expect(await window.field(TEACHER, "Class")).to_be_visible()
    await tab_to(page, "Class")
    await page.keyboard.press("End")
    await page.keyboard.type(" and 4A")
    await tab_to(page, "Send")
    await page.keyboard.press("Enter")
    await window.reads(TEACHER, "The new version is sent.")
    await expect(window.dialog).to_have_count(0)
    await window.reads(TEACHER, "Waiting for Rosalind Okafor to decide")
    await turn_to(window, HEAD)
    await window.reads(HEAD, "Changed since version 1")
    await tab_to(page, "Approve")
    await page.keyboard.press("Space")
    await window.reads(HEAD, "Approved by Rosalind Okafor")


async def sign(window: Window) -> None:
    """The Champion publishes the Acceptable Use Policy; a teacher reads it, goes away between, and signs."""
    page = window.page
    await tab_to(page, "Message from Gareth Penhallow")
    await page.keyboard.type("publish aup")
    await page.keyboard.press("Enter")
    await window.reads(CHAMPION, "This is the first version")
    await tab_to(page, "Publish", "Shift+Tab")
    await page.keyboard.press("Enter")
    await window.reads(CHAMPION, "Published by Gareth Penhallow")
    await turn_to(window, TEACHER)
    await window.reads(TEACHER, "Please read it and sign it")
    await tab_to(page, "Read it")
    await page.keyboard.press("Enter")
    for section in range(1, 4):
        await window.reads(TEACHER, f"Section {section} of 12")
        await tab_to(page, "Next")
        await page.keyboard.press("Enter")
    await window.reads(TEACHER, "Section 4 of 12")
    await page.keyboard.press("Escape")
    await expect(window.dialog).to_have_count(0)
    assert await page.evaluate(HELD) == "Read it", "who closes a dialog is where they opened it"
    await page.keyboard.press("Enter")
    for section in range(4, 12):
        await window.reads(TEACHER, f"Section {section} of 12")
        await tab_to(page, "Next")
        await page.keyboard.press("Enter")
    await expect(await window.field(TEACHER, "Your full name")).to_be_visible()
    await tab_to(page, "I have read it")
    await page.keyboard.press("Space")
    await tab_to(page, "Your full name")
    await page.keyboard.type("Daniel Birtwhistle")
    await tab_to(page, "Sign")
    await page.keyboard.press("Enter")
    await window.reads(TEACHER, "This is your receipt")


STORIES: dict[str, tuple[Callable[[Window], Awaitable[None]], list[str]]] = {
    "a report is made, taken and closed": (report, [TEACHER, CHAMPION]),
    "a video call is sent back, changed and approved": (decide, [HEAD, TEACHER]),
    "the AUP is published and signed": (sign, [CHAMPION, TEACHER]),
}


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize(("story", "people"), STORIES.values(), ids=STORIES)
async def test_by_keyboard_alone(
    tmp_path: Path, story: Callable[[Window], Awaitable[None]], people: list[str], width: int
) -> None:
    """It ends as it is written, and the focus can be seen all the way."""
    async with school_page(tmp_path, people, width=width) as window:
        await story(window)


@pytest.mark.parametrize("width", [DESK, PHONE])
async def test_a_filled_dialog_asks_once_before_it_closes(tmp_path: Path, width: int) -> None:
    """Escape on what was typed says so and keeps it; Escape again leaves it."""
    async with school_page(tmp_path, [CHAMPION], width=width) as window:
        await play(window.rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
        await window.reads(CHAMPION, "Nobody has taken it yet")
        await window.press(CHAMPION, "Acknowledge")
        await window.reads(CHAMPION, "has it, since")
        await tab_to(window.page, "Add a note")
        await window.page.keyboard.press("Enter")
        await tab_to(window.page, "Note")
        await window.page.keyboard.type("Rang the parents")
        await window.page.keyboard.press("Escape")
        await expect(window.dialog.get_by_text("has not been sent")).to_be_visible()
        await expect(window.dialog.get_by_label("Note")).to_have_value("Rang the parents")
        await window.page.keyboard.press("Escape")
        await expect(window.dialog).to_have_count(0)


@pytest.mark.parametrize("redrawn", [False, True], ids=["as it was", "drawn anew"])
@pytest.mark.parametrize("leave", ["Escape", "Leave without sending", "Close"])
async def test_whoever_leaves_a_dialog_is_at_the_button_that_opened_it(
    tmp_path: Path, leave: str, redrawn: bool
) -> None:
    """Also where the card was drawn anew, or gave way to a newer one, while the dialog was open."""
    async with school_page(tmp_path, [CHAMPION]) as window:
        page = window.page
        await play(window.rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
        await window.reads(CHAMPION, "Nobody has taken it yet")
        await window.press(CHAMPION, "Acknowledge")
        await window.reads(CHAMPION, "has it, since")
        await tab_to(page, "Add a note")
        await page.keyboard.press("Enter")
        await expect(window.dialog.get_by_label("Note")).to_be_visible()
        if redrawn:
            more = {"what": "He has the other half of it"}
            await play(window.rig, [(TEACHER, "presses", "Add details"), (TEACHER, "presses", "Send", more)])
            added = page.locator(f'.column[data-person="{CHAMPION}"]').get_by_text("He has the other half of it")
            await expect(added.first).to_be_attached()
        if leave == "Escape":
            await page.keyboard.press("Escape")
        else:
            await window.dialog.get_by_role("button", name=leave, exact=True).click()
        await expect(window.dialog).to_have_count(0)
        await expect(page.locator("*:focus")).to_have_accessible_name("Add a note")


@pytest.mark.parametrize("width", [DESK, PHONE])
async def test_a_sent_form_is_away_by_itself(tmp_path: Path, width: int) -> None:
    """Nothing is left to press; the chat says what was done, and still does when the report has moved on."""
    async with school_page(tmp_path, [CHAMPION], width=width) as window:
        await play(window.rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
        await window.reads(CHAMPION, "Nobody has taken it yet")
        await window.press(CHAMPION, "Acknowledge")
        await window.reads(CHAMPION, "has it, since")
        await window.press(CHAMPION, "Add a note")
        await window.fill(CHAMPION, {"Note": "Rang the parents"})
        await window.press(CHAMPION, "Send")
        await expect(window.dialog).to_have_count(0)
        added = window.page.locator(f'.column[data-person="{CHAMPION}"]').get_by_text(
            "Your note was added to OS-2026-0001."
        )
        await expect(added).to_be_visible()
        more = {"what": "He has the other half of it"}
        await play(window.rig, [(TEACHER, "presses", "Add details"), (TEACHER, "presses", "Send", more)])
        await window.move_on(quarters=1)
        await window.page.wait_for_timeout(2000)  # a sentence that goes by itself is gone by then
        await expect(added).to_be_visible()
