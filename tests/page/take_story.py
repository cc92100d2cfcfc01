"""The picture of the README that moves: a report from the first press to somebody who has it.

`python -m tests.page.take_story` takes it from the product at work.
"""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from tests.page.school_page import Window, school_page
from tests.page.take_pictures import INTO
from tests.rig import CHAMPION, TEACHER

COLOURS = 96
"""Enough for the page, and a third of the bytes of all of them."""


async def main() -> None:
    """Press through it, a picture after each step, and put them together."""
    taken: list[tuple[Image.Image, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        async with school_page(Path(folder), [TEACHER, CHAMPION], width=1_180, height=760) as window:
            await window.say(TEACHER, "report")
            await window.reads(TEACHER, "Threatening or offensive message")
            await _take(window, taken, 1_800)
            await window.press(TEACHER, "Threatening or offensive message")
            await window.reads(TEACHER, "Send")
            await _take(window, taken, 1_200)
            await window.fill(TEACHER, {"What happened": "A parent wrote that I would be sorry."})
            await _take(window, taken, 1_800)
            await window.press(TEACHER, "Send")
            await window.reads(CHAMPION, "Nobody has taken it yet")
            await window.reads(TEACHER, "Your report is OS-2026-0001")
            await _take(window, taken, 3_500)
            await window.press(CHAMPION, "Acknowledge")
            await window.reads(TEACHER, "Gareth Penhallow has it")
            await _take(window, taken, 4_000)
            await window.rig.at_rest()
    _put_together(taken)


async def _take(window: Window, taken: list[tuple[Image.Image, int]], milliseconds: int) -> None:
    """The page as it is, to be shown so long. What comes up in a corner for a moment stands in no picture."""
    await window.page.evaluate("document.getElementById('toasts').hidden = true; document.activeElement.blur()")
    await window.page.wait_for_timeout(400)  # what moves has come to rest
    held = Image.open(io.BytesIO(await window.page.screenshot()))
    taken.append((held.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE), milliseconds))


def _put_together(taken: Sequence[tuple[Image.Image, int]]) -> None:
    (first, _), *rest = taken
    first.save(
        INTO / "story.gif",
        save_all=True,
        append_images=[shown for shown, _ in rest],
        duration=[milliseconds for _, milliseconds in taken],
        loop=0,
        optimize=True,
    )


if __name__ == "__main__":
    asyncio.run(main())
