"""What a person sent in a form, read against the kind's own questions. What comes from a card is never trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.policy.errors import Incomplete
from bot.policy.kinds import Field, Kind, Shape


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers by their fields as they were typed, without the adult's id, which stands apart."""

    account: dict[str, str]
    adult: str


def read(kind: Kind, answers: Mapping[str, object]) -> Reading:
    """The answers that the form asks for, trimmed, empty ones left out.

    Raises `Incomplete` with a text key for each field that is missing, too long, or not what the field takes. Whatever
    else the card's data holds is ignored.
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
    return Reading(account, adult)


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
