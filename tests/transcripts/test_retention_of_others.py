"""Requests, video calls and duties that are over go after their time as reports do: a Champion confirms on a card, the
timeline keeps that they were removed, and nothing else of them stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.policy.calls.call import VideoCall
from bot.policy.duties.duty import Duty
from bot.policy.files.offers import Offer
from bot.policy.incidents.evidence import Arrival, EvidenceFile
from bot.policy.kit.records import Draft, Notice, PostedCard, Record
from bot.policy.log.retention import Removal
from bot.policy.requests.request import StaffRequest
from tests.clock import eventually
from tests.rig import CHAMPION, COORDINATOR, HEAD, MANAGER, SENIOR, TEACHER, Rig
from tests.sample_files import png
from tests.transcripts.calls import asking
from tests.transcripts.play import Line, play
from tests.transcripts.test_duties import DONE, RESTORED, meet
from tests.transcripts.test_files import send, stored_files
from tests.transcripts.test_requests import LAPTOP

REQUEST, CALL, DUTY = "RQ-2026-0001", "VC-2026-0001", "DU-2026-0001"
A_YEAR = timedelta(days=366)
OVER: list[Line] = [
    (TEACHER, "says", "borrow"),
    (TEACHER, "presses", "Send", LAPTOP),
    (COORDINATOR, "reads", REQUEST),
    (COORDINATOR, "presses", "Approve"),
    (TEACHER, "reads", "Signed out by"),
    (TEACHER, "presses", "Returned"),
    *asking(),
    (HEAD, "reads", CALL),
    (HEAD, "presses", "Decline"),
    (HEAD, "presses", "Send", {"reason": "Not that day"}),
    (TEACHER, "reads", "Not that day"),
    (MANAGER, "reads", DUTY),
    (MANAGER, "presses", "Add a file"),
]
ENDED: list[Line] = [
    (MANAGER, "presses", "Done"),
    (MANAGER, "presses", "Save", DONE),
    (MANAGER, "reads", "Done, said by"),
]
REMOVED: list[Line] = [
    (CHAMPION, "presses", "Remove all 3 of these"),
    (CHAMPION, "reads", "Remove these 3 for good?"),
    (CHAMPION, "presses", "Remove for good", {"sure": "true"}),
    (CHAMPION, "reads", f"Removed: {CALL}, {REQUEST}, {DUTY}."),
]


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The business manager's duty, this year alone."""
    monkeypatch.setattr("tests.rig.DUTIES", (RESTORED.model_copy(update={"when": "week of 2026-12-01"}),))


@pytest_asyncio.fixture
async def rig(rig: Rig) -> Rig:
    """A school in which one of each is over."""
    await meet(rig)
    await play(rig, OVER)
    await send(rig, MANAGER, {"restored.png": png()})
    await play(rig, ENDED)
    return rig


async def kept_of(rig: Rig, reference: str) -> list[Record]:
    """All that is kept about it beside its timeline."""
    kinds: tuple[type[Record], ...] = (Notice, PostedCard, EvidenceFile, Arrival, Offer, Draft)
    return [each for kind in kinds for each in await rig.store.find(kind, where={"subject": reference})]


async def test_each_after_its_own_time(rig: Rig) -> None:
    """Requests and calls after two years, duties after three; before that nobody removes them, whatever they send."""
    await rig.move(2 * A_YEAR - timedelta(days=2))
    await play(rig, [(CHAMPION, "says", "retention"), (CHAMPION, "reads", "Nothing is. Closed reports are kept for")])
    for reference in (REQUEST, CALL, DUTY):
        answer = await rig.teams.forge(CHAMPION, "retention.remove", {"id": reference, "sure": "true"})
        assert "That cannot be done any more" in answer.message
    await rig.move(timedelta(days=3))
    await play(
        rig,
        [
            (CHAMPION, "says", "log"),
            (CHAMPION, "reads", "2 are past the retention time and can be removed."),
            (CHAMPION, "presses", "Look at them"),
            (CHAMPION, "reads", "requests and video calls 2 years, duties 3 years"),
            (CHAMPION, "reads", f"{REQUEST} · begun Mon 23 Nov 2026 · over Mon 23 Nov 2026"),
            (CHAMPION, "reads", CALL),
            (CHAMPION, "never reads", "Laptop"),
            (CHAMPION, "never reads", "Kenya"),
            (CHAMPION, "presses", f"Remove {CALL}"),
            (CHAMPION, "reads", "Remove for good?"),
            (CHAMPION, "presses", "Remove for good", {"sure": "true"}),
            (CHAMPION, "reads", f"Removed: {CALL}."),
        ],
    )
    assert await rig.store.find(VideoCall) == []
    assert [each.id for each in await rig.store.find(StaffRequest)] == [REQUEST]
    await rig.move(A_YEAR)
    await play(
        rig,
        [
            (CHAMPION, "says", "retention"),
            (CHAMPION, "reads", "Duty in the calendar"),
            (CHAMPION, "reads", "A back-up restored"),
        ],
    )


