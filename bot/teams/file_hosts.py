"""Which addresses files are fetched from and put to. Knows addresses alone: no sessions, no tokens, no files.

An address arrives in an activity, so it is compared with a strict shape before anything parses it: no user part, no
port of its own, no backslash, no space, nothing outside ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.teams.service_urls import LOOPBACK_HOSTS, TEAMS_HOSTS

FileAddressCheck = Callable[[str], bool]
"""Whether a file may be fetched from, or put to, an address."""

FILE_DOMAINS = (".sharepoint.com", ".svc.ms")
"""A person's OneDrive for work or school and the school's SharePoint, and the service that sends what lies there
("Microsoft 365 URLs and IP address ranges", SharePoint Online and OneDrive). Teams has no files for bots elsewhere:
not in its US government clouds GCC High and DoD, and not in China."""

_FILE_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[::1\])(?::(?P<port>\d{1,5}))?(?P<path>/[!-\[\]-~]*)",
    re.A | re.I,
)
_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_ATTACHMENT = re.compile(
    rf"(?:/[a-z]{{2,20}})?(?:/{_GUID})?/v3/attachments/[\w~-]+(?:\.[\w~-]+)*(?:/views/[\w-]{{1,40}})?", re.A
)
"""The path of an attachment below a service URL (its region or name, and the tenant, before it), and nothing more: no
escapes, no dots that go up, nothing behind a question mark. The connector has other paths, which the bot's token opens
as well (Bot Connector API, "Get Attachment")."""
MAX_ADDRESS_CHARACTERS = 4_096
"""Characters of an address. SharePoint's, with its key for a while, have about 1,500."""


def is_onedrive(url: str) -> bool:
    """True for a file of OneDrive or SharePoint, over https on its usual port."""
    shape = _https(url)
    return shape is not None and shape["host"].lower().endswith(FILE_DOMAINS)


def is_pasted_picture(url: str) -> bool:
    """True for a picture that was pasted into a message: it lies with Teams' connector, which asks for our token."""
    shape = _https(url)
    return shape is not None and shape["host"].lower() in TEAMS_HOSTS and _is_attachment(shape)


def is_attachment_of(url: str, service_url: str) -> bool:
    """True for an attachment that lies with the connector of this service URL, wherever that is."""
    shape, service = _shape(url), _shape(service_url.rstrip("/") + "/")
    return shape is not None and service is not None and _where(shape) == _where(service) and _is_attachment(shape)


def is_on_this_machine(url: str) -> bool:
    """True for an address on this machine: `--local`, where files lie with the stand-in."""
    shape = _shape(url)
    return shape is not None and shape["host"].lower() in LOOPBACK_HOSTS


def _is_attachment(shape: re.Match[str]) -> bool:
    return _ATTACHMENT.fullmatch(shape["path"]) is not None


def _where(shape: re.Match[str]) -> tuple[str, str, str]:
    """The scheme, the host and the port of an address, in one spelling."""
    scheme = shape["scheme"].lower()
    return scheme, shape["host"].lower(), shape["port"] or {"https": "443", "http": "80"}[scheme]


def _https(url: str) -> re.Match[str] | None:
    shape = _shape(url)
    return shape if shape and shape["scheme"].lower() == "https" and shape["port"] in (None, "443") else None


def _shape(url: str) -> re.Match[str] | None:
    return _FILE_URL.fullmatch(url) if len(url) <= MAX_ADDRESS_CHARACTERS else None
