"""CPOMS, the school's own system of record (I1, I15): whoever keeps it copies a report's text there and says so here,
has the list of what is missing, and is reminded once a week. Nobody else is asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident
from bot.policy.kit.people import Person
from bot.policy.kit.roles import ROLES, Role
from bot.policy.log.cpoms import CpomsRound, is_missing_for, next_week, remind_of_cpoms
from tests.policy.calls import CALENDAR
from tests.policy.school import NOW, incident_of, opened
from tests.rig import ASSISTANT, CHAMPION, COORDINATOR, HEAD, OTHER_TEACHER, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play, seen
from tests.transcripts.test_export import exported
from tests.transcripts.test_leavers import Terms, terms

__all__ = ["terms"]

REF = "OS-2026-0001"
REPORTED: list[Line] = [
    (TEACHER, "says", "report bullying"),
    (TEACHER, "presses", "Send", {"what": "They film Robin"}),
    (CHAMPION, "reads", REF),
    (CHAMPION, "presses", "Acknowledge"),
    (TEACHER, "reads", "Gareth Penhallow has it"),
]
ENTERED: list[Line] = [
    (CHAMPION, "says", "cpoms"),
    (CHAMPION, "reads", "Not in CPOMS yet"),
    (CHAMPION, "presses", f"{REF}: copy it into CPOMS"),
    (CHAMPION, "reads", "Category: Online Safety"),
    (CHAMPION, "presses", "Save", {"cpoms": "C-42"}),
    (CHAMPION, "is told", f"{REF} now shows what you said about CPOMS."),
]
CONDUCT: list[Line] = [
    (TEACHER, "says", "report staff conduct"),
    (TEACHER, "presses", "Send", {"what": "He shouts at them", "adult": OTHER_TEACHER}),
    (HEAD, "reads", "Concern about an adult's conduct"),
]

STORIES: dict[str, list[Line]] = {
    "copied, and entered": [
        *REPORTED,
        (CHAMPION, "presses", "Add a note"),
        (CHAMPION, "presses", "Send", {"note": "Rang the mother"}),
        (CHAMPION, "reads", "Gareth Penhallow added a note: Rang the mother"),
        (CHAMPION, "presses", "It is in CPOMS"),
        (CHAMPION, "reads", "Category: Online Safety"),
        (CHAMPION, "reads", "Kind: Online bullying"),
        (CHAMPION, "reads", "reported on Mon 23 Nov 2026, 10:31 by Daniel Birtwhistle"),
        (CHAMPION, "reads", "- What happened: They film Robin"),
        (CHAMPION, "reads", "- Mon 23 Nov 2026, 10:31: Rang the mother (Gareth Penhallow)"),
        (CHAMPION, "presses", "Save", {"cpoms": "C-42"}),
        (CHAMPION, "is told", f"Thank you. {REF} now shows what you said about CPOMS."),
        (CHAMPION, "reads", "C-42 (Gareth Penhallow, Mon 23 Nov, 10:31)"),
        (CHAMPION, "reads", "Gareth Penhallow said that it is in CPOMS as C-42"),
        (CHAMPION, "says", "cpoms"),
        (CHAMPION, "reads", "Everything is in CPOMS"),
        (TEACHER, "never reads", "C-42"),
    ],
    "from the list": [*REPORTED, *ENTERED, (CHAMPION, "says", "cpoms"), (CHAMPION, "reads", "Everything is in CPOMS")],
    "a slip is put right": [
        *REPORTED,
        *ENTERED,
        (CHAMPION, "reads", "C-42 (Gareth Penhallow, Mon 23 Nov, 10:31)"),
        (CHAMPION, "presses", "Correct the CPOMS entry"),
        (CHAMPION, "reads", "So far: C-42 (Gareth Penhallow, Mon 23 Nov, 10:31)"),
        (CHAMPION, "presses", "Save", {"cpoms": "C-43"}),
        (CHAMPION, "reads", "Gareth Penhallow said that it is in CPOMS as C-43"),
        (CHAMPION, "reads", "Gareth Penhallow said that it is in CPOMS as C-42"),
    ],
    "what does not belong there is said once": [
        *REPORTED,
        (CHAMPION, "presses", "It is in CPOMS"),
        (CHAMPION, "presses", "Save", {}),
        (CHAMPION, "reads", "Please give the CPOMS reference, or say why it is not in CPOMS."),
        (CHAMPION, "presses", "Save", {"no_cpoms": "No pupil is concerned"}),
        (CHAMPION, "reads", "Not in CPOMS"),
        (CHAMPION, "reads", "No pupil is concerned (Gareth Penhallow, Mon 23 Nov, 10:31)"),
        (CHAMPION, "says", "cpoms"),
        (CHAMPION, "reads", "Everything is in CPOMS"),
    ],
    "whoever keeps it may say so as they close, and need not": [
        *REPORTED,
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "reads", "CPOMS reference"),
        (CHAMPION, "presses", "Send", {"outcome": "Talked", "reason": "Done"}),
        (CHAMPION, "reads", "Closed by Gareth Penhallow"),
        (CHAMPION, "reads", "Not yet in CPOMS"),
        (CHAMPION, "presses", "It is in CPOMS"),
        (CHAMPION, "reads", "Outcome: Talked"),
        (CHAMPION, "presses", "Save", {"cpoms": "C-42"}),
        (CHAMPION, "reads", "C-42 (Gareth Penhallow, Mon 23 Nov, 10:31)"),
        (CHAMPION, "reads", "Closed by Gareth Penhallow"),
    ],
    "whoever does not keep it is not asked": [
        (TEACHER, "says", "report spam"),
        (TEACHER, "presses", "Send", {"what": "Win a prize"}),
        (COORDINATOR, "reads", REF),
        (COORDINATOR, "presses", "Acknowledge"),
        (COORDINATOR, "never reads", "It is in CPOMS"),
        (COORDINATOR, "presses", "Close"),
        (COORDINATOR, "never reads", "CPOMS"),
        (COORDINATOR, "presses", "Send", {"outcome": "Blocked", "reason": "Done"}),
        (TEACHER, "reads", "Your report has been dealt with"),
        (CHAMPION, "says", "cpoms"),
        (CHAMPION, "reads", "1 report that you may see"),
    ],
    "a DSL is not asked where there is a deputy, and may enter it all the same": [
        (TEACHER, "says", "report bullying"),
        (TEACHER, "presses", "Send", {"what": "They film Robin"}),
        (HEAD, "says", REF),
        (HEAD, "presses", "Acknowledge"),
        (HEAD, "presses", "Close"),
        (HEAD, "never reads", "CPOMS reference"),
        (HEAD, "presses", "Send", {"outcome": "Talked", "reason": "Done"}),
        (HEAD, "presses", "It is in CPOMS"),
        (HEAD, "presses", "Save", {"cpoms": "C-7"}),
        (HEAD, "reads", "C-7 (Rosalind Okafor, Mon 23 Nov, 10:31)"),
    ],
    "others have no list": [
        (TEACHER, "says", "cpoms"),
        (TEACHER, "reads", "The list of what is not yet in CPOMS is for the safeguarding leads"),
        (SENIOR, "says", "cpoms"),
        (SENIOR, "reads", "The list of what is not yet in CPOMS is for the safeguarding leads"),
    ],
    "a confidential report is in no list of those who may not see it": [
        *CONDUCT,
        (CHAMPION, "says", "cpoms"),
        (CHAMPION, "reads", "Everything is in CPOMS"),
        (HEAD, "says", "cpoms"),
        (HEAD, "reads", "1 report that you may see"),
        (HEAD, "presses", f"{REF}: copy it into CPOMS"),
        (HEAD, "reads", "- What happened: He shouts at them"),
    ],
    "from the log": [
        *REPORTED,
        (CHAMPION, "says", "log"),
        (CHAMPION, "presses", "Not in CPOMS"),
        (CHAMPION, "reads", "1 report that you may see"),
        (SENIOR, "says", "log"),
        (SENIOR, "never reads", "Not in CPOMS"),
    ],
    "opened again, it stands there still": [
        *REPORTED,
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", {"outcome": "Talked", "reason": "Done", "cpoms": "C-9"}),
        (CHAMPION, "reads", "Closed by Gareth Penhallow"),
        (CHAMPION, "presses", "Reopen"),
        (CHAMPION, "presses", "Send", {"reason": "It began again"}),
        (CHAMPION, "reads", "C-9 (Gareth Penhallow, Mon 23 Nov, 10:31)"),
        (CHAMPION, "says", "cpoms"),
        (CHAMPION, "reads", "Everything is in CPOMS"),
    ],
    "in other words": [
        *REPORTED,
        (CHAMPION, "says", "what is still not in cpoms"),
        (CHAMPION, "reads", "Not in CPOMS yet"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_one_reminder_a_week(rig: Rig) -> None:
    """On the first morning of the school week, one card that takes the place of the last; the briefing has a line."""
    await play(rig, REPORTED)
    told: list[datetime] = []
    for _ in range(24 * 15):
        before = _reminded(rig)
        await rig.move(timedelta(hours=1))
        if _reminded(rig) != before:
            told.append(rig.clock.now().replace(second=0, microsecond=0))
    assert told == [datetime(2026, 11, 30, 8, 31, tzinfo=UTC), datetime(2026, 12, 7, 8, 31, tzinfo=UTC)]
    assert seen(rig, CHAMPION).count("You are reminded once a week while anything is missing.") == 1
    await play(rig, [(CHAMPION, "reads", "1 report that you may see, on Mon 7 Dec."), (CHAMPION, "says", "briefing")])
    await play(rig, [(CHAMPION, "reads", "1 report is not in CPOMS yet"), (HEAD, "says", "briefing")])
    await play(rig, [(HEAD, "never reads", "not in CPOMS yet"), (HEAD, "never reads", "You are reminded once a week")])
    await play(rig, ENTERED)
    cards = _reminded(rig)
    await rig.move(timedelta(days=8))
    assert _reminded(rig) == cards


def _reminded(rig: Rig) -> list[str]:
    """The reminders that stand in the Champion's chat."""
    return [line for line in seen(rig, CHAMPION).splitlines() if "You are reminded once a week" in line]


