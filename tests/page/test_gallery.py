"""Every shape of card as a picture, in light, dark and high contrast: build/screenshots/cards/<theme>/.

In `make soak` every card.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser import ARTEFACTS
from tests.page.gallery import chosen, hang, picture, sheets
from tests.page.school_page import PHONE, school_page
from tests.rig import TEACHER

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


@pytest.mark.soak
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
async def test_every_shape_of_card_has_its_picture(tmp_path: Path, theme: str) -> None:
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
