"""Who may use the page's routes: a browser on this machine that shows this page, and nobody else.

The bot behind it has no authentication, so a web page elsewhere must not be able to press its buttons through the
reader's browser, whether by posting here or by giving this address a name of its own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = ("127.0.0.1", "localhost", "::1")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def guarded(handler: Handler) -> Handler:
    """The handler, for requests from this page alone (else 403), and with headers that let nothing else in."""

    async def guard(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if not _loopback(f"//{request.host}") or (origin is not None and not _same(origin, request.host)):
            return web.json_response({"problem": "This page is for this machine alone."}, status=403)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return guard


def _loopback(url: str) -> bool:
    return urlsplit(url).hostname in LOOPBACK


def _same(origin: str, host: str) -> bool:
    return origin == f"http://{host}"
