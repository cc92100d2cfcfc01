"""The compiled serialisers answer and refuse exactly as msrest's own do, and take the short road for what is usual."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import Any, cast

import pytest
from botbuilder.schema import Activity, ActivityTypes, Attachment, ChannelAccount, HeroCard, TextFormatTypes
from botframework.connector import models
from hypothesis import given, settings
from hypothesis import strategies as st
from msrest.serialization import Deserializer, Model, Serializer

from bot.teams.serialising import CompiledDeserializer, CompiledSerializer

CLASSES = {name: model for name, model in vars(models).items() if isinstance(model, type)}
MODELS = {name: model for name, model in CLASSES.items() if issubclass(model, Model)}
READ = CompiledDeserializer(CLASSES)
STOCK_READ: Any = Deserializer(CLASSES)  # type: ignore[no-untyped-call]
WRITE = CompiledSerializer(CLASSES)
STOCK_WRITE: Any = Serializer(CLASSES)  # type: ignore[no-untyped-call]
RECORDED = sorted((Path(__file__).parents[1] / "fixtures" / "activities").glob("*.json"))
TYPES = [kind.value for kind in ActivityTypes]
DEEPEST = 3


class OddAttachment(Attachment):  # type: ignore[misc]
    """A model that the map does not name."""


class _NeverStockRead(CompiledDeserializer):
    def _deserialize(self, target_obj: object, data: object) -> object:
        raise AssertionError(target_obj, data)


class _NeverStockWrite(CompiledSerializer):
    def _serialize(self, target_obj: object, data_type: object = None, **kwargs: object) -> object:
        raise AssertionError(target_obj, data_type)


NEVER_STOCK_READ, NEVER_STOCK_WRITE = _NeverStockRead(CLASSES), _NeverStockWrite(CLASSES)


def _shape(value: object) -> object:
    """The value with the type of everything in it, so that 1 is not True and an Enum is not its text."""
    if isinstance(value, Model):
        return type(value), {name: _shape(each) for name, each in vars(value).items()}
    if isinstance(value, dict):
        return dict, {(type(key), key): _shape(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value), [_shape(each) for each in value]
    return type(value), _without_addresses(repr(value))


def _without_addresses(text: str) -> str:
    return re.sub(r"0x[0-9a-f]+", "", text)


def _outcome(ask: Callable[[], object]) -> object:
    """What came of it: the answer's shape, or the error's kind and words, without addresses in memory."""
    try:
        return _shape(ask())
    except Exception as error:
        return type(error), _without_addresses(str(error))


# What may come in.

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
anything = st.recursive(
    scalars,
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each, max_size=3),
    max_leaves=6,
)
moments = st.sampled_from(
    ["2026-11-22T08:09:23.998Z", "2026-11-22T08:09:23.1234567+01:00", "2026-02-30T00:00:00Z", "today"]
)


def _json_for(kind: object, deep: int) -> st.SearchStrategy[Any]:
    """JSON for a field: three times in four what its map says, and else whatever."""
    plain: dict[object, st.SearchStrategy[Any]] = {
        "str": st.text(max_size=8),
        "bool": st.booleans() | st.sampled_from(["true", "0", 1]),
        "int": st.integers() | st.sampled_from(["7", "x"]),
        "float": st.floats(allow_nan=False) | st.integers(),
        "object": anything,
        "iso-8601": moments,
        "bytearray": st.just("aGVsbG8="),
    }
    if kind in plain:
        usual = plain[kind]
    elif isinstance(kind, str) and kind[0] == "[":
        usual = st.lists(_json_for(kind[1:-1], deep), max_size=3)
    elif isinstance(kind, str) and kind[0] == "{":
        usual = st.dictionaries(st.text(max_size=5), _json_for(kind[1:-1], deep), max_size=3)
    elif kind in MODELS and deep < DEEPEST:
        usual = json_of(cast(str, kind), deep + 1)
    else:
        usual = st.just({})
    return st.integers(0, 3).flatmap(lambda number: usual if number else anything)


@st.composite
def json_of(draw: st.DrawFn, name: str, deep: int = 0) -> dict[str, object]:
    """An object for that model: some of its fields, and some that it does not know."""
    fields = list(MODELS[name]._attribute_map.values())
    chosen = draw(st.lists(st.sampled_from(fields), max_size=8, unique_by=lambda desc: desc["key"])) if fields else []
    extra = draw(st.dictionaries(st.text(max_size=5), anything, max_size=2))
    return extra | {desc["key"]: draw(_json_for(desc["type"], deep)) for desc in chosen}


@settings(deadline=None, max_examples=150)
@given(json_of("Activity"), st.sampled_from(TYPES))
def test_an_activity_of_any_type_is_read_as_by_the_stock_code(body: dict[str, object], kind: str) -> None:
    """The same model, field by field and type by type, or the same error in the same words."""
    body["type"] = kind
    assert _outcome(lambda: READ("Activity", deepcopy(body))) == _outcome(
        lambda: STOCK_READ("Activity", deepcopy(body))
    )


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(MODELS)).flatmap(lambda name: st.tuples(st.just(name), json_of(name) | anything)))
def test_every_model_is_read_as_by_the_stock_code(asked: tuple[str, object]) -> None:
    """Models with odd maps too, and bodies that are no objects at all."""
    name, body = asked
    assert _outcome(lambda: READ(name, deepcopy(body))) == _outcome(lambda: STOCK_READ(name, deepcopy(body)))


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_recorded_payloads_are_read_and_written_as_by_the_stock_code(recorded: Path) -> None:
    """What Teams' own tool sent: the same model, and the same bytes when it goes out again."""
    body = json.loads(recorded.read_bytes())
    ours, stock = READ("Activity", body), STOCK_READ("Activity", body)
    assert _shape(ours) == _shape(stock)
    assert json.dumps(WRITE.body(ours, "Activity")) == json.dumps(STOCK_WRITE.body(stock, "Activity"))


