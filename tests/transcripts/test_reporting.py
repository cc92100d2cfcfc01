"""A member of staff reports, and the Champion takes it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident
from bot.settings import load_school
from tests.clock import FakeClock
from tests.rig import (
    ASSISTANT,
    CHAMPION,
    COORDINATOR,
    HEAD,
    MONDAY,
    OTHER_TEACHER,
    SCHOOL_FILE,
    TEACHER,
    Rig,
    school_at_work,
    stand_in,
)
from tests.transcripts.play import Line, play, seen, shown_to

THREAT, SPAM = "Threatening or offensive message", "Spam or phishing"
WORDS = {"about": "A parent of 4B", "what": "Nasty words about a colleague", "sender": "x@example.com"}
ENDED = {"outcome": "Talked to them", "reason": "Settled", "cpoms": "C-1"}

STORIES: dict[str, list[Line]] = {
    "a threat, from the first hello to the receipt that says who has it": [
        (TEACHER, "opens", ""),
        (TEACHER, "reads", "You are told at once what to do"),
        (TEACHER, "says", "report"),
        (TEACHER, "reads", "What has happened?"),
        (TEACHER, "presses", THREAT),
        (TEACHER, "reads", "Do not answer it, delete it or forward it."),
        (TEACHER, "reads", "section 4.4"),
        (TEACHER, "presses", "Send", WORDS),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
        (TEACHER, "reads", "told Mon 23 Nov, 10:31"),
        (CHAMPION, "reads", THREAT),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "reads", "Daniel Birtwhistle"),
        (CHAMPION, "reads", "Nasty words about a colleague"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "reads", "Gareth Penhallow has it, since Mon 23 Nov, 10:31"),
        (TEACHER, "reads", "Gareth Penhallow has it, since Mon 23 Nov, 10:31"),
        (HEAD, "reads", "Gareth Penhallow has it, since Mon 23 Nov, 10:31"),
    ],
    "a receipt that says how far it has come, and news of it with a line of the handler's own": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", WORDS),
        (TEACHER, "reads", "Rosalind Okafor and Gareth Penhallow have been told."),
        (TEACHER, "reads", "Do not answer it, delete it or forward it."),
        (TEACHER, "reads", "Nasty words about a colleague"),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Acknowledge"),
        (TEACHER, "reads", "Somebody has your report"),
        (TEACHER, "reads", "✓ Somebody has it"),
        (TEACHER, "never reads", "Do not answer it, delete it or forward it."),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", {**ENDED, "to_reporter": "I have spoken to the parent."}),
        (TEACHER, "reads", "Your report has been dealt with"),
        (
            TEACHER,
            "reads",
            "Gareth Penhallow writes to you\nI have spoken to the parent.",
        ),
        (TEACHER, "never reads", "Talked to them"),
        (CHAMPION, "reads", "Written to whoever reported it\nI have spoken to the parent."),
    ],
    "who closed a report can be asked what was done, where nothing was written to its reporter": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", WORDS),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Add a note"),
        (CHAMPION, "presses", "Send", {"note": "Blocked the sender"}),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "reads", "What Daniel Birtwhistle will read"),
        (CHAMPION, "reads", "Blocked the sender"),
        (CHAMPION, "presses", "Send", ENDED),
        (TEACHER, "reads", "Ask Gareth Penhallow what was done:"),
        (TEACHER, "reads", "Chat with Gareth Penhallow"),
        (TEACHER, "never reads", "Blocked the sender"),
    ],
    "a ready sentence reaches whoever reported it, and what happens again begins with the first": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", WORDS),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", {**ENDED, "ready": "spoken", "to_reporter": "Well done."}),
        (TEACHER, "reads", "I have spoken with everybody it concerns.\nWell done."),
        (TEACHER, "never reads", "Ask Gareth Penhallow what was done"),
        (TEACHER, "presses", "It is happening again"),
        (TEACHER, "presses", "Threatening or offensive message"),
        (TEACHER, "reads", "This is happening again: it was reported as OS-2026-0001."),
        (TEACHER, "presses", "Send"),
        (TEACHER, "reads", "Your report is OS-2026-0002"),
        (CHAMPION, "reads", "it was reported as OS-2026-0001"),
    ],
    "what happens again does not name a confidential report, whose readers may be others": [
        (TEACHER, "says", "report staff conduct"),
        (TEACHER, "presses", "Send", {"adult": CHAMPION, "what": "What I heard"}),
        (HEAD, "reads", "OS-2026-0001"),
        (HEAD, "presses", "Acknowledge"),
        (HEAD, "presses", "Low-level concern or allegation"),
        (HEAD, "presses", "Save", {"finding": "low_level", "reason": "It breaks our rules, and no more"}),
        (HEAD, "presses", "Close"),
        (HEAD, "presses", "Send", {"outcome": "Talked to them", "reason": "Settled"}),
        (TEACHER, "reads", "Your report has been dealt with"),
        (TEACHER, "presses", "It is happening again"),
        (TEACHER, "presses", "Concern about an adult's conduct"),
        (TEACHER, "reads", "This is happening again."),
        (TEACHER, "never reads", "it was reported as"),
    ],
    "what is told after a report is offered to it, before it becomes another": [
        (TEACHER, "says", "report data loss"),
        (TEACHER, "presses", "Send", {"what": "My laptop is on the train"}),
        (TEACHER, "reads", "Say now what was on it"),
        (TEACHER, "says", "it had the class list on it but it was locked"),
        (TEACHER, "presses", "Add to OS-2026-0001"),
        (TEACHER, "reads", "it had the class list on it but it was locked"),
        (TEACHER, "presses", "Send"),
        (TEACHER, "is told", "Your details were added."),
        (HEAD, "reads", "it had the class list on it but it was locked"),
        (HEAD, "never reads", "OS-2026-0002"),
        (TEACHER, "says", "somebody sent me spam this morning"),
        (TEACHER, "reads", "If it belongs to your report OS-2026-0001, add it there."),
        (TEACHER, "says", "it pretends to come from the bank"),
        (TEACHER, "presses", SPAM),
        (TEACHER, "reads", "somebody sent me spam this morning\nit pretends to come from the bank"),
        (TEACHER, "presses", "Send"),
        (TEACHER, "reads", "Your report is OS-2026-0002"),
    ],
    "nothing is offered to what is closed, nor where another report is asked for": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", WORDS),
        (TEACHER, "says", "report somebody sent me spam"),
        (TEACHER, "never reads", "If it belongs to your report"),
        (TEACHER, "says", "cancel"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", ENDED),
        (TEACHER, "reads", "Your report has been dealt with"),
        (TEACHER, "says", "somebody sent me spam this morning"),
        (TEACHER, "reads", "From what you wrote"),
        (TEACHER, "never reads", "If it belongs to your report"),
    ],
    "who takes and closes a report of their own is told nothing of it": [
        (CHAMPION, "says", "report threat"),
        (CHAMPION, "presses", "Send", WORDS),
        (CHAMPION, "reads", "Acknowledge"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", ENDED),
        (HEAD, "reads", "Closed by Gareth Penhallow"),
        (CHAMPION, "never reads", "Somebody has your report"),
        (CHAMPION, "never reads", "Your report has been dealt with"),
    ],
    "spam goes to the Computing Coordinator and the Champions": [
        (TEACHER, "says", "report spam"),
        (TEACHER, "reads", "Do not click anything in it"),
        (TEACHER, "presses", "Send", WORDS),
        (COORDINATOR, "reads", "OS-2026-0001"),
        (CHAMPION, "reads", "OS-2026-0001"),
        (COORDINATOR, "presses", "Acknowledge"),
        (TEACHER, "reads", "Priya Ramanathan has it"),
    ],
    "said in their own words, which are put into the form": [
        (TEACHER, "says", "I got a nasty email"),
        (TEACHER, "reads", "From what you wrote, it may be"),
        (TEACHER, "presses", THREAT),
        (TEACHER, "reads", "I got a nasty email"),
        (TEACHER, "presses", "Send"),
        (CHAMPION, "reads", "I got a nasty email"),
    ],
    "a second person presses Acknowledge": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", WORDS),
        (CHAMPION, "reads", "Nobody has taken it yet"),
        (HEAD, "reads", "Nobody has taken it yet"),
        (CHAMPION, "presses", "Acknowledge"),
        (HEAD, "reads", "Gareth Penhallow has it"),
        (HEAD, "never reads", "Acknowledge"),
    ],
    "handed over to a colleague, who is alerted and takes it": [
        (TEACHER, "says", "report spam"),
        (TEACHER, "presses", "Send", WORDS),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Hand over"),
        (CHAMPION, "reads", "Who should take it?"),
        (CHAMPION, "presses", "Send", {"to": COORDINATOR}),
        (CHAMPION, "reads", "waiting for Priya Ramanathan to take it"),
        (TEACHER, "reads", "waiting for Priya Ramanathan to take it"),
        (COORDINATOR, "reads", "waiting for Priya Ramanathan to take it"),
        (COORDINATOR, "presses", "Acknowledge"),
        (TEACHER, "reads", "Priya Ramanathan has it"),
        (CHAMPION, "reads", "Priya Ramanathan has it"),
        (CHAMPION, "never reads", "Acknowledge"),
    ],
    "a change of mind about handing over": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", WORDS),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Hand over"),
        (CHAMPION, "presses", "Leave without sending"),
        (CHAMPION, "reads", "Nobody has taken it yet"),
    ],
    "what is missing comes back on the same form and nothing typed is lost": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {"about": "4B", "what": "   "}),
        (TEACHER, "reads", "Please fill this in."),
        (TEACHER, "reads", "4B"),
        (TEACHER, "presses", "Send", {"what": "Now it is filled in"}),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
    ],
    "a date in the future stops nothing: it is kept as it was typed": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {**WORDS, "happened_on": "2027-01-01"}),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
        (TEACHER, "reads", "it is kept as you typed it"),
        (CHAMPION, "reads", "When it happened (as it was written)"),
        (CHAMPION, "reads", "2027-01-01"),
    ],
    "cancel and help work at any point": [
        (TEACHER, "says", "report"),
        (TEACHER, "says", "help"),
        (TEACHER, "reads", "What I can do"),
        (TEACHER, "says", "spam"),
        (TEACHER, "reads", "Do not click anything in it"),
        (TEACHER, "says", "help"),
        (TEACHER, "says", "cancel"),
        (TEACHER, "reads", "Stopped."),
        (TEACHER, "says", "cancel"),
        (TEACHER, "reads", "There was nothing to stop."),
    ],
    "a form is taken after a cancel": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "says", "cancel"),
        (TEACHER, "presses", "Send", WORDS),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
    ],
    "the form's own Cancel, and another kind": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Another kind"),
        (TEACHER, "presses", SPAM),
        (TEACHER, "presses", "Cancel"),
        (TEACHER, "reads", "Stopped."),
    ],
    "an older client, which knows no Action.Execute": [
        (TEACHER, "says", "report"),
        (TEACHER, "presses the fallback", THREAT),
        (TEACHER, "presses the fallback", "Send", WORDS),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses the fallback", "Acknowledge"),
        (TEACHER, "reads", "Gareth Penhallow has it"),
    ],
    "my reports are mine alone": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", WORDS),
        (TEACHER, "says", "my reports"),
        (TEACHER, "reads", "OS-2026-0001 · Threatening or offensive message"),
        (OTHER_TEACHER, "says", "my reports"),
        (OTHER_TEACHER, "reads", "You have not reported anything yet."),
        (OTHER_TEACHER, "never reads", "OS-2026"),
    ],
    "nonsense ends in buttons": [
        (TEACHER, "says", "qwertyuiop"),
        (TEACHER, "reads", "Nothing was sent to anybody. Here is what I can do:"),
        (TEACHER, "presses", "Report something"),
        (TEACHER, "reads", "What has happened?"),
    ],
}


async def test_a_danger_comes_before_the_report_that_it_may_belong_to(rig: Rig) -> None:
    """What surely tells of a danger alerts first; that it may belong to a report is said behind it."""
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", WORDS)])
    await play(rig, [(TEACHER, "says", "now a girl says she wants to kill herself"), (TEACHER, "reads", "Add to OS-")])
    shown = str(rig.teams.chat(TEACHER).cards[-1])
    assert shown.index("A child may hurt themselves") < shown.index("Add to OS-2026-0001") < shown.index(SPAM)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_a_welcome_comes_once(rig: Rig) -> None:
    """Both of Teams' events for an arrival, and a later one, make one welcome between them."""
    await rig.teams.open_chat(TEACHER)
    await rig.teams.install(TEACHER)
    assert seen(rig, TEACHER).count("You are told at once") == 1


