"""What whoever takes a report does with it: taking it over, the steps, closing."""

from __future__ import annotations

import pytest

from bot.policy.incidents.incident import Incident, StepDone
from bot.policy.incidents.kinds import KINDS
from cards.words.kinds import STEP_WORDS
from tests.rig import CHAMPION, HEAD, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play

TAKEN: list[Line] = [
    (TEACHER, "says", "report threat"),
    (TEACHER, "presses", "Send", {"what": "Nasty words"}),
    (CHAMPION, "reads", "OS-2026-0001"),
    (CHAMPION, "presses", "Acknowledge"),
]
"""A threat that the Champion has taken."""
EVIDENCE, POLICE, NO_POLICE = STEP_WORDS["evidence"], STEP_WORDS["police"], STEP_WORDS["no_police"]
ENDING = {"outcome": "Talked", "reason": "Done", "cpoms": "C-1"}

STORIES: dict[str, list[Line]] = {
    "whoever handles it can speak to whoever reported it, and the other way round": [
        *TAKEN,
        (CHAMPION, "reads", "Chat with Daniel Birtwhistle"),
        (TEACHER, "reads", "Chat with Gareth Penhallow"),
        (TEACHER, "never reads", "Chat with Daniel Birtwhistle"),
    ],
    "another Champion takes it over, and who had it is told": [
        *TAKEN,
        (HEAD, "reads", "Gareth Penhallow has it"),
        (HEAD, "presses", "Take over"),
        (HEAD, "reads", "Gareth Penhallow has it, since today 10:31. If you take it over, they are told."),
        (HEAD, "presses", "Take over", {"words": "You are on the trip today"}),
        (HEAD, "reads", "You have OS-2026-0001 now. Whoever had it is told."),
        (HEAD, "reads", "Rosalind Okafor has it"),
        (CHAMPION, "reads", "You are on the trip today"),
        (CHAMPION, "reads", "OS-2026-0001 was taken over"),
        (CHAMPION, "reads", "Rosalind Okafor has it, since Mon 23 Nov, 10:31."),
        (TEACHER, "reads", "Rosalind Okafor has it"),
        (HEAD, "reads", "Rosalind Okafor took it over from Gareth Penhallow"),
    ],
    "the steps of its kind are ticked as they are done, and a tick may be taken back": [
        *TAKEN,
        (CHAMPION, "reads", "Now do"),
        (CHAMPION, "presses", f"Done: {EVIDENCE}"),
        (CHAMPION, "reads", f"Gareth Penhallow ticked: {EVIDENCE}"),
        (HEAD, "reads", "☑"),
        (HEAD, "presses", f"Not done after all: {EVIDENCE}"),
        (HEAD, "reads", f"Rosalind Okafor took the tick back: {EVIDENCE}"),
        (TEACHER, "never reads", EVIDENCE),
    ],
    "closing names the steps that are not ticked, and asks for none of them": [
        *TAKEN,
        (CHAMPION, "presses", f"Done: {EVIDENCE}"),
        (CHAMPION, "presses", "Close"),
        (
            CHAMPION,
            "reads",
            "Not done yet: 2 of 3\n- See that whoever got the message is safe",
        ),
        (CHAMPION, "reads", "\n- A crime"),
        (CHAMPION, "presses", "Send", ENDING),
        (CHAMPION, "is told", "OS-2026-0001 is closed."),
        (CHAMPION, "reads", "Closed by Gareth Penhallow"),
        (CHAMPION, "reads", f"☑\n{EVIDENCE}\nGareth Penhallow, Mon 23 Nov, 10:31"),
        (CHAMPION, "reads", f"☐\n{POLICE}"),
        (CHAMPION, "never reads", f"Not done after all: {EVIDENCE}"),
        (HEAD, "reads", "Gareth Penhallow closed it with steps not ticked: See that whoever got the message is safe"),
        (HEAD, "says", "OS-2026-0001"),
        (HEAD, "reads", f"☑\n{EVIDENCE}"),
        (TEACHER, "never reads", POLICE),
    ],
    "a step that is not called for is ticked as that": [
        *TAKEN,
        (HEAD, "reads", "You need not do anything. If you help with it, tick what you did."),
        (CHAMPION, "presses", f"Done: {NO_POLICE}"),
        (CHAMPION, "reads", f"☑\n{NO_POLICE}"),
        (CHAMPION, "reads", f"Gareth Penhallow ticked: {NO_POLICE}"),
        (CHAMPION, "never reads", POLICE),
        (CHAMPION, "presses", f"Not done after all: {NO_POLICE}"),
        (CHAMPION, "presses", f"Done: {POLICE}"),
        (CHAMPION, "reads", f"☑\n{POLICE}"),
        (CHAMPION, "never reads", f"☐\n{NO_POLICE}"),
    ],
    "what was sent by mistake is told to whoever has it, and stays open": [
        *TAKEN,
        (TEACHER, "says", "I sent it by mistake"),
        (TEACHER, "reads", "Was it sent by mistake?"),
        (TEACHER, "presses", "Tell Gareth Penhallow that OS-2026-0001 was a mistake"),
        (TEACHER, "reads", "They are told that OS-2026-0001 was a mistake. It stays open until they close it."),
        (CHAMPION, "reads", "The reporter says: this was sent by mistake."),
        (CHAMPION, "reads", "Gareth Penhallow has it"),
        (TEACHER, "says", "cancel"),
        (TEACHER, "reads", "There was nothing to stop. You sent OS-2026-0001"),
        (TEACHER, "says", "close it"),
        (TEACHER, "reads", "A report is closed by whoever handles it."),
        (CHAMPION, "says", "i want to close this"),
        (CHAMPION, "reads", "Which report do you want to close?"),
        (CHAMPION, "presses", "Close OS-2026-0001"),
        (CHAMPION, "presses", "Send", ENDING),
        (CHAMPION, "is told", "OS-2026-0001 is closed."),
        (CHAMPION, "says", "close it"),
        (CHAMPION, "reads", "so there is nothing to close"),
    ],
    "what was sent by mistake hides nothing that has happened": [
        (TEACHER, "says", "i sent it by mistake"),
        (TEACHER, "reads", "What has happened?"),
        (TEACHER, "presses", "Lost device or data"),
        (TEACHER, "presses", "Send"),
        (HEAD, "reads", "i sent it by mistake"),
        (TEACHER, "says", "sent that by accident"),
        (TEACHER, "reads", "It was an e-mail or a file that went to the wrong person"),
    ],
    "closing with every step ticked names none": [
        *TAKEN,
        *((CHAMPION, "presses", f"Done: {STEP_WORDS[step.id]}") for step in KINDS["threat"].now),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "never reads", "Not done yet"),
        (CHAMPION, "presses", "Send", ENDING),
        (HEAD, "reads", "Gareth Penhallow closed it"),
        (HEAD, "never reads", "not ticked"),
    ],
    "closing lost data shows first what the ICO needs, and until when": [
        (TEACHER, "says", "report data_loss"),
        (TEACHER, "presses", "Send", {"what": "A laptop"}),
        (HEAD, "reads", "OS-2026-0001"),
        (HEAD, "presses", "Acknowledge"),
        (HEAD, "presses", "Close"),
        (HEAD, "reads", "72 hours from the report end Thu 26 Nov, 10:31: 7"),
        (HEAD, "reads", "When to tell the ICO"),
    ],
    "the timeline goes by days, and who was reached stands in one line": [
        *TAKEN,
        (CHAMPION, "reads", "Mon 23 Nov"),
        (CHAMPION, "reads", "10:31  Reached Rosalind Okafor, Gareth Penhallow"),
    ],
    "whoever takes an emergency reads what not to do": [
        (TEACHER, "says", "report illegal_content"),
        (TEACHER, "presses", "Alert now"),
        (HEAD, "reads", "Do not look for more"),
        (HEAD, "reads", "No details yet"),
        (HEAD, "never reads", "Now do"),
        (HEAD, "presses", "Acknowledge"),
        (HEAD, "reads", "Go to whoever reported it, and see that nobody uses the device."),
    ],
    "whoever has it, and a senior leader, are not offered it": [
        *TAKEN,
        (CHAMPION, "reads", "Hand over"),
        (CHAMPION, "never reads", "Take over"),
        (SENIOR, "says", "log"),
        (SENIOR, "presses", "Open OS-2026-0001"),
        (SENIOR, "reads", "Gareth Penhallow has it"),
        (SENIOR, "reads", "Add a note"),
        (SENIOR, "never reads", "Take over"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each conversation goes as it is written."""
    await play(rig, story)


async def test_a_step_that_an_earlier_release_ticked_stands_ticked(rig: Rig) -> None:
    """In the place of the step that asks for the same now; neither is asked for again."""
    await play(rig, TAKEN)
    (held,) = await rig.store.find(Incident)
    assert held.owner is not None
    earlier = StepDone(id="police_crime", by=held.owner, at=rig.clock.now())
    await rig.keep(held.model_copy(update={"steps_done": (earlier,)}))
    said = STEP_WORDS["police_crime"]
    await play(
        rig,
        [
            (SENIOR, "says", "OS-2026-0001"),
            (SENIOR, "reads", said),
            (SENIOR, "reads", "☑"),
            (SENIOR, "never reads", POLICE),
            (SENIOR, "never reads", NO_POLICE),
            (SENIOR, "presses", f"Not done after all: {said}"),
            (SENIOR, "reads", POLICE),
            (SENIOR, "reads", NO_POLICE),
        ],
    )
