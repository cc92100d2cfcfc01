"""A concern about an adult's conduct (I17): a low-level concern or an allegation, of which the LADO is told within one
working day. Either is kept apart from the log, and nobody sees it but those who were told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident, State
from bot.policy.kit.records import Notice
from tests.rig import CHAMPION, GOVERNOR, HEAD, OTHER_TEACHER, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play, seen

REF = "OS-2026-0001"
CONCERN: list[Line] = [
    (GOVERNOR, "opens", ""),
    (TEACHER, "says", "report staff conduct"),
    (TEACHER, "presses", "Send", {"what": "Took a photo with his own phone", "adult": OTHER_TEACHER}),
    (HEAD, "reads", REF),
    (HEAD, "presses", "Acknowledge"),
]
ALLEGED: list[Line] = [
    *CONCERN,
    (HEAD, "presses", "Low-level concern or allegation"),
    (HEAD, "presses", "Save", {"finding": "allegation", "reason": "It may be a crime"}),
    (HEAD, "is told", f"{REF} now shows your decision."),
]
ENDING = {"outcome": "Dealt with", "reason": "Nothing more to do"}

STORIES: dict[str, list[Line]] = {
    "a low-level concern is decided, kept apart, and closed": [
        *CONCERN,
        (HEAD, "presses", "Close"),
        (HEAD, "presses", "Send", ENDING),
        (HEAD, "reads", "Decide first what it is"),
        (HEAD, "presses", "Leave without sending"),
        (HEAD, "says", "log"),
        (HEAD, "reads", REF),
        (HEAD, "says", REF),
        (HEAD, "presses", "Low-level concern or allegation"),
        (HEAD, "reads", "If you are not sure, ask the LADO."),
        (HEAD, "presses", "Save", {"finding": "low_level", "reason": "  "}),
        (HEAD, "reads", "Please fill this in."),
        (HEAD, "presses", "Save", {"finding": "low_level", "reason": "It breaks our rules, and no more"}),
        (HEAD, "is told", "no longer in the log"),
        (HEAD, "reads", "Low-level concern (Rosalind Okafor, Mon 23 Nov, 10:31)"),
        (HEAD, "never reads", "tell the LADO by"),
        (HEAD, "presses", "Close"),
        (HEAD, "presses", "Send", ENDING),
        (HEAD, "reads", "Closed by Rosalind Okafor"),
        (HEAD, "says", "log"),
        (HEAD, "reads", "There is nothing here."),
        (HEAD, "says", "concerns about adults"),
        (HEAD, "reads", "Low-level concerns"),
        (HEAD, "presses", f"Open {REF}"),
        (TEACHER, "never reads", "Low-level"),
        (OTHER_TEACHER, "never reads", REF),
    ],
    "an allegation has its day, a text to copy and a number, and is closed once the LADO was told": [
        *ALLEGED,
        (HEAD, "reads", "Allegation: tell the LADO by Tue 24 Nov, 10:31"),
        (HEAD, "reads", "01632 960201"),
        (HEAD, "reads", "Why we think that it is an allegation: It may be a crime"),
        (HEAD, "reads", "The adult: Mei-Ling Carrow"),
        (HEAD, "presses", "Close"),
        (HEAD, "presses", "Send", ENDING),
        (HEAD, "reads", "Tell the LADO first"),
        (HEAD, "presses", "Leave without sending"),
        (HEAD, "presses", "Told the LADO"),
        (HEAD, "presses", "Save", {"spoke_to": "  ", "number": "L-1"}),
        (HEAD, "reads", "Please fill this in."),
        (HEAD, "presses", "Save", {"spoke_to": "The duty desk", "number": "L-1", "note": "Wait for a call"}),
        (HEAD, "is told", f"{REF} now shows that the LADO was told."),
        (HEAD, "reads", "The LADO was told Mon 23 Nov, 10:31."),
        (HEAD, "reads", "The duty desk, Mon 23 Nov, 10:31, reference L-1 (Rosalind Okafor): Wait for a call"),
        (HEAD, "never reads", "tell the LADO by"),
        (HEAD, "never reads", "ready to copy"),
        (HEAD, "presses", "Close"),
        (HEAD, "presses", "Send", ENDING),
        (HEAD, "reads", "Closed by Rosalind Okafor"),
    ],
    "others learn nothing of it": [
        *ALLEGED,
        (SENIOR, "says", "concerns about adults"),
        (SENIOR, "reads", "There is nothing here that you can open."),
        (CHAMPION, "says", "concerns about adults"),
        (CHAMPION, "never reads", REF),
        (TEACHER, "says", "concerns about adults"),
        (TEACHER, "reads", "The log is for those who handle reports"),
        (TEACHER, "says", REF),
        (TEACHER, "never reads", "llegation"),
    ],
    "an allegation is a low-level concern after all": [
        *ALLEGED,
        (HEAD, "presses", "Low-level concern or allegation"),
        (HEAD, "presses", "Save", {"finding": "low_level", "reason": "The LADO says so"}),
        (HEAD, "reads", "Low-level concern (Rosalind Okafor"),
        (HEAD, "never reads", "tell the LADO by"),
        (HEAD, "reads", "Rosalind Okafor decided what it is (allegation): It may be a crime"),
        (HEAD, "reads", "Rosalind Okafor decided what it is (low-level concern): The LADO says so"),
    ],
    "about the Headteacher it is the chair's": [
        (GOVERNOR, "opens", ""),
        (TEACHER, "says", "report staff conduct"),
        (TEACHER, "presses", "Send", {"what": "He shouts", "adult": HEAD}),
        (GOVERNOR, "reads", REF),
        (GOVERNOR, "presses", "Acknowledge"),
        (GOVERNOR, "presses", "Low-level concern or allegation"),
        (GOVERNOR, "presses", "Save", {"finding": "low_level", "reason": "Once, and he said sorry"}),
        (GOVERNOR, "reads", "Low-level concern (Winifred Achterberg"),
        (GOVERNOR, "says", "concerns about adults"),
        (GOVERNOR, "reads", "Low-level concerns"),
        (HEAD, "says", "concerns about adults"),
        (HEAD, "reads", "There is nothing here that you can open."),
    ],
    "that it is only a low-level concern a safeguarding lead does not say": [
        (GOVERNOR, "opens", ""),
        (TEACHER, "says", "report staff conduct"),
        (TEACHER, "presses", "Send", {"what": "Took a photo", "adult": OTHER_TEACHER}),
        (HEAD, "reads", REF),
        (HEAD, "presses", "Tell people now"),
        (CHAMPION, "reads", REF),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Low-level concern or allegation"),
        (CHAMPION, "presses", "Save", {"finding": "low_level", "reason": "Nothing to it"}),
        (
            CHAMPION,
            "reads",
            "Only the Headteacher or the chair of governors can decide that it is no more than a low-level concern",
        ),
        (CHAMPION, "presses", "Save", {"finding": "allegation", "reason": "It may be a crime"}),
        (CHAMPION, "reads", "Allegation: tell the LADO by"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each as it is told."""
    await play(rig, story)


