"""What a person sent in a form, read against the kind's own questions. What comes from a card is never trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.policy.incidents.kinds import Kind
from bot.policy.kit.errors import Incomplete

LONGEST_ANSWER = 50_000
"""Characters of one answer that a record keeps: more than Teams carries in one press."""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The answers by their fields as they were typed, without the adult's id, which stands apart."""

    account: dict[str, str]
    adult: str


def read_report_form(kind: Kind, answers: Mapping[str, object], also: Mapping[str, str] | None = None) -> ReportForm:
    """The answers that the form asks for, trimmed, empty ones left out, and what else is kept with them (`also`).

    An answer is kept as it was typed, whatever its field takes: nothing but a missing answer ever stops a report.
    Raises `Incomplete` with a text key for each required field that is empty. Whatever else the card's data holds is
    ignored.
    """
    account: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for field in kind.form:
        value = answers.get(field.id)
        text = value.strip() if isinstance(value, str) else ""
        if text:
            account[field.id] = cut_to_limit(text)
        elif field.required:
            wrong[field.id] = "form.missing"
    if wrong:
        raise Incomplete(**wrong)
    account |= {field: cut_to_limit(text) for field, text in (also or {}).items() if text}
    adult = account.pop("adult", "")
    return ReportForm(account, adult)


def cut_to_limit(text: str) -> str:
    """The text whole, or as much of it as a record keeps, with a word about the rest."""
    return (
        text
        if len(text) <= LONGEST_ANSWER
        else f"{text[:LONGEST_ANSWER]}\n[{len(text) - LONGEST_ANSWER} characters more were cut]"
    )


def is_web_address(text: str) -> bool:
    """Whether this may be a web address as people copy it, with or without `https://`. It is never opened."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and not re.search(r"\s", text)
