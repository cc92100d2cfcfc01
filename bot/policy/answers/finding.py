"""Which answer fits a question, by words and likeness as reports are recognised. Never fails, whatever the text.

A phrase of which all words stand in the question makes an answer fit. Of those that fit, the one whose words are the
most, and the rarest in the table, comes first; after them stand those that share only some words with the question.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.answers.answer import Answer, Theme
from bot.policy.answers.classes import CLASSES, NEVER_SLIPS
from bot.policy.answers.table import ANSWERS
from bot.policy.kit.likeness import Phrases, words_of

ALSO = 0.5
"""How much of an answer's other phrases counts beside its best one."""
_COMMON = frozenset(
    words_of("who what which how where when why i we me my our us a the it is are be have do use on need")
)
"""Words that say nothing of what a question is about."""
MORE = 2
"""How many further answers are offered."""


@dataclass(frozen=True, slots=True)
class FoundAnswers:
    """The answer that fits best, if one fits; others to choose from, the nearest first; and what it is all about."""

    best: Answer | None
    others: tuple[Answer, ...]
    theme: Theme


class Finder:
    """A table of answers, made ready."""

    def __init__(self, answers: Sequence[Answer], classes: Mapping[str, str], never_slips: Iterable[str]) -> None:
        self._answers = answers
        self._rows = [
            (at, _words_of_phrase(phrase), phrase) for at, each in enumerate(answers) for phrase in each.phrases
        ]
        never = list(never_slips)
        self._phrases = Phrases((phrase for _, _, phrase in self._rows), classes, never_slips=never)
        self._words = list(dict.fromkeys(word for _, words, _ in self._rows for word in words))
        self._words = [word for word in self._words if _COMMON.isdisjoint(word.split("/"))]
        self._single = Phrases(self._words, classes, never_slips=never)
        self._used_by: dict[str, set[int]] = defaultdict(set)
        for at, words, _ in self._rows:
            for word in words:
                self._used_by[word].add(at)
        self._weight = {word: math.log(1 + len(answers) / len(used)) for word, used in self._used_by.items()}

    def find(self, question: str) -> FoundAnswers:
        """The best answer, and others."""
        said = words_of(question)
        near = self._near(said)
        fits: dict[int, float] = {}
        taken: dict[int, dict[int, float]] = defaultdict(dict)
        for found in self._phrases.find(said):
            at, words, _ = self._rows[found.row]
            weights = {place: self._weight[word] for place, word in zip(found.places, words, strict=True)}
            fits[at] = max(fits.get(at, 0), sum(weights.values()))
            for place, weight in weights.items():
                taken[at][place] = max(taken[at].get(place, 0), weight)
        score = {at: best + ALSO * sum(taken[at].values()) for at, best in fits.items()}
        first = sorted(score, key=lambda at: (-score[at], at))
        rest = sorted((at for at in near if at not in score), key=lambda at: (-near[at], at))
        ordered = [self._answers[at] for at in (*first, *rest)]
        best = ordered[0] if first else None
        others = tuple(ordered[1 : MORE + 1] if best else ordered[:MORE])
        return FoundAnswers(best, others, self._theme(first, near))

    def _near(self, said: Sequence[str]) -> dict[int, float]:
        """How much of the question each answer has words for."""
        near: dict[int, float] = defaultdict(float)
        places: dict[tuple[int, int], float] = {}
        for found in self._single.find(said):
            word = self._words[found.row]
            for at in self._used_by[word]:
                key = (at, found.places[0])
                places[key] = max(places.get(key, 0), self._weight[word])
        for (at, _), weight in places.items():
            near[at] += weight
        return near

    def _theme(self, first: Sequence[int], near: Mapping[int, float]) -> Theme:
        if first:
            return self._answers[first[0]].theme
        themes: Counter[Theme] = Counter()
        for at, weight in near.items():
            theme = self._answers[at].theme
            themes[theme] = max(themes[theme], weight)  # type: ignore[assignment]
        return max(themes, key=lambda theme: themes[theme], default=Theme.OTHER)


def _words_of_phrase(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in their order, each with its other forms."""
    return tuple("/".join(form.lstrip("+") for form in word.split("/")) for word in phrase.split() if word != "&")


FINDER = Finder(tuple(ANSWERS.values()), CLASSES, NEVER_SLIPS.split())


def find_answers(question: str) -> FoundAnswers:
    """The best answer of the policy, and others to choose from."""
    return FINDER.find(question)
