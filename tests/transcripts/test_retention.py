"""After the retention time: a Champion confirms, the contents go for good, the reference and the chain stay."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from bot.policy.incidents.incident import Incident, Note, State
from bot.policy.kit.records import Notice, PostedCard
from bot.policy.log.retention import Removal
from tests.rig import CHAMPION, COORDINATOR, HEAD, SENIOR, TEACHER, Rig, school_at_work
from tests.transcripts.play import Line, play, seen

YEARS = timedelta(days=6 * 366 + 1)
SECRET = "Xanthippe said it"
CLOSING = {"outcome": "Talked to them", "reason": "It stopped", "cpoms": "C-77"}


def closed(reference: str, what: str = SECRET, **more: str) -> list[Line]:
    """A threat reported by the teacher and closed by the Champion, with a note."""
    return [
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {"what": what, **more}),
        (CHAMPION, "reads", reference),
        (CHAMPION, "presses", "Acknowledge"),
        (CHAMPION, "presses", "Add a note"),
        (CHAMPION, "presses", "Send", {"note": "A note about Xanthippe"}),
        (CHAMPION, "presses", "Close"),
        (CHAMPION, "presses", "Send", CLOSING),
        (CHAMPION, "reads", "Closed by Gareth Penhallow"),
        (TEACHER, "reads", "Closed by Gareth Penhallow"),
    ]


async def test_one_press_each_or_all(rig: Rig) -> None:
    """Listed for a Champion once the time is over, and on the log's card; what is removed leaves a tombstone."""
    for reference in ("OS-2026-0001", "OS-2026-0002", "OS-2026-0003"):
        await play(rig, closed(reference))
        await rig.move(timedelta(minutes=20))
    await play(rig, [(CHAMPION, "says", "retention"), (CHAMPION, "reads", "Closed reports are kept for 6 years,")])
    early = await rig.teams.forge(CHAMPION, "retention.remove", {"id": "OS-2026-0001", "sure": "true"})
    assert "That cannot be done any more" in early.message
    await rig.move(YEARS)
    await play(
        rig,
        [
            (CHAMPION, "says", "log"),
            (CHAMPION, "reads", "3 are past the retention time"),
            (CHAMPION, "presses", "Look at them"),
            (CHAMPION, "presses", "Remove OS-2026-0002"),
            (CHAMPION, "reads", "Remove for good?"),
            (CHAMPION, "presses", "Back"),
            (CHAMPION, "reads", "Remove all 3 of these"),
            (CHAMPION, "presses", "Remove OS-2026-0002"),
            (CHAMPION, "presses", "Remove for good", {"sure": "true"}),
            (CHAMPION, "reads", "Removed: OS-2026-0002."),
            (CHAMPION, "presses", "Remove all 2 of these"),
            (CHAMPION, "reads", "Remove these 2 for good?"),
            (CHAMPION, "presses", "Remove for good", {"sure": "true"}),
            (CHAMPION, "reads", "Removed: OS-2026-0001, OS-2026-0003."),
            (TEACHER, "reads", "OS-2026-0001 was removed after the retention time."),
        ],
    )
    for incident in await rig.store.find(Incident):
        assert incident.state is State.CLOSED
        assert incident.kind == "threat"
        assert incident.closing is not None
        text = incident.model_dump_json()
        for gone in ("Xanthippe", "Birtwhistle", "Penhallow", "C-77", TEACHER, CHAMPION, "It stopped"):
            assert gone not in text
    assert not await rig.store.find(Note)
    assert [entry.what for entry in await rig.store.timeline("OS-2026-0002")][-1] == "removed"


async def test_nothing_goes_before_the_box_is_ticked(rig: Rig) -> None:
    """The second tap of a double tap removes nothing."""
    await play(rig, closed("OS-2026-0001"))
    await rig.move(YEARS)
    answer = await rig.teams.forge(CHAMPION, "retention.remove", {"id": "OS-2026-0001", "sure": "false"})
    assert "Please tick the box first." in json.dumps(answer.card)
    (incident,) = await rig.store.find(Incident)
    assert incident.account


