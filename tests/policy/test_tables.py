"""A table that is looked up by an id has one row for each: a second one is refused, and neither wins in silence."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.policy.answers.table import ANSWER_ROWS
from bot.policy.incidents.kinds import KINDS, Kinds
from bot.policy.incidents.routes import SHIPPED_CONTACTS
from bot.policy.kit.tables import by_id
from bot.policy.requests.kinds import KINDS_OF_REQUEST
from bot.settings import duties

ROOT = Path(__file__).parents[2]
TABLES = ("bot", "cards", "dialogs", "manifest")
FROM_ONE = {
    ("bot/composition/features.py", "LINE_FACES"),  # the check of the features refuses two
    ("bot/policy/incidents/kinds.py", "DEFAULT_ROUTES"),
    ("cards/words/sentences.py", "WORD_FILES"),
    ("manifest/words.py", "OFFERED_COMMANDS"),
    ("cards/calls/form.py", "RULE_FIELDS"),
    ("bot/policy/incidents/linking.py", "TRAIT_FIELDS"),
    ("dialogs/finding.py", "_KIND_NAMES"),
    ("dialogs/framework.py", "_standing_in"),
}
"""Tables that are made of what has one meaning for each key already."""


@pytest.mark.parametrize(
    ("made", "mistake"),
    [
        (
            lambda: by_id("kinds of request", (*KINDS_OF_REQUEST.values(), KINDS_OF_REQUEST["accounts"])),
            "two kinds of request have the id `accounts`: row 3, row 5",
        ),
        (
            lambda: Kinds((KINDS["spam"], KINDS["other"], KINDS["spam"])),
            "two kinds of report have the id `spam`: row 1, row 3",
        ),
        (lambda: by_id("answers", (ANSWER_ROWS[0], ANSWER_ROWS[0])), "two answers have the id"),
    ],
)
def test_a_second_row_with_an_id_is_refused(made: Callable[[], object], mistake: str) -> None:
    """In one line, which names the id and both rows."""
    with pytest.raises(ValueError, match=f"^{mistake}"):
        made()


def test_a_second_shipped_duty_with_an_id_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a school writes twice is refused by the check of its `school.toml`."""
    row = duties.SHIPPED_FILE.read_text(encoding="utf-8").split("\n[[duties]]")[1]
    doubled = tmp_path / "duties.toml"
    doubled.write_text(f"[[duties]]{row}[[duties]]{row}", encoding="utf-8")
    monkeypatch.setattr(duties, "SHIPPED_FILE", doubled)
    with pytest.raises(ValueError, match="two shipped duties have the id `backups_ran`: row 1, row 2"):
        duties.shipped_duties.__wrapped__()


def test_no_form_asks_twice_and_no_list_of_a_row_names_one_thing_twice() -> None:
    """The fields and steps of a report, the fields, rules and reminders of a request, the contacts that are shipped."""
    for kind in KINDS.values():
        by_id(f"fields of {kind.id}", kind.form)
        by_id(f"steps of {kind.id}", kind.now)
    for asked in KINDS_OF_REQUEST.values():
        by_id(f"fields of {asked.id}", (*asked.fields, *asked.decides_with))
        by_id(f"rules of {asked.id}", asked.rules)
        by_id(f"reminders of {asked.id}", asked.reminders)
    by_id("contacts", SHIPPED_CONTACTS)


def test_no_table_is_made_so_that_the_later_row_wins() -> None:
    """A comprehension over rows takes a second one in silence: a table is made by `by_id` or `one_owner_each`."""
    assert set(_comprehended()) <= FROM_ONE


def _comprehended() -> Iterator[tuple[str, str]]:
    """Each constant of a module that is a mapping of a comprehension, by its file and name."""
    for path in (path for folder in TABLES for path in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.DictComp):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                yield str(path.relative_to(ROOT)), ast.unparse(target)
