"""The log as its handlers, its reporters and those named in it meet it: pages, filters, reviews, and forged presses."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.local.cards import words_of
from bot.policy.incidents.incident import Incident
from bot.policy.log.reviewing import Review
from tests.chain import first_broken
from tests.rig import ASSISTANT, CHAMPION, COORDINATOR, GOVERNOR, HEAD, MANAGER, OTHER_TEACHER, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play, seen

REFUSED = "The log is for those who handle reports"
NOTHING = "There is no report by that reference that you can open."


def reported(kind: str = "threat", **more: str) -> list[Line]:
    """A report by the teacher, read by the Champion."""
    inputs = {"what": "Nasty words", **more}
    return [(TEACHER, "says", f"report {kind}"), (TEACHER, "presses", "Send", inputs), (TEACHER, "reads", "OS-2026-")]


STORIES: dict[str, list[Line]] = {
    "the most urgent on top, one press to the incident below": [
        *reported("spam"),
        *reported("threat"),
        (CHAMPION, "reads", "OS-2026-0002"),
        (CHAMPION, "says", "log"),
        (CHAMPION, "reads", "2 reports, 2 that nobody has yet"),
        (CHAMPION, "presses", "Open OS-2026-0001"),
        (CHAMPION, "reads", "Spam or phishing"),
        (CHAMPION, "reads", "Log: open"),
    ],
    "nothing there": [(HEAD, "says", "log"), (HEAD, "reads", "There is nothing here.")],
    "a teacher is refused kindly, with what they can do instead": [
        (TEACHER, "says", "log"),
        (TEACHER, "reads", REFUSED),
        (TEACHER, "presses", "My reports"),
        (TEACHER, "reads", "You have not reported anything yet."),
        (TEACHER, "says", "patterns"),
        (TEACHER, "says", "export"),
        (TEACHER, "says", "retention"),
        (TEACHER, "never reads", "By kind"),
    ],
    "filters by kind, state, mine and this half term": [
        *reported("spam"),
        *reported("threat"),
        (CHAMPION, "reads", "OS-2026-0002"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "says", "log"),
        (CHAMPION, "presses", "Filter"),
        (CHAMPION, "presses", "Show these", {"kind": "spam"}),
        (CHAMPION, "reads", "Log: open, spam or phishing"),
        (CHAMPION, "reads", "1 report"),
        (CHAMPION, "presses", "Filter"),
        (CHAMPION, "presses", "Show these", {"kind": "any", "whose": "mine", "when": "half_term"}),
        (CHAMPION, "reads", "Log: open, mine, this half term"),
        (CHAMPION, "reads", "Open OS-2026-0002"),
        (CHAMPION, "presses", "Filter"),
        (CHAMPION, "presses", "Show these", {"show": "closed", "whose": "all"}),
        (CHAMPION, "reads", "There is nothing here."),
        (CHAMPION, "presses", "Filter"),
        (CHAMPION, "presses", "Show these", {"show": "reported"}),
        (CHAMPION, "reads", "Open OS-2026-0001"),
    ],
    "my reports open my own receipt below, and never show a note": [
        *reported(),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Add a note"),
        (CHAMPION, "presses", "Send", {"note": "He did it before"}),
        (TEACHER, "reads", "Gareth Penhallow has it"),
        (TEACHER, "says", "my reports"),
        (TEACHER, "reads", "In hand"),
        (TEACHER, "presses", "Open OS-2026-0001"),
        (TEACHER, "has cards", "4"),
        (TEACHER, "never reads", "He did it before"),
        (TEACHER, "reads", "My reports"),
    ],
    "a review with remarks, which everybody who reads the log sees": [
        (HEAD, "says", "log"),
        (HEAD, "reads", "The log has not been reviewed yet."),
        (HEAD, "presses", "Mark reviewed"),
        (HEAD, "presses", "Save", {"remarks": "Phishing again"}),
        (HEAD, "reads", "Thank you. The log is marked reviewed."),
        (CHAMPION, "says", "log"),
        (CHAMPION, "reads", "Last reviewed by Rosalind Okafor, today 10:31"),
        (CHAMPION, "reads", "Phishing again"),
        (CHAMPION, "presses", "History of the log"),
        (CHAMPION, "reads", "Rosalind Okafor marked the log reviewed"),
    ],
    "a senior leader may review, the computing coordinator may not": [
        (SENIOR, "says", "log"),
        (SENIOR, "presses", "Mark reviewed"),
        (SENIOR, "presses", "Save"),
        (SENIOR, "says", "log"),
        (SENIOR, "reads", "Last reviewed by Tomasz Wilkowski"),
        (COORDINATOR, "says", "log"),
        (COORDINATOR, "never reads", "Mark reviewed"),
    ],
    "patterns, and the way to the report to governors": [
        *[line for _ in range(3) for line in reported("spam")],
        *reported("threat"),
        *[line for _ in range(4) for line in reported("bullying")],
        (CHAMPION, "says", "patterns"),
        (CHAMPION, "reads", "8 reports in the last twelve months"),
        (CHAMPION, "reads", "Spam or phishing"),
        (CHAMPION, "reads", "10:00"),
        (CHAMPION, "presses", "Report to governors"),
        (CHAMPION, "reads", "Online safety: report to governors"),
        (SENIOR, "says", "patterns"),
        (SENIOR, "never reads", "Report to governors"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


async def test_a_filtered_page_comes_below_and_holds_no_field(rig: Rig) -> None:
    """The page that stood is left as it was; what was asked for is a message of its own, with its own count."""
    await play(rig, [*reported("spam"), *reported("threat"), (CHAMPION, "reads", "OS-2026-0002")])
    await play(rig, [(CHAMPION, "presses", "Acknowledge"), (CHAMPION, "says", "log"), (CHAMPION, "reads", "2 reports")])
    await play(rig, [(CHAMPION, "presses", "Filter"), (CHAMPION, "presses", "Show these", {"whose": "mine"})])
    await play(rig, [(CHAMPION, "reads", "Log: open, mine")])
    before, after = rig.teams.chat(CHAMPION).cards[-2:]
    assert "Open OS-2026-0001" in words_of(before)
    assert "Open OS-2026-0001" not in words_of(after)
    assert "Gareth Penhallow has it" in words_of(after)


async def test_pages(rig: Rig) -> None:
    """Ten to a page, the oldest of an urgency first; the filter goes along; a forged page is the last there is."""
    for _ in range(23):
        await play(rig, reported())
    await play(
        rig,
        [
            (CHAMPION, "says", "log"),
            (CHAMPION, "reads", "23 reports, 23 that nobody has yet · page 1"),
            (CHAMPION, "presses", "Filter"),
            (CHAMPION, "presses", "Show these", {"kind": "threat"}),
            (CHAMPION, "presses", "Next page"),
            (CHAMPION, "presses", "Next page"),
            (CHAMPION, "reads", "Log: open, threatening or offensive message"),
            (CHAMPION, "reads", "page 3"),
            (CHAMPION, "reads", "Open OS-2026-0023"),
            (CHAMPION, "presses", "Back a page"),
            (CHAMPION, "reads", "Open OS-2026-0011"),
        ],
    )
    for page in ("999999", "-1", "x", ""):
        answer = await rig.teams.forge(CHAMPION, "log.show", {"page": page, "show": "nonsense", "kind": "<b>"})
        assert answer.taken


async def test_my_reports_have_pages(rig: Rig) -> None:
    """Ten to a page, the newest first."""
    for _ in range(12):
        await play(rig, reported("spam"))
    await play(
        rig,
        [
            (TEACHER, "says", "my reports"),
            (TEACHER, "presses", "Older"),
            (TEACHER, "reads", "Open OS-2026-0002"),
            (TEACHER, "presses", "Newer"),
            (TEACHER, "reads", "Open OS-2026-0012"),
        ],
    )


@pytest.mark.parametrize("who", [OTHER_TEACHER, ASSISTANT, HEAD])
async def test_nobody_opens_anothers_receipt(rig: Rig, who: str) -> None:
    """Whatever id is forged, the answer is that for an unknown reference."""
    await play(rig, reported())
    for verb in ("reports.own", "report.more"):
        forged = await rig.teams.forge(who, verb, {"id": "OS-2026-0001"})
        unknown = await rig.teams.forge(who, verb, {"id": "OS-1999-0001"})
        assert NOTHING in forged.message
        assert forged.message == unknown.message


async def test_what_is_forged_without_a_role_does_nothing(rig: Rig) -> None:
    """Every verb of the log is refused to a teacher, with the same sentence as ever, and nothing changes."""
    await play(rig, reported())
    for verb in ("log.show", "log.history", "log.patterns", "log.export", "retention.show"):
        answer = await rig.teams.forge(OTHER_TEACHER, verb, {"id": "OS-2026-0001", "page": "0"})
        assert REFUSED in answer.message
    for verb in ("log.review", "log.review.send"):
        assert "This is for somebody else to do" in (await rig.teams.forge(OTHER_TEACHER, verb, {})).message
    assert (
        NOTHING
        in (await rig.teams.forge(OTHER_TEACHER, "retention.remove", {"id": "OS-2026-0001", "sure": "true"})).message
    )
    assert not await rig.store.timeline("log")
    assert not await rig.store.find(Review)


async def test_the_person_named_learns_nothing(rig: Rig) -> None:
    """A senior leader who is named in a report asks for everything: what they see is what it was before the report."""
    await play(rig, [*reported("spam"), (CHAMPION, "reads", "OS-2026-0001")])
    before = await _everything(rig, SENIOR)
    named = {"what": "Shouted at a parent", "adult": SENIOR}
    await play(rig, [(TEACHER, "says", "report other"), (TEACHER, "presses", "Send", named)])
    await play(rig, [(CHAMPION, "reads", "Tomasz Wilkowski")])
    assert await _everything(rig, SENIOR) == before
    await play(rig, [(CHAMPION, "says", "log"), (CHAMPION, "reads", "2 reports")])
    for verb in ("incident.show", "reports.own", "retention.remove", "incident.acknowledge"):
        forged = await rig.teams.forge(SENIOR, verb, {"id": "OS-2026-0002", "v": 1})
        unknown = await rig.teams.forge(SENIOR, verb, {"id": "OS-2026-0777", "v": 1})
        assert forged.message == unknown.message


async def test_a_confidential_concern_is_seen_by_those_who_were_alerted(rig: Rig) -> None:
    """A concern about an adult's conduct stands in the log of the Headteacher, who was alerted, and of nobody else."""
    inputs = {"what": "Something I saw", "someone_else": "A contractor"}
    await play(rig, [(TEACHER, "says", "report staff conduct"), (TEACHER, "presses", "Send", inputs)])
    await play(rig, [(HEAD, "reads", "OS-2026-0001"), (HEAD, "says", "log"), (HEAD, "reads", "1 report")])
    for who in (CHAMPION, SENIOR, MANAGER, GOVERNOR):
        await play(rig, [(who, "says", "log"), (who, "reads", "0 reports")])
        assert "conduct" not in seen(rig, who).replace("Concern about an adult's conduct\n", "")


