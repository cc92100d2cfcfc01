"""What a dialog remembers between turns, kept in the school's own store as plain JSON. Knows no dialog by name.

The framework's own state is turned into text by a library whose reading of a tampered file can run code, and has no
versions. Here only simple values and ids are kept: anything else is refused while it is written.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

import structlog
from botbuilder.core import StatePropertyAccessor, TurnContext

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Conversation
from bot.services.ports import Store
from dialogs.framework import DialogInstance, DialogState

_KEY = "school.dialogs"
_NESTED = "$dialogs"
"""How the stack of a dialog within a dialog is marked."""
_DEEPEST_STATE = 32

log = structlog.get_logger(__name__)


class NotPlain(TypeError):
    """A dialog tried to keep something other than simple values: a fault of the dialog, found in its first test."""


@dataclass(slots=True)
class _Remembered:
    record: Conversation
    state: DialogState


class DialogMemory(StatePropertyAccessor):  # type: ignore[misc]
    """The accessor that a `DialogSet` is made with. Hold the chat's lock from `get` to `save`.

    Read from the store once a turn, at the first `get`; written by `save`, when something changed.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(
        self, turn_context: TurnContext, default_value_or_factory: Callable[[], DialogState] | None = None
    ) -> DialogState:
        """The dialogs under way in this chat with this person; an empty state when there are none."""
        remembered: _Remembered | None = turn_context.turn_state.get(_KEY)
        if remembered is None:
            where = _id(turn_context)
            record = await self._store.get(Conversation, where) or Conversation(id=where)
            remembered = turn_context.turn_state[_KEY] = _Remembered(record, _state(record))
        return remembered.state

    async def set(self, turn_context: TurnContext, value: DialogState) -> None:
        """Put another state in its place."""
        await self.get(turn_context)
        turn_context.turn_state[_KEY].state = value

    async def delete(self, turn_context: TurnContext) -> None:
        """Forget every dialog that is under way."""
        await self.set(turn_context, DialogState())

    async def save(self, turn_context: TurnContext) -> None:
        """Keep what changed in this turn. Raises `NotPlain`, `Conflict` and `StoreUnavailable`."""
        remembered: _Remembered | None = turn_context.turn_state.get(_KEY)
        if remembered is None:
            return
        text = _text(remembered.state)
        if text == remembered.record.data:
            return
        await self._store.keep(Outcome(records=(remembered.record.model_copy(update={"data": text}),)))
        # The store now holds the next version: a second save in the same turn must name it.
        kept = {"data": text, "version": remembered.record.version + 1}
        remembered.record = remembered.record.model_copy(update=kept)


def _id(context: TurnContext) -> str:
    return f"{context.activity.conversation.id}|{context.activity.from_property.aad_object_id}"


def _text(state: DialogState) -> str:
    """A state as JSON text, the same for the same state; `{}` when nothing is under way."""
    stack = _stack_out(state.dialog_stack, 0)
    return json.dumps({"dialogs": stack} if stack else {}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _state(record: Conversation) -> DialogState:
    """What the record says; nothing under way when it cannot be read, whoever wrote it."""
    try:
        data = json.loads(record.data)
        if not isinstance(data, dict):
            raise ValueError("not an object")
        return DialogState(_stack_in(data.get("dialogs", [])))
    except (ValueError, RecursionError) as error:
        log.warning("dialog_state_unreadable", conversation=record.id, error=type(error).__name__)
        return DialogState()


def _stack_out(stack: list[DialogInstance], depth: int) -> list[object]:
    return [{"id": dialog.id, "state": _map_out(dialog.state, depth)} for dialog in stack]


def _map_out(state: Mapping[object, object], depth: int) -> dict[str, object]:
    out: dict[str, object] = {}
    for key, value in state.items():
        if type(key) is not str or key.startswith("$"):
            raise NotPlain("a key of a dialog's state must be text that does not start with $")
        out[key] = _out(value, depth + 1)
    return out


def _out(value: object, depth: int) -> object:
    if depth > _DEEPEST_STATE:
        raise NotPlain("a dialog's state is nested too deeply")
    if isinstance(value, DialogState):
        return {_NESTED: _stack_out(value.dialog_stack, depth)}
    # Exact types: a subclass, an enum's member for one, would come back as something else.
    if value is None or type(value) in (str, int, bool) or (type(value) is float and math.isfinite(value)):
        return value
    if type(value) is list:
        return [_out(each, depth + 1) for each in value]
    if type(value) is dict:
        return _map_out(value, depth)
    raise NotPlain(f"a dialog's state may hold simple values only, not {type(value).__name__}")


def _stack_in(stack: object) -> list[DialogInstance]:
    if not isinstance(stack, list):
        raise ValueError("a stack is a list")
    dialogs = []
    for each in stack:
        if not isinstance(each, dict) or not isinstance(each.get("id"), str) or not isinstance(each.get("state"), dict):
            raise ValueError("a dialog has an id and a state")
        dialogs.append(DialogInstance(each["id"], cast(dict[str, object], _in(each["state"]))))
    return dialogs


def _in(value: object) -> object:
    if isinstance(value, list):
        return [_in(each) for each in value]
    if isinstance(value, dict):
        if _NESTED in value:
            return DialogState(_stack_in(value[_NESTED]))
        return {key: _in(each) for key, each in value.items()}
    return value
