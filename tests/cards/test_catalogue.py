"""The catalogue, over which every card is tested and pictured, has every card."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import CodeType

import cards
from tests.cards.catalogue import drawn


def drawn_by() -> Iterator[tuple[str, CodeType]]:
    """Every public function of `cards` that answers with a card."""
    for found in pkgutil.walk_packages(cards.__path__, "cards."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == found.name and not name.startswith("_")
            if own and function.__annotations__.get("return") == "AdaptiveCard":
                yield f"{found.name}.{name}", function.__code__


def test_no_card_is_left_out() -> None:
    """Each function that draws a card is called for the catalogue."""
    _, called = drawn()
    functions = dict(drawn_by())
    assert len(functions) > 40
    assert [name for name, code in functions.items() if code not in called] == []
