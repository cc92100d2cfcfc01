"""The filtering register (I8, I9): what was decided about addresses, the school's own tests, and the yearly review,
of which those who answer for it are told. Nobody reads an address of a report that they may not open."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from bot.policy.filtering.checks import FilterReview, FilterTest
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.kit.records import Notice
from tests.rig import CHAMPION, COORDINATOR, GOVERNOR, HEAD, MANAGER, OTHER_TEACHER, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play

REF = "OS-2026-0001"
BAD = "https://bad.example/page"
THROUGH: list[Line] = [
    (TEACHER, "says", "report filter breach"),
    (TEACHER, "presses", "Send", {"address": BAD, "what": "A pupil saw it"}),
    (COORDINATOR, "reads", REF),
    (COORDINATOR, "presses", "Acknowledge"),
    (COORDINATOR, "presses", "Decide on the address"),
    (COORDINATOR, "presses", "Save", {"verdict": "block", "reason": "It is for adults", "ticket": "L-9"}),
    (COORDINATOR, "is told", f"The decision on the address is kept with {REF}"),
]
TEST = {"device": "tablet", "place": "school", "account": "pupil", "category": "adult", "worked": "yes"}
REVIEW = {
    "governor": "Winifred Achterberg",
    "dsl": "Rosalind Okafor",
    "findings": "Staff phones were not monitored",
    "follows": "The technician, by Easter",
}

STORIES: dict[str, list[Line]] = {
    "a decision stands in the register, with its report for whoever may open that": [
        *THROUGH,
        (COORDINATOR, "says", "filtering"),
        (COORDINATOR, "reads", "Filtering: decisions"),
        (COORDINATOR, "reads", "Blocked: https[:]//bad[.]example/page"),
        (COORDINATOR, "reads", "Priya Ramanathan, Mon 23 Nov, ticket L-9"),
        (COORDINATOR, "presses", f"Open {REF}"),
        (COORDINATOR, "reads", "Decided on the address"),
    ],
    "whoever may not open the report reads that something was decided, and no address": [
        *THROUGH,
        (GOVERNOR, "says", "filtering"),
        (GOVERNOR, "reads", "Blocked"),
        (GOVERNOR, "reads", "of a report that you cannot open"),
        (GOVERNOR, "never reads", "bad[.]example"),
        (GOVERNOR, "never reads", REF),
        (GOVERNOR, "never reads", "for adults"),
        (GOVERNOR, "never reads", "L-9"),
        (GOVERNOR, "never reads", "Record a test"),
    ],
    "of a report that names somebody others read nothing at all": [
        *THROUGH,
        (COORDINATOR, "presses", "Change the kind"),
        (
            COORDINATOR,
            "presses",
            "Send",
            {"kind": "other", "adult": OTHER_TEACHER, "note": "It was opened by one of us"},
        ),
        (GOVERNOR, "says", "filtering"),
        (GOVERNOR, "reads", "Nothing has been decided about an address yet."),
        (HEAD, "says", "filtering"),
        (HEAD, "reads", "Blocked: https[:]//bad[.]example/page"),
    ],
    "a decision that no report led to": [
        (COORDINATOR, "says", "filtering"),
        (COORDINATOR, "reads", "Nothing has been decided about an address yet."),
        (COORDINATOR, "presses", "Record a decision"),
        (COORDINATOR, "presses", "Save", {"address": "games.example", "verdict": "block", "reason": "  "}),
        (COORDINATOR, "reads", "Please fill this in."),
        (COORDINATOR, "presses", "Save", {"address": "games.example", "verdict": "block", "reason": "Not for lessons"}),
        (COORDINATOR, "is told", "The decision is in the filtering register."),
        (COORDINATOR, "says", "filtering"),
        (COORDINATOR, "reads", "Blocked: games[.]example"),
        (GOVERNOR, "says", "filtering"),
        (GOVERNOR, "reads", "Blocked"),
        (GOVERNOR, "never reads", "games[.]example"),
    ],
    "a test, and what is still to be tested": [
        (COORDINATOR, "says", "filtering"),
        (COORDINATOR, "presses", "Record a test"),
        (COORDINATOR, "reads", "Never look for illegal material"),
        (COORDINATOR, "presses", "Save", TEST),
        (COORDINATOR, "is told", "The test is in the filtering register."),
        (COORDINATOR, "says", "filtering"),
        (COORDINATOR, "presses", "Tests"),
        (COORDINATOR, "reads", "As it should be: adult content, tablet, in school, pupil's log-in"),
        (COORDINATOR, "reads", "Not tested this school year: computer; at home; staff log-in;"),
        (GOVERNOR, "says", "filtering"),
        (GOVERNOR, "presses", "Tests"),
        (GOVERNOR, "reads", "As it should be: adult content"),
    ],
    "a test that fails says what was seen, and leads on to a report": [
        (SENIOR, "says", "filtering"),
        (SENIOR, "presses", "Record a test"),
        (SENIOR, "presses", "Save", {**TEST, "worked": "no"}),
        (SENIOR, "reads", "Please fill this in."),
        (SENIOR, "presses", "Save", {**TEST, "worked": "no", "note": "The page opened", "on": "2026-11-24"}),
        (SENIOR, "reads", "in the future"),
        (SENIOR, "presses", "Save", {**TEST, "worked": "no", "note": "The page opened", "on": "yesterday"}),
        (SENIOR, "is told", "If pupils could reach harmful content, report it now."),
        (SENIOR, "says", "filtering"),
        (SENIOR, "presses", "Tests"),
        (SENIOR, "reads", "Not as it should be: adult content"),
        (SENIOR, "reads", "Tomasz Wilkowski, Sun 22 Nov"),
    ],
    "the review is told to those who answer for it, who have seen it": [
        (GOVERNOR, "opens", ""),
        (COORDINATOR, "says", "filtering"),
        (COORDINATOR, "presses", "Record the review"),
        (COORDINATOR, "presses", "Send", {**REVIEW, "governor": "", "dsl": ""}),
        (COORDINATOR, "reads", "Please say who took part."),
        (COORDINATOR, "presses", "Send", REVIEW),
        (COORDINATOR, "is told", "The review is kept."),
        (GOVERNOR, "reads", "Staff phones were not monitored"),
        (GOVERNOR, "reads", "The technician, by Easter"),
        (GOVERNOR, "reads", "Not there: A senior leader, Whoever looks after the filter."),
        (HEAD, "reads", "Staff phones were not monitored"),
        (GOVERNOR, "presses", "Seen"),
        (GOVERNOR, "reads", "Seen by Winifred Achterberg."),
        (HEAD, "reads", "Seen by Winifred Achterberg."),
        (HEAD, "presses", "Seen"),
        (GOVERNOR, "reads", "Seen by Winifred Achterberg, Rosalind Okafor."),
        (CHAMPION, "says", "filtering"),
        (CHAMPION, "presses", "Reviews"),
        (CHAMPION, "presses", "Open the review of Mon 23 Nov"),
        (CHAMPION, "reads", "Seen by Winifred Achterberg, Rosalind Okafor."),
        (CHAMPION, "never reads", "Your name is on the review."),
    ],
    "it is not for everybody": [
        (TEACHER, "says", "filtering"),
        (TEACHER, "reads", "The filtering register is for those who look after the filter"),
        (TEACHER, "says", "export filtering"),
        (TEACHER, "never reads", ".csv"),
        (MANAGER, "says", "filtering"),
        (MANAGER, "reads", "Filtering: decisions"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each as it is told."""
    await play(rig, story)


