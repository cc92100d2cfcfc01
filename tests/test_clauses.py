"""The page that says where each clause of the policy is carried names what there is, and leaves out no clause."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from bot.composition.features import areas
from bot.policy.answers.table import SECTIONS
from dialogs.presses import Presses
from dialogs.understanding import INTENT_WORDS, named_kind
from docs import clauses
from docs.clauses import CLAUSES, Clause
from tests.cards.catalogue import SERVICES

TESTS = Path(__file__).parent
BY_ID = [pytest.param(clause, id=clause.id) for clause in CLAUSES]
COMMANDS = {*Presses(areas(SERVICES)).commands, *INTENT_WORDS}


def test_the_page_is_what_the_tables_give() -> None:
    """`make pictures` would change nothing."""
    assert clauses.CLAUSES_PAGE.read_text(encoding="utf-8") == clauses.page()


def test_every_clause_is_there_once() -> None:
    """Each that has a section, and the two that are no part of a bot."""
    assert [clause.id for clause in CLAUSES] == [*SECTIONS, "X1", "X2"]


@pytest.mark.parametrize("clause", BY_ID)
def test_each_is_carried_or_says_why_not(clause: Clause) -> None:
    """By a row of a table or a function, and by a test; what is left out says who does it instead."""
    if clause.how.startswith("out: "):
        assert not clause.tests
        return
    assert clauses.rules_of(clause.id) or clause.functions
    assert clause.tests


@pytest.mark.parametrize("clause", BY_ID)
def test_what_is_named_is_there(clause: Clause) -> None:
    """Functions can be imported, and tests are in their files."""
    for name in clause.functions:
        module, _, attribute = name.rpartition(".")
        held = importlib.import_module(f"bot.policy.{module}")
        assert hasattr(held, attribute) or importlib.import_module(f"bot.policy.{name}"), name
    for test in clause.tests:
        file, _, name = test.partition("::")
        assert re.search(rf"^(async )?def {name}\(", (TESTS / file).read_text(encoding="utf-8"), re.MULTILINE), test


@pytest.mark.parametrize("clause", BY_ID)
def test_what_can_be_typed_is_understood(clause: Clause) -> None:
    """A command is one that an area answers; a kind of report is one that carries the clause."""
    for word in re.findall(r"`([^`]+)`", clause.words):
        kind = named_kind(word.removeprefix("report "))
        if kind is None:
            assert word in COMMANDS, word
        else:
            assert clause.id in clauses.clauses_of_kind(kind)
