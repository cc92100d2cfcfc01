"""What somebody means by what they typed: the words of the interface, and free text as far as it can be understood.

Pure. What is not understood is answered with buttons, never with a dead end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.policy.incidents.kinds import KINDS
from cards.words.kinds import KIND_WORDS, UNSURE

INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Marks that nobody sees, as a class of a regular expression: of no width, of the order of bytes, of the direction of
reading, of an emoji's look."""
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_AT_THE_ENDS = " .,!?…‽。！？"


class Wish(StrEnum):
    """What can be asked for in words."""

    REPORT = "report"
    HELP = "help"
    CANCEL = "cancel"
    GREETING = "greeting"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A wish; for a report the kind when it was named, and the kinds that it may be."""

    wish: Wish
    kind: str | None = None
    likely: tuple[str, ...] = ()


_COMMANDS: dict[str, Wish] = {
    "report": Wish.REPORT,
    "report something": Wish.REPORT,
    "new report": Wish.REPORT,
    "help": Wish.HELP,
    "?": Wish.HELP,
    "what can you do": Wish.HELP,
    "cancel": Wish.CANCEL,
    "stop": Wish.CANCEL,
    "never mind": Wish.CANCEL,
    "hi": Wish.GREETING,
    "hello": Wish.GREETING,
    "hey": Wish.GREETING,
    "good morning": Wish.GREETING,
    "good afternoon": Wish.GREETING,
    "start": Wish.GREETING,
}


def understand(text: str) -> Meaning:
    """The meaning of a typed line. Case, punctuation at the ends and the width of gaps do not matter."""
    said = plain(text)
    if said in _COMMANDS:
        return Meaning(_COMMANDS[said])
    kind = named_kind(said.removeprefix("report ").strip())
    if kind:
        return Meaning(Wish.REPORT, kind=kind)
    sure = [kind for kind, words in KIND_WORDS.items() if re.search(words.signs, said)]
    unsure = [kind for sign, kinds in UNSURE if re.search(sign, said) for kind in kinds]
    if sure or unsure or said.startswith("report "):
        return Meaning(Wish.REPORT, likely=tuple(dict.fromkeys((*sure, *unsure))))
    return Meaning(Wish.UNCLEAR)


def plain(text: str) -> str:
    """A typed line in small letters, its gaps one wide, without marks at its ends or such as nobody sees.

    A line of such marks alone is left with its question mark, or nothing.
    """
    said = re.sub(r"\s+", " ", _UNSEEN.sub("", text)).strip().casefold()
    return said.strip(_AT_THE_ENDS) or ("?" if "?" in said else "")


def named_kind(said: str) -> str | None:
    """The kind that is called just this: its id, its id with spaces, or the words on its button."""
    for kind in KINDS:
        if said in {kind, kind.replace("_", " "), KIND_WORDS[kind].name.casefold()}:
            return kind
    return None
