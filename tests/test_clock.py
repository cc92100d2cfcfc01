"""The clocks: a wait ends at its moment or at a wake-up, and a clock that is moved is looked at again at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import clock as clock_module
from bot.clock import LONGEST_SLEEP_SECONDS, LocalClock, SystemClock
from bot.services.ports import Clock
from tests.clock import PATIENCE, FakeClock

START = datetime(2026, 11, 24, 10, 31, tzinfo=UTC)
HOUR = timedelta(hours=1)
PROMPT = 20.0
"""Seconds within which something that happens at once has happened, on however busy a machine."""

CLOCKS: dict[str, type[SystemClock] | type[LocalClock]] = {"system": SystemClock, "local": LocalClock}


async def _settle() -> None:
    """Let everything that can run have run. No time passes."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture(params=[*CLOCKS, "fake"])
def clock(request: pytest.FixtureRequest) -> Clock:
    """One of the clocks."""
    return FakeClock(START) if request.param == "fake" else CLOCKS[str(request.param)]()


async def test_time_is_aware_utc(clock: Clock) -> None:
    """Every clock tells UTC."""
    assert clock.now().tzinfo is UTC


async def test_a_moment_in_the_past_is_not_waited_for(clock: Clock) -> None:
    """A wait for now or earlier ends at once."""
    async with asyncio.timeout(PROMPT):
        await clock.wait(clock.now(), asyncio.Event())
        await clock.wait(clock.now() - HOUR, asyncio.Event())


@pytest.mark.parametrize("until", [None, HOUR], ids=["for ever", "an hour"])
async def test_a_wake_up_ends_the_wait(clock: Clock, until: timedelta | None) -> None:
    """`wake` ends a wait however long it was to be, before it or during it, and is left set."""
    wake = asyncio.Event()
    moment = clock.now() + until if until else None
    waiting = asyncio.create_task(clock.wait(moment, wake))
    await _settle()
    assert not waiting.done()
    wake.set()
    async with asyncio.timeout(PROMPT):
        await waiting
        await clock.wait(moment, wake)
    assert wake.is_set()


async def test_a_wait_can_be_given_up(clock: Clock) -> None:
    """A cancelled wait ends, and leaves nothing waiting behind it."""
    waiting = asyncio.create_task(clock.wait(None, asyncio.Event()))
    await _settle()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await _settle()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_the_moment_is_reached() -> None:
    """A wait on the machine's clock ends when its moment has come, not before."""
    clock = SystemClock()
    until = clock.now() + timedelta(milliseconds=30)
    await clock.wait(until, asyncio.Event())
    assert clock.now() >= until


async def test_a_jump_of_the_system_clock_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sleep is longer than `LONGEST_SLEEP_SECONDS`: a clock put forward by a day ends the wait at the next look."""
    slept: list[float | None] = []
    times = iter([START, START + timedelta(seconds=30), START - HOUR, START + timedelta(days=1)])

    async def sleep(*_: asyncio.Event, within: float | None = None) -> None:
        slept.append(within)

    clock = SystemClock()
    monkeypatch.setattr(clock, "now", lambda: next(times))
    monkeypatch.setattr(clock_module, "wait_for_any", sleep)
    await clock.wait(START + timedelta(hours=8), asyncio.Event())
    assert slept == [LONGEST_SLEEP_SECONDS] * 3


@pytest.mark.parametrize("left", [timedelta(microseconds=1), timedelta(seconds=1), timedelta(days=400)])
async def test_looks_are_never_busy(monkeypatch: pytest.MonkeyPatch, left: timedelta) -> None:
    """However little is left, the clock sleeps for a while before it looks again."""
    slept: list[float] = []
    times = iter([START, START + left])

    async def sleep(*_: asyncio.Event, within: float | None = None) -> None:
        slept.append(within or 0)

    clock = SystemClock()
    monkeypatch.setattr(clock, "now", lambda: next(times))
    monkeypatch.setattr(clock_module, "wait_for_any", sleep)
    await clock.wait(START + left, asyncio.Event())
    assert all(clock_module.SHORTEST_SLEEP_SECONDS <= piece <= LONGEST_SLEEP_SECONDS for piece in slept)


async def test_a_local_clock_runs_on_from_where_it_is_put() -> None:
    """Moved on by an hour and then put to a date, the clock shows it, in UTC, and does not stand still."""
    clock = LocalClock()
    before = clock.now()
    assert clock.move(HOUR) - before >= HOUR
    london = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    shown = clock.move(london - clock.now())
    assert timedelta() <= shown - london < timedelta(minutes=1)
    assert shown.tzinfo is UTC
    assert clock.move(-HOUR) < london


async def test_moving_a_local_clock_wakes_everyone_whose_moment_has_come() -> None:
    """Moved on by 15 minutes, a wait of ten ends at once, one of an hour goes on, and one for a wake-up alone too."""
    clock, wake = LocalClock(), asyncio.Event()
    now = clock.now()
    ten, hour, never = (
        asyncio.create_task(clock.wait(until, wake)) for until in (now + timedelta(minutes=10), now + HOUR, None)
    )
    await _settle()
    clock.move(timedelta(minutes=15))
    async with asyncio.timeout(PROMPT):
        await ten
    assert not hour.done()
    clock.move(-HOUR)
    await _settle()
    assert not hour.done()
    clock.move(3 * HOUR)
    async with asyncio.timeout(PROMPT):
        await hour
    assert not never.done()
    wake.set()
    async with asyncio.timeout(PROMPT):
        await never


async def test_a_fake_clock_moves_by_hand_alone() -> None:
    """The tests' clock shows the same moment until it is moved, and ends the waits whose moment that is."""
    clock = FakeClock(START.astimezone(ZoneInfo("Europe/London")))
    waiting = asyncio.create_task(clock.wait(START + HOUR, asyncio.Event()))
    await _settle()
    assert clock.now() == START
    assert clock.waiting == (START + HOUR,)
    clock.move(HOUR - timedelta(microseconds=1))
    await _settle()
    assert not waiting.done()
    assert clock.move(timedelta(microseconds=1)) == START + HOUR
    await _settle()
    assert waiting.done()
    assert not clock.waiting


async def test_whoever_waits_is_called_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the next glance, once for each time; not when it goes on, and not for a fine adjustment."""
    monkeypatch.setattr(clock_module, "SECONDS_BETWEEN_CHECKS", 0)
    clock, called = FakeClock(START), 0

    def call() -> None:
        nonlocal called
        called += 1

    watching = asyncio.create_task(clock_module.call_when_set_back(clock, call))
    for move, so_far in ((HOUR, 0), (-timedelta(seconds=1), 0), (-HOUR, 1), (HOUR, 1), (-timedelta(days=1), 2)):
        await _settle()
        clock.move(move)
        await _settle()
        assert called == so_far
    watching.cancel()


async def test_a_clock_that_goes_forward_and_back_between_two_glances_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """By whoever looked meanwhile, and now waits for a moment that is a day too far off."""
    monkeypatch.setattr(clock_module, "SECONDS_BETWEEN_CHECKS", 0)
    clock, called = FakeClock(START), asyncio.Event()
    looked_at = [START + timedelta(days=1)]
    watching = asyncio.create_task(clock_module.call_when_set_back(clock, called.set, lambda: looked_at))
    await asyncio.wait_for(called.wait(), PATIENCE)
    watching.cancel()
