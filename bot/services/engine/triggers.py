"""Waking those who act on what was kept, so that nothing waits for the next tick."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from structlog.contextvars import get_contextvars

TURN = "turn_id"
"""The name under which the edge binds the id of the turn under way, for every line of the log."""


class Trigger(asyncio.Event):
    """An event that knows in which turns it was set, so that the log can say what a job was woken for."""

    def __init__(self) -> None:
        super().__init__()
        self._turns: set[str] = set()

    def set(self) -> None:
        """Wake whoever waits."""
        turn = get_contextvars().get(TURN)
        if turn is not None:
            self._turns.add(turn)
        super().set()

    def take_turns(self) -> list[str]:
        """Clear the event; the ids of the turns in which it was set since it was last heard."""
        turns, self._turns = sorted(self._turns), set()
        self.clear()
        return turns


@dataclass(frozen=True, slots=True)
class JobTriggers:
    """One bell for each job that what was kept may concern."""

    outbox: Trigger = field(default_factory=Trigger)
    """There is something to say."""
    ladders: Trigger = field(default_factory=Trigger)
    """Something of an incident may fall due sooner."""
    files: Trigger = field(default_factory=Trigger)
    """A file has been sent."""
    campaigns: Trigger = field(default_factory=Trigger)
    """Something of what is asked of everyone may fall due sooner."""
    calls: Trigger = field(default_factory=Trigger)
    """Something of a video call may fall due sooner."""

    def of_incidents(self) -> None:
        """Wake those whose work a change of an incident, or of the files sent with it, may have made."""
        self.outbox.set()
        self.ladders.set()
        self.files.set()

    def of_calls(self) -> None:
        """Wake those whose work a change of a video call may have made."""
        self.outbox.set()
        self.calls.set()
