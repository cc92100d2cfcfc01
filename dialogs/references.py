"""A typed reference: alone it opens what it names, behind a word it does what that word's button does.

Pure. A command with a reference is written as its word, if any, and its series: `os-*`, `approve vc-*`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.policy.kit.references import INCIDENT_PREFIX

_LINE = re.compile(
    r"""\W*(?:(?:please|pls|i)\s+)?(?:(?P<word>[a-z]+(?:['’]t)?)\s+)?
    (?P<series>[a-z]{2})[ ‐-–-]?(?P<year>\d{4})[ ‐-–-]?(?P<number>\d{1,6})\b
    [\s.,:;!?…–-]*(?:because\b[\s,:]*)?(?P<said>.*)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ANYWHERE = re.compile(rf"\b{INCIDENT_PREFIX}[ ‐-–-]?(\d{{4}})[ ‐-–-]?(\d{{1,6}})\b", re.IGNORECASE)
_SERIES = re.compile(r"(?:[a-z]+ )?[a-z]{2}-\*")
_OTHER_WORDS = {"take": "acknowledge", "ack": "acknowledge", "can't": "cannot", "can’t": "cannot", "cant": "cannot"}
"""Other words for a command's."""
_NUMBER_ALONE = re.compile(r"\W*(0\d{3})\W*")
"""The number of a reference alone, as it stands at its end; one without a nought may be anything."""


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A line that names a reference: its command, the reference as we write it, and what was said behind it, exactly.

    Of a number alone the reference is that number, of a report of this school year.
    """

    command: str
    reference: str
    said: str = ""


def reference_line(text: str) -> ReferenceLine | None:
    """What a line names; None when it begins in another way, or tells something of what it names."""
    if number := _NUMBER_ALONE.fullmatch(text):
        return ReferenceLine(f"{INCIDENT_PREFIX.casefold()}-*", number[1])
    found = _LINE.fullmatch(text)
    if found is None or (found["said"] and not found["word"]):
        return None
    word = (found["word"] or "").casefold()
    command = f"{_OTHER_WORDS.get(word, word)} {found['series'].casefold()}-*".strip()
    reference = f"{found['series'].upper()}-{found['year']}-{int(found['number']):04d}"
    return ReferenceLine(command, reference, found["said"].strip())


def takes_reference(command: str) -> bool:
    """Whether what stands for the rest of a command is a reference."""
    return _SERIES.fullmatch(command) is not None


def told_of_report(text: str) -> tuple[str, str] | None:
    """The one report that a line names, and what it says beside that; None where it names none, or several."""
    found = {f"{INCIDENT_PREFIX}-{year}-{int(number):04d}" for year, number in _ANYWHERE.findall(text)}
    beside = " ".join(_ANYWHERE.sub(" ", text).split())
    return (found.pop(), beside) if len(found) == 1 else None
