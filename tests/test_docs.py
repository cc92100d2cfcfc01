"""What is written about the product is true: pictures are what the tables give, links lead somewhere, names exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Environment
from docs import draw

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PAGES = [page for page in PAGES if page.name != "aup.md"]
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    found = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a page or a part of one finds it."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        other = (page.parent / name).resolve() if name else page
        if other.suffix == ".png" and not other.exists():
            continue  # pictures of the product are made by the browser tests
        assert other.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(other), f"{page.name}: {target}"


def test_the_pictures_are_what_the_tables_give() -> None:
    """`make pictures` would change nothing."""
    text = draw.PAGE.read_text(encoding="utf-8")
    assert draw.redrawn(text) == text
    assert set(re.findall(r"<!-- drawn: (\w+) -->", text)) == set(draw.DRAWN)


@pytest.mark.parametrize("name", sorted(draw.DRAWN))
def test_a_picture_says_something(name: str) -> None:
    """No picture is empty, and none breaks the page that it stands in."""
    drawn = draw.DRAWN[name]()
    assert len(drawn.splitlines()) > 5
    assert "<!--" not in drawn


def test_the_example_environment_names_what_the_settings_read() -> None:
    """`.env.example` has every name that the program reads, and none that it does not."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:# )?([A-Za-z_]+)=", text, re.MULTILINE))
    read = {str(field.validation_alias or name.upper()) for name, field in Environment.model_fields.items()}
    assert read <= named
    assert {name for name in named - read if not name.startswith("AZURE_")} == set()


def test_the_example_environment_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied and not filled in it sets nothing, and stops nothing that `--local` would start."""
    for name in ("MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword", "MicrosoftAppType"):
        monkeypatch.delenv(name, raising=False)
    copied = tmp_path / ".env"
    copied.write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    environment = Environment.read(copied)
    assert (environment.app_id, environment.port, environment.database_url) == ("", 3978, None)


def test_make_has_what_the_documents_ask_for() -> None:
    """A target that a document names is one that there is."""
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        asked = set(re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
        for target in {first or second for first, second in asked}:
            assert target in made, f"{page.name}: make {target}"
