"""The ways in which Teams fails a bot, ready to be turned on."""

from __future__ import annotations

import math
from dataclasses import replace

from bot.local.faults import TeamsFault

BAD_GATEWAY_PAGE = """<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>Microsoft-Azure-Application-Gateway/v2</center></body></html>
"""


def after_recording(fault: TeamsFault) -> TeamsFault:
    """The same failure, but only of the answer: the message stands in the chat."""
    return replace(fault, recorded=True)


def too_many_requests(retry_after: float | None = 1.0) -> TeamsFault:
    """429, with `Retry-After` in seconds unless it is None."""
    return TeamsFault(429, "Throttled", "Too many requests.", retry_after=retry_after)


def not_installed() -> TeamsFault:
    """403: the app is not in this person's chat."""
    return TeamsFault(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")


def forbidden() -> TeamsFault:
    """403: the person has blocked or uninstalled the bot."""
    return TeamsFault(403, "MessageWritesBlocked", "Thread disabled for message writes")


def disabled_by_admin() -> TeamsFault:
    """403: the tenant's administrator has switched the app off."""
    return TeamsFault(403, "BotDisabledByAdmin", "The tenant admin disabled this bot.")


def not_found() -> TeamsFault:
    """404: the chat or the message is gone."""
    return TeamsFault(404, "ConversationNotFound", "Conversation not found.")


def precondition_failed() -> TeamsFault:
    """412: Teams was changing the same message; try again."""
    return TeamsFault(412, "PreconditionFailed", "Precondition failed, please try again.")


def server_error() -> TeamsFault:
    """500."""
    return TeamsFault(500, "ServiceError", "Internal service error.")


def bad_gateway() -> TeamsFault:
    """502 with a body that is a page and not JSON."""
    return TeamsFault(502, html=BAD_GATEWAY_PAGE)


def unavailable(retry_after: float | None = None) -> TeamsFault:
    """503."""
    return TeamsFault(503, "ServiceUnavailable", "Service is unavailable.", retry_after=retry_after)


def gateway_timeout() -> TeamsFault:
    """504: the message may or may not have been taken."""
    return TeamsFault(504, "GatewayTimeout", "Gateway timed out.")


def hang() -> TeamsFault:
    """No answer, ever."""
    return TeamsFault(None, seconds=math.inf)


def dropped_connection() -> TeamsFault:
    """The connection breaks before an answer."""
    return TeamsFault(None)


def slow(seconds: float) -> TeamsFault:
    """No failure: the same answer as ever, later."""
    return TeamsFault(None, seconds=seconds, succeeds=True)
