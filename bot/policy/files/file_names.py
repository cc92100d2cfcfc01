"""A sender's name for a file, made fit to be read on a card. It names nothing else: no file lies anywhere under it."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 80


def display_name(name: str) -> str:
    """A sender's name for a file as it may be shown: its last part, without what moves or hides letters, not too long.

    It names nothing but words on a card.
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(mark for mark in unicodedata.normalize("NFC", last) if unicodedata.category(mark)[0] != "C")
    return re.sub(r"\s+", " ", plain).strip(" .")[:LONGEST_NAME].strip(" .") or "file"


def tidy(name: str, kind: str) -> str:
    """The name for a file that was found to be of that kind: it ends as what it really is."""
    stem = display_name(name)
    stem = stem[: -len(kind) - 1] if stem.casefold().endswith(f".{kind}") else stem
    return f"{stem.strip(' .') or 'file'}.{kind}"
