"""A file as the evidence of a duty: it goes to the duty whose card was pressed, and never to a report, nor the other
way round; its role's holders add and open it, and nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from bot.local.shapes import JsonObject
from bot.policy.duties.duty import Duty, DutyState
from bot.policy.files.offers import Offer
from bot.policy.incidents.evidence import EvidenceFile
from tests.rig import ASSISTANT, CHAMPION, GOVERNOR, HEAD, MANAGER, OTHER_TEACHER, TEACHER, Rig
from tests.sample_files import PROGRAM, pdf, png
from tests.transcripts.play import Line, play, seen
from tests.transcripts.test_duties import BEGUN, DONE, RESTORED, meet
from tests.transcripts.test_files import host, said_with, send, stored_files

DUTY, REPORT = "DU-2026-0001", "OS-2026-0001"
ADDS: list[Line] = [*BEGUN, (MANAGER, "presses", "Add a file"), (MANAGER, "reads", f"Add a file to {DUTY}")]
REPORTED: list[Line] = [(MANAGER, "says", "report threat"), (MANAGER, "presses", "Send", {"what": "Nasty words"})]


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The business manager's one duty."""
    monkeypatch.setattr("tests.rig.DUTIES", (RESTORED,))


@pytest_asyncio.fixture
async def rig(rig: Rig) -> Rig:
    """A school in which the bot has been written to."""
    await meet(rig)
    return rig


async def subjects(rig: Rig) -> Sequence[str]:
    """What each file that is kept belongs to, in the order in which they came."""
    return [file.subject for file in sorted(await rig.store.find(EvidenceFile), key=lambda file: file.at)]


async def test_a_file_is_the_evidence(rig: Rig, tmp_path: Path) -> None:
    """Pressed, sent, kept with its hash; the duty is then done without words, and its card shows the file."""
    await play(rig, [*ADDS, (MANAGER, "reads", "Send it here in this chat now")])
    await send(rig, MANAGER, {"restored.pdf": pdf()})
    await play(
        rig,
        [
            (MANAGER, "reads", f"I am looking at what you sent for {DUTY}"),
            (MANAGER, "reads", f"Kept with {DUTY}."),
            (MANAGER, "reads", "Files kept (1)"),
            (MANAGER, "reads", "1. restored.pdf"),
            (MANAGER, "presses", "Done"),
            (MANAGER, "reads", "One file of evidence is kept with it. Words are not needed then."),
            (MANAGER, "presses", "Save", {"on": DONE["on"], "words": ""}),
            (MANAGER, "is told", "It is marked as done."),
            (MANAGER, "reads", "Helen Thistlewood sent a file"),
        ],
    )
    (kept,) = await rig.store.find(EvidenceFile)
    assert (kept.subject, kept.due_at, kept.is_evidence) == (DUTY, None, True)
    (file,) = stored_files(tmp_path)
    assert file.read_bytes() == pdf()
    (duty,) = await rig.store.find(Duty)
    assert duty.state is DutyState.DONE
    entry = next(each for each in await rig.store.timeline(DUTY) if each.what == "file_kept")
    assert entry.facts["sha256"] == kept.sha256


async def test_it_is_opened_as_files_are(rig: Rig) -> None:
    """Offered in the chat and put into the person's own OneDrive, by its role's holders and the Headteacher."""
    await play(rig, ADDS)
    await send(rig, MANAGER, {"restored.png": png()})
    for number, who in enumerate((MANAGER, HEAD), 1):
        await play(
            rig,
            [
                (who, "says", DUTY),
                (who, "reads", "1. restored.png"),
                (who, "presses", "Open a file"),
                (who, "reads", f"Open a file of {DUTY}"),
                (who, "presses", "Send"),
            ],
        )
        assert (await rig.teams.accept_file(who)).taken
        await play(rig, [(who, "reads", f"A file of {DUTY} is in your OneDrive now")])
        assert bytes(rig.teams.files.newest(f"{DUTY}-file-1.png").content) == png()
        whats = [entry.what for entry in await rig.store.timeline(DUTY)]
        assert whats.count("file_opened") == whats.count("file_offered") == number


