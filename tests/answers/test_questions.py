"""The tables of what staff may ask: the answer that comes first, and danger above all."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.answers.answer import Theme
from bot.policy.answers.finding import HARM_KINDS, find_answers, reports_to_offer
from bot.policy.answers.lines import KNOWN_QUESTIONS, NO_ANSWER
from bot.policy.answers.table import ANSWER_ROWS, ANSWER_TABLE, SECTIONS, TO_BE_ANSWERED, clauses_without_answer
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.recognising import likely_kinds
from cards.words.answers import ANSWER_WORDS
from dialogs.understanding import Intent, understand
from tests.answers import questions
from tests.phrases import HERE, phrases

RIGHT_ENOUGH = {
    **{"questions": 0.95, "later": 0.95, "last": 0.95, "unseen": 0.95, "no_answer": 0.9},
    **{"tired": 0.75, "unseen_held": 0.8, "staff_held": 0.9, "talkative_held": 0.6},
}
"""The least share of each table of which the right answer comes first. Neither the phrases nor the lines were tuned by
`tired` or `unseen_held`."""
HELD_OUT = ("tired", "unseen_held", "staff_held", "talkative_held", "no_answer")
ABOVE_ENOUGH = 0.97
"""The least share of the dangerous lines whose emergency would stand above an answer, were they questions."""
UNDERSTOOD_ENOUGH = 0.9
"""The least share of the questions that are taken for one, or surely tell of what is reported."""


@pytest.mark.parametrize("name", RIGHT_ENOUGH)
def test_the_right_answer_comes_first(name: str) -> None:
    """For as many as the table is held to."""
    table = questions(name)
    wrong = [asked.words for asked in table if not asked.is_right]
    assert 1 - len(wrong) / len(table) >= RIGHT_ENOUGH[name], wrong


def test_each_line_asks_for_an_answer_that_there_is() -> None:
    """Once, and every answer has several. What is measured as held out is among none of them."""
    known = list(KNOWN_QUESTIONS)
    assert len(set(known)) == len(known)
    assert {meaning for meaning, _ in known} == {*ANSWER_TABLE, NO_ANSWER}
    assert min(Counter(meaning for meaning, _ in known).values()) >= 6
    lines = {line for _, line in known}
    assert [asked.words for name in HELD_OUT for asked in questions(name) if asked.words in lines] == []


def test_the_questions_are_many_and_of_all_answers() -> None:
    """No answer is without a question that asks for it, and each question asks for one that there is."""
    table = questions("questions")
    assert len(table) >= 150
    right = {each for asked in table for each in asked.right}
    assert right <= set(ANSWER_TABLE)


def test_a_question_is_taken_for_one() -> None:
    """What may have happened is offered as a report all the same, and what is sure of it is carried there."""
    astray = [
        asked.words
        for asked in questions("questions")
        if understand(asked.words).wish is not Intent.QUESTION and not likely_kinds(asked.words).sure
    ]
    assert 1 - len(astray) / len(questions("questions")) >= UNDERSTOOD_ENOUGH, astray


@pytest.mark.parametrize("name", sorted(path.stem for path in HERE.glob("*.txt")))
def test_no_danger_is_answered_by_the_policy_alone(name: str) -> None:
    """Whatever is asked of which an emergency may be the matter: its report stands above the answer."""
    alone = []
    for phrase in phrases(name):
        if phrase.danger and understand(phrase.words).wish is Intent.QUESTION:
            offered = reports_to_offer(likely_kinds(phrase.words), find_answers(phrase.words).best)
            if not HARM_KINDS.intersection(offered.above):
                alone.append(phrase.words)
    assert alone == []


def test_a_danger_stands_above_an_answer_whatever_it_is_taken_for() -> None:
    """Were every dangerous line answered as a question, its report would stand above for nearly all."""
    dangers = [phrase.words for path in HERE.glob("*.txt") for phrase in phrases(path.stem) if phrase.danger]
    below = [
        words
        for words in dangers
        if not HARM_KINDS.intersection(reports_to_offer(likely_kinds(words), find_answers(words).best).above)
    ]
    assert 1 - len(below) / len(dangers) >= ABOVE_ENOUGH, below


def test_every_clause_that_is_asked_about_has_an_answer() -> None:
    """All of A, D and V, and those that guide about incidents."""
    assert {"A1", "A5", "D1", "D12", "V1", "V10", "I4", "I5", "I6", "I7"} <= set(TO_BE_ANSWERED)
    assert clauses_without_answer() == ()
    assert clauses_without_answer(row for row in ANSWER_ROWS if "D10" not in row.clauses) == ("D10",)


def test_the_table_is_whole() -> None:
    """Each answer has its words, its clauses and its phrases, and is there once."""
    assert len(ANSWER_ROWS) == len(ANSWER_TABLE) >= 70
    assert set(ANSWER_WORDS) == set(ANSWER_TABLE)
    for row in ANSWER_ROWS:
        assert row.phrases
        assert row.clauses
        assert set(row.clauses) <= set(SECTIONS)
        assert not row.kind or row.kind in KINDS


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    """Whatever is typed: at most one answer and two others, none of them twice."""
    found = find_answers(text)
    shown = [row.id for row in (found.best, *found.others) if row]
    assert len(shown) == len(set(shown)) <= 3


def test_two_more_stand_beside_an_answer() -> None:
    """The nearest, also where nothing fits."""
    found = find_answers("can i use my own phone to take pics on the trip")
    assert [row.id for row in found.others] == ["phone_trips", "staff_phone"]
    none = find_answers("how many children are in year 2")
    assert (none.best, len(none.others)) == (None, 2)
    assert (find_answers("").others, find_answers("").theme) == ((), Theme.OTHER)
