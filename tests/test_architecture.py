"""The house stands as the design says: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "dialogs", "cards", "storage", "manifest", "docs")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def test_import_contracts() -> None:
    """The contracts in `pyproject.toml` are kept."""
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_room_says_what_lives_there(path: Path) -> None:
    """A module opens by saying what lives there, and everything public in it states its promise."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "no docstring"
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_one_clock() -> None:
    """Only `bot/clock.py` asks the machine what time it is, beside the local page's measuring of waits."""
    asking = {
        str(path.relative_to(ROOT))
        for path in FILES
        if any(call in path.read_text(encoding="utf-8") for call in ("datetime.now(", "utcnow(", "time.time("))
    }
    assert asking <= {"bot/clock.py", "bot/local/tenant.py"}
