"""Who may use `--local`: programs and the page on this machine, and nobody else.

The bot has no authentication there, so a web page elsewhere must not be able to press its buttons, or read a figure,
through the reader's browser, whether by posting here or by giving this address a name of its own.
"""

from __future__ import annotations

import re

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""What the page's own answers carry, so that nothing else gets in."""

_THIS_MACHINE = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.I)
"""The names of this machine, on any port: the one here may be forwarded from another."""

log = structlog.get_logger(__name__)


@web.middleware
async def this_machine_alone(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let in what asks for this machine by its own name and comes from no other page; 403 for all else, everywhere."""
    reason = _foreign(request)
    if reason is None:
        return await handler(request)
    log.warning("request_refused", status=403, reason=reason)
    return web.json_response({"problem": "This bot is for this machine alone."}, status=403)


def guard(app: web.Application) -> None:
    """See to it that the whole application lets in this machine alone, before anything else looks at a request."""
    if this_machine_alone not in app.middlewares:
        app.middlewares.insert(0, this_machine_alone)


def _foreign(request: web.Request) -> str | None:
    """What is foreign about a request; None when nothing is. Only browsers name an origin."""
    hosts, origins = request.headers.getall("Host", []), request.headers.getall("Origin", [])
    if len(hosts) != 1 or not _THIS_MACHINE.fullmatch(hosts[0]):
        return "other_host"
    if origins and origins != [f"http://{hosts[0]}"]:
        return "other_origin"
    return None
