"""What is typed while the form of a request or a question is open goes into that form, or begins a report."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from bot.policy.calls.call import VideoCall
from bot.policy.documents.campaigns import Ask
from bot.policy.duties.duty import Duty
from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Record
from bot.policy.log.reviewing import Review
from bot.policy.requests.request import StaffRequest
from bot.settings import load_school
from tests.clock import FakeClock
from tests.rig import CHAMPION, COORDINATOR, HEAD, MANAGER, MONDAY, SCHOOL_FILE, TEACHER, Rig, school_at_work, stand_in
from tests.transcripts.calls import FORM
from tests.transcripts.play import Line, play
from tests.transcripts.test_duties import RESTORED
from tests.transcripts.test_forms_act_once import ASKED, BEGUN, CLOSED, LOST, PUBLISHED, REPORTED, TAKEN, TECHNOLOGY
from tests.transcripts.test_requests import BORROWED as BORROWED_STORY

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
        (TEACHER, "presses", "Leave without sending"),
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


NO_PLACE = "The form you have open has no place for these words."
TAKEN_BY_OTHER: list[Line] = [*TAKEN, (HEAD, "says", "OS-2026-0001"), (HEAD, "presses", "Take over")]
DECIDED: list[Line] = [*ASKED, (HEAD, "presses", "Approve"), (HEAD, "reads", "Approved")]
SMALL_FORMS: dict[str, tuple[str, list[Line]]] = {
    "a note": (CHAMPION, [*TAKEN, (CHAMPION, "presses", "Add a note")]),
    "a note on a typed reference": (CHAMPION, [*TAKEN, (CHAMPION, "says", "note OS-2026-0001")]),
    "another kind": (CHAMPION, [*TAKEN, (CHAMPION, "presses", "Change the kind")]),
    "telling somebody outside": (CHAMPION, [*TAKEN, (CHAMPION, "presses", "Refer")]),
    "the ICO": (MANAGER, [*LOST, (MANAGER, "presses", "Decide on the ICO")]),
    "closing": (CHAMPION, [*TAKEN, (CHAMPION, "presses", "Close")]),
    "opening again": (CHAMPION, [*CLOSED, (CHAMPION, "reads", "Closed by"), (CHAMPION, "presses", "Reopen")]),
    "taking over": (HEAD, TAKEN_BY_OTHER),
    "details": (TEACHER, [*REPORTED, (TEACHER, "presses", "Add details")]),
    "declining a call": (HEAD, [*ASKED, (HEAD, "presses", "Decline")]),
    "asking for changes to a call": (HEAD, [*ASKED, (HEAD, "presses", "Ask for changes")]),
    "cancelling a call": (HEAD, [*DECIDED, (HEAD, "presses", "Cancel the call")]),
    "withdrawing a call": (TEACHER, [*ASKED, (TEACHER, "reads", "VC-2026-0001"), (TEACHER, "presses", "Withdraw")]),
    "declining a request": (COORDINATOR, [*BORROWED_STORY, (COORDINATOR, "presses", "Decline")]),
    "asking for changes to a request": (COORDINATOR, [*BORROWED_STORY, (COORDINATOR, "presses", "Ask for changes")]),
    "withdrawing a request": (TEACHER, [*BORROWED_STORY, (TEACHER, "presses", "Withdraw")]),
    "a view": (MANAGER, [*TECHNOLOGY, (MANAGER, "presses", "Give your view")]),
    "a duty that is done": (MANAGER, [*BEGUN, (MANAGER, "presses", "Done")]),
    "a duty that is not needed": (MANAGER, [*BEGUN, (MANAGER, "presses", "Not needed this year")]),
    "reviewing the log": (CHAMPION, [(CHAMPION, "says", "log"), (CHAMPION, "presses", "Mark reviewed")]),
    "declining to sign": (TEACHER, [*PUBLISHED, (TEACHER, "says", "sign"), (TEACHER, "presses", "Decline")]),
}
RECORDS: list[type[Record]] = [Incident, VideoCall, StaffRequest, Duty, Ask, Review]
CHOICES: dict[str, tuple[str, list[Line], str]] = {
    "handing over": (CHAMPION, [*TAKEN, (CHAMPION, "presses", "Hand over")], "Who should take it?"),
    "what the log shows": (CHAMPION, [(CHAMPION, "says", "log"), (CHAMPION, "presses", "Filter")], "Whose"),
    "putting a duty off": (MANAGER, [*BEGUN, (MANAGER, "presses", "Later")], "When should you be reminded?"),
}


@pytest.fixture(autouse=True)
def _duty_falls_due(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the form is one of a duty."""
    case = getattr(request.node, "callspec", None)
    due = case is not None and "duty" in case.id
    monkeypatch.setattr("tests.rig.DUTIES", (RESTORED,) if due else ())


