"""The page for the staff room: the cards' own words, the school's own people, on one side of A4."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import segno

from bot.policy.incidents.kinds import KINDS
from bot.settings import load_school
from cards.incidents.reporting import alert_card
from cards.kit.parts import as_json
from cards.words.kinds import KIND_WORDS
from cards.words.kit import APP
from docs.poster import count_pages, main, poster_html
from manifest.words import MESSAGE_ACTION, OFFERED_COMMANDS
from tests.browser import browser
from tests.rig import SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)
TEXT = unescape(poster_html(SCHOOL))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_card_says_stands_on_the_page(kind: str) -> None:
    """Every kind: its name, what to do, what not to do, its sections, to the letter of the cards."""
    words = KIND_WORDS[kind]
    for said in (words.name, *words.do, *words.do_not, *KINDS[kind].sections):
        assert said in TEXT


def test_what_it_tells_to_press_can_be_pressed() -> None:
    """The entry in a message's menu, the words to type and the emergency's button are called what they are called."""
    card = as_json(alert_card("illegal_content", "draft", [], ()))
    _, in_the_menu, _ = MESSAGE_ACTION
    for said in (APP, in_the_menu, *(f"<b>{word}</b>" for word in ("report", "my reports"))):
        assert said in TEXT
    assert {"report", "my reports"} <= set(OFFERED_COMMANDS)
    assert "<b>Alert now</b>" in TEXT
    assert '"Alert now"' in card


def test_the_schools_people_and_contacts_stand_on_it() -> None:
    """Whom to tell in person with their telephone, and who is outside."""
    for said in ("Larkspur Hill Primary School", "Rosalind Okafor, 01632 960101", "Gareth Penhallow", "phone 999"):
        assert said in TEXT
    for contact in SCHOOL.contacts:
        assert contact.name in TEXT


def test_roles_from_entra_leave_a_line_to_write_on() -> None:
    """Where groups say who holds a role the page is printed without names that would grow old."""
    shown = poster_html(SCHOOL.model_copy(update={"source": "graph"}))
    assert "Rosalind" not in shown
    assert shown.count("class=blank") >= 6


def test_a_name_is_never_markup() -> None:
    """Whatever the school is called."""
    assert "<script>" not in poster_html(SCHOOL.model_copy(update={"name": "<script>alert(1)</script>"}))


APP_ID = "cccccccc-0000-4000-8000-000000000001"


def test_its_code_opens_the_bots_own_chat() -> None:
    """What a telephone reads there is the address that the link beside it has; without the bot's id there is none."""
    address = f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP_ID}"
    page = poster_html(SCHOOL, APP_ID)
    assert f'href="{address}"' in page
    assert segno.make(address, error="m", micro=False).svg_inline(scale=2, border=2) in page
    assert "<svg" not in TEXT


async def test_it_is_one_side_of_a4() -> None:
    """Printed by a browser it takes one page, with nothing over the edge."""
    async with browser() as started:
        opened = await started.new_page()
        await opened.set_content(poster_html(SCHOOL, APP_ID))
        printed = await opened.pdf(prefer_css_page_size=True, print_background=True)
        width = await opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert count_pages(printed) == 1
    assert width
    size = re.search(rb"/MediaBox\s*\[([\d. ]+)\]", printed)
    assert size is not None
    assert [round(float(each)) for each in size[1].split()[2:]] == pytest.approx([595, 842], abs=2)


def test_make_poster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the page and says where; without a browser it says what to do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCHOOL_FILE", str(SCHOOL_FILE))
    monkeypatch.setattr("docs.poster.BROWSERS", ())
    assert main() == 0
    assert (tmp_path / "build" / "poster.html").read_text(encoding="utf-8") == poster_html(SCHOOL)
    assert "open the page in one" in capsys.readouterr().out
    monkeypatch.setenv("SCHOOL_FILE", "nowhere.toml")
    assert main() == 2