async def test_where_there_is_no_deputy(terms: Terms) -> None:
    """The DSL keeps it, and is asked as they close."""
    async with terms.starts({CHAMPION: ("staff", "champion")}) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "report bullying"),
                (TEACHER, "presses", "Send", {"what": "They film Robin"}),
                (HEAD, "says", REF),
                (HEAD, "presses", "Acknowledge"),
                (HEAD, "presses", "Close"),
                (HEAD, "reads", "CPOMS reference"),
                (CHAMPION, "says", "cpoms"),
                (CHAMPION, "reads", "is for the safeguarding leads"),
            ],
        )
        await rig.move(timedelta(days=7))
        await play(rig, [(HEAD, "reads", "You are reminded once a week"), (CHAMPION, "never reads", "once a week")])


@pytest.mark.parametrize("who", [COORDINATOR, SENIOR, OTHER_TEACHER, TEACHER, ASSISTANT])
async def test_forged_presses(rig: Rig, who: str) -> None:
    """Nobody enters it who is no safeguarding lead, whatever else they are to the report."""
    await play(rig, [(ASSISTANT, "opens", ""), (OTHER_TEACHER, "opens", ""), *REPORTED])
    sent: JsonObject = {"id": REF, "v": 2, "cpoms": "C-1"}
    await rig.teams.forge(who, "incident.cpoms.send", sent)
    (incident,) = await rig.store.find(Incident)
    assert incident.cpoms is None