# What may go out.

exotic = st.sampled_from([(1, 2), {3}, Decimal("1.5"), datetime(2026, 11, 22, tzinfo=UTC), TextFormatTypes.plain, b"x"])


def _value_for(kind: object, deep: int) -> st.SearchStrategy[Any]:
    """A value for a model's attribute: what its map says mostly, sometimes what bots put there, sometimes whatever."""
    plain: dict[object, st.SearchStrategy[Any]] = {
        "str": st.text(max_size=8) | st.sampled_from([*ActivityTypes]),
        "bool": st.booleans(),
        "int": st.integers(),
        "float": st.floats(allow_nan=False),
        "object": anything
        | st.dictionaries(st.text(max_size=5), st.builds(HeroCard, title=st.text(max_size=5)), max_size=2),
        "iso-8601": st.datetimes(timezones=st.sampled_from([None, UTC])),
        "bytearray": st.binary(max_size=4),
    }
    if kind in plain:
        usual = plain[kind]
    elif isinstance(kind, str) and kind[0] == "[":
        usual = st.lists(st.none() | _value_for(kind[1:-1], deep), max_size=3)
    elif isinstance(kind, str) and kind[0] == "{":
        usual = st.dictionaries(st.text(max_size=5), st.none() | _value_for(kind[1:-1], deep), max_size=3)
    elif kind in MODELS and deep < DEEPEST:
        usual = model_of(MODELS[cast(str, kind)], deep + 1)
    else:
        usual = st.none()
    odd = anything | exotic | st.builds(OddAttachment, name=st.text(max_size=5))
    if kind in MODELS and deep < DEEPEST:
        odd |= json_of(cast(str, kind), deep + 1)
    return st.integers(0, 9).flatmap(lambda number: usual if number else odd)


@st.composite
def model_of(draw: st.DrawFn, model: type[Model], deep: int = 0) -> Model:
    """A model with some of its attributes set, after it was made: its own checks are not what is looked at."""
    made = model.__new__(model)
    vars(made).update(dict.fromkeys(model._attribute_map), additional_properties={})
    fields = sorted(model._attribute_map.items())
    chosen = draw(st.lists(st.sampled_from(fields), max_size=8, unique_by=lambda field: field[0])) if fields else []
    for attribute, desc in chosen:
        setattr(made, attribute, draw(_value_for(desc["type"], deep)))
    return made


def _ask_both_to_write(name: str, model: Model) -> None:
    before = _shape(model)
    # The stock code fills what it is given with models of its own making: it gets a copy.
    stock = _outcome(lambda: STOCK_WRITE.body(deepcopy(model), name))
    ours = deepcopy(model)
    assert _outcome(lambda: WRITE.body(ours, name)) == stock
    if _taken_by_ours(name, model):
        written = json.dumps(WRITE.body(model, name))
        assert written == json.dumps(STOCK_WRITE.body(deepcopy(model), name))
        assert _shape(model) == before


