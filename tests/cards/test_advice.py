"""What not to do: every line says so itself, for somebody who reads that line and no other."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.ladder import start_ladder
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.records import Urgency, Who
from bot.policy.kit.school_time import Calendar
from bot.settings import load_school
from cards.incidents.receipts import report_receipt
from cards.incidents.reporting import advice, alert_card, kinds_card, report_form, what_not_to_do
from cards.kit.elements import as_data
from cards.kit.parts import as_json
from cards.words.incidents import NO_LADO
from cards.words.kinds import KIND_WORDS
from dialogs.understanding import understand
from docs.poster import poster_html
from tests.rig import MONDAY, SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)
FORBIDS = ("Do not ", "Never ")
SCREEN = ("illegal_content", "harmful_contact", "filter_breach")
"""Kinds that begin at a screen: their clauses ask for the first moves there (I7, I8)."""


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_of_what_not_to_do_reads_as_an_order(kind: str) -> None:
    """Each begins with *Do not* or *Never*; and no line of what to do does, so that the two are never mixed up."""
    words = KIND_WORDS[kind]
    assert words.do_not
    assert all(line.startswith(FORBIDS) for line in words.do_not)
    assert not any(line.startswith(FORBIDS) for line in words.do)


@pytest.mark.parametrize("kind", KINDS)
def test_every_bullet_below_what_not_to_do_forbids(kind: str) -> None:
    """As the card is drawn, whatever its words: read from the heading on."""
    for box in (advice(kind), what_not_to_do(kind)):
        lines = [part.get("text") for part in as_data(box)["items"]]
        below = lines[lines.index("What not to do") + 1]
        assert all(line.removeprefix("- ").startswith(FORBIDS) for line in below.split("\n"))


def test_every_bullet_of_the_poster_forbids() -> None:
    """The page in the staff room too."""
    lists = re.findall(r'<dt class="not">.*?<ul>(.*?)</ul>', unescape(poster_html(SCHOOL)), re.DOTALL)
    assert len(lists) == len(KINDS)
    assert all(line.startswith(FORBIDS) for each in lists for line in re.findall("<li>(.*?)</li>", each))


THREATS = ["he says he will stab her at the gate", "there is a bomb in school", "a man with a gun is outside"]


@pytest.mark.parametrize("told", THREATS)
def test_999_stands_above_everything_where_the_words_tell_of_a_weapon(told: str) -> None:
    """On the card that follows from the words, whichever kind they are taken for, and on the receipt."""
    kind = understand(told).likely[0]
    drawn = [as_json(alert_card(kind, "d", (), (), typed=told))] if danger_first(kind) else []
    for card in (*drawn, as_json(report_form(kind, "d", {"what": told})), as_json(kinds_card("d", [kind]))):
        assert "999" in card
        assert card.index("999") < card.index("ActionSet")
        assert card.index("999") < card.index("What not to do") if "What not to do" in card else True


def danger_first(kind: str) -> bool:
    """Whether it begins with an alert."""
    return SCHOOL.routes[kind].urgency is Urgency.EMERGENCY


@pytest.mark.parametrize("kind", SCREEN)
def test_the_first_moves_at_a_screen_are_there(kind: str) -> None:
    """Minimise it, the lid or the tablet's cover, CEOP's button; the history is never cleared (I6, I7)."""
    said = " ".join(KIND_WORDS[kind].do)
    for move in ("inimise", "lid", "tablet's cover", "CEOP's button"):
        assert move in said
    assert "Never clear the browsing history." in KIND_WORDS[kind].do_not


@pytest.mark.parametrize("kind", ["illegal_content", "filter_breach"])
def test_a_pupil_knows_whom_to_go_to(kind: str) -> None:
    """They hand the device to a teacher and tell an adult whom they trust (section 4.6, I8)."""
    said = " ".join(KIND_WORDS[kind].do)
    assert "hand the device to a teacher" in said
    assert "tell an adult they trust" in said


def about_the_head(**more: object) -> IncidentView:
    """A concern that passes the Headteacher over."""
    head, chair = Who(id="h", name="Head"), Who(id="c", name="Chair")
    route = SCHOOL.about_the_headteacher
    calendar = Calendar(SCHOOL.hours, SCHOOL.timezone)
    incident = Incident(
        id="OS-2026-0001",
        kind="staff_conduct",
        reporter=Who(id="t", name="Teacher"),
        reported_at=MONDAY,
        concerning=(head, chair),
        ladder=start_ladder(route, MONDAY, calendar),
    )
    return IncidentView(incident.model_copy(update=more), (), (), (), (), ())


@pytest.mark.parametrize("more", [{}, {"rung": (Who(id="x", name="X"),)}, {"owner": Who(id="x", name="X")}])
def test_the_lados_number_stands_where_head_and_chair_are_named(more: dict[str, object]) -> None:
    """Whoever reports it can phone somebody outside, whether or not anybody has been told or has it (I17)."""
    assert "01632 960201" in as_json(report_receipt(SCHOOL, MONDAY, about_the_head(**more)))


def test_without_an_entry_the_reporter_is_told_who_the_lado_is() -> None:
    """A school that has not entered its LADO leaves nobody without a way."""
    without = SCHOOL.model_copy(update={"contacts": tuple(c for c in SCHOOL.contacts if c.id != "lado")})
    assert NO_LADO in json.loads(as_json(report_receipt(without, MONDAY, about_the_head())))["body"].__repr__()


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_asked_when_something_happened_that_is_to_come(kind: str) -> None:
    """A page that is blocked for a lesson has not happened; of everything else a form asks when it was."""
    form = as_json(report_form(kind, "d", {"what": "x"}))
    assert ("When it happened" in form) is (kind != "filter_request")


def test_what_was_on_a_lost_device_is_asked_above_send_and_is_not_required() -> None:
    """The receipt asks for it at once, so nobody has to open more fields to say it."""
    body = json.loads(as_json(report_form("data_loss", "draft", {})))["body"]
    asked = [part for part in body if str(part["type"]).startswith("Input.")]
    assert [part["id"] for part in asked] == ["what", "data", "when"]
    assert not any(part.get("isRequired") for part in asked)
