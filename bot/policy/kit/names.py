"""Names as people and directories write them: the one comparison of names there is, by words without their accidents.

Case, accents, punctuation, invisible marks, letters of other scripts that look Latin, titles and the order of words do
not count. Knows nothing of roles or reports: whom a report names is found out in `naming`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.policy.kit.name_words import AFTER_A_NAME, PARTICLES, TITLES

_APOSTROPHES = "'’‘‛ʼʻʽ`´′＇ꞌ"
_HYPHENS = "-‐‑‒–—―−﹘﹣－"
_BLANK_LETTERS = dict.fromkeys(map(ord, "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"))
"""Signs that count as letters or marks and show nothing."""

_LOOKS_LIKE = str.maketrans(
    "авеѕіјкмнорстухһԁԛԝӏαβεζηικμνορτυχωıɡ",
    "abesijkmhopctyxhdqwlabezhikmnoptyxwig",
)
"""Small letters of other scripts by the Latin ones that they, or their capitals, look like."""
_AS_LATIN = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_IN_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""How some letters are written on a keyboard that lacks them, as a second spelling."""

_POSSESSIVE = re.compile(rf"(?<=\w)[{_APOSTROPHES}][sS](?!\w)")
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"[(\[{<][^)\]}>]*[)\]}>]?")
_BEHIND = re.compile(rf"\s[{_HYPHENS}]+\s|[|/;:@]")
"""What parts a name in a directory from what it says behind it: a post, a school."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. `gap` says what parts it from the word before: "" nothing but an apostrophe, or a capital
    inside a word; else "-", ".", ",", a space, a line's end, or ";" for anything else.
    """

    text: str
    second: str
    gap: str
    capital: bool
    upper: bool

    @property
    def spellings(self) -> tuple[str, ...]:
        """How it may be written without accents: the plain way, and where that differs the way with two letters."""
        return (self.text,) if self.text == self.second else (self.text, self.second)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a directory has it, in folded words.

    `given` are the words of the first given name, `givens` what it may be called: all of them as one, or one of them.
    `family` is the family name as one word in each of its spellings, `halves` the parts of one that has two or more.
    """

    given: tuple[str, ...]
    middle: frozenset[str]
    family: frozenset[str]
    title: str
    givens: frozenset[str]
    halves: frozenset[str]

    @property
    def initial(self) -> str:
        """The first letter of the given name, or nothing."""
        return self.given[0][0] if self.given else ""


def clean(text: str) -> str:
    """The text in one form of its letters, without marks that show nothing and without a possessive's end."""
    shown = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).translate(_BLANK_LETTERS)
    return _POSSESSIVE.sub("", "".join(mark for mark in shown if mark.isspace() or not _adds_nothing(mark)))


def fold(word: str) -> str:
    """The word in small Latin letters, as far as it has any."""
    if word.isascii():
        return word.lower()
    small = word.casefold().translate(_LOOKS_LIKE).translate(_AS_LATIN)
    return "".join(mark for mark in unicodedata.normalize("NFKD", small) if not _adds_nothing(mark))


def words(text: str) -> list[Word]:
    """The words of a text that `clean` has been over, in their order."""
    found: list[Word] = []
    end = 0
    for run in _LETTER_RUN.finditer(text):
        gap = _gap(text[end : run.start()]) if found else "\n"
        for number, part in enumerate(_CAMEL.split(run.group())):
            found.append(_word(part, "" if number else gap))
        end = run.end()
    return found


def same_name(typed: str, known: str) -> bool:
    """Whether the two are one name: case, spaces, accents, hyphens, other marks and the order of words do not count.

    A title, or a middle name that only one of them has, does not count either, as long as two words are shared.
    """
    one, other = plain_words(typed), plain_words(known)
    if not one or not other:
        return bool(typed.strip()) and typed.strip() == known.strip()
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return True
    fewer, more = sorted((set(one), set(other)), key=len)
    return len(fewer) > 1 and fewer <= more


