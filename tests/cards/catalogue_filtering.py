"""The filtering register, its forms and the card of a review, with plain and with difficult contents."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.policy.filtering.checks import WHAT_IS_TESTED, FilterReview, FilterTest
from bot.policy.filtering.register import DecisionRow, Register, RegisterPart, page_of
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.filtering import forms, register
from cards.kit.elements import AdaptiveCard
from tests.cards.catalogue_deciding import filter_decisions


def a_register(reader: Person, words: str, now: datetime) -> Register:
    """Two pages of each part, with what its reader may see in full and what not."""
    some = filter_decisions("filter_breach", reader, words, now)
    rows = [
        *(DecisionRow(each, each.subject) for each in some),
        *(DecisionRow(each) for each in some),
        DecisionRow(some[0].model_copy(update={"address": "", "reason": ""}), whole=False),
    ]
    tests = [
        FilterTest.model_validate(
            {
                **{"id": f"filter:{number}", "on": now.date() - timedelta(days=number), "worked": number % 3 != 0},
                **{"note": words[:4_000], "by": reader.who, "at": now},
                **{name: answers[number % len(answers)] for name, answers in WHAT_IS_TESTED.items()},
            }
        )
        for number in range(9)
    ]
    return Register(rows, tests, [a_review(reader, words, now)] * 8, records=True, untested={"place": ["home"]})


def a_review(by: Person, words: str, now: datetime) -> FilterReview:
    """One that somebody has seen, and at which somebody was missing."""
    return FilterReview(
        id="filter:review",
        on=now.date(),
        took_part={"governor": words[:300] or "Winifred", "dsl": words[:300] or "Rosalind"},
        findings=words[:4_000] or "Staff phones were not monitored",
        follows=words[:4_000],
        by=by.who,
        at=now,
        seen_by=(by.who,),
    )


def filtering_cards(school: School, head: Person, other: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    nothing = Register((), (), (), records=False, untested={})
    found: dict[str, AdaptiveCard] = {
        f"filtering, none, {part}": register.register_card(school, now, page_of(nothing, part, 0))
        for part in RegisterPart
    }
    for name, words in {"plain": "", "difficult": nasty}.items():
        whole = a_register(head, words, now)
        for part in RegisterPart:
            for page in (0, 1):
                shown = page_of(whole, part, page)
                found[f"filtering, {name}, {part}, {page}"] = register.register_card(school, now, shown)
        review = a_review(other, words, now)
        for reader in (head, other):
            card = forms.filter_review_card(school, now, review, reader, note="Your name is on the review.")
            found[f"filtering, {name}, review to {reader.name}"] = card
        message = forms.filter_review_message(school, now, review, head)
        found[f"filtering, {name}, review by itself"] = AdaptiveCard(**json.loads(message.card or ""))
        typed = {"on": words[:40], "address": words, "reason": words, "note": words, "findings": words, "ticket": words}
        typed |= {"governor": words, "follows": words, "verdict": "block"}
        wrong = {"on": "form.not_a_moment", "reason": "form.missing", "worked": "filtering.long_past"}
        for which, problems in {"": {}, ", wrong": wrong}.items():
            found[f"filtering, {name}, decide{which}"] = forms.decision_form("d", typed, problems)
            found[f"filtering, {name}, test{which}"] = forms.test_form(school, now, "d", typed, problems)
            found[f"filtering, {name}, review form{which}"] = forms.review_form(school, now, "d", typed, problems)
    for failed in (True, False):
        found[f"filtering, kept, {failed}"] = forms.register_result("Kept.", "tests", failed=failed)
    return found
