"""Finding reports again (I1, I15): over what the reader may see, slips and accents overlooked. Each look is in the
timeline: by whom, when and how many they found, and never for what."""

from __future__ import annotations

import pytest

from bot.policy.finding.finding import LOOKS, MOST_FOUND
from bot.services.finding import finding
from bot.services.incidents import loading
from tests.rig import ASSISTANT, CHAMPION, HEAD, OTHER_TEACHER, TEACHER, Rig
from tests.transcripts.play import Line, play, seen

NONE = "Nothing found"


def reported(kind: str, what: str, **more: str) -> list[Line]:
    """A report by the teacher."""
    return [
        (TEACHER, "says", f"report {kind}"),
        (TEACHER, "presses", "Send", {"what": what, **more}),
        (TEACHER, "reads", "OS-2026-"),
    ]


THREE: list[Line] = [
    *reported("threat", "Nasty words to Jack in Y5", sender="loot@prize-club.example"),
    *reported("bullying", "José was laughed at on Roblox", about="José in 5B"),
    *reported("filter_breach", "A page opened that should not", address="www.cool-games.example/play"),
    (CHAMPION, "reads", "OS-2026-0003"),
]
CONFIDENTIAL: list[Line] = [
    (TEACHER, "says", "report staff conduct"),
    (TEACHER, "presses", "Send", {"what": "Shouted at Jack", "adult": OTHER_TEACHER}),
    (TEACHER, "reads", "OS-2026-0004"),
]

