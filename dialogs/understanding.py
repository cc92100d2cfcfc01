"""What somebody means by what they typed: the words of the interface, and free text as far as it can be understood.

Pure. What is not understood is answered with buttons, never with a dead end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.policy.incidents.kinds import KINDS
from cards.words.kinds import KIND_WORDS, UNSURE

INVISIBLE_CHARACTERS = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Invisible characters, as a class of a regular expression."""
_INVISIBLE = re.compile(f"[{INVISIBLE_CHARACTERS}]")
_AT_THE_ENDS = " .,!?…‽。！？"


class Intent(StrEnum):
    """What can be asked for in words."""

    REPORT = "report"
    HELP = "help"
    CANCEL = "cancel"
    GREETING = "greeting"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A wish; for a report the kind when it was named, and the kinds that it may be."""

    wish: Intent
    kind: str | None = None
    likely: tuple[str, ...] = ()


_INTENT_WORDS: dict[str, Intent] = {
    "report": Intent.REPORT,
    "report something": Intent.REPORT,
    "new report": Intent.REPORT,
    "help": Intent.HELP,
    "?": Intent.HELP,
    "what can you do": Intent.HELP,
    "cancel": Intent.CANCEL,
    "stop": Intent.CANCEL,
    "never mind": Intent.CANCEL,
    "hi": Intent.GREETING,
    "hello": Intent.GREETING,
    "hey": Intent.GREETING,
    "good morning": Intent.GREETING,
    "good afternoon": Intent.GREETING,
    "start": Intent.GREETING,
}


def understand(text: str) -> Interpretation:
    """The meaning of a typed line. Case, punctuation at the ends and the width of gaps do not matter."""
    said = normalise(text)
    if said in _INTENT_WORDS:
        return Interpretation(_INTENT_WORDS[said])
    kind = named_kind(said.removeprefix("report ").strip())
    if kind:
        return Interpretation(Intent.REPORT, kind=kind)
    sure = [kind for kind, words in KIND_WORDS.items() if re.search(words.signs, said)]
    unsure = [kind for sign, kinds in UNSURE if re.search(sign, said) for kind in kinds]
    if sure or unsure or said.startswith("report "):
        return Interpretation(Intent.REPORT, likely=tuple(dict.fromkeys((*sure, *unsure))))
    return Interpretation(Intent.UNCLEAR)


def normalise(text: str) -> str:
    """A typed line in small letters, with single spaces, without invisible characters and punctuation at its ends.

    A line of punctuation alone keeps its question mark, or nothing.
    """
    said = re.sub(r"\s+", " ", _INVISIBLE.sub("", text)).strip().casefold()
    return said.strip(_AT_THE_ENDS) or ("?" if "?" in said else "")


def named_kind(said: str) -> str | None:
    """The kind of exactly this name: its id, its id with spaces, or the words on its button."""
    for kind in KINDS:
        if said in {kind, kind.replace("_", " "), KIND_WORDS[kind].name.casefold()}:
            return kind
    return None
