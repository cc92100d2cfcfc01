"""A report and a video call in Microsoft's own client: two Agents Playgrounds, one person each, one bot.

Asked for by `make playground-test`, which names the npm package in PLAYGROUND: it needs Node.js and, the first time,
the npm registry. The browser itself asks nothing of any other machine; the Playground's fonts are left out.

Each Playground is a Teams of its own with one person in it and a service URL of its own. The bot keeps a chat's URL
with the person, so each hears of the report where they are. Somebody who has none open is looked for in the one that
wrote last: it opens a chat for them and answers 500 to what is sent there, so that such a ping stays in the outbox.

It opens no dialogs (`task/fetch`), so that nothing is signed in it; `test_playground` has a signature by its people.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, expect

from bot.local.playground import CONFIGURATION_FILE, configuration
from bot.settings import load_school
from tests.browser import browser, keep
from tests.clock import PATIENCE
from tests.rig import SCHOOL_FILE
from tests.test_app import address, environment, free_port, process

PACKAGE = os.environ.get("PLAYGROUND", "")
SCHOOL = load_school(SCHOOL_FILE)
WELCOME = "This is where staff of"
ELSEWHERE = re.compile(r"^https?://(?!(localhost|127\.0\.0\.1)[:/])")

pytestmark = pytest.mark.skipif(not PACKAGE, reason="optional, and needs Node.js: make playground-test")


async def test_a_report_is_taken_in_two_playgrounds(tmp_path: Path) -> None:
    """The teacher reports in one, the Champion acknowledges in the other, and both read who has it."""
    settings = environment(tmp_path, SCHOOL_FILE=str(SCHOOL_FILE))
    async with process(settings, "--local") as bot:
        endpoint = f"{await address(bot)}/api/messages"
        async with (
            playground(tmp_path / "teacher", "birtwhistle", endpoint) as one,
            playground(tmp_path / "champion", "penhallow", endpoint) as other,
            browser() as running,
        ):
            teacher, champion = await opened(running, one), await opened(running, other)
            await say(teacher, "report")
            await teacher.get_by_role("button", name="Threatening or offensive message").click()
            await teacher.get_by_label("What happened").fill("A parent wrote that I would be sorry.")
            await teacher.get_by_role("button", name="Send", exact=True).click()
            await expect(teacher.get_by_text(re.compile(r"Your report is OS-\d{4}-0001"))).to_be_visible()
            await expect(champion.get_by_text("Nobody has taken it yet")).to_be_visible()
            await expect(champion.get_by_text("A parent wrote that I would be sorry.").first).to_be_visible()
            await keep(champion, "playground-champion-alerted")
            await champion.get_by_role("button", name="Acknowledge", exact=True).click()
            for page, name in ((champion, "champion"), (teacher, "teacher")):
                await expect(page.get_by_text("Gareth Penhallow has it, since")).to_be_visible()
                await keep(page, f"playground-{name}")


async def test_a_call_is_decided_in_two_playgrounds(tmp_path: Path) -> None:
    """The teacher picks a colleague from the people picker, the Headteacher reads who it is and approves."""
    settings = environment(tmp_path, SCHOOL_FILE=str(SCHOOL_FILE))
    async with process(settings, "--local") as bot:
        endpoint = f"{await address(bot)}/api/messages"
        async with (
            playground(tmp_path / "teacher", "birtwhistle", endpoint) as one,
            playground(tmp_path / "head", "okafor", endpoint) as other,
            browser() as running,
        ):
            teacher, head = await opened(running, one), await opened(running, other)
            await say(teacher, "video call")
            await ask_for_a_call(teacher)
            await expect(head.get_by_text("Gareth Penhallow").first).to_be_visible()
            await head.get_by_role("button", name="Approve", exact=True).click()
            await expect(teacher.get_by_text("Approved by Rosalind Okafor")).to_be_visible()
            await keep(teacher, "playground-call")


async def say(page: Page, words: str) -> None:
    """Type a message."""
    box = page.locator("[data-lexical-editor]")
    await box.click()
    await box.press_sequentially(words)
    await box.press("Enter")


async def ask_for_a_call(page: Page) -> None:
    """Fill the form for a call next week, with a colleague from the people picker, and send it."""
    for label, text in {
        "Purpose and subject": "Rivers",
        "Class": "4B",
        "Who is at the other end": "Hill School",
        "Signed agreement: its reference": "AG-1",
    }.items():
        await page.get_by_label(re.compile(rf"^{re.escape(label)}( ?\*)?$")).fill(text)
    await page.get_by_label(re.compile("^Number of pupils")).fill("28")
    for place, month in enumerate(("Next month", "Previous month")):
        await page.get_by_placeholder("Select a date...").nth(place).click()
        calendar = page.get_by_role("dialog", name="Calendar")
        await calendar.get_by_role("button", name=re.compile(f"^{month}")).click()
        await calendar.get_by_role("gridcell", name=re.compile(r"^15\b")).first.click()
        await expect(calendar).to_be_hidden()
    for place, time in enumerate(("10:00", "10:30")):
        await page.get_by_placeholder("Select a time...").nth(place).click()
        await page.get_by_role("option", name=time, exact=True).click()
    await page.get_by_placeholder("Choose").first.click()
    await page.get_by_role("option", name="School", exact=True).click()
    for picker in (0,):
        field = page.locator(".ms-BasePicker-input").nth(picker)
        await field.press_sequentially("gareth")
        await page.locator(".ms-Suggestions-item").first.click()
    await page.get_by_label("Everybody on the team has been trained for video calls").check()
    await page.get_by_role("button", name="Send", exact=True).click()


@asynccontextmanager
async def playground(folder: Path, person: str, endpoint: str) -> AsyncIterator[str]:
    """An Agents Playground for that person, and its page's address."""
    npx = shutil.which("npx")
    assert npx, "Agents Playground needs Node.js"
    _configure(folder, person)
    # A session of its own: npx starts Node.js, and both are ended together.
    running = await asyncio.create_subprocess_exec(
        npx, "--yes", PACKAGE, "start", "--channel-id", "msteams", "--app-endpoint", endpoint,
        "--port", str(free_port()), "--disable-telemetry", "true",
        cwd=folder, env={**os.environ, "TEAMSAPPTESTER_BROWSER": "none"}, start_new_session=True,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{await asyncio.wait_for(_port(running), PATIENCE)}/"
    finally:
        if running.returncode is None:
            os.killpg(running.pid, signal.SIGTERM)
        await running.communicate()


def _configure(folder: Path, person: str) -> None:
    folder.mkdir()
    (folder / CONFIGURATION_FILE).write_text(configuration(SCHOOL, person), encoding="utf-8")


async def _port(running: asyncio.subprocess.Process) -> str:
    """The port on which a Playground says that it listens."""
    assert running.stdout is not None
    said = b""
    async for line in running.stdout:
        said += line
        if found := re.search(rb"Listening on (\d+)", line):
            return found[1].decode()
    raise AssertionError(f"the Playground did not start: {said.decode()}")


async def opened(running: Browser, url: str) -> Page:
    """A Playground's page once the bot has greeted its person; nothing is asked of another machine."""

    async def refuse(route: Route) -> None:
        await route.abort()

    context = await running.new_context(viewport={"width": 1400, "height": 1000}, locale="en-GB")
    page = await context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    await page.route(ELSEWHERE, refuse)
    await page.goto(url)
    await expect(page.get_by_text(WELCOME)).to_be_visible()
    return page
