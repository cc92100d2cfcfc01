"""The outside of an activity: read from the request's bytes, rid of what nobody reads, made safe to keep. Nothing is
trusted.

Whether it may come in is decided in `authentication` and `gate`; what it asks for, in the activity handler.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import NoReturn, cast

from botbuilder import schema
from botbuilder.schema import Activity, ActivityTypes
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.teams.activity_fields import read_fields
from bot.teams.serialising import CompiledDeserializer
from bot.teams.typed import typed_words

_MOST_LEVELS = 64
"""Levels of nesting that are read. A card's answer has five or six; the recursion of later readers ends near 300."""
_MOST_BRACKETS = 20_000
"""Brackets in which what lies too deep is looked for: some milliseconds, whoever sent them."""
_LONGEST_INTEGER = 19
"""Digits of a whole number, as many as one of 64 bits has."""

_UNSTORABLE = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")
"""Escapes that may leave half a character or a NUL in the text, which no store and no hash can take."""

_STRING = rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
"""A string, in one pass whatever the bytes: one without an end runs to the last."""
_NOT_BRACKETS = re.compile(_STRING + rb'|[^][{}"]', re.S)
_STRINGS_AND_BRACKETS = re.compile(_STRING + rb"|[][{}]", re.S)


class UnreadableActivity(ValueError):
    """The body is not an activity. `reason` is a short key for the log, never for the sender."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _ParsedModel(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class Account(_ParsedModel):
    """Who sent it."""

    id: str | None = None
    role: str | None = None
    aad_object_id: str | None = Field(default=None, alias="aadObjectId")


class _ParsedConversation(_ParsedModel):
    id: str = Field(min_length=1)


class _ParsedTenant(_ParsedModel):
    id: str | None = None


class _ChannelData(_ParsedModel):
    given_tenant: _ParsedTenant = Field(default=_ParsedTenant(), alias="tenant")


class Envelope(_ParsedModel):
    """What the edge decides by. An activity has a type and stands in a conversation; all else may be missing."""

    type: str = Field(min_length=1)
    id: str | None = None
    channel_id: str | None = Field(default=None, alias="channelId")
    service_url: str | None = Field(default=None, alias="serviceUrl")
    sender: Account | None = Field(default=None, alias="from")
    conversation: _ParsedConversation
    channel_data: _ChannelData = Field(default=_ChannelData(), alias="channelData")
    name: str | None = None

    @property
    def person(self) -> str:
        """The sender's Entra object id; empty when there is none."""
        return (self.sender.aad_object_id or "").lower() if self.sender else ""

    @property
    def tenant(self) -> str | None:
        """The tenant that Teams names in the channel data, or None. (The framework's own field for it stays empty.)"""
        return self.channel_data.given_tenant.id or None


@dataclass(frozen=True, slots=True)
class ParsedActivity:
    """An activity that was read: its envelope, and the fields of it that the bot reads."""

    envelope: Envelope
    body: dict[str, object]

    def activity(self) -> Activity:
        """The framework's own form of it; of a message `text` is what was typed, however it came.

        Raises `UnreadableActivity` when the framework cannot read what it should.
        """
        said = {"text": typed_words(self.body)} if self.envelope.type == ActivityTypes.message else {}
        try:
            return cast(Activity, _DESERIALIZE("Activity", self.body | said))
        except Exception as error:
            # msrest raises whatever its conversions ran into: it is the body that is wrong, whichever way it shows.
            raise UnreadableActivity("fields") from error


def parse_activity(raw: bytes) -> ParsedActivity:
    """The activity in a request's bytes, only those of its fields that the bot reads. Raises `UnreadableActivity`."""
    brackets = raw.count(b"[") + raw.count(b"{")
    if brackets > _MOST_LEVELS and _is_deep(raw):
        # Only a body with that many brackets can be that deep: most requests are spared the second look.
        if brackets > _MOST_BRACKETS:
            raise UnreadableActivity("too_deep")
        raw = _shallow(raw)
    try:
        # Decoded here: left alone, the reader would also take UTF-16, in which the search below finds nothing.
        sent = _STRICT.decode(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableActivity("json") from error
    if not isinstance(sent, dict):
        raise UnreadableActivity("not_an_object")
    body = read_fields(sent)
    if _UNSTORABLE.search(raw):
        body = cast(dict[str, object], _storable(body))
    try:
        return ParsedActivity(Envelope.model_validate(body), body)
    except ValidationError as error:
        raise UnreadableActivity("shape") from error


def _is_deep(raw: bytes) -> bool:
    """Whether brackets outside strings nest deeper than is read."""
    depth = 0
    for bracket in _NOT_BRACKETS.sub(b"", raw):
        depth += 1 if bracket in b"[{" else -1
        if depth > _MOST_LEVELS:
            return True
    return False


def _shallow(raw: bytes) -> bytes:
    """The same JSON with null for what lies too deep: nothing that is read does. Raises `UnreadableActivity`."""
    kept: list[bytes] = []
    depth = begin = 0
    for found in _STRINGS_AND_BRACKETS.finditer(raw):
        mark = found[0]
        if mark in (b"[", b"{"):
            depth += 1
            if depth == _MOST_LEVELS + 1:
                kept += (raw[begin : found.start()], b"null")
        elif mark in (b"]", b"}"):
            depth -= 1
            if depth == _MOST_LEVELS:
                begin = found.end()
    if depth > _MOST_LEVELS:
        raise UnreadableActivity("json")
    return b"".join((*kept, raw[begin:]))


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _finite(text: str) -> float | None:
    """A number beyond all bounds is none."""
    number = float(text)
    return number if math.isfinite(number) else None


def _whole(text: str) -> int | None:
    return int(text) if len(text) <= _LONGEST_INTEGER else None


def _storable(value: object) -> object:
    """The same JSON with half characters and NULs replaced by U+FFFD."""
    if isinstance(value, str):
        whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return whole.replace("\0", "\ufffd")
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {cast(str, _storable(key)): _storable(each) for key, each in value.items()}
    return value


# Made once: a decoder made for each request costs as much as reading one.
_STRICT = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite, parse_int=_whole)
# Made once: `Activity.deserialize` would gather all the models again for each request.
_DESERIALIZE = CompiledDeserializer({name: model for name, model in vars(schema).items() if isinstance(model, type)})