async def test_drills_stand_nowhere(rig: Rig) -> None:
    """A drill is in no list and no count."""
    await play(rig, [*reported(), (CHAMPION, "reads", "OS-2026-0001")])
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    await rig.keep(incident.model_copy(update={"drill": True}))
    await play(
        rig,
        [
            (CHAMPION, "says", "log"),
            (CHAMPION, "reads", "0 reports"),
            (CHAMPION, "says", "patterns"),
            (CHAMPION, "reads", "There is no report in the last twelve months"),
            (TEACHER, "says", "my reports"),
            (TEACHER, "reads", "You have not reported anything yet."),
        ],
    )


async def test_every_champion_is_asked_once_in_a_half_term(rig: Rig) -> None:
    """A week before the half term ends each Champion is asked, in school hours; a review answers all of the cards."""
    await play(rig, [(CHAMPION, "opens", ""), (HEAD, "opens", "")])
    rig.clock.move_to(_at(rig, "2026-12-11T07:00"))
    await play(rig, [(CHAMPION, "says", "help"), (CHAMPION, "never reads", "The log is due for its review")])
    rig.clock.move_to(_at(rig, "2026-12-11T08:00"))
    await play(
        rig,
        [
            (CHAMPION, "reads", "The log is due for its review"),
            (HEAD, "reads", "The log is due for its review"),
            (CHAMPION, "presses", "Mark reviewed"),
            (CHAMPION, "presses", "Save", {"remarks": "All well"}),
            (HEAD, "reads", "The log has been reviewed"),
            (HEAD, "reads", "By Gareth Penhallow, Fri 11 Dec, 08:00"),
            (HEAD, "reads", "The record then stood at "),
        ],
    )
    assert rig.teams.chat(HEAD).standing[-1].summary == "The log is due for its review"
    before = len(rig.teams.chat(HEAD).standing)
    rig.clock.move_to(_at(rig, "2026-12-14T09:00"))
    await play(rig, [(HEAD, "says", "log"), (HEAD, "never reads", "Overdue")])
    assert len(rig.teams.chat(HEAD).standing) == before + 2
    assert first_broken(await rig.store.timeline()) is None


