"""The chain shows any edit of the timeline."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.kit.records import Entry, Seal, Who
from bot.policy.kit.timeline import follows, kept_text, link, sound_line
from bot.policy.kit.verifying import claims_of
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


SEALS = (Seal(kind="incidents", id="OS-2026-0001", now="a"), Seal(kind="notes", id="n", subject="OS", was="b", now="c"))
WRITTEN = {
    "by nobody": Entry(subject="OS", at=AT, by=None, what="alerted"),
    "with facts": Entry(
        subject="OS", at=AT, by=Who(id="a", name="Zoë"), what="noted", facts={"note": "n", "sha256": "d"}
    ),
    "with seals": Entry(subject="OS", at=AT, by=Who(id="a", name="A"), what="removed", seals=SEALS),
    "by a later release": Entry.model_validate({"subject": "OS", "at": AT, "by": None, "what": "x", "later": {"a": 1}}),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_sound_line_says_what_its_entry_says(written: str) -> None:
    """It follows what the entry follows, and says the same of records."""
    first = link(None, WRITTEN["with facts"])
    entry = link(first, WRITTEN[written])
    line = sound_line(kept_text(entry))
    assert line is not None
    assert follows(first, line)
    assert not follows(None, line)
    assert follows(line, link(entry, WRITTEN["by nobody"]))
    assert (line.seq, line.at, line.what, line.subject) == (entry.seq, entry.at, entry.what, entry.subject)
    assert [*claims_of(line)] == [*claims_of(entry)]


def forged(**told: object) -> str:
    """A line of which this was changed, and its digest made to fit."""
    kept = {**json.loads(kept_text(link(None, WRITTEN["with facts"]))), **told}
    del kept["digest"]
    text = json.dumps({"facts": {}, **kept}, sort_keys=True, ensure_ascii=False)
    return json.dumps({**kept, "digest": hashlib.sha256(text.encode()).hexdigest()})


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        kept_text(link(None, WRITTEN["with seals"])).replace("removed", "noted"),
        kept_text(link(None, WRITTEN["with seals"])).replace('"now":"a"', '"now":"b"'),
        forged(subject=5),
        forged(facts=[]),
        forged(at="yesterday"),
        forged(seq="1"),
    ],
)
def test_anything_else_is_no_sound_line(text: str) -> None:
    """What was edited, and what only looks like one: it is read as an entry, which says what is wrong with it."""
    assert sound_line(text) is None


def test_what_is_forged_here_would_be_sound_if_it_were_an_entry() -> None:
    """The forger of the cases above makes digests as the timeline does."""
    assert sound_line(forged(subject="OS-2026-0002")) is not None
