"""What is typed while the form of a request or a question is open goes into that form, or begins a report."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from bot.policy.calls.call import VideoCall
from bot.policy.incidents.incident import Incident
from bot.policy.requests.request import StaffRequest
from bot.settings import load_school
from tests.clock import FakeClock
from tests.rig import CHAMPION, MONDAY, SCHOOL_FILE, TEACHER, Rig, school_at_work, stand_in
from tests.transcripts.calls import FORM
from tests.transcripts.play import Line, play

PUT_IN, APART = "Put it into the form", "A report of its own"
WORDS = "the thing with the blue folder"
IS_IT = "You have a form open."
KINDS = "What has happened?"
DANGER = "a girl in my class keeps cutting herself"
BORROWED = {"item": "The visualiser", "back_on": "2026-12-04"}

PUTS_IN: list[Line] = [
    (TEACHER, "says", WORDS),
    (TEACHER, "reads", IS_IT),
    (TEACHER, "reads", f"“{WORDS}”"),
    (TEACHER, "never reads", KINDS),
    (TEACHER, "presses", PUT_IN),
    (TEACHER, "reads", f"\n{WORDS}\n"),
]
STORIES: dict[str, list[Line]] = {
    "a call's form takes them": [(TEACHER, "says", "video call"), *PUTS_IN],
    "that of equipment": [(TEACHER, "says", "borrow"), *PUTS_IN],
    "of a pupil's telephone": [(TEACHER, "says", "pupil phone"), *PUTS_IN],
    "of accounts": [(TEACHER, "says", "temporary accounts"), *PUTS_IN],
    "of new technology": [(TEACHER, "says", "new technology"), *PUTS_IN],
    "they begin a report as well": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "says", WORDS),
        (TEACHER, "presses", APART),
        (TEACHER, "presses", "Spam or phishing"),
        (TEACHER, "presses", "Send"),
        (CHAMPION, "reads", WORDS),
    ],
    "danger alerts as ever": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "says", DANGER),
        (TEACHER, "never reads", IS_IT),
        (TEACHER, "reads", "A child may hurt themselves"),
    ],
    "a clear sign asks its kind as ever": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "says", "I got a phishing email asking for my password"),
        (TEACHER, "never reads", IS_IT),
        (TEACHER, "reads", KINDS),
    ],
    "a report that is asked for begins": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "says", f"report {WORDS}"),
        (TEACHER, "never reads", IS_IT),
    ],
    "a form that was stopped takes nothing": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "says", "cancel"),
        (TEACHER, "reads", "Stopped."),
        (TEACHER, "says", WORDS),
        (TEACHER, "never reads", IS_IT),
        (TEACHER, "reads", KINDS),
    ],
    "nor one that was put away": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Not now"),
        (TEACHER, "says", WORDS),
        (TEACHER, "never reads", IS_IT),
    ],
    "nor a call's": [
        (TEACHER, "says", "video call"),
        (TEACHER, "presses", "Cancel"),
        (TEACHER, "says", WORDS),
        (TEACHER, "never reads", IS_IT),
    ],
    "nor one that was sent": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Send", BORROWED),
        (TEACHER, "says", WORDS),
        (TEACHER, "never reads", IS_IT),
        (TEACHER, "reads", KINDS),
    ],
    "a report that is begun after the form takes what is typed": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "says", "report spam"),
        (TEACHER, "says", WORDS),
        (TEACHER, "reads", "These words go with the form above"),
    ],
    "a question to the Champion takes them": [
        (TEACHER, "says", "where do the pencils live?"),
        (TEACHER, "presses", "Ask a Champion"),
        (TEACHER, "says", WORDS),
        (TEACHER, "presses", PUT_IN),
        (TEACHER, "reads", f"? {WORDS}"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each as it is read by whoever typed it."""
    await play(rig, story)


@pytest.mark.parametrize("presses", ["presses", "presses the fallback"])
async def test_they_go_with_the_form_after_a_restart(
    tmp_path: Path, presses: Literal["presses", "presses the fallback"]
) -> None:
    """By either kind of button, opened as a dialog or as a message: pressed twice the words stand there once."""
    clock = FakeClock(MONDAY)
    async with stand_in(load_school(SCHOOL_FILE), clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock) as before:
            await play(before, [(TEACHER, "says", "help"), (TEACHER, presses, "Ask for a video call")])
            await play(before, [(TEACHER, "says", WORDS)])
        async with school_at_work(tmp_path, teams=teams, clock=clock) as after:
            await play(after, [(TEACHER, presses, PUT_IN), (TEACHER, presses, PUT_IN)])
            asked = {key: value for key, value in FORM.items() if key != "subject"}
            await play(after, [(TEACHER, presses, "Send", asked), (TEACHER, "reads", "VC-2026-0001")])
            (call,) = await after.store.find(VideoCall)
            assert call.request.subject == WORDS
            assert not await after.store.find(Incident)


async def test_answers_that_came_back_are_not_lost(rig: Rig) -> None:
    """A form that was not right opens again as it was sent, and with the words."""
    await play(rig, [(TEACHER, "says", "borrow"), (TEACHER, "presses", "Send", {**BORROWED, "back_on": "2020-01-01"})])
    await play(rig, [(TEACHER, "says", WORDS), (TEACHER, "presses", PUT_IN)])
    await play(rig, [(TEACHER, "presses", "Send", {"back_on": "2026-12-04"}), (TEACHER, "reads", "RQ-2026-0001")])
    (request,) = await rig.store.find(StaffRequest)
    assert request.present.answers["item"] == f"The visualiser {WORDS}"


async def test_a_form_that_was_sent_meanwhile_takes_no_words(rig: Rig) -> None:
    """Nothing is asked for twice, and the words can still begin a report."""
    await play(rig, [(TEACHER, "says", "borrow")])
    form = rig.teams.chat(TEACHER).standing[-1].id
    await play(rig, [(TEACHER, "says", WORDS)])
    await rig.teams.press(TEACHER, "Send", BORROWED, on=form)
    await play(rig, [(TEACHER, "presses", PUT_IN), (TEACHER, "is told", "That form is no longer open here")])
    await play(rig, [(TEACHER, "presses", APART), (TEACHER, "reads", KINDS)])
    assert len(await rig.store.find(StaffRequest)) == 1


@pytest.mark.parametrize(("later", "is_asked"), [(29, True), (31, False)])
async def test_a_form_is_forgotten_after_half_an_hour(rig: Rig, later: int, is_asked: bool) -> None:
    """What is typed after that begins a report, as ever."""
    await play(rig, [(TEACHER, "says", "borrow")])
    await rig.move(timedelta(minutes=later))
    await play(rig, [(TEACHER, "says", WORDS), (TEACHER, "reads" if is_asked else "never reads", IS_IT)])


async def test_the_button_works_however_late(rig: Rig) -> None:
    """It stands there, so it does what it says."""
    await play(rig, [(TEACHER, "says", "borrow"), (TEACHER, "says", WORDS)])
    await rig.move(timedelta(hours=3))
    await play(rig, [(TEACHER, "presses", PUT_IN), (TEACHER, "reads", f"\n{WORDS}\n")])


async def test_a_report_that_is_under_way_stays_as_it_is_when_a_dialog_opens(rig: Rig) -> None:
    """What is typed goes with the report."""
    await play(rig, [(TEACHER, "says", "help"), (TEACHER, "says", "report spam")])
    await play(rig, [(TEACHER, "presses", "Ask for a video call"), (TEACHER, "says", WORDS)])
    await play(rig, [(TEACHER, "reads", "These words go with the form above"), (TEACHER, "never reads", IS_IT)])
