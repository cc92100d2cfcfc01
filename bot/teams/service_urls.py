"""Which service URLs the bot talks to. Knows addresses alone: no tokens, no sessions, no schools.

A service URL arrives inside an activity, and the bot's own token goes wherever it points. So it is compared with a
strict shape before anything parses it (no user part, no braces, no escapes: two parsers cannot disagree about it),
and then with the hosts below.
"""

from __future__ import annotations

import re
from collections.abc import Callable

ServiceUrlCheck = Callable[[str], bool]
"""Whether the bot may send to a service URL."""

TEAMS_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
        "frontend.botapi.msg.infra.teams.microsoftonline.cn",
    }
)
"""Teams' connectors: public, US GCC, GCC High and DoD, and China (the service endpoints listed in Microsoft's SDKs)."""

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})

_SERVICE_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[::1\])(?::(?P<port>\d{1,5}))?(?:/[\w.~/-]*)?", re.A
)


def is_teams(url: str) -> bool:
    """True for a connector of Teams over https on its usual port."""
    shape = _SERVICE_URL.fullmatch(url)
    return (
        shape is not None
        and shape["scheme"] == "https"
        and shape["host"] in TEAMS_HOSTS
        and shape["port"] in (None, "443")
    )


def is_loopback(url: str) -> bool:
    """True for an address on this machine, with or without TLS, on any port."""
    shape = _SERVICE_URL.fullmatch(url)
    return shape is not None and shape["host"] in LOOPBACK_HOSTS
