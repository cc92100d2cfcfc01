"""What a person sent in a form, read against the kind's own questions. What comes from a card is never trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.policy.errors import Incomplete
from bot.policy.kinds import Field, Kind, Shape

LEFT_OUT = "[link left out]"
_LINKS = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.)\S+|\b(?:[\w-]+\.)+[a-z]{2,24}/\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers by their fields, without the adult's id, and how many links were kept out of them."""

    account: dict[str, str]
    adult: str
    links_left_out: int


def read(kind: Kind, answers: Mapping[str, object]) -> Reading:
    """The answers that the form asks for, trimmed, empty ones left out.

    For an untouchable kind every link is kept out of the free text (I4, I5). Raises `Incomplete` with a text key for
    each field that is missing, too long, or not what the field takes. Whatever else the card's data holds is ignored.
    """
    account: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for field in kind.form:
        value = answers.get(field.id)
        text = value.strip() if isinstance(value, str) else ""
        problem = _problem(field, text)
        if problem:
            wrong[field.id] = problem
        elif text:
            account[field.id] = text
    if wrong:
        raise Incomplete(**wrong)
    adult = account.pop("adult", "")
    return _without_links(account, adult) if kind.untouchable else Reading(account, adult, 0)


def as_shown(kind: Kind, account: Mapping[str, str]) -> Mapping[str, str]:
    """The answers as anybody is shown them: for an untouchable kind without links, whatever kind it was sent as."""
    return _without_links(account, "").account if kind.untouchable else account


def _without_links(account: Mapping[str, str], adult: str) -> Reading:
    clean: dict[str, str] = {}
    count = 0
    for field, text in account.items():
        clean[field], found = _LINKS.subn(LEFT_OUT, text)
        count += found
    return Reading(clean, adult, count)


def _problem(field: Field, text: str) -> str | None:
    if not text:
        return "form.missing" if field.required else None
    if len(text) > field.limit:
        return "form.too_long"
    if field.shape is Shape.LINK and not is_web_address(text):
        return "form.not_a_link"
    if field.shape is Shape.CHOICE and text not in field.options:
        return "form.not_a_choice"
    return None


def is_web_address(text: str) -> bool:
    """Whether this may be a web address as people copy it, with or without `https://`. It is never opened."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and not re.search(r"\s", text)
