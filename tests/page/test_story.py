"""The product as a newcomer starts it, in a browser: a teacher reports and the Champion takes it, in one window."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser import keep, page_at
from tests.rig import CHAMPION, HEAD, TEACHER
from tests.test_app import ROOT, address, environment, process


@asynccontextmanager
async def product(folder: Path, *, width: int = 1440, height: int = 900, theme: str = "light") -> AsyncIterator[Page]:
    """`python app.py --local`, and its page in a browser."""
    settings = environment(folder, SCHOOL_FILE=str(ROOT / "school.toml"))
    async with (
        process(settings, "--local") as running,
        page_at(f"{await address(running)}/", width=width, height=height, theme=theme) as page,
    ):
        yield page


def chat(page: Page, person: str) -> Locator:
    """A person's chat."""
    return page.locator(f'.column[data-person="{person}"]')


async def say(page: Page, person: str, words: str) -> None:
    """Type a message in a person's chat."""
    box = chat(page, person).get_by_label("Message from")
    await box.fill(words)
    await box.press("Enter")


async def press(page: Page, person: str, name: str) -> None:
    """Press the newest button of that name in a person's chat."""
    await chat(page, person).get_by_role("button", name=name, exact=True).last.click()


async def test_a_teacher_reports_and_the_champion_takes_it(tmp_path: Path) -> None:
    """From the welcome to the receipt that names who has it, without a reload."""
    async with product(tmp_path) as page:
        teacher, champion = chat(page, TEACHER), chat(page, CHAMPION)
        await expect(teacher.get_by_text("You are told at once what to do")).to_be_visible()
        await say(page, TEACHER, "report")
        await expect(teacher.get_by_text("What has happened?")).to_be_visible()
        await keep(page, "story-1-kinds")
        await press(page, TEACHER, "Threatening or offensive message")
        await teacher.get_by_label("What happened").fill("A parent wrote that I would be sorry.")
        await keep(page, "story-2-form")
        await press(page, TEACHER, "Send")
        await expect(teacher.get_by_text("Your report is OS-2026-0001")).to_be_visible()
        await expect(champion.get_by_text("Nobody has taken it yet")).to_be_visible()
        await keep(page, "story-3-ping")
        await press(page, CHAMPION, "Acknowledge")
        for person in (TEACHER, CHAMPION, HEAD):
            await expect(chat(page, person).get_by_text("Gareth Penhallow has it, since").first).to_be_visible()
        await keep(page, "story-4-taken")


@pytest.mark.parametrize("theme", ["light"])
async def test_on_a_phone(tmp_path: Path, theme: str) -> None:
    """The same at a phone's width: the kinds, an emergency's alert and its receipt."""
    async with product(tmp_path, width=390, height=844) as page:
        await say(page, TEACHER, "report")
        await expect(chat(page, TEACHER).get_by_text("What has happened?")).to_be_visible()
        await keep(page, "phone-1-kinds")
        await press(page, TEACHER, "Illegal material or activity")
        await expect(chat(page, TEACHER).get_by_role("button", name="Alert now")).to_be_visible()
        await keep(page, "phone-2-alert")
        await press(page, TEACHER, "Alert now")
        await expect(chat(page, TEACHER).get_by_text("Your report is OS-2026-0001")).to_be_visible()
        await keep(page, "phone-3-receipt")
