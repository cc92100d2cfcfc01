"""Each workflow from its first word to its last, in a browser, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser import keep
from tests.page.at_work import DESK, PHONE, Window, school_page
from tests.rig import CHAMPION, COORDINATOR, HEAD, SENIOR, TEACHER

THREAT = "Threatening or offensive message"
CALL = {
    "Purpose and subject": "Rivers",
    "Class": "4B",
    "Number of pupils": "28",
    "Date": "2026-11-26",
    "Start": "10:00",
    "End": "10:45",
    "Who is at the other end": "Hill School",
    "Signed agreement: its reference": "AG-1",
    "Signed on": "2026-11-02",
}


async def taken_or_rung_on(window: Window) -> None:
    """One report is acknowledged; of another the clock tells the senior leaders, as nobody took it."""
    await window.say(TEACHER, "report")
    await window.press(TEACHER, THREAT)
    await window.fill(TEACHER, {"What happened": "A parent wrote that I would be sorry."})
    await window.press(TEACHER, "Send")
    await window.reads(TEACHER, "Your report is OS-2026-0001")
    await window.reads(CHAMPION, "Nobody has taken it yet")
    await window.press(CHAMPION, "Acknowledge")
    await window.reads(CHAMPION, "Gareth Penhallow has it, since")
    await window.reads(TEACHER, "Gareth Penhallow has it, since")
    await window.say(TEACHER, "report bullying")
    await window.fill(TEACHER, {"What happened": "Nasty pictures in a chat of Year 6."})
    await window.press(TEACHER, "Send")
    await window.reads(CHAMPION, "OS-2026-0002")
    await window.move_on(quarters=2)
    await window.reads(SENIOR, "OS-2026-0002")
    await window.press(SENIOR, "Acknowledge")
    await window.reads(TEACHER, "Tomasz Wilkowski has it, since")


async def calls_decided(window: Window) -> None:
    """The Headteacher approves one call and asks for changes on another, which comes back changed."""
    for title in ("Rivers", "Volcanoes"):
        await window.say(TEACHER, "video call")
        await window.reads(TEACHER, "Purpose and subject")
        await window.fill(TEACHER, {**CALL, "Purpose and subject": title})
        chat = await window.chat(TEACHER)
        await chat.get_by_label("Kind of partner", exact=True).last.select_option(label="School")
        for field in (1, 2):
            picker = chat.locator(".message").last.locator(".ac-choiceSetInput-filtered-textbox").nth(field)
            await picker.press_sequentially("priy")
            await chat.locator(".ac-choiceSetInput-choice:visible", has_text="Priya Ramanathan").first.click()
        await chat.get_by_label("Everybody on the team is trained").last.check()
        await window.press(TEACHER, "Send")
        await window.reads(TEACHER, "Waiting for Rosalind Okafor to decide")
        await window.reads(HEAD, title)
        if title == "Rivers":
            await window.press(HEAD, "Approve")
            for person in (HEAD, TEACHER, COORDINATOR):
                await window.reads(person, "Approved by Rosalind Okafor")
    await window.press(HEAD, "Ask for changes")
    await window.fill(HEAD, {"What should change": "Please make it the afternoon."})
    await window.press(HEAD, "Send")
    await window.reads(TEACHER, "Please make it the afternoon.")


async def aup_signed(window: Window) -> None:
    """The Champion publishes the Acceptable Use Policy, and a member of staff signs it."""
    await window.say(CHAMPION, "publish aup")
    await window.reads(CHAMPION, "This is the first version")
    await window.press(CHAMPION, "Publish")
    await window.reads(CHAMPION, "Published by Gareth Penhallow")
    await window.reads(TEACHER, "Please read it and sign it")
    chat = await window.chat(TEACHER)
    await chat.get_by_role("checkbox").check()
    await window.fill(TEACHER, {"Your full name": "Daniel Birtwhistle"})
    await window.press(TEACHER, "Sign")
    await window.reads(TEACHER, "This is your receipt")
    await window.say(CHAMPION, "who has not signed")
    await window.reads(CHAMPION, "1 of 12 signed")


async def emergency(window: Window) -> None:
    """Told at once with one press, and the details afterwards."""
    await window.say(TEACHER, "report")
    await window.press(TEACHER, "Illegal material or activity")
    await window.reads(TEACHER, "Police")
    await window.press(TEACHER, "Alert now")
    await window.reads(TEACHER, "Your report is OS-2026-0001")
    await window.reads(HEAD, "Nobody has taken it yet")
    await window.fill(TEACHER, {"In a few words (no links, no pictures)": "A picture came up on the class computer."})
    await window.press(TEACHER, "Send")
    await window.reads(HEAD, "The reporter has added details.")
    await window.reads(HEAD, "A picture came up on the class computer.")


async def reported_from_a_message(window: Window) -> None:
    """From the menu of a message: the kind, the form with its words in it, and a receipt in the own chat."""
    await window.say(TEACHER, "hello")
    chat = await window.chat(TEACHER)
    await window.reads(TEACHER, "What I can do")
    await chat.locator(".message", has_text="hello").last.hover()
    await chat.get_by_role("button", name="Message actions").nth(1).click()
    await window.page.get_by_role("menuitem").first.click()
    dialog = window.page.get_by_role("dialog")
    await dialog.get_by_role("button", name=THREAT).click()
    await expect(dialog.get_by_label("What happened")).to_be_visible()
    await dialog.get_by_role("button", name="Send", exact=True).click()
    await expect(dialog).to_have_count(0)
    await window.reads(TEACHER, "Your report is OS-2026-0001")
    await window.reads(CHAMPION, "OS-2026-0001")


STORIES: dict[str, tuple[Callable[[Window], Awaitable[None]], list[str]]] = {
    "a report is taken, another rung on": (taken_or_rung_on, [TEACHER, CHAMPION, SENIOR]),
    "video calls are decided": (calls_decided, [TEACHER, HEAD, COORDINATOR]),
    "the AUP is signed": (aup_signed, [TEACHER, CHAMPION]),
    "an emergency": (emergency, [TEACHER, HEAD]),
    "a report from a message": (reported_from_a_message, [TEACHER, CHAMPION]),
}


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize(("story", "people"), STORIES.values(), ids=STORIES)
async def test_a_workflow(
    tmp_path: Path, story: Callable[[Window], Awaitable[None]], people: list[str], width: int
) -> None:
    """It ends as it is written; nothing is wider than the window."""
    async with school_page(tmp_path, people, width=width) as window:
        await story(window)
        await keep(window.page, f"workflow-{story.__name__}-{width}")
        rooms = "[...document.querySelectorAll('.scroll')]"
        assert (
            await window.page.evaluate(f"Math.max(...{rooms}.map((room) => room.scrollWidth - room.clientWidth))") <= 0
        )
