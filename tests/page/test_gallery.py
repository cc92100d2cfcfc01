"""Every shape of card hangs on the page as wide as on a phone: whole, no wider, and nothing too small to press.

Its pictures are kept in build/screenshots/cards/<theme>: in light, and in `make soak` of every card in every theme.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser import ARTEFACTS
from tests.page.gallery import THEMES, chosen, hang, picture, sheets
from tests.page.school_page import PHONE, school_page
from tests.rig import TEACHER
from tests.soak import IN_FULL

TOO_WIDE = """[...document.querySelectorAll("#gallery figure")].filter((figure) =>
  [...figure.querySelectorAll(".ac-adaptiveCard *")].some((part) => part.getClientRects().length
    && part.getBoundingClientRect().right > figure.getBoundingClientRect().right + 1))
  .map((figure) => figure.firstChild.textContent)"""
"""The names of cards of which a part stands out at the side, or would if it were not cut off."""

TOO_SMALL = """[...document.querySelectorAll("#gallery :is(button, select, textarea, input)")]
  .filter((field) => !["checkbox", "radio"].includes(field.type))
  .filter((field) => field.getClientRects().length && field.getBoundingClientRect().height < 40)
  .map((field) => field.closest("figure").firstChild.textContent)"""
"""The names of cards with a button or a field that a thumb would miss."""


TWICE_AS_LARGE = """() => {
  const parts = [...document.querySelectorAll("#gallery .ac-adaptiveCard *")].filter((part) => !part.closest("svg"));
  const sizes = parts.map((part) => parseFloat(getComputedStyle(part).fontSize));
  parts.forEach((part, at) => {
    part.style.fontSize = `${2 * sizes[at]}px`;
    part.style.lineHeight = "normal";
  });
}"""
"""What a browser does that enlarges the text alone, to 200 %; the words of a chart are part of its picture."""

CUT_OFF = """[...document.querySelectorAll("#gallery .ac-adaptiveCard *")].filter((part) => {
  const look = getComputedStyle(part);
  const cut = (size, flow) => part[`scroll${size}`] > part[`client${size}`] + 2 && ["hidden", "clip"].includes(flow);
  const seen = part.getClientRects().length && part.innerText;
  return seen && (cut("Width", look.overflowX) || cut("Height", look.overflowY));
}).map((part) => `${part.closest("figure").firstChild.textContent}: ${part.innerText}`)"""
"""The words that do not fit where they stand and are cut off there."""


@pytest.mark.soak
@pytest.mark.parametrize("theme", THEMES if IN_FULL else THEMES[:1])
async def test_every_shape_of_card_is_drawn_whole(tmp_path: Path, theme: str) -> None:
    """Sheets for each area, on which every card was drawn whole, as on a phone and no wider."""
    folder = ARTEFACTS / "cards" / theme
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    async with school_page(tmp_path, [TEACHER], theme=theme, width=PHONE) as window:
        for area, cards in chosen().items():
            for number, sheet in enumerate(sheets(cards), 1):
                assert await hang(window.page, sheet) == len(sheet), area
                assert await window.page.evaluate(TOO_WIDE) == []
                assert await window.page.evaluate(TOO_SMALL) == []
                (folder / f"{area}-{number}.jpg").write_bytes(await picture(window.page))


async def test_text_twice_as_large_is_read_whole(tmp_path: Path) -> None:
    """Somebody who needs letters of 200 % on a phone loses no word of any shape of card (WCAG 2.2, 1.4.4)."""
    async with school_page(tmp_path, [TEACHER], width=PHONE) as window:
        for sheet in sheets([card for held in chosen().values() for card in held]):
            await hang(window.page, sheet)
            await window.page.evaluate(TWICE_AS_LARGE)
            assert await window.page.evaluate(TOO_WIDE) == []
            assert await window.page.evaluate(CUT_OFF) == []
