"""What a person sent in a form, read against the kind's own questions. What comes from a card is never trusted."""

from __future__ import annotations

from collections.abc import Mapping

from bot.policy.errors import Incomplete
from bot.policy.kinds import Field, Kind


def read(kind: Kind, answers: Mapping[str, object]) -> dict[str, str]:
    """The answers that the form asks for, trimmed, empty ones left out.

    Raises `Incomplete` with a text key for each field that is missing or too long. Whatever
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
    return account


def _problem(field: Field, text: str) -> str | None:
    if not text:
        return "form.missing" if field.required else None
    if len(text) > field.limit:
        return "form.too_long"
    return None
