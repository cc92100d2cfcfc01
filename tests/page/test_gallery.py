"""Every card of the catalogue as a picture, in light, dark and high contrast: build/screenshots/cards/<theme>/."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import ARTEFACTS
from tests.page.at_work import school_page
from tests.page.gallery import areas, hang, picture
from tests.rig import TEACHER


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
async def test_every_card_has_its_picture(tmp_path: Path, theme: str) -> None:
    """A sheet for each area, on which every card was drawn."""
    folder = ARTEFACTS / "cards" / theme
    folder.mkdir(parents=True, exist_ok=True)
    async with school_page(tmp_path, [TEACHER], theme=theme) as window:
        for area, cards in areas().items():
            assert await hang(window.page, cards) == len(cards), area
            (folder / f"{area}.png").write_bytes(await picture(window.page))
