"""Teams' limits are kept whatever is asked, and nothing is held back for longer than they demand."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.kit.rate_limiter import CHAT_LIMITS, TENANT_LIMITS, RateLimiter

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


def most_in(times: list[datetime], span: timedelta) -> int:
    """The most of these moments that fall into any stretch of that length."""
    return max((sum(1 for at in times if start <= at < start + span) for start in times), default=0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3_000)), max_size=120))
def test_no_limit_is_ever_passed(asked: list[tuple[str, int]]) -> None:
    """Messages that go as soon as they may keep every limit, for each chat and altogether."""
    pace, now = RateLimiter(), NOW
    sent: dict[str, list[datetime]] = {}
    for chat, pause in asked:
        now += timedelta(milliseconds=pause)
        now = pace.free_at(chat, now)
        assert pace.free_at(chat, now) == now, "what may go, may go"
        pace.record(chat, now)
        sent.setdefault(chat, []).append(now)
    for times in sent.values():
        for count, span in CHAT_LIMITS:
            assert most_in(times, span) <= count
    for count, span in TENANT_LIMITS:
        assert most_in(sorted(at for times in sent.values() for at in times), span) <= count


def test_a_burst_goes_at_the_limits_own_speed() -> None:
    """Seven in the first second, sixty in the first thirty: never slower than Teams allows."""
    pace, now = RateLimiter(), NOW
    times = []
    for _ in range(61):
        now = pace.free_at("a", now)
        pace.record("a", now)
        times.append(now - NOW)
    assert times[6] < timedelta(seconds=0.2)
    assert timedelta(seconds=1) <= times[7] < timedelta(seconds=1.2)
    assert timedelta(seconds=8) <= times[59] < timedelta(seconds=9)
    assert timedelta(seconds=30) <= times[60] < timedelta(seconds=30.2)


def test_to_open_a_chat_counts_as_a_request_of_its_own() -> None:
    """Teams counts every request of the app in a tenant: half as many go to people to whom it never spoke."""

    def in_a_second(requests: int) -> int:
        pace, now, count = RateLimiter(), NOW, 0
        while (now := pace.free_at(str(count), now)) < NOW + timedelta(seconds=1):
            pace.record(str(count), now, requests)
            count += 1
        return count

    assert in_a_second(1) / 2 == pytest.approx(in_a_second(2), abs=1)


def test_after_a_throttling_it_is_careful_for_a_while() -> None:
    """Teams has said that it was too much: for some seconds it is asked less of, and then as before."""

    def in_a_second(pace: RateLimiter, now: datetime) -> int:
        start, count = now, 0
        while (now := pace.free_at(str(count), now)) < start + timedelta(seconds=1):
            pace.record(str(count), now)
            count += 1
        return count

    pace = RateLimiter()
    usual = in_a_second(pace, NOW)
    pace.slow_down(NOW + timedelta(seconds=2))
    assert in_a_second(pace, NOW + timedelta(seconds=3)) < usual
    assert in_a_second(pace, NOW + timedelta(minutes=5)) == usual


@pytest.mark.parametrize("replicas", [1, 2, 4, 8])
def test_replicas_that_know_nothing_of_each_other_come_to_fit(replicas: int) -> None:
    """Each goes slower at each refusal: in a minute of sending as fast as they may few messages are refused, and a good
    part of what Teams allows is used."""
    paces, nexts = [RateLimiter() for _ in range(replicas)], [NOW] * replicas
    passed: deque[datetime] = deque(maxlen=50)
    taken = refused = 0
    while (now := min(nexts)) < NOW + timedelta(minutes=1):
        one = nexts.index(now)
        paces[one].record(f"{taken}", now)
        if len(passed) == 50 and now - passed[0] < timedelta(seconds=1):
            refused += 1
            paces[one].slow_down(now)
        else:
            taken += 1
            passed.append(now)
        nexts[one] = max(paces[one].free_at("next", now), now + timedelta(milliseconds=1))
    assert refused <= 0.25 * taken
    assert taken >= 60 * 25


@given(st.integers(1, 10_000))
def test_a_clock_that_is_moved_back_holds_nothing_up_for_long(minutes: int) -> None:
    """Messages sent in what is now the future count as sent now."""
    pace = RateLimiter()
    for _ in range(60):
        pace.record("a", NOW)
    earlier = NOW - timedelta(minutes=minutes)
    assert pace.free_at("a", earlier) <= earlier + timedelta(seconds=30)
    later = earlier + timedelta(seconds=30)
    assert pace.free_at("a", later) == later, "asked again, it does not start over"
