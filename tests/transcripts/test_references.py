"""Words do what buttons do: a reference opens what it names, and behind a word it is pressed by typing."""

from __future__ import annotations

import pytest

from bot.policy.calls.call import VideoCall
from bot.policy.incidents.incident import Incident, Note, State
from bot.policy.kit.approval import ApprovalState
from tests.rig import ASSISTANT, CHAMPION, HEAD, OTHER_TEACHER, TEACHER, Rig
from tests.transcripts.calls import asking
from tests.transcripts.play import Line, play

DANGER = "Someone may be harming a pupil"
REPORTED: list[Line] = [
    (TEACHER, "says", "report threat"),
    (TEACHER, "presses", "Send", {"what": "Nasty words"}),
    (CHAMPION, "reads", "OS-2026-0001"),
]
UNKNOWN = "There is no report by that reference"
STORIES: dict[str, list[Line]] = {
    "a reference alone opens the report for whoever handles it, and its receipt for who made it": [
        *REPORTED,
        (CHAMPION, "says", "OS-2026-0001"),
        (CHAMPION, "has cards", "2"),
        (TEACHER, "says", "0001"),
        (TEACHER, "has cards", "2"),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
    ],
    "with the hyphens that a program put in their place": [
        *REPORTED,
        (CHAMPION, "says", "OS\u20112026\u20110001"),
        (CHAMPION, "has cards", "2"),
        (CHAMPION, "says", "acknowledge OS\u20132026\u20130001"),
        (CHAMPION, "reads", "Gareth Penhallow has it"),
    ],
    "to others it does not exist, whatever they type": [
        *REPORTED,
        (OTHER_TEACHER, "says", "OS-2026-0001"),
        (OTHER_TEACHER, "reads", UNKNOWN),
        (OTHER_TEACHER, "says", "acknowledge OS-2026-0001"),
        (OTHER_TEACHER, "says", "note OS-2026-0001 I know who"),
        (OTHER_TEACHER, "says", "close OS-2026-0001"),
        (OTHER_TEACHER, "never reads", "Nasty words"),
        (TEACHER, "reads", "People are told again until somebody takes it"),
    ],
    "a report is taken, noted and closed in words": [
        *REPORTED,
        (CHAMPION, "says", "please acknowledge os-2026-0001"),
        (CHAMPION, "reads", "Gareth Penhallow has it"),
        (TEACHER, "reads", "Gareth Penhallow has it"),
        (CHAMPION, "says", "note OS-2026-0001 Rang HOME"),
        (CHAMPION, "reads", "Your note was added to OS-2026-0001."),
        (CHAMPION, "says", "close OS-2026-0001 Settled with the parents"),
        (CHAMPION, "reads", "Settled with the parents"),
        (CHAMPION, "presses", "Send", {"reason": "They met", "no_cpoms": "No pupil"}),
        (TEACHER, "reads", "Your report has been dealt with"),
    ],
    "what is written behind the word is a note": [
        *REPORTED,
        (CHAMPION, "says", "acknowledge OS-2026-0001 I rang home"),
        (CHAMPION, "reads", "Your note was added to OS-2026-0001."),
        (CHAMPION, "says", "OS-2026-0001"),
        (CHAMPION, "reads", "I rang home"),
    ],
    "whoever has it handed cannot, and says why": [
        *REPORTED,
        (CHAMPION, "says", "take OS-2026-0001"),
        (CHAMPION, "presses", "Hand over"),
        (CHAMPION, "presses", "Send", {"to": HEAD}),
        (HEAD, "reads", "It was handed to you."),
        (HEAD, "says", "I cannot OS-2026-0001, I am on a train"),
        (HEAD, "reads", "The others see that you cannot take it"),
        (CHAMPION, "reads", "Cannot take it: Rosalind Okafor"),
        (CHAMPION, "says", "OS-2026-0001"),
        (CHAMPION, "reads", "I am on a train"),
    ],
    "who was not asked and says why they cannot has written a note": [
        *REPORTED,
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "says", "cannot OS-2026-0001 I am on a train"),
        (CHAMPION, "reads", "Your note was added to OS-2026-0001"),
        (CHAMPION, "never reads", "nothing was changed"),
        (CHAMPION, "says", "cannot OS-2026-0001"),
        (CHAMPION, "reads", "nothing was changed"),
    ],
    "it is taken by the word that everybody uses": [
        *REPORTED,
        (CHAMPION, "says", "take OS-2026-0001"),
        (TEACHER, "reads", "Gareth Penhallow has it"),
    ],
    "what only a handler can do is said to whoever reported it, beside how it stands": [
        *REPORTED,
        (TEACHER, "says", "close OS-2026-0001"),
        (TEACHER, "reads", "Only those who handle a report can do that."),
        (TEACHER, "says", "acknowledge OS-2026-0001"),
        (TEACHER, "never reads", UNKNOWN),
        (TEACHER, "has cards", "3"),
    ],
    "what is told about one's own report is put into its details, wherever its reference stands": [
        *REPORTED,
        (TEACHER, "says", "add to OS-2026-0001: he wrote AGAIN today"),
        (TEACHER, "reads", "he wrote AGAIN today"),
        (TEACHER, "never reads", "From what you wrote"),
        (TEACHER, "presses", "Send"),
        (CHAMPION, "reads", "he wrote AGAIN today"),
        (TEACHER, "says", "OS-2026-0001 and he rang the office too"),
        (TEACHER, "presses", "Send"),
        (CHAMPION, "reads", "he rang the office too"),
        (TEACHER, "says", "note OS-2026-0001 and a third time"),
        (TEACHER, "presses", "Send"),
        (CHAMPION, "reads", "and a third time"),
    ],
    "what a handler tells about a report is put into a note": [
        *REPORTED,
        (CHAMPION, "says", "acknowledge OS-2026-0001"),
        (CHAMPION, "says", "about OS-2026-0001: I have rung both parents"),
        (CHAMPION, "presses", "Send"),
        (CHAMPION, "is told", "Your note was added to OS-2026-0001."),
    ],
    "a word or two, or a question, about a report opens it": [
        *REPORTED,
        (CHAMPION, "says", "I have it OS-2026-0001"),
        (CHAMPION, "reads", "Nothing was done with what you typed"),
        (CHAMPION, "has cards", "2"),
        (TEACHER, "says", "what is happening with OS-2026-0001?"),
        (TEACHER, "has cards", "2"),
        (TEACHER, "never reads", "I found no answer"),
    ],
    "a danger is reported, whatever it names": [
        *REPORTED,
        (TEACHER, "says", "OS-2026-0001 now she says she wants to kill herself"),
        (TEACHER, "reads", "A child may hurt themselves"),
        (TEACHER, "presses", "A child may hurt themselves"),
        (TEACHER, "reads", "kill herself"),
    ],
    "what others tell with the reference begins a report, and the reference tells them nothing": [
        *REPORTED,
        (OTHER_TEACHER, "says", "OS-2026-0001 somebody sent me spam as well"),
        (OTHER_TEACHER, "reads", "From what you wrote"),
        (OTHER_TEACHER, "never reads", "Nasty words"),
    ],
    "a note without words asks for them": [
        *REPORTED,
        (CHAMPION, "says", "acknowledge OS-2026-0001"),
        (CHAMPION, "says", "note OS-2026-0001"),
        (CHAMPION, "presses", "Send", {"note": "Rang home"}),
        (CHAMPION, "reads", "Your note was added to OS-2026-0001."),
    ],
    "a call is approved by the one who decides it": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (OTHER_TEACHER, "says", "approve VC-2026-0001"),
        (HEAD, "says", "approve VC-2026-0001 if they agree"),
        (TEACHER, "never reads", "Approved by"),
        (HEAD, "says", "approve VC-2026-0001"),
        (TEACHER, "reads", "Approved by Rosalind Okafor"),
    ],
    "a call is declined with its reason": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "says", "decline VC-2026-0001 because The hall is TAKEN"),
        (TEACHER, "reads", "The hall is TAKEN"),
        (TEACHER, "says", "VC-2026-0001"),
        (TEACHER, "reads", "Declined by Rosalind Okafor"),
    ],
    "a decline without a reason asks for it": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "says", "decline VC-2026-0001"),
        (HEAD, "presses", "Send", {"reason": "The hall is taken"}),
        (TEACHER, "reads", "The hall is taken"),
    ],
    "alert and yes alert, with what was typed": [
        (TEACHER, "says", "report harmful contact"),
        (TEACHER, "reads", "type **alert**, and then **yes**"),
        (TEACHER, "says", "He waits for her at the gate"),
        (TEACHER, "says", "alert"),
        (HEAD, "never reads", "OS-2026-0001"),
        (TEACHER, "says", "Yes"),
        (TEACHER, "reads", "The alert is out. Your reference is OS-2026-0001"),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
        (HEAD, "reads", "He waits for her at the gate"),
        (TEACHER, "says", "yes"),
        (HEAD, "never reads", "OS-2026-0002"),
    ],
    "alert with no emergency open asks which, children first, and one press alerts": [
        (TEACHER, "says", "alert"),
        (TEACHER, "says", "yes"),
        (HEAD, "never reads", "OS-2026-0001"),
        (TEACHER, "presses", DANGER),
        (TEACHER, "presses", "Alert now"),
        (HEAD, "reads", "OS-2026-0001"),
    ],
    "yes alone is no alert": [
        (TEACHER, "says", "report harmful contact"),
        (TEACHER, "says", "yes"),
        (ASSISTANT, "says", "yes"),
        (HEAD, "never reads", "OS-2026-0001"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_a_typed_line_acts_once_however_often_it_is_delivered(rig: Rig) -> None:
    """The same message again does nothing; the same words typed again are a second note."""
    await play(rig, [*REPORTED, (CHAMPION, "says", "acknowledge OS-2026-0001")])
    said = await rig.teams.say(CHAMPION, "note OS-2026-0001 Rang home")
    await rig.teams.repeat(said)
    assert len(await rig.store.find(Note)) == 1
    await play(rig, [(CHAMPION, "says", "note OS-2026-0001 Rang home")])
    assert len(await rig.store.find(Note)) == 2
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert incident.state is State.IN_HAND


async def test_a_call_is_decided_once(rig: Rig) -> None:
    """Who approves a declined one in words is told how it stands."""
    await play(rig, [*asking(), (HEAD, "says", "decline VC-2026-0001 because of the hall")])
    await play(rig, [(HEAD, "says", "approve VC-2026-0001"), (HEAD, "reads", "Declined by Rosalind Okafor")])
    call = await rig.store.get(VideoCall, "VC-2026-0001")
    assert call is not None
    assert call.state is ApprovalState.DECLINED
