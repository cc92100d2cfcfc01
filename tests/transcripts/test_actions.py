"""What is to be done about a report (I1, I15): it is given to somebody, who is reminded, and it stands on the report
until somebody has said what became of it. Its owner reads nothing else of the report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.local.shapes import JsonObject
from bot.policy.incidents.actions import ActionState, ReportAction
from bot.policy.incidents.incident import Incident
from tests.rig import ASSISTANT, CHAMPION, GOVERNOR, HEAD, OTHER_TEACHER, TEACHER, Rig
from tests.transcripts.play import Line, play
from tests.transcripts.test_leavers import Terms, terms, touched

__all__ = ["terms"]

REF = "OS-2026-0001"
SECRET = "They wrote to Robin each night"
REPORTED: list[Line] = [
    (ASSISTANT, "opens", ""),
    (TEACHER, "says", "report bullying"),
    (TEACHER, "presses", "Send", {"what": SECRET}),
    (CHAMPION, "reads", REF),
    (CHAMPION, "presses", "Acknowledge"),
    (CHAMPION, "reads", "Gareth Penhallow has it"),
]
RING = {"words": "Ring the parents", "owner": ASSISTANT, "on": "Friday"}
GIVEN: list[Line] = [
    *REPORTED,
    (CHAMPION, "presses", "Add an action"),
    (CHAMPION, "presses", "Send", RING),
    (CHAMPION, "is told", f"The action was added to {REF}. Jordan Pickersgill is told."),
    (ASSISTANT, "reads", "You have been asked to do this about a report."),
    (ASSISTANT, "reads", "Ring the parents"),
]
ENDING = {"outcome": "Talked", "reason": "Done", "cpoms": "C-1"}

STORIES: dict[str, list[Line]] = {
    "given, and done": [
        *GIVEN,
        (ASSISTANT, "reads", f"{REF} · Online bullying"),
        (ASSISTANT, "reads", "By Fri 27 Nov · asked by Gareth Penhallow"),
        (ASSISTANT, "never reads", SECRET),
        (ASSISTANT, "never reads", "Birtwhistle"),
        (CHAMPION, "reads", "Jordan Pickersgill, by Fri 27 Nov"),
        (
            CHAMPION,
            "reads",
            "Gareth Penhallow gave Jordan Pickersgill an action, to be done by 27 November 2026: Ring the parents",
        ),
        (ASSISTANT, "says", REF),
        (ASSISTANT, "never reads", SECRET),
        (ASSISTANT, "says", "actions"),
        (ASSISTANT, "reads", "Ring the parents"),
        (ASSISTANT, "presses", "Done"),
        (ASSISTANT, "presses", "Save", {"words": "Spoke with the mother"}),
        (ASSISTANT, "is told", "Thank you. It is marked as done."),
        (ASSISTANT, "reads", "All done"),
        (CHAMPION, "reads", "Done: Ring the parents (Jordan Pickersgill, Mon 23 Nov, 10:31): Spoke with the mother"),
        (CHAMPION, "never reads", "Jordan Pickersgill, by Fri 27 Nov"),
        (HEAD, "says", REF),
        (HEAD, "reads", "Jordan Pickersgill marked an action as done (given to Jordan Pickersgill)"),
    ],
    "what is missing comes back with what was typed": [
        *REPORTED,
        (CHAMPION, "presses", "Add an action"),
        (CHAMPION, "presses", "Send", {"words": "Ring", "owner": GOVERNOR, "on": "whenever"}),
        (CHAMPION, "reads", "Please say by which day, for example Friday or 27/11/2026."),
        (CHAMPION, "reads", "Nobody of that name is on the staff list."),
        (CHAMPION, "presses", "Send", {"words": "Ring", "owner": ASSISTANT, "on": "yesterday"}),
        (CHAMPION, "reads", "That day is past."),
        (CHAMPION, "presses", "Send", {"words": "  ", "owner": ASSISTANT, "on": "today"}),
        (CHAMPION, "reads", "Please fill this in."),
        (CHAMPION, "presses", "Send", {"words": "Ring them up", "owner": ASSISTANT, "on": "today"}),
        (ASSISTANT, "reads", "Ring them up"),
    ],
    "one's own, where nobody is named": [
        *REPORTED,
        (CHAMPION, "presses", "Add an action"),
        (CHAMPION, "presses", "Send", {"words": "Look at the tablets", "on": "3 Dec"}),
        (CHAMPION, "is told", "You are reminded on the day."),
        (CHAMPION, "reads", "Gareth Penhallow, by Thu 3 Dec"),
        (CHAMPION, "says", "actions"),
        (CHAMPION, "reads", "By Thu 3 Dec · asked by Gareth Penhallow"),
    ],
    "whoever handles the report ends it, and its owner sees that": [
        *GIVEN,
        (HEAD, "says", "actions"),
        (HEAD, "reads", "Given to others, on reports that you can open"),
        (HEAD, "says", REF),
        (HEAD, "presses", "What became of this: Ring the parents"),
        (HEAD, "presses", "Save", {"ends_as": "not_needed", "words": "They rang us"}),
        (HEAD, "is told", "It is marked as not needed any more."),
        (
            ASSISTANT,
            "reads",
            "Not needed any more: Ring the parents (Rosalind Okafor, Mon 23 Nov, 10:31): They rang us",
        ),
        (ASSISTANT, "says", "actions"),
        (ASSISTANT, "reads", "Nothing is open."),
    ],
    "closing says what is open, and its owner goes on": [
        *GIVEN,
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "reads", "Still to be done:"),
        (CHAMPION, "reads", "Ring the parents (Jordan Pickersgill, by Fri 27 Nov)"),
        (CHAMPION, "presses", "Send", {**ENDING, "actions": "go_on"}),
        (CHAMPION, "reads", "Closed by Gareth Penhallow"),
        (CHAMPION, "reads", "The actions given to Jordan Pickersgill are still to be done"),
        (CHAMPION, "reads", "Jordan Pickersgill, by Fri 27 Nov"),
        (ASSISTANT, "reads", "For you to do"),
        (ASSISTANT, "presses", "Done"),
        (ASSISTANT, "presses", "Save", {}),
        (CHAMPION, "reads", "Done: Ring the parents (Jordan Pickersgill, Mon 23 Nov, 10:31)"),
    ],
    "or it ends with the report": [
        *GIVEN,
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", {**ENDING, "actions": "not_needed"}),
        (CHAMPION, "reads", "Closed by Gareth Penhallow"),
        (ASSISTANT, "reads", "Not needed any more: Ring the parents"),
        (ASSISTANT, "never reads", "For you to do"),
    ],
    "of a confidential kind nobody learns the kind who may not open it": [
        (ASSISTANT, "opens", ""),
        (TEACHER, "says", "report adult"),
        (TEACHER, "says", "cancel"),
        (TEACHER, "says", "report staff conduct"),
        (TEACHER, "presses", "Send", {"what": SECRET, "adult": OTHER_TEACHER}),
        (HEAD, "reads", REF),
        (HEAD, "presses", "Acknowledge"),
        (HEAD, "presses", "Add an action"),
        (HEAD, "presses", "Send", {"words": "Cover Year 4 on Friday", "owner": OTHER_TEACHER, "on": "Friday"}),
        (HEAD, "reads", "The report names that person, so they are not told of it."),
        (HEAD, "presses", "Send", {"words": "Cover Year 4 on Friday", "owner": ASSISTANT, "on": "Friday"}),
        (ASSISTANT, "reads", f"{REF} · Online Safety report"),
        (ASSISTANT, "reads", "Cover Year 4 on Friday"),
        (ASSISTANT, "never reads", "conduct"),
        (ASSISTANT, "never reads", SECRET),
        (OTHER_TEACHER, "never reads", REF),
    ],
    "others can neither add nor end one": [
        *GIVEN,
        (OTHER_TEACHER, "says", "actions"),
        (OTHER_TEACHER, "reads", "Nothing is open."),
        (TEACHER, "says", REF),
        (TEACHER, "never reads", "Ring the parents"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_reminders(rig: Rig) -> None:
    """The morning of the day, the school day after it, then each week; never out of school hours."""
    await play(rig, GIVEN)
    told: list[datetime] = []
    for _ in range(24 * 16):
        before = await _reminders(rig)
        await rig.move(timedelta(hours=1))
        if await _reminders(rig) > before:
            told.append(rig.clock.now().replace(second=0, microsecond=0))
    assert told[:3] == [
        datetime(2026, 11, 27, 8, 31, tzinfo=UTC),
        datetime(2026, 11, 30, 8, 31, tzinfo=UTC),
        datetime(2026, 12, 7, 8, 31, tzinfo=UTC),
    ]
    await play(rig, [(ASSISTANT, "reads", "A reminder: this is still yours to do."), (ASSISTANT, "has cards", "2")])


async def _reminders(rig: Rig) -> int:
    return sum(entry.what == "action_reminded" for entry in await rig.store.timeline(REF))


async def test_whoever_is_named_later_loses_it(rig: Rig) -> None:
    """Once the report names its owner, their card is emptied, nothing more is said to them, and the handler is told."""
    await play(
        rig,
        [
            *GIVEN,
            (TEACHER, "presses", "Add details"),
            (TEACHER, "presses", "Send", {"what": "Jordan Pickersgill sent some of them"}),
        ],
    )
    await rig.move(timedelta(minutes=11))
    (incident,) = await rig.store.find(Incident)
    assert ASSISTANT in incident.shut_out
    await play(
        rig,
        [
            (ASSISTANT, "never reads", "Ring the parents"),
            (ASSISTANT, "never reads", REF),
            (CHAMPION, "reads", "Please give it to somebody else."),
            (CHAMPION, "reads", "Jordan Pickersgill cannot be told any more: add it again for somebody else"),
            (ASSISTANT, "says", "actions"),
            (ASSISTANT, "reads", "Nothing is open."),
        ],
    )
    (action,) = await rig.store.find(ReportAction)
    assert action.due_at is None
    assert action.state is ActionState.OPEN
    await rig.move(timedelta(days=7))
    assert await _reminders(rig) == 0
    await play(
        rig,
        [
            (TEACHER, "presses", "No"),
            (TEACHER, "reads", "Thank you."),
        ],
    )
    await rig.move(timedelta(minutes=11))
    await play(rig, [(ASSISTANT, "reads", "Ring the parents")])


async def test_closing_without_a_word_on_what_is_open(rig: Rig) -> None:
    """An action that came after the form was opened is not passed over: the form comes back with it."""
    await play(rig, GIVEN)
    (incident,) = await rig.store.find(Incident)
    sent: JsonObject = {"id": REF, "v": incident.version, **ENDING}
    await rig.teams.forge(CHAMPION, "incident.close.send", sent)
    (incident,) = await rig.store.find(Incident)
    assert incident.closing is None


async def test_what_is_left_by_whoever_leaves(terms: Terms) -> None:
    """They are told nothing more, and whoever handles the report hears that it needs somebody else."""
    async with terms.starts() as rig:
        await play(rig, GIVEN)
    async with terms.starts({ASSISTANT: ()}) as rig:
        await rig.at_rest()
        await play(
            rig,
            [
                (CHAMPION, "reads", "Please give it to somebody else."),
                (CHAMPION, "reads", "Jordan Pickersgill cannot be told any more: add it again for somebody else"),
            ],
        )
        said = touched(rig, ASSISTANT)
        await rig.move(timedelta(days=8))
        assert await _reminders(rig) == 0
        assert touched(rig, ASSISTANT) <= said + 1


async def test_its_words_go_with_the_report(rig: Rig) -> None:
    """After the retention time nothing of it is left but that there was something."""
    await play(rig, [*GIVEN, (CHAMPION, "presses", "Close")])
    await play(rig, [(CHAMPION, "presses", "Send", {**ENDING, "actions": "not_needed"})])
    await rig.move(timedelta(days=6 * 366 + 1))
    await play(
        rig,
        [
            (CHAMPION, "says", "retention"),
            (CHAMPION, "presses", f"Remove {REF}"),
            (CHAMPION, "presses", "Remove for good", {"sure": "true"}),
            (CHAMPION, "reads", f"Removed: {REF}."),
            (ASSISTANT, "reads", f"{REF} was removed after the retention time."),
            (ASSISTANT, "never reads", "Ring the parents"),
        ],
    )
    assert not await rig.store.find(ReportAction)
