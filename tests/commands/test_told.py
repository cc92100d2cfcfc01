"""`app.py told`: who was told last night, from the store alone."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.commands.told import as_moment, message_line, read_since, said_since
from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.records import Notice, NoticeState, Urgency, Who
from tests import faults
from tests.clock import eventually
from tests.commands.test_command_line import run
from tests.rig import CHAMPION, TEACHER, school_at_work
from tests.transcripts.play import play

NOW = datetime(2026, 7, 1, 21, 4, 9, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
PING = Notice(
    id="a",
    subject="OS-2026-0042",
    topic="incident",
    to=Who(id="ann", name="Ann Ash"),
    purpose=IncidentPurpose.PING,
    urgency=Urgency.URGENT,
    made_at=NOW,
    due_at=NOW,
)


def _sent(seconds: float, **changes: object) -> Notice:
    settled = {"state": NoticeState.SENT, "attempts": 1, "settled_at": NOW + timedelta(seconds=seconds)}
    return PING.model_copy(update={**settled, **changes})


LINES = [
    (_sent(1.25), "2026-07-01 22:04:10  told      OS-2026-0042  ping  Ann Ash  after 1.2 s"),
    (
        # Since its first attempt, and not since the last.
        _sent(90, attempts=3, due_at=NOW + timedelta(seconds=88)),
        "2026-07-01 22:05:39  told      OS-2026-0042  ping  Ann Ash  after 90.0 s",
    ),
    (
        # Kept in the evening to be said in the morning: it is not late by a night.
        _sent(36_001, due_at=NOW + timedelta(hours=10)),
        "2026-07-02 08:04:10  told      OS-2026-0042  ping  Ann Ash  after 1.0 s",
    ),
    (
        _sent(5, state=NoticeState.FAILED, reason="not_installed"),
        "2026-07-01 22:04:14  NOT told  OS-2026-0042  ping  Ann Ash  not_installed",
    ),
    (PING, "2026-07-01 22:04:09  not yet   OS-2026-0042  ping  Ann Ash"),
]


@pytest.mark.parametrize(("notice", "said"), LINES, ids=[said[21:40] for _, said in LINES])
def test_a_line_says_who_was_told_of_what_and_when(notice: Notice, said: str) -> None:
    """In the school's own time."""
    assert message_line(notice, LONDON) == said


def test_what_told_nobody_is_left_out() -> None:
    """A card drawn again, what need not be said any more, and what was said before; the rest by its time."""
    last_night = [
        _sent(60, id="later"),
        _sent(2, id="first"),
        _sent(3, id="redrawn", card="first"),
        _sent(4, id="withdrawn", state=NoticeState.WITHDRAWN),
        _sent(-60, id="before"),
    ]
    assert [each.id for each in said_since(NOW, last_night)] == ["first", "later"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14h", NOW - timedelta(hours=14)),
        ("2026-06-30", datetime(2026, 6, 29, 23, 0, tzinfo=UTC)),
        ("2026-06-30T18:00", datetime(2026, 6, 30, 17, 0, tzinfo=UTC)),
        ("2026-06-30T18:00+00:00", datetime(2026, 6, 30, 18, 0, tzinfo=UTC)),
    ],
)
def test_since(written: str, meant: datetime) -> None:
    """So long ago, or a moment: in the school's own time where it says no other."""
    assert as_moment(read_since(written), NOW, LONDON) == meant


@pytest.mark.parametrize("written", ["last night", "", "14", "2026-13-01"])
def test_since_what(written: str) -> None:
    """Anything else is refused with what would be right."""
    with pytest.raises(ArgumentTypeError, match="2026-11-22T18:00"):
        read_since(written)


async def test_who_was_told_last_night(tmp_path: Path) -> None:
    """A report, whoever heard of it and who did not; asked of the store, of which no line of any log is left."""
    async with school_at_work(tmp_path / "var") as rig:
        rig.teams.faults.on(faults.unavailable(), person=CHAMPION, operations={"create", "send"})
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "pineapple"})])

        async def tried() -> bool:
            return any(notice.attempts and notice.to.id == CHAMPION for notice in await rig.store.find(Notice))

        await eventually(tried)
        champion = next(each.name for each in rig.school.people if each.id == CHAMPION)
    status, said = await run(tmp_path, "told", "--since", "2026-11-23T10:00")
    assert status == 0
    assert f"not yet   OS-2026-0001  ping  {champion}" in said
    assert "pineapple" not in said
    assert said.splitlines()[-1].startswith("since 2026-11-23 10:00: ")
    status, said = await run(tmp_path, "told", "--since", "yesterday")
    assert status == 2
    assert "write a moment like" in said
