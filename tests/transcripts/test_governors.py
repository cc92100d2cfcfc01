"""The report to governors (T4): counted once a term, drafted, released, read by the chair, and frozen."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local.shapes import JsonObject
from bot.policy.governors.report import GovernorsReport
from bot.policy.kit.people import Contact
from bot.policy.kit.records import Notice, NoticeState
from bot.settings import load_school
from tests.rig import (
    ASSISTANT,
    CHAMPION,
    COORDINATOR,
    GOVERNOR,
    HEAD,
    MANAGER,
    OTHER_TEACHER,
    SCHOOL_FILE,
    SENIOR,
    TEACHER,
    Rig,
    school_at_work,
)
from tests.transcripts.play import Line, play, seen

TERM = "governors-2026-1"
TO_THE_COUNT = timedelta(days=13, hours=22)
"""From the Monday of the rig to the morning on which its term is counted."""
TITLE = "Online safety: report to governors"
REPORTED: list[Line] = [
    (TEACHER, "says", "report threat"),
    (TEACHER, "presses", "Send", {"what": "Jack Holt was threatened on Roblox"}),
    (TEACHER, "says", "report staff conduct"),
    (TEACHER, "presses", "Send", {"what": "Took a photo", "adult": OTHER_TEACHER}),
    (HEAD, "reads", "OS-2026-0002"),
]


async def drafted(rig: Rig, *before: Line) -> None:
    """A term in which something was reported, once it is counted."""
    await play(rig, [(CHAMPION, "opens", ""), (GOVERNOR, "opens", ""), *before])
    await rig.move(TO_THE_COUNT)
    await play(rig, [(CHAMPION, "reads", "Draft: governors cannot see it yet.")])


async def test_a_term_from_its_count_to_the_chair(rig: Rig) -> None:
    """Before the count the Champion sees no number of reports; then the draft comes by itself, is released, and stands
    in the chair's own chat. It names nobody."""
    before: list[Line] = [
        *REPORTED,
        (CHAMPION, "says", "governors"),
        (CHAMPION, "reads", "Reports are counted on 7 Dec 2026, and the draft comes to you then."),
        (CHAMPION, "never reads", "What was reported"),
        (CHAMPION, "never reads", "Release"),
        (GOVERNOR, "says", "governors"),
        (GOVERNOR, "reads", "No report has been released yet."),
    ]
    await drafted(rig, *before)
    await play(
        rig,
        [
            (HEAD, "reads", "Draft: governors cannot see it yet."),
            (CHAMPION, "reads", "Contact\n1 to 4"),
            (CHAMPION, "reads", "Conduct\n1 to 4"),
            (CHAMPION, "reads", "Commerce\nnone"),
            (CHAMPION, "reads", "up to the morning of 7 Dec 2026."),
            (GOVERNOR, "never reads", "Contact"),
            (GOVERNOR, "says", "governors"),
            (GOVERNOR, "never reads", "Contact"),
            (CHAMPION, "presses", "Release"),
            (CHAMPION, "reads", "Released on 7 Dec 2026. It changes no more."),
            (GOVERNOR, "reads", "Released on 7 Dec 2026. It changes no more."),
            (GOVERNOR, "reads", "Conduct\n1 to 4"),
            (GOVERNOR, "reads", "Autumn term 2026-27"),
            (GOVERNOR, "never reads", "Jack"),
            (GOVERNOR, "never reads", "OS-2026"),
            (GOVERNOR, "never reads", "Gareth"),
            (HEAD, "never reads", "Draft: governors cannot see it yet."),
            (CHAMPION, "says", "governors"),
            (CHAMPION, "reads", "Reports are counted on "),
            (CHAMPION, "presses", "Autumn term 2026-27"),
        ],
    )


async def test_what_is_released_is_frozen(rig: Rig) -> None:
    """Whatever is reported afterwards, in whatever term it is read: the same card and the same file, byte for byte."""
    await drafted(rig, *REPORTED)
    await play(rig, [(CHAMPION, "presses", "Release"), (GOVERNOR, "reads", "Released on")])
    card, file = await _opened(rig), await _file(rig, GOVERNOR)
    assert file.startswith(b"%PDF")
    for _ in range(5):
        await play(rig, REPORTED[:2])
    await rig.move(timedelta(days=60))
    assert await _opened(rig) == card
    assert await _file(rig, CHAMPION) == file


