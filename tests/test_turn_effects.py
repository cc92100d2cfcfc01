"""What a turn causes beyond its answer, counted over real HTTP: what is sent and redrawn, and which jobs look for work.

A job looks only where something of its own has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from bot.services.engine.ticker import Ticker
from bot.services.kit.sending import Sender
from bot.teams.messenger import TeamsMessenger
from tests.rig import CHAMPION, HEAD, TEACHER, Rig, school_at_work
from tests.test_turn_operations import REPORTING, WORDS
from tests.transcripts.calls import asking
from tests.transcripts.play import Line, play
from tests.transcripts.test_documents import MINE, PUBLISHED

REPORTED: list[Line] = [*REPORTING, (TEACHER, "presses", "Send", WORDS)]


@dataclass(frozen=True)
class Effects:
    """The most that a turn may cause: new messages, redraws of cards that stand, cards drawn for both, and the names of
    the jobs that look for work."""

    posts: int
    redraws: int
    drawn: int
    jobs: frozenset[str]


@dataclass
class Counted:
    """What has been counted since the last `clear`."""

    calls: Counter[str] = field(default_factory=Counter)
    jobs: set[str] = field(default_factory=set)

    def clear(self) -> None:
        """Begin anew."""
        self.calls.clear()
        self.jobs.clear()


TURNS: dict[str, tuple[list[Line], Line, Effects]] = {
    "a form is opened": (REPORTING[:1], REPORTING[1], Effects(0, 0, 0, frozenset())),
    "a report is sent": (
        REPORTING,
        (TEACHER, "presses", "Send", WORDS),
        Effects(2, 2, 4, frozenset({"Outbox", "Ladders"})),
    ),
    "a report is acknowledged": (
        [*REPORTED, (CHAMPION, "reads", "OS-2026-0001")],
        (CHAMPION, "presses", "Acknowledge"),
        Effects(1, 3, 4, frozenset({"Outbox", "Ladders"})),
    ),
    "a call is approved": (
        [*asking(), (HEAD, "reads", "VC-2026-0001")],
        (HEAD, "presses", "Approve"),
        Effects(2, 1, 4, frozenset({"Outbox", "CallTimes"})),
    ),
    "the policy is signed": (
        PUBLISHED,
        (TEACHER, "presses", "Sign", MINE),
        Effects(0, 1, 1, frozenset({"Outbox", "Campaigns"})),
    ),
}


@pytest.fixture
async def at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Rig, Counted]]:
    counted = Counted()

    def watched(name: str, work: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
        @wraps(work)
        async def watch(*arguments: object, **named: object) -> object:
            counted.calls[name] += 1
            return await work(*arguments, **named)

        return watch

    def looked(tick: Callable[[Ticker], Awaitable[Any]]) -> Callable[[Ticker], Awaitable[Any]]:
        async def watch(ticker: Ticker) -> object:
            counted.jobs.add(ticker.job)
            return await tick(ticker)

        return watch

    monkeypatch.setattr(TeamsMessenger, "post", watched("posts", TeamsMessenger.post))
    monkeypatch.setattr(TeamsMessenger, "edit", watched("redraws", TeamsMessenger.edit))
    monkeypatch.setattr(Sender, "_draw", watched("drawn", Sender._draw))
    monkeypatch.setattr(Ticker, "_tick", looked(Ticker._tick))
    async with school_at_work(tmp_path) as rig:
        yield rig, counted


@pytest.mark.parametrize("turn", TURNS)
async def test_a_turn_causes_no_more_than_it_must(at_work: tuple[Rig, Counted], turn: str) -> None:
    """Once all is quiet after it."""
    rig, counted = at_work
    before, counting, most = TURNS[turn]
    await play(rig, before)
    await rig.at_rest()
    counted.clear()
    await play(rig, [counting])
    await rig.at_rest()
    assert counted.calls["posts"] <= most.posts
    assert counted.calls["redraws"] <= most.redraws
    assert counted.calls["drawn"] <= most.drawn
    assert counted.jobs <= most.jobs
