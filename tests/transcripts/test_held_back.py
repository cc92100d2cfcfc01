"""A name in the words of a report: whom it names is left out, the others are alerted, and the receipt asks."""

from __future__ import annotations

import pytest

from bot.policy.incidents.incident import Incident
from tests.rig import CHAMPION, GOVERNOR, HEAD, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play, seen
from tests.transcripts.test_pings import what_happened

FIRST = "OS-2026-0001"
ASKS = "Does this concern Gareth Penhallow?"
THREAT: list[Line] = [
    (TEACHER, "says", "report threat"),
    (TEACHER, "presses", "Send", {"what": "Mr Penhallow laughed about it"}),
    (HEAD, "reads", FIRST),
    (CHAMPION, "has cards", "0"),
    (TEACHER, "reads", ASKS),
]
TALKS: dict[str, list[Line]] = {
    "yes: they stay out of it, and it is asked no more": [
        *THREAT,
        (TEACHER, "presses", "Yes"),
        (TEACHER, "reads", "They have no part in it"),
        (TEACHER, "never reads", ASKS),
        (HEAD, "reads", "Gareth Penhallow"),
        (CHAMPION, "has cards", "0"),
    ],
    "no: they are alerted at once": [
        *THREAT,
        (TEACHER, "presses", "No"),
        (CHAMPION, "reads", FIRST),
        (CHAMPION, "presses", "Acknowledge"),
        (TEACHER, "reads", "Gareth Penhallow has it"),
        (TEACHER, "never reads", ASKS),
    ],
    "unanswered: whoever takes it sees who is left out, and may have them told": [
        *THREAT,
        (HEAD, "reads", "Held back because the report names them: Gareth Penhallow."),
        (HEAD, "presses", "Acknowledge"),
        (CHAMPION, "has cards", "0"),
        (HEAD, "presses", "Tell them after all"),
        (HEAD, "reads", "that cannot be taken back"),
        (CHAMPION, "has cards", "0"),
        (HEAD, "presses", "Tell them", {"reason": "Gareth Penhallow wrote the poster"}),
        (CHAMPION, "reads", "Rosalind Okafor has it"),
        (HEAD, "never reads", "Held back because"),
    ],
    "an emergency alerts first: the question stands on the receipt": [
        (TEACHER, "says", "report harmful contact"),
        (TEACHER, "presses", "Alert now"),
        (CHAMPION, "reads", FIRST),
        (TEACHER, "presses", "Add details"),
        (TEACHER, "presses", "Send", {"what": "It was Gareth Penhallow"}),
        (TEACHER, "reads", ASKS),
        (TEACHER, "reads", "They were alerted before you wrote their name."),
        (TEACHER, "reads", "Rosalind Okafor has been told."),
        (CHAMPION, "reads", "is with others now"),
        (CHAMPION, "never reads", "It was Gareth"),
        (HEAD, "reads", "It was Gareth Penhallow"),
        (HEAD, "reads", "They had an alert before it did."),
        (TEACHER, "presses", "Yes"),
        (TEACHER, "reads", "Gareth Penhallow was told Mon 23 Nov, 10:31, before their name came up."),
        (TEACHER, "never reads", "Gareth Penhallow have been told"),
        (HEAD, "presses", "Acknowledge"),
        (TEACHER, "reads", "Rosalind Okafor has it"),
        (TEACHER, "never reads", "How to reach them"),
        (TEACHER, "never reads", "Who else has been told"),
    ],
    "a handler's note names a colleague: the handler is asked, who has it keeps it": [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {"what": "A nasty message"}),
        (HEAD, "reads", FIRST),
        (HEAD, "presses", "Acknowledge"),
        (HEAD, "presses", "Add a note"),
        (HEAD, "presses", "Send", {"note": "Tomasz Wilkowski may have sent it"}),
        (HEAD, "reads", "Does this concern Tomasz Wilkowski?"),
        (TEACHER, "never reads", "Wilkowski"),
        (HEAD, "presses", "No"),
        (HEAD, "is told", "They are told like the others"),
        (HEAD, "reads", "Rosalind Okafor has it"),
        (SENIOR, "has cards", "0"),
    ],
    "a concern about the head teacher's conduct, by the post": [
        (TEACHER, "says", "report staff conduct"),
        (TEACHER, "presses", "Send", {"someone_else": "the Headteacher", "what": "What I saw"}),
        (GOVERNOR, "reads", FIRST),
        (HEAD, "has cards", "0"),
    ],
}


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS)
async def test_talks(rig: Rig, talk: list[Line]) -> None:
    """The conversation goes as it is written."""
    await play(rig, talk)


async def test_nobody_else_answers_and_nobody_is_let_in_by_a_forged_press(rig: Rig) -> None:
    """Handlers, the person held back and others press for the reporter or the owner: nothing changes."""
    await play(rig, [*THREAT, (HEAD, "presses", "Acknowledge"), (TEACHER, "reads", "Rosalind Okafor has it")])
    for who in (HEAD, CHAMPION, SENIOR, GOVERNOR):
        for verb in ("report.concerns.yes", "report.concerns.no"):
            await rig.teams.forge(who, verb, {"id": FIRST, "who": CHAMPION})
    for who in (TEACHER, CHAMPION, SENIOR, GOVERNOR):
        await rig.teams.forge(who, "incident.tell_after_all", {"id": FIRST, "who": CHAMPION, "reason": "r"})
    for odd in ("", "nobody", HEAD, TEACHER):
        await rig.teams.forge(TEACHER, "report.concerns.yes", {"id": FIRST, "who": odd})
    found = await rig.store.get(Incident, FIRST)
    assert found is not None
    assert ([who.id for who in found.held_back], found.concerning) == ([CHAMPION], ())
    assert FIRST not in seen(rig, CHAMPION)
    assert not {"it_concerns", "it_does_not_concern", "told_after_all"} & set(await what_happened(rig))