FORGED = [
    (TEACHER, "filtering.decide.send", {"draft": "d", "address": "x", "verdict": "block", "reason": "r"}),
    (GOVERNOR, "filtering.decide.send", {"draft": "d", "address": "x", "verdict": "block", "reason": "r"}),
    (GOVERNOR, "filtering.test.send", {"draft": "d", **TEST}),
    (TEACHER, "filtering.review.send", {"draft": "d", **REVIEW}),
    (TEACHER, "filtering.test", {}),
    (TEACHER, "filtering.export", {}),
]


@pytest.mark.parametrize(("who", "verb", "data"), FORGED)
async def test_forged_presses_write_nothing(rig: Rig, who: str, verb: str, data: dict[str, str]) -> None:
    """Who may write is asked at each press, whatever its card says."""
    answer = await rig.teams.forge(who, verb, {**data, "by": HEAD, "roles": ["dsl"]})
    assert "The filtering register is for those who look after the filter" in f"{answer.card}{answer.message}"
    for kind in (FilterDecision, FilterTest, FilterReview, Notice):
        assert await rig.store.find(kind) == []


async def test_only_those_who_answer_for_it_say_that_they_have_seen_a_review(rig: Rig) -> None:
    """Twice is once, and whoever wrote it down cannot say it for them."""
    await play(rig, STORIES["the review is told to those who answer for it, who have seen it"][:8])
    (review,) = await rig.store.find(FilterReview)
    await rig.teams.forge(COORDINATOR, "filtering.seen", {"id": review.id})
    await rig.teams.forge(GOVERNOR, "filtering.seen", {"id": review.id})
    await rig.teams.forge(GOVERNOR, "filtering.seen", {"id": review.id})
    (seen,) = await rig.store.find(FilterReview)
    assert [who.id for who in seen.seen_by] == [GOVERNOR]


async def test_the_register_as_a_file(rig: Rig) -> None:
    """What the reader may see and no more, and nothing that a spreadsheet would run."""
    await play(
        rig,
        [
            *THROUGH,
            (COORDINATOR, "says", "filtering"),
            (COORDINATOR, "presses", "Record a test"),
            (COORDINATOR, "presses", "Save", {**TEST, "worked": "no", "note": "=HYPERLINK(1)"}),
        ],
    )
    whole, bare = await _file(rig, COORDINATOR), await _file(rig, GOVERNOR)
    assert [(row["What"], row["Report"], row["Address"]) for row in whole] == [
        ("Decision", REF, "https[:]//bad[.]example/page"),
        ("Test", "", ""),
    ]
    assert whole[1]["Why or what was found"] == "'=HYPERLINK(1)"
    assert [(row["What"], row["Report"], row["Address"], row["Ticket"]) for row in bare] == [
        ("Decision", "", "", ""),
        ("Test", "", "", ""),
    ]
    assert bare[0]["Why or what was found"] == "of a report that you cannot open"


async def _file(rig: Rig, who: str) -> list[dict[str, str]]:
    """The rows of the file that the person asks for and accepts."""
    await rig.move(timedelta(days=1))
    name = f"filtering-{rig.clock.now():%Y-%m-%d}.csv"
    await play(rig, [(who, "says", "export filtering"), (who, "reads", f"I have offered you the file **{name}**")])
    assert (await rig.teams.accept_file(who)).taken
    await rig.teams.until(lambda: _has_come(rig, name))
    content = bytes(rig.teams.files.newest(name).content)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _has_come(rig: Rig, name: str) -> bool:
    try:
        return bool(rig.teams.files.newest(name))
    except KeyError:
        return False
