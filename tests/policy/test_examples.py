"""What the lines of how people say it say of others: by what was counted and kept the same as when counted plainly."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log, sqrt

import pytest

from bot.policy.incidents.lines import KNOWN_LINES
from bot.policy.incidents.signs import SIGN_CLASSES
from bot.policy.kit.examples import DOUBT, Examples, _class_of, _features
from tests.phrases import HERE, phrases

LINES = [("fruit", "an apple a day"), ("fruit", "two pears"), ("tool", "a saw and a hammer"), ("tool", "hammer it in")]


class Plainly:
    """The same by the book: every feature by name, every meaning on its own."""

    def __init__(self, lines: list[tuple[str, str]]) -> None:
        self.lines, self.class_of = len(lines), _class_of(SIGN_CLASSES)
        self.seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for meaning, words in lines:
            features = _features(words, self.class_of)
            for feature in features:
                self.seen[feature][meaning] += 1 / sqrt(len(features))  # type: ignore[assignment]
        self.rare = {feature: log(self.lines / seen.total()) for feature, seen in self.seen.items()}
        held = {meaning: 0.0 for meaning, _ in lines}
        for feature, seen in self.seen.items():
            for meaning in seen:
                held[meaning] += self.rare[feature] * seen[meaning]
        self.others = {meaning: sum(held.values()) + DOUBT * len(self.seen) - told for meaning, told in held.items()}

    def weigh(self, text: str) -> dict[str, float]:
        said = [feature for feature in _features(text, self.class_of) if feature in self.seen]
        if all(feature.startswith("#") for feature in said):
            return {}
        return {
            meaning: sum(
                self.rare[each]
                * (log(others) - log(self.rare[each] * (self.seen[each].total() - self.seen[each][meaning]) + DOUBT))
                for each in said
            )
            / sqrt(len(said))
            for meaning, others in self.others.items()
        }


def test_every_table_is_weighed_as_by_the_book() -> None:
    """The lines as they are kept, over whatever staff may type."""
    plainly = Plainly(list(KNOWN_LINES))
    said = [phrase.words for file in HERE.glob("*.txt") for phrase in phrases(file.stem)]
    assert len(said) > 2_000
    for words in said:
        assert KNOWN_LINES.weigh(words) == pytest.approx(plainly.weigh(words), abs=1e-9), words


def test_words_that_nobody_knows_say_nothing() -> None:
    """Letters in a row alone are no word."""
    assert Examples.of(LINES).weigh("hamster") == {}
    assert Examples.of(LINES).weigh("hammers")["tool"] > Examples.of(LINES).weigh("hammers")["fruit"]
