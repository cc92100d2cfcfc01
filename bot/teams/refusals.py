"""What Teams means when it does not take a message: one table from its answers to the school's `Undelivered`."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from bot.policy.errors import Undelivered
from bot.teams.conversations import Reply

_BY_CODE = {
    "BotNotInConversationRoster": "not_installed",
    "MessageWritesBlocked": "blocked",
    "BotDisabledByAdmin": "disabled",
}
"""The codes of a 403, each of them for good (Microsoft Teams: "Send proactive messages", status code responses)."""

_FOR_GOOD: dict[int, str] = {HTTPStatus.NOT_FOUND: "gone", HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too_large"}
_TRY_AGAIN = frozenset({401, 408, 409, 412, 429})
"""Refusals below 500 that another attempt may overcome (401: a secret that is being replaced)."""


def undelivered(reply: Reply, now: datetime) -> Undelivered:
    """The failure that an answer other than 2xx stands for. Whatever its body: a gateway answers in HTML."""
    status = reply.status
    if status == HTTPStatus.FORBIDDEN:
        return Undelivered(_forbidden(reply), for_good=True)
    if status in _FOR_GOOD:
        return Undelivered(_FOR_GOOD[status], for_good=True)
    reason = "throttled" if status == HTTPStatus.TOO_MANY_REQUESTS else f"http_{status}"
    our_fault = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    again = status in _TRY_AGAIN or not our_fault
    return Undelivered(reason, for_good=not again, retry_after=_retry_after(reply, now) if again else None)


def _forbidden(reply: Reply) -> str:
    said = reply.said()
    error = said.get("error") if isinstance(said, dict) else None
    if not isinstance(error, dict):
        return "refused"
    code, message = error.get("code"), error.get("message")
    if isinstance(code, str) and code in _BY_CODE:
        return _BY_CODE[code]
    # Opening a chat with somebody who does not have the app has no code of its own, only this phrase.
    if isinstance(message, str) and "not installed" in message.lower():
        return "not_installed"
    return "refused"


def _retry_after(reply: Reply, now: datetime) -> float | None:
    """Seconds from now that Retry-After asks for, given in seconds or as an HTTP date; None when it says neither."""
    told = reply.headers.get("Retry-After", "").strip()
    try:
        seconds = float(told)
    except ValueError:
        try:
            until = parsedate_to_datetime(told)
        except ValueError:
            return None
        seconds = ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None
