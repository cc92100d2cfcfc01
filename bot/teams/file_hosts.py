"""Which addresses files are fetched from and put to. Knows addresses alone: no sessions, no tokens, no files.

An address arrives in an activity, so it is compared with a strict shape before anything parses it: no user part, no
port of its own, no backslash, no space, nothing outside ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.teams.service_urls import LOOPBACK_HOSTS, TEAMS_HOSTS

Allowed = Callable[[str], bool]
"""Whether a file may be fetched from, or put to, an address."""

FILE_DOMAINS = (".sharepoint.com", ".svc.ms")
"""A person's OneDrive for work or school and the school's SharePoint, and the service that sends what lies there
("Microsoft 365 URLs and IP address ranges", SharePoint Online and OneDrive). Teams has no files for bots elsewhere:
not in its US government clouds GCC High and DoD, and not in China."""

_SHAPE = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[::1\])(?::(?P<port>\d{1,5}))?/[!-\[\]-~]*",
    re.A | re.I,
)
LONGEST = 4_096
"""Characters of an address. SharePoint's, with its key for a while, have about 1,500."""


def is_onedrive(url: str) -> bool:
    """True for a file of OneDrive or SharePoint, over https on its usual port."""
    shape = _https(url)
    return shape is not None and shape["host"].lower().endswith(FILE_DOMAINS)


def is_pasted_picture(url: str) -> bool:
    """True for a picture that was pasted into a message: it lies with Teams' connector, which asks for our token."""
    shape = _https(url)
    return shape is not None and shape["host"].lower() in TEAMS_HOSTS and "/v3/attachments/" in url and ".." not in url


def is_on_this_machine(url: str) -> bool:
    """True for an address on this machine: `--local`, where files lie with the stand-in."""
    shape = _shape(url)
    return shape is not None and shape["host"].lower() in LOOPBACK_HOSTS


def _https(url: str) -> re.Match[str] | None:
    shape = _shape(url)
    return shape if shape and shape["scheme"].lower() == "https" and shape["port"] in (None, "443") else None


def _shape(url: str) -> re.Match[str] | None:
    return _SHAPE.fullmatch(url) if len(url) <= LONGEST else None
