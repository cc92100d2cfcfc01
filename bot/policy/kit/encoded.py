"""Finding pictures and files that are written out as text: data URIs, base64, hexadecimal, lists of bytes.

Nothing is decoded. What counts is the look of it: long, dense, and no words. Knows no records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.policy.kit.addresses import as_read

LONG_ENCODED = 200
"""Characters of encoded content that are no reference, no password and no telephone number any more."""
BYTES_IN_A_ROW = 64
"""Bytes written one by one that are a file and no list of numbers."""
_ENCODED_LINE = 40
"""Characters without a space that a line of encoded content has, and of prose hardly ever."""
_VARIED = 8
"""Different characters in encoded content at the least: a row of dashes has fewer."""
_GAP = 3
"""Tokens between two encoded ones that may look like words by chance."""
_DENSE = 0.8
_DATA_URI = re.compile(r"d\W?a\W?t\W?a\W?:(?:,|;?base64,|[\w.+-]+/[\w.+*-]+[;,])", re.I)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}|[A-Za-z0-9_-]{24,}={0,2}")
_LIKE_A_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d{1,20}|[A-Za-z]+(?:[-/][A-Za-z]+)+|\d+(?:[-/]\d+)+")
_BYTE = re.compile(r"[\[({]*(?:0x|\\x|%)?(?:[0-9a-f]{2}|\d{1,3})[\])}]*[,;:]?", re.I)
_ASCII = 0.9


def find_encoded(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where encoded content stands among the tokens of a text: (first, after the last), in order."""
    marked = [False] * len(words)
    _mark_data_uris(words, marked)
    for at, word in enumerate(words):
        marked[at] = marked[at] or (len(word) >= LONG_ENCODED and _is_dense(word))
    _mark_runs(
        words,
        marked,
        lambda word: len(word) >= _ENCODED_LINE and _is_dense(word),
        lambda run: sum(map(len, run)) >= LONG_ENCODED,
    )
    _mark_runs(words, marked, _is_base64, lambda run: sum(map(len, run)) >= LONG_ENCODED)
    _mark_runs(words, marked, lambda word: _BYTE.fullmatch(word) is not None, lambda run: len(run) >= BYTES_IN_A_ROW)
    return _spans(marked)


def _mark_data_uris(words: Sequence[str], marked: list[bool]) -> None:
    """A data URI, and what follows it as long as that may belong to it: its lines, or the markup that it holds."""
    for at, word in enumerate(words):
        if marked[at]:
            continue
        begins = as_read(word[: 2 * LONG_ENCODED])
        if begins.lower().endswith("data:") and at + 1 < len(words):
            begins += as_read(words[at + 1][: 2 * LONG_ENCODED])
        if _DATA_URI.search(begins) is None:
            continue
        marked[at] = True
        markup = "base64" not in begins.lower()
        for after in range(at + 1, len(words)):
            belongs = (
                words[after].startswith(("<", "xmlns", "/>", "%3C")) or "='" in words[after] or '="' in words[after]
            )
            goes_on = words[after - 1].rstrip(" ;").endswith((",", "base64", "data:")) or words[after] in {",", ";"}
            if not (goes_on or _is_base64(words[after]) or (markup and belongs)):
                break
            marked[after] = True


def _mark_runs(
    words: Sequence[str],
    marked: list[bool],
    is_one: Callable[[str], bool],
    enough: Callable[[Sequence[str]], bool],
) -> None:
    """Mark the runs of tokens that look so, with few others between them, where they are enough together."""
    ones = [at for at, word in enumerate(words) if is_one(word)]
    runs: list[list[int]] = []
    for at in ones:
        if runs and at - runs[-1][-1] <= _GAP + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        first, last = run[0], run[-1]
        if enough([words[at] for at in run]) and len(run) >= _DENSE * (last - first + 1):
            marked[first : last + 1] = [True] * (last - first + 1)


def _is_base64(word: str) -> bool:
    return _BASE64.fullmatch(word) is not None and _LIKE_A_WORD.fullmatch(word) is None


def _is_dense(word: str) -> bool:
    """Of many different characters, nearly all of them ASCII, and no word however long."""
    ascii_marks = sum(1 for mark in word if mark.isascii())
    return len(set(word)) >= _VARIED and ascii_marks >= _ASCII * len(word) and "://" not in word


def _spans(marked: Sequence[bool]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for at, one in enumerate(marked):
        if one and spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        elif one:
            spans.append((at, at + 1))
    return spans
