"""Finding what looks like an address in what people wrote: of a page, a machine, a download, in whichever disguise.

In a text about illegal material (I4, I5) whatever may be an address counts as one and is left out: a lost word is the
lesser harm. The dots, colons and slashes of ordinary English stay (`bot.policy.kit.english`), and so does a plain
e-mail address: it names a person and leads to no page. Knows no records.
"""

from __future__ import annotations

import html
import ipaddress
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote

from bot.policy.kit.english import (
    ALSO_ENDINGS,
    DOT_BEFORE,
    FILE_ENDINGS,
    INITIALS,
    NUMBER_LABELS,
    NUMBER_UNITS,
    ORDINARY_AFTER,
    RESERVED_ENDINGS,
    SHORTENED,
    SURE_ENDINGS,
)

PORTS = frozenset({80, 81, 443, 3000, 5000, 8000, 8008, 8080, 8081, 8443, 8888, 9050})
"""Ports by which machines answer, though they are small or even numbers."""

_SCHEMES = re.compile(
    r"(?<![a-z])(?:magnet|mailto|javascript|vbscript|ed2k|ipfs|ipns|tg|urn|blob|view-source|xmpp|ircs?|gopher|rtsp|rtmp|"
    r"mms|wss?|smb|sftp|ftps?|ssh|telnet|h.{2}ps?|feed|thunder|skype|sgnl|bitcoin|file|intent|acestream|tox|ricochet)"
    r":[^\s:]",
    re.I,
)
_DEFUSED = re.compile(r"h[x*_]{2}ps?[:;]?/*", re.I)
_HALF_SCHEME = re.compile(r"(?:h[tx*_]{2}ps?|f[tx*]ps?)[:;]?/*", re.I)
_SPELLED = re.compile(r"h[tx]{2}ps?|www|f[tx]p:|[a-z]{2,6}://", re.I)
_LETTERS_LOOKED_AT = 60
_ENCODED_SCHEME = re.compile(r"aHR0c[DH]|d3d3L|bWFnbmV0")
_PLAIN_WORD = re.compile(r"[A-Za-z]{1,20}[.,;:!?)]?")
_WITHIN_A_WORD = re.compile(r"localhost|dot(?:com|net|org|onion)|aHR0c|d3d3L|bWFnbmV0", re.I)
"""What an address may be that has letters alone."""
_HASH = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{40}|[0-9A-F]{40}|[a-z2-7]{56}|Qm[1-9A-HJ-NP-Za-km-z]{44}|baf[a-z2-7]{50,70})(?![0-9A-Za-z])"
)
"""What peer-to-peer networks and hidden services are found by: an address without a name."""
_IPV4 = re.compile(r"(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?!\d|\.\d)")
_IPV6 = re.compile(r"(?<!\w)[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*(?!\w)", re.I)
_HEX_IP = re.compile(r"(?<!\w)0x[0-9a-f]{7,8}(?!\w)", re.I)
_PORT = re.compile(r"(?<![\w.-])([a-z0-9][\w.-]*):(\d{2,5})(?!\d)(/[^\s]+)?", re.I)
_MAIL = re.compile(r"[\w.+'-]+@(?:[\w-]+\.)+([\w-]+)")
_CHAIN = re.compile(r"[^\s./:@?#&=,;!\"'()\[\]{}<>|~*`]+(?:\.[^\s./:@?#&=,;!\"'()\[\]{}<>|~*`]+)+")
_ODD_DOTS = re.compile(
    r"\w(?:\.{2,}|,|dot)(?:com|net|org|onion)(?:[/:?#]|$)|^\.(?:com|net|org|onion|ru|xyz)(?!\w)|^\.[a-z]{2,}/\S", re.I
)
_DOT_IN_BRACKETS = re.compile(r"[\[({<|\"'*_~-]+(?:\.|dot|d0t)[\])}>|\"'*_~-]+", re.I)
_COLON_BRACKETS = re.compile(r"[\[({<](:|:?//)[\])}>]")
_ESCAPES = re.compile(r"\\u\{?([0-9a-f]{4})\}?|\\x([0-9a-f]{2})", re.I)
_LIKENESS = {
    **dict.fromkeys(map(ord, "。․‧∙•·⋅・●۔⸳܁｡"), "."),
    **dict.fromkeys(map(ord, "\\⁄∕⧸╱⟋"), "/"),
    **dict.fromkeys(map(ord, "꞉∶ː׃⁚˸"), ":"),
}
_BLANK_MARKS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
_WRAPPERS = "()[]{}<>\"'“”‘’«»*_~`.,;!?…"
_JOINTS = frozenset({"dot", "slash", "colon", ".", "/", ":"})
LONGEST_WORD = 300
"""Characters of a token above which it is no word, and is not taken apart."""


