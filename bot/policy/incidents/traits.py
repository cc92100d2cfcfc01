"""What reports may have in common: a site, a device, a pupil. By each a store finds others that have the same.

A trait is read off what was written, and may be wrong: it is offered to whoever handles the report, and never decides.
Pure, and knows no incident.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.policy.kit.english import FILE_ENDINGS, SURE_ENDINGS
from bot.policy.kit.likeness import words_of

SITE_FIELDS = ("address", "link", "where", "what", "message")
DEVICE_FIELDS = ("lost", "system", "where", "what")
LONGEST_READ = 2_000
"""Characters of a field that are looked through."""
_HOST = re.compile(
    r"(?<![\w@.-])(?P<scheme>https?://)?(?P<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?P<ending>[a-z]{2,}))(?![\w@-])",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"\b(?P<letters>[A-Z]{2,5})[- ]?(?P<number>\d{2,5})\b")
"""A device by what is written on it: LT-0142."""
_NUMBERED = re.compile(
    r"\b(?P<sort>ipad|tablet|laptop|chromebook|macbook|pc|computer)s?\s*(?:no\.?|number|nr\.?|#)?\s*(?P<number>\d{1,4})\b",
    re.IGNORECASE,
)
_NO_DEVICE = frozenset(["OS", "VC", "RQ", "DU", "DR", "KS", "YR", "AM", "PM", "BBC", "CBBC", "GDPR", "KCSIE"])
"""Letters before a number that are on no device."""
_CLASS = re.compile(
    r"\b(?:(?:year|yr|y|class)\s?(?P<year>[1-6])(?P<letter>[a-z])?|(?P<alone>[1-6][a-z]))\b", re.IGNORECASE
)
_NO_CLASS = frozenset(["3d", "4g", "5g", "4k"])
_NO_NAME_OF_A_PUPIL = frozenset(
    words_of(
        """
        pupil pupils child children boy boys girl girls kid kids student the a an and or in of from with my our his
        her their some all two three four five several both class year yr group reception ks1 ks2 named called
        possibly maybe perhaps think i is was not sure dont know unknown nobody none n na everyone somebody someone
        who mum dad brother sister friend friends others other at on home school
        """
    )
)


def site_of(account: Mapping[str, str]) -> str | None:
    """The first site that is named by its address, without `www.`; never where somebody's mail comes from."""
    for field in SITE_FIELDS:
        for found in _HOST.finditer(account.get(field, "")[:LONGEST_READ]):
            ending = found["ending"].casefold()
            sure = (
                found["scheme"]
                or found["host"].casefold().startswith("www.")
                or field in {"address", "link"}
                or ending in SURE_ENDINGS
            )
            if sure and ending not in FILE_ENDINGS:
                return found["host"].casefold().removeprefix("www.")
    return None


def device_of(account: Mapping[str, str]) -> str | None:
    """The first device that is named by its number."""
    for field in DEVICE_FIELDS:
        text = account.get(field, "")[:LONGEST_READ]
        if numbered := _NUMBERED.search(text):
            return f"{numbered['sort'].casefold()} {int(numbered['number'])}"
        for tagged in _TAGGED.finditer(text):
            if tagged["letters"] not in _NO_DEVICE and not re.fullmatch(r"(?:19|20)\d\d", tagged["number"]):
                return f"{tagged['letters']}{tagged['number']}".casefold()
    return None


def pupil_of(account: Mapping[str, str]) -> str | None:
    """The first pupil whom the answer to that question names: by two names, or by one and the class."""
    said = account.get("about", "")[:LONGEST_READ]
    first = re.split(r"[,;/&\n]|\band\b", said, maxsplit=1)[0]
    names = [word for word in words_of(first) if word.isalpha() and len(word) > 1 and word not in _NO_NAME_OF_A_PUPIL]
    if len(names) > 1:
        return " ".join(names[:2])
    room = class_of(said)
    return f"{names[0]} {room}" if names and room else None


def class_of(text: str) -> str | None:
    """The first class that a text names: `5b`, `year 5`."""
    for found in _CLASS.finditer(text):
        room = (found["alone"] or f"{found['year']}{found['letter'] or ''}").casefold()
        if room not in _NO_CLASS:
            return room if len(room) > 1 else f"year {room}"
    return None
