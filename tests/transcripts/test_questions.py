"""What whoever handles a report asks its reporter (I1, I2): one card with the question, an answer that goes to whoever
asked, one reminder. The reporter reads the question, and nothing else that handlers have written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident, State
from tests.rig import ASSISTANT, CHAMPION, HEAD, OTHER_TEACHER, TEACHER, Rig
from tests.transcripts.play import Line, play, seen
from tests.transcripts.test_leavers import Terms, terms

__all__ = ["terms"]

REF = "OS-2026-0001"
NOTE = "The mother was told already"
ASKS = "Which app was it, and on whose tablet?"
SAID = "TikTok, on the one in the library"
REPORTED: list[Line] = [
    (TEACHER, "says", "report bullying"),
    (TEACHER, "presses", "Send", {"what": "They film Robin"}),
    (CHAMPION, "reads", REF),
    (CHAMPION, "presses", "Acknowledge"),
    (TEACHER, "reads", "Gareth Penhallow has it"),
]
ASKED: list[Line] = [
    *REPORTED,
    (CHAMPION, "presses", "Ask the reporter"),
    (CHAMPION, "reads", "Your question to Daniel Birtwhistle"),
    (CHAMPION, "presses", "Send", {"words": ASKS}),
    (CHAMPION, "is told", f"Your question about {REF} was sent to Daniel Birtwhistle."),
    (TEACHER, "reads", "A question about your report"),
    (TEACHER, "reads", ASKS),
]
ENDING = {"outcome": "Talked", "reason": "Done", "cpoms": "C-1"}

STORIES: dict[str, list[Line]] = {
    "asked, and answered": [
        *REPORTED,
        (CHAMPION, "presses", "Add a note"),
        (CHAMPION, "presses", "Send", {"note": NOTE}),
        *ASKED[len(REPORTED) :],
        (CHAMPION, "reads", "No answer yet"),
        (TEACHER, "reads", "Gareth Penhallow asks"),
        (TEACHER, "presses", "Answer"),
        (TEACHER, "reads", "Those who handle your report read it."),
        (TEACHER, "presses", "Send", {"answer": SAID}),
        (TEACHER, "is told", "Thank you. Whoever asked can read your answer now, and it is kept with your report."),
        (TEACHER, "reads", "Thank you for your answer"),
        (TEACHER, "reads", "You answered, Mon 23 Nov, 10:31:"),
        (CHAMPION, "reads", "The reporter has answered a question."),
        (CHAMPION, "reads", "Daniel Birtwhistle answered, Mon 23 Nov, 10:31"),
        (CHAMPION, "reads", f"Daniel Birtwhistle answered: {SAID}"),
        (CHAMPION, "reads", f"Gareth Penhallow asked Daniel Birtwhistle: {ASKS}"),
        (TEACHER, "says", REF),
        (TEACHER, "reads", "What you were asked"),
        (TEACHER, "never reads", NOTE),
        (HEAD, "says", REF),
        (HEAD, "reads", SAID),
    ],
    "another handler asks, and both hear the answer": [
        *REPORTED,
        (HEAD, "says", REF),
        (HEAD, "presses", "Ask the reporter"),
        (HEAD, "presses", "Send", {"words": ASKS}),
        (TEACHER, "reads", "Rosalind Okafor asks"),
        (TEACHER, "presses", "Answer"),
        (TEACHER, "presses", "Send", {"answer": SAID}),
        (CHAMPION, "reads", "The reporter has answered a question."),
        (HEAD, "reads", "The reporter has answered a question."),
    ],
    "what is missing comes back": [
        *REPORTED,
        (CHAMPION, "presses", "Ask the reporter"),
        (CHAMPION, "presses", "Send", {"words": " "}),
        (CHAMPION, "reads", "Please fill this in."),
        (CHAMPION, "presses", "Send", {"words": ASKS}),
        (TEACHER, "reads", ASKS),
        (TEACHER, "presses", "Answer"),
        (TEACHER, "presses", "Send", {"answer": " "}),
        (TEACHER, "reads", "Please fill this in."),
        (TEACHER, "presses", "Send", {"answer": SAID}),
        (CHAMPION, "reads", SAID),
    ],
    "no more than a card shows": [
        *ASKED,
        *(
            line
            for words in ("Second", "Third")
            for line in (
                (CHAMPION, "presses", "Ask the reporter"),
                (CHAMPION, "presses", "Send", {"words": words}),
                (TEACHER, "reads", words),
            )
        ),
        (TEACHER, "reads", "Answer 3"),
        (CHAMPION, "presses", "Ask the reporter"),
        (CHAMPION, "presses", "Send", {"words": "Fourth"}),
        (CHAMPION, "reads", "They already have as many questions as their card can show."),
        (TEACHER, "presses", "Answer 2"),
        (TEACHER, "presses", "Send", {"answer": "To the second"}),
        (CHAMPION, "reads", "To the second"),
        (CHAMPION, "reads", "No answer yet"),
    ],
    "a reply to the card is carried into the answer": [
        *ASKED,
        (TEACHER, "says", "It was on the tablet by the window"),
        (TEACHER, "reads", f"You were asked this about {REF}. Are these words your answer?"),
        (TEACHER, "presses", "It is my answer"),
        (TEACHER, "presses", "Send", {"answer": "It was on the tablet by the window"}),
        (CHAMPION, "reads", "Daniel Birtwhistle answered: It was on the tablet by the window"),
        (TEACHER, "says", "It was on the tablet by the window"),
        (TEACHER, "reads", "What has happened?"),
    ],
    "also where it is one word": [
        *ASKED,
        (TEACHER, "says", "Yes"),
        (TEACHER, "reads", "Are these words your answer?"),
    ],
    "or behind the reference": [
        *ASKED,
        (TEACHER, "says", f"{REF} it was the one in the library"),
        (TEACHER, "reads", "Those who handle your report read it."),
        (TEACHER, "reads", "it was the one in the library"),
    ],
    "words of a danger are a report first": [
        *ASKED,
        (TEACHER, "says", "A boy in my class says he wants to kill himself"),
        (TEACHER, "never reads", "Are these words your answer?"),
        (TEACHER, "reads", "A child may hurt themselves"),
    ],
    "closing withdraws it, and what is answered all the same is kept": [
        *ASKED,
        (TEACHER, "presses", "Answer"),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", ENDING),
        (CHAMPION, "reads", "Closed by Gareth Penhallow"),
        (CHAMPION, "reads", "Not answered before the report was closed"),
        (TEACHER, "presses", "Send", {"answer": SAID}),
        (TEACHER, "is told", "Thank you. Whoever asked can read your answer"),
        (CHAMPION, "reads", f"Daniel Birtwhistle answered: {SAID}"),
        (CHAMPION, "reads", "Closed by Gareth Penhallow"),
    ],
    "the reporter sees that it is not needed any more": [
        *ASKED,
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", ENDING),
        (TEACHER, "reads", "Nothing more is asked about your report"),
        (TEACHER, "says", "It was on the tablet by the window"),
        (TEACHER, "never reads", "Are these words your answer?"),
    ],
    "one's own report has nobody to ask": [
        (HEAD, "opens", ""),
        (CHAMPION, "says", "report bullying"),
        (CHAMPION, "presses", "Send", {"what": "They film Robin"}),
        (CHAMPION, "says", REF),
        (CHAMPION, "never reads", "Ask the reporter"),
    ],
    "an answer that names whoever would be told holds them back": [
        *ASKED,
        (TEACHER, "presses", "Answer"),
        (TEACHER, "presses", "Send", {"answer": "Rosalind Okafor lent it to them"}),
        (CHAMPION, "reads", "Held back because the report names them: Rosalind Okafor."),
        (HEAD, "says", REF),
        (HEAD, "never reads", "lent it to them"),
        (TEACHER, "reads", "Does this concern Rosalind Okafor?"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def _reminders(rig: Rig) -> int:
    return sum(entry.what == "question_reminded" for entry in await rig.store.timeline(REF))


async def test_one_reminder(rig: Rig) -> None:
    """In the morning of a school day, a day later at the least, and never again."""
    await play(rig, ASKED)
    told: list[datetime] = []
    for _ in range(24 * 5):
        before = await _reminders(rig)
        await rig.move(timedelta(hours=1))
        if await _reminders(rig) > before:
            told.append(rig.clock.now().replace(second=0, microsecond=0))
    assert told == [datetime(2026, 11, 25, 8, 31, tzinfo=UTC)]
    await play(rig, [(TEACHER, "reads", "A reminder: this still waits for your answer.")])
    assert seen(rig, TEACHER).count("A question about your report") == 1


async def test_who_is_not_asked(terms: Terms) -> None:
    """Whoever has left: the handler reads why, and a form that stood open keeps what was typed."""
    async with terms.starts() as rig:
        await play(rig, REPORTED)
    async with terms.starts({TEACHER: ()}) as rig:
        (incident,) = await rig.store.find(Incident)
        await play(
            rig,
            [
                (CHAMPION, "presses", "Ask the reporter"),
                (CHAMPION, "reads", "Whoever reported it is no longer on the school's staff list"),
            ],
        )
        sent: JsonObject = {"id": REF, "v": incident.version, "words": ASKS}
        await rig.teams.forge(CHAMPION, "incident.ask.send", sent)
        (incident,) = await rig.store.find(Incident)
        assert incident.questions == ()


@pytest.mark.parametrize("who", [OTHER_TEACHER, ASSISTANT, TEACHER])
async def test_forged_presses(rig: Rig, who: str) -> None:
    """Whoever does not handle the report asks nothing, and nobody but its reporter answers."""
    await play(rig, [(ASSISTANT, "opens", ""), (OTHER_TEACHER, "opens", ""), *ASKED])
    (incident,) = await rig.store.find(Incident)
    (question,) = incident.questions
    await rig.teams.forge(who, "incident.ask.send", {"id": REF, "v": incident.version, "words": "Whose?"})
    if who != TEACHER:
        await rig.teams.forge(who, "report.answer.send", {"id": REF, "question": question.id, "answer": "Mine"})
    (incident,) = await rig.store.find(Incident)
    assert incident.questions == (question,)


async def test_an_emergency_that_nobody_has(rig: Rig) -> None:
    """Asking takes it from nobody: its ladder runs on."""
    await play(
        rig,
        [
            (TEACHER, "says", "report self harm"),
            (TEACHER, "presses", "Alert now"),
            (HEAD, "reads", REF),
            (HEAD, "presses", "Ask the reporter"),
            (HEAD, "presses", "Send", {"words": "Where are they now?"}),
            (TEACHER, "reads", "Where are they now?"),
        ],
    )
    (incident,) = await rig.store.find(Incident)
    assert incident.state is State.REPORTED
    assert incident.ladder.next_at is not None
    await play(
        rig,
        [
            (TEACHER, "presses", "Answer"),
            (TEACHER, "presses", "Send", {"answer": "With me, in the library"}),
            (HEAD, "reads", "With me, in the library"),
        ],
    )