def as_read(token: str) -> str:
    """The token as a reader, a browser or a mail program takes it: entities, escapes, widths and brackets undone."""
    if token.isascii() and token.isalnum():
        return token
    text = html.unescape(token)
    for _ in range(3):
        text = unquote(text)
    text = _ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    seen = (
        mark
        for mark in unicodedata.normalize("NFKC", text)
        if unicodedata.category(mark) not in {"Cf", "Cc", "Cs", "Mn", "Me"} and mark not in _BLANK_MARKS
    )
    undone = "".join("".join(seen).translate(_LIKENESS).split())
    return _COLON_BRACKETS.sub(r"\1", _DOT_IN_BRACKETS.sub(".", undone))


def find_addresses(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where addresses stand among the tokens of a text: (first, after the last), in order, apart from each other."""
    seen = [as_read(word) for word in words]
    marked = [is_address(word) for word in seen]
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(seen):
        end = max(
            _spelled_out(seen, at),
            _end_of_spoken(seen, at, words),
            _half(seen, at),
            _onward(seen, at + 1) if marked[at] else at,
        )
        if end > at:
            spans.append((at, end))
        at = max(end, at + 1)
    return spans


def is_address(word: str) -> bool:
    """Whether a token, made plain, looks like an address."""
    bare, opened = word.strip(_WRAPPERS), word.strip(_WRAPPERS.replace(".", ""))
    if _PLAIN_WORD.fullmatch(word) and not _WITHIN_A_WORD.search(word):
        return False
    if len(word) > LONGEST_WORD:
        return bool(re.search(r"\w[./:@]\w|//", word))
    if re.search(r"\w://|://\w|//+[\w\[]|xn--|(?<![a-z])www\d?[.,]\w|(?<!\w)localhost(?!\w)", word, re.I):
        return True
    if _SCHEMES.search(word) or _ENCODED_SCHEME.search(word) or _HASH.search(word) or _ODD_DOTS.search(opened):
        return True
    if _is_ip(word) or _is_machine(word) or ("*" in word and is_address(word.replace("*", ""))):
        return True
    mails = [_MAIL.fullmatch(part.strip(_WRAPPERS)) for part in re.split(r"[;,]", bare)]
    if mails and all(mail is not None and mail[1].lower() not in {"onion", "i2p"} for mail in mails):
        return False
    return _is_domain_in(bare)


def _is_ip(word: str) -> bool:
    if any(all(int(part) <= 255 for part in one.groups()) for one in _IPV4.finditer(word)):  # noqa: PLR2004 - a byte
        return True
    if _HEX_IP.search(word):
        return True
    for one in _IPV6.findall(word):
        try:
            ipaddress.IPv6Address(one.strip("."))
        except ValueError:
            continue
        if one.strip(":."):
            return True
    return False


def _is_machine(word: str) -> bool:
    """`host:8080` and `host:8080/x`; not `10:30`, `Year:2026` or `Years:10/11`."""
    for one in _PORT.finditer(word):
        host, port, path = one[1], int(one[2]), one[3]
        a_number = not any(mark.isalpha() for mark in host)
        if (a_number and not (path and "." in host and port > 999)) or host.lower() in NUMBER_LABELS or port > 65_535:  # noqa: PLR2004
            continue
        if path and (port > 31 or not re.fullmatch(r"/[\d/]+\W*", path)):  # noqa: PLR2004 - else a date
            return True
        if port in PORTS or (port > 999 and not (host.isalpha() and _capital(host))):  # noqa: PLR2004
            return True
    return False


def _is_domain_in(word: str) -> bool:
    for one in _CHAIN.finditer(word):
        rest = word[one.end() :]
        path = bool(re.match(r"[/?#]\S|:\d", rest))
        behind_a_slash = "/" in word[: one.start()]
        if _is_domain(one[0].split("."), path=path, in_a_path=behind_a_slash):
            return True
    return False


def _is_domain(labels: Sequence[str], *, path: bool, in_a_path: bool) -> bool:
    """Whether `labels`, with dots between them, name a host; `path` says that a path or port follows."""
    for initials in INITIALS:
        if tuple(label.lower() for label in labels[: len(initials)]) == initials:
            labels = labels[len(initials) :]
            break
    if len(labels) < 2:  # noqa: PLR2004 - a host and its end
        return False
    first, last = labels[0].strip("-_£$€").lower(), labels[-1].strip("-_")
    end = last.lower()
    if len(end) < 2 or not all(unicodedata.category(mark)[0] in "LM" for mark in end):  # noqa: PLR2004
        return False
    if end in SURE_ENDINGS or (end in RESERVED_ENDINGS and not _capital(last)):
        return True
    two = len(labels) == 2  # noqa: PLR2004
    if two and (first in SHORTENED or (first.isdecimal() and (end in NUMBER_UNITS or len(end) > 2 or _capital(last)))):  # noqa: PLR2004
        return False
    if path:
        return True
    if _capital(last) or (end in ORDINARY_AFTER and end not in ALSO_ENDINGS):
        return False
    return in_a_path or not (two and end in FILE_ENDINGS)


def _half(words: Sequence[str], at: int) -> int:
    """`http://` and its host apart, `evil .com`, `evil. com`, `www evil com`: where it ends, or `at`."""
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if _DEFUSED.fullmatch(word) or (_HALF_SCHEME.fullmatch(word) and (word[-1] in ":;/" or after[:1] == ":")):
        end = at + 1
        while end < len(words) and not words[end].strip(":/"):
            end += 1
        return _onward(words, end + 1)
    if re.fullmatch(r"www\d?[.,]?", word, re.I) and (
        after == "." or (at + 2 < len(words) and _is_ending(words[at + 2]))
    ):
        return _onward(words, at + (1 if after == "." else 3))
    if (word.endswith(".") and _is_ending(after)) or (
        after.startswith(".") and _is_ending(after[1:]) and word[-1:].isalnum()
    ):
        return _onward(words, at + 2)
    return at


def _end_of_spoken(words: Sequence[str], at: int, typed: Sequence[str]) -> int:
    """`evil dot example slash x`, `evil [.] example`, `evil . com`: where it ends, or `at`."""
    if at + 2 >= len(words) or not words[at][-1:].isalnum():
        return at
    between, after = words[at + 1], words[at + 2]
    after_word = re.split(r"[/:?#.,;!]", after.strip(_WRAPPERS), maxsplit=1)[0].lower()
    if not after_word:
        return at
    if between == ".":
        in_brackets = typed[at + 1] != "."
        is_one = in_brackets or _is_ending(after) or after_word in RESERVED_ENDINGS
    elif between.lower() in {"dot", "d0t"}:
        ordinary = words[at].lower() in DOT_BEFORE or (after_word in ORDINARY_AFTER | {"dress", "to", "shirt"})
        is_one = _is_ending(after) or not ordinary
    else:
        return at
    return _onward(words, at + 3) if is_one else at


def _spelled_out(words: Sequence[str], at: int) -> int:
    """`h t t p : / / e v i l . c o m`: where a run of single letters that is an address ends, or `at`."""
    end = at
    while end < len(words) and len(words[end]) <= 2 and end - at < _LETTERS_LOOKED_AT:  # noqa: PLR2004 - `//` is one
        end += 1
    together = "".join(words[at:end])
    if end - at < 3:  # noqa: PLR2004
        return at
    if _SPELLED.match(together):
        return _onward(words, _letters(words, end) + (together[-1] in ":/." or bool(_HALF_SCHEME.fullmatch(together))))
    apart = len(together) == end - at > 4 and "." in together and any(map(str.isalpha, together))  # noqa: PLR2004
    stepped = "." in words[at:end] and "/" in words[at:end]
    if not (apart or stepped) or not is_address(together):
        return at
    return _onward(words, _letters(words, end))


def _letters(words: Sequence[str], end: int) -> int:
    """The end of the single letters that begin there."""
    while end < len(words) and len(words[end]) == 1:
        end += 1
    return end


def _onward(words: Sequence[str], end: int) -> int:
    """The end of an address that goes on: with a dot, a slash or a colon, and what stands behind it."""
    end = min(end, len(words))
    while end < len(words):
        word = words[end].lower()
        if word in _JOINTS or word.strip("[](){}<>") in _JOINTS:
            end = min(end + 2, len(words))
        elif word[0] in "/:?#" or (word[0] == "." and word[1:2].isalpha()) or words[end - 1] == "/":
            end += 1
        else:
            break
    return end


def _is_ending(word: str) -> bool:
    """Whether a token begins with what only the end of a domain can be."""
    head = re.split(r"[/:?#.,;!)\]]", word, maxsplit=1)[0]
    return head.lower() in SURE_ENDINGS - {"de", "tv", "uk", "eu", "cf", "rs"} and not _capital(head)


def _capital(word: str) -> bool:
    """Whether a word begins with a capital as the first of a sentence does, or a name."""
    return word[:1].isupper() and not word.isupper()
