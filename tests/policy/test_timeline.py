"""The chain shows any edit of the timeline."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.kit.records import Entry, Who
from bot.policy.kit.timeline import link
from tests.chain import first_broken

AT = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


def chain(length: int) -> list[Entry]:
    """A sound chain."""
    entries: list[Entry] = []
    for number in range(length):
        entry = Entry(subject="OS-2026-0001", at=AT, by=Who(id="a", name="Ann"), what="noted", facts={"n": str(number)})
        entries.append(link(entries[-1] if entries else None, entry))
    return entries


@given(st.integers(0, 20))
def test_a_sound_chain_holds(length: int) -> None:
    """What was kept is found sound."""
    assert first_broken(chain(length)) is None


@given(st.integers(1, 20), st.data())
def test_the_first_broken_entry_is_named(length: int, data: st.DataObject) -> None:
    """A changed fact, a lost entry or two in the wrong order is found at its place."""
    entries = chain(length)
    at = data.draw(st.integers(0, length - 1))
    edited = [*entries]
    edited[at] = entries[at].model_copy(update={"facts": {"n": "forged"}})
    assert first_broken(edited) == edited[at]
    lost = entries[:at] + entries[at + 1 :]
    assert first_broken(lost) == (entries[at + 1] if at + 1 < length else None)
