"""All answers, in the order in which those that fit equally are given."""

from __future__ import annotations

from collections.abc import Iterable

from bot.policy.answers.answer import Answer
from bot.policy.answers.clauses import TO_BE_ANSWERED
from bot.policy.answers.on_calls import ON_CALLS
from bot.policy.answers.on_data import ON_DATA
from bot.policy.answers.on_devices import ON_DEVICES
from bot.policy.answers.on_dojo import ON_DOJO
from bot.policy.answers.on_people import ON_PEOPLE
from bot.policy.answers.on_pictures import ON_PICTURES
from bot.policy.answers.on_the_internet import ON_THE_INTERNET
from bot.policy.answers.on_the_year import ON_THE_YEAR

ROWS = (
    *ON_PICTURES,
    *ON_DEVICES,
    *ON_DATA,
    *ON_PEOPLE,
    *ON_DOJO,
    *ON_THE_INTERNET,
    *ON_CALLS,
    *ON_THE_YEAR,
)
ANSWERS: dict[str, Answer] = {answer.id: answer for answer in ROWS}
"""The answers by their ids."""


def clauses_without_answer(answers: Iterable[Answer] = ROWS) -> tuple[str, ...]:
    """The clauses that ought to have an answer and have none."""
    answered = {clause for answer in answers for clause in answer.clauses}
    return tuple(clause for clause in TO_BE_ANSWERED if clause not in answered)