async def test_the_headteacher_gets_one_line_a_month(rig: Rig) -> None:
    """How the record stands, in their own chat, where nobody who has the machine can change it."""
    await play(rig, [(HEAD, "opens", ""), (CHAMPION, "opens", "")])
    rig.clock.move_to(_at(rig, "2026-12-01T08:00"))
    await play(rig, [(HEAD, "reads", "The record stands at ")])
    (line,) = [each for each in rig.teams.chat(HEAD).standing if each.summary == "How the record stands this month"]
    marks = {f"{entry.seq}:{entry.digest}" for entry in await rig.store.timeline()}
    assert any(mark in str(line) for mark in marks)
    rig.clock.move_to(_at(rig, "2026-12-31T12:00"))
    await play(rig, [(HEAD, "says", "help"), (CHAMPION, "never reads", "The record stands at ")])
    assert [each.summary for each in rig.teams.chat(HEAD).standing].count(line.summary) == 1


async def test_what_nobody_reviewed_is_overdue(rig: Rig) -> None:
    """Once the half term is over the log's card says so, until somebody reviews it."""
    await play(rig, [(CHAMPION, "opens", ""), (HEAD, "opens", "")])
    rig.clock.move_to(_at(rig, "2027-01-06T09:00"))
    await play(
        rig,
        [
            (CHAMPION, "reads", "Nobody did in the half term that ended on Fri 18 Dec."),
            (CHAMPION, "says", "log"),
            (CHAMPION, "reads", "Overdue: nobody has reviewed the log for the half term that ended on"),
            (CHAMPION, "presses", "Mark reviewed"),
            (CHAMPION, "presses", "Save"),
            (HEAD, "reads", "The log has been reviewed"),
            (HEAD, "says", "log"),
            (HEAD, "never reads", "Overdue"),
        ],
    )
    rig.clock.move_to(_at(rig, "2027-02-08T09:00"))
    await play(rig, [(HEAD, "says", "help"), (HEAD, "never reads", "The log is due for its review")])
    # The next half term is asked for again, under a name of its own.
    rig.clock.move_to(_at(rig, "2027-03-18T09:00"))
    await play(rig, [(HEAD, "reads", "The log is due for its review")])


async def _everything(rig: Rig, who: str) -> str:
    """All that a handler is told when they ask for everything."""
    before = len(rig.teams.chat(who).standing)
    for words in ("log", "my reports", "patterns", "retention", "export"):
        await rig.teams.say(who, words)
    for show in ("all", "closed", "reported"):
        await rig.teams.forge_submit(who, {"verb": "log.show", "show": show})
    cards = [message.card for message in rig.teams.chat(who).standing[before:]]
    return "\n".join(words_of(card) for card in cards if card)


def _at(rig: Rig, local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=rig.school.timezone)
