"""Messages that a message forwards or quotes, as its attachments carry them.

Pure. Teams puts them into an attachment's content, as an object or as JSON in a text; all of it is untrusted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FORWARDED = "forwardedmessagereference"
QUOTED = "messagereference"
_MAX_MESSAGES = 10
"""Messages within one message that are read."""
_MAX_JSON_CHARACTERS = 200_000
"""Characters of JSON that are read: a message ends near 28 KB, and its marks are escaped."""
_MAX_JSON_NESTING = 3
"""How often a content's JSON may be a text with JSON in it."""


@dataclass(frozen=True, slots=True)
class Original:
    """A message within another: its words (HTML), who wrote it (as a message names its sender) and when."""

    forwarded: bool
    words: str
    sender: Mapping[str, object]
    sent: str


def originals(attachments: object) -> tuple[Original, ...]:
    """Every forwarded or quoted message of a message; what cannot be read has less in it, and never fails."""
    return tuple(_originals(attachments))[:_MAX_MESSAGES] if isinstance(attachments, list) else ()


def _originals(attachments: list[object]) -> Iterator[Original]:
    for attachment in attachments[: 10 * _MAX_MESSAGES]:
        if not isinstance(attachment, Mapping):
            continue
        kind = attachment.get("contentType")
        kind = kind.strip().lower() if isinstance(kind, str) else ""
        content = _object(attachment.get("content"))
        if kind == FORWARDED:
            yield Original(
                True,
                as_text(content.get("originalMessageContent")),
                as_mapping(content.get("originalMessageSender")),
                as_text(content.get("originalSentDateTime")),
            )
        elif kind == QUOTED:
            yield Original(False, as_text(content.get("messagePreview")), as_mapping(content.get("messageSender")), "")


def _object(content: object) -> Mapping[str, object]:
    for _ in range(_MAX_JSON_NESTING):
        if not isinstance(content, str) or len(content) > _MAX_JSON_CHARACTERS:
            break
        try:
            content = json.loads(content)
        except (ValueError, RecursionError):
            return {}
    return as_mapping(content)


def as_mapping(value: object) -> Mapping[str, object]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def as_text(value: object) -> str:
    """The value if it is a text, else an empty one."""
    return value if isinstance(value, str) else ""
