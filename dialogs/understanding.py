"""What somebody means by what they typed: the words of the interface, and free text by the table of signs.

Pure. Whatever tells of something is carried into a report; what tells of nothing is answered, and starts none. Danger
stands before all else: no politeness, question or command hides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import OSA

from bot.policy.answers.finding import answer_beside
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.recognising import likely_kinds, meant_otherwise, recogniser, speaks_of_a_child
from bot.policy.kit.likeness import INVISIBLE
from cards.words.kinds import KIND_WORDS
from dialogs.small_talk import Talk, begins_as_question, ends_as_question, small_talk
from dialogs.wishes import ASKED_AS_A_QUESTION, CANCEL, HELP, MISTAKE, QUESTION, WISHES, wish_of

_AT_THE_ENDS = " .,!?…‽。！？"
_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|please|online safety|can (?:you|i|we)|could (?:you|i|we)|i(?: would|'d)? (?:want|like) to"
    r"|i want|show me|show|open|go to|the)\b[ ,:]*)+|(?:[ ,]+(?:please|pls|thanks|thank you|now|online safety))+$"
)
SHORTEST_LIKE, LONG_ENOUGH_FOR_TWO = 6, 12
"""Letters of a command in which one slip is overlooked, and two."""
MOST_ALONE = 6
"""Words of a line that is taken for a wish though other lines are like it: it names a thing, and tells nothing."""
WENT_ASTRAY = "data_loss"
"""The kind of what went to somebody by mistake. Few words that name nobody may speak of a report just as well, and what
answers those begins this kind too."""
_ALSO_LIKE = {"hlep": "help", "hepl": "help", "helpp": "help", "ehlp": "help", "halp": "help"}
_NOT_A_SLIP = frozenset(["cancer", "report's", "reported", "reporter"])
"""Words in their own right that are like a command."""


class Intent(StrEnum):
    """What can be asked for in words."""

    REPORT = "report"
    HELP = "help"
    CANCEL = "cancel"
    GREETING = "greeting"
    PLEASANTRY = "pleasantry"
    QUESTION = "question"
    UNCLEAR = "unclear"
    COMMAND = "command"
    """A feature's command, asked for in other words."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A wish; for a report the kind when it was named, and the kinds that it may be.

    `tells` says that the line is to be carried into the report; `fresh` that it asks for another one in so many words;
    `danger` that it is surely of a kind that alerts first. `command` is the feature's command that is asked for.
    """

    wish: Intent
    kind: str | None = None
    likely: tuple[str, ...] = ()
    tells: bool = False
    fresh: bool = False
    danger: bool = False
    command: str | None = None


ABOUT_THE_FORM = {
    "video call": frozenset(["call_present", "call_agreement", "call_training", "call_record", "call_alone"]),
}
"""Answers about how what is asked for is done: who asks that wants to know it, and no form yet."""
INTENT_WORDS: dict[str, Intent] = {
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
"""What is said in every conversation, and so is no area's command."""


_INTENT_OF_WISH = {HELP: Intent.HELP, CANCEL: Intent.CANCEL, QUESTION: Intent.QUESTION}
_INTENT_OF_TALK = {
    Talk.PLEASANTRY: Intent.PLEASANTRY,
    Talk.GREETING: Intent.GREETING,
    Talk.NOISE: Intent.UNCLEAR,
}
"""What is answered, and starts nothing."""
_OTHER_LINES = {"nothing": Intent.PLEASANTRY, "question": Intent.QUESTION, "help": Intent.HELP}
"""The same, where lines are like it (`bot.policy.incidents.lines`); the names of the others are commands."""


