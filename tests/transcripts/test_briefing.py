"""The briefing as people get it: in the morning of a school day, once, for what they may see, and whenever they ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.local.cards import words_of
from bot.local.chats import ChatMessage
from bot.policy.briefing import BriefingPurpose
from bot.policy.briefing.briefing import BriefingDay, next_briefing
from bot.policy.kit.records import Notice, PostedCard
from bot.policy.kit.school import School
from bot.policy.kit.school_time import Calendar
from bot.settings import load_school
from tests import faults
from tests.clock import FakeClock, eventually
from tests.rig import (
    CHAMPION,
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
from tests.transcripts.calls import asking, deputised
from tests.transcripts.play import Line, play, seen

TITLE, TOAST = "Your briefing", "Your briefing for today"
TUESDAY, WEDNESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC), datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
FRIDAY_EVENING, SATURDAY, NEXT_MONDAY = (
    datetime(2026, 11, day, hour, 0, tzinfo=UTC) for day, hour in ((27, 18), (28, 8), (30, 8))
)
NOTHING = "Nothing waits for you just now."
THREAT: list[Line] = [
    (TEACHER, "says", "report threat"),
    (TEACHER, "presses", "Send", {"what": "A parent threatened me"}),
    (TEACHER, "reads", "OS-2026-0001"),
    (CHAMPION, "reads", "OS-2026-0001"),
]
TAKEN: list[Line] = [*THREAT, (CHAMPION, "presses", "Acknowledge"), (CHAMPION, "reads", "Gareth Penhallow has it")]
ABOUT_THE_CHAMPION: list[Line] = [
    (TEACHER, "says", "report threat"),
    (TEACHER, "presses", "Send", {"what": "Mr Penhallow laughed about it"}),
    (HEAD, "reads", "OS-2026-0001"),
    (HEAD, "presses", "Acknowledge"),
    (HEAD, "reads", "Rosalind Okafor has it"),
]


def briefings(rig: Rig, who: str) -> list[ChatMessage]:
    """The briefings that came to somebody by themselves."""
    return [message for message in rig.teams.chat(who).standing if message.summary == TOAST]


async def briefed(rig: Rig) -> dict[str, int]:
    """How many came to whom, once nothing waits to be said."""
    await rig.at_rest()
    return {person.id: count for person in rig.school.people if (count := len(briefings(rig, person.id)))}


async def at_the_opening(rig: Rig, when: datetime) -> None:
    """The time comes, and what was due at it has been looked at."""
    rig.clock.move_to(when)
    await _looked_at(rig)
    await rig.at_rest()


async def test_a_question_that_waits_stands_in_the_briefing_until_it_is_answered(rig: Rig) -> None:
    """A Champion who did not see it come is told of it, and opens it from there."""
    await play(
        rig,
        [
            (TEACHER, "says", "can I have my phone in class?"),
            (TEACHER, "presses", "Ask a Champion"),
            (TEACHER, "presses", "Send"),
            (CHAMPION, "reads", "QU-2026-0001"),
            (CHAMPION, "says", "briefing"),
            (CHAMPION, "reads", "1 question about the policy waits for an answer"),
            (CHAMPION, "presses", "Answer questions"),
            (CHAMPION, "presses", "Answer QU-2026-0001"),
            (CHAMPION, "presses", "Answer"),
            (CHAMPION, "presses", "Send", {"answer": "Switched off, yes."}),
            (TEACHER, "reads", "Switched off, yes."),
            (CHAMPION, "says", "briefing"),
            (CHAMPION, "reads", NOTHING),
        ],
    )


async def test_the_headteacher_and_a_champion_are_briefed(rig: Rig) -> None:
    """Each line is for whoever can act on it, and opens how things stand when it is pressed; a teacher gets none."""
    await play(
        rig,
        [
            *TAKEN,
            *asking(),
            (CHAMPION, "says", "publish aup"),
            (CHAMPION, "presses", "Publish"),
            (TEACHER, "reads", "Please read it and sign it"),
        ],
    )
    await at_the_opening(rig, TUESDAY)
    assert await briefed(rig) == {HEAD: 1, CHAMPION: 1}
    assert "video call" not in words_of(briefings(rig, CHAMPION)[0].card or {})
    await play(
        rig,
        [
            (HEAD, "reads", "1 video call waits for your decision"),
            (HEAD, "reads", "Next: Thu 26 Nov, 10:00"),
            (HEAD, "reads", "12 people have not signed the Acceptable Use Policy"),
            (HEAD, "presses", "Decide on video calls"),
            (HEAD, "reads", "Waiting for a decision"),
            (HEAD, "presses", "See who has not signed"),
            (HEAD, "reads", "Who has not signed: 2026-27"),
            (CHAMPION, "reads", "1 report is open"),
            (CHAMPION, "reads", "1 from the last day"),
            (CHAMPION, "presses", "See what is open"),
            (CHAMPION, "reads", "Log: open"),
        ],
    )


async def test_emergencies_stand_first_and_open_alone(rig: Rig) -> None:
    """Whoever is told of emergencies has them on top; the line opens the log with these alone."""
    await play(
        rig,
        [
            *TAKEN,
            (OTHER_TEACHER, "says", "report harmful contact"),
            (OTHER_TEACHER, "presses", "Alert now"),
            (OTHER_TEACHER, "reads", "OS-2026-0002"),
            (HEAD, "reads", "OS-2026-0002"),
            (HEAD, "presses", "Acknowledge"),
            (HEAD, "reads", "Rosalind Okafor has it"),
        ],
    )
    await at_the_opening(rig, TUESDAY)
    words = words_of(briefings(rig, HEAD)[0].card or {})
    assert words.index("1 emergency is open") < words.index("2 reports are open")
    await play(
        rig,
        [
            (HEAD, "presses", "See the emergencies"),
            (HEAD, "reads", "Log: open, emergencies"),
            (HEAD, "reads", "Open OS-2026-0002"),
            (HEAD, "never reads", "Open OS-2026-0001"),
        ],
    )


async def test_nothing_to_say_is_not_said(rig: Rig) -> None:
    """No message where nothing waits; whoever asks is told so, a teacher too."""
    await at_the_opening(rig, TUESDAY)
    assert await briefed(rig) == {}
    await play(rig, [(each, "says", "briefing") for each in (HEAD, CHAMPION, TEACHER)])
    await play(rig, [(each, "reads", NOTHING) for each in (HEAD, CHAMPION, TEACHER)])


async def test_what_was_done_before_it_is_sent_is_not_in_it(rig: Rig) -> None:
    """A briefing is drawn when its turn comes; asked for again it shows what is left."""
    await play(rig, asking())
    await at_the_opening(rig, TUESDAY)
    await play(
        rig,
        [
            (HEAD, "reads", "1 video call waits for your decision"),
            (HEAD, "says", "approve VC-2026-0001"),
            (HEAD, "reads", "Approved"),
            (HEAD, "presses", "Bring it up to date"),
            (HEAD, "reads", NOTHING),
        ],
    )


async def test_deputies_are_briefed_while_the_headteacher_is_away(tmp_path: Path) -> None:
    """Whoever a call is put before has it in their briefing: here the senior leaders, and not the Headteacher."""
    async with school_at_work(tmp_path, school=deputised()) as rig:
        await play(rig, [(HEAD, "says", "away until Friday"), (HEAD, "reads", "You are away"), *asking()])
        await at_the_opening(rig, TUESDAY)
        told = await briefed(rig)
        assert SENIOR in told
        assert HEAD not in told


RESTARTS = (
    (TUESDAY.replace(hour=7), 0),
    (TUESDAY, 1),
    (TUESDAY, 1),
    (TUESDAY.replace(hour=11), 1),
    (WEDNESDAY.replace(hour=14), 2),
    (FRIDAY_EVENING, 2),
    (SATURDAY, 2),
    (NEXT_MONDAY, 3),
    (NEXT_MONDAY.replace(hour=16), 3),
)
"""When the bot is started again, and how many briefings have come to each by then."""


async def test_once_a_day_whatever_restarts(tmp_path: Path) -> None:
    """Stopped and started again: one each on a morning, late on a day that began without us, none for days that we
    missed and none while the school is closed."""
    clock = FakeClock(MONDAY)
    async with stand_in(load_school(SCHOOL_FILE), clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
            await play(rig, TAKEN)
        for when, count in RESTARTS:
            clock.move_to(when)
            async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
                await _looked_at(rig)
                assert await briefed(rig) == ({HEAD: count, CHAMPION: count} if count else {}), when


async def _looked_at(rig: Rig) -> None:
    """Until the job has looked whether people are to be briefed now, and waits."""
    calendar = Calendar(rig.school.hours, rig.school.timezone)

    async def done() -> bool:
        held = await rig.store.get(BriefingDay, "briefing")
        return next_briefing(held, rig.clock.now(), calendar) > rig.clock.now()

    await eventually(done)


async def test_whoever_is_held_back_is_owed_nothing_of_it(rig: Rig) -> None:
    """A report that names the Champion is in no number of theirs: they get no briefing, and asked for it says nothing;
    the Headteacher, who is a Champion too, has it counted."""
    await play(rig, ABOUT_THE_CHAMPION)
    await at_the_opening(rig, TUESDAY)
    assert await briefed(rig) == {HEAD: 1}
    await play(rig, [(HEAD, "reads", "1 report is open"), (CHAMPION, "says", "briefing"), (CHAMPION, "reads", NOTHING)])
    assert "OS-2026" not in seen(rig, CHAMPION)


async def test_a_briefing_names_nobody_and_no_report(rig: Rig) -> None:
    """Neither its card nor its toast: it lies open on a desk, and on a locked phone."""
    await play(rig, [*TAKEN, *asking()])
    await at_the_opening(rig, TUESDAY)
    names = {name for person in rig.school.people for name in person.name.split()}
    for who in (HEAD, CHAMPION):
        (message,) = briefings(rig, who)
        words = words_of(message.card or {})
        assert not [
            each for each in (*names, "OS-", "VC-", "parent", "Nairobi") if each in f"{words} {message.summary}"
        ]


def with_roles(roles: Mapping[str, Iterable[str]]) -> School:
    """The example school once these people have only these roles."""
    school = load_school(SCHOOL_FILE)
    people = [p.model_copy(update={"roles": frozenset(roles.get(p.id, p.roles))}) for p in school.people]
    return school.model_copy(update={"people": tuple(people)})


async def test_a_lost_role_is_asked_at_the_moment_of_speaking(tmp_path: Path) -> None:
    """A briefing that waited because Teams was out is not said to somebody who is no Champion any more, and asked for
    it owes them nothing; the other's comes."""
    clock, school = FakeClock(MONDAY), load_school(SCHOOL_FILE)
    async with stand_in(school, clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
            await play(rig, TAKEN)
            teams.faults.on(faults.unavailable(), operations="send")
            clock.move_to(TUESDAY)

            async def tried() -> bool:
                made = await rig.store.find(Notice, where={"purpose": BriefingPurpose.BRIEFING.value})
                return len(made) == 2 and all(notice.attempts for notice in made)

            await eventually(tried)
        teams.faults.clear()
        plain = with_roles({CHAMPION: ("staff",)})
        async with school_at_work(tmp_path, teams=teams, clock=clock, school=plain) as rig:
            clock.move_to(TUESDAY.replace(hour=9))
            await play(rig, [(HEAD, "reads", TITLE), (CHAMPION, "says", "briefing"), (CHAMPION, "reads", NOTHING)])
            assert await briefed(rig) == {HEAD: 1}


async def test_what_is_kept_of_it(rig: Rig) -> None:
    """Nothing but the day, and today's notices and cards, which go with the next briefing."""
    await play(rig, TAKEN)
    await at_the_opening(rig, TUESDAY)
    await at_the_opening(rig, WEDNESDAY)
    (day,) = await rig.store.find(BriefingDay)
    assert day.day == WEDNESDAY.date()
    for kind, at in ((Notice, "made_at"), (PostedCard, "posted_at")):
        kept = await rig.store.find(kind, where={"subject": "briefing"})
        assert {getattr(each, at).date() for each in kept} == {WEDNESDAY.date()}
    assert not [entry for entry in await rig.store.timeline() if "briefing" in f"{entry.subject} {entry.what}"]
    assert len(briefings(rig, CHAMPION)) == 2


@pytest.mark.parametrize("word", ["briefing", "Briefing please", "breifing"])
async def test_the_word_is_understood(rig: Rig, word: str) -> None:
    """As people write it."""
    await play(rig, [(HEAD, "says", word), (HEAD, "reads", NOTHING)])