async def test_no_welcome_comes_below_an_alert(rig: Rig) -> None:
    """Whoever opens the chat for the first time because of one finds it as the newest there."""
    await play(
        rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", WORDS), (CHAMPION, "reads", "OS-")]
    )
    await rig.teams.open_chat(CHAMPION)
    await play(rig, [(CHAMPION, "never reads", "You are told at once"), (CHAMPION, "says", "help")])
    await play(rig, [(CHAMPION, "reads", "What I can do")])


async def test_a_second_acknowledgement_is_an_answer(rig: Rig) -> None:
    """Whoever presses on a card that has not yet changed learns who was quicker, and when."""
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", WORDS), (HEAD, "reads", "OS-")])
    await play(rig, [(CHAMPION, "reads", "Acknowledge")])
    with shown_to(rig, CHAMPION) as champion, shown_to(rig, HEAD) as head:
        await asyncio.gather(*(rig.teams.press(who, "Acknowledge") for who in (CHAMPION, HEAD)))
    late = [words for words in (*champion, *head) if "Already taken by" in words]
    assert len(late) == 1
    assert "10:31" in late[0]
    await rig.at_rest()
    standing = [seen(rig, who) for who in (CHAMPION, HEAD)]
    assert sum("You need not do anything." in words for words in standing) == 1