async def test_the_text_stays_in_no_file(tmp_path: Path) -> None:
    """The store's files are written anew, the last traces go a day later, and nothing that was typed stands in them."""
    async with school_at_work(tmp_path) as rig:
        await play(rig, closed("OS-2026-0001"))
        assert _stands_in_files(tmp_path, b"Xanthippe")
        await rig.move(YEARS)
        await play(
            rig,
            [
                (CHAMPION, "says", "retention"),
                (CHAMPION, "presses", "Remove OS-2026-0001"),
                (CHAMPION, "presses", "Remove for good", {"sure": "true"}),
            ],
        )
        await play(rig, [(TEACHER, "reads", "was removed after the retention time.")])
        await _let_it_happen(rig, lambda left: all(each.swept for each in left))
        assert not _stands_in_files(tmp_path, b"Xanthippe")
        await rig.move(timedelta(days=1, hours=1))
        await _let_it_happen(rig, lambda left: not left)
        assert not await rig.store.find(PostedCard, where={"subject": "OS-2026-0001"})
        assert not await rig.store.find(Notice, where={"subject": "OS-2026-0001"})


async def test_who_may_not(rig: Rig) -> None:
    """A senior leader and a coordinator are told whose it is; whom the report names learns nothing of it."""
    await play(rig, closed("OS-2026-0001", adult=SENIOR))
    await rig.move(YEARS)
    for who in (SENIOR, COORDINATOR):
        await play(rig, [(who, "says", "retention"), (who, "reads", "Removing what is past its time")])
        forged = await rig.teams.forge(who, "retention.remove", {"id": "OS-2026-0001", "sure": "true"})
        unknown = await rig.teams.forge(who, "retention.remove", {"id": "OS-1999-0001", "sure": "true"})
        assert forged.message == unknown.message
    await play(
        rig,
        [
            (HEAD, "says", "retention"),
            (HEAD, "presses", "Remove OS-2026-0001"),
            (HEAD, "presses", "Remove for good", {"sure": "true"}),
        ],
    )
    await play(rig, [(HEAD, "reads", "Removed: OS-2026-0001.")])
    after = await rig.teams.forge(SENIOR, "incident.show", {"id": "OS-2026-0001"})
    assert "There is no report by that reference" in after.message
    await play(
        rig,
        [(SENIOR, "says", "log"), (SENIOR, "presses", "Filter"), (SENIOR, "presses", "Show these", {"show": "all"})],
    )
    assert "OS-2026-0001" not in seen(rig, SENIOR)


async def test_a_tombstone_takes_nothing_more(rig: Rig) -> None:
    """It is shown with its dates; nobody reopens it or writes on it, and it is not removed twice."""
    await play(rig, closed("OS-2026-0001"))
    await rig.move(YEARS)
    await play(
        rig,
        [
            (HEAD, "says", "retention"),
            (HEAD, "presses", "Remove OS-2026-0001"),
            (HEAD, "presses", "Remove for good", {"sure": "true"}),
        ],
    )
    await play(
        rig,
        [
            (HEAD, "says", "log"),
            (HEAD, "presses", "Filter"),
            (HEAD, "presses", "Show these", {"show": "closed"}),
            (HEAD, "presses", "Open OS-2026-0001"),
            (HEAD, "reads", "Its contents are gone for good."),
            (HEAD, "never reads", "Reopen"),
            (HEAD, "never reads", "Xanthippe"),
        ],
    )
    for verb in ("incident.reopen", "incident.reopen.send", "incident.note.send", "retention.remove"):
        answer = await rig.teams.forge(HEAD, verb, {"id": "OS-2026-0001", "reason": "x", "note": "x", "sure": "true"})
        assert "That cannot be done any more" in answer.message, verb
    kept = await rig.store.get(Incident, "OS-2026-0001")
    assert kept is not None
    assert kept.removed
    assert not await rig.store.find(Note)


