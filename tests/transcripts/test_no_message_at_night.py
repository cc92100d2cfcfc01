"""Nobody hears of anything routine at night: requests and video calls wait for the school to open, as duties do, unless
what they are about begins sooner. Whoever presses is answered at once."""

from __future__ import annotations

from datetime import timedelta

import pytest_asyncio

from bot.policy.kit.approval import ApprovalState
from bot.policy.requests.request import StaffRequest
from tests.rig import ASSISTANT, COORDINATOR, HEAD, TEACHER, Rig
from tests.transcripts.calls import FORM, call
from tests.transcripts.play import Line, play
from tests.transcripts.test_requests import LAPTOP

CALL, REQUEST = "VC-2026-0001", "RQ-2026-0001"
ASKED_AT_NIGHT: list[Line] = [
    (TEACHER, "says", "borrow"),
    (TEACHER, "presses", "Send", LAPTOP),
    (TEACHER, "reads", REQUEST),
    (TEACHER, "reads", "Sent outside school hours: they are told Tue 24 Nov, 08:00."),
    (TEACHER, "says", "video call"),
    (TEACHER, "presses", "Send", FORM),
    (TEACHER, "reads", CALL),
    (COORDINATOR, "never reads", REQUEST),
    (HEAD, "never reads", CALL),
]


@pytest_asyncio.fixture
async def night(rig: Rig) -> Rig:
    """Eleven in the evening of the Monday; everybody has written to the bot before."""
    for who in (HEAD, COORDINATOR, ASSISTANT):
        await rig.teams.say(who, "help")
    await rig.move(timedelta(hours=12, minutes=29))
    return rig


async def test_a_request_and_a_call_wait_for_the_morning(night: Rig) -> None:
    """Both are put before whoever decides as the school opens."""
    await play(night, ASKED_AT_NIGHT)
    await night.move(timedelta(hours=8, minutes=59))
    await play(night, [(COORDINATOR, "never reads", REQUEST), (HEAD, "never reads", CALL)])
    await night.move(timedelta(minutes=2))
    await play(
        night,
        [
            (COORDINATOR, "reads", "This waits for your decision."),
            (HEAD, "reads", CALL),
            (COORDINATOR, "presses", "Approve"),
            (TEACHER, "reads", "Signed out by"),
        ],
    )


async def test_what_is_decided_at_night_is_told_in_the_morning(night: Rig) -> None:
    """Whoever decides at night is answered at once; whoever asked hears of it once, as it then stands."""
    await play(night, ASKED_AT_NIGHT)
    await play(
        night,
        [
            (HEAD, "says", CALL),
            (HEAD, "presses", "Approve"),
            (HEAD, "reads", "Approved by Rosalind Okafor"),
            (ASSISTANT, "never reads", CALL),
        ],
    )
    assert (await call(night)).state is ApprovalState.APPROVED
    await night.move(timedelta(hours=9))
    await play(night, [(ASSISTANT, "reads", CALL), (TEACHER, "reads", "Approved by Rosalind Okafor")])


async def test_what_begins_before_the_school_opens_is_said_at_once(night: Rig) -> None:
    """A call at half past seven in the morning is put before the Headteacher at night."""
    early = {**FORM, "day": "2026-11-24", "starts": "07:30", "ends": "07:55"}
    await play(
        night, [(TEACHER, "says", "video call"), (TEACHER, "presses", "Send", early), (HEAD, "reads", "Approve")]
    )


async def test_what_is_lost_is_said_at_once(night: Rig) -> None:
    """At whatever hour: somebody may find it."""
    await play(night, ASKED_AT_NIGHT)
    await night.move(timedelta(hours=10))
    await play(night, [(COORDINATOR, "presses", "Approve"), (TEACHER, "reads", "Signed out by")])
    await night.move(timedelta(hours=13))
    await play(night, [(TEACHER, "presses", "It is lost"), (COORDINATOR, "reads", "Lost")])
    assert [each.lost_at is None for each in await night.store.find(StaffRequest)] == [False]
