"""Dialog state in the school's store: plain JSON, versions, and a tampered record that does no harm."""

from __future__ import annotations

import enum
import json
from collections.abc import Awaitable, Callable

import pytest
from botbuilder.core import TurnContext
from botbuilder.dialogs import (
    ComponentDialog,
    Dialog,
    DialogInstance,
    DialogSet,
    DialogState,
    DialogTurnResult,
    WaterfallDialog,
    WaterfallStepContext,
)
from botbuilder.schema import Activity
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Conversation
from bot.teams.conversation_state import DialogMemory, NotPlain, _state, _text
from tests.fakes import MemoryStore
from tests.teams.edge import ALICE, recorded

ID = f"a:alice-chat|{ALICE}"


def turn(**changes: object) -> TurnContext:
    """A turn of Alice's; nothing is sent in it."""
    return TurnContext(_Silent(), Activity.deserialize(recorded("message.personal", **changes)))


class _Silent:
    """Where an adapter would stand."""


class _Questions(ComponentDialog):  # type: ignore[misc]
    """Two questions in a waterfall within a component."""

    def __init__(self, heard: list[object]) -> None:
        super().__init__("questions")
        self._heard = heard
        steps: list[Callable[[WaterfallStepContext], Awaitable[DialogTurnResult]]] = [self._first, self._second]
        self.add_dialog(WaterfallDialog("steps", steps))
        self.initial_dialog_id = "steps"

    async def _first(self, step: WaterfallStepContext) -> DialogTurnResult:
        step.values["kind"] = step.options["kind"]
        return Dialog.end_of_turn

    async def _second(self, step: WaterfallStepContext) -> DialogTurnResult:
        self._heard.append((step.values["kind"], step.result))
        return await step.end_dialog()


async def test_a_conversation_survives_a_restart() -> None:
    """Begun in one process, ended in another: a component, its waterfall, its step and its values."""
    store, heard = MemoryStore(), list[object]()
    for begin in (True, False):
        memory, context = DialogMemory(store), turn()
        dialogs = DialogSet(memory)
        dialogs.add(_Questions(heard))
        under_way = await dialogs.create_context(context)
        await (under_way.begin_dialog("questions", {"kind": "spam"}) if begin else under_way.continue_dialog())
        await memory.save(context)
    assert heard == [("spam", "hello bot")]
    record = await store.get(Conversation, ID)
    assert record is not None
    assert (record.data, record.version) == ("{}", 2)


async def test_nothing_is_written_when_nothing_changed() -> None:
    """A turn without a dialog reads once at most and writes never; a second save of the same is none."""
    store = MemoryStore()
    memory, context = DialogMemory(store), turn()
    await memory.save(context)
    await memory.get(context)
    await memory.save(context)
    assert store.writes == 0
    state = await memory.get(context)
    state.dialog_stack.append(DialogInstance("report", {"kind": "threat"}))
    await memory.save(context)
    await memory.save(context)
    assert store.writes == 1
    await memory.delete(context)
    await memory.save(context)
    assert store.writes == 2


async def test_each_person_of_a_chat_has_their_own() -> None:
    """Two people in one chat do not see each other's dialogs."""
    store = MemoryStore()
    memory, context = DialogMemory(store), turn()
    (await memory.get(context)).dialog_stack.append(DialogInstance("report", {}))
    await memory.save(context)
    other = turn(**{"from": {"id": "29:bob", "aadObjectId": "bob"}})
    assert (await DialogMemory(store).get(other)).dialog_stack == []


async def test_two_turns_at_once_cannot_both_be_kept() -> None:
    """The second of two that read the same version is refused: compare and set."""
    store = MemoryStore()
    memory, first, second = DialogMemory(store), turn(), turn()
    for context in (first, second):
        (await memory.get(context)).dialog_stack.append(DialogInstance("report", {}))
    await memory.save(first)
    with pytest.raises(Conflict):
        await memory.save(second)


class _Kind(enum.StrEnum):
    THREAT = "threat"


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {1},
        b"x",
        (1, 2),
        _Kind.THREAT,
        float("nan"),
        float("inf"),
        {"$dialogs": []},
        {1: "x"},
        [DialogInstance()],
    ],
    ids=["object", "set", "bytes", "tuple", "enum", "nan", "inf", "nested mark", "number for a key", "instance"],
)
async def test_what_is_not_plain_is_refused(value: object) -> None:
    """A dialog that keeps objects fails in its first test, not after a restart."""
    memory, context = DialogMemory(MemoryStore()), turn()
    (await memory.get(context)).dialog_stack.append(DialogInstance("report", {"value": value}))
    with pytest.raises(NotPlain):
        await memory.save(context)


async def test_endless_nesting_is_refused() -> None:
    """A list that holds itself ends in an error, not in a crash."""
    endless: list[object] = []
    endless.append(endless)
    memory, context = DialogMemory(MemoryStore()), turn()
    (await memory.get(context)).dialog_stack.append(DialogInstance("report", {"value": endless}))
    with pytest.raises(NotPlain):
        await memory.save(context)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "nonsense",
        "[]",
        "7",
        '{"dialogs": 7}',
        '{"dialogs": [7]}',
        '{"dialogs": [{"id": "report"}]}',
        '{"dialogs": [{"id": 7, "state": {}}]}',
        '{"dialogs": [{"id": "report", "state": {"dialogs": {"$dialogs": 7}}}]}',
        "[" * 10_000,
        '{"py/object": "os.system"}{',
    ],
)
async def test_a_tampered_state_is_no_dialog_under_way(data: str) -> None:
    """Logged by the record's id, never by its content; the next save puts it right."""
    store = MemoryStore()
    await store.keep(Outcome(records=(Conversation(id=ID, data=data),)))
    memory, context = DialogMemory(store), turn()
    with capture_logs() as logs:
        assert (await memory.get(context)).dialog_stack == []
    assert [(entry["event"], entry["conversation"]) for entry in logs] == [("dialog_state_unreadable", ID)]
    await memory.save(context)
    record = await store.get(Conversation, ID)
    assert record is not None
    assert record.data == "{}"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text().filter(lambda key: not key.startswith("$")), inner, max_size=4)
    ),
    max_leaves=12,
)
STATES = st.dictionaries(st.text().filter(lambda key: not key.startswith("$")), PLAIN, max_size=4)


@given(st.lists(st.tuples(st.text(), STATES, STATES), max_size=3))
def test_plain_values_come_back_as_they_were(stack: list[tuple[str, dict[str, object], dict[str, object]]]) -> None:
    """Whatever a dialog keeps in simple values, nested dialogs included, and the text is the same each time."""
    dialogs = [
        DialogInstance(name, {**state, "dialogs": DialogState([DialogInstance(name, inner)])})
        for name, state, inner in stack
    ]
    text = _text(DialogState(dialogs))
    again = _state(Conversation(id=ID, data=text))
    assert _text(again) == text
    assert json.loads(text).get("dialogs", []) == [
        {"id": name, "state": {**state, "dialogs": {"$dialogs": [{"id": name, "state": inner}]}}}
        for name, state, inner in stack
    ]
    for dialog in again.dialog_stack:
        assert isinstance(dialog.state["dialogs"], DialogState)
