"""What staff type, as tables, and what the bot's first answer to it is. `python -m tests.phrases` measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.kit.records import Urgency
from cards.incidents.reporting import kinds_card
from cards.kit.parts import as_json
from dialogs.understanding import Intent, Interpretation, understand

HERE = Path(__file__).parent
EMERGENCIES = {kind for kind, route in DEFAULT_ROUTES.items() if route.urgency is Urgency.EMERGENCY}
SPEECH = {"question": Intent.QUESTION, "pleasantry": Intent.PLEASANTRY, "noise": Intent.UNCLEAR}
COMMANDS = {Intent.HELP, Intent.CANCEL}
"""Answered as what they are: nothing else was said."""
ALL_KINDS = "other"
"""Of no kind in particular: all kinds are shown, the first of them is of no weight."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is typed, what may stand first in the answer, and whether an emergency must."""

    words: str
    first: tuple[str, ...]
    danger: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """How many phrases there are, and those that are answered otherwise than they should."""

    count: int
    wrong: tuple[Phrase, ...]
    without_alert: tuple[Phrase, ...]
    lost: tuple[Phrase, ...]

    @property
    def right(self) -> float:
        """The share whose first button is right."""
        return 1 - len(self.wrong) / self.count


def phrases(name: str) -> list[Phrase]:
    """The table of that name: the first kinds, a bar, the words."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|", 1) for line in lines if line.strip() and not line.startswith("#")]
    return [
        Phrase(words.strip(), tuple(first for first in kinds.split() if first != "!"), "!" in kinds.split())
        for kinds, words in rows
    ]


def first_of(meaning: Interpretation) -> str:
    """The kind on the first button of the answer, or what is answered instead."""
    if meaning.wish is not Intent.REPORT:
        return meaning.likely[0] if meaning.danger else meaning.wish.value
    if meaning.kind:
        return meaning.kind
    shown = re.search(r'"kind":\s*"(\w+)"', as_json(kinds_card("draft", meaning.likely)))
    assert shown is not None
    return shown[1]


def measure(table: list[Phrase]) -> Measured:
    """How the table is understood."""
    wrong, without_alert, lost = [], [], []
    for phrase in table:
        meaning = understand(phrase.words)
        first = first_of(meaning)
        told = {SPEECH[each].value if each in SPEECH else each for each in phrase.first}
        unsure = ALL_KINDS in phrase.first and not meaning.likely and meaning.wish is Intent.REPORT
        if Intent.PLEASANTRY.value in told:
            told.add(Intent.GREETING.value)
        if first not in told and meaning.wish.value not in told and not unsure:
            wrong.append(phrase)
        if phrase.danger and first not in EMERGENCIES:
            without_alert.append(phrase)
        tells = not set(phrase.first) & set(SPEECH)
        if tells and not (meaning.tells or meaning.danger or meaning.wish in COMMANDS):
            lost.append(phrase)
    return Measured(len(table), tuple(wrong), tuple(without_alert), tuple(lost))
