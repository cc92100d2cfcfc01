"""Text by its letters: UTF-8, UTF-16 with its mark, or the Windows letters."""

from __future__ import annotations


def text_of(content: bytes) -> str | None:
    """The content as text: UTF-8, UTF-16 with its mark, or the Windows letters; None when it is no text."""
    for coding in ("utf-16",) if is_wide(content) else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        strange = any(ord(mark) < 32 and mark not in "\t\n\r\f\x1b" for mark in set(text))  # noqa: PLR2004
        return None if strange else text
    return None


def is_wide(content: bytes) -> bool:
    """Whether it says that it is UTF-16."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff"))
