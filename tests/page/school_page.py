"""A school at work with its page in a browser, and what a person does there at a desk and on a phone.

The bot, the store and Teams' stand-in live in the test's own process, so that the clock is the test's. Knows the page's
people, chats and buttons; what the cards say belongs to the stories.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from playwright.async_api import Locator, Page, expect

from bot.local.mounting import mount
from bot.policy.kit.school import School
from tests.browser import page_at
from tests.rig import Rig, school_at_work

DESK, PHONE = 1440, 390
"""The widths, in pixels, that everything is tried at."""


@dataclass(frozen=True)
class Window:
    """The page, and the school behind it."""

    page: Page
    rig: Rig
    width: int

    @property
    def dialog(self) -> Locator:
        """The dialog that lies over the chats, or what it ended with."""
        return self.page.locator("dialog.task")

    async def chat(self, person: str) -> Locator:
        """A person's chat, brought to the front as somebody would: on a phone through the drawer of people.

        A dialog that has ended is put away first.
        """
        ended = self.dialog.locator(".ended + button")
        if await ended.count():
            await ended.click()
        column = self.page.locator(f'.column[data-person="{person}"]')
        if not await column.is_visible():
            if self.width < 720:
                await self.page.locator("#people-button").click()
            await self.page.locator(f'.person[data-person="{person}"]').click()
            await expect(column).to_be_visible()
        return column

    async def say(self, person: str, words: str) -> None:
        """Type a message and send it."""
        box = (await self.chat(person)).get_by_label("Message from")
        await box.fill(words)
        await box.press("Enter")

    async def press(self, person: str, name: str) -> None:
        """Press the button of that name in the open dialog, else the newest of the chat."""
        chat = await self.chat(person)
        inside = self.dialog.get_by_role("button", name=name, exact=True)
        if not await inside.count():
            await chat.get_by_role("button", name=name, exact=True).last.click()
            return
        async with self.page.expect_response(re.compile("/dialog$")):
            await inside.click()
        await self.page.evaluate("() => new Promise(requestAnimationFrame)")

    async def fill(self, person: str, answers: dict[str, str]) -> None:
        """Fill in the fields with these labels, of the dialog or the newest of the chat."""
        for label, text in answers.items():
            await (await self.field(person, label)).fill(text)

    async def field(self, person: str, label: str) -> Locator:
        """The field with this label, of the dialog or the newest of the chat."""
        chat, named = await self.chat(person), re.compile(rf"^{re.escape(label)}( \*)?$")
        return chat.get_by_label(named).or_(self.dialog.get_by_label(named)).last

    async def reads(self, person: str, words: str) -> None:
        """The words come to stand in a person's chat, or in the dialog over it, where they can be seen."""
        over = self.dialog.get_by_text(words)
        if await over.count():
            await expect(over.last).to_be_visible()
            return
        shown = self.page.locator(f'.column[data-person="{person}"]')
        chat = shown if await shown.is_visible() else await self.chat(person)  # what a dialog ended with may be read
        await expect(chat.get_by_text(words).or_(over).last).to_be_visible()

    async def move_on(self, quarters: int) -> None:
        """Press the clock's button so many times, and wait for each."""
        for _ in range(quarters):
            shown = await self.page.locator("#clock").inner_text()
            await self.page.get_by_role("button", name="+15 min").click()
            await expect(self.page.locator("#clock")).not_to_have_text(shown)


@asynccontextmanager
async def school_page(
    folder: Path,
    opened: Sequence[str],
    *,
    width: int = DESK,
    height: int = 900,
    theme: str = "light",
    school: School | None = None,
) -> AsyncIterator[Window]:
    """A school, else the example school, on a Monday morning in term, and its page with these people's chats."""
    async with school_at_work(folder, school=school) as rig:
        app = web.Application()
        mount(app, rig.teams, opened=opened)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
            async with page_at(url, width=width, height=height, theme=theme) as page:
                yield Window(page, rig, width)
        finally:
            await runner.cleanup()
