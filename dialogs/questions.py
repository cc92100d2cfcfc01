"""Which answer of the policy fits a question. Pure; the answers and their phrases are in `cards.words.answers`."""

from __future__ import annotations

from collections import defaultdict

from bot.policy.kit.likeness import Phrases, words_of
from cards.words.answers import ANSWERS, PolicyAnswer

_ROWS = [(answer, phrase.strip()) for answer in ANSWERS for phrase in answer.phrases.split(",") if phrase.strip()]
_PHRASES = Phrases((phrase for _, phrase in _ROWS), {})


def find_answer(question: str) -> PolicyAnswer | None:
    """The answer of which the most words stand in the question; None when no phrase of any does."""
    found: dict[PolicyAnswer, set[int]] = defaultdict(set)
    for each in _PHRASES.find(words_of(question)):
        found[_ROWS[each.row][0]].update(each.places)
    return max((answer for answer in ANSWERS if answer in found), key=lambda answer: len(found[answer]), default=None)