@lru_cache(maxsize=4_096)
def parse_name(name: str) -> Name:
    """A directory's name: `Rosalind Okafor`, `Okafor, Rosalind (Staff)`, `Mr T Wilkowski`, `OKAFOR Rosalind`."""
    shown = _BEHIND.split(_BRACKETS.sub(" ", clean(name)).strip(), maxsplit=1)[0]
    before, _, after = shown.partition(",")
    title, front = _without_title(before.split())
    later, back = _without_title(after.split())
    title = title or later
    back = _without_letters(back)
    if front and back:
        return _name(back[:1], back[1:], front, title)
    whole = _without_letters(front or back)
    loud = [word for word in whole if len(word) > 1 and word.isupper()]
    if loud and len(loud) < len(whole):
        rest = [word for word in whole if word not in loud]
        return _name(rest[:1], rest[1:], loud, title)
    if not whole[1:]:
        return _name((), (), whole, title) if title else _name(whole, (), (), title)
    begins = len(whole) - 1
    while begins > 1 and fold(whole[begins - 1]) in PARTICLES:
        begins -= 1
    return _name(whole[:1], whole[1:begins], whole[begins:], title)


def one_letter_off(one: str, other: str) -> bool:
    """Whether one letter is missing, too many, another, or has changed places with the next."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at + 1 : at + 2] + short[at] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long


def _word(shown: str, gap: str) -> Word:
    loud = len(shown) > 1 and shown.isupper()
    second = shown if shown.isascii() else shown.casefold().translate(_IN_TWO)
    return Word(fold(shown), fold(second), gap, shown[0].isupper() and not loud, shown.isupper())


def _adds_nothing(mark: str) -> bool:
    return unicodedata.category(mark) in {"Mn", "Mc", "Me", "Cf", "Cc"}


def _gap(between: str) -> str:
    marks = between.strip()
    if not marks:
        return "\n" if "\n" in between or "\r" in between else " "
    if not set(between) - set(_APOSTROPHES):
        return ""
    if "," in marks:
        return ","
    if "\n" in between or "\r" in between:
        return "\n"
    if not set(between) - set(_HYPHENS):
        return "-"
    return "." if not set(marks) - set("._+") else ";"


@lru_cache(maxsize=4_096)
def plain_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded and without titles; what is joined by a mark that parts no words is one."""
    found: list[str] = []
    for word in words(clean(name)):
        if found and not word.gap:
            found[-1] += word.text
        else:
            found.append(word.text)
    untitled = [word for word in found if word not in TITLES]
    return tuple(untitled or found)


def _without_title(spoken: list[str]) -> tuple[str, list[str]]:
    """The title of a name, folded, and the rest."""
    title = ""
    while spoken and fold(spoken[0].strip(".")) in TITLES:
        title, spoken = title or fold(spoken[0].strip(".")), spoken[1:]
    return title, spoken


def _without_letters(spoken: list[str]) -> list[str]:
    """The name without degrees and the like behind it."""
    while len(spoken) > 1 and fold(spoken[-1].replace(".", "")) in AFTER_A_NAME:
        spoken = spoken[:-1]
    return [] if len(spoken) == 1 and fold(spoken[0].replace(".", "")) in AFTER_A_NAME else spoken


def _name(given: Iterable[str], middle: Iterable[str], family: Iterable[str], title: str) -> Name:
    first, last = words(" ".join(given)), words(" ".join(family))
    return Name(
        tuple(word.text for word in first),
        frozenset(spelt for word in words(" ".join(middle)) for spelt in word.spellings),
        frozenset(_join(last)),
        title,
        frozenset(_join(first)) | _halves(first),
        _halves(last),
    )


def _join(parts: Sequence[Word]) -> tuple[str, ...]:
    """The words as one, in each spelling; nothing where there is none."""
    if not parts:
        return ()
    return ("".join(word.text for word in parts), "".join(word.second for word in parts))


def _halves(parts: Sequence[Word]) -> frozenset[str]:
    """Each word of a name of two or more: people leave one out. Never the O of O'Dwyer, or what stands behind it."""
    if not parts[1:] or any(not word.gap for word in parts):
        return frozenset()
    long = {spelt for word in parts for spelt in word.spellings if spelt[2:]}
    return frozenset(long - PARTICLES)
