"""Waking those who act on what was kept, so that nothing waits for the next tick."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from structlog.contextvars import get_contextvars

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Record

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


class JobTriggers:
    """Whom to wake when records of a kind have been kept: each job says which kinds make work for it."""

    def __init__(self) -> None:
        self._by_kind: defaultdict[type[Record], list[Trigger]] = defaultdict(list)

    def on(self, *kinds: type[Record]) -> Trigger:
        """A trigger for one job, set when records of any of these kinds have been kept."""
        trigger = Trigger()
        for kind in kinds:
            self._by_kind[kind].append(trigger)
        return trigger

    def forget(self, triggers: Iterable[Trigger]) -> None:
        """Wake these no more: their jobs have ended."""
        gone = set(triggers)
        for kind, waiting in self._by_kind.items():
            self._by_kind[kind] = [trigger for trigger in waiting if trigger not in gone]

    def wake(self, *kinds: type[Record]) -> None:
        """Records of these kinds have been kept, by us or by another process: wake those for whom that is work."""
        for kind in kinds:
            for trigger in self._by_kind[kind]:
                trigger.set()

    def wake_for(self, outcome: Outcome) -> None:
        """This outcome has been kept: wake those for whom any of it is work."""
        self.wake(*{type(each) for each in (*outcome.records, *outcome.notices)})