async def test_a_form_sent_twice_is_one_report(rig: Rig) -> None:
    """Double presses, the same delivery repeated, and the old card pressed again all find the first report."""
    await play(rig, [(TEACHER, "says", "report threat")])
    form = rig.teams.chat(TEACHER).standing[-1].id
    first, second = await asyncio.gather(*(rig.teams.press(TEACHER, "Send", WORDS, on=form) for _ in range(2)))
    await rig.teams.repeat(first)
    await rig.teams.repeat(second)
    assert len(await rig.store.find(Incident)) == 1


async def test_a_message_delivered_twice_is_answered_once(rig: Rig) -> None:
    """Teams repeats a delivery that was answered late."""
    answer = await rig.teams.say(TEACHER, "help")
    await rig.teams.repeat(answer)
    await play(rig, [(TEACHER, "has cards", "1")])


async def test_half_a_conversation_survives_a_restart(tmp_path: Path) -> None:
    """The question that was open is answered after the restart, and so is a card sent before it."""
    clock = FakeClock(MONDAY)
    async with stand_in(load_school(SCHOOL_FILE), clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock) as before:
            await play(before, [(TEACHER, "says", "report"), (OTHER_TEACHER, "says", "report threat")])
        async with school_at_work(tmp_path, teams=teams, clock=clock) as after:
            await play(
                after,
                [
                    (TEACHER, "says", "spam"),
                    (TEACHER, "reads", "Do not click anything in it"),
                    (OTHER_TEACHER, "presses", "Send", WORDS),
                    (OTHER_TEACHER, "reads", "OS-2026-0001"),
                    (CHAMPION, "reads", "OS-2026-0001"),
                ],
            )


