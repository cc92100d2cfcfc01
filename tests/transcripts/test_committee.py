"""The committee (T2): its Champions are told that it meets, its pack is the same document whoever builds it, what it
decides is brought to mind until it is done, and the Headteacher is told."""

from __future__ import annotations

import asyncio
import csv
import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from bot.local.shapes import JsonObject
from bot.policy.committee.meeting import CommitteeDecision, CommitteeMeeting, CommitteeRound
from bot.policy.files.offers import Offer
from bot.policy.kit.records import Notice
from cards.committee import CommitteeVerb
from tests.rig import ASSISTANT, CHAMPION, COORDINATOR, GOVERNOR, HEAD, MANAGER, OTHER_TEACHER, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play

DECIDED = "CM-2026-0001"
ASK = {"words": "Ask the council about laptops", "owner": ASSISTANT, "on": "Friday"}
MET: list[Line] = [
    (ASSISTANT, "opens", ""),
    (HEAD, "opens", ""),
    (CHAMPION, "says", "committee"),
    (CHAMPION, "reads", "It is not written down yet when it met."),
    (CHAMPION, "presses", "Date and who was there"),
    (CHAMPION, "presses", "Save", {"on": "today", "present": "Rosalind and Gareth"}),
    (CHAMPION, "is told", "It is written down when the committee met"),
]
GIVEN: list[Line] = [
    *MET,
    (CHAMPION, "says", "committee"),
    (CHAMPION, "reads", "Met on Mon 23 Nov. There: Rosalind and Gareth"),
    (CHAMPION, "presses", "Add a decision"),
    (CHAMPION, "presses", "Send", ASK),
    (CHAMPION, "is told", f"{DECIDED} is kept. Jordan Pickersgill is told."),
    (ASSISTANT, "reads", "The committee has asked you to do this."),
    (ASSISTANT, "reads", "Ask the council about laptops"),
]

