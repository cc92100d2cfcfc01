"""Phrases found in what somebody typed: by their words, in any inflection, with slips of the keyboard.

A phrase is words in order, with up to two others between them. Its marks: `<child>` is any word of that class, `a/b`
either word, `+word` the very next one (`+a/b` and `+a/+b` are the same: one of the two, and next), `=word` this word
to the letter, and ` & ` joins parts that may stand anywhere and in any order. Pure, and knows no phrase of its own:
the tables that use it do. A word that may have slips has five letters or more: one slip, and two where eight are left
without its inflection.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

INVISIBLE_CHARACTERS = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Marks that nobody sees, as a class of a regular expression: of no width, of the order of bytes, of the direction of
reading, of an emoji's look."""
INVISIBLE = re.compile(f"[{INVISIBLE_CHARACTERS}]")
_WORD = re.compile(r"[^\W_]+|[\U0001f100-\U0001faff\u2600-\u27bf]")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘`´](?=\w)")
_PLAIN_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "ı": "i"})
_LETTERS_FOR_DIGITS = str.maketrans("013457", "oieast")
MOST_WORDS_READ = 400
"""Words that are looked at: a longer text is read from its beginning and its end."""
FILLERS = 2
"""Words of no matter that may stand between two words of a phrase."""
SHORTEST_WITH_SLIP, SHORTEST_WITH_TWO = 5, 8


def phrases_in(listed: str) -> tuple[str, ...]:
    """The phrases of a list: they are parted by semicolons, and a line may end behind any word or stroke."""
    phrases = (phrase.strip() for phrase in " ".join(listed.split()).replace("/ ", "/").split(";"))
    return tuple(phrase for phrase in phrases if phrase)


def words_of(text: str, *, most: int | None = MOST_WORDS_READ) -> list[str]:
    """The words of a text in small letters, without accents and apostrophes; an emoji is a word. Of a text that has
    more than so many some are left out in its middle; None: of none."""
    said = _APOSTROPHE.sub("", INVISIBLE.sub("", text)).casefold()
    if not said.isascii():
        marks = unicodedata.normalize("NFKD", said)
        said = "".join(mark for mark in marks if not unicodedata.combining(mark)).translate(_PLAIN_LETTERS)
    found = [_letters(word) for word in _WORD.findall(said)]
    if most is None or len(found) <= most:
        return found
    return found[: most // 2] + found[-(most // 2) :]


def _letters(word: str) -> str:
    """Letters for the digits that people write among letters: n00ds."""
    if word.isalpha() or word.isdigit():
        return word
    mixed = any(mark.isdigit() for mark in word[1:-1]) and word[0].isalpha() and word[-1].isalpha()
    return word.translate(_LETTERS_FOR_DIGITS) if mixed else word


def stem(word: str) -> str:
    """A word without its inflection, as far as rules go: cutting, cuts and cut are one; so are bully and bullied."""
    kept = word
    if len(kept) > 4 and kept.endswith(("ies", "ied")):  # noqa: PLR2004
        kept = kept[:-2]
    for ending, least in (("ing", 5), ("ed", 5), ("es", 5), ("s", 4)):
        if len(word) >= least and kept == word and kept.endswith(ending) and not kept.endswith(("ss", "us")):
            kept = kept[: -len(ending)]
            if len(kept) > 2 and kept[-1] == kept[-2] and kept[-1] not in "lsz":  # noqa: PLR2004
                kept = kept[:-1]
    if len(kept) > 3 and kept.endswith("e"):  # noqa: PLR2004
        kept = kept[:-1]
    return kept[:-1] + "i" if len(kept) > 1 and kept.endswith("y") else kept


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase of a table in a text: the row it is of, and which words it took."""

    row: int
    places: tuple[int, ...]


_Part = tuple[tuple[frozenset[str], int], ...]
"""A run of words: for each the keys that are it, and how many others may stand before it."""


class Phrases:
    """A table of phrases, made ready to be looked for. `classes` are the words that `<name>` stands for."""

    def __init__(self, rows: Iterable[str], classes: Mapping[str, str], *, never_slips: Iterable[str] = ()) -> None:
        self._classes = {name: frozenset(map(_key, listed.split())) for name, listed in classes.items()}
        self._words: dict[str, frozenset[str]] = {}  # a table has few words and many phrases: they share each
        self._rows = [tuple(self._part(part) for part in row.split(" & ")) for row in rows]
        self._needs = [tuple(keys for part in parts for keys, _ in part) for parts in self._rows]
        used = Counter(key for needs in self._needs for keys in needs for key in keys)
        self._keys = frozenset(used)
        self._rows_of: dict[str, list[int]] = {}
        for number, needs in enumerate(self._needs):
            rarest = min(needs, key=lambda keys: sum(used[key] for key in keys))
            for key in rarest:
                self._rows_of.setdefault(key, []).append(number)
        self._never = frozenset(map(stem, never_slips))
        like: defaultdict[int, list[str]] = defaultdict(list)
        for key in sorted(key for key in used if not key.startswith("=")):
            slips = _slips_in(key)
            for length in range(max(len(key) - slips, SHORTEST_WITH_SLIP - 1), len(key) + slips + 1):
                like[length].append(key)
        self._like = {length: tuple(near) for length, near in like.items()}

    def _part(self, part: str) -> _Part:
        return tuple((self._alternatives(word), 0 if "+" in word else FILLERS) for word in part.split())

    def _alternatives(self, word: str) -> frozenset[str]:
        if word not in self._words:
            every = frozenset().union(*(self._alternative(each.lstrip("+")) for each in word.split("/")))
            self._words[word] = every
        return self._words[word]

    def _alternative(self, word: str) -> frozenset[str]:
        if word.startswith("<"):
            return self._classes[word.strip("<>")]
        return frozenset((_key(word),))

    @property
    def keys(self) -> Iterator[tuple[int, str]]:
        """Each word that a row is written with, as a key, classes left out; beside the row's number."""
        classes = set(self._classes.values())
        for number, needs in enumerate(self._needs):
            for key in {key for keys in needs if keys not in classes for key in keys}:
                yield number, key

    def read(self, words: Sequence[str]) -> list[frozenset[str]]:
        """For each word the keys of the table that it is: itself, its stem, or what it is but for a slip."""
        return [self._keys_of(word) for word in words]

    def find(self, words: Sequence[str]) -> Iterator[PhraseMatch]:
        """Every row that stands in these words, once."""
        return self.find_read(self.read(words))

    def find_read(self, said: Sequence[frozenset[str]]) -> Iterator[PhraseMatch]:
        """The same, in words that were read before."""
        places: dict[str, list[int]] = {}
        for place, keys in enumerate(said):
            for key in keys:
                places.setdefault(key, []).append(place)
        present = frozenset(places)
        for number in sorted({number for key in present for number in self._rows_of.get(key, ())}):
            if not any(map(present.isdisjoint, self._needs[number])):
                runs = [_run(part, said, places) for part in self._rows[number]]
                if all(runs):
                    yield PhraseMatch(number, tuple(place for run in runs for place in run))

    def _keys_of(self, word: str) -> frozenset[str]:
        """The keys that a typed word is: itself, its stem, or what it is but for a slip."""
        stemmed = stem(word)
        exact = {key for key in (f"={word}", stemmed) if key in self._keys}
        if stemmed in exact or stemmed in self._never or len(word) < SHORTEST_WITH_SLIP:
            return frozenset(exact)
        return frozenset(exact | self._keys_near(word, stemmed))

    def _keys_near(self, word: str, stemmed: str) -> set[str]:
        """A slip may stand in the inflection too, and then the word is like the table's as it is typed."""
        return {
            key
            for said in {word, stemmed}
            for key, slips, _ in process.extract(
                said, self._like.get(len(said), ()), scorer=OSA.distance, score_cutoff=2, limit=None
            )
            if slips <= _slips_in(key)
        }


def _slips_in(key: str) -> int:
    """How many slips are overlooked in a word of a table, by its length without its inflection."""
    return (len(key) >= SHORTEST_WITH_SLIP - 1) + (len(key) >= SHORTEST_WITH_TWO)


@cache
def _key(word: str) -> str:
    return word if word.startswith("=") else stem(word)


def _run(part: _Part, said: Sequence[frozenset[str]], places: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """The first places where a run's words stand, with fillers between; empty when they do not."""
    (begin, _), *rest = part
    for place in sorted({place for key in begin & places.keys() for place in places[key]}):
        run = [place]
        for keys, fillers in rest:
            after = run[-1] + 1
            near = range(after, min(after + fillers + 1, len(said)))
            at = next((at for at in near if not keys.isdisjoint(said[at])), None)
            if at is None:
                break
            run.append(at)
        else:
            return tuple(run)
    return ()
