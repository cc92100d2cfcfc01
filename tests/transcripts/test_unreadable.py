"""A record that the release that runs cannot read: everything else goes on, and a Champion hears of it once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.policy.kit.records import Notice
from bot.policy.log import LogPurpose
from tests.rig import CHAMPION, SENIOR, TEACHER, Rig
from tests.tampering import Tamper
from tests.test_health import on_postgres, on_tinydb
from tests.transcripts.play import play, seen

TITLE = "Something in the log cannot be read"
Opened = Callable[[Path], AbstractAsyncContextManager[tuple[Rig, Tamper]]]


async def _told(rig: Rig) -> int:
    return len(await rig.store.find(Notice, where={"purpose": LogPurpose.UNREADABLE.value}))


@pytest.mark.parametrize("opened", [on_tinydb, on_postgres], ids=["tinydb", "postgres"])
async def test_a_report_that_cannot_be_read(opened: Opened, tmp_path: Path) -> None:
    """Its neighbours are listed, alerted, exported and closed; whoever opens it is told why not; the Champions get one
    message, and have a line in the briefing until it can be read again."""
    async with opened(tmp_path) as (rig, other):
        rig.edited = True
        for what in ("First.", "Second."):
            await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": what})])
        await rig.at_rest()
        other.rewrite("incidents", "OS-2026-0001", state="escalated")
        await rig.move(timedelta(minutes=31))
        assert "OS-2026-0002" in seen(rig, SENIOR)
        await rig.move(timedelta(minutes=2))  # it was met by the ladder; the next look finds it
        await play(
            rig,
            [
                (CHAMPION, "reads", TITLE),
                (CHAMPION, "reads", "1 thing that I keep cannot be read. It is a report."),
                (CHAMPION, "never reads", "incidents"),
                (CHAMPION, "says", "OS-2026-0001"),
                (CHAMPION, "reads", "I cannot open this just now"),
                (CHAMPION, "says", "log"),
                (CHAMPION, "reads", "OS-2026-0002"),
                (CHAMPION, "says", "briefing"),
                (CHAMPION, "reads", "1 thing that I keep cannot be read"),
                (CHAMPION, "says", "export"),
                (CHAMPION, "says", "patterns"),
                (TEACHER, "says", "my reports"),
                (TEACHER, "reads", "OS-2026-0002"),
                (TEACHER, "never reads", TITLE),
            ],
        )
        assert await _told(rig) == 2  # both Champions
        await rig.move(timedelta(days=2))
        assert await _told(rig) == 2
