"""Practice: each story at each stage, right and wrong, and what becomes of somebody's own words."""

from __future__ import annotations

from datetime import datetime

from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from bot.policy.practice.practice import Practice, PracticeStage
from bot.policy.practice.stories import STORIES
from cards.incidents.reporting import kinds_card
from cards.kit.elements import AdaptiveCard
from cards.practice import practice
from tests.cards.catalogue_simulation import staffing_of


def practice_cards(school: School, reader: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    held = staffing_of(school).holders
    begun = Practice(id=reader.id, run=3, begun_at=now, due_at=now, year=2026, done=("invoice_to_open",))
    cards = {
        "practice, to begin": practice.begin_card(None, 2026, counts=False),
        "practice, to begin again": practice.begin_card(begun, 2026, counts=False),
        "practice, to begin, counts": practice.begin_card(begun, 2026, counts=True),
        "practice, own words": practice.is_it_real_card(begun, nasty, "d"),
        "practice, real now": practice.real_now(kinds_card("d")),
    }
    for story in STORIES.values():
        for stage in PracticeStage:
            right = begun.model_copy(
                update={"story": story.id, "stage": stage, "move": story.moves[0].id, "kind": story.kind}
            )
            cards[f"practice, {story.id}, {stage}"] = practice.practice_card(school, now, right, reader, held)
    wrong = begun.model_copy(
        update={"story": "picture_passed_round", "stage": PracticeStage.END, "move": "have_it_sent", "kind": "spam"}
    )
    ticked = wrong.model_copy(update={"stage": PracticeStage.STEPS, "kind": "nudes", "ticked": ("child_first",)})
    counting = school.model_copy(update={"practice_counts": True})
    return cards | {
        "practice, counts": practice.practice_card(counting, now, wrong, reader, held),
        "practice, wrong": practice.practice_card(school, now, wrong, reader, held),
        "practice, ticked": practice.practice_card(school, now, ticked, reader, held),
    }