async def test_who_may_not(rig: Rig) -> None:
    """Those who see the duty learn that there is evidence, and neither its name nor what is in it; nobody else
    anything. What they send is not taken for it, whatever they press."""
    await play(rig, ADDS)
    await send(rig, MANAGER, {"restored.png": png()})
    (file,) = await rig.store.find(EvidenceFile)
    before = await rig.store.find(Duty)
    held: JsonObject = {"id": DUTY, "v": 1, "file": file.id}
    for who in (GOVERNOR, CHAMPION, TEACHER, OTHER_TEACHER, ASSISTANT):
        for verb in ("duty.file", "duty.file.open", "duty.file.open.send"):
            await rig.teams.forge(who, verb, held)
        await send(rig, who, {"other.png": png(b"2")})
        await play(rig, [(who, "reads", "This one was not opened or kept."), (who, "never reads", "restored.png")])
    assert await rig.store.find(Offer) == []
    assert await rig.store.find(EvidenceFile) == [file]
    assert await rig.store.find(Duty) == before
    await play(rig, [(GOVERNOR, "says", DUTY), (GOVERNOR, "reads", "One file of evidence is kept with it.")])
    assert "Add a file" not in seen(rig, GOVERNOR)


async def test_who_lost_the_role_in_between(rig: Rig) -> None:
    """Whoever pressed and may no longer add is told so, and nothing is kept; an offer is not given any more."""
    await play(rig, [*BEGUN, (MANAGER, "presses", "Hand over"), (MANAGER, "presses", "Send", {"to": TEACHER})])
    await play(rig, [(TEACHER, "reads", DUTY), (TEACHER, "presses", "Add a file")])
    await send(rig, TEACHER, {"one.png": png()})
    await play(
        rig,
        [
            (TEACHER, "reads", f"Kept with {DUTY}."),
            (TEACHER, "reads", "Files kept (1)"),
            (TEACHER, "presses", "Open a file"),
            (TEACHER, "presses", "Send"),
            (MANAGER, "presses", "Hand over"),
            (MANAGER, "presses", "Send", {"to": OTHER_TEACHER}),
            (OTHER_TEACHER, "reads", DUTY),
        ],
    )
    await rig.teams.accept_file(TEACHER)
    await send(rig, TEACHER, {"two.png": png(b"2")})
    await play(rig, [(TEACHER, "reads", "There is no duty by that reference that you can open.")])
    assert len(await rig.store.find(EvidenceFile)) == 1
    assert "file_opened" not in [entry.what for entry in await rig.store.timeline(DUTY)]


async def test_whose_it_is_no_more_when_the_file_has_come(rig: Rig, tmp_path: Path) -> None:
    """Between the message and the file's arrival the duty went to somebody else: nothing of it is kept."""
    may_come = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await may_come.wait()
        return web.Response(body=png())

    await play(rig, [*BEGUN, (MANAGER, "presses", "Hand over"), (MANAGER, "presses", "Send", {"to": TEACHER})])
    await play(rig, [(TEACHER, "reads", DUTY), (TEACHER, "presses", "Add a file")])
    async with host([web.get("/a", slow)]) as url:
        await said_with(rig, f"{url}/a")
        await play(rig, [(MANAGER, "presses", "Hand over"), (MANAGER, "presses", "Send", {"to": OTHER_TEACHER})])
        may_come.set()
        await play(rig, [(TEACHER, "reads", "Only somebody else can add files to this now, so it was not kept.")])
    assert await rig.store.find(EvidenceFile) == []
    assert stored_files(tmp_path) == []


