"""The story of a kind of request that is not in the tree: run by `test_new_kind` in a copy that has it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.rig import MANAGER, TEACHER, school_at_work
from tests.transcripts.play import play


async def test_it_is_asked_for_decided_listed_and_ended(tmp_path: Path) -> None:
    """From its command to the evening of its last day, with nothing but its row and its words."""
    async with school_at_work(tmp_path) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "help"),
                (TEACHER, "reads", "visitor wifi"),
                (TEACHER, "says", "visitor wifi"),
                (TEACHER, "reads", "Who visits?"),
                (TEACHER, "presses", "Send", {"visitor": "The museum's speaker", "until": "2026-11-20"}),
                (TEACHER, "reads", "That day has passed."),
                (TEACHER, "presses", "Send", {"until": "2026-11-24"}),
                (MANAGER, "reads", "RQ-2026-0001"),
                (MANAGER, "presses", "Approve"),
                (TEACHER, "reads", "Approved by Helen Thistlewood"),
                (MANAGER, "says", "requests"),
                (MANAGER, "reads", "The museum's speaker, until Tue 24 Nov"),
            ],
        )
        await rig.move(timedelta(days=2))
        await play(rig, [(TEACHER, "reads", "The visit is over")])
