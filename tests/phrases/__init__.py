"""What staff type, as tables, and what the bot's first answer to it is. `python -m tests.phrases` measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.kit.records import Urgency
from cards.incidents.reporting import kinds_card
from cards.kit.parts import as_json
from dialogs.understanding import Intent, Interpretation, as_command, understand
from dialogs.wishes import CANCEL, HELP, WISHES

HERE = Path(__file__).parent
EMERGENCIES = {kind for kind, route in DEFAULT_ROUTES.items() if route.urgency is Urgency.EMERGENCY}
SPEECH = {
    "question": (Intent.QUESTION,),
    "pleasantry": (Intent.PLEASANTRY, Intent.GREETING),
    "noise": (Intent.UNCLEAR,),
    "help": (Intent.HELP,),
    "cancel": (Intent.CANCEL,),
    "report": (Intent.REPORT,),
    "none": (Intent.QUESTION, Intent.PLEASANTRY, Intent.GREETING, Intent.HELP, Intent.CANCEL),
}
"""What may be answered to a line that is of no kind, as the tables call it."""
COMMANDS = {Intent.HELP, Intent.CANCEL}
"""Answered as what they are: nothing else was said."""
ASKED_FOR = (*(wish for wish in WISHES if wish not in {HELP, CANCEL}), "aup")
MEANS = {"aup": "sign"}
"""Commands that are one."""
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
    false_alarms: tuple[Phrase, ...]

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
    if meaning.command:
        return MEANS.get(meaning.command, meaning.command).replace(" ", "_")
    if meaning.wish is not Intent.REPORT:
        return meaning.likely[0] if meaning.danger else meaning.wish.value
    if meaning.kind:
        return meaning.kind
    shown = re.search(r'"kind":\s*"(\w+)"', as_json(kinds_card("draft", meaning.likely)))
    assert shown is not None
    return shown[1]


def meaning_of(words: str) -> Interpretation:
    """What a line means, its commands among it."""
    command = as_command(words, ASKED_FOR)
    return Interpretation(Intent.COMMAND, command=command) if command else understand(words)


def is_false_alarm(phrase: Phrase) -> bool:
    """Whether an emergency is put first, or among the doubtful first, for a phrase that is none."""
    meaning = meaning_of(phrase.words)
    first = first_of(meaning)
    return not phrase.danger and bool(meaning.likely) and first in EMERGENCIES and first not in phrase.first


def measure(table: list[Phrase]) -> Measured:
    """How the table is understood."""
    wrong, without_alert, lost = [], [], []
    for phrase in table:
        meaning = meaning_of(phrase.words)
        first = first_of(meaning)
        spoken = {wish for each in phrase.first for wish in SPEECH.get(each, ())}
        unsure = ALL_KINDS in phrase.first and not meaning.likely and meaning.wish is Intent.REPORT
        if first not in phrase.first and meaning.wish not in spoken and not unsure:
            wrong.append(phrase)
        if phrase.danger and first not in EMERGENCIES:
            without_alert.append(phrase)
        tells = not set(phrase.first) & set(SPEECH)
        if tells and not (meaning.tells or meaning.danger or meaning.command or meaning.wish in COMMANDS):
            lost.append(phrase)
    false_alarms = tuple(phrase for phrase in table if is_false_alarm(phrase))
    return Measured(len(table), tuple(wrong), tuple(without_alert), tuple(lost), false_alarms)
