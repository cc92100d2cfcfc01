"""What the product's source says: its text keys, and the keys of the timeline entries that it writes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def _trees(*floors: str) -> dict[str, ast.Module]:
    """The modules of these floors by their names."""
    files = [file for floor in floors for file in sorted((ROOT / floor).rglob("*.py"))]
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    return {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in zip(names, files, strict=True)}


def literals(*floors: str) -> set[str]:
    """Every text that stands on these floors."""
    nodes = (node for tree in _trees(*floors).values() for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@dataclass(frozen=True)
class _Place:
    """A function, and the place of one of its arguments."""

    module: str
    function: Function
    argument: str

    @property
    def index(self) -> int:
        """Where the argument stands in a call."""
        return [each.arg for each in self.function.args.args if each.arg not in {"self", "cls"}].index(self.argument)


def timeline_keys() -> set[str]:
    """The `what` of every entry that the product makes, followed through the functions that take it as an argument.

    A key that is made up of parts has a `*` for what is filled in. What cannot be followed is given as its source.
    """
    trees = _trees("bot").items()
    functions = [(name, each) for name, tree in trees for each in ast.walk(tree) if isinstance(each, Function)]
    found: set[str] = set()
    carriers: set[_Place] = set()
    new: set[_Place] | None = None
    while new is None or new:
        wanted, new = new, set()
        for module, function in functions:
            for given in _given(module, function, wanted):
                for key in _followed(given, function):
                    if isinstance(key, str):
                        found.add(key)
                    else:
                        new.add(_Place(module, function, key.arg))
        new -= carriers
        carriers |= new
    return found


def _given(module: str, function: Function, carriers: set[_Place] | None) -> Iterator[ast.expr]:
    """What the function's calls give to an argument that becomes a key; None: to the entry itself."""
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        called, given = (call.args[0], call.args[1:]) if _name(call.func) == "partial" else (call.func, call.args)
        name = _name(called)
        if carriers is None and name == "Entry":
            yield from (word.value for word in call.keywords if word.arg == "what")
        for place in carriers or ():
            if place.function.name == name and place.module in (module, *_imported(module)):
                yield from (word.value for word in call.keywords if word.arg == place.argument)
                yield from given[place.index : place.index + 1]


@cache
def _imported(module: str) -> set[str]:
    """The modules that it imports, or imports from."""
    imports = [node for node in ast.walk(_trees("bot")[module]) if isinstance(node, ast.ImportFrom)]
    named = {f"{node.module}.{each.name}" for node in imports for each in node.names}
    return named | {str(node.module) for node in imports}


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _followed(given: ast.expr, function: Function) -> Iterator[str | ast.arg]:
    match given:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp():
            yield from (*_followed(given.body, function), *_followed(given.orelse, function))
        case ast.JoinedStr():
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in given.values)
        case ast.Name(id=name):
            parameters = [each for each in function.args.args if each.arg == name]
            values = list(_assigned(name, function))
            yield from parameters
            for value in values:
                yield from _followed(value, function)
            if not parameters and not values:
                yield ast.unparse(given)
        case _:
            yield ast.unparse(given)


def _assigned(name: str, function: Function) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield node.value
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = zip(target.elts, node.value.elts, strict=True)
                    yield from (value for each, value in pairs if isinstance(each, ast.Name) and each.id == name)
