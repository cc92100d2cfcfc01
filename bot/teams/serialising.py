"""Activities to JSON and back: what msrest's serialisers do for usual values, prepared once and not at each turn.

Stock msrest looks up each field's name, type and rules anew for each activity, which was most of a turn's CPU. Here a
model's `_attribute_map` becomes a list of small functions at start. They know only plain values of the very type that
the map names; for whatever else they meet the whole activity goes to the stock code, which answers or refuses in its
own way, so that the two never differ. This module does not know what an activity means, nor where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from enum import Enum
from operator import attrgetter

from msrest.serialization import Deserializer, Model, Serializer

Classes = Mapping[str, type]
"""The models by the names that attribute maps use, as msrest's own serialisers take them."""

_Convert = Callable[..., object]
"""From one value that is not None to another. Any exception leaves the whole to the stock code."""

_Values = Callable[[object], tuple[object, ...]]

_AS_IT_IS: dict[str, type] = {"str": str, "bool": bool, "int": int, "float": float}


class _LeftToStock(Exception):
    """A value that only the stock code may judge."""


class CompiledDeserializer(Deserializer):
    """msrest's `Deserializer` with its promises and errors, several times as fast for plain models read from JSON.

    Dates, byte arrays and most values of another type than the map's are read by the stock code, field by field; models
    with subtypes, validation, XML or nested keys wholly. A model's map is read once, when this is made.
    """

    def __init__(self, classes: Classes) -> None:
        super().__init__(classes)  # type: ignore[no-untyped-call]
        self._readers: dict[str, _Convert] = {}
        for name, model in _plain(classes):
            self._readers[name] = self._reader(model)

    def __call__(self, target_obj: object, response_data: object, content_type: str | None = None) -> object:
        """The model that `target_obj` names, from a response or from JSON's own types. Raises what msrest raises."""
        data = response_data
        if type(data) is not dict:
            data = self._unpack_content(response_data, content_type)  # type: ignore[no-untyped-call]
        read = self._readers.get(target_obj) if isinstance(target_obj, str) else None
        if read is None:
            return self._deserialize(target_obj, data)  # type: ignore[no-untyped-call]
        with suppress(Exception):
            return read(data)
        # Whatever is wrong with it, the stock code finds it again and says it in its own words: outside of the
        # handling of that first error, under which Python itself words some errors otherwise.
        return self._deserialize(target_obj, data)  # type: ignore[no-untyped-call]

    def _reader(self, model: type[Model]) -> _Convert:
        fields = {desc["key"]: (attr, self._step(desc["type"])) for attr, desc in model._attribute_map.items()}
        nothing = dict.fromkeys(model._attribute_map)

        def read(data: object) -> object:
            if type(data) is not dict:
                raise _LeftToStock
            values: dict[str, object] = nothing.copy()
            unknown = {}
            for key, value in data.items():
                field = fields.get(key)
                if field is None:
                    unknown[key] = value
                elif value is not None:
                    attr, step = field
                    values[attr] = step(value)
            made = model(**values)
            if unknown:
                made.additional_properties = unknown
            return made

        return read

    def _step(self, kind: str) -> _Convert:
        inner = self._inner(kind[1:-1]) if kind[0] in "[{" else None

        def stock(value: object) -> object:
            return self.deserialize_data(value, kind)  # type: ignore[no-untyped-call]

        if kind in _AS_IT_IS:
            expected = _AS_IT_IS[kind]
            return lambda value: value if type(value) is expected else stock(value)
        if kind == "object":
            return lambda value: _copy_json(value, None)
        if kind in self.dependencies:
            return lambda value: self._read(kind, value)
        if inner is not None and kind[0] == "[":
            return lambda value: [inner(each) for each in value] if type(value) is list else stock(value)
        if inner is not None:
            return lambda value: (
                {key: inner(each) for key, each in value.items()} if type(value) is dict else stock(value)
            )
        return stock

    def _read(self, kind: str, value: object) -> object:
        # Looked up late: models contain one another, so not all have their readers when the first is made.
        return self._readers[kind](value)

    def _inner(self, kind: str) -> _Convert:
        step = self._step(kind)
        return lambda value: None if value is None else step(value)