async def test_what_the_file_says(rig: Rig) -> None:
    """The columns at the end say how it ended, who was told outside, and who entered it; the older ones stay."""
    await play(
        rig,
        [
            *REPORTED,
            (CHAMPION, "presses", "Refer"),
            (CHAMPION, "presses", "Send", {"told_other": "Police"}),
            (CHAMPION, "presses", "Ask the reporter"),
            (CHAMPION, "presses", "Send", {"words": "Which app?"}),
            (CHAMPION, "reads", "No answer yet"),
            (CHAMPION, "presses", "Close"),
            (CHAMPION, "presses", "Send", {"outcome": "Talked", "reason": "It stopped"}),
            (CHAMPION, "presses", "It is in CPOMS"),
            (CHAMPION, "presses", "Save", {"cpoms": "C-42"}),
            (CHAMPION, "says", "log"),
            (CHAMPION, "presses", "Filter"),
            (CHAMPION, "presses", "Show these", {"show": "closed"}),
            (CHAMPION, "reads", "Talked · It stopped · told Police · CPOMS C-42"),
        ],
    )
    (row,) = await exported(rig, CHAMPION)
    assert row["CPOMS reference"] == "C-42"
    assert (row["How it ended"], row["Reason for closing"]) == ("Talked", "It stopped")
    assert (row["Entered in CPOMS by"], row["Entered in CPOMS"]) == ("Gareth Penhallow", "2026-11-23 10:31")
    assert row["Told outside"] == "Police"
    assert row["Asked of the reporter"] == "Mon 23 Nov 2026, 10:31, Gareth Penhallow: Which app?"


REPORTS = [
    incident_of(opened(kind)).model_copy(update={"id": f"OS-2026-{number:04}"})
    for number, kind in enumerate(("threat", "bullying", "staff_conduct", "harmful_contact"), 1)
]
"""Of each sort of kind one; the third is confidential."""


@given(
    st.sets(st.sampled_from(range(len(REPORTS)))),
    st.sets(st.sampled_from(ROLES)),
)
def test_what_is_not_seen_changes_nothing(kept: set[int], roles: set[Role]) -> None:
    """Whoever may not see a report is reminded, or not, exactly as if it were not there."""
    person = Person(id="x", name="Xan", roles=frozenset({"staff", *roles}))
    missing = [REPORTS[number] for number in sorted(kept)]
    shown = [each for each in missing if is_missing_for(person, each)]
    held = CpomsRound(id="log", due_at=NOW)
    assert remind_of_cpoms(held, [person], missing, NOW, CALENDAR) == remind_of_cpoms(
        held, [person], shown, NOW, CALENDAR
    )


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), datetime(2026, 11, 30, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 29, 23, 0, tzinfo=UTC), datetime(2026, 11, 30, 8, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 26, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_next_week(now: datetime, then: datetime) -> None:
    """The first morning of the next school week, by the school's clocks."""
    assert next_week(now, replace(CALENDAR, hours=None)) == then
