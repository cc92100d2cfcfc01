"""What recurs this term against the term before (I8, I15): a chart first, and what has doubled is said to the
Headteacher once, in school hours, of what they may see."""

from __future__ import annotations

from datetime import timedelta

from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Notice
from bot.policy.log import LogPurpose
from bot.policy.log.recurring import PatternsTold
from tests.rig import CHAMPION, HEAD, TEACHER, Rig
from tests.transcripts.play import Line, play

LOOT = "loot@prize-club.example"
DAY = timedelta(days=1)


def reported(sender: str = LOOT) -> list[Line]:
    """A threat by the teacher."""
    return [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {"what": "Again on Roblox in 5B", "sender": sender}),
        (TEACHER, "reads", "OS-2026-"),
    ]


async def test_what_recurs_stands_first_and_is_found_by_a_press(rig: Rig) -> None:
    """A sender, an app and a class, each against the term before; a row asks for the reports of it."""
    for _ in range(3):
        await play(rig, reported())
    await play(
        rig,
        [
            (CHAMPION, "says", "patterns"),
            (CHAMPION, "reads", "This term, and the term before"),
            (CHAMPION, "reads", f"Sender {LOOT}: 3 this term, 0 the term before"),
            (CHAMPION, "reads", "App Roblox: 3 this term, 0 the term before"),
            (CHAMPION, "reads", "Class 5B: 3 this term, 0 the term before"),
            (CHAMPION, "presses", "Find these"),
            (CHAMPION, "presses", "Find", {}),
            (CHAMPION, "reads", "3 reports found"),
        ],
    )


async def test_the_headteacher_is_told_once_of_what_has_doubled(rig: Rig) -> None:
    """On the next school morning, and not again for the same thing in this term; nobody else is told."""
    for _ in range(4):
        await play(rig, reported())
    await rig.move(DAY)
    await play(
        rig,
        [
            (HEAD, "reads", "Twice as often as last term"),
            (HEAD, "reads", f"Sender {LOOT}: 4 this term, 0 the term before"),
            (CHAMPION, "never reads", "Twice as often as last term"),
        ],
    )
    await play(rig, reported())
    await rig.move(DAY)
    assert await _told(rig) == [HEAD]
    for _ in range(4):
        await play(rig, reported("other@prize-club.example"))
    await rig.move(DAY)
    assert await _told(rig) == [HEAD, HEAD]
    kept = await rig.store.get(PatternsTold, HEAD)
    assert kept is not None
    assert LOOT not in str(kept.told)
    assert "prize" not in str(kept.told)


async def test_what_was_as_frequent_before_is_not_told(rig: Rig) -> None:
    """Four this term are no news where there were three in the term before."""
    for _ in range(7):
        await play(rig, reported())
    held = await rig.store.find(Incident, limit=3)
    await rig.keep(
        *(each.model_copy(update={"reported_at": each.reported_at - 150 * DAY, "happened_at": None}) for each in held)
    )
    await play(rig, [(CHAMPION, "says", "patterns"), (CHAMPION, "reads", "4 this term, 3 the term before")])
    await rig.move(DAY)
    assert await _told(rig) == []


async def _told(rig: Rig) -> list[str]:
    await rig.at_rest()
    found = await rig.store.find(Notice, where={"purpose": LogPurpose.PATTERN.value})
    return [each.to.id for each in found]