def _taken_by_ours(name: str, model: Model) -> bool:
    try:
        NEVER_STOCK_WRITE.body(deepcopy(model), name)
    except Exception:
        return False
    return True


@settings(deadline=None, max_examples=150)
@given(model_of(Activity), st.sampled_from([*TYPES, *ActivityTypes]))
def test_an_activity_of_any_type_is_written_as_by_the_stock_code(activity: Activity, kind: str) -> None:
    """The same JSON in the same order, or the same error; and the activity is left as it was."""
    activity.type = kind
    _ask_both_to_write("Activity", activity)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(MODELS)).flatmap(lambda name: st.tuples(st.just(name), model_of(MODELS[name]))))
def test_every_model_is_written_as_by_the_stock_code(asked: tuple[str, Model]) -> None:
    """Models with odd maps too."""
    _ask_both_to_write(*asked)


@pytest.mark.parametrize("given", [None, {"type": "message", "from": {"id": "1"}}, [], "x", ChannelAccount(id="1")])
def test_a_body_that_is_no_activity_is_taken_or_refused_as_by_the_stock_code(given: object) -> None:
    """A dict is taken for the model that it stands for; nothing is refused."""
    ours = _outcome(lambda: WRITE.body(deepcopy(given), "Activity"))
    assert ours == _outcome(lambda: STOCK_WRITE.body(deepcopy(given), "Activity"))


# One field at a time: a model for each type that a map names, and values that look like others.


class Text(str):
    """A text that is not quite one."""


class Moment(datetime):
    """A moment that is not quite one."""


class Level(IntEnum):
    """A number that has a name."""

    HIGH = 1


KINDS = {
    str(desc["type"]): (name, attribute, desc["key"])
    for name, model in MODELS.items()
    for attribute, desc in model._attribute_map.items()
}
SINGLE = [
    *(None, True, 1, 10**20, 1.0, 1.5, "", "x", "1", "true", b"x", (), {3}, Decimal("1.5"), Text("x"), Level.HIGH),
    *(TextFormatTypes.plain, ActivityTypes.message, date(2026, 11, 22), timedelta(1), Moment(2026, 11, 22, tzinfo=UTC)),
    *(
        datetime(2026, 11, 22, tzinfo=UTC).replace(tzinfo=None),
        datetime(2026, 11, 22, tzinfo=UTC),
        HeroCard(title="x"),
        OddAttachment(name="x"),
        object,
    ),
    *({1: "x"}, {Text("x"): 1}, {ActivityTypes.message: 1}, OrderedDict(x=1), {"name": 1}, {"name": {}}, {"Name": "x"}),
]
ALIKE = [*SINGLE, *([each] for each in SINGLE), *({"x": each} for each in SINGLE), ([],), [[]], {"x": ["x"]}]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_field_takes_and_refuses_what_the_stock_code_does(kind: str) -> None:
    """True for 1, an Enum for its text, a tuple for a list, another model than the map's: in and out alike."""
    name, attribute, key = KINDS[kind]
    for value in ALIKE:
        body = {key: value}
        ours = _outcome(lambda body=body: READ(name, deepcopy(body)))  # type: ignore[misc]
        assert ours == _outcome(lambda body=body: STOCK_READ(name, deepcopy(body))), value  # type: ignore[misc]
        made = MODELS[name].__new__(MODELS[name])
        vars(made).update(dict.fromkeys(MODELS[name]._attribute_map), additional_properties={})
        setattr(made, attribute, value)
        _ask_both_to_write(name, made)


# The short road.


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_recorded_payloads_never_fall_back(recorded: Path) -> None:
    """What Teams sends, and an answer with a card, take the short road whole: else nothing would be won."""
    body = json.loads(recorded.read_bytes())
    activity = cast(Activity, NEVER_STOCK_READ("Activity", body))
    activity.attachments = [Attachment(content_type="application/vnd.microsoft.card.adaptive", content={"body": [{}]})]
    assert NEVER_STOCK_WRITE.body(activity, "Activity")


def test_what_was_read_shares_nothing_with_the_body() -> None:
    """As with the stock code: who changes the activity's value does not change the letter that it came in."""
    body = {"type": "message", "value": {"action": {"data": {}}}, "channelData": {"tenant": {"id": "1"}}}
    activity = cast(Activity, READ("Activity", body))
    activity.value["action"]["data"]["x"] = 1
    activity.channel_data["tenant"]["id"] = "2"
    assert body == {"type": "message", "value": {"action": {"data": {}}}, "channelData": {"tenant": {"id": "1"}}}
