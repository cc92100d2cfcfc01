"""A report of a kind that only a later release knows, after a step back: it is shown, laddered, taken and closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.policy.incidents.incident import Incident, State
from tests.rig import CHAMPION, SENIOR, TEACHER, Rig, school_at_work
from tests.tampering import FolderTamper
from tests.transcripts.play import play, seen


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """With a report of which a later release has said what it is, and of whose fields this one knows one."""
    async with school_at_work(tmp_path) as rig:
        rig.edited = True
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "A voice."})])
        await rig.at_rest()
        account = {"what": "A voice.", "tool": "y"}
        FolderTamper(tmp_path).change("incidents", "OS-2026-0001", kind="cloned_voice", account=account)
        yield rig


async def test_its_ladder_runs_on_and_it_is_taken_and_closed(rig: Rig) -> None:
    """The route lies on the report. Whoever was alerted sees it, with what was written, whatever the field."""
    await rig.move(timedelta(minutes=31))
    assert "OS-2026-0001" in seen(rig, SENIOR)
    await play(
        rig,
        [
            (CHAMPION, "says", "OS-2026-0001"),
            (CHAMPION, "reads", "Another kind of report"),
            (CHAMPION, "reads", "Tool"),
            (CHAMPION, "presses", "Acknowledge"),
            (TEACHER, "reads", "has it"),
            (TEACHER, "says", "my reports"),
            (TEACHER, "reads", "Another kind of report"),
            (CHAMPION, "says", "log"),
            (CHAMPION, "reads", "Another kind of report"),
            (CHAMPION, "says", "patterns"),
            (CHAMPION, "says", "export"),
        ],
    )
    held = await rig.store.get(Incident, "OS-2026-0001")
    assert held is not None
    assert (held.state, held.kind) == (State.ACKNOWLEDGED, "cloned_voice")


async def test_it_is_kept_as_close_as_the_closest(rig: Rig) -> None:
    """Whoever was not told of it does not find it: nobody here can say that they may."""
    await play(rig, [(SENIOR, "says", "OS-2026-0001"), (SENIOR, "never reads", "Another kind of report")])
