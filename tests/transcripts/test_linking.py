"""Reports that belong together (I1, I15): offered for what they share, linked and unlinked by hand, read as one story.
Whoever may not see one of them learns nothing of it from the other."""

from __future__ import annotations

import pytest

from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.linking import ReportLink
from tests.rig import ASSISTANT, CHAMPION, HEAD, OTHER_TEACHER, TEACHER, Rig
from tests.transcripts.play import Line, play, seen

FIRST, SECOND, THIRD = "OS-2026-0001", "OS-2026-0002", "OS-2026-0003"
LOOT = "loot@prize-club.example"


def reported(kind: str, what: str, **more: str) -> list[Line]:
    """A report by the teacher."""
    return [(TEACHER, "says", f"report {kind}"), (TEACHER, "presses", "Send", {"what": what, **more})]


TWO: list[Line] = [
    *reported("threat", "They want his password", sender=LOOT),
    (TEACHER, "reads", FIRST),
    *reported("bullying", "Laughed at Jack Holt", about="Jack Holt, 5B"),
    (TEACHER, "reads", SECOND),
    (CHAMPION, "reads", SECOND),
    (CHAMPION, "says", f"acknowledge {FIRST}"),
    (CHAMPION, "reads", "Gareth Penhallow has it"),
]
LINKED: list[Line] = [
    *TWO,
    (CHAMPION, "presses", "Link another report"),
    (CHAMPION, "presses", "Save", {"other": "0002"}),
    (CHAMPION, "is told", f"{SECOND} is linked with {FIRST}. Both stay as they are"),
]