@pytest.mark.parametrize("form", SMALL_FORMS.values(), ids=SMALL_FORMS)
async def test_every_form_with_a_field_for_words_takes_them(rig: Rig, form: tuple[str, list[Line]]) -> None:
    """They are offered to it, stand in it once, and nothing is kept of them before it is sent."""
    who, opened = form
    await play(rig, [(TEACHER, "says", "help")])
    await rig.move(timedelta(minutes=10))
    await play(rig, opened)
    kept = [await rig.store.find(of) for of in RECORDS]
    await play(rig, [(who, "says", WORDS), (who, "reads", IS_IT), (who, "never reads", KINDS)])
    await play(rig, [(who, "presses", PUT_IN), (who, "presses", PUT_IN), (who, "reads", f"\n{WORDS}\n")])
    assert [await rig.store.find(of) for of in RECORDS] == kept


@pytest.mark.parametrize("form", CHOICES.values(), ids=CHOICES)
async def test_a_form_of_choices_says_that_it_has_no_place(rig: Rig, form: tuple[str, list[Line], str]) -> None:
    """It opens again as it was; the words can begin a report."""
    who, opened, asks = form
    await play(rig, [(TEACHER, "says", "help")])
    await rig.move(timedelta(minutes=10))
    await play(rig, opened)
    await play(rig, [(who, "says", WORDS), (who, "reads", NO_PLACE), (who, "never reads", KINDS)])
    await play(rig, [(who, "presses", "Back to the form"), (who, "reads", asks)])
    await play(rig, [(who, "presses", APART), (who, "reads", KINDS)])


WISHES = {
    "borrow": "I need to borrow the visualiser for the trip on Thursday",
    "pupil phone": "permission for a pupil to bring a phone on Friday",
    "temporary accounts": "we need temporary accounts for the coding project",
    "new technology": "I'd like approval for a new app for phonics",
    "video call": "can my class zoom with an author next Tuesday",
}


@pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)
async def test_what_is_asked_for_stands_in_its_form(rig: Rig, wish: str) -> None:
    """Nobody types it twice. Said once more while the form is open it opens no second one."""
    await play(rig, [(TEACHER, "says", wish), (TEACHER, "never reads", KINDS), (TEACHER, "reads", f"\n{wish}")])
    again = f"{wish} please"
    await play(rig, [(TEACHER, "says", again), (TEACHER, "reads", IS_IT), (TEACHER, "presses", PUT_IN)])
    await play(rig, [(TEACHER, "reads", f"\n{wish} {again}")])


ASIDES = {"can I see my reports?": "reports", "show me my video calls": "calls", "what needs me now": "waits for you"}


@pytest.mark.parametrize(("asked", "shown"), ASIDES.items(), ids=ASIDES)
async def test_what_is_asked_for_past_a_form_is_shown_and_the_form_stays(rig: Rig, asked: str, shown: str) -> None:
    """Of a request, which still takes words; and of a report, of which it is no part."""
    await play(rig, [(TEACHER, "says", "borrow"), (TEACHER, "says", asked), (TEACHER, "reads", shown)])
    await play(rig, [(TEACHER, "never reads", IS_IT), (TEACHER, "says", WORDS), (TEACHER, "reads", IS_IT)])
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "says", WORDS), (TEACHER, "says", asked)])
    await play(rig, [(TEACHER, "never reads", f"“{asked}”"), (TEACHER, "presses", "Send")])
    await rig.at_rest()
    (report,) = await rig.store.find(Incident)
    assert report.account == {"what": WORDS}


async def test_what_only_tells_of_a_wish_stays_with_the_report(rig: Rig) -> None:
    """An account may speak of borrowing."""
    told = "I had to borrow a laptop to see it"
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "says", told), (TEACHER, "reads", f"“{told}”")])


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
