"""What becomes of what staff are told: its last day ends, it is taken as a file, people leave, presses are forged."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.local.shapes import Json
from bot.policy.announcements.announcement import (
    Announcement,
    AnnouncementReading,
    AnnouncementState,
    ReadingState,
    reading_id,
)
from bot.settings import load_school
from tests.clock import FakeClock, eventually
from tests.rig import (
    CHAMPION,
    GOVERNOR,
    HEAD,
    MONDAY,
    OTHER_TEACHER,
    SCHOOL_FILE,
    SENIOR,
    TEACHER,
    Rig,
    school_at_work,
    stand_in,
)
from tests.transcripts.play import play, seen
from tests.transcripts.test_announcements import REF, SENT


async def state_of(rig: Rig, person: str) -> ReadingState | None:
    """How somebody stands with it; None for whoever was not to be told."""
    reading = await rig.store.get(AnnouncementReading, reading_id(REF, person))
    return reading.state if reading else None


def _is_whole(rig: Rig, name: str) -> bool:
    try:
        return bool(rig.teams.files.newest(name))
    except KeyError:
        return False


async def test_its_last_day_ends(rig: Rig) -> None:
    """When the day is over the cards say so and take **Seen** away; a press that comes late changes nothing."""
    await play(rig, [*SENT, (TEACHER, "presses", "Seen"), (OTHER_TEACHER, "reads", "Fire drill")])
    rig.clock.move_to(datetime(2026, 11, 27, 23, 0, tzinfo=UTC))
    await rig.at_rest()
    await play(rig, [(OTHER_TEACHER, "never reads", "This is over.")])
    rig.clock.move_to(datetime(2026, 11, 28, 0, 1, tzinfo=UTC))
    await play(
        rig,
        [
            (OTHER_TEACHER, "reads", "This is over. Nothing more is needed from you."),
            (CHAMPION, "reads", "Over since"),
            (CHAMPION, "never reads", "Correct"),
        ],
    )
    ended = await rig.store.get(Announcement, REF)
    assert ended is not None
    assert ended.state is AnnouncementState.ENDED
    await rig.teams.forge(OTHER_TEACHER, "announcement.seen", {"id": REF, "v": "1"})
    assert (await state_of(rig, OTHER_TEACHER), await state_of(rig, TEACHER)) == (ReadingState.TOLD, ReadingState.SEEN)


async def test_who_has_seen_it_is_taken_as_a_file(rig: Rig) -> None:
    """One line for each person whom it was for, with when they saw it; that it was taken is in its history."""
    await play(
        rig, [*SENT, (TEACHER, "presses", "Seen"), (CHAMPION, "says", REF), (CHAMPION, "presses", "Download the list")]
    )
    assert (await rig.teams.accept_file(CHAMPION)).taken
    name = f"{REF}-seen.csv"
    await rig.teams.until(lambda: _is_whole(rig, name))
    rows = list(csv.reader(io.StringIO(bytes(rig.teams.files.newest(name).content).decode("utf-8-sig"), newline="")))
    told = await rig.store.find(AnnouncementReading, where={"subject": REF})
    assert len(rows) == len(told) + 1
    (mine,) = (row for row in rows if "Daniel Birtwhistle" in row)
    assert "Seen" in mine
    assert "announcement_exported" in [entry.what for entry in await rig.store.timeline()]


async def test_who_leaves_counts_no_more(tmp_path: Path) -> None:
    """On the next school morning: whoever has left and had not seen it is asked for nothing, and what somebody saw
    before they left stays."""
    clock, example = FakeClock(MONDAY), load_school(SCHOOL_FILE)
    people = tuple(person for person in example.people if person.id not in {TEACHER, OTHER_TEACHER})
    fewer = example.model_copy(update={"people": people})
    async with stand_in(example, clock) as teams:
        async with school_at_work(tmp_path, school=example, teams=teams, clock=clock) as rig:
            await play(rig, [*SENT, (TEACHER, "presses", "Seen"), (OTHER_TEACHER, "reads", "Fire drill")])
            await rig.at_rest()
        async with school_at_work(tmp_path, school=fewer, teams=teams, clock=clock) as rig:
            rig.clock.move_to(datetime(2026, 11, 24, 8, 1, tzinfo=UTC))

            async def has_left() -> bool:
                return await state_of(rig, OTHER_TEACHER) is ReadingState.LEFT

            await eventually(has_left)
            assert await state_of(rig, TEACHER) is ReadingState.SEEN
            await play(rig, [(CHAMPION, "says", REF), (CHAMPION, "presses", "Who has not seen it")])
            await play(rig, [(CHAMPION, "never reads", "Mei-Ling Carrow")])


FORGED: dict[str, dict[str, Json]] = {
    "announcement.withdraw.send": {"sent": 1},
    "announcement.correct.send": {"v": "1", "title": "Fire drill", "words": "It is off.", "again": "true"},
    "announcement.correct": {},
    "announcement.withdraw": {},
    "announcement.unseen": {"state": "told"},
    "announcement.export": {},
    "announcement.send": {"title": "All home", "words": "Go home.", "who": "staff", "until": "2026-11-27"},
}


@pytest.mark.parametrize("verb", FORGED)
@pytest.mark.parametrize("who", [TEACHER, SENIOR])
async def test_who_may_not_tell_may_not_take_back(rig: Rig, verb: str, who: str) -> None:
    """A button of those who tell the staff something, forged by anybody else, changes nothing and names nobody."""
    await play(rig, [*SENT, (OTHER_TEACHER, "reads", "Fire drill")])
    await rig.at_rest()
    before, told = await rig.store.timeline(), await rig.store.find(Announcement)
    answer = await rig.teams.forge(who, verb, {**FORGED[verb], "id": REF})
    assert "Mei-Ling Carrow" not in f"{answer.card} {answer.message}"
    assert await rig.store.timeline() == before
    assert await rig.store.find(Announcement) == told
    assert "It is off." not in seen(rig, OTHER_TEACHER)


@pytest.mark.parametrize("who", [GOVERNOR])
async def test_who_was_not_told_has_not_seen_it(rig: Rig, who: str) -> None:
    """**Seen**, forged by somebody for whom it is not: it is kept nowhere, and they read nothing of what it says."""
    await play(rig, [*SENT, (HEAD, "reads", "Fire drill")])
    await rig.at_rest()
    before = await rig.store.timeline()
    for verb in ("announcement.seen", "announcement.read", "announcement.show"):
        answer = await rig.teams.forge(who, verb, {"id": REF, "v": "1"})
        assert "At ten." not in f"{answer.card} {answer.message}", verb
    assert await state_of(rig, who) is None
    assert await rig.store.timeline() == before


@pytest.mark.parametrize("verb", ["announcement.withdraw.send", "announcement.correct.send"])
async def test_the_same_presses_act_for_who_may(rig: Rig, verb: str) -> None:
    """What is refused above is done for the Headteacher, who did not send it."""
    await play(rig, [*SENT, (OTHER_TEACHER, "reads", "Fire drill")])
    told = await rig.store.find(Announcement)
    await rig.teams.forge(HEAD, verb, {**FORGED[verb], "id": REF})
    assert await rig.store.find(Announcement) != told
