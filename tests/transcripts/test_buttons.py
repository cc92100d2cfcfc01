"""The second road of every button: a press that comes as a message does what the other does, in the same place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.policy.incidents.incident import Incident
from tests.faults import dropped_connection, not_found
from tests.rig import CHAMPION, TEACHER, Rig
from tests.transcripts.play import Does, play, seen

PRESSES: tuple[Does, Does] = ("presses", "presses the fallback")


@pytest.mark.parametrize("presses", PRESSES)
async def test_the_answer_stands_where_it_was_pressed(rig: Rig, presses: Does) -> None:
    """No message comes below it, whichever way the client sends the press: the form becomes its receipt."""
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "has cards", "1")])
    form = rig.teams.chat(TEACHER).from_bot[-1].id
    await play(
        rig,
        [
            (TEACHER, presses, "Send", {"what": "Nasty words"}),
            (TEACHER, "reads", "Your report is OS-2026-0001"),
            (TEACHER, "has cards", "1"),
            (CHAMPION, "reads", "Acknowledge"),
            (CHAMPION, presses, "Acknowledge"),
            (CHAMPION, "has cards", "1"),
            (CHAMPION, "reads", "Gareth Penhallow has it"),
            (TEACHER, "reads", "Gareth Penhallow has it"),
        ],
    )
    assert rig.teams.chat(TEACHER).from_bot[0].id == form


@pytest.mark.parametrize("presses", PRESSES)
async def test_a_card_that_stands_is_redrawn_as_ever(rig: Rig, presses: Does) -> None:
    """What others do comes to the same card afterwards."""
    await play(
        rig,
        [
            (TEACHER, "says", "report threat"),
            (TEACHER, presses, "Send", {"what": "Nasty words"}),
            (CHAMPION, "reads", "Acknowledge"),
            (CHAMPION, presses, "Acknowledge"),
        ],
    )
    await rig.move(timedelta(minutes=1))
    await play(rig, [(TEACHER, "reads", "Gareth Penhallow has it"), (TEACHER, "never reads", "Leave without sending")])


async def test_where_the_card_cannot_be_changed_the_answer_comes_below(rig: Rig) -> None:
    """Teams refuses to change the form: what was sent is kept once, and the receipt is a new message."""
    await play(rig, [(TEACHER, "says", "report threat")])
    rig.teams.faults.on(not_found(), person=TEACHER, operations="update", times=1)
    await play(
        rig,
        [
            (TEACHER, "presses the fallback", "Send", {"what": "Nasty words"}),
            (TEACHER, "has cards", "2"),
            (TEACHER, "reads", "Your report is OS-2026-0001"),
        ],
    )
    assert len(await rig.store.find(Incident)) == 1


async def test_a_press_whose_answer_is_lost_is_not_said_to_have_failed(rig: Rig) -> None:
    """Teams does not answer while the bot changes the pressed card: what was pressed has happened, nobody reads that it
    may not have, and the card comes to show it."""
    await play(rig, [(TEACHER, "says", "report threat")])
    rig.teams.faults.on(dropped_connection(), person=TEACHER, operations="update")
    await play(
        rig,
        [
            (TEACHER, "presses the fallback", "Send", {"what": "Nasty words"}),
            (CHAMPION, "reads", "Nasty words"),
            (TEACHER, "never reads", "went wrong"),
        ],
    )
    rig.teams.faults.clear()
    await rig.move(timedelta(minutes=5))
    await play(rig, [(TEACHER, "reads", "Your report is OS-2026-0001"), (TEACHER, "has cards", "1")])


async def test_a_refused_press_leaves_its_card(rig: Rig) -> None:
    """The sentence is said, and the buttons are still there."""
    await play(
        rig,
        [
            (TEACHER, "says", "report threat"),
            (TEACHER, "presses", "Send", {"what": "Nasty words"}),
            (CHAMPION, "reads", "Acknowledge"),
        ],
    )
    ping = rig.teams.chat(CHAMPION).from_bot[-1].id
    await rig.teams.forge_submit(
        CHAMPION, {"verb": "incident.acknowledge", "id": "OS-1999-0001", "replaces": True}, on=ping
    )
    assert "There is no report by that reference" in seen(rig, CHAMPION)
    await play(rig, [(CHAMPION, "presses", "Acknowledge"), (CHAMPION, "reads", "Gareth Penhallow has it")])
