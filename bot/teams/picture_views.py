"""A pasted picture that lies a step further on: its address tells of it, and has the picture itself among its views.

"Get Attachment Info" of the Bot Connector API answers with `name`, `type` and `views`. Each view has a `viewId`, and
the one called `original` is the picture (Bot Connector API reference, `AttachmentInfo`). Knows no sessions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

ORIGINAL = "original"
_LONGEST = 64 * 1024
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
    if len(content) > _LONGEST or content.lstrip()[:1] != b"{":
        return None
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
