"""Induction: a joiner's one list of what is theirs to read, sign, practise and attend, and who is new (A2, T1)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.policy.documents.joiners import NEW_FOR, Joiner
from bot.policy.induction import INDUCTION_TOPIC
from bot.policy.kit.records import Notice, PostedCard
from bot.policy.kit.school import School
from bot.policy.practice.stories import STORIES
from tests.clock import FakeClock
from tests.rig import CHAMPION, MONDAY, OTHER_TEACHER, TEACHER, school_at_work, stand_in
from tests.transcripts.play import Line, play, seen
from tests.transcripts.test_documents_time import NEWCOMER, NEXT_MORNING, PUBLISH, school
from tests.transcripts.test_practice import WHOLE

WELCOME = "This is all that is yours to read, sign, practise and attend"
BEGIN: list[Line] = [*PUBLISH, (CHAMPION, "says", "training"), (CHAMPION, "presses", "Begin this year's list")]


def governor(person: str) -> School:
    """The school once that member of staff is a governor as well, of whom a document of the governors' asks."""
    ours = school()
    people = tuple(
        each.model_copy(update={"roles": each.roles | {"governor"}}) if each.id == person else each
        for each in ours.people
    )
    return ours.model_copy(update={"people": people})


async def test_a_joiner_has_one_list_and_the_champion_sees_it(tmp_path: Path) -> None:
    """Whoever appears on the staff list is sent one list, once; it says where they are with each thing. The Champion
    sees each joiner with what is outstanding, and nothing of what they practised."""
    clock, everyone = FakeClock(MONDAY), school(and_=NEWCOMER)
    async with stand_in(everyone, clock) as teams:
        async with school_at_work(tmp_path, school=school(), teams=teams, clock=clock) as rig:
            await play(
                rig,
                [
                    *BEGIN,
                    (CHAMPION, "says", "induction"),
                    (CHAMPION, "reads", "Nobody new has appeared on the staff list"),
                    (TEACHER, "never reads", WELCOME),
                ],
            )
        async with school_at_work(tmp_path, school=everyone, teams=teams, clock=clock) as rig:
            rig.clock.move_to(NEXT_MORNING)
            await play(
                rig,
                [
                    (NEWCOMER.id, "reads", WELCOME),
                    (NEWCOMER.id, "reads", "To read and sign"),
                    (NEWCOMER.id, "reads", "Acceptable Use Policy"),
                    (NEWCOMER.id, "reads", "Not practised yet this school year"),
                    (NEWCOMER.id, "reads", "Online-safety training 2026-27"),
                    (NEWCOMER.id, "reads", "Due: a Champion tells you"),
                    (CHAMPION, "says", "induction"),
                    (CHAMPION, "reads", "1 person is new here"),
                    (CHAMPION, "reads", NEWCOMER.name),
                    (CHAMPION, "reads", "Joined Tue 24 Nov · still to sign: Acceptable Use Policy · training due"),
                    (NEWCOMER.id, "says", "sign"),
                    (NEWCOMER.id, "presses", "Sign", {"read": "true", "name": NEWCOMER.name}),
                    *((NEWCOMER.id, *line[1:]) for line in WHOLE if line[1] != "reads"),
                    (CHAMPION, "says", "record training"),
                    (CHAMPION, "presses", "Save", {"title": "Induction", "present": NEWCOMER.id}),
                    (NEWCOMER.id, "says", "induction"),
                    (NEWCOMER.id, "reads", "You have done all of it"),
                    (NEWCOMER.id, "reads", f"1 of {len(STORIES)} stories practised this school year"),
                    (NEWCOMER.id, "reads", "Done, noted"),
                    (CHAMPION, "says", "induction"),
                    (CHAMPION, "reads", "Joined Tue 24 Nov · all signed · trained"),
                    (CHAMPION, "never reads", "stories practised"),
                ],
            )
            assert seen(rig, NEWCOMER.id).count(WELCOME) == 1
            await rig.move(timedelta(days=7))
            assert seen(rig, NEWCOMER.id).count(WELCOME) == 1
            assert WELCOME not in seen(rig, OTHER_TEACHER)
            refused = await rig.teams.forge(TEACHER, "induction.joiners", {})
            assert NEWCOMER.name not in str(refused)
            assert NEWCOMER.name not in seen(rig, TEACHER)


async def test_anybody_may_see_what_is_theirs(tmp_path: Path) -> None:
    """The same list, for whoever is not new."""
    async with school_at_work(tmp_path, school=school()) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "induction"),
                (TEACHER, "reads", "Yours to read, practise and attend"),
                *PUBLISH,
                (TEACHER, "says", "induction"),
                (TEACHER, "reads", "To read and sign"),
                (TEACHER, "presses", "Bring it up to date"),
                (CHAMPION, "says", "induction"),
                (CHAMPION, "presses", "My own list"),
                (CHAMPION, "reads", "To practise"),
            ],
        )


async def test_after_a_year_nobody_is_new(tmp_path: Path) -> None:
    """That somebody was new is forgotten, with what was kept of their welcome; who has left is not shown before."""
    clock, everyone = FakeClock(MONDAY), school(and_=NEWCOMER)
    async with stand_in(everyone, clock) as teams:
        async with school_at_work(tmp_path, school=school(), teams=teams, clock=clock) as rig:
            await play(rig, PUBLISH)
        async with school_at_work(tmp_path, school=everyone, teams=teams, clock=clock) as rig:
            rig.clock.move_to(NEXT_MORNING)
            await play(rig, [(NEWCOMER.id, "reads", WELCOME)])
        async with school_at_work(tmp_path, school=school(), teams=teams, clock=clock) as rig:
            await play(rig, [(CHAMPION, "says", "induction"), (CHAMPION, "reads", "Nobody new has appeared")])
            assert await rig.store.find(Joiner)
            await rig.move(NEW_FOR)
            assert await rig.store.find(Joiner) == []
            about = {"subject": NEWCOMER.id}
            notices, cards = await rig.store.find(Notice, where=about), await rig.store.find(PostedCard, where=about)
            assert INDUCTION_TOPIC not in {*(each.topic for each in notices), *(each.topic for each in cards)}


async def test_who_is_given_a_role_is_no_joiner(tmp_path: Path) -> None:
    """A member of staff of long standing who becomes a governor is asked for the governors' document, and welcomed to
    nothing."""
    clock = FakeClock(MONDAY)

    def with_ours(of: School) -> School:
        ours = tmp_path / "ours.md"
        ours.write_text("# Ours\nWelcome.\n", encoding="utf-8")
        document = of.aup.model_copy(update={"id": "ours", "title": "Ours", "file": ours, "roles": ("governor",)})
        return of.model_copy(update={"documents": (*of.documents, document)})

    async with stand_in(school(), clock) as teams:
        async with school_at_work(tmp_path / "data", school=with_ours(school()), teams=teams, clock=clock) as rig:
            await play(
                rig,
                [
                    *PUBLISH,
                    (CHAMPION, "says", "documents"),
                    (CHAMPION, "presses", "Who has signed: Ours"),
                    (CHAMPION, "presses", "Publish a version"),
                    (CHAMPION, "presses", "Publish"),
                ],
            )
            await rig.move(timedelta(days=8))
        later = with_ours(governor(TEACHER))
        async with school_at_work(tmp_path / "data", school=later, teams=teams, clock=clock) as rig:
            await rig.move(timedelta(days=1))
            await play(rig, [(TEACHER, "says", "documents"), (TEACHER, "reads", "Ours")])
            assert await rig.store.find(Joiner) == []
            assert WELCOME not in seen(rig, TEACHER)
