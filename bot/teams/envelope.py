"""The outside of an activity: read from the request's bytes, checked for shape, made safe to keep. Nothing is trusted.

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
from botbuilder.schema import Activity
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.teams.serialising import CompiledDeserializer

_DEEPEST = 64
"""Levels of nesting that are read. A card's answer has five or six; the recursion of later readers ends near 300."""

_UNSTORABLE = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")
"""Escapes that may leave half a character or a NUL in the text, which no store and no hash can take."""

_NOT_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[^][{}"]', re.S)
"""Whatever is not a bracket outside a string. One pass whatever the bytes: a string without an end runs to the last."""


class Unreadable(ValueError):
    """The body is not an activity. `reason` is a short key for the log, never for the sender."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class Account(_Shape):
    """Somebody in a conversation."""

    id: str | None = None
    name: str | None = None
    role: str | None = None
    aad_object_id: str | None = Field(default=None, alias="aadObjectId")


class _Conversation(_Shape):
    id: str = Field(min_length=1)
    name: str | None = None
    type: str | None = Field(default=None, alias="conversationType")


class Envelope(_Shape):
    """The fields of an activity that the edge relies on, each of the type that the Bot Framework's schema gives it."""

    type: str = Field(min_length=1)
    id: str | None = None
    channel_id: str | None = Field(default=None, alias="channelId")
    service_url: str | None = Field(default=None, alias="serviceUrl")
    sender: Account | None = Field(default=None, alias="from")
    recipient: Account | None = None
    conversation: _Conversation
    channel_data: dict[str, object] | None = Field(default=None, alias="channelData")
    name: str | None = None
    text: str | None = None
    text_format: str | None = Field(default=None, alias="textFormat")
    locale: str | None = None
    action: str | None = None
    reply_to_id: str | None = Field(default=None, alias="replyToId")
    members_added: list[Account] | None = Field(default=None, alias="membersAdded")
    members_removed: list[Account] | None = Field(default=None, alias="membersRemoved")
    attachments: list[dict[str, object]] | None = None
    entities: list[dict[str, object]] | None = None

    @property
    def person(self) -> str:
        """The sender's Entra object id; empty when there is none."""
        return (self.sender.aad_object_id or "").lower() if self.sender else ""

    @property
    def tenant(self) -> str | None:
        """The tenant that Teams names in the channel data, or None. (The framework's own field for it stays empty.)"""
        tenant = (self.channel_data or {}).get("tenant")
        named = tenant.get("id") if isinstance(tenant, dict) else None
        return named if isinstance(named, str) and named else None


@dataclass(frozen=True, slots=True)
class Letter:
    """An activity that was read: its envelope, and the whole of it as it came."""

    envelope: Envelope
    body: dict[str, object]

    def activity(self) -> Activity:
        """The framework's own form of it. Raises `Unreadable` when a field cannot be what the schema says."""
        try:
            activity = cast(Activity, _READ("Activity", self.body))
        except Exception as error:
            # msrest raises whatever its conversions ran into: it is the body that is wrong, whichever way it shows.
            raise Unreadable("fields") from error
        # "expectReplies" would gather every answer into this one response. Teams never asks for it.
        activity.delivery_mode = None
        return activity


def read(raw: bytes) -> Letter:
    """The letter in a request's bytes. Raises `Unreadable`."""
    if raw.count(b"[") + raw.count(b"{") > _DEEPEST:
        # Only a body with that many brackets can be that deep: most requests are spared the second look.
        _refuse_depth(raw)
    try:
        # Decoded here: left alone, the reader would also take UTF-16, in which the search below finds nothing.
        body = _STRICT.decode(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("json") from error
    if not isinstance(body, dict):
        raise Unreadable("not_an_object")
    if _UNSTORABLE.search(raw):
        body = cast(dict[str, object], _storable(body))
    try:
        return Letter(Envelope.model_validate(body), body)
    except ValidationError as error:
        raise Unreadable("shape") from error


def _refuse_depth(raw: bytes) -> None:
    """Raises `Unreadable` when brackets outside strings nest deeper than is read."""
    depth = 0
    for bracket in _NOT_BRACKETS.sub(b"", raw):
        depth += 1 if bracket in b"[{" else -1
        if depth > _DEEPEST:
            raise Unreadable("too_deep")


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number beyond all bounds")
    return number


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
_STRICT = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite)
# Made once: `Activity.deserialize` would gather all the models again for each request.
_READ = CompiledDeserializer({name: model for name, model in vars(schema).items() if isinstance(model, type)})
