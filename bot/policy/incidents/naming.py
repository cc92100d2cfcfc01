"""Whom a report names: an adult at the school whom it is about is never told of it, however they were named (I17).

Whoever is named in a field that says whom it is about is shut out. Whoever is named in other words, or perhaps named,
is held back until the reporter has been asked. How a name is found in a text stands in `name_search`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.policy.incidents.kinds import KINDS, SOMEONE_ELSE
from bot.policy.kit.name_register import NameRegister, register_of
from bot.policy.kit.name_search import Hit, find
from bot.policy.kit.name_words import BLOWS, DEPUTY_HEAD, ROLE_PATTERNS
from bot.policy.kit.names import Word, clean, words
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who

_CALLED = [
    *((role, True, re.compile(rf"\b(?:{called})\b")) for role, every in ROLE_PATTERNS.items() for called in every),
    ("senior_leader", False, re.compile(rf"\b(?:{DEPUTY_HEAD})\b")),
]
_SIGNED = 15
"""The most words behind the reporter's own name that are still its signature: a post, a school."""


@dataclass(frozen=True, slots=True)
class FoundNames:
    """Whom a report names. `concerning` are said to be whom it is about, `held_back` stand in it some other way."""

    concerning: tuple[Who, ...] = ()
    held_back: tuple[Who, ...] = ()


def find_named(kind: str, account: Mapping[str, str], people: Sequence[Person], reporter: str = "") -> FoundNames:
    """Whom these words name, of these people. Whoever reports (`reporter`, an object id) is held back by no words."""
    fields, said = naming_fields(kind), [(field, text) for field, text in account.items() if text.strip()]
    register = register_of(people) if said else None
    about = [(text, find_people(text, people, register, about=True)) for field, text in said if field in fields]
    other = [find_people(text, people, register, reporter=reporter) for field, text in said if field not in fields]
    sure = {who for _, found in about for who, certain in found.items() if certain}
    held = {who for found in (*(found for _, found in about), *other) for who in found} - sure - {reporter}
    return FoundNames(
        tuple(person.who for person in people if person.id in sure),
        tuple(person.who for person in people if person.id in held),
    )


def naming_fields(kind: str) -> frozenset[str]:
    """The fields that say whom a report is about. A name typed as somebody else's counts whatever the kind."""
    return frozenset({*KINDS[kind].names, SOMEONE_ELSE.id})


def find_people(
    text: str,
    people: Sequence[Person],
    register: NameRegister | None = None,
    *,
    about: bool = False,
    reporter: str = "",
) -> dict[str, bool]:
    """The object ids of those of `people` whom the text names, and of each whether it surely does. `register`: theirs,
    where several texts are looked through.

    `about` says that the text is an answer to the question whom it is about. What stands with the reporter's own name
    under it is a signature, and names nobody else.
    """
    hits = find(text, register or register_of(people), about=about)
    spoken = words(clean(text))
    signature = _signature(hits, people, reporter, len(spoken))
    found: dict[str, bool] = {}
    for hit in hits:
        person = people[hit.person]
        if person.id == reporter or signature is None or hit.start != signature:
            found[person.id] = found.get(person.id, False) or hit.sure
    for role, sure, at in _roles(spoken):
        signed = signature is not None and at >= signature
        if signed and any(person.id == reporter and role in person.roles for person in people):
            continue
        for person in people:
            if role in person.roles and (sure or not person.holds("headteacher")):
                found[person.id] = found.get(person.id, False) or sure
    return found


def _signature(hits: Sequence[Hit], people: Sequence[Person], reporter: str, length: int) -> int | None:
    """Where the reporter's own name stands under what they wrote; None when it does not."""
    own = [hit.start for hit in hits if people[hit.person].id == reporter and 0 <= length - hit.end <= _SIGNED]
    return min((start for start in own if start >= 0), default=None)


def _roles(spoken: Sequence[Word]) -> list[tuple[str, bool, int]]:
    """Each role that is called by its name, whether it surely is that role, and which word it begins with."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for word in spoken:
        part = f" {word.text}" if word.gap else word.text
        starts.append(length + len(part) - len(word.text))
        parts.append(part)
        length += len(part)
    text = "".join(parts)
    found = []
    for role, sure, called in _CALLED:
        for match in called.finditer(text):
            at = bisect_right(starts, match.start()) - 1
            hurt = match.group() == "the head" and BLOWS & {word.text for word in spoken[max(0, at - 5) : at]}
            if not hurt:
                found.append((role, sure, at))
    return found
