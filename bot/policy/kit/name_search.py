"""Where a person's name stands in a text, however it was written there. Knows nothing of reports or roles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.kit.name_register import NameRegister
from bot.policy.kit.name_words import ALSO_GIVEN, BEFORE_A_VERB, FEMALE, MALE, NO_NAME, ORDINARY, TITLES
from bot.policy.kit.names import Name, Word, clean, one_letter_off, same_name, words

_MOST_CANDIDATES = 50
"""The most people that an answer names who are each compared as a whole."""
_TOGETHER = 4
"""The most words that one name is written in."""
_MIDDLE_NAMES = 2
"""The most names between the first and the last that the directory need not know."""
_FEWEST_LETTERS, _LONG_NAME = 3, 6
"""The fewest letters of a name that is a name by itself, and of one that people misspell."""
_WITHIN = frozenset({" ", ".", "-", ""})
"""What may part the words of one name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text: whose, the words it takes (`end` is behind the last), and whether it is surely theirs.

    `shared` says that it fits everybody of that family name, or of that initial.
    """

    person: int
    start: int
    end: int
    sure: bool = True
    shared: bool = False


def find(text: str, register: NameRegister, *, about: bool = False) -> list[Hit]:
    """Every place of the text in which somebody of the register is named, by name or address.

    `about` says that the text is an answer to the question whom it is about, and so nothing but names.
    """
    shown = clean(text)
    spoken = words(shown)
    places = _places(spoken)
    candidates = register.with_part(places)
    hits = [hit for each in candidates for hit in _hits(each, register.names[each], register.called, spoken, places)]
    hits += _address_hits(shown, register)
    if about:
        hits += _answers(shown, register)
    return list(_uncertain(hits))


def _places(spoken: Sequence[Word]) -> dict[str, list[tuple[int, int]]]:
    """Where each word stands, and each run of words that may be one name: its first word, and the one behind it."""
    places: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(spoken)):
        joined = {""}
        for end in range(start, min(start + _TOGETHER, len(spoken))):
            if end > start and spoken[end].gap in {",", ";", "\n"}:
                break
            joined = {before + spelt for before in joined for spelt in spoken[end].spellings}
            for key in joined:
                places.setdefault(key, []).append((start, end + 1))
    return places


def _hits(
    person: int,
    name: Name,
    called: Mapping[str, int],
    spoken: Sequence[Word],
    places: Mapping[str, Sequence[tuple[int, int]]],
) -> Iterator[Hit]:
    """Every place in which this name stands."""
    for family in name.family:
        for given in name.givens:
            for start, end in (*places.get(given + family, ()), *places.get(family + given, ())):
                if end == start + 1 and len(given) > 1:
                    yield Hit(person, start, end)
    for keys, whole in ((name.family, True), (name.halves, False)):
        for start, end in {place for key in keys for place in places.get(key, ())}:
            if _continues_one(spoken, start) and not _belongs(name, spoken, start):
                continue
            before = _before(name, spoken, start, end)
            if before is not None and not _another_family(spoken, end):
                yield Hit(person, before.start, end, before.sure and (whole or not before.shared), before.shared)
            behind = _behind(name, spoken, start, end)
            if behind is not None:
                yield Hit(person, start, behind.end, behind.sure and (whole or not behind.shared), behind.shared)
    yield from _misspelt(person, name, spoken, places)
    yield from _by_given_name(person, name, called, spoken, places)


@dataclass(frozen=True, slots=True)
class _Side:
    """What was found beside a family name: from where or to where the whole name goes."""

    start: int = 0
    end: int = 0
    sure: bool = True
    shared: bool = False


def _before(name: Name, spoken: Sequence[Word], family: int, end: int) -> _Side | None:
    """The given name, an initial or a title in front of the family name that begins at `family`."""
    strangers = 0
    for at in range(family - 1, max(-1, family - _TOGETHER - 3), -1):
        word, gap = spoken[at], spoken[at + 1].gap
        if at < family - 1 and gap not in _WITHIN:
            return None
        start = _ends_a_given(name, spoken, at)
        if start is not None:
            listed = _in_a_list(spoken, at + 1, end) or _small_words(spoken, start, end)
            return None if listed or _joined_to_another(spoken, start) else _Side(start=start)
        if word.text in TITLES:
            fits = not strangers and gap != "," and _title_fits(name, spoken, at, end)
            return _Side(start=at, shared=True) if fits else None
        part = (
            word.text in name.middle or _namelike(word, spoken[family]) or _is_initial(spoken, at, spoken[family:end])
        )
        if gap not in _WITHIN or not part:
            return None
        own = word.text in name.middle or word.text in {part[0] for part in (*name.given, *name.middle)}
        strangers += not own
        if strangers > _MIDDLE_NAMES:
            return None
        if strangers == (0 if own else 1) and not _namelike_before(spoken, at):
            if word.text == name.initial:
                titled = at > 0 and spoken[at - 1].text in TITLES
                return _Side(start=at - 1 if titled else at, shared=True)
            if word.text in name.middle or (name.given == (name.initial,) and word.text[0] == name.initial):
                return _Side(start=at)  # known by a middle name, or known to the directory by an initial
    return None


def _behind(name: Name, spoken: Sequence[Word], start: int, end: int) -> _Side | None:
    """The given name, an initial or a title behind a family name: `Okafor, Rosalind` or `Okafor, Mrs R`."""
    if end >= len(spoken) or spoken[end].gap == "\n":
        return None
    word = spoken[end]
    owned = _namelike_before(spoken, start)
    for last in range(end + 1, min(end + _TOGETHER, len(spoken) + 1)):
        joined = {""}
        for part in spoken[end:last]:
            joined = {one + spelt for one in joined for spelt in part.spellings}
        if joined & name.givens and all(len(one) > 1 for one in joined):
            next_one = spoken[last] if last < len(spoken) else None
            followed = next_one is not None and next_one.gap == " " and _namelike(next_one, spoken[start])
            known = next_one is not None and next_one.text in name.middle
            if (owned and followed and not known) or _small_words(spoken, start, last):
                return None
            return _Side(end=last)
    if owned:
        return None
    if word.text in TITLES:
        return _title_behind(name, spoken, end)
    if name.given == (name.initial,) and word.gap in {" ", ","} and _namelike(word, spoken[start]):
        return _Side(end=end + 1) if word.text[0] == name.initial else None
    if len(word.text) == 1 and word.text == name.initial and word.gap in {" ", ",", "."}:
        after = spoken[end + 1] if end + 1 < len(spoken) else None
        apart = after is None or after.gap in {".", ",", ";", "\n"}
        if apart or (word.upper and word.text not in {"a", "i"}):
            return _Side(end=end + 1, shared=True)
    return None


def _title_behind(name: Name, spoken: Sequence[Word], end: int) -> _Side | None:
    if not _same_gender(name, spoken[end].text):
        return None
    after = spoken[end + 1] if end + 1 < len(spoken) else None
    if after is not None and after.gap in {" ", "."}:
        if after.text in name.givens or after.text == name.initial:
            return _Side(end=end + 2, shared=len(after.text) == 1)
        if len(after.text) == 1 or _namelike(after, spoken[end]):
            return None
    return _Side(end=end + 1, shared=True)


def _ends_a_given(name: Name, spoken: Sequence[Word], last: int) -> int | None:
    """Where the given name begins that ends with this word; None when none does. An initial is none."""
    joined, begins = {""}, None
    for start in range(last, max(-1, last - _TOGETHER + 1), -1):
        joined = {spelt + after for after in joined for spelt in spoken[start].spellings}
        if any(key in name.givens and len(key) > 1 for key in joined):
            begins = start
        if spoken[start].gap in {",", ";", "\n"}:
            break
    if begins is not None:
        return begins
    initials = "".join(part[0] for part in name.given)
    return last if spoken[last].upper and len(initials) > 1 and spoken[last].text == initials else None


def _is_initial(spoken: Sequence[Word], at: int, family: Sequence[Word]) -> bool:
    """Whether a single letter in front of a name stands for a name: an article or a pronoun does not."""
    letter = spoken[at]
    begins = any(word.capital or word.upper for word in family)
    if len(letter.text) > 1:
        return False
    if letter.gap == "" or (at and spoken[at].gap == "-" and not spoken[at].upper):
        return False
    if letter.upper:
        return begins
    return not begins and letter.text not in {"a", "i"} and family[0].text not in ORDINARY


def _title_fits(name: Name, spoken: Sequence[Word], title: int, end: int) -> bool:
    """Whether a title in front of a family name is this person's, and the family name nobody's given name."""
    said, family = spoken[title], spoken[end - 1]
    if not _same_gender(name, said.text):
        return False
    if not said.capital and said.text == "miss" and title and spoken[title - 1].text in BEFORE_A_VERB:
        return False
    if said.text == "sir" and family.text in ORDINARY and not (family.capital or family.upper):
        return False
    if end < len(spoken):
        after = spoken[end]
        if after.gap == "-" and after.capital:
            return False
        if after.gap == " " and family.text in ALSO_GIVEN and _namelike(after, family):
            return after.text in name.givens
    return True


def _same_gender(name: Name, title: str) -> bool:
    return not ((name.title in MALE and title in FEMALE) or (name.title in FEMALE and title in MALE))


def _namelike(word: Word, beside: Word) -> bool:
    """Whether a word can be part of a name: it begins as one, and is none of the words that never are."""
    return len(word.text) > 1 and (word.capital or (word.upper and beside.upper)) and word.text not in NO_NAME


def _namelike_before(spoken: Sequence[Word], at: int) -> bool:
    """Whether the word in front makes what stands here somebody else's: "Tom" of "Tom R. Okafor"."""
    return at > 0 and spoken[at].gap == " " and _namelike(spoken[at - 1], spoken[at])