class CompiledSerializer(Serializer):
    """msrest's `Serializer` with its promises and errors, many times as fast for the bodies of plain models.

    Left to the stock code, wholly: anything given where the map names another type (a dict for a model, a tuple for a
    list), byte arrays, models with subtypes, validation, XML or nested keys. Unlike the stock code it never changes
    the model that it is given.
    """

    def __init__(self, classes: Classes) -> None:
        super().__init__(classes)  # type: ignore[no-untyped-call]
        self._writers: dict[type, _Convert] = {}
        for _, model in _plain(classes):
            self._writers[model] = self._writer(model)

    def body(self, data: object, data_type: str, **kwargs: object) -> object:
        """The body of a request in JSON's own types. Raises what msrest raises."""
        write = self._writers.get(type(data))
        if write is None or kwargs or self.dependencies.get(data_type) is not type(data):
            return super().body(data, data_type, **kwargs)  # type: ignore[no-untyped-call]
        with suppress(Exception):
            return write(data)
        # Whatever is odd about it, the stock code takes it or refuses it, as it always did.
        return super().body(data, data_type)  # type: ignore[no-untyped-call]

    def _writer(self, model: type[Model]) -> _Convert:
        attributes = list(model._attribute_map)
        # attrgetter answers a tuple only when it is asked for several.
        values_of: _Values = (
            attrgetter(*attributes) if len(attributes) > 1 else lambda it: (getattr(it, attributes[0]),)
        )
        fields = [(desc["key"], self._step(desc["type"])) for desc in model._attribute_map.values()]

        def write(target: object) -> object:
            written: dict[str, object] = {}
            for (key, step), value in zip(fields, values_of(target), strict=True):
                if value is not None:
                    written[key] = step(value)
            return written

        return write

    def _step(self, kind: str) -> _Convert:
        if kind == "str":
            return _text
        if kind in _AS_IT_IS:
            return _exactly(_AS_IT_IS[kind])
        if kind == "object":
            return lambda value: _copy_json(value, self._model)
        if kind == "iso-8601":
            return _moment
        if kind in self.dependencies:
            return self._model
        if kind[0] not in "[{":
            return _refuse
        step = self._step(kind[1:-1])
        if kind[0] == "[":
            return lambda value: (
                [None if each is None else step(each) for each in value] if type(value) is list else _refuse(value)
            )
        return lambda value: (
            {_exact_text(key): None if each is None else step(each) for key, each in value.items()}
            if type(value) is dict
            else _refuse(value)
        )

    def _model(self, value: object) -> object:
        """A model by its own type, which may be another than the map's: msrest looks at the value as well."""
        return self._writers[type(value)](value)


def _plain(classes: Classes) -> Iterator[tuple[str, type[Model]]]:
    """The models whose maps are all there is to know about them."""
    for name, model in classes.items():
        if not issubclass(model, Model) or not model._attribute_map:
            continue
        fields = model._attribute_map.values()
        if (
            not (model._subtype_map or model._validation or hasattr(model, "_xml_map"))
            and "additional_properties" not in model._attribute_map
            and len({desc["key"] for desc in fields}) == len(fields)
            and all(desc.keys() == {"key", "type"} for desc in fields)
            and all(desc["key"] and not {".", "\\"} & set(desc["key"]) for desc in fields)
            and all(desc["type"] and isinstance(desc["type"], str) for desc in fields)
        ):
            yield name, model


def _copy_json(value: object, otherwise: _Convert | None) -> object:
    """A copy of plain JSON, all the way down; `otherwise` for what is none."""
    kind = type(value)
    if kind is str or value is None or kind is bool or kind is int or kind is float:
        return value
    if kind is dict:
        return {_exact_text(key): _copy_json(each, otherwise) for key, each in value.items()}  # type: ignore[attr-defined]
    if kind is list:
        return [_copy_json(each, otherwise) for each in value]  # type: ignore[attr-defined]
    return otherwise(value) if otherwise else _refuse(value)


def _text(value: object) -> object:
    if type(value) is str:
        return value
    return value.value if isinstance(value, Enum) else _refuse(value)


def _moment(value: object) -> object:
    return Serializer.serialize_iso(value) if type(value) is datetime else _refuse(value)  # type: ignore[no-untyped-call]


def _exact_text(value: object) -> object:
    return value if type(value) is str else _refuse(value)


def _exactly(expected: type) -> _Convert:
    return lambda value: value if type(value) is expected else _refuse(value)


def _refuse(_: object) -> object:
    raise _LeftToStock
