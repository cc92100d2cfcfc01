"""A delivery is settled truthfully: sent, tried again later, or failed for good and told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit import delivery
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.records import CardPurpose, Notice, NoticeState, Purpose, Urgency, Who

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


def ping(attempts: int = 0, purpose: Purpose = IncidentPurpose.PING) -> Notice:
    """A notice that is being delivered."""
    return Notice(
        id="n",
        subject="OS-2026-0001",
        topic="incident",
        to=Who(id="ann", name="Ann"),
        purpose=purpose,
        urgency=Urgency.URGENT,
        made_at=NOW,
        due_at=NOW,
        attempts=attempts,
    )


def test_a_ping_that_arrived_leaves_an_entry() -> None:
    """The timeline says who was alerted."""
    outcome = delivery.mark_sent(ping(), NOW)
    assert [type(record) for record in outcome.records] == [Notice]
    assert [(entry.what, entry.facts["to"]) for entry in outcome.entries] == [("rang", "Ann")]


def test_a_refusal_fails_for_good_and_is_told() -> None:
    """The timeline says who could not be alerted, and why."""
    outcome = delivery.mark_not_sent(ping(), Undelivered("not_installed", for_good=True), NOW, 0.5)
    (failed,) = (record for record in outcome.records if isinstance(record, Notice))
    assert failed.state is NoticeState.FAILED
    assert outcome.entries[0].facts == {"to": "Ann", "reason": "not_installed"}


def test_an_edit_leaves_no_entry() -> None:
    """Redrawing a card alerts nobody, so the timeline has nothing to say."""
    assert delivery.mark_sent(ping(purpose=CardPurpose.REFRESH), NOW).entries == ()


@pytest.mark.parametrize("asked", [3_600.0, 86_400.0, 1e300])
def test_no_answer_keeps_a_ping_back_for_long(asked: float) -> None:
    """A proxy that asks for a day, or for ever, is tried again after ten minutes."""
    why = Undelivered("throttled", for_good=False, retry_after=asked)
    (again,) = delivery.mark_not_sent(ping(), why, NOW, 0.5).records
    assert isinstance(again, Notice)
    assert again.due_at == NOW + timedelta(minutes=10)


@given(attempts=st.integers(0, 200), jitter=st.floats(0, 1), asked=st.none() | st.floats(0, 600))
def test_waiting_grows_within_bounds_and_honours_what_teams_asks(
    attempts: int, jitter: float, asked: float | None
) -> None:
    """Never at once, never longer than five minutes, unless Teams asks for more."""
    why = Undelivered("throttled", for_good=False, retry_after=asked)
    (again,) = delivery.mark_not_sent(ping(attempts), why, NOW, jitter).records
    assert isinstance(again, Notice)
    wait = again.due_at - NOW
    assert again.state is NoticeState.WAITING
    assert wait >= max(timedelta(seconds=1), timedelta(seconds=asked or 0))
    assert wait <= max(delivery.LONGEST_WAIT, timedelta(seconds=asked or 0))


@pytest.mark.parametrize("reason", ["taken", "no_card"])
def test_withdrawn(reason: str) -> None:
    """What need not be said is withdrawn with its reason."""
    (record,) = delivery.withdraw_notice(ping(), NOW, reason).records
    assert isinstance(record, Notice)
    assert (record.state, record.reason) == (NoticeState.WITHDRAWN, reason)
