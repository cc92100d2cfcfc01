"""The export: a plain table for a handler, offered as Teams does it, holding what that person may see and no more."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.directory.roster import Roster
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.roles import Role
from bot.services.incidents import loading
from bot.services.log import exports
from cards.kit.spreadsheet import FORMULA_STARTS
from cards.log.retention import SURE_ID
from cards.words.log import LOG_COLUMNS
from tests.rig import CHAMPION, COORDINATOR, HEAD, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play, seen


def told(what: str, **more: str) -> list[Line]:
    """A report of something else by the teacher."""
    return [
        (TEACHER, "says", "report other"),
        (TEACHER, "presses", "Send", {"what": what, **more}),
        (CHAMPION, "reads", "OS-2026-0001"),
    ]


async def exported(rig: Rig, who: str) -> list[dict[str, str]]:
    """The rows of the file that the person asks for and accepts."""
    name = f"online-safety-log-{rig.clock.now():%Y-%m-%d}.csv"
    await play(rig, [(who, "says", "export"), (who, "reads", f"I have offered you the file **{name}**")])
    assert (await rig.teams.accept_file(who)).taken
    await rig.teams.until(lambda: _whole(rig, name))
    content = bytes(rig.teams.files.newest(name).content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_a_long_one_is_said_to_be_under_way(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, by the lines of the reader's own file; pages do not show in it, and links stand in it as ever."""
    monkeypatch.setattr(exports, "LONG_EXPORT", 4)
    monkeypatch.setattr(loading, "INCIDENTS_A_PAGE", 3)
    for number in range(7):
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": f"Thing {number}"})])
    linking: list[Line] = [
        (CHAMPION, "reads", "OS-2026-0007"),
        (CHAMPION, "says", "acknowledge OS-2026-0001"),
        (CHAMPION, "presses", "Link another report"),
        (CHAMPION, "presses", "Save", {"other": "0007"}),
    ]
    await play(rig, linking)
    rows = await exported(rig, CHAMPION)
    assert [row["Reference"] for row in rows] == [f"OS-2026-{number:04d}" for number in range(1, 8)]
    linked = [("linked it with OS-2026-0007", 0), ("linked it with OS-2026-0001", 6)]
    assert all(words in rows[at]["Actions"] for words, at in linked)
    assert [f"Thing {number}" in row["Narrative"] for number, row in enumerate(rows)] == [True] * len(rows)
    assert seen(rig, CHAMPION).count("I am writing the file") == 1


async def test_the_columns_and_what_they_hold(rig: Rig) -> None:
    """Reference, dates, category, kind, state, what was told, what was done, referrals, CPOMS and outcome."""
    await play(rig, told('Line one\nand, "two"', about="4B"))
    closing = {"outcome": "Talked", "reason": "It stopped", "cpoms": "C-77", "to_reporter": "Thank you for telling us"}
    await play(
        rig,
        [
            (CHAMPION, "presses", "Acknowledge"),
            (CHAMPION, "presses", "Add a note"),
            (CHAMPION, "presses", "Send", {"note": "Rang the parent"}),
            (CHAMPION, "presses", "Refer"),
            (CHAMPION, "presses", "Send", {"told_other": "Police", "number": "LC-1", "note": "They phone back"}),
            (CHAMPION, "presses", "Close"),
            (CHAMPION, "presses", "Send", closing),
        ],
    )
    (row,) = await exported(rig, CHAMPION)
    assert tuple(row) == LOG_COLUMNS
    assert row["Reference"] == "OS-2026-0001"
    assert row["Reported"] == row["Closed"] == "2026-11-23 10:31"
    assert row["Category"] == "Online Safety"
    assert row["Kind"] == "Something else"
    assert row["State"] == "closed"
    assert 'What happened: Line one\nand, "two"' in row["Narrative"]
    assert "Rang the parent" in row["Actions"]
    assert "Police, reference LC-1" in row["Referrals"]
    assert row["CPOMS reference"] == "C-77"
    assert row["Outcome"] == "Talked\nIt stopped\nWritten to whoever reported it: Thank you for telling us"
    await play(rig, [(HEAD, "says", "log"), (HEAD, "presses", "History of the log")])
    await play(rig, [(HEAD, "reads", "Gareth Penhallow asked for an export of the log")])
    await play(rig, [(HEAD, "reads", "Gareth Penhallow exported the log")])


async def test_no_cell_is_a_formula(rig: Rig) -> None:
    """What people typed stays text in a spreadsheet, also where it begins a cell."""
    await play(rig, told('=HYPERLINK("https://evil.example")'))
    closing = {"outcome": "=1+1", "reason": "x", "cpoms": "@SUM(A1)"}
    await play(
        rig,
        [(CHAMPION, "presses", "Acknowledge"), (CHAMPION, "presses", "Close"), (CHAMPION, "presses", "Send", closing)],
    )
    (row,) = await exported(rig, CHAMPION)
    assert row["Outcome"].startswith("'=1+1")
    assert row["CPOMS reference"] == "'@SUM(A1)"
    assert not [cell for cell in row.values() if cell.startswith(FORMULA_STARTS)]


async def test_only_what_the_person_may_see(rig: Rig) -> None:
    """Whoever is named gets a file without a trace of it; a coordinator what their role handles."""
    await play(rig, told("Shouted at a parent", adult=SENIOR))
    await play(rig, [(TEACHER, "says", "report spam"), (TEACHER, "presses", "Send", {"what": "Spam"})])
    await play(rig, [(COORDINATOR, "reads", "OS-2026-0002")])
    assert [row["Reference"] for row in await exported(rig, CHAMPION)] == ["OS-2026-0001", "OS-2026-0002"]
    await rig.move(timedelta(days=1))
    assert [row["Reference"] for row in await exported(rig, SENIOR)] == ["OS-2026-0002"]
    assert [row["Reference"] for row in await exported(rig, COORDINATOR)] == ["OS-2026-0002"]


async def test_the_directory_is_asked_afresh(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its answer nothing leaves; a role that was lost meanwhile counts for nothing."""
    await play(rig, told("Words"))

    async def silent(self: Roster, id: str, roles: Sequence[Role]) -> bool:
        raise DirectoryUnavailable

    async def lost(self: Roster, id: str, roles: Sequence[Role]) -> bool:
        return False

    for answer, said in ((silent, "The staff directory does not answer"), (lost, "This is for somebody else to do")):
        monkeypatch.setattr(Roster, "confirm", answer)
        await play(rig, [(CHAMPION, "says", "export"), (CHAMPION, "reads", said)])
        forged = await rig.teams.forge(CHAMPION, "retention.remove", {"id": "OS-2026-0001", SURE_ID: "true"})
        assert said in forged.message or "There is no report" in forged.message
    assert not await rig.store.timeline("log")


def _whole(rig: Rig, name: str) -> bool:
    try:
        return bool(rig.teams.files.newest(name))
    except KeyError:
        return False