async def test_nothing_stays_but_the_timeline(rig: Rig, tmp_path: Path) -> None:
    """The records, what was said of them and their files go, their cards are taken out of the chats, the entries stay;
    and a duty that was removed does not begin a second time."""
    await play(rig, [(TEACHER, "reads", REQUEST), (MANAGER, "reads", DUTY)])
    assert len(stored_files(tmp_path)) == 1
    await rig.move(3 * A_YEAR + timedelta(days=1))
    await play(rig, [(CHAMPION, "says", "retention"), (CHAMPION, "reads", DUTY), *REMOVED])
    for kind in (StaffRequest, VideoCall, Duty, EvidenceFile):
        assert await rig.store.find(kind) == []
    for reference in (REQUEST, CALL, DUTY):
        assert (await rig.store.timeline(reference))[-1].what == "removed"

    async def files_are_gone() -> bool:
        return all(each.swept for each in await rig.store.find(Removal))

    async def all_is_swept() -> bool:
        return await rig.store.find(Removal) == []

    await eventually(files_are_gone)
    assert stored_files(tmp_path) == []
    await play(rig, [(TEACHER, "never reads", "EX-0042"), (MANAGER, "never reads", "Tuesday's back-up")])
    await rig.move(timedelta(days=1, hours=1))
    await eventually(all_is_swept)
    assert await kept_of(rig, REQUEST) == []
    assert await kept_of(rig, CALL) == []
    assert [type(each) for each in await kept_of(rig, DUTY)] == [Draft]
    await play(rig, [(HEAD, "says", DUTY), (HEAD, "reads", "There is no duty by that reference that you can open.")])
    await rig.move(timedelta(days=7))
    assert await rig.store.find(Duty) == []


async def test_who_may_not(rig: Rig) -> None:
    """Nobody but a Champion, whoever else handles reports or had to do with them; and nothing before the box is
    ticked."""
    await rig.move(3 * A_YEAR + timedelta(days=1))
    for who in (SENIOR, COORDINATOR, MANAGER, TEACHER):
        await play(rig, [(who, "says", "retention"), (who, "never reads", f"Remove {DUTY}")])
        for reference in (REQUEST, CALL, DUTY):
            forged = await rig.teams.forge(who, "retention.remove", {"id": reference, "sure": "true"})
            unknown = await rig.teams.forge(who, "retention.remove", {"id": "RQ-1999-0001", "sure": "true"})
            assert forged.message == unknown.message
    await rig.teams.forge(CHAMPION, "retention.remove", {"id": DUTY, "sure": "false"})
    assert len(await rig.store.find(Duty)) == 1
    assert len(await rig.store.find(StaffRequest)) == 1


async def test_what_is_still_open_stays(rig: Rig) -> None:
    """However old it is."""
    await play(rig, [(TEACHER, "says", "borrow"), (TEACHER, "presses", "Send", LAPTOP)])
    await play(rig, [(COORDINATOR, "reads", "RQ-2026-0002"), (COORDINATOR, "presses", "Approve")])
    await rig.move(3 * A_YEAR + timedelta(days=1))
    await play(rig, [(CHAMPION, "says", "retention"), *REMOVED])
    assert [each.id for each in await rig.store.find(StaffRequest)] == ["RQ-2026-0002"]
