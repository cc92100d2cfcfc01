"""Practising: a made-up incident on the real cards, of which nobody hears and which counts nowhere; what is real stays
real."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.policy.documents.campaigns import Campaign
from bot.policy.documents.training import Session
from bot.policy.documents.view import SigningRecord
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.records import Counter, Draft, Notice
from bot.policy.practice.practice import Practice
from bot.policy.practice.stories import STORIES
from bot.settings import load_school
from cards.documents.export import documents_section
from cards.words.practice import MARK, STORY_WORDS
from tests.clock import eventually
from tests.rig import CHAMPION, GOVERNOR, HEAD, OTHER_TEACHER, SCHOOL_FILE, TEACHER, Rig, school_at_work
from tests.transcripts.play import Line, play, seen

LISTEN = STORY_WORDS["asks_for_address"].moves["listen"][0]
DANGER = "a boy in my class has just said he wants to kill himself"
TO_THE_FORM: list[Line] = [
    (TEACHER, "says", "practise"),
    (TEACHER, "presses", "Begin"),
    (TEACHER, "reads", MARK),
    (TEACHER, "reads", "somebody in a game has asked her for her address"),
    (TEACHER, "presses", LISTEN),
    (TEACHER, "presses", "Someone may be harming a pupil"),
]
WHOLE: list[Line] = [
    *TO_THE_FORM,
    (TEACHER, "reads", "The story stands in the form already."),
    (TEACHER, "presses", "Alert now (practice)"),
    (TEACHER, "reads", "Rosalind Okafor and Gareth Penhallow have been told"),
    (TEACHER, "reads", MARK),
    (TEACHER, "presses", "See the other side"),
    (TEACHER, "presses", "Acknowledge (practice)"),
    (TEACHER, "reads", "Tick what you would have done"),
    (TEACHER, "presses", "Finish"),
    (TEACHER, "reads", "Right first: I listen"),
    (TEACHER, "reads", "The kind is right: Someone may be harming a pupil"),
    (TEACHER, "reads", "In the school's policy: I3, I7"),
]
WRONG: list[Line] = [
    (TEACHER, "says", "practise"),
    (TEACHER, "presses", "An invoice to open"),
    (TEACHER, "presses", "I forward it to all staff, to warn them"),
    (TEACHER, "presses", "Something else"),
    (TEACHER, "presses", "Send (practice)"),
    (TEACHER, "presses", "See the other side"),
    (TEACHER, "presses", "Acknowledge (practice)"),
    (TEACHER, "presses", "Finish"),
    (TEACHER, "reads", "Not first: I forward it to all staff"),
    (TEACHER, "reads", "You chose Something else. Nearest is: Spam or phishing"),
    (TEACHER, "presses", "Stop practising"),
    (TEACHER, "reads", "Nobody was told, and it is in no log."),
]


async def nothing_came_of_it(rig: Rig) -> None:
    """No report, no ping, no form, no reference and no entry."""
    await rig.at_rest()
    for kind in (Incident, Draft, Counter):
        assert await rig.store.find(kind) == [], kind
    assert [each for each in await rig.store.find(Notice) if each.topic in {"incident", "reach"}] == []
    assert [entry for entry in await rig.store.timeline() if entry.by is not None] == []
    for other in (HEAD, CHAMPION):
        assert MARK not in seen(rig, other)


@pytest.mark.parametrize("story", [WHOLE, WRONG], ids=["right", "wrong"])
async def test_a_practice_from_first_to_last(rig: Rig, story: list[Line]) -> None:
    """On the real cards, marked throughout; its end tells the person alone what was right."""
    await play(rig, story)
    await nothing_came_of_it(rig)


COUNTING = load_school(SCHOOL_FILE).model_copy(update={"practice_counts": True})
NOTED = "Your online-safety training of this school year is noted"


async def test_it_counts_as_training_where_the_school_says_so(tmp_path: Path) -> None:
    """Once in a school year, right or wrong, marked as practice in the register and the archive; it tells nobody."""
    async with school_at_work(tmp_path, school=COUNTING) as rig:
        await play(rig, [(CHAMPION, "says", "training"), (CHAMPION, "presses", "Begin this year's list")])
        await play(rig, [(TEACHER, "reads", "Online-safety training 2026-27")])
        await play(rig, [*WHOLE, (TEACHER, "reads", NOTED), (TEACHER, "reads", "Done. Noted")])
        await play(rig, [*WRONG[:-2], (TEACHER, "reads", NOTED)])
        (session,) = await rig.store.find(Session)
        assert (session.practice, [who.id for who in session.attended]) == ("asks_for_address", [TEACHER])
        assert await rig.store.find(Incident) == []
        await play(
            rig,
            [
                (CHAMPION, "says", "training"),
                (CHAMPION, "reads", "1 of 12 trained"),
                (CHAMPION, "reads", "Of them by a practice"),
                (CHAMPION, "never reads", "A stranger in a game"),
            ],
        )
        section = documents_section(COUNTING, SigningRecord({}, (), (), [session]))
        assert "A practice, gone through alone" in section.files["training.csv"].decode()


async def test_one_before_the_years_list_tells_nobody_and_counts_once_it_begins(tmp_path: Path) -> None:
    """Whoever practised is trained; everybody else is asked as the Champion begins the list, and not before."""
    async with school_at_work(tmp_path, school=COUNTING) as rig:
        await play(rig, [*WHOLE, (TEACHER, "reads", NOTED)])
        await rig.at_rest()
        assert await rig.store.find(Campaign) == []
        assert await rig.store.find(Notice) == []
        await play(rig, [(CHAMPION, "says", "training"), (CHAMPION, "presses", "Begin this year's list")])
        await play(rig, [(OTHER_TEACHER, "reads", "Online-safety training 2026-27")])
        await play(rig, [(CHAMPION, "presses", "Who is due"), (CHAMPION, "reads", "1 of 12 trained")])
        assert "Online-safety training 2026-27" not in seen(rig, TEACHER)


async def test_whoever_was_trained_is_not_trained_again_by_a_practice(tmp_path: Path) -> None:
    """A session that a Champion recorded is their training of the year; the practice is kept for nobody."""
    async with school_at_work(tmp_path, school=COUNTING) as rig:
        there = {"title": "Keeping safe online", "present": f"{CHAMPION},{TEACHER}"}
        await play(rig, [(CHAMPION, "says", "record training"), (CHAMPION, "presses", "Save", there)])
        await play(rig, [*WHOLE, (TEACHER, "reads", NOTED)])
        assert [each.practice for each in await rig.store.find(Session)] == [""]


async def test_no_card_of_it_can_do_anything_real(rig: Rig) -> None:
    """Every button of a practice is one of a practice: no other verb is left on any card of it."""
    for line in WHOLE:
        await play(rig, [line])
        for message in rig.teams.chat(TEACHER).standing:
            if message.card and "PRACTICE" in str(message.card):
                verbs = {each for each in _verbs(message.card) if not each.startswith("practice.")}
                assert verbs == set(), line


def _verbs(part: object) -> set[str]:
    if isinstance(part, dict):
        own = {str(part["verb"])} if "verb" in part else set()
        links = {"a link"} if part.get("type") == "Action.OpenUrl" else set()
        return own.union(links, *(_verbs(each) for each in part.values()))
    return set().union(*(_verbs(each) for each in part)) if isinstance(part, list) else set()


async def test_a_danger_that_is_typed_meanwhile_is_real(rig: Rig) -> None:
    """In the chat it goes the way of every line, and alerts; the practice stands as it was."""
    await play(
        rig,
        [
            *TO_THE_FORM,
            (TEACHER, "says", DANGER),
            (TEACHER, "presses", "A child may hurt themselves"),
            (TEACHER, "presses", "Alert now"),
            (HEAD, "reads", "A child may hurt themselves"),
        ],
    )
    (made,) = await rig.store.find(Incident)
    assert (made.kind, made.drill) == ("self_harm", False)
    practice = await rig.store.get(Practice, TEACHER)
    assert practice is not None
    assert practice.stage == "form"


async def test_a_danger_that_is_typed_into_the_form_of_a_practice_is_real(rig: Rig) -> None:
    """The real card takes its place with the words, and alerts the real people."""
    await play(
        rig,
        [
            *TO_THE_FORM,
            (
                TEACHER,
                "presses",
                "Alert now (practice)",
                {"what": DANGER},
            ),
            (TEACHER, "reads", "This is real now, no practice."),
            (TEACHER, "presses", "Alert now"),
            (HEAD, "reads", "he wants to kill himself"),
        ],
    )
    (made,) = await rig.store.find(Incident)
    assert (made.kind, made.account["what"]) == (
        "self_harm",
        DANGER,
    )


async def test_other_words_in_the_form_are_asked_about(rig: Rig) -> None:
    """Whether they are real: then they go into a real report; else the practice goes on."""
    own = "it was Mrs Example who asked me about the trip"
    asked: list[Line] = [
        *TO_THE_FORM,
        (TEACHER, "presses", "Alert now (practice)", {"what": own}),
        (TEACHER, "reads", "You wrote something of your own"),
        (TEACHER, "reads", own),
    ]
    await play(rig, [*asked, (TEACHER, "presses", "It was practice: go on"), (TEACHER, "reads", "See the other side")])
    await nothing_came_of_it(rig)
    await play(
        rig,
        [
            (TEACHER, "presses", "Stop practising"),
            *asked,
            (TEACHER, "presses", "It is real: report it"),
            (TEACHER, "presses", "Something else"),
            (TEACHER, "presses", "Send"),
            (CHAMPION, "reads", own),
        ],
    )


async def test_pressed_twice_it_goes_on_once(rig: Rig) -> None:
    """An earlier card, and the same again, show how it stands."""
    await play(rig, TO_THE_FORM)
    data = {"run": "1", "stage": "form", "what": STORY_WORDS["asks_for_address"].tells}
    for _ in range(3):
        answer = await rig.teams.forge(TEACHER, "practice.sent", dict(data))
        assert answer.card is not None
    held = await rig.store.get(Practice, TEACHER)
    assert held is not None
    assert held.stage == "receipt"
    for verb, data in (("begin", {"after": "0"}), ("answer", {"run": "9", "stage": "receipt"}), ("answer", {})):
        await rig.teams.forge(TEACHER, f"practice.{verb}", dict(data))
    assert await rig.store.get(Practice, TEACHER) == held


async def test_a_forged_press_finds_nobody_elses(rig: Rig) -> None:
    """A practice is found by who presses; who is not of the staff has none."""
    await play(rig, TO_THE_FORM)
    answer = await rig.teams.forge(CHAMPION, "practice.answer", {"run": "1", "stage": "form", "id": TEACHER})
    assert "That practice is over" in f"{answer.message} {answer.card}"
    refused = await rig.teams.forge(GOVERNOR, "practice.begin", {"story": "stick_is_gone"})
    assert "This is for somebody else to do" in f"{refused.message} {refused.card}"
    unknown = await rig.teams.forge(TEACHER, "practice.answer", {"run": "1", "stage": "kind", "said": "nothing"})
    assert "That button belongs to an older card" in f"{unknown.message} {unknown.card}"


async def test_one_that_is_left_open_ends_by_itself(rig: Rig) -> None:
    """After weeks its card says that it is over, and nothing of it is left."""
    await play(rig, TO_THE_FORM)
    await rig.move(timedelta(days=15))

    async def over() -> bool:
        held = await rig.store.get(Practice, TEACHER)
        return held is not None and not held.under_way

    await eventually(over)
    await play(rig, [(TEACHER, "presses", "Alert now (practice)"), (TEACHER, "reads", "That practice is over.")])
    await nothing_came_of_it(rig)


def test_every_story_has_its_words_and_one_right_move() -> None:
    """Each move has its words, a clause, and a why; the right kind is one of the school's."""
    assert set(STORIES) == set(STORY_WORDS)
    for story in STORIES.values():
        assert {move.id for move in story.moves} == set(STORY_WORDS[story.id].moves)
        assert [move.right for move in story.moves].count(True) == 1
        assert all(move.clauses for move in story.moves)
        assert set(story.right_kinds) <= set(KINDS)
