"""The story of a duty that is not in the tree: run by `test_new_kind` in a copy that has it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import load_school
from tests.rig import COORDINATOR, HEAD, SCHOOL_FILE, school_at_work
from tests.transcripts.play import play


async def test_it_falls_due_is_told_and_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the example school's calendar to its evidence, with nothing but its row."""
    (own,) = (rule for rule in load_school(SCHOOL_FILE).duties if rule.id == "passwords_changed")
    monkeypatch.setattr("tests.rig.DUTIES", (own,))
    async with school_at_work(tmp_path) as rig:
        await rig.teams.say(HEAD, "calendar")
        await rig.move(timedelta(minutes=10))
        await play(
            rig,
            [
                (HEAD, "reads", "Passwords of shared accounts changed"),
                (COORDINATOR, "reads", "Change the passwords that more than one person knows."),
                (COORDINATOR, "presses", "Done"),
                (COORDINATOR, "presses", "Save", {"on": "2026-11-20", "words": "All six"}),
                (COORDINATOR, "reads", "Done, said by Priya Ramanathan"),
                (COORDINATOR, "says", "calendar"),
                (COORDINATOR, "reads", "DU-2026-0001 · Fri 4 Dec · Computing Coordinator"),
            ],
        )
