"""What Teams means when it does not take a message: one table from its answers to the school's `Undelivered`.

Only Teams' own word about one person is for good. A status alone is not: proxies, filters and gateways answer 400, 403,
404 and 405 too, and an administrator's switch concerns everybody. All of that is an outage, which passes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from bot.policy.kit.errors import Undelivered
from bot.services.kit.sending import TEAMS_THROTTLED
from bot.services.kit.settling import CARD_GONE
from bot.teams.conversations import ConnectorReply

NOT_INSTALLED, GONE, TOO_LARGE = "not_installed", "gone", "too_large"

_THIS_PERSON = {
    "botnotinconversationroster": NOT_INSTALLED,
    "messagewritesblocked": "blocked",
    "conversationblockedbyuser": "blocked",
    "botdisabledbyuser": "blocked",
    "conversationnotfound": GONE,
    "activitynotfoundinconversation": CARD_GONE,
}
"""Teams' own codes for one person, one chat, one message (Microsoft Teams: "Status codes from bot conversational APIs"
and "Send proactive messages")."""
OF_ONE = tuple(sorted(set(_THIS_PERSON.values())))
"""The reasons for which a message is given up: they are one person's, or one message's."""
_WHOLE_SCHOOL = {"botdisabledbyadmin": "disabled"}
"""A code that says something of the whole school. It is an outage, with a reason that people can act on."""
_NOT_INSTALLED_PHRASE = "not installed"
"""Opening a chat with somebody who does not have the app is told by this phrase, under codes that mean more."""


_OF_THE_REQUEST: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "http_401",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS: TEAMS_THROTTLED,
}
"""Answers that say nothing of anybody, whatever code comes with them."""
_REASONS: dict[int, str] = {**_OF_THE_REQUEST, HTTPStatus.FORBIDDEN: "refused"}


def failure_of(reply: ConnectorReply, now: datetime) -> Undelivered:
    """The failure that an answer other than 2xx stands for. Whatever its body: a gateway answers in HTML."""
    status = reply.status
    codes = tuple(_codes(reply))
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _OF_THE_REQUEST:
        for code in codes:
            if code in _THIS_PERSON:
                return Undelivered(_THIS_PERSON[code], for_good=True)
        if status == HTTPStatus.FORBIDDEN and _NOT_INSTALLED_PHRASE in _message(reply):
            return Undelivered(NOT_INSTALLED, for_good=True)
    known = [_WHOLE_SCHOOL[code] for code in codes if code in _WHOLE_SCHOOL]
    reason = known[0] if known else _REASONS.get(status, f"http_{status}")
    return Undelivered(reason, for_good=False, retry_after=_retry_after(reply, now))


def _codes(reply: ConnectorReply) -> Iterator[str]:
    """Every code in the answer, in lower case: Teams has put it into the error, beside it, and into a sub-code."""
    said = reply.body()
    if not isinstance(said, dict):
        return
    error = said.get("error")
    for where in (error, said):
        if isinstance(where, dict):
            for name in ("subCode", "code"):
                if isinstance(code := where.get(name), str):
                    yield code.lower()


def _message(reply: ConnectorReply) -> str:
    said = reply.body()
    error = said.get("error") if isinstance(said, dict) else None
    message = error.get("message") if isinstance(error, dict) else None
    return message.lower().replace("isn't", "is not") if isinstance(message, str) else ""


def _retry_after(reply: ConnectorReply, now: datetime) -> float | None:
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
