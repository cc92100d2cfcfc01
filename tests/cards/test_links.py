"""Ways to people that can be pressed: where each leads, and that nothing else becomes one."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.local.cards import pressables
from cards.kit import links, parts
from cards.kit.elements import CardElement, as_data

MAIL = "r.okafor@larkspurhill.example.org"


def urls(shown: CardElement) -> list[str]:
    """Where the ways on a row lead."""
    card = json.loads(parts.as_json(parts.card(shown)))
    return [str(found.action["url"]) for found in pressables(card)]


def test_a_colleague_is_reached_by_teams_own_links() -> None:
    """Their chat and a call by their address, and the telephone by its digits."""
    row = links.person("Rosalind Okafor", "Headteacher", mail=MAIL, phone="01632 960101")
    assert urls(row) == [
        f"https://teams.microsoft.com/l/chat/0/0?users={MAIL}",
        f"https://teams.microsoft.com/l/call/0/0?users={MAIL}",
        "tel:01632960101",
    ]


@pytest.mark.parametrize("mail", ["", "nobody", "a@b.example&users=c@d.example", "a@b.example,c@d.example"])
def test_what_is_no_one_address_is_no_link(mail: str) -> None:
    """Nobody is brought into a chat by what stands in a directory's field."""
    assert urls(links.person("Rosalind Okafor", mail=mail)) == []


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("01632 960101", ["tel:01632960101"]),
        ("+44 (1632) 960-101", ["tel:+441632960101"]),
        ("999 in danger, otherwise 101", ["tel:999", "tel:101"]),
        ("01632 960101 ext. 12", ["tel:01632960101"]),
        ("ask at the office", []),
    ],
)
def test_every_number_that_is_written_can_be_pressed(said: str, numbers: list[str]) -> None:
    """And all that is written stands there still."""
    row = links.contact("Police", phone=said)
    assert urls(row) == numbers
    runs = as_data(row)["items"][1]["inlines"]
    assert "".join(run["text"] for run in runs) == said


@pytest.mark.parametrize(
    ("web", "leads"),
    [
        ("https://report.iwf.org.uk/", ["https://report.iwf.org.uk/"]),
        ("www.police.uk", ["https://www.police.uk"]),
        ("javascript://x.example/%0aalert(1)", []),
        ("ask the council", []),
        ("https://[", []),
    ],
)
def test_a_web_address_opens_and_nothing_else_does(web: str, leads: list[str]) -> None:
    """Only pages; other words stay words."""
    assert urls(links.contact("Somebody", web=web)) == leads


def test_a_message_is_a_ready_email() -> None:
    """Its subject and lines arrive as they were written."""
    url = links.email_url("helpdesk@services.example.org", "Spam & more", "One\nTwo: 100 %?")
    assert url.startswith("mailto:helpdesk@services.example.org?")
    assert parse_qs(urlsplit(url).query) == {"subject": ["Spam & more"], "body": ["One\r\nTwo: 100 %?"]}


@pytest.mark.parametrize("letter", ["a", "é", "🙈"])
def test_a_long_email_is_cut_at_its_end(letter: str) -> None:
    """A card has room for so much of it, whatever it is written in."""
    url = links.email_url("a@b.example", "Subject", "Please block it.\n" + letter * 3_000)
    assert len(url) <= links.LONGEST_MAILTO
    assert parse_qs(urlsplit(url).query)["body"][0].startswith("Please block it.")
