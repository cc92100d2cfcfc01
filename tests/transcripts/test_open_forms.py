"""What is typed while the form of a report stands open goes with it, once, or begins a report of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.policy.incidents.incident import Incident
from bot.settings import load_school
from tests.clock import FakeClock
from tests.faults import unavailable
from tests.rig import CHAMPION, COORDINATOR, HEAD, MONDAY, SCHOOL_FILE, TEACHER, Rig, school_at_work, stand_in
from tests.transcripts.play import Line, play, seen

SELF_HARM, DANGER = "A child may hurt themselves", "Someone may be harming a pupil"
THREAT, BULLYING = "Threatening or offensive message", "Online bullying"
FIRST, MORE, LAST = "I got a nasty email", "it came on Friday evening", "the sender is a parent of 4B"
WORDS, SINCE = "a girl in my class keeps cutting herself", "she is with me in the library"
OPEN_FORM: list[Line] = [(TEACHER, "says", FIRST), (TEACHER, "presses", THREAT)]
OPEN_ALERT: list[Line] = [(TEACHER, "says", WORDS), (TEACHER, "presses", SELF_HARM)]

STORIES: dict[str, tuple[list[Line], list[dict[str, str]]]] = {
    "words typed past a form go with it": (
        [
            *OPEN_FORM,
            (TEACHER, "says", MORE),
            (TEACHER, "reads", f"“{MORE}”"),
            (TEACHER, "reads", "These words go with the form above"),
            (TEACHER, "says", LAST),
            (TEACHER, "has cards", "3"),
            (TEACHER, "presses", "Send"),
        ],
        [{"what": f"{FIRST}\n{MORE}\n{LAST}"}],
    ),
    "behind what was changed in the form": (
        [
            *OPEN_FORM,
            (TEACHER, "says", MORE),
            (TEACHER, "presses", "Send", {"what": "A threat by email"}),
            (CHAMPION, "reads", MORE),
        ],
        [{"what": f"A threat by email\n{MORE}"}],
    ),
    "what stands in the form already is not said twice": (
        [
            *OPEN_FORM,
            (TEACHER, "says", MORE),
            (TEACHER, "presses", "Send", {"what": f"{FIRST}, and IT came on  Friday evening"}),
        ],
        [{"what": f"{FIRST}, and IT came on  Friday evening"}],
    ),
    "an empty form can be sent with what was typed": (
        [(TEACHER, "says", "report threat"), (TEACHER, "says", MORE), (TEACHER, "presses", "Send")],
        [{"what": MORE}],
    ),
    "they stay with it when whom it concerns is asked": (
        [
            (TEACHER, "says", "report staff conduct"),
            (TEACHER, "says", MORE),
            (TEACHER, "presses", "Send", {"what": FIRST}),
            (TEACHER, "reads", "Please choose who it is about"),
            (TEACHER, "presses", "Send"),
        ],
        [{"what": f"{FIRST}\n{MORE}"}],
    ),
    "another kind keeps what was written into an empty form": (
        [
            (TEACHER, "says", "report threat"),
            (TEACHER, "says", MORE),
            (TEACHER, "presses", "Another kind", {"what": "A nasty email"}),
            (TEACHER, "presses", BULLYING),
            (TEACHER, "presses", "Send"),
        ],
        [{"what": f"A nasty email\n{MORE}"}],
    ),
    "another kind shows them in its form": (
        [
            *OPEN_FORM,
            (TEACHER, "says", MORE),
            (TEACHER, "presses", "Another kind", {"what": "A nasty email"}),
            (TEACHER, "presses", BULLYING),
            (TEACHER, "reads", f"A nasty email\n{MORE}"),
            (TEACHER, "says", LAST),
            (TEACHER, "presses", "Send"),
        ],
        [{"what": f"A nasty email\n{MORE}\n{LAST}"}],
    ),
    "a line begins a report of its own, and the form keeps the others": (
        [
            *OPEN_FORM,
            (TEACHER, "says", MORE),
            (TEACHER, "says", "somebody calls a boy in my class names in the class chat"),
            (TEACHER, "presses", "A report of its own"),
            (TEACHER, "presses", BULLYING),
            (TEACHER, "reads", "somebody calls a boy in my class names in the class chat"),
            (TEACHER, "says", LAST),
            (TEACHER, "presses", "Send"),
            (TEACHER, "presses", "Send"),
        ],
        [
            {"what": f"somebody calls a boy in my class names in the class chat\n{LAST}"},
            {"what": f"{FIRST}\n{MORE}"},
        ],
    ),
    "a clear danger alerts by itself, and the form keeps what it has": (
        [
            *OPEN_FORM,
            (TEACHER, "says", MORE),
            (TEACHER, "says", WORDS),
            (TEACHER, "reads", "What you began before is not sent."),
            (TEACHER, "never reads", "What has happened?"),
            (TEACHER, "says", SINCE),
            (TEACHER, "presses", "Alert now"),
            (HEAD, "reads", SINCE),
            (TEACHER, "says", "thanks"),
            (TEACHER, "presses", "Send"),
        ],
        [{"what": f"{WORDS}\n{SINCE}"}, {"what": f"{FIRST}\n{MORE}"}],
    ),
    "the card that quotes alerts with all that was typed": (
        [
            *OPEN_ALERT,
            (TEACHER, "says", SINCE),
            (TEACHER, "reads", "Nobody has been told yet."),
            (TEACHER, "presses", "Alert now"),
            (HEAD, "reads", SINCE),
        ],
        [{"what": f"{WORDS}\n{SINCE}"}],
    ),
    "it asks whom it concerns with all that was typed": (
        [
            *OPEN_ALERT,
            (TEACHER, "says", SINCE),
            (TEACHER, "presses", "It is about an adult here"),
            (TEACHER, "reads", f"{WORDS}\n{SINCE}"),
            (TEACHER, "presses", "Alert now", {"someone_else": "The site manager"}),
        ],
        [{"what": f"{WORDS}\n{SINCE}", "someone_else": "The site manager"}],
    ),
    "an alert that was begun with no words is told those that came since": (
        [
            (TEACHER, "says", "report"),
            (TEACHER, "presses", SELF_HARM),
            (TEACHER, "says", SINCE),
            (TEACHER, "says", "alert"),
            (TEACHER, "reads", SINCE),
            (TEACHER, "says", "yes"),
        ],
        [{"what": SINCE}],
    ),
    "a video call that is asked for in between costs nothing that was typed": (
        [
            *OPEN_FORM,
            (TEACHER, "says", MORE),
            (TEACHER, "says", "video call"),
            (TEACHER, "says", "cancel"),
            (TEACHER, "presses", "Cancel"),
            (TEACHER, "presses", "Send"),
        ],
        [{"what": f"{FIRST}\n{MORE}"}],
    ),
    "nor does a request": (
        [
            *OPEN_FORM,
            (TEACHER, "says", MORE),
            (TEACHER, "says", "borrow"),
            (TEACHER, "presses", "Leave without sending"),
            (TEACHER, "presses", "Send"),
        ],
        [{"what": f"{FIRST}\n{MORE}"}],
    ),
    "nor does another report": (
        [
            *OPEN_FORM,
            (TEACHER, "says", MORE),
            (TEACHER, "says", "report spam"),
            (TEACHER, "presses", "Send", {"what": "Win a phone"}),
            (TEACHER, "presses", "Send"),
        ],
        [{"what": "Win a phone"}, {"what": f"{FIRST}\n{MORE}"}],
    ),
    "words that wait for their kind survive a video call": (
        [
            (TEACHER, "says", "the thing with the blue folder"),
            (TEACHER, "says", "video call"),
            (TEACHER, "presses", "Cancel"),
            (TEACHER, "presses", THREAT),
            (TEACHER, "presses", "Send"),
        ],
        [{"what": "the thing with the blue folder"}],
    ),
    "what was stopped is not told": (
        [*OPEN_FORM, (TEACHER, "says", MORE), (TEACHER, "says", "cancel"), (TEACHER, "presses", "Send")],
        [{"what": FIRST}],
    ),
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: tuple[list[Line], list[dict[str, str]]]) -> None:
    """Each ends with the reports that are written with it, in their order, and nothing else is told."""
    transcript, accounts = story
    await play(rig, transcript)
    await rig.at_rest()
    reports = sorted(await rig.store.find(Incident), key=lambda report: report.id)
    assert [report.account for report in reports] == accounts


@pytest.mark.parametrize("first", ["report", WORDS])
async def test_the_older_alert_button_tells_what_was_typed_since(rig: Rig, first: str) -> None:
    """It stands above what was typed after it, and is pressed as readily."""
    await play(rig, [(TEACHER, "says", first), (TEACHER, "presses", SELF_HARM)])
    older = rig.teams.chat(TEACHER).from_bot[-1].id
    await play(rig, [(TEACHER, "says", SINCE), (TEACHER, "says", "alert")])
    await rig.teams.press(TEACHER, "Alert now", on=older)
    await play(rig, [(HEAD, "reads", SINCE)])
    (report,) = await rig.store.find(Incident)
    assert report.account["what"] == (SINCE if first == "report" else f"{WORDS}\n{SINCE}")


@pytest.mark.parametrize("opened", [OPEN_FORM, OPEN_ALERT], ids=["form", "alert"])
async def test_a_form_with_words_typed_since_acts_once(rig: Rig, opened: list[Line]) -> None:
    """Pressed again it finds its report, which has each word once."""
    await play(rig, opened)
    form, button = rig.teams.chat(TEACHER).standing[-1].id, "Send" if opened is OPEN_FORM else "Alert now"
    await play(rig, [(TEACHER, "says", MORE)])
    first = await rig.teams.press(TEACHER, button, on=form)
    await rig.teams.repeat(first)
    await rig.teams.post({**first.activity, "id": "pressed-again"})
    await play(rig, [(TEACHER, "reads", "Your report is OS-2026-0001"), (TEACHER, "never reads", "OS-2026-0002")])
    assert seen(rig, TEACHER).count("Your report is") == 1
    (report,) = await rig.store.find(Incident)
    assert report.account["what"].count(MORE) == 1


async def test_a_line_that_has_gone_with_its_form_is_not_taken_again(rig: Rig) -> None:
    """Whoever wants it apart after all is told to write it."""
    await play(rig, [*OPEN_FORM, (TEACHER, "says", MORE)])
    await play(
        rig,
        [
            (TEACHER, "presses", "Send"),
            (TEACHER, "presses", "A report of its own"),
            (TEACHER, "is told", "These words are no longer waiting"),
        ],
    )
    assert len(await rig.store.find(Incident)) == 1


@pytest.mark.parametrize("aside", ["thanks", "ok", "👍", "can I use my own phone?"])
async def test_what_tells_of_nothing_is_not_kept(rig: Rig, aside: str) -> None:
    """Nor quoted."""
    await play(rig, [*OPEN_FORM, (TEACHER, "says", aside), (TEACHER, "never reads", f"“{aside}”")])
    await play(rig, [(TEACHER, "presses", "Send"), (CHAMPION, "reads", FIRST)])
    (report,) = await rig.store.find(Incident)
    assert report.account == {"what": FIRST}


async def test_what_was_typed_survives_an_answer_that_teams_does_not_take(rig: Rig) -> None:
    """The line that was not answered is kept as well, however often Teams brings it."""
    await play(rig, [*OPEN_FORM, (TEACHER, "says", MORE)])
    rig.teams.faults.on(unavailable(), person=TEACHER, operations="send")
    unanswered = await rig.teams.say(TEACHER, LAST)
    rig.teams.faults.clear()
    await rig.teams.repeat(unanswered)
    await play(rig, [(TEACHER, "presses", "Send"), (CHAMPION, "reads", LAST)])
    (report,) = await rig.store.find(Incident)
    assert report.account == {"what": f"{FIRST}\n{MORE}\n{LAST}"}


async def test_what_was_typed_survives_a_restart(tmp_path: Path) -> None:
    """That of the open form, and that of the one it was put aside for."""
    clock = FakeClock(MONDAY)
    async with stand_in(load_school(SCHOOL_FILE), clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock) as before:
            await play(before, [*OPEN_FORM, (TEACHER, "says", MORE), (TEACHER, "says", WORDS)])
            await play(before, [(TEACHER, "says", SINCE)])
        async with school_at_work(tmp_path, teams=teams, clock=clock) as after:
            await play(after, [(TEACHER, "presses", "Alert now"), (HEAD, "reads", SINCE)])
            await play(after, [(TEACHER, "presses", "Send"), (CHAMPION, "reads", MORE)])


ASKED_OF_FILTER = "the filter blocks a site i need for my lesson"


async def test_what_surely_tells_of_something_else_is_not_put_into_what_was_begun(rig: Rig) -> None:
    """A child's matter does not reach whoever handles the filter, unless it is put together with it at a press."""
    story: list[Line] = [
        (TEACHER, "says", "jack in y4 showed me something on his ipad"),
        (TEACHER, "says", ASKED_OF_FILTER),
        (TEACHER, "reads", "This seems to be about something else than what you wrote before."),
        (TEACHER, "presses", "Something is blocked, or will look odd"),
        (TEACHER, "presses", "Send"),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
        (COORDINATOR, "reads", ASKED_OF_FILTER),
        (COORDINATOR, "never reads", "jack in y4"),
    ]
    await play(rig, story)


