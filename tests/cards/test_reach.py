"""What `reach` says of a school at a glance is true of everybody below it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.local.cards import words_of
from bot.policy.kit.people import Person
from bot.policy.kit.reached import Reached
from bot.policy.reach.reach import RoleReach
from bot.settings import load_school
from cards.kit import parts
from cards.reach.reach import reach_card
from tests.rig import SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)
NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
ANN, BEN = Person(id="ann", name="Ann"), Person(id="ben", name="Ben")
WELL = Reached(id="-", reached_at=NOW)
BANNERS = (
    "Everybody whom a report may go to can be reached.",
    "some have not been tried yet",
    "Alerts would not reach these",
)


def test_a_person_with_several_roles_stands_there_once() -> None:
    """In one row, with all of them."""
    ann = (ANN, WELL)
    roles = [RoleReach("champion", (ann,), ()), RoleReach("deputy_dsl", (ann, (BEN, WELL)), SCHOOL.contacts[:1])]
    said = words_of(json.loads(parts.as_json(reach_card(SCHOOL, NOW, roles, None))))
    assert said.count("Ann") == said.count("Ben") == 1
    assert "Online Safety Champion, Deputy Safeguarding Lead: reached Mon 23 Nov, 10:31" in said


@pytest.mark.parametrize(
    ("known", "banner"),
    [
        ((WELL, WELL), 0),
        ((WELL, None), 1),
        ((WELL, Reached(id="-")), 1),
        ((None, Reached(id="-", failed_at=NOW, reason="not_installed")), 2),
        ((WELL, Reached(id="-", reached_at=NOW, failed_at=NOW, reason="blocked")), 2),
    ],
    ids=["both reached", "one unknown", "one not tried", "one unknown, one refused", "reached once, refused since"],
)
def test_the_banner(known: tuple[Reached | None, Reached | None], banner: int) -> None:
    """Nobody is called within reach whom nobody has tried to reach."""
    role = RoleReach("champion", tuple(zip((ANN, BEN), known, strict=True)), ())
    said = words_of(json.loads(parts.as_json(reach_card(SCHOOL, NOW, [role], None))))
    assert [words in said for words in BANNERS] == [number == banner for number in range(3)]