STORIES: dict[str, list[Line]] = {
    "linked by hand, and both timelines say it": [
        *LINKED,
        (CHAMPION, "reads", "Belongs with"),
        (CHAMPION, "reads", f"Gareth Penhallow linked it with {SECOND}"),
        (HEAD, "says", SECOND),
        (HEAD, "reads", f"Gareth Penhallow linked it with {FIRST}"),
        (TEACHER, "says", FIRST),
        (TEACHER, "never reads", "linked"),
    ],
    "read as one story, and unlinked": [
        *LINKED,
        (CHAMPION, "says", FIRST),
        (CHAMPION, "presses", "Chronology"),
        (CHAMPION, "reads", f"Chronology of {FIRST}"),
        (CHAMPION, "reads", "They want his password"),
        (CHAMPION, "reads", "Laughed at Jack Holt"),
        (CHAMPION, "presses", f"Unlink {SECOND}"),
        (CHAMPION, "reads", f"{SECOND} is no longer linked with {FIRST}."),
        (CHAMPION, "reads", "Nothing that you can open is linked with it."),
        (CHAMPION, "reads", f"Gareth Penhallow said that it does not belong with {SECOND} after all"),
        (CHAMPION, "says", FIRST),
        (CHAMPION, "presses", "Link another report"),
        (CHAMPION, "presses", "Save", {"other": SECOND}),
        (CHAMPION, "is told", f"{SECOND} is linked with {FIRST}."),
        (CHAMPION, "presses", "Link another report"),
        (CHAMPION, "presses", "Save", {"other": SECOND}),
        (CHAMPION, "is told", f"{SECOND} is linked with this report already."),
    ],
    "what cannot be linked comes back with a sentence": [
        *TWO,
        (CHAMPION, "presses", "Link another report"),
        (CHAMPION, "presses", "Save", {"other": "the other one"}),
        (CHAMPION, "reads", "Which report belongs with it? Its reference looks like"),
        (CHAMPION, "presses", "Save", {"other": "0001"}),
        (CHAMPION, "reads", "That is this report itself."),
        (CHAMPION, "presses", "Save", {"other": "0099"}),
        (CHAMPION, "reads", "There is no report by that reference that you can open."),
    ],
    "the same sender, site, device or pupil is offered once somebody has it": [
        *reported("threat", "They want his password", sender=LOOT),
        *reported("spam", "Another of these", sender=LOOT.upper()),
        *reported("filter_breach", "On iPad 12", address="https://www.cool-games.example/play"),
        *reported("bullying", "Amy Fox wept over iPad no 12", about="Amy Fox"),
        (TEACHER, "reads", "OS-2026-0004"),
        (CHAMPION, "reads", "OS-2026-0004"),
        (CHAMPION, "never reads", "Perhaps the same"),
        (CHAMPION, "says", "acknowledge OS-2026-0002"),
        (CHAMPION, "reads", f"Perhaps the same sender as {FIRST}"),
        (CHAMPION, "presses", f"Link {FIRST}"),
        (CHAMPION, "reads", f"{FIRST} is linked with OS-2026-0002."),
        (CHAMPION, "reads", "Belongs with"),
        (CHAMPION, "never reads", f"Link {FIRST}"),
        (CHAMPION, "says", "acknowledge OS-2026-0004"),
        (CHAMPION, "reads", f"Perhaps the same device as {THIRD}"),
        *reported("other", "It was www.cool-games.example again, and Amy", about="Amy Fox and Jack"),
        (CHAMPION, "reads", "OS-2026-0005"),
        (CHAMPION, "says", "acknowledge OS-2026-0005"),
        (CHAMPION, "reads", "Perhaps the same pupil as OS-2026-0004"),
        (CHAMPION, "reads", f"Perhaps the same site as {THIRD}"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_a_link_with_what_is_confidential_is_known_to_those_who_may_see_both(rig: Rig) -> None:
    """The other report does not change by it: no line, no card, no version tells a Champion that there is a second."""
    await play(
        rig,
        [
            *reported("threat", "They want his password", sender=LOOT),
            (TEACHER, "reads", FIRST),
            (CHAMPION, "reads", FIRST),
            (CHAMPION, "presses", "Acknowledge"),
            (CHAMPION, "reads", "Gareth Penhallow has it"),
            (TEACHER, "says", "report staff conduct"),
            (TEACHER, "presses", "Send", {"what": f"He wrote from {LOOT}", "adult": OTHER_TEACHER}),
            (HEAD, "reads", SECOND),
        ],
    )
    before, card = await rig.store.get(Incident, FIRST), seen(rig, CHAMPION)
    await play(
        rig,
        [
            (HEAD, "presses", "Acknowledge"),
            (HEAD, "presses", "Link another report"),
            (HEAD, "presses", "Save", {"other": "0001"}),
            (HEAD, "is told", f"{FIRST} is linked with {SECOND}."),
            (HEAD, "says", FIRST),
            (HEAD, "reads", f"Rosalind Okafor linked it with {SECOND}"),
        ],
    )
    await rig.at_rest()
    assert await rig.store.get(Incident, FIRST) == before
    assert seen(rig, CHAMPION) == card
    await play(
        rig,
        [
            (CHAMPION, "says", FIRST),
            (CHAMPION, "never reads", SECOND),
            (CHAMPION, "never reads", "linked it"),
            (CHAMPION, "never reads", "Belongs with"),
            (OTHER_TEACHER, "never reads", "OS-2026"),
        ],
    )
    forged: list[tuple[str, JsonObject]] = [
        ("incident.chronology", {"id": FIRST}),
        ("incident.link.offered", {"id": FIRST, "to": SECOND}),
        ("incident.unlink", {"id": FIRST, "to": SECOND}),
        ("incident.link.send", {"id": FIRST, "other": SECOND}),
    ]
    for verb, data in forged:
        answer = await rig.teams.forge(CHAMPION, verb, data)
        assert verb == "incident.link.send" or SECOND not in str(answer.card), verb
        other: JsonObject = {key: "OS-1999-0001" if value == SECOND else value for key, value in data.items()}
        unknown = await rig.teams.forge(CHAMPION, verb, other)
        assert str(answer.card).replace(SECOND, "") == str(unknown.card).replace("OS-1999-0001", ""), verb
        assert answer.message == unknown.message
    (link,) = await rig.store.find(ReportLink)
    assert link.holds


async def test_a_report_that_comes_to_name_somebody_takes_the_link_from_them(rig: Rig) -> None:
    """Who may see one report only reads nothing any more of a link that they may have known of."""
    await play(
        rig,
        [
            *LINKED,
            (HEAD, "says", SECOND),
            (HEAD, "reads", f"linked it with {FIRST}"),
            (HEAD, "presses", "Change the kind"),
            (HEAD, "presses", "Send", {"kind": "staff_conduct", "adult": CHAMPION, "note": "An adult"}),
            (CHAMPION, "says", FIRST),
            (CHAMPION, "reads", "Threatening or offensive message"),
        ],
    )
    await rig.at_rest()
    newest = rig.teams.chat(CHAMPION).cards[-1]
    assert SECOND not in str(newest)


@pytest.mark.parametrize("who", [TEACHER, OTHER_TEACHER, ASSISTANT])
async def test_nobody_else_links(rig: Rig, who: str) -> None:
    """Whatever is forged, whoever does not handle both reports links none, and learns nothing."""
    await play(rig, TWO)
    verbs = ("incident.link", "incident.link.send", "incident.link.offered", "incident.unlink", "incident.chronology")
    for verb in verbs:
        answer = await rig.teams.forge(who, verb, {"id": FIRST, "to": SECOND, "other": SECOND})
        assert answer.card is None or SECOND not in str(answer.card)
    assert await rig.store.find(ReportLink) == []
