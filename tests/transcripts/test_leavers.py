"""Whoever leaves the school or loses a role is told nothing more of what was theirs by it, and sees no more of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.local.shapes import JsonObject
from bot.policy.documents.questions import Question
from bot.policy.incidents.incident import Incident, Note
from bot.policy.kit.records import Notice, NoticeState
from bot.policy.kit.school import School
from bot.settings import load_school
from cards.words.kit import EMPTIED
from tests import faults
from tests.clock import FakeClock
from tests.rig import (
    CHAMPION,
    HEAD,
    MONDAY,
    SCHOOL_FILE,
    SENIOR,
    TEACHER,
    Rig,
    school_at_work,
    stand_in,
)
from tests.stand_in import StandInTeams
from tests.transcripts.calls import asking
from tests.transcripts.play import Line, play, seen

STRANGER = "There is no report by that reference"
WORDS, MORE = "Somebody threatened Alfie", "and again at the gate"
REPORT: list[Line] = [
    (TEACHER, "says", "report threat"),
    (TEACHER, "presses", "Send", {"what": WORDS}),
    (CHAMPION, "reads", WORDS),
    (HEAD, "reads", WORDS),
]
DETAILS: JsonObject = {"id": "OS-2026-0001", "what": MORE}
Roles = Mapping[str, Iterable[str]]
"""What becomes of people's roles; none at all means that they have left."""
LEAVES: Roles = {CHAMPION: ()}
PLAIN: Roles = {CHAMPION: ("staff",)}


def after(roles: Roles) -> School:
    """The example school once these people have only these roles."""
    school = load_school(SCHOOL_FILE)
    people = [p.model_copy(update={"roles": frozenset(roles.get(p.id, p.roles))}) for p in school.people]
    return school.model_copy(update={"people": tuple(person for person in people if person.roles)})


class Terms:
    """A school of which each start may have other people, while Teams and what is kept go on."""

    def __init__(self, teams: StandInTeams, clock: FakeClock, folder: Path) -> None:
        self._teams, self._clock, self._folder = teams, clock, folder

    def starts(self, roles: Roles | None = None) -> AbstractAsyncContextManager[Rig]:
        """The bot at work with the people as they now are."""
        return school_at_work(self._folder, teams=self._teams, clock=self._clock, school=after(roles or {}))


@pytest_asyncio.fixture
async def terms(tmp_path: Path) -> AsyncIterator[Terms]:
    """Before the first start."""
    clock = FakeClock(MONDAY)
    async with stand_in(load_school(SCHOOL_FILE), clock) as teams:
        yield Terms(teams, clock, tmp_path)


def touched(rig: Rig, who: str) -> int:
    """How often the bot has written or changed something in this person's chat."""
    return len([call for call in rig.teams.calls.of(person=who) if call.operation in ("send", "update", "create")])


async def all_is_said(rig: Rig) -> None:
    """Wait until nothing waits to be said."""

    for _ in range(200):
        waiting = await rig.store.find(Notice, where={"state": NoticeState.WAITING.value})
        if not waiting:
            return
        await rig.move(timedelta(seconds=1))
        await asyncio.sleep(0.02)
    raise AssertionError(f"waits for ever: {waiting}")


@pytest.mark.parametrize("roles", [LEAVES, PLAIN], ids=["left", "plain staff"])
async def test_a_card_is_emptied_and_never_drawn_again(terms: Terms, roles: Roles) -> None:
    """New words never reach the chat of somebody who may not hear them; what stood there goes too, once and for all."""
    async with terms.starts() as rig:
        await play(rig, REPORT)
    async with terms.starts(roles) as rig:
        await rig.teams.forge(TEACHER, "report.details", DETAILS)
        await play(rig, [(HEAD, "reads", MORE), (CHAMPION, "reads", EMPTIED)])
        await all_is_said(rig)
        assert not any(word in seen(rig, CHAMPION) for word in (WORDS, MORE, "OS-2026", "Threatening", "Acknowledge"))
        before = touched(rig, CHAMPION)
        await play(rig, [(HEAD, "presses", "Acknowledge"), (TEACHER, "reads", "has it")])
        await all_is_said(rig)
        assert touched(rig, CHAMPION) == before