async def told_of_the_lado(rig: Rig) -> list[str]:
    """Who was reminded of the LADO, in the order in which it was said."""
    found = await rig.store.find(Notice, where={"purpose": IncidentPurpose.LADO_DEADLINE.value})
    return [each.to.id for each in sorted(found, key=lambda each: (each.due_at, each.to.id))]


async def test_it_is_brought_to_mind_until_the_lado_was_told(rig: Rig) -> None:
    """When the working day is nearly over, when it is, and each morning from then on; not once they have been told."""
    await play(rig, [*ALLEGED, (HEAD, "presses", "Add a note"), (HEAD, "presses", "Send", {"note": "Looking at it"})])
    await rig.move(timedelta(hours=21, minutes=50))
    assert await told_of_the_lado(rig) == []
    await rig.move(timedelta(minutes=20))
    assert await told_of_the_lado(rig) == [HEAD]
    await rig.move(timedelta(hours=2))
    assert await told_of_the_lado(rig) == [HEAD, HEAD]
    await play(rig, [(HEAD, "reads", "Allegation: the LADO was to be told by Tue 24 Nov, 10:31")])
    await rig.move(timedelta(days=1))
    everybody = await told_of_the_lado(rig)
    assert set(everybody[2:]) == {HEAD, CHAMPION, GOVERNOR}, "all who were alerted, once the day is over"
    await rig.teams.forge(HEAD, "incident.lado.send", {"id": REF, "spoke_to": "The duty desk"})
    await rig.move(timedelta(days=4))
    assert await told_of_the_lado(rig) == everybody
    assert REF not in seen(rig, OTHER_TEACHER)


FORGED = [
    (TEACHER, "incident.conduct.send", {"finding": "low_level", "reason": "r"}),
    (OTHER_TEACHER, "incident.conduct.send", {"finding": "low_level", "reason": "r"}),
    (CHAMPION, "incident.conduct.send", {"finding": "low_level", "reason": "r"}),
    (SENIOR, "incident.lado.send", {"spoke_to": "me"}),
    (OTHER_TEACHER, "incident.hold.send", {"reason": "r"}),
]


@pytest.mark.parametrize(("who", "verb", "data"), FORGED)
async def test_forged_presses_are_refused_as_of_no_report(rig: Rig, who: str, verb: str, data: dict[str, str]) -> None:
    """Whoever was not told gets the answer for a reference that does not exist."""
    await play(rig, ALLEGED)
    before = await rig.store.get(Incident, REF)
    forged = await rig.teams.forge(who, verb, {**data, "id": REF, "by": HEAD})
    unknown = await rig.teams.forge(who, verb, {**data, "id": "OS-1999-0001", "by": HEAD})
    assert forged.message == unknown.message
    assert await rig.store.get(Incident, REF) == before


async def test_a_report_of_another_kind_has_no_such_decision(rig: Rig) -> None:
    """Whatever a card says."""
    await play(
        rig,
        [
            (TEACHER, "says", "report threat"),
            (TEACHER, "presses", "Send", {"what": "x"}),
            (CHAMPION, "reads", REF),
            (CHAMPION, "presses", "Acknowledge"),
            (CHAMPION, "never reads", "Low-level concern or allegation"),
        ],
    )
    answer = await rig.teams.forge(
        CHAMPION, "incident.conduct.send", {"id": REF, "finding": "allegation", "reason": "r"}
    )
    assert "What you wrote is kept as a note." in f"{answer.card}{answer.message}"
    incident = await rig.store.get(Incident, REF)
    assert incident is not None
    assert (incident.conduct, incident.state) == (None, State.IN_HAND)