def understand(text: str) -> Interpretation:
    """The meaning of a typed line. Case, punctuation at the ends and the width of gaps do not matter."""
    command = as_command(text, INTENT_WORDS)
    if command is not None:
        wish = INTENT_WORDS[command]
        return Interpretation(wish, fresh=wish is Intent.REPORT)
    said = normalise(text)
    asks, rest = _asked_report(said)
    kind = named_kind(rest)
    if kind:
        return Interpretation(Intent.REPORT, kind=kind, fresh=asks)
    likely = likely_kinds(text)
    told = Interpretation(Intent.REPORT, likely=likely.kinds, tells=True, fresh=asks, danger=likely.danger)
    talk = None if asks else small_talk(text)
    alone = not likely.danger and len(said.split()) <= MOST_ALONE and not recogniser().likely(text).sure
    asked_for = None if asks or likely.danger else wish_of(text)
    if likely.sure and not alone and (asked_for != MISTAKE or likely.kinds[0] != WENT_ASTRAY):
        asked_for = None
    if asked_for in _INTENT_OF_WISH:
        return Interpretation(_INTENT_OF_WISH[asked_for])
    beside = answer_beside(text, likely)
    if asked_for in ABOUT_THE_FORM and begins_as_question(text) and beside and beside.id in ABOUT_THE_FORM[asked_for]:
        return Interpretation(Intent.QUESTION)
    if asked_for and (talk is not Talk.RULES or asked_for in ASKED_AS_A_QUESTION):
        return Interpretation(Intent.COMMAND, likely=likely.kinds, tells=True, command=asked_for)
    if talk is Talk.CHATTER and not likely.sure and not speaks_of_a_child(text):
        return Interpretation(Intent.PLEASANTRY)
    if talk is Talk.RULES or (talk is Talk.ADVICE and not likely.sure):
        return Interpretation(Intent.QUESTION, likely=likely.kinds if likely.sure else (), danger=likely.danger)
    asking = begins_as_question(text) or (not likely.sure and ends_as_question(text))
    if asking and beside and not asks:  # whether or not it ends in its mark, the policy answers just that
        return Interpretation(Intent.QUESTION, likely=likely.kinds if likely.sure else ())
    if talk in _INTENT_OF_TALK and not likely.danger:
        return Interpretation(_INTENT_OF_TALK[talk])
    return told if asks or likely.sure else _as_other_lines(text, told)


def _as_other_lines(text: str, told: Interpretation) -> Interpretation:
    """What lines like this one mean where they are no report; else what it tells."""
    meant = meant_otherwise(text)
    if meant in _OTHER_LINES:
        return Interpretation(_OTHER_LINES[meant])
    command = meant.replace("_", " ") if meant else None
    return replace(told, wish=Intent.COMMAND, command=command) if command in WISHES else told


def normalise(text: str) -> str:
    """A typed line in small letters, with single spaces, without invisible characters and punctuation at its ends.

    A line of punctuation alone keeps its question mark, or nothing.
    """
    said = re.sub(r"\s+", " ", INVISIBLE.sub("", text)).strip().casefold()
    return said.strip(_AT_THE_ENDS) or ("?" if "?" in said else "")


def as_command(text: str, commands: Iterable[str]) -> str | None:
    """The command that a line is: to the letter, but for politeness, or but for a slip in a short line; else None."""
    said, known = normalise(text), [command for command in commands if not command.endswith("*")]
    line = _POLITE.sub("", said).strip()
    for each in (said, line):
        if each in known and (each == said or each != "help"):  # who begs for help is not shown a list of commands
            return each
    if line in _ALSO_LIKE and _ALSO_LIKE[line] in known:
        return _ALSO_LIKE[line]
    if line in _NOT_A_SLIP or len(line) < SHORTEST_LIKE - 1:
        return None
    near = [
        command
        for command in known
        if len(command) >= SHORTEST_LIKE
        and OSA.distance(line, command, score_cutoff=2) <= 1 + (len(command) >= LONG_ENOUGH_FOR_TWO)
    ]
    return near[0] if len(near) == 1 else None


def named_kind(said: str) -> str | None:
    """The kind of exactly this name: its id, its id with spaces, or the words on its button."""
    for kind in KINDS:
        if said in {kind, kind.replace("_", " "), KIND_WORDS[kind].name.casefold()}:
            return kind
    return None


def _asked_report(said: str) -> tuple[bool, str]:
    """Whether a line begins with *report*, slips overlooked, and what stands behind it."""
    said = said.removeprefix("new ") if said.startswith("new report") else said
    first, _, rest = said.partition(" ")
    asks = first not in _NOT_A_SLIP and bool(rest) and OSA.distance(first, "report", score_cutoff=1) <= 1
    return asks, rest.strip() if asks else said
