"""Every card keeps Teams' limits and the store's rules, and its buttons are ours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest

from bot.local.cards import pressables, words_of
from bot.local.shapes import JsonObject
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.roles import ROLES
from cards.kit import parts
from cards.kit.choosing_school import TenantVerb
from cards.words.kinds import GROUPS, HINTS, KIND_WORDS, LABELS, STEP_WORDS
from cards.words.kit import APP, ROLE_WORDS
from tests.cards.catalogue import PRESSES, SCHOOL, cards_as_json

ACTIONS_IN_A_SET = 6
"""So many buttons of a set does Teams show."""
VERBS = set(PRESSES.verbs)
LEADS_ON = re.compile(
    r"\b[Tt]ype \*\*|tell you here in a moment|There is nothing to do|whoever looks after me|Send it here in this chat"
)
"""Words of a card without buttons that say what to type, or which card with buttons is, or comes, below it."""


def elements(part: object) -> Iterator[dict[str, object]]:
    """Every object of a card."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from elements(value)
    elif isinstance(part, list):
        for value in part:
            yield from elements(value)


def keeps_the_limits(card: JsonObject) -> None:
    """Schema 1.5, under 25 KB however it is written, six buttons in a set, a fallback for each Execute."""
    assert card["version"] == "1.5"
    assert len(json.dumps(card)) < 25_000
    inputs = [element["id"] for element in elements(card) if str(element.get("type")).startswith("Input.")]
    assert len(inputs) == len(set(inputs))
    for element in elements(card):
        actions = element.get("actions", ["none of its own"])
        assert isinstance(actions, list)
        assert 1 <= len(actions) <= ACTIONS_IN_A_SET
        if element.get("type") == "Input.ChoiceSet":
            assert element.get("choices") or element.get("choices.data")
            assert not (element.get("style") == "filtered" and element.get("isMultiSelect")), "not on phones"
        if element.get("type") in {"TextBlock", "TextRun"}:
            assert str(element.get("text") or "").strip(), "nothing is shown"
        if str(element.get("type")).startswith("Chart."):
            assert element.get("fallback"), "the renderer of other clients draws no charts"
        if element.get("type") == "Action.Execute":
            fallback = element["fallback"]
            assert isinstance(fallback, dict)
            assert fallback["type"] == "Action.Submit"
            assert isinstance(fallback["data"], dict)
            assert fallback["data"][parts.VERB] == element["verb"]


def says_what_to_do_where_it_cannot_be_drawn(card: JsonObject) -> None:
    """What it is, and what to do; of a report its reference, and of nobody more than the card itself shows."""
    told = card["fallbackText"]
    assert isinstance(told, str)
    what, _, to_do = told.partition(". This device cannot show the card. ")
    assert to_do == "Open Teams on a computer, or telephone the Designated Safeguarding Lead."
    title, _, reference = what.partition(" (")
    shown = json.dumps([element["text"] for element in elements(card) if element.get("type") == "TextBlock"])
    assert title == APP or json.dumps(title)[1:-1] in shown
    assert reference.removesuffix(")") in shown


def heads_its_parts(card: JsonObject) -> None:
    """A screen reader goes from part to part of a card; what is wrong with an answer is no part."""
    for element in elements(card):
        if element.get("type") == "TextBlock" and element.get("weight") == "Bolder":
            assert element.get("style") == "heading" or element.get("color") == "Attention"


def has_known_verbs(card: JsonObject) -> None:
    """Each verb is in the table of presses."""
    verbs = {element["verb"] for element in elements(card) if "verb" in element}
    assert verbs <= VERBS | set(TenantVerb)


def leads_on(card: JsonObject) -> None:
    """No dead ends: something on it can be pressed, or it says what to type or where to press."""
    assert pressables(card) or LEADS_ON.search(words_of(card))


def labels_its_fields(card: JsonObject) -> None:
    """A field says what it is, to the eye and to a screen reader."""
    for element in elements(card):
        if str(element.get("type")).startswith("Input."):
            assert element.get("label")


def lets_no_picker_hold_a_form_back(card: JsonObject) -> None:
    """Where a picker fails, no client keeps the form from being sent: the answer lets one type the date."""
    for element in elements(card):
        assert element.get("type") not in {"Input.Date", "Input.Time"} or not element.get("isRequired")


def keeps_clauses_behind_why(card: JsonObject) -> None:
    """Nobody has to read the policy's numbers: **Why** shows them."""
    shown = [element for element in card["body"] if isinstance(element, dict)] if isinstance(card["body"], list) else []
    while shown:
        element = shown.pop()
        if element.get("isVisible") is not False:
            assert "Online Safety Policy, section" not in str(element.get("text"))
            for value in element.values():
                shown += [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


CHECKS = (
    keeps_the_limits,
    says_what_to_do_where_it_cannot_be_drawn,
    heads_its_parts,
    has_known_verbs,
    leads_on,
    labels_its_fields,
    lets_no_picker_hold_a_form_back,
    keeps_clauses_behind_why,
)


@pytest.mark.parametrize("check", CHECKS)
def test_every_card(check: Callable[[JsonObject], None]) -> None:
    """Each card of the catalogue. One test for all: thousands of small ones take longer to list than to run."""
    wrong = {}
    for name, card in cards_as_json().items():
        try:
            check(card)
        except AssertionError as why:
            wrong[name] = str(why)
    assert wrong == {}


def test_each_handler_has_a_button() -> None:
    """Nobody could come to one that has none. That each button has one handler is in tests/test_features.py."""
    shown = {str(each["verb"]) for card in cards_as_json().values() for each in elements(card) if "verb" in each}
    assert VERBS | set(TenantVerb) == shown, "the tenant's are answered before a school is known"


def test_every_kind_has_its_words() -> None:
    """A kind without a name, advice or labels cannot be shown."""
    assert set(KIND_WORDS) == set(KINDS)
    assert sorted(kind for _, kinds in GROUPS for kind in kinds) == sorted(KINDS)
    full = [title for title, kinds in GROUPS if len(kinds) > ACTIONS_IN_A_SET]
    assert full == [], f"Teams shows {ACTIONS_IN_A_SET} buttons of a set: split these groups"
    for kind, rule in KINDS.items():
        words = KIND_WORDS[kind]
        assert words.do
        assert words.do_not
        assert {field.id for field in rule.form} <= set(LABELS)
        assert {field.id for field in rule.form} <= set(HINTS)
        assert set(words.labels) <= {field.id for field in rule.form}
        assert rule.clauses
        assert 3 <= len(rule.now) <= 5
        assert all(step.clauses for step in rule.now)
    assert {tick for rule in KINDS.values() for step in rule.now for tick in step.ticks} == set(STEP_WORDS)
    assert set(ROLE_WORDS) == set(ROLES)
    assert set(KINDS) <= set(SCHOOL.routes)