async def test_a_ping_that_waits_is_not_sent_and_does_not_count(terms: Terms) -> None:
    """A ping under way to somebody who has left is withdrawn; where nobody else was alerted, the next step is."""
    roles = {CHAMPION: (), HEAD: ("staff", "dsl"), SENIOR: ("staff", "senior_leader")}
    async with terms.starts({HEAD: ("staff", "dsl")}) as rig:
        rig.teams.faults.on(faults.unavailable(), person=CHAMPION)
        await play(rig, [*REPORT[:2], (TEACHER, "reads", "being told now")])
        assert touched(rig, HEAD) == 0
    rig.teams.faults.clear()
    async with terms.starts(roles) as rig:
        await rig.move(timedelta(minutes=1))
        await play(
            rig,
            [
                (HEAD, "reads", WORDS),
                (HEAD, "reads", "Gareth Penhallow could not be reached: they are not in the staff list any more"),
            ],
        )
        await rig.teams.until(lambda: "being told now" not in seen(rig, TEACHER))
        await rig.move(timedelta(minutes=5))  # whatever else waits for Teams to take it is tried again by then
        await rig.at_rest()
        assert WORDS not in seen(rig, CHAMPION)
        kept = [n for n in await rig.store.find(Notice) if n.to.id == CHAMPION]
        assert {(n.state, n.reason) for n in kept} == {(NoticeState.WITHDRAWN, "left")}


PRESSES: tuple[tuple[str, JsonObject], ...] = (
    ("incident.show", {}),
    ("incident.acknowledge", {}),
    ("incident.note.send", {"note": "n"}),
    ("incident.kind.send", {"kind": "bullying", "note": "n"}),
    ("incident.hand_over.send", {"to": HEAD}),
    ("incident.ring_now", {}),
    ("incident.refer.send", {"told_other": "Police"}),
    ("incident.merge", {"into": "OS-2026-0001"}),
    ("incident.reopen.send", {"reason": "r"}),
    ("evidence.open", {}),
)


@pytest.mark.parametrize("kind", ["threat", "illegal_content"])
async def test_a_former_champion_is_a_stranger(terms: Terms, kind: str) -> None:
    """Alerted yesterday and plain staff today: neither reads, takes, notes nor changes it, and has no log."""
    async with terms.starts() as rig:
        await play(rig, [(TEACHER, "says", "help")])
        await rig.teams.forge(TEACHER, "report.send", {"kind": kind, "draft": "d", "what": WORDS})
        await play(rig, [(CHAMPION, "reads", "OS-2026-0001")])
        before = await rig.store.get(Incident, "OS-2026-0001")
    async with terms.starts(PLAIN) as rig:
        for verb, data in PRESSES:
            answer = await rig.teams.forge(CHAMPION, verb, {"id": "OS-2026-0001", **data})
            assert (STRANGER in answer.message, answer.card) == (True, None), verb
        assert await rig.store.find(Note) == []
        now = await rig.store.get(Incident, "OS-2026-0001")
        assert before is not None
        assert now is not None
        assert (now.kind, now.owner) == (before.kind, None)
        await play(
            rig, [(CHAMPION, "says", "log"), (CHAMPION, "reads", "log is for"), (CHAMPION, "says", "OS-2026-0001")]
        )
        assert WORDS not in seen(rig, CHAMPION)


async def test_the_owner_keeps_it_until_it_is_handed_over(terms: Terms) -> None:
    """Who has it goes on with it after losing the role; once it is another's, they are a stranger to it."""
    async with terms.starts() as rig:
        await play(rig, [*REPORT, (CHAMPION, "presses", "Acknowledge"), (CHAMPION, "reads", "Hand over")])
    async with terms.starts(PLAIN) as rig:
        await rig.teams.forge(TEACHER, "report.details", DETAILS)
        await play(rig, [(CHAMPION, "reads", MORE)])
        await rig.teams.forge(CHAMPION, "incident.note.send", {"id": "OS-2026-0001", "note": "spoke to Alfie"})
        assert [note.text for note in await rig.store.find(Note)] == ["spoke to Alfie"]
        await rig.teams.forge(CHAMPION, "incident.hand_over.send", {"id": "OS-2026-0001", "to": HEAD})
        await play(rig, [(HEAD, "reads", "spoke to Alfie"), (CHAMPION, "reads", EMPTIED)])
        await all_is_said(rig)
        assert MORE not in seen(rig, CHAMPION)
        answer = await rig.teams.forge(CHAMPION, "incident.show", {"id": "OS-2026-0001"})
        assert STRANGER in answer.message


@pytest.mark.parametrize("details", [False, True], ids=["nothing is said", "details are added"])
async def test_what_somebody_has_who_leaves_alerts_again(terms: Terms, details: bool) -> None:
    """Nobody waits for an owner who is at the school no more, and no details go to nobody: its ladder starts again."""
    async with terms.starts() as rig:
        await play(rig, [*REPORT, (CHAMPION, "presses", "Acknowledge"), (TEACHER, "reads", "Gareth Penhallow has it")])
        before = len(rig.teams.calls.of("send", person=HEAD))
    async with terms.starts(LEAVES) as rig:
        await play(rig, [(TEACHER, "reads", "People are told again until somebody takes it")])
        if details:
            await rig.teams.forge(TEACHER, "report.details", DETAILS)
            await play(rig, [(HEAD, "reads", MORE)])
        await play(
            rig, [(HEAD, "reads", "Gareth Penhallow is no longer on the staff list, so the others are told again")]
        )
        assert len(rig.teams.calls.of("send", person=HEAD)) > before
        await play(rig, [(HEAD, "presses", "Acknowledge"), (TEACHER, "reads", "Rosalind Okafor has it")])
        found = await rig.store.get(Incident, "OS-2026-0001")
        assert found is not None
        assert found.ladder.run == 2, "once"


