"""All answers, in the order in which those that fit equally are given; and the clauses that must have one."""

from __future__ import annotations

from collections.abc import Iterable

from bot.policy.answers.answer import Answer
from bot.policy.answers.on_calls import ON_CALLS
from bot.policy.answers.on_data import ON_DATA
from bot.policy.answers.on_devices import ON_DEVICES
from bot.policy.answers.on_dojo import ON_DOJO
from bot.policy.answers.on_people import ON_PEOPLE
from bot.policy.answers.on_pictures import ON_PICTURES
from bot.policy.answers.on_the_internet import ON_THE_INTERNET
from bot.policy.answers.on_the_year import ON_THE_YEAR
from bot.policy.kit.tables import by_id

SECTIONS: dict[str, tuple[str, ...]] = {
    "I1": ("3", "4.6"),
    "I2": ("3", "5"),
    "I3": ("4.6",),
    "I4": ("4.6",),
    "I5": ("4.6",),
    "I6": ("4.6",),
    "I7": ("4.6",),
    "I8": ("4.6",),
    "I9": ("5",),
    "I10": ("4.4",),
    "I11": ("4.4",),
    "I12": ("5",),
    "I13": ("4.1",),
    "I14": ("6.1",),
    "I15": ("7",),
    "I16": ("3",),
    "I17": ("4.4", "Appendix A"),
    "I18": ("4.3",),
    "A1": ("4.5",),
    "A2": ("6.2",),
    "A3": ("3", "6.2", "7"),
    "A4": ("Appendix A",),
    "A5": ("3",),
    **dict.fromkeys(("V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9"), ("4.4",)),
    "V10": ("4.3", "4.4"),
    **dict.fromkeys(("D1", "D2", "D3"), ("4.1",)),
    "D4": ("4.2",),
    "D5": ("4.3",),
    "D6": ("4.4",),
    "D7": ("4.4", "Appendix A"),
    **dict.fromkeys(("D8", "D9", "D10"), ("4.4",)),
    **dict.fromkeys(("D11", "D12"), ("5",)),
    "T1": ("6.2",),
    "T2": ("6.2",),
    "T3": ("6.1", "6.3"),
    "T4": ("6.4", "7"),
    "T5": ("3", "7"),
}
"""The sections of each clause that an answer may give."""

GUIDED = ("I2", "I4", "I5", "I6", "I7", "I14")
"""Clauses about incidents of which staff are told at the moment they need it."""
TO_BE_ANSWERED = tuple(clause for clause in SECTIONS if clause[0] in "DAV" or clause in GUIDED)
"""Every clause about signing, calls and daily work, and those that guide: each has an answer, or `check` names it."""


ANSWER_ROWS = (
    *ON_PICTURES,
    *ON_DEVICES,
    *ON_DATA,
    *ON_PEOPLE,
    *ON_DOJO,
    *ON_THE_INTERNET,
    *ON_CALLS,
    *ON_THE_YEAR,
)
ANSWER_TABLE: dict[str, Answer] = by_id("answers", ANSWER_ROWS)
"""The answers by their ids."""


def clauses_without_answer(answers: Iterable[Answer] = ANSWER_ROWS) -> tuple[str, ...]:
    """The clauses that ought to have an answer and have none."""
    answered = {clause for answer in answers for clause in answer.clauses}
    return tuple(clause for clause in TO_BE_ANSWERED if clause not in answered)
