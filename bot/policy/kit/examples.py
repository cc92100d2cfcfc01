"""What somebody typed, held against lines whose meaning is known.

A word counts the more for a meaning, the rarer it is, and the fewer lines of other meanings have it. Pure, and knows no
line of its own. It is counted from the lines: nothing is trained beforehand. What was counted are numbers in a row,
which a file can hold: of those only what is looked for is ever read.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from itertools import accumulate, groupby, pairwise
from math import log, sqrt
from mmap import mmap
from operator import itemgetter
from pathlib import Path
from typing import Self

from bot.policy.kit.likeness import stem, words_of

LETTERS_IN_A_ROW = 4
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

    def __init__(self, counted: bytes | mmap, classes: Mapping[str, str] | None = None) -> None:
        """`counted` is what `count_lines` gave for these classes. Raises `ValueError` where it is not whole."""
        end = counted.find(b"\n")
        others, features, rows = json.loads(counted[:end])
        sizes = (8 * features, 4 * (features + 1), 8 * features, 8 * features, 8 * rows, rows)
        ends = list(accumulate(sizes, initial=end + 1))
        if ends[-1] != len(counted):
            raise ValueError("what was counted is not whole")
        numbers, starts, rare, elsewhere, more, meanings = (memoryview(counted)[a:b] for a, b in pairwise(ends))
        self._features, self._starts, self._meanings = numbers.cast("Q"), starts.cast("I"), meanings
        self._rare, self._elsewhere, self._more = rare.cast("d"), elsewhere.cast("d"), more.cast("d")
        self._others: dict[str, float] = others
        self._class_of = _class_of(classes or {})

    @classmethod
    def of(cls, lines: Iterable[tuple[str, str]], classes: Mapping[str, str] | None = None) -> Self:
        """Made of lines, which are counted now."""
        return cls(count_lines(lines, classes), classes)

    def weigh(self, text: str) -> dict[str, float]:
        """How much the words say for each meaning: only what lies between two of them tells anything. Empty where no
        word was ever seen."""
        found = {feature: at for feature in _features(text, self._class_of) if (at := self._find(feature)) is not None}
        if all(feature.startswith("#") for feature in found):
            return {}
        heavy = elsewhere = 0.0
        more = [0.0] * len(self._others)
        for at in found.values():
            heavy += self._rare[at]
            elsewhere += self._elsewhere[at]
            for row in range(self._starts[at], self._starts[at + 1]):
                more[self._meanings[row]] += self._more[row]
        length = sqrt(len(found))
        return {
            meaning: (heavy * other - elsewhere + told) / length
            for (meaning, other), told in zip(self._others.items(), more, strict=True)
        }

    def _find(self, feature: str) -> int | None:
        number = _number(feature)
        at = bisect_left(self._features, number)
        return at if at < len(self._features) and self._features[at] == number else None


class KnownLines:
    """The lines of one folder. They are counted once in the life of a process, or were counted before it began."""

    def __init__(
        self, folder: Path, read: Callable[[Path], Iterable[tuple[str, str]]], classes: Mapping[str, str]
    ) -> None:
        """`read` has each meaning with each of its lines in a file; `classes` are words that stand for one another."""
        self.folder, self.classes = folder, classes
        self._read = read
        self._examples: Examples | None = None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each meaning with each of its lines."""
        for file in self.files:
            yield from self._read(file)

    @property
    def files(self) -> list[Path]:
        """Those that the lines stand in."""
        return sorted(self.folder.glob("*.txt"))

    @property
    def are_ready(self) -> bool:
        """Whether there is something to answer from."""
        return self._examples is not None

    def count(self) -> bytes:
        """What is counted from them, to be given to `use_counted`. Takes a second or two where they are many."""
        return count_lines(self, self.classes)

    def use_counted(self, counted: bytes | mmap) -> None:
        """Answer from what was counted before. Raises `ValueError` where it is not whole."""
        self._examples = Examples(counted, self.classes)

    def weigh(self, text: str) -> dict[str, float]:
        """How much the words say for each meaning: see `Examples`. They are counted now, where they never were."""
        if self._examples is None:
            self._examples = Examples(self.count(), self.classes)
        return self._examples.weigh(text)


def count_lines(lines: Iterable[tuple[str, str]], classes: Mapping[str, str] | None = None) -> bytes:
    """Pairs of a meaning and the words, counted; `classes` are words that stand for one another in a pair.

    A line of JSON, and behind it what `Examples` looks into, as this machine writes numbers: the features in order,
    where the rows of each begin, how rare each is, and what it says for all other meanings; then what each row says for
    its meaning, and which that is.
    """
    class_of, number = _class_of(classes or {}), cache(_number)
    held: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    count = 0
    for meaning, words in lines:
        features = _features(words, class_of)
        share = 1 / sqrt(len(features) or 1)
        known = held[meaning]
        for feature in features:
            known[number(feature)] += share
        count += 1
    rows = sorted((feature, of, share) for of, known in enumerate(held.values()) for feature, share in known.items())
    features_in_order, starts, meanings = array("Q"), array("I", [0]), bytearray()
    rarity, elsewhere, more = array("d"), array("d"), array("d")
    weight = [0.0] * len(held)
    for feature, group in groupby(rows, itemgetter(0)):
        shares = [(of, share) for _, of, share in group]
        seen = sum(share for _, share in shares)
        rare = log(count / seen)
        all_seen = rare * seen + DOUBT
        for of, share in shares:
            weight[of] += rare * share
            more.append(rare * log(all_seen / (all_seen - rare * share)))
            meanings.append(of)
        features_in_order.append(feature)
        starts.append(len(more))
        rarity.append(rare)
        elsewhere.append(rare * log(all_seen))
    total = sum(weight) + DOUBT * len(rarity)
    others = {meaning: log(total - each) for meaning, each in zip(held, weight, strict=True)}
    head = json.dumps([others, len(rarity), len(more)]).encode()
    return b"".join((head, b"\n", features_in_order, starts, rarity, elsewhere, more, meanings))


def _class_of(classes: Mapping[str, str]) -> dict[str, str]:
    return {stem(word): f"<{name}>" for name, listed in classes.items() for word in listed.split()}


def _features(text: str, class_of: Mapping[str, str]) -> set[str]:
    words = [stem(word) for word in words_of(text)]
    classed = [class_of.get(word, word) for word in words]
    found = set(words)
    found.update(map(" ".join, pairwise(words)), map(" ".join, pairwise(classed)))
    found.update(map(" _ ".join, zip(words, words[2:], strict=False)))
    found.update(f"^{word}" for word in words[:FIRST_WORDS])
    found.update(*map(_letters, set(words)))
    return found


def _letters(word: str) -> Iterator[str]:
    marked = f"<{word}>"
    return (f"#{marked[start : start + LETTERS_IN_A_ROW]}" for start in range(len(marked) - LETTERS_IN_A_ROW + 1))


def _number(feature: str) -> int:
    """The same for the same feature, now and later; of a million no two share one but in one case of forty million."""
    return int.from_bytes(blake2b(feature.encode(), digest_size=8).digest())