STORIES: dict[str, list[Line]] = {
    "by a name, a site, a sender, a class": [
        *THREE,
        (CHAMPION, "says", "find jack"),
        (CHAMPION, "reads", "1 report found"),
        (CHAMPION, "reads", "Open OS-2026-0001"),
        (CHAMPION, "says", "find roblox"),
        (CHAMPION, "reads", "Open OS-2026-0002"),
        (CHAMPION, "says", "Find cool-games.example"),
        (CHAMPION, "reads", "Looked for: cool-games.example"),
        (CHAMPION, "reads", "Open OS-2026-0003"),
        (CHAMPION, "says", "search loot@prize-club.example"),
        (CHAMPION, "reads", "Looked for: loot@prize-club.example"),
        (CHAMPION, "says", "find year 5"),
        (CHAMPION, "reads", "Looked for: year 5"),
        (CHAMPION, "says", "find 5b"),
        (CHAMPION, "reads", "Looked for: 5b"),
        (CHAMPION, "never reads", NONE),
        (CHAMPION, "presses", "Open OS-2026-0002"),
        (CHAMPION, "reads", "José was laughed at on Roblox"),
    ],
    "slips and accents are overlooked, and a note is looked through": [
        *THREE,
        (CHAMPION, "says", "find jose robolx"),
        (CHAMPION, "reads", "Open OS-2026-0002"),
        (CHAMPION, "says", "note OS-2026-0003 Rang Mrs Featherstonehaugh"),
        (CHAMPION, "says", "find fetherstonehaugh"),
        (CHAMPION, "reads", "Looked for: fetherstonehaugh"),
        (CHAMPION, "never reads", NONE),
        (TEACHER, "says", "find featherstonehaugh"),
        (TEACHER, "reads", NONE),
    ],
    "a reporter finds what they wrote, and nothing of anybody else": [
        *THREE,
        (TEACHER, "says", "find jack"),
        (TEACHER, "reads", "OS-2026-0001 · Threatening or offensive message"),
        (TEACHER, "presses", "Open OS-2026-0001"),
        (TEACHER, "reads", "What you wrote"),
        (ASSISTANT, "says", "find jack"),
        (ASSISTANT, "reads", NONE),
        (ASSISTANT, "never reads", "OS-2026"),
    ],
    "what names somebody, or is confidential, is found by none who may not see it": [
        *THREE,
        *CONFIDENTIAL,
        (HEAD, "reads", "OS-2026-0004"),
        (HEAD, "says", "find jack"),
        (HEAD, "reads", "2 reports found"),
        (CHAMPION, "says", "find jack"),
        (CHAMPION, "reads", "1 report found"),
        (CHAMPION, "says", "find shouted"),
        (CHAMPION, "reads", NONE),
        (CHAMPION, "never reads", "OS-2026-0004"),
        (OTHER_TEACHER, "says", "find jack"),
        (OTHER_TEACHER, "never reads", "OS-2026"),
        (CHAMPION, "presses", "Who has looked"),
        (CHAMPION, "reads", "Rosalind Okafor looked through the reports"),
        (CHAMPION, "never reads", "in the reports, and found 2"),
        (CHAMPION, "reads", "Gareth Penhallow looked through the reports, and found 1"),
        (CHAMPION, "never reads", "shouted, "),
    ],
    "it is asked what for, in a form or in other words": [
        *THREE,
        (CHAMPION, "says", "find"),
        (CHAMPION, "reads", "What do you remember of it?"),
        (CHAMPION, "presses", "Find", {"words": "the"}),
        (CHAMPION, "reads", "OS-2026-0002"),
        (CHAMPION, "says", "can you look for the report about roblox"),
        (CHAMPION, "presses", "Find", {}),
        (CHAMPION, "reads", "Looked for: roblox"),
        (CHAMPION, "says", "find"),
        (CHAMPION, "presses", "Find", {"words": "?!"}),
        (CHAMPION, "reads", "What shall I look for?"),
    ],
    "what tells of a danger is heard": [
        (TEACHER, "says", "find jack suicide"),
        (TEACHER, "reads", "If this is happening now, report it at once"),
        (TEACHER, "says", "find it so hard to say but a boy told me he wants to kill himself"),
        (TEACHER, "reads", "A child may hurt themselves"),
    ],
    "what asks for something else is that": [
        *THREE,
        (TEACHER, "says", "find my reports"),
        (TEACHER, "reads", "My reports"),
        (TEACHER, "never reads", NONE),
    ],
    "the log has a way to it": [
        *THREE,
        (CHAMPION, "says", "log"),
        (CHAMPION, "presses", "Find"),
        (CHAMPION, "presses", "Find", {"words": "nobody at all"}),
        (CHAMPION, "reads", NONE),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_pages_and_that_it_is_under_way(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten to a page, the newest of the closest first. Whoever waits for long is told so, once."""
    monkeypatch.setattr(finding, "LONG_SCAN", 10)
    monkeypatch.setattr(loading, "INCIDENTS_A_PAGE", 5)
    for number in range(12):
        await play(rig, reported("spam", f"Prize number {number}"))
    await play(
        rig,
        [
            (CHAMPION, "says", "find prizes"),
            (CHAMPION, "reads", "I am going through the reports."),
            (CHAMPION, "reads", "12 reports found"),
            (CHAMPION, "reads", "Open OS-2026-0012"),
            (CHAMPION, "presses", "Next page"),
            (CHAMPION, "reads", "Open OS-2026-0001"),
            (CHAMPION, "presses", "Back a page"),
            (CHAMPION, "reads", "Open OS-2026-0012"),
        ],
    )
    looks = await rig.store.timeline(LOOKS)
    assert [(each.by and each.by.id, each.facts) for each in looks] == [(CHAMPION, {"found": "12"})]


async def test_a_forged_page_shows_nothing_that_the_reader_may_not_see(rig: Rig) -> None:
    """Whatever references and pages a card is made to say, each is asked about again."""
    await play(rig, [*THREE, *CONFIDENTIAL, (HEAD, "reads", "OS-2026-0004")])
    ids = ",".join(f"OS-2026-{number:04d}" for number in range(1, 3 * MOST_FOUND))
    for who, sees in ((CHAMPION, ("0001", "0002", "0003")), (OTHER_TEACHER, ()), (ASSISTANT, ())):
        for page in ("0", "9", "x", "-1"):
            answer = await rig.teams.forge(who, "find.page", {"ids": ids, "page": page, "total": "77", "words": "jack"})
            assert answer.taken
            for number in ("0001", "0002", "0003", "0004"):
                assert (f"OS-2026-{number}" in str(answer.card)) is (number in sees)
    for verb in ("find.looks",):
        assert "The log is for those who handle reports" in (await rig.teams.forge(ASSISTANT, verb, {})).message
    assert "OS-2026-0004" not in seen(rig, CHAMPION)