STORIES: dict[str, list[Line]] = {
    "decided, and done by its owner": [
        *GIVEN,
        (HEAD, "says", "committee"),
        (HEAD, "reads", f"{DECIDED} · Jordan Pickersgill, by Fri 27 Nov"),
        (ASSISTANT, "presses", "Done"),
        (ASSISTANT, "presses", "Save"),
        (ASSISTANT, "reads", "Jordan Pickersgill said that it is done"),
        (CHAMPION, "says", "committee"),
        (CHAMPION, "reads", "Nothing that was decided is still to be done."),
    ],
    "done by words, by one of the committee": [
        *GIVEN,
        (MANAGER, "says", f"done {DECIDED}"),
        (MANAGER, "reads", f"Thank you. {DECIDED} is kept as done."),
        (ASSISTANT, "reads", "said that it is done"),
        (ASSISTANT, "says", DECIDED),
        (ASSISTANT, "reads", "Ask the council about laptops"),
        (OTHER_TEACHER, "says", DECIDED),
        (OTHER_TEACHER, "reads", "There is no such decision that you can open."),
        (OTHER_TEACHER, "never reads", "council"),
    ],
    "done on the card of the meeting": [
        *GIVEN,
        (HEAD, "says", "committee"),
        (HEAD, "presses", f"Done: {DECIDED}"),
        (HEAD, "reads", "Is this done?"),
        (HEAD, "presses", "Leave without saving"),
        (HEAD, "reads", f"{DECIDED} · Jordan Pickersgill, by"),
        (HEAD, "presses", f"Done: {DECIDED}"),
        (HEAD, "presses", "Save"),
        (HEAD, "reads", "Nothing that was decided is still to be done."),
        (ASSISTANT, "reads", "said that it is done"),
    ],
    "the Headteacher is told once it was asked whether to": [
        *GIVEN,
        (CHAMPION, "says", "committee"),
        (CHAMPION, "presses", "Feedback to the Headteacher"),
        (CHAMPION, "reads", "Tell the Headteacher now?"),
        (HEAD, "never reads", "This is what came of it."),
        (CHAMPION, "presses", "Leave without sending"),
        (HEAD, "never reads", "This is what came of it."),
        (CHAMPION, "says", "committee"),
        (CHAMPION, "presses", "Feedback to the Headteacher"),
        (CHAMPION, "presses", "Send"),
        (CHAMPION, "reads", "Gareth Penhallow told the Headteacher, Mon 23 Nov, 10:31."),
        (HEAD, "reads", "The committee has met. This is what came of it."),
        (HEAD, "reads", "Ask the council about laptops"),
        (ASSISTANT, "presses", "Done"),
        (ASSISTANT, "presses", "Save"),
        (HEAD, "reads", "Nothing that was decided is still to be done."),
    ],
    "what is missing comes back on the form": [
        (CHAMPION, "says", "committee"),
        (CHAMPION, "presses", "Date and who was there"),
        (CHAMPION, "presses", "Save", {"on": "tomorrow", "present": " "}),
        (CHAMPION, "reads", "That day is still to come."),
        (CHAMPION, "reads", "Please fill this in."),
        (CHAMPION, "presses", "Save", {"on": "yesterday", "present": "All of us"}),
        (CHAMPION, "says", "committee"),
        (CHAMPION, "reads", "Met on Sun 22 Nov. There: All of us"),
        (CHAMPION, "presses", "Add a decision"),
        (CHAMPION, "presses", "Send", {"words": "Look", "owner": "nobody", "on": "yesterday"}),
        (CHAMPION, "reads", "Nobody of that name is on the staff list."),
        (CHAMPION, "reads", "That day is past."),
    ],
    "it is not for everybody": [
        (TEACHER, "says", "committee"),
        (TEACHER, "reads", "The committee is for its members, the Champions and the Headteacher."),
        (SENIOR, "says", "committee"),
        (SENIOR, "reads", "The committee is for its members"),
        (MANAGER, "says", "committee"),
        (MANAGER, "reads", "Build the pack"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each as it is told."""
    await play(rig, story)


async def test_champions_are_told_once_ten_school_days_before_the_end(rig: Rig) -> None:
    """And nobody else; another half term, another card."""
    await play(rig, [(CHAMPION, "opens", ""), (MANAGER, "opens", "")])
    await rig.at_rest()
    (held,) = await rig.store.find(CommitteeRound)
    await rig.move(held.due_at - rig.clock.now())
    await play(rig, [(CHAMPION, "reads", "The committee meets this half term.")])
    (meeting,) = await rig.store.find(CommitteeMeeting)
    told = await rig.store.find(Notice, where={"subject": meeting.id})
    assert {each.to.id for each in told} >= {CHAMPION}
    assert not {each.to.id for each in told} & {TEACHER, MANAGER, SENIOR}
    await rig.move(timedelta(days=1))
    assert len(await rig.store.find(Notice, where={"subject": meeting.id})) == len(told)
    await play(
        rig,
        [
            (CHAMPION, "presses", "Date and who was there"),
            (CHAMPION, "presses", "Save", {"on": "today", "present": "All of us"}),
            (CHAMPION, "reads", "There: All of us"),
        ],
    )


async def test_an_owner_is_reminded_until_it_is_done(rig: Rig) -> None:
    """On its day, on the school day after it, then weekly; and no more once it is done."""
    await play(rig, GIVEN)
    for days in (4, 3, 7):
        await rig.move(timedelta(days=days))
        await play(rig, [(ASSISTANT, "reads", "A reminder: this is still yours to do.")])
    reminded = len(await rig.store.find(Notice, where={"subject": DECIDED, "purpose": "committee_decision_again"}))
    assert reminded == 3
    await play(rig, [(ASSISTANT, "says", f"done {DECIDED}"), (ASSISTANT, "reads", "Thank you.")])
    await rig.move(timedelta(days=14))
    again = await rig.store.find(Notice, where={"subject": DECIDED, "purpose": "committee_decision_again"})
    assert len(again) == reminded


async def pack_of(rig: Rig, who: str) -> tuple[list[dict[str, str]], PdfReader]:
    """The two files, as the person gets them who builds the pack."""
    await play(
        rig,
        [
            (who, "says", "committee"),
            (who, "presses", "Build the pack"),
            (who, "reads", "The pack is being built."),
            (who, "reads", "The pack is here:"),
        ],
    )
    for offer in [message.id for message in rig.teams.chat(who).standing if message.consent is not None][-2:]:
        assert (await rig.teams.client.accept_file(who, offer)).taken
    (meeting,) = [each for each in await rig.store.timeline() if each.what == "committee_pack"][-1:]
    names = meeting.facts["file"].split(", ")
    await rig.teams.until(lambda: all(whole(rig, name) for name in names))
    pdf, table = (bytes(rig.teams.files.newest(name).content) for name in names)
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))), PdfReader(io.BytesIO(pdf))


def whole(rig: Rig, name: str) -> bool:
    """Whether the file has come."""
    try:
        return bool(rig.teams.files.newest(name))
    except KeyError:
        return False


async def test_the_pack_counts_what_was_reported_and_brings_back_what_is_not_done(rig: Rig) -> None:
    """As a document with an outline and as a table; a confidential report stands in neither, whoever builds it."""
    await play(
        rig,
        [
            *GIVEN,
            (TEACHER, "says", "report bullying"),
            (TEACHER, "presses", "Send", {"what": "Unkind messages"}),
            (CHAMPION, "reads", "OS-2026-0001"),
            (CHAMPION, "presses", "Acknowledge"),
            (CHAMPION, "presses", "Refer"),
            (CHAMPION, "presses", "Send", {"told_other": "Police", "number": "LC-1", "note": "They phone back"}),
            (TEACHER, "says", "report staff conduct"),
            (TEACHER, "presses", "Send", {"what": "About somebody here", "adult": OTHER_TEACHER}),
            (HEAD, "reads", "OS-2026-0002"),
        ],
    )
    rows, document = await pack_of(rig, HEAD)
    said = {(row["Part"], row["What"]): row["This half term"] for row in rows}
    assert said["Opened", "Online bullying"] == "1"
    assert said["Opened", "All of them"] == "1"
    assert said["Told outside the school", "Police"] == "1"
    assert ("Opened", "Concern about an adult's conduct") not in said
    undone = [row for row in rows if row["Part"] == "Decisions not done"]
    assert [row["What"] for row in undone] == [f"{DECIDED}: Ask the council about laptops (Jordan Pickersgill)"]
    text = " ".join(page.extract_text() for page in document.pages)
    assert "Online bullying" in text
    assert "Jordan Pickersgill" in text
    assert "conduct" not in text
    assert str(document.root_object["/Lang"]) == "en-GB"
    assert next(each.title for each in document.outline if not isinstance(each, list)) == "Reports"
    again, _ = await pack_of(rig, MANAGER)
    alike = [row for row in rows if row["Part"] != "The record"]
    assert [row for row in again if row["Part"] != "The record"] == alike


async def test_two_who_build_it_at_once_have_one_each(rig: Rig) -> None:
    """Each is offered both files in their own chat, and the timeline says who had it built."""
    both: list[Line] = [(who, "says", "committee") for who in (CHAMPION, HEAD)]
    await play(rig, both)
    await asyncio.gather(*(rig.teams.press(who, "Build the pack") for who in (CHAMPION, HEAD)))
    await play(rig, [(who, "reads", "The pack is here: ") for who in (CHAMPION, HEAD)])
    built = [entry.by.id for entry in await rig.store.timeline() if entry.what == "committee_pack" and entry.by]
    assert sorted(built) == sorted((CHAMPION, HEAD))
    assert sorted(offer.to.id for offer in await rig.store.find(Offer)) == sorted((CHAMPION, HEAD) * 2)


async def test_a_half_term_without_anything(rig: Rig) -> None:
    """Says so, and is a whole document."""
    rows, document = await pack_of(rig, CHAMPION)
    assert {row["This half term"] for row in rows if row["Part"] == "Opened"} == {"0"}
    assert "No report was opened or closed" in " ".join(document.pages[0].extract_text().split())


FORGED: dict[str, dict[str, str]] = {
    CommitteeVerb.SHOW: {},
    CommitteeVerb.BUILD: {},
    CommitteeVerb.MEETING: {},
    CommitteeVerb.MEETING_SEND: {"draft": "d", "on": "today", "present": "x"},
    CommitteeVerb.DECIDE: {},
    CommitteeVerb.DECIDE_SEND: {"draft": "d", **ASK},
    CommitteeVerb.FEEDBACK: {},
    CommitteeVerb.FEEDBACK_SEND: {},
    CommitteeVerb.DONE: {"id": DECIDED},
}


async def test_forged_presses_of_everybody_else_are_refused(rig: Rig) -> None:
    """Whoever is not of the committee writes nothing and reads nothing, whatever the press says of them."""
    await play(rig, GIVEN)
    (meeting,) = await rig.store.find(CommitteeMeeting)
    before = (await rig.store.find(CommitteeDecision), await rig.store.find(CommitteeMeeting))
    for who in (TEACHER, SENIOR, COORDINATOR, GOVERNOR):
        for verb, data in FORGED.items():
            answer = await rig.teams.forge(who, verb, {"id": meeting.id, **data, "by": HEAD, "roles": ["committee"]})
            said = f"{answer.card}{answer.message}"
            assert "The committee is for its members" in said or "There is no such decision" in said, (who, verb)
            assert "council" not in said
    assert (await rig.store.find(CommitteeDecision), await rig.store.find(CommitteeMeeting)) == before
    for verb in set(FORGED) - {CommitteeVerb.DONE}:  # its owner may end it, and nothing else
        owned: JsonObject = {"id": meeting.id, **FORGED[verb]}
        answer = await rig.teams.forge(ASSISTANT, verb, owned)
        assert "The committee is for its members" in f"{answer.card}{answer.message}"


async def test_a_made_up_meeting_is_none(rig: Rig) -> None:
    """The half term that a press names is one of the school's own."""
    for verb in (CommitteeVerb.BUILD, CommitteeVerb.MEETING_SEND, CommitteeVerb.FEEDBACK, CommitteeVerb.FEEDBACK_SEND):
        data: JsonObject = {"id": "committee:1999-01-01", "draft": "d", "on": "today", "present": "x"}
        answer = await rig.teams.forge(CHAMPION, verb, data)
        assert "There is no such meeting." in f"{answer.card}{answer.message}"
    assert await rig.store.find(CommitteeMeeting) == []