def _continues_one(spoken: Sequence[Word], at: int) -> bool:
    """Whether this word is the later part of another: "Jones" of "Lloyd-Jones", "Donald" of "McDonald"."""
    return at > 0 and spoken[at].gap in {"-", ""}


def _belongs(name: Name, spoken: Sequence[Word], at: int) -> bool:
    """Whether the word that this one is joined to is of the same name: `rosalind-okafor`, `ROkafor`."""
    before = spoken[at - 1]
    return (
        _ends_a_given(name, spoken, at - 1) is not None
        or before.text in {name.initial, *name.middle, *name.halves}
        or before.text in TITLES
    )


def _joined_to_another(spoken: Sequence[Word], start: int) -> bool:
    """Whether a given name is the later part of another: "Marie" of "Anne-Marie"."""
    return _continues_one(spoken, start) and spoken[start - 1].text not in TITLES


def _another_family(spoken: Sequence[Word], end: int) -> bool:
    """Whether the family name goes on, and so is another: "Price" of "Price-Hughes"."""
    return end < len(spoken) and spoken[end].gap == "-" and (spoken[end].capital or spoken[end].upper)


def _in_a_list(spoken: Sequence[Word], family: int, end: int) -> bool:
    """Whether the comma between two words parts two people: "Mark, Taylor and Grace"."""
    if family >= len(spoken) or spoken[family].gap != ",":
        return False
    listed = family > 1 and spoken[family - 1].gap == ","
    return listed or (end < len(spoken) and (spoken[end].gap == "," or spoken[end].text in {"and", "or"}))


