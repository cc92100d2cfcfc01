"""The card from which the archive for an inspection is taken, and the form that asks for a change of the policy."""

from __future__ import annotations

from datetime import datetime

from bot.policy.inspection.taking import INSPECTION_SUBJECT
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.kit.school import School
from cards.inspection.archive import inspection_card
from cards.kit.elements import AdaptiveCard
from cards.policy_changes import policy_change_form, policy_change_result


def inspection_cards(school: School, head: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """Before anybody had one made, and after many had."""
    made = Entry(subject=INSPECTION_SUBJECT, at=now, by=head.who, what="inspection_built")
    return {
        **{
            f"policy change, {name}": policy_change_form("d", "OS-2026-0001", typed, wrong, guarded=guarded)
            for name, typed, wrong, guarded in (
                ("empty", {}, {}, False),
                ("guarded", {"clause": nasty, "why": nasty}, {"why": "form.too_long"}, True),
            )
        },
        "policy change, kept": policy_change_result("It is in the calendar."),
        "inspection, none made": inspection_card(school, now, []),
        "inspection, made before": inspection_card(school, now, [made] * 40),
    }
