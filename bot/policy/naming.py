"""Whom a report names: an adult at the school whom it is about is never told of it, however they were named (I17)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.policy.kinds import KINDS, SOMEONE_ELSE
from bot.policy.people import Person
from bot.policy.records import Who


def named_in(kind: str, account: Mapping[str, str], people: Iterable[Person]) -> tuple[Who, ...]:
    """The people whose full name, or address, stands in a field that says whom the report is about."""
    said = said_of(kind, account).casefold()
    padded = f" {_words(said)} "
    return tuple(
        person.who
        for person in people
        if f" {_words(person.name.casefold())} " in padded or (person.mail and person.mail.casefold() in said)
    )


def said_of(kind: str, account: Mapping[str, str]) -> str:
    """What the account says of whom it is about. A name typed as somebody else's counts whatever the kind."""
    return " ".join(account.get(field, "") for field in {*KINDS[kind].names, SOMEONE_ELSE.id}).strip()


def _words(text: str) -> str:
    """The text as words parted by single spaces, without the marks between them."""
    return " ".join("".join(mark if mark.isalnum() else " " for mark in text).split())