def _small_words(spoken: Sequence[Word], start: int, end: int) -> bool:
    """Whether these are words of a sentence, in small letters: "the mark may fade"."""
    return all(word.text in ORDINARY and not (word.capital or word.upper) for word in spoken[start:end])


def _misspelt(
    person: int, name: Name, spoken: Sequence[Word], places: Mapping[str, Sequence[tuple[int, int]]]
) -> Iterator[Hit]:
    """The full name with one letter wrong in its longer words: perhaps theirs."""
    for given in name.givens:
        for start, end in places.get(given, ()):
            if len(given) >= _FEWEST_LETTERS and end < len(spoken) and spoken[end].gap in {" ", "-", "."}:
                typed = spoken[end].text
                near = len(typed) >= _LONG_NAME and any(
                    len(k) >= _LONG_NAME and one_letter_off(typed, k) for k in name.family
                )
                if near and not _joined_to_another(spoken, start) and not _another_family(spoken, end + 1):
                    yield Hit(person, start, end + 1, sure=False)
    for family in name.family:
        for start, end in places.get(family, ()):
            if len(family) >= _FEWEST_LETTERS and start and spoken[start].gap in {" ", "."}:
                typed = spoken[start - 1].text
                if len(typed) >= _LONG_NAME and any(len(k) >= _LONG_NAME and _typed_for(typed, k) for k in name.givens):
                    yield Hit(person, start - 1, end, sure=False)


