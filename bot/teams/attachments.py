"""The files that somebody attached to a message, by where they lie. Pure: nothing is fetched, nothing said is trusted.

Much else comes as an attachment: the message's own words, previews of links, cards, quoted messages, code, components
of Loop. None of that is a file.

A pasted picture may lie a step further on: its address tells of it, and has the picture itself among its views. "Get
Attachment Info" of the Bot Connector API answers with `name`, `type` and `views`; each view has a `viewId`, and the one
called `original` is the picture (Bot Connector API reference, `AttachmentInfo`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from botbuilder.schema import Activity, Attachment

from bot.policy.incidents.evidence import SentFile
from bot.teams.file_hosts import is_attachment_of

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
_MOST_ATTACHMENTS = 50


def files_of(activity: Activity) -> tuple[SentFile, ...]:
    """The files and pasted pictures of a message; a file whose address is missing has none."""
    return tuple(_files(activity.attachments or [], activity.service_url or ""))


def _files(attachments: list[Attachment], service_url: str) -> Iterator[SentFile]:
    for attachment in attachments[:_MOST_ATTACHMENTS]:
        kind = (attachment.content_type or "").strip().lower()
        if kind == DOWNLOAD:
            content = attachment.content if isinstance(attachment.content, dict) else {}
            source = content.get("downloadUrl")
            yield SentFile(name=_name(attachment, "file"), source=source if isinstance(source, str) else "")
        elif kind.startswith("image/") and is_attachment_of(attachment.content_url or "", service_url):
            yield SentFile(name=_name(attachment, "picture"), source=attachment.content_url, pasted=True)


def _name(attachment: Attachment, otherwise: str) -> str:
    return str(attachment.name or otherwise)[:1_000]


ORIGINAL = "original"
_MOST_ANSWER_BYTES = 64 * 1024
"""Bytes that such an answer may have: it is a few hundred long."""


def is_about_a_picture(content: bytes) -> bool:
    """Whether this tells of an attachment, and is not the attachment."""
    told = _view_of(content)
    return told is not None and "views" in told


def original_of(address: str, content: bytes) -> str | None:
    """Where the picture is that `content`, found at `address`, tells of; None when it has none, or is a view itself."""
    told = _view_of(content) or {}
    views = told.get("views")
    named = [view.get("viewId") for view in views if isinstance(view, Mapping)] if isinstance(views, list) else []
    parts = urlsplit(address)
    if ORIGINAL not in named or parts.query or parts.fragment or "/views/" in parts.path:
        return None
    return f"{address.rstrip('/')}/views/{ORIGINAL}"


def _view_of(content: bytes) -> Mapping[str, object] | None:
    if len(content) > _MOST_ANSWER_BYTES or content.lstrip()[:1] != b"{":
        return None
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
