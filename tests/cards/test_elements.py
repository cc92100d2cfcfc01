"""What a card is made of says what Microsoft's models of it say."""

from __future__ import annotations

import inspect
import json

import pytest
from microsoft_teams.cards import core

from cards.kit import elements
from tests.cards.catalogue import cards_as_json
from tests.cards.test_limits import elements as parts_of

OURS = {
    name: made
    for name, made in inspect.getmembers(elements, inspect.isclass)
    if issubclass(made, elements.Element) and made.__name__ == name and made is not elements.Element
}
MODELS = {tag: getattr(core, name) for name, made in OURS.items() if (tag := made.TAG)}
NO_ELEMENT = {"task/fetch"}
"""What stands for a type in the data of a button."""


@pytest.mark.parametrize("name", OURS)
def test_an_element_adds_what_its_model_adds(name: str) -> None:
    """Its type in JSON; a card says its version itself."""
    fields = getattr(core, name).model_fields
    adds = {key: field.default for key, field in fields.items() if not field.is_required() and field.default}
    adds.pop("version", None)
    assert adds == ({"type": OURS[name].TAG} if OURS[name].TAG else {})


def test_every_card_is_one_by_the_models() -> None:
    """Each element of each card is taken by its model, which knows every field of it, and says the same of it."""
    told = {json.dumps(part): part for card in cards_as_json().values() for part in parts_of(card) if "type" in part}
    for part in told.values():
        tag = str(part["type"])
        if tag in NO_ELEMENT:
            continue
        model = MODELS[tag].model_validate(part)
        assert not model.model_extra
        assert model.model_dump(mode="json", by_alias=True, exclude_none=True) == part
