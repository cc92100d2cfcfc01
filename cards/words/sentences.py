"""What is said by key, out of every feature's words: sentences, toasts, the timeline's lines.

A missing word is a fault of ours: it is logged, and a person reads something of use in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

import structlog

import cards.words
from bot.policy.kit.records import Purpose
from bot.policy.kit.tables import one_owner_each
from cards.words.kit import APP

K = TypeVar("K")
V = TypeVar("V")
_log = structlog.get_logger()


def merge_words(name: str, files: Mapping[str, ModuleType]) -> dict[K, V]:
    """The words of that name in all files of words. Raises `ValueError` where two have words for the same key."""
    return one_owner_each(
        "features have words for",
        ((file, key, said) for file, module in files.items() for key, said in getattr(module, name, {}).items()),
    )


WORD_FILES = {
    found.name: import_module(f"{cards.words.__name__}.{found.name}")
    for found in iter_modules(cards.words.__path__)
    if found.name != __name__.rpartition(".")[2]
}
"""Every file of words by its name: a feature's words are found by lying in this folder."""
SENTENCES: dict[str, str] = merge_words("SENTENCES", WORD_FILES)
"""One sentence for each text key: what happened, what to do now, and that nothing was lost."""
TIMELINE: dict[str, str] = merge_words("TIMELINE", WORD_FILES)
"""The line of each kind of entry."""
FACTS: dict[str, Callable[[str], str]] = merge_words("FACTS", WORD_FILES)
"""How a fact of an entry is read that is kept in other words, by the fact's name."""
TOASTS: dict[Purpose, str] = merge_words("TOASTS", WORD_FILES)
"""What a locked phone shows of a notice: a reference and what it is, never a name."""


def find_words(words: Mapping[K, str], key: K, otherwise: str) -> str:
    """The words of a key; `otherwise`, which must say what to do, when it has none."""
    if key not in words:
        _log.error("words_missing", key=str(key))
    return words.get(key, otherwise)


def sentence(key: str, facts: Mapping[str, str] | None = None) -> str:
    """The sentence of a text key with its facts filled in. Facts are the directory's names and times of ours.

    A key without a sentence is answered with the one for what went wrong on our side.
    """
    return _fill_in(find_words(SENTENCES, key, SENTENCES["error.unexpected"]), facts or {})


def without_marks(words: str) -> str:
    """Words without their marks of Markdown, for where none is drawn: a toast, a line shown exactly as it is."""
    return words.replace("**", "")


def toast(purpose: Purpose, **facts: str) -> str:
    """What a locked phone shows of a notice."""
    return _fill_in(find_words(TOASTS, purpose, APP), facts)


def _fill_in(words: str, facts: Mapping[str, str]) -> str:
    """The words with their facts put in. A fact that was not given is left out."""
    return words.format_map(_FactsOrNothing(words, facts))


class _FactsOrNothing(dict[str, str]):
    def __init__(self, words: str, facts: Mapping[str, str]) -> None:
        super().__init__(facts)
        self._words = words

    def __missing__(self, fact: str) -> str:
        _log.error("words_missing", key=self._words, fact=fact)
        return ""
