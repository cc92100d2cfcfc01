"""Whether a typed name is the directory's: asked gently, since people write their own names as they like."""

from __future__ import annotations

import unicodedata


def same_name(typed: str, known: str) -> bool:
    """Whether the two are one name: case, spaces, accents, hyphens, other marks and the order of words do not count.

    A middle name that only one of them has does not count either, as long as two words are shared.
    """
    one, other = _words(typed), _words(known)
    if not one or not other:
        return bool(typed.strip()) and typed.strip() == known.strip()
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return True
    fewer, more = sorted((set(one), set(other)), key=len)
    return len(fewer) > 1 and fewer <= more


def _words(name: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(mark for mark in apart if unicodedata.category(mark) not in {"Mn", "Cf", "Me"} and mark not in "'’`")
    return "".join(mark if mark.isalnum() else " " for mark in kept).split()
