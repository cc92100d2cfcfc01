"""`app.py simulate`: who would be told, from the school's file and what is kept, also while the bot serves."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import datetime
from pathlib import Path

import pytest

from bot.commands.simulate import has_gap, kind_lines, ladder_lines, read_at
from bot.policy.kit.reached import Reached
from bot.policy.simulation.simulating import Case, simulate
from tests.commands.test_command_line import run
from tests.policy.test_simulation import NOW, SCHOOL, STAFFING
from tests.rig import CHAMPION, HEAD, SCHOOL_FILE, school_at_work


async def test_every_kind_and_one_ladder(tmp_path: Path) -> None:
    """Before anything is kept: every kind reaches somebody, and each hour of the week stands in a file."""
    file = tmp_path / "hours.csv"
    status, said = await run(tmp_path, "simulate", "--file", str(file))
    assert status == 0, said
    assert "nothing is kept yet" in said
    assert "ok    harmful_contact  now, tonight, saturday, holiday: at once: Rosalind Okafor, Gareth Penhallow" in said
    assert len(file.read_text("utf-8-sig").splitlines()) > 15 * 168
    status, said = await run(tmp_path, "simulate", "--kind", "security_breach", "--at", "2027-03-01T21:00")
    assert status == 0, said
    assert "School ICT technician (by telephone)" in said


async def test_gaps_end_it_with_a_status_of_their_own(tmp_path: Path) -> None:
    """A school that has given no role to anybody of its staff but its chair's, by its file alone."""
    text = re.sub(r'roles = \["staff", .*\]', 'roles = ["staff"]', SCHOOL_FILE.read_text())
    (tmp_path / "school.toml").write_text(text)
    status, said = await run(tmp_path, "simulate", SCHOOL_FILE=str(tmp_path / "school.toml"))
    assert status == 1, said
    found = "at once: Winifred Achterberg; step 1 reaches NOBODY; step 2 reaches NOBODY; step 3 reaches NOBODY"
    assert f"GAP   harmful_contact  now, tonight, saturday, holiday: {found}" in said


async def test_who_is_out_of_reach_is_read_beside_a_bot_that_serves(tmp_path: Path) -> None:
    """What the bot has learnt of its people counts."""
    async with school_at_work(tmp_path / "var") as rig:
        now = rig.clock.now()
        await rig.keep(*(Reached(id=each, failed_at=now, reason="blocked") for each in (HEAD, CHAMPION)))
        status, said = await run(tmp_path, "simulate", "--kind", "bullying")
    assert status == 1, said
    assert "at once: Rosalind Okafor (CANNOT BE REACHED), Gareth Penhallow (CANNOT BE REACHED)" in said


def test_lines() -> None:
    """What is routine waits; a ladder has a line for each step."""
    at = {"now": NOW, "tonight": NOW.replace(hour=20)}
    found = {name: simulate(SCHOOL, STAFFING, Case("spam", when)) for name, when in at.items()}
    assert [line.split(":")[0] for line in kind_lines("spam", found, SCHOOL.timezone)] == [
        "ok    spam             now",
        "ok    spam             tonight",
    ]
    assert not has_gap(found["now"])
    assert len(list(ladder_lines(found["now"], SCHOOL.timezone))) == 4


def test_a_moment_is_written_as_it_is_elsewhere() -> None:
    """A time without a zone is the school's own."""
    assert read_at("2026-12-24T20:00") == datetime(2026, 12, 24, 20, 0)  # noqa: DTZ001
    with pytest.raises(ArgumentTypeError):
        read_at("tonight")