async def test_release_pressed_twice_and_by_two_acts_once(rig: Rig) -> None:
    """The chair gets one card; whoever was second is told."""
    await drafted(rig)
    presses = [rig.teams.forge(who, "governors.release", {"id": TERM, "v": 1}) for who in (CHAMPION, HEAD, CHAMPION)]
    answers = [f"{answer.card}" for answer in await asyncio.gather(*presses)]
    await rig.at_rest()
    assert sum("It was released before." in each for each in answers) == len(answers) - 1
    told = await rig.store.find(Notice, where={"purpose": "governors_released"})
    assert [(notice.to.id, notice.state) for notice in told] == [(GOVERNOR, NoticeState.SENT)]
    assert [entry.what for entry in await rig.store.timeline(TERM)] == ["governors_drafted", "governors_released"]


@pytest.mark.parametrize("verb", ["log.governors", "governors.open", "governors.release", "governors.file"])
async def test_forged_presses_are_refused(rig: Rig, verb: str) -> None:
    """Whoever has no part in it, whatever their card says; and the chair reads no draft and releases nothing."""
    await drafted(rig)
    for who in (TEACHER, ASSISTANT, SENIOR, COORDINATOR):
        answer = await rig.teams.forge(who, verb, {"id": TERM, "v": 1, "roles": ["champion"], "by": HEAD})
        assert "The report to governors is for Champions" in f"{answer.card}{answer.message}"
    if verb != "log.governors":
        answer = await rig.teams.forge(GOVERNOR, verb, {"id": TERM, "v": 1})
        assert "Conduct" not in f"{answer.card}{answer.message}"
    (report,) = await rig.store.find(GovernorsReport)
    assert not report.is_released
    await play(rig, [(CHAMPION, "presses", "Release")])
    answer = await rig.teams.forge(GOVERNOR, "governors.release", {"id": TERM, "v": 2})
    assert "The report to governors is for Champions" in f"{answer.card}{answer.message}"
    assert MANAGER not in {notice.to.id for notice in await rig.store.find(Notice)}


async def test_a_term_is_counted_once_whatever_stops(rig: Rig) -> None:
    """Looked at each morning after, it is not counted again; the next term goes on where it ended."""
    await drafted(rig, *REPORTED)
    for _ in range(3):
        await rig.move(timedelta(days=1))
    (report,) = await rig.store.find(GovernorsReport)
    await rig.move(timedelta(days=110))
    first, second = sorted(await rig.store.find(GovernorsReport), key=lambda each: each.id)
    assert first.facts == report.facts
    assert second.facts.since == first.facts.until
    assert "conduct" in second.facts.reports


async def test_a_chair_outside_teams_is_written_to(tmp_path: Path) -> None:
    """Whoever releases it has the e-mail ready and the PDF to attach; and where nobody is chair, that is said."""
    people = tuple(person for person in load_school(SCHOOL_FILE).people if not person.holds("chair_of_governors"))
    chair = Contact(id="chair", name="Win Ash", mail="win@example.org", roles=frozenset({"chair_of_governors"}))
    for contacts, said in (((chair,), "The chair is not in Teams."), ((), "Nobody is known as chair of governors")):
        school = load_school(SCHOOL_FILE).model_copy(update={"people": people, "contacts": contacts})
        async with school_at_work(tmp_path / str(len(contacts)), school=school) as rig:
            await play(rig, [(CHAMPION, "opens", "")])
            await rig.move(TO_THE_COUNT)
            await play(rig, [(CHAMPION, "presses", "Release"), (CHAMPION, "reads", said)])
            assert ("Write the e-mail" in seen(rig, CHAMPION)) is bool(contacts)
            assert ("win@example.org" in seen(rig, CHAMPION)) is bool(contacts)
            assert (await _file(rig, CHAMPION)).startswith(b"%PDF")


async def _opened(rig: Rig) -> JsonObject:
    answer = await rig.teams.forge(GOVERNOR, "governors.open", {"id": TERM})
    assert answer.taken
    drawn = (each.card for each in reversed(rig.teams.chat(GOVERNOR).from_bot))
    card: JsonObject = next(each for each in drawn if each and TITLE in str(each))
    return json.loads(json.dumps(card))  # type: ignore[no-any-return]


async def _file(rig: Rig, who: str) -> bytes:
    """The file that the person asks for and accepts."""
    name = "governors-2026-27-1.pdf"
    had = len(seen(rig, who))
    await rig.teams.forge(who, "governors.file", {"id": TERM, "v": had})
    assert (await rig.teams.accept_file(who)).taken
    before = rig.clock.now()
    await rig.teams.until(lambda: _has_come(rig, name))
    assert rig.clock.now() >= before
    return bytes(rig.teams.files.newest(name).content)


def _has_come(rig: Rig, name: str) -> bool:
    try:
        return bool(rig.teams.files.newest(name))
    except KeyError:
        return False
