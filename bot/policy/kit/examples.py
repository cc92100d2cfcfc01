"""What somebody typed, held against lines whose meaning is known.

A word counts the more for a meaning, the rarer it is, and the fewer lines of other meanings have it. Pure, and knows no
line of its own. It is counted from the lines when it is made: nothing is trained beforehand, and nothing is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import log, sqrt

from bot.policy.kit.likeness import stem, words_of

LETTERS = 4
"""Letters in a row that two words share, so that a slip of the keyboard does not part them."""
SEEN_ENOUGH = 2
"""Lines that a word must stand in to say anything."""
DOUBT = 0.15
"""What is counted for every word beside what was seen of it: the more, the less a rare word says."""


class Examples:
    """Lines and what each means, made ready: complement naive Bayes over words, pairs of words and letters in a row.

    Told apart by what the lines of all *other* meanings hold, so that a meaning with few lines is not drowned by one
    with many (Rennie and others, "Tackling the poor assumptions of naive Bayes text classifiers", 2003).
    """

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        """`lines` are pairs of a meaning and the words."""
        known = [(meaning, _features(words)) for meaning, words in lines]
        often = Counter(feature for _, features in known for feature in features)
        self._rare = {
            feature: log((len(known) + 1) / (count + 0.5)) for feature, count in often.items() if count >= SEEN_ENOUGH
        }
        of_one: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for meaning, features in known:
            weights = {feature: self._rare[feature] for feature in features if feature in self._rare}
            length = sqrt(sum(weight**2 for weight in weights.values())) or 1
            for feature, weight in weights.items():
                of_one[feature][meaning] += weight / length
        self._count(of_one, sorted({meaning for meaning, _ in known}))

    def _count(self, of_one: Mapping[str, Mapping[str, float]], meanings: list[str]) -> None:
        """What each feature says: the same for all meanings but those in whose lines it stands."""
        of_all = {feature: sum(weights.values()) for feature, weights in of_one.items()}
        held = dict.fromkeys(meanings, 0.0)
        more = dict.fromkeys(meanings, 0.0)
        self._elsewhere = {feature: log(weight + DOUBT) for feature, weight in of_all.items()}
        self._here: dict[str, dict[str, float]] = {}
        for feature, weights in of_one.items():
            here = self._here[feature] = {}
            for meaning, weight in weights.items():
                here[meaning] = self._elsewhere[feature] - log(of_all[feature] - weight + DOUBT)
                held[meaning] += weight
                more[meaning] += here[meaning]
        total, base, count = sum(of_all.values()), sum(self._elsewhere.values()), len(of_all)
        others = {meaning: log(total - held[meaning] + DOUBT * count) for meaning in meanings}
        self._scale = {meaning: count / (count * others[meaning] - base + more[meaning]) for meaning in meanings}
        self._others = others

    def weigh(self, text: str) -> dict[str, float]:
        """How much the words say for each meaning: only what lies between two of them tells anything. Empty where no
        word was ever seen."""
        features = [feature for feature in _features(text) if feature in self._rare]
        if all(feature.startswith("#") for feature in features):
            return {}
        length = sqrt(sum(self._rare[feature] ** 2 for feature in features)) or 1
        weights = [(feature, self._rare[feature] / length) for feature in features]
        heavy = sum(weight for _, weight in weights)
        elsewhere = sum(weight * self._elsewhere[feature] for feature, weight in weights)
        score = {meaning: heavy * other - elsewhere for meaning, other in self._others.items()}
        for feature, weight in weights:
            for meaning, more in self._here[feature].items():
                score[meaning] += weight * more
        return {meaning: self._scale[meaning] * each for meaning, each in score.items()}


def _features(text: str) -> frozenset[str]:
    words = [stem(word) for word in words_of(text)]
    return frozenset(words).union(map(" ".join, pairwise(words)), *map(_letters, set(words)))


def _letters(word: str) -> Iterator[str]:
    marked = f"<{word}>"
    return (f"#{marked[start : start + LETTERS]}" for start in range(len(marked) - LETTERS + 1))