async def test_beside_a_report_of_ones_own(rig: Rig) -> None:
    """The press says where the next file goes. The one after it could be for either, and is taken for neither."""
    await play(rig, [*REPORTED, (MANAGER, "reads", REPORT)])
    await send(rig, MANAGER, {"threat.png": png()})
    await play(rig, ADDS)
    await send(rig, MANAGER, {"restored.png": png(b"2")})
    await send(rig, MANAGER, {"which.png": png(b"3")})
    await play(rig, [(MANAGER, "reads", f"This could be for {DUTY} or for your report")])
    await send(rig, MANAGER, {"which.png": png(b"3")})
    await play(rig, [(MANAGER, "presses", "Add a file")])
    await send(rig, MANAGER, {"restored.pdf": pdf()})
    assert await subjects(rig) == [REPORT, DUTY, REPORT, DUTY]


async def test_several_in_a_row(rig: Rig) -> None:
    """With no report of one's own, one press is enough for a while; later nothing is taken for granted."""
    await play(rig, ADDS)
    await send(rig, MANAGER, {"one.png": png()})
    await rig.move(timedelta(minutes=20))
    await send(rig, MANAGER, {"two.png": png(b"2")})
    await rig.move(timedelta(minutes=31))
    await send(rig, MANAGER, {"three.png": png(b"3")})
    await play(rig, [(MANAGER, "reads", f"You pressed **Add a file** for {DUTY} a while ago")])
    await send(rig, MANAGER, {"three.png": png(b"3")})
    await play(rig, [(MANAGER, "reads", "Files are taken while you report")])
    assert await subjects(rig) == [DUTY, DUTY]


async def test_a_report_begun_since_comes_first(rig: Rig) -> None:
    """A form that is open takes the file; once it is sent, the next one could be for either."""
    await play(rig, [*ADDS, (MANAGER, "says", "report threat")])
    await send(rig, MANAGER, {"threat.png": png()})
    await play(rig, [(MANAGER, "presses", "Send", {"what": "Nasty words"}), (MANAGER, "reads", REPORT)])
    await send(rig, MANAGER, {"which.png": png(b"2")})
    await play(rig, [(MANAGER, "reads", f"This could be for {DUTY} or for your report")])
    assert await subjects(rig) == [REPORT]


async def test_a_press_with_a_form_open(rig: Rig) -> None:
    """The file is the duty's, and the form keeps what was typed for it."""
    await play(rig, [(MANAGER, "says", "report threat"), *ADDS])
    await send(rig, MANAGER, {"restored.png": png()})
    await play(rig, [(MANAGER, "presses", "Send", {"what": "Nasty words"}), (MANAGER, "reads", REPORT)])
    assert await subjects(rig) == [DUTY]


async def test_nothing_is_taken_while_illegal_material_is_dealt_with(rig: Rig) -> None:
    """Not for a duty either, from whoever reports or handles it (I4, I5)."""
    await play(
        rig,
        [
            *ADDS,
            (MANAGER, "says", "report illegal_content"),
            (MANAGER, "presses", "Alert now"),
            (HEAD, "reads", "Illegal material"),
        ],
    )
    await send(rig, MANAGER, {"restored.png": png()})
    await play(rig, [(MANAGER, "reads", "No files are taken here just now")])
    assert await rig.store.find(EvidenceFile) == []


async def test_what_is_refused_and_what_is_there_already(rig: Rig) -> None:
    """As of every file: by its content; and the same file is not kept twice."""
    await play(rig, ADDS)
    await send(rig, MANAGER, {"a.png": png(), "b.png": PROGRAM})
    await send(rig, MANAGER, {"c.png": png()})
    await play(
        rig,
        [
            (MANAGER, "reads", "1 of your 2 files was kept"),
            (MANAGER, "reads", "It is a program or a script."),
            (MANAGER, "reads", "It is here already, so it was not kept twice."),
        ],
    )
    assert await subjects(rig) == [DUTY]
