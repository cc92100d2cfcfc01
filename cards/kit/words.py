"""Looking up what people read. Words that are missing are a fault of ours: logged, and never raised before a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import structlog

K = TypeVar("K")
_log = structlog.get_logger()


def find_words(words: Mapping[K, str], key: K, otherwise: str) -> str:
    """The words of a key; `otherwise`, which must say what to do, when it has none."""
    found = words.get(key)
    if found is None:
        _log.error("words_missing", key=str(key))
    return otherwise if found is None else found


def fill_in(words: str, facts: Mapping[str, str]) -> str:
    """The words with their facts put in. One that was not given is left out."""
    return words.format_map(_Facts(words, facts))


class _Facts(dict[str, str]):
    """The facts of one sentence."""

    def __init__(self, words: str, facts: Mapping[str, str]) -> None:
        super().__init__(facts)
        self._words = words

    def __missing__(self, fact: str) -> str:
        _log.error("words_missing", key=self._words, fact=fact)
        return ""
