"""The house stands as the design says: who may import whom."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "dialogs", "cards", "storage", "manifest", "docs")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def test_import_contracts() -> None:
    """The contracts in `pyproject.toml` are kept."""
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_a_feature_knows_only_features_further_down_on_other_floors_too() -> None:
    """The one list in `pyproject.toml` holds from floor to floor: cards know no policy of a feature further up."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (order,) = (each for each in contracts if each["type"] == "layers")
    height = {name: -at for at, layer in enumerate(order["layers"]) for name in layer.split(" | ")}
    # The longest first, so that a file of words is not taken for a room of cards.
    floors = sorted(order["containers"], key=len, reverse=True)

    def room(module: str) -> str:
        floor = next((floor for floor in floors if module.startswith(f"{floor}.")), module)
        return module.removeprefix(f"{floor}.").split(".")[0]

    known = [(module, other) for module, other in _imports() if {room(module), room(other)} <= height.keys()]
    assert len(known) > 1000
    assert [
        (module, other)
        for module, other in known
        if room(module) != room(other) and height[room(module)] <= height[room(other)]
    ] == []


def _imports() -> Iterator[tuple[str, str]]:
    """Each module, and each name that it imports."""
    for path in FILES:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                yield from ((module, f"{node.module}.{name.name}") for name in node.names)


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_room_says_what_lives_there(path: Path) -> None:
    """A module opens by saying what lives there, and everything public in it states its promise."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "no docstring"
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_few_modules_are_hardly_worth_opening() -> None:
    """What takes fewer than 60 lines mostly belongs to something: an eighth of all at the most; and none over 500."""
    rooms = {ROOT / room for room in ("bot", "cards", "dialogs", "storage")}
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in FILES
        if path.name != "__init__.py" and rooms & set(path.parents)
    }
    short = sorted(name for name, count in lines.items() if count < 60)
    assert len(lines) > 250
    assert len(short) <= len(lines) / 8, short
    assert [name for name, count in lines.items() if count > 500] == []


def test_one_clock() -> None:
    """Only `bot/clock.py` asks the machine what time it is, beside the local page's measuring of waits."""
    asking = {
        str(path.relative_to(ROOT))
        for path in FILES
        if any(call in path.read_text(encoding="utf-8") for call in ("datetime.now(", "utcnow(", "time.time("))
    }
    assert asking <= {"bot/clock.py", "bot/local/tenant.py"}
