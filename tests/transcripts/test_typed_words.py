"""What staff type is carried into a report, answered, or understood as a command; none of it is lost."""

from __future__ import annotations

import pytest

from bot.policy.incidents.incident import Incident
from tests.rig import CHAMPION, HEAD, TEACHER, Rig
from tests.transcripts.play import Line, play

SELF_HARM, DANGER = "A child may hurt themselves", "Someone may be harming a pupil"
THREAT, BULLYING = "Threatening or offensive message", "Online bullying"
WORDS = "a girl in my class keeps cutting herself"

STORIES: dict[str, list[Line]] = {
    "an emergency in so many words alerts in two presses, and the words go along": [
        (TEACHER, "says", WORDS),
        (TEACHER, "reads", "From what you wrote, it may be"),
        (TEACHER, "presses", SELF_HARM),
        (TEACHER, "reads", WORDS),
        (TEACHER, "presses", "Alert now"),
        (TEACHER, "reads", "Your report is OS-2026-0001"),
        (HEAD, "reads", WORDS),
    ],
    "what was typed can be changed before it alerts": [
        (TEACHER, "says", WORDS),
        (TEACHER, "presses", SELF_HARM),
        (TEACHER, "presses", "Alert now", {"what": "Cuts on her arm, she is with me"}),
        (HEAD, "reads", "Cuts on her arm, she is with me"),
    ],
    "whom it concerns is asked with the words kept": [
        (TEACHER, "says", "the site manager touched a girl in 5B"),
        (TEACHER, "presses", DANGER),
        (TEACHER, "presses", "It is about an adult here"),
        (TEACHER, "reads", "the site manager touched a girl in 5B"),
        (TEACHER, "presses", "Alert now", {"someone_else": "The site manager"}),
        (HEAD, "reads", "the site manager touched a girl in 5B"),
    ],
    "another kind keeps what was typed into the form": [
        (TEACHER, "says", "I got a nasty email"),
        (TEACHER, "presses", THREAT),
        (TEACHER, "presses", "Another kind", {"what": "I got a nasty email, and it is about a pupil"}),
        (TEACHER, "presses", BULLYING),
        (TEACHER, "reads", "and it is about a pupil"),
        (TEACHER, "presses", "Send"),
        (CHAMPION, "reads", "and it is about a pupil"),
    ],
    "report begins a report, and what stands in none yet goes into it": [
        (TEACHER, "says", "there is a row about my class on the internet"),
        (TEACHER, "says", "report"),
        (TEACHER, "presses", THREAT),
        (TEACHER, "reads", "there is a row about my class on the internet"),
    ],
    "a command is known in other words, and starts no report": [
        (TEACHER, "says", "can my class zoom with an author on world book day"),
        (TEACHER, "reads", "Kind of partner"),
    ],
    "a command is done while the card of kinds is open, and nothing of it is reported": [
        (CHAMPION, "says", "the thing with the blue folder"),
        (CHAMPION, "says", "log closed"),
        (CHAMPION, "reads", "Log: closed"),
        (CHAMPION, "says", "log spam"),
        (CHAMPION, "reads", "Log: open, spam or phishing"),
        (CHAMPION, "says", "close it"),
        (CHAMPION, "reads", "so there is nothing to close"),
        (CHAMPION, "says", "off sick tomorrow"),
        (CHAMPION, "reads", "You will be away on Tue 24 Nov"),
        (CHAMPION, "never reads", "“log closed”"),
    ],
    "in an open report it is carried like anything else": [
        (TEACHER, "says", "report a nasty text"),
        (TEACHER, "presses", THREAT),
        (TEACHER, "says", "any news on my report about the text"),
        (TEACHER, "reads", "any news on my report about the text"),
    ],
    "what is not understood is carried all the same, and children stand first": [
        (TEACHER, "says", "the thing with the blue folder"),
        (TEACHER, "reads", "What has happened?"),
        (TEACHER, "presses", DANGER),
        (TEACHER, "reads", "the thing with the blue folder"),
    ],
    "a danger that is told while another form is open has its alert shown at once": [
        (TEACHER, "says", "report spam"),
        (TEACHER, "says", "she says she wants to die"),
        (TEACHER, "reads", "she says she wants to die"),
        (TEACHER, "presses", "Alert now"),
        (HEAD, "reads", "she says she wants to die"),
    ],
    "a question is answered from the policy": [
        (TEACHER, "says", "what is the policy on class dojo?"),
        (TEACHER, "reads", "Messages on Class Dojo"),
        (TEACHER, "reads", "section 4.4"),
        (TEACHER, "says", "cancel"),
        (TEACHER, "reads", "There was nothing to stop."),
    ],
    "a question about a danger shows its alert, with the words": [
        (TEACHER, "says", "can I look at a nude picture of a pupil?"),
        (TEACHER, "presses", "Nude or sexual picture of a child"),
        (TEACHER, "reads", "can I look at a nude picture of a pupil?"),
        (TEACHER, "reads", "Do not look at it"),
    ],
    "a command with a slip, and with a please": [
        (TEACHER, "says", "reprot spam"),
        (TEACHER, "reads", "Do not click anything in it"),
        (TEACHER, "says", "cancle"),
        (TEACHER, "reads", "Stopped."),
        (TEACHER, "says", "my reports please"),
        (TEACHER, "reads", "You have not reported anything yet."),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


@pytest.mark.parametrize(
    "aside", ["thanks", "ok", "👍", "OK great, thank you", "can I use my own phone?", "…", "hello"]
)
async def test_an_open_form_takes_nothing_that_tells_of_nothing(rig: Rig, aside: str) -> None:
    """It is answered, the form stands as it was, and its report holds only what was told."""
    await play(
        rig,
        [
            (TEACHER, "says", "I got a nasty email"),
            (TEACHER, "presses", THREAT),
            (TEACHER, "says", aside),
            (TEACHER, "presses", "Send"),
            (CHAMPION, "reads", "I got a nasty email"),
        ],
    )
    (incident,) = await rig.store.find(Incident)
    assert incident.account == {"what": "I got a nasty email"}


@pytest.mark.parametrize("kind", [THREAT, SELF_HARM])
async def test_a_long_text_is_kept_to_its_end(rig: Rig, kind: str) -> None:
    """A card shows less than Teams lets people type: what is sent as it stood there is kept whole."""
    told = "She wants to die. " + "Then she said it again. " * 900 + "That is the end."
    last = "Send" if kind == THREAT else "Alert now"
    await play(rig, [(TEACHER, "says", told), (TEACHER, "presses", kind), (TEACHER, "presses", last)])
    (incident,) = await rig.store.find(Incident)
    assert incident.account["what"] == told.strip()
