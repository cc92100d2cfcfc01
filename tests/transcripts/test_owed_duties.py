"""What a request asks to be done on a day is a duty of the calendar (T5): new technology is looked at again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.policy.duties.duty import Duty, DutyState
from bot.settings.duties import shipped_duties
from tests.clock import eventually
from tests.rig import HEAD, MANAGER, TEACHER, Rig
from tests.transcripts.play import Line, play
from tests.transcripts.test_requests import APP

ALLOWED: list[Line] = [
    (TEACHER, "says", "new technology"),
    (TEACHER, "presses", "Send", APP),
    (MANAGER, "reads", "your view is asked for"),
    (MANAGER, "presses", "Give your view"),
    (MANAGER, "presses", "Send", {"words": "Fine"}),
    (HEAD, "reads", "your view is asked for"),
    (HEAD, "presses", "Give your view"),
    (HEAD, "presses", "Send", {"words": "Fine"}),
    (HEAD, "reads", "This waits for your decision."),
    (HEAD, "presses", "Approve"),
    (HEAD, "presses", "Send", {"conditions": "", "review_on": "2026-12-10"}),
    (HEAD, "reads", "Approved by Rosalind Okafor"),
    (TEACHER, "reads", "Approved by Rosalind Okafor"),
]
"""Until the Thursday of the week after next: whoever looks again is told on Tuesday, 14 days before it at the least."""
TITLE = f"Look again at new technology: {APP['product']}"


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The school's calendar has that row alone."""
    rows = tuple(rule for rule in shipped_duties() if rule.id == "technology_reviewed")
    monkeypatch.setattr("tests.rig.DUTIES", rows)


async def the_duty(rig: Rig) -> Duty:
    """The one that there is, once it has begun."""

    async def begun() -> bool:
        return bool(await rig.store.find(Duty))

    await eventually(begun)
    (duty,) = await rig.store.find(Duty)
    return duty


async def test_the_day_to_look_again_becomes_a_duty_once(rig: Rig) -> None:
    """It stands in the calendar from the yes on, comes to the Headteacher in time, and is done there with evidence."""
    await play(rig, [*ALLOWED, (HEAD, "says", "calendar"), (HEAD, "reads", TITLE), (HEAD, "reads", "Thu 10 Dec")])
    for _ in range(4):
        await rig.move(timedelta(days=1))
    assert (await the_duty(rig)).due_on.isoformat() == "2026-12-10"
    await play(
        rig,
        [
            (HEAD, "reads", "This is due soon, and it is yours."),
            (HEAD, "reads", "Then press Reviewed on the request, or end it. (RQ-2026-0001)"),
            (HEAD, "presses", "Done"),
            (HEAD, "presses", "Save", {"on": "2026-11-26", "words": "Kept for a year"}),
            (HEAD, "reads", "Done, said by Rosalind Okafor"),
            (MANAGER, "never reads", "DU-2026-0001"),
        ],
    )
    await rig.move(timedelta(days=30))
    assert (await the_duty(rig)).state is DutyState.DONE


ENDS: dict[str, tuple[list[Line], DutyState, str]] = {
    "reviewed on the request": (
        [(MANAGER, "says", "RQ-2026-0001"), (MANAGER, "presses", "Reviewed")],
        DutyState.DONE,
        "Done, said by Helen Thistlewood",
    ),
    "no longer allowed": (
        [
            (HEAD, "says", "RQ-2026-0001"),
            (HEAD, "presses", "Take the approval back"),
            (HEAD, "presses", "Send", {"reason": "The supplier was sold"}),
        ],
        DutyState.NOT_NEEDED,
        "Not needed, said by Rosalind Okafor",
    ),
}


@pytest.mark.parametrize("how", ENDS)
async def test_it_ends_with_the_request(rig: Rig, how: str) -> None:
    """By the next morning, before anybody is reminded: the card says who, and of which request."""
    lines, state, said = ENDS[how]
    await play(rig, ALLOWED)
    await rig.move(timedelta(days=4))
    await play(rig, [(HEAD, "reads", "DU-2026-0001"), *lines])
    await rig.move(timedelta(days=15))
    assert (await the_duty(rig)).state is state
    await play(rig, [(HEAD, "reads", said), (HEAD, "never reads", "A reminder: this is still to be done.")])


async def test_what_was_not_begun_when_the_request_ended_never_begins(rig: Rig) -> None:
    """Nothing is made of it, and the calendar has it no more."""
    await play(rig, [*ALLOWED, (HEAD, "presses", "Take the approval back")])
    await play(rig, [(HEAD, "presses", "Send", {"reason": "The supplier was sold"})])
    await rig.move(timedelta(days=20))
    assert await rig.store.find(Duty) == []
    await play(rig, [(HEAD, "says", "calendar"), (HEAD, "never reads", TITLE)])