async def test_a_legal_hold_keeps_a_report(rig: Rig) -> None:
    """It stands on the card who has said so and why; the report is neither listed nor counted nor removed until it is
    lifted, and the time after which it goes is the old one."""
    await play(rig, closed("OS-2026-0001"))
    await play(
        rig,
        [
            (CHAMPION, "presses", "Legal hold"),
            (CHAMPION, "reads", "nor is what was merged into it"),
            (CHAMPION, "presses", "Save", {"reason": "  "}),
            (CHAMPION, "reads", "Please fill this in."),
            (CHAMPION, "presses", "Save", {"reason": "The Police asked for it"}),
            (CHAMPION, "is told", "OS-2026-0001 is under a legal hold."),
            (CHAMPION, "reads", "(Gareth Penhallow): The Police asked for it"),
            (SENIOR, "says", "OS-2026-0001"),
            (SENIOR, "reads", "Under a legal hold since"),
            (SENIOR, "never reads", "Lift the legal hold"),
        ],
    )
    await rig.move(YEARS)
    await play(
        rig,
        [
            (CHAMPION, "says", "retention"),
            (CHAMPION, "reads", "Nothing is."),
            (CHAMPION, "reads", "Reports under a legal hold are not listed."),
            (CHAMPION, "reads", "Spam or phishing: 1 year; Concern about an adult's conduct: 25 years"),
        ],
    )
    early = await rig.teams.forge(CHAMPION, "retention.remove", {"id": "OS-2026-0001", "sure": "true"})
    assert "That cannot be done any more" in early.message
    for who in (SENIOR, TEACHER):
        forged = await rig.teams.forge(who, "incident.lift.send", {"id": "OS-2026-0001", "reason": "x"})
        assert "is lifted" not in f"{forged.message}{forged.card}"
    await play(
        rig,
        [
            (HEAD, "says", "OS-2026-0001"),
            (HEAD, "presses", "Lift the legal hold"),
            (HEAD, "presses", "Save", {"reason": "The case is closed"}),
            (HEAD, "is told", "The legal hold on OS-2026-0001 is lifted."),
            (HEAD, "says", "OS-2026-0001"),
            (HEAD, "reads", "Rosalind Okafor lifted its legal hold: The case is closed"),
            (CHAMPION, "says", "retention"),
            (CHAMPION, "presses", "Remove OS-2026-0001"),
            (CHAMPION, "presses", "Remove for good", {"sure": "true"}),
            (CHAMPION, "reads", "Removed: OS-2026-0001."),
        ],
    )
    (kept,) = await rig.store.find(Incident)
    assert kept.removed
    assert not kept.on_hold


async def test_what_was_merged_into_a_report_under_a_hold_stays(rig: Rig) -> None:
    """It is a part of what may be needed."""
    await play(
        rig,
        [
            (TEACHER, "says", "report threat"),
            (TEACHER, "presses", "Send", {"what": "The first", "sender": "a@bad.example"}),
            (SENIOR, "says", "report threat"),
            (SENIOR, "presses", "Send", {"what": "The second", "sender": "a@bad.example"}),
            (CHAMPION, "reads", "May be the same as"),
            (CHAMPION, "presses", "Merge"),
            (CHAMPION, "presses", "Merge"),
            (CHAMPION, "says", "acknowledge OS-2026-0001"),
            (CHAMPION, "says", "close OS-2026-0001 Talked"),
            (CHAMPION, "presses", "Send", CLOSING),
            (CHAMPION, "is told", "OS-2026-0001 is closed."),
            (HEAD, "says", "OS-2026-0001"),
            (HEAD, "presses", "Legal hold"),
            (HEAD, "presses", "Save", {"reason": "A claim"}),
            (HEAD, "is told", "OS-2026-0001 is under a legal hold."),
        ],
    )
    await rig.move(YEARS)
    await play(rig, [(CHAMPION, "says", "retention"), (CHAMPION, "reads", "Nothing is.")])
    refused = await rig.teams.forge(CHAMPION, "retention.remove", {"id": "OS-2026-0002", "sure": "true"})
    assert "That cannot be done any more" in refused.message


def _stands_in_files(folder: Path, words: bytes) -> bool:
    return any(words in path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def _let_it_happen(rig: Rig, done: Callable[[Sequence[Removal]], bool]) -> None:
    """Turns of the bot, between which its jobs run, until what is left of the removals is as asked."""
    for _ in range(100):
        if done(await rig.store.find(Removal)):
            return
        await rig.teams.say(TEACHER, "help")
    raise AssertionError(await rig.store.find(Removal))
