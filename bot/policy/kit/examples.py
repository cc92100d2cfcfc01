"""What somebody typed, held against lines whose meaning is known.

A word counts the more for a meaning, the rarer it is, and the fewer lines of other meanings have it. Pure, and knows no
line of its own. It is counted from the lines when it is made: nothing is trained beforehand, and nothing is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import log, sqrt

from bot.policy.kit.likeness import stem, words_of

LETTERS = 4
"""Letters in a row that two words share, so that a slip of the keyboard does not part them."""
FIRST_WORDS = 2
"""Words at the beginning that are counted as such, too: how somebody begins says what they are about."""
DOUBT = 1.0
"""What is counted for every word beside what was seen of it: the more, the less a rare word says."""


class Examples:
    """Lines and what each means, made ready: complement naive Bayes over words, pairs of words and letters in a row.

    Told apart by what the lines of all *other* meanings hold, so that a meaning with few lines is not drowned by one
    with many (Rennie and others, "Tackling the poor assumptions of naive Bayes text classifiers", 2003).
    """

    def __init__(self, lines: Iterable[tuple[str, str]], classes: Mapping[str, str] | None = None) -> None:
        """`lines` are pairs of a meaning and the words; `classes` are words that stand for one another in a pair."""
        self._class_of = {
            stem(word): f"<{name}>" for name, listed in (classes or {}).items() for word in listed.split()
        }
        self._known: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._lines = 0
        for meaning, words in lines:
            features = self._features(words)
            share = 1 / sqrt(len(features) or 1)
            for feature in features:
                known = self._known[feature]
                known[meaning] = known.get(meaning, 0) + share
            self._lines += 1
        held: defaultdict[str, float] = defaultdict(float)
        for known in self._known.values():
            rare = self._rare(sum(known.values()))
            for meaning, share in known.items():
                held[meaning] += rare * share
        total = sum(held.values()) + DOUBT * len(self._known)
        self._others = {meaning: log(total - weight) for meaning, weight in held.items()}

    def _rare(self, seen: float) -> float:
        return log(self._lines / seen)

    def weigh(self, text: str) -> dict[str, float]:
        """How much the words say for each meaning: only what lies between two of them tells anything. Empty where no
        word was ever seen."""
        features = [feature for feature in self._features(text) if feature in self._known]
        if all(feature.startswith("#") for feature in features):
            return {}
        heavy = elsewhere = 0.0
        more = dict.fromkeys(self._others, 0.0)
        for feature in features:
            known = self._known[feature]
            seen = sum(known.values())
            rare = self._rare(seen)
            all_seen = rare * seen + DOUBT
            heavy += rare
            elsewhere += rare * log(all_seen)
            for meaning, share in known.items():
                more[meaning] += rare * log(all_seen / (all_seen - rare * share))
        length = sqrt(len(features))
        return {
            meaning: (heavy * other - elsewhere + more[meaning]) / length for meaning, other in self._others.items()
        }

    def _features(self, text: str) -> set[str]:
        words = [stem(word) for word in words_of(text)]
        classed = [self._class_of.get(word, word) for word in words]
        found = set(words)
        found.update(map(" ".join, pairwise(words)), map(" ".join, pairwise(classed)))
        found.update(map(" _ ".join, zip(words, words[2:], strict=False)))
        found.update(f"^{word}" for word in words[:FIRST_WORDS])
        found.update(*map(_letters, set(words)))
        return found


def _letters(word: str) -> Iterator[str]:
    marked = f"<{word}>"
    return (f"#{marked[start : start + LETTERS]}" for start in range(len(marked) - LETTERS + 1))
