"""How far words that somebody looks for stand in a text: in any inflection, without accents, slips overlooked. Pure.

Each word must stand somewhere. How closely is said, so that what has the very words comes first. Slips in short names
are overlooked where they begin and end alike (Jak, Jack); what has a digit is looked for as it is written: a class, a
device, a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.policy.kit.likeness import SHORTEST_WITH_SLIP, SHORTEST_WITH_TWO, stem, words_of

LONGEST_SEARCH, MOST_SEARCH_WORDS = 120, 8
"""Characters and words of what is looked for. A longer line tells of something."""
SHORTEST_BEGINNING, SHORTEST_NAME = 3, 3
"""Letters of a word that stands for all that begin with it, and of one in which a slip is overlooked at all."""
AS_WRITTEN, INFLECTED, ONE_SLIP, TWO_SLIPS = range(4)
_SCHOOL_YEAR = re.compile(r"\b(?:y|yr|year)\s?(?=\d)", re.IGNORECASE)
_BETWEEN_TEXTS = " ☰ "
"""A word that nobody looks for: what stands on either side of it stands apart."""
_OF_NO_MATTER = frozenset(
    words_of(
        "the a an of in on at about for from with to and or my our all any anything something me is was were report "
        "reports reported please"
    )
)


class Closeness(NamedTuple):
    """How closely a text has what is looked for: the closest is the least. `apart` says that its words stand apart."""

    slips: int
    apart: bool


class Search:
    """Words that are looked for. What a word of a text is to them is found out once, however often it stands there."""

    def __init__(self, said: str) -> None:
        spoken = spoken_words(said[:LONGEST_SEARCH])
        telling = [word for word in spoken if word not in _OF_NO_MATTER]
        self.words: Sequence[str] = tuple(dict.fromkeys(telling or spoken))[:MOST_SEARCH_WORDS]
        self._stems = [stem(word) for word in self.words]
        self._known: dict[str, Sequence[tuple[int, int]]] = {}

    def __bool__(self) -> bool:
        return bool(self.words)

    def closeness(self, texts: Iterable[str]) -> Closeness | None:
        """How closely these texts together have all of the words; None where one is missing."""
        best: list[int | None] = [None] * len(self.words)
        last, together = len(self.words) - 1, len(self.words) == 1
        before: Sequence[int] = ()
        for word in spoken_words(_BETWEEN_TEXTS.join(texts)):
            known = self._known.get(word)
            if known is None:
                known = self._known[word] = tuple(self._compare(word))
            if not known:
                before = ()
                continue
            in_order = []
            for which, slips in known:
                held = best[which]
                best[which] = slips if held is None else min(held, slips)
                if which == 0 or which - 1 in before:
                    in_order.append(which)
            together = together or last in in_order
            before = in_order
        if any(each is None for each in best):
            return None
        return Closeness(max(each for each in best if each is not None), not together)

    def _compare(self, word: str) -> Iterable[tuple[int, int]]:
        for which, wanted in enumerate(self.words):
            slips = self._slips(wanted, self._stems[which], word)
            if slips is not None:
                yield which, slips

    @staticmethod
    def _slips(wanted: str, wanted_stem: str, word: str) -> int | None:
        if word == wanted:
            return AS_WRITTEN
        written = any(mark.isdigit() for mark in wanted)
        if len(wanted) >= SHORTEST_BEGINNING and word.startswith(wanted):
            return INFLECTED
        if written or abs(len(word) - len(wanted)) > TWO_SLIPS:
            return None
        if stem(word) == wanted_stem:
            return INFLECTED
        slips = OSA.distance(wanted, word, score_cutoff=2)
        shorter = min(len(wanted), len(word))
        if slips == 1 and shorter >= SHORTEST_NAME:
            alike = wanted[0] == word[0] and wanted[-1] == word[-1]
            return ONE_SLIP if alike or shorter >= SHORTEST_WITH_SLIP else None
        return TWO_SLIPS if slips <= 2 and shorter >= SHORTEST_WITH_TWO else None  # noqa: PLR2004


def spoken_words(text: str) -> list[str]:
    """The words of a text, all of them; a school year is read as one writes it out: `year 5`, not Y5."""
    return words_of(_SCHOOL_YEAR.sub("year ", text), most=None)