async def test_a_reporter_keeps_the_receipt_alone(terms: Terms) -> None:
    """A Champion who reported it and is plain staff now goes on hearing what a reporter hears, and no more."""
    async with terms.starts() as rig:
        await play(
            rig,
            [
                (CHAMPION, "says", "report threat"),
                (CHAMPION, "presses", "Send", {"what": WORDS}),
                (CHAMPION, "reads", "Acknowledge"),
            ],
        )
    async with terms.starts(PLAIN) as rig:
        await play(rig, [(HEAD, "presses", "Acknowledge"), (CHAMPION, "reads", "Rosalind Okafor has it")])
        await play(rig, [(CHAMPION, "reads", EMPTIED)])
        await all_is_said(rig)
        assert "Hand over" not in seen(rig, CHAMPION)


async def test_a_former_headteacher_decides_and_sees_no_call(terms: Terms) -> None:
    """The request in their chat is emptied, and a press on it finds no call."""
    async with terms.starts() as rig:
        await play(rig, [*asking(), (HEAD, "reads", "Nairobi Hill School")])
    async with terms.starts({HEAD: ("staff",), SENIOR: ("staff", "headteacher")}) as rig:
        for verb in ("call.show", "call.approve", "call.decline"):
            answer = await rig.teams.forge(HEAD, verb, {"id": "VC-2026-0001", "n": "1"})
            assert answer.card is None, verb
        await play(rig, [(TEACHER, "presses", "Withdraw"), (TEACHER, "presses", "Withdraw"), (HEAD, "reads", EMPTIED)])
        await all_is_said(rig)
        assert "Nairobi" not in seen(rig, HEAD)


async def test_a_former_champion_s_lists_and_questions(terms: Terms) -> None:
    """Who has not signed, and what somebody asked of the policy, is for Champions alone."""
    async with terms.starts() as rig:
        await play(
            rig,
            [
                (CHAMPION, "says", "publish aup"),
                (CHAMPION, "presses", "Publish"),
                (TEACHER, "reads", "Please read it and sign it"),
                (TEACHER, "presses", "Not yet"),
                (TEACHER, "presses", "I have a question"),
                (TEACHER, "presses", "Send", {"question": "May I use my phone?"}),
                (CHAMPION, "reads", "May I use my phone?"),
            ],
        )
    async with terms.starts(PLAIN) as rig:
        (question,) = await rig.store.find(Question)
        await rig.teams.forge(HEAD, "aup.answer", {"id": question.id, "answer": "No."})
        await play(rig, [(TEACHER, "reads", "No."), (CHAMPION, "reads", EMPTIED)])
        await all_is_said(rig)
        assert "May I use my phone?" not in seen(rig, CHAMPION)


@pytest.mark.parametrize("roles", [LEAVES, PLAIN], ids=["left", "plain staff"])
async def test_a_card_is_emptied_by_itself(terms: Terms, roles: Roles) -> None:
    """Nothing happens to the report: what stood in the chat is gone all the same, once the directory says so."""
    async with terms.starts() as rig:
        await play(rig, REPORT)
    async with terms.starts(roles) as rig:
        await play(rig, [(CHAMPION, "reads", EMPTIED), (HEAD, "reads", WORDS)])
        await all_is_said(rig)
        assert WORDS not in seen(rig, CHAMPION)
        before = touched(rig, CHAMPION)
        await rig.move(timedelta(days=1))
        await all_is_said(rig)
        assert touched(rig, CHAMPION) == before


async def test_a_staff_list_that_was_emptied_empties_nobody_at_once(terms: Terms) -> None:
    """So many do not leave in a day: their cards stay as they are until it has been so for a day."""
    everybody = {person.id: () for person in load_school(SCHOOL_FILE).people if person.id != HEAD}
    async with terms.starts() as rig:
        await play(rig, REPORT)
    async with terms.starts(everybody) as rig:
        await rig.move(timedelta(minutes=10))
        await rig.teams.until(lambda: True)
        await all_is_said(rig)
        assert WORDS in seen(rig, CHAMPION)
        await rig.move(timedelta(days=1, minutes=10))
        await play(rig, [(CHAMPION, "reads", EMPTIED)])
