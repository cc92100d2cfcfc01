"""A document's text on disk, read afresh each time: what it says counts only once a Champion has published it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

from bot.policy.kit.errors import Failure
from bot.policy.kit.school import DocumentRule

SHIPPED = Path(__file__).resolve().parents[3] / "aup.md"
"""The example that comes with the product, for a school that names no document of its own."""
MAX_DOCUMENT_BYTES = 1_000_000
"""Bytes. A longer file is no policy that anybody reads."""


class DocumentUnreadable(Failure):
    """The document cannot be read just now; the key says why, where the system does not (`facts["reason"]`)."""

    def __init__(self, key: str, **facts: str) -> None:
        super().__init__(**facts)
        self.key = key


class Document(Protocol):
    """Where the text comes from."""

    async def read(self) -> str:
        """The Markdown as it stands. Raises `DocumentUnreadable`."""


class LinkAlone:
    """A document that is kept elsewhere: there is nothing to read here, and the bot fetches nothing by itself."""

    async def read(self) -> str:
        """No text."""
        return ""


class MarkdownFile:
    """A file of UTF-8."""

    def __init__(self, path: Path | None) -> None:
        self._path = path or SHIPPED

    async def read(self) -> str:
        """The file's text to the letter. Raises `DocumentUnreadable` when it is missing, too long or no UTF-8."""
        return await asyncio.to_thread(self._read)

    def _read(self) -> str:
        try:
            held = self._path.read_bytes()
            if len(held) > MAX_DOCUMENT_BYTES:
                raise DocumentUnreadable("aup.too_long")
            text = held.decode()
        except OSError as error:
            raise DocumentUnreadable("aup.unreadable", reason=error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise DocumentUnreadable("aup.no_text") from error
        if not text.strip():
            raise DocumentUnreadable("aup.empty")
        return text


def source_of(rule: DocumentRule) -> Document:
    """Where the text of a document comes from."""
    return LinkAlone() if rule.link else MarkdownFile(rule.file)
