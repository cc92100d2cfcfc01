"""Where the browser is for the tests that drive the page, and what to do when there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Error, Page, Request, async_playwright, expect

from tests.clock import PATIENCE

ARTEFACTS = Path(__file__).resolve().parent.parent / "build" / "screenshots"
"""Screenshots that tests leave; not in git."""

HOW_TO_GET_IT = "no Chromium here: the page is not driven. Get it with: apt-get install chromium"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


expect.set_options(timeout=PATIENCE * 1000)


def chromium() -> str:
    """The path of a Chromium. Without one the test is skipped, and with CI=true it fails."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    if os.environ.get("CI") == "true":
        pytest.fail(HOW_TO_GET_IT)
    pytest.skip(HOW_TO_GET_IT)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """A headless Chromium that asks nothing of any network."""
    path = chromium()
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield started
        finally:
            await started.close()


@asynccontextmanager
async def page_at(
    url: str, *, width: int = 1440, height: int = 900, theme: str = "light", allowed: tuple[str, ...] = ()
) -> AsyncIterator[Page]:
    """One page of that size. An error, a refused resource or a request to another machine fails the test.

    Words of the console that contain one of `allowed` do not.
    """
    problems: list[str] = []
    own = url.split("/", 3)[2]
    async with browser() as running:
        context = await running.new_context(
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE * 1000)

        def error(problem: Error) -> None:
            problems.append(f"error: {str(problem).splitlines()[0]}")

        def console(said: ConsoleMessage) -> None:
            if said.type in ("error", "warning"):
                problems.append(said.text)

        def asked(request: Request) -> None:
            if not request.url.startswith(("data:", "about:", f"http://{own}/")):
                problems.append(f"asked {request.url}")

        page.on("pageerror", error)
        page.on("console", console)
        page.on("request", asked)
        joint = "&" if "?" in url else "?"
        await page.goto(f"{url}{joint}theme={theme}")
        await page.wait_for_selector("html[data-ready]")
        yield page
        await context.close()
    assert [one for one in problems if not any(word in one for word in allowed)] == []


async def keep(page: Page, name: str) -> Path:
    """Keep a screenshot under that name."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    path = ARTEFACTS / f"{name}.png"
    await page.screenshot(path=path)
    return path
