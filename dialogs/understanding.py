"""What somebody means by what they typed: the words of the interface, and free text as far as it can be understood.

Pure. What is not understood is answered with buttons, never with a dead end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.policy.kinds import KINDS
from cards.words.kinds import KIND_WORDS, UNSURE


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
    """A typed line in small letters, its gaps one wide, without marks at its ends."""
    return re.sub(r"\s+", " ", text).strip().strip(".!,").strip().casefold()


def named_kind(said: str) -> str | None:
    """The kind that is called just this: its id, its id with spaces, or the words on its button."""
    for kind in KINDS:
        if said in {kind, kind.replace("_", " "), KIND_WORDS[kind].name.casefold()}:
            return kind
    return None
