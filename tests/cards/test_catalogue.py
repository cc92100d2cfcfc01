"""The catalogue, over which every card is tested and pictured, has every card."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from types import CodeType, FrameType

import cards
from tests.cards.catalogue import catalogue


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
    called: set[CodeType] = set()

    def heard(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        catalogue()
    finally:
        sys.setprofile(before)
    functions = dict(drawn_by())
    assert len(functions) > 40
    assert [name for name, code in functions.items() if code not in called] == []