async def test_the_toast_names_nobody(rig: Rig) -> None:
    """A locked phone shows the reference and the kind, and nothing of what anybody wrote or is called."""
    await play(
        rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", WORDS), (CHAMPION, "reads", "OS-")]
    )
    toast = rig.teams.chat(CHAMPION).standing[-1].summary
    assert toast == "OS-2026-0001: Threatening or offensive message"


@pytest.mark.parametrize("who", [OTHER_TEACHER, ASSISTANT])
async def test_nobody_else_can_take_or_see_it(rig: Rig, who: str) -> None:
    """A press forged by somebody before whom it was never put is answered as for an unknown reference."""
    await play(
        rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", WORDS), (CHAMPION, "reads", "OS-")]
    )
    for verb in ("incident.acknowledge", "incident.hand_over", "incident.hand_over.send", "incident.show"):
        answer = await rig.teams.forge(who, verb, {"id": "OS-2026-0001", "v": 1, "to": who, "by": HEAD})
        unknown = await rig.teams.forge(who, verb, {"id": "OS-1999-0001", "v": 1, "to": who})
        assert answer.message == unknown.message
        assert "OS-" not in answer.message
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert incident.owner is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cancel…", "Stopped."),
        ("cancel?", "Stopped."),
        ("<at>Online Safety</at> cancel", "Stopped."),
        ("\u200bcancel\ufeff", "Stopped."),
        ("help?", "What I can do"),
        ("<at>Online Safety</at> help!", "What I can do"),
    ],
)
async def test_a_command_is_understood_in_an_open_form(rig: Rig, typed: str, read: str) -> None:
    """The bot's own mention, marks that nobody sees and marks at the ends do not make it part of the report."""
    await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "says", typed)])
    assert rig.teams.chat(TEACHER).from_bot[-1].summary.startswith(read)


async def test_words_that_come_as_html_alone_are_taken(rig: Rig) -> None:
    """They are understood as if they stood in the text."""
    usual = await rig.teams.say(TEACHER, "help")
    attached: JsonObject = {"contentType": "text/html", "content": "<p>I got a threatening message</p>"}
    await rig.teams.post({**usual.activity, "id": "h1", "text": None, "attachments": [attached]})
    await play(rig, [(TEACHER, "presses", "Threatening or offensive message")])
    await play(rig, [(TEACHER, "presses", "Send"), (CHAMPION, "reads", "I got a threatening message")])
