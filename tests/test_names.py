"""A name is understood at its first reading: a noun for what it is, a verb in the imperative for what it does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "cards", "dialogs", "docs", "manifest", "storage")
TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in (ROOT / "app.py", *(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))))
}
PARTICIPLE = re.compile(
    r"""_*(?:(?!(?:embed|exceed|feed|heed|need|proceed|shed)\b)[a-z]+ed
    |been|begun|bent|born|bound|bought|broken|brought|built|caught|chosen|done|drawn|driven|eaten|fallen|fed|felt|forgotten
    |found|frozen|given|gone|grown|heard|held|hidden|kept|known|laid|led|left|lent|lost|made|meant|met|overdue|paid|said
    |seen|sent|shot|shown|sold|sought|spent|spoken|stood|stolen|struck|sworn|taken|taught|thought|thrown|told|torn
    |understood|undone|withdrawn|woken|won|worn|written)""",
    re.VERBOSE,
)
"""A past participle and nothing else. What is an imperative too (`cut`, `put`, `read`, `run`, `set`) is not one."""


def functions(node: ast.AST, within: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function and method, with the class that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield within, child
        yield from functions(child, child.name if isinstance(child, ast.ClassDef) else within)


def is_property(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it is read like a field."""
    return any(isinstance(each, ast.Name) and each.id.endswith("property") for each in function.decorator_list)


@pytest.mark.parametrize(
    ("name", "bare"),
    [("kept", True), ("_held", True), ("sealed", True), ("keep", False), ("read", False), ("is_kept", False)],
)
def test_what_counts_as_a_bare_participle(name: str, bare: bool) -> None:
    """What says more than that something was done does not count."""
    assert bool(PARTICIPLE.fullmatch(name)) is bare


def test_no_function_is_called_by_a_bare_participle() -> None:
    """`sealed` may seal, ask whether something is, or return what was; a property alone says how something stands."""
    assert [
        f"{file}:{function.lineno}: {function.name}"
        for file, tree in TREES.items()
        for _, function in functions(tree)
        if PARTICIPLE.fullmatch(function.name) and not is_property(function)
    ] == []
