"""The log of a turn: one line that says what was done, and one id by which everything about it is found."""

from __future__ import annotations

import re
from pathlib import Path

import aiohttp
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs
from structlog.typing import EventDict

from tests import faults
from tests.rig import CHAMPION, TEACHER, school_at_work
from tests.transcripts.play import Line, play, seen

HELD = {"school", "turn_id", "type", "name", "activity", "seconds", "outcome", "does", "event", "log_level"}
TYPED = "marmalade"


def turns(logs: list[EventDict]) -> list[EventDict]:
    """The lines of turns, one for each."""
    return [entry for entry in logs if entry["event"] == "turn"]


DONE: list[tuple[Line, str, str]] = [
    ((TEACHER, "says", "help"), "help", "answered"),
    ((TEACHER, "says", f"{TYPED} on the carpet"), "report", "answered"),
    ((TEACHER, "says", "my reports"), "my reports", "answered"),
    ((TEACHER, "says", "away until friday"), "away until *", "call.nobody_waits"),
    ((TEACHER, "says", "report threat"), "report", "answered"),
    ((TEACHER, "presses", "Send", {"what": TYPED}), "report.send", "answered"),
    ((TEACHER, "says", "reach"), "reach", "error.not_allowed"),
]


async def test_each_turn_leaves_one_line_and_no_word_that_was_typed(tmp_path: Path) -> None:
    """What kind of activity, what was done by our own word for it, how long it took, how it ended; under a new id."""
    ids = set()
    async with school_at_work(tmp_path) as rig:
        for line, does, outcome in DONE:
            with capture_logs([merge_contextvars]) as logs:
                await play(rig, [line])
            (turn,) = turns(logs)
            assert (turn["does"], turn["outcome"]) == (does, outcome)
            assert set(turn) <= HELD
            assert turn["seconds"] >= 0
            assert TYPED not in str(logs)
            ids.add(turn["turn_id"])
    assert len(ids) == len(DONE)


async def test_the_reference_that_a_person_sees_finds_every_line_of_that_turn(tmp_path: Path) -> None:
    """The error's line and the turn's own line stand under the id on the card, and no other turn does."""

    async def broken(*_: object, **__: object) -> object:
        raise RuntimeError(TYPED)

    async with school_at_work(tmp_path) as rig:
        with capture_logs([merge_contextvars]) as logs:
            await play(rig, [(TEACHER, "says", "help")])
            works, rig.store.find = rig.store.find, broken  # type: ignore[method-assign, assignment]
            await play(rig, [(TEACHER, "says", "my reports"), (TEACHER, "reads", "(Reference ")])
            rig.store.find = works  # type: ignore[method-assign]
        reference = re.findall(r"\(Reference (\w+)\)", seen(rig, TEACHER))[-1]
        found = [(entry["event"], entry.get("outcome")) for entry in logs if entry.get("turn_id") == reference]
    assert found == [("turn", "failed"), ("turn_failed", None)]
    assert TYPED not in str(logs)


async def test_what_a_turn_sets_going_is_found_by_it_too(tmp_path: Path) -> None:
    """A ping that could not be sent says which turn woke the outbox."""
    async with school_at_work(tmp_path) as rig:
        rig.teams.faults.on(faults.forbidden(), person=CHAMPION)
        await play(rig, [(TEACHER, "says", "report threat")])
        with capture_logs([merge_contextvars]) as logs:
            await play(rig, [(TEACHER, "presses", "Send", {"what": "A nasty e-mail."})])
            await rig.teams.until(lambda: any(entry["event"] == "notice_not_sent" for entry in logs))
    (turn,) = turns(logs)
    unsent = next(entry for entry in logs if entry["event"] == "notice_not_sent")
    assert turn["turn_id"] in unsent["woken_by"]


async def test_a_request_on_a_kept_connection_has_nothing_of_the_one_before(tmp_path: Path) -> None:
    """What is bound to a turn ends with it."""
    async with school_at_work(tmp_path) as rig, aiohttp.ClientSession() as session:
        await play(rig, [(TEACHER, "says", "help")])
        with capture_logs([merge_contextvars]) as logs:
            for _ in range(2):
                async with session.post(f"{rig.url}/api/messages", data=b"{") as response:
                    assert response.status == 415
    first, second = [entry for entry in logs if entry["event"] == "request_refused"]
    assert first["turn_id"] != second["turn_id"]
    assert "does" not in first
