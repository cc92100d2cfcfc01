"""The still pictures of the README, taken from the product at work: `python -m tests.page.take_pictures`."""

from __future__ import annotations

import asyncio
import base64
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Locator

from tests.page.school_page import PHONE, Window, school_page
from tests.rig import CHAMPION, HEAD, OTHER_TEACHER, TEACHER
from tests.transcripts.calls import asking
from tests.transcripts.play import play

INTO = Path(__file__).parents[2] / "docs" / "pictures"
TALL = 4_000
"""A window in which no card has to be scrolled."""


async def main() -> None:
    """Take all of them."""
    INTO.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        await _alert(Path(folder) / "a")
        await _call(Path(folder) / "c")
        await _sign(Path(folder) / "s")
        await _log(Path(folder) / "l")


async def _alert(folder: Path) -> None:
    async with school_page(folder, [TEACHER], width=PHONE, height=TALL) as window:
        await window.say(TEACHER, "report")
        await window.press(TEACHER, "Illegal material or activity")
        await window.reads(TEACHER, "Alert now")
        await _take(window, await _card(window, TEACHER), "phone-alert")


async def _call(folder: Path) -> None:
    async with school_page(folder, [HEAD], width=PHONE, height=TALL) as window:
        await play(window.rig, asking())
        await window.reads(HEAD, "Approve")
        await _take(window, await _card(window, HEAD), "headteacher-call")


async def _sign(folder: Path) -> None:
    async with school_page(folder, [TEACHER], width=PHONE, height=TALL) as window:
        await play(window.rig, [(CHAMPION, "says", "publish aup"), (CHAMPION, "presses", "Publish")])
        await window.press(TEACHER, "Read it")
        for section in range(2, 6):
            await window.press(TEACHER, "Next")
            await window.reads(TEACHER, f"Section {section} of 12")
        await _take(window, window.dialog, "sign")


async def _log(folder: Path) -> None:
    async with school_page(folder, [CHAMPION], width=640, height=TALL) as window:
        for who, kind, what in (
            (TEACHER, "report threat", "A parent wrote that I would be sorry."),
            (OTHER_TEACHER, "report spam", "A parcel that nobody ordered."),
            (OTHER_TEACHER, "report bullying", "Unkind pictures in a class chat."),
        ):
            window.rig.clock.move(timedelta(minutes=4))
            await play(
                window.rig, [(who, "says", kind), (who, "presses", "Send", {"what": what}), (who, "reads", "OS-")]
            )
        await play(window.rig, [(CHAMPION, "reads", "OS-2026-0003"), (CHAMPION, "presses", "Acknowledge")])
        await play(window.rig, [(CHAMPION, "says", "log"), (CHAMPION, "reads", "OS-2026-0003")])
        await _take(window, await _card(window, CHAMPION), "log")


async def _card(window: Window, person: str) -> Locator:
    """The newest card of a chat."""
    return (await window.chat(person)).locator(".card").last


async def _take(window: Window, shown: Locator, name: str) -> None:
    """A part of the page as a picture, finer than the screen."""
    await window.page.evaluate("document.getElementById('toasts').hidden = true; document.activeElement.blur()")
    box = await shown.bounding_box()
    assert box
    room = {"x": box["x"] - 4, "y": box["y"] - 4, "width": box["width"] + 8, "height": box["height"] + 8}
    devtools = await window.page.context.new_cdp_session(window.page)
    how = {"format": "png", "captureBeyondViewport": True, "clip": {**room, "scale": 1.5}}
    taken = await devtools.send("Page.captureScreenshot", how)
    (INTO / f"{name}.png").write_bytes(base64.b64decode(taken["data"]))


if __name__ == "__main__":
    asyncio.run(main())