async def test_what_was_kept_apart_is_put_together_at_a_press(rig: Rig) -> None:
    """Into the form that stands open, too; and above its field stands what was written earlier."""
    story: list[Line] = [
        (TEACHER, "says", "report spam"),
        (TEACHER, "says", "a parcel firm wants my card"),
        (TEACHER, "says", ASKED_OF_FILTER),
        (TEACHER, "reads", "the form above, **Spam or phishing**, so it is not put into it"),
        (TEACHER, "presses", "Put both into one"),
        (TEACHER, "reads", "You also wrote this earlier:\n“a parcel firm wants my card”"),
        (TEACHER, "presses", "Send"),
        (CHAMPION, "reads", "a parcel firm wants my card"),
        (CHAMPION, "reads", ASKED_OF_FILTER),
    ]
    await play(rig, story)


async def test_lines_that_go_into_one_report_are_shown_and_the_last_can_be_taken_out(rig: Rig) -> None:
    """Before its kind is chosen, and above the field of its form."""
    story: list[Line] = [
        (TEACHER, "says", "the thing with the blue folder"),
        (TEACHER, "says", "it was on the table in the hall"),
        (TEACHER, "says", "and the door was open all night"),
        (TEACHER, "reads", "These go into one report:\n“the thing with the blue folder”"),
        (TEACHER, "presses", "The last is another report"),
        (TEACHER, "reads", "and the door was open all night"),
    ]
    await play(rig, story)
