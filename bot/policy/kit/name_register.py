"""The names of everybody whom a text may name, read once: which of them it can be is then asked of an index.

The index never leaves anybody out whom a comparison would find; whether somebody is named is said in `name_search`.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import is_

from bot.policy.kit.names import Name, clean, parse_name, plain_words
from bot.policy.kit.people import Person

_MOST_REGISTERS = 64
"""The most schools whose registers are held at once."""


class NameRegister:
    """Names by their words. People are meant by their number in the sequence that it was made of."""

    def __init__(self, written: Sequence[tuple[str, str]]) -> None:
        """`written`: each person's name and e-mail address, as the directory has them."""
        self.written = [name for name, _ in written]
        self.names = [parse_name(name) for name in self.written]
        self._mails = defaultdict[str, list[tuple[int, str]]](list)
        for number, (_, mail) in enumerate(written):
            address = clean(mail).casefold()
            if address:
                self._mails[address.rpartition("@")[2]].append((number, address))
        self.called = Counter(given for name in self.names for given in name.givens)
        """How many may be called by each given name."""
        self.bearers = Counter(key for name in self.names for key in name.family | name.halves)
        """How many have each family name, or half of one."""
        self._parts = _index(_parts(name) for name in self.names)
        self._wholes = _index(_wholes(name) for name in self.names)
        self._plain = _index(_plain(name) for name in self.written)

    def with_part(self, words: Iterable[str]) -> list[int]:
        """Those who have one of these words (folded, or several as one) as a name, a half of one, or the whole."""
        return _look_up(self._parts, words)

    def with_whole(self, words: Iterable[str]) -> list[int]:
        """Those of whose family name, or whole name or initial with it, one of these is made."""
        return _look_up(self._wholes, words)

    def with_address_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Those whose e-mail address stands in the text, which is in small letters; and the address."""
        for domain, addresses in self._mails.items():
            if domain in text:
                yield from (each for each in addresses if each[1] in text)

    def like(self, part: str) -> list[int]:
        """Those whose name may be the same as this one, or have a word of it."""
        plain = plain_words(part)
        every = [*plain, "".join(plain), part.strip()]
        return sorted({*_look_up(self._plain, every), *self.with_part(every)})


# Compared one by one, as the objects that they are: a key of hundreds of names would have to be made at each report.
_registers: deque[tuple[Sequence[Person], NameRegister]] = deque(maxlen=_MOST_REGISTERS)


def register_of(people: Sequence[Person]) -> NameRegister:
    """The register of these people. One that was made before of the same people, in this order, is used again."""
    for known, register in _registers:
        if len(known) == len(people) and all(map(is_, known, people)):
            return register
    register = NameRegister([(person.name, person.mail) for person in people])
    _registers.appendleft((tuple(people), register))
    return register


def _parts(name: Name) -> Iterator[str]:
    yield from chain(name.family, name.halves, name.givens)
    for family in name.family:
        for given in name.givens:
            yield from (given + family, family + given)


def _wholes(name: Name) -> Iterator[str]:
    for family in name.family:
        yield family
        for given in (*name.givens, name.initial):
            yield from (given + family, family + given)


def _plain(name: str) -> Iterator[str]:
    plain = plain_words(name)
    yield from (*plain, "".join(plain), name.strip())


def _index(keys: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, each in enumerate(keys):
        for key in each:
            found[key].add(number)
    return {key: tuple(sorted(numbers)) for key, numbers in found.items() if key}


def _look_up(index: dict[str, tuple[int, ...]], words: Iterable[str]) -> list[int]:
    return sorted({number for word in words for number in index.get(word, ())})