def _typed_for(typed: str, given: str) -> bool:
    """Whether a given name is another's with a letter wrong: "Daniela" is no slip for "Daniel"."""
    return one_letter_off(typed, given) and typed.rstrip("aeiou") != given.rstrip("aeiou")


def _by_given_name(
    person: int,
    name: Name,
    called: Mapping[str, int],
    spoken: Sequence[Word],
    places: Mapping[str, Sequence[tuple[int, int]]],
) -> Iterator[Hit]:
    """A title with a given name, as pupils say it: "Miss Rosalind". Perhaps theirs, when one only is called so."""
    if not name.family:
        return
    for given in name.givens:
        if len(given) < _FEWEST_LETTERS or called[given] > 1:
            continue
        for start, end in places.get(given, ()):
            titled = start and spoken[start - 1].text in TITLES and spoken[start].gap in {" ", "."}
            if not titled or not spoken[start - 1].capital or not _same_gender(name, spoken[start - 1].text):
                continue
            after = spoken[end] if end < len(spoken) else None
            if after is None or after.gap not in {" ", "-", ""} or not (after.capital or after.upper):
                yield Hit(person, start - 1, end, sure=False)


def _address_hits(shown: str, register: NameRegister) -> Iterator[Hit]:
    """E-mail addresses: the directory's own, and one anywhere that is made of the whole name."""
    if "@" not in shown:
        return
    small = shown.casefold()
    # An address has 64 characters at most before its @; without that bound a long run without one takes minutes.
    parts = re.findall(r"([^\s@<>(),;:\"]{1,64})@", shown)
    locals_ = {"".join(word.text for word in words(part)) for part in parts}
    # Looked for as plain text first: a pattern for each of hundreds of people is more than Python keeps compiled.
    for number, mail in register.with_address_in(small):
        if re.search(rf"(?<![\w.+-]){re.escape(mail)}(?![\w-])", small):
            yield Hit(number, -1, -1)
    for number in register.with_whole(locals_):
        name = register.names[number]
        made = {
            made
            for family in name.family
            for given in (*name.givens, name.initial)
            if given
            for made in (given + family, family + given)
        }
        if made & locals_:
            yield Hit(number, -1, -1)
        elif name.family & locals_:
            yield Hit(number, -1, -1, sure=False)


def _answers(shown: str, register: NameRegister) -> Iterator[Hit]:
    """Names in an answer that is nothing but names: each part of it compared as a whole.

    A family name alone is theirs when only one has it and it is no word or given name too, else perhaps theirs; one
    before a comma is whoever's the name behind it is.
    """
    apart = re.split(r"[\n;/&]|\band\b", shown)[:_MOST_CANDIDATES]
    parts = [(part, True) for part in apart]
    parts += [(one, False) for part in apart for one in part.split(",")[:_MOST_CANDIDATES]]
    for part, alone in parts:
        untitled = [word.text for word in words(part) if word.text not in TITLES]
        joined = "".join(untitled)
        for number in sorted({*register.like(part), *register.with_part((*untitled, joined))}):
            name = register.names[number]
            if joined and joined in name.family | name.halves:
                if alone:
                    sure = (
                        joined in name.family and register.bearers[joined] == 1 and joined not in ALSO_GIVEN | ORDINARY
                    )
                    yield Hit(number, -1, -1, sure=sure)
            elif untitled and same_name(part, register.written[number]):
                yield Hit(number, -1, -1)
            elif not name.family and name.givens & set(untitled):
                yield Hit(number, -1, -1)  # the directory has one word only


def _uncertain(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, those that fit several people no longer sure."""
    fits = Counter((place, person) for hit in hits for place, person in {((hit.start, hit.end), hit.person)})
    people = Counter(place for place, _ in fits)
    for hit in hits:
        several = hit.shared and people[hit.start, hit.end] > 1
        yield Hit(hit.person, hit.start, hit.end, sure=hit.sure and not several, shared=hit.shared)
