"""What a turn asks of the store and the directory: the real ones, in wrappers that write down each operation of a turn.

What the jobs do meanwhile (the outbox, the ladders) is not of the turn, and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from bot.policy.kit.records import Record
from bot.services.ports import Directory, Store
from bot.teams.turn_log import turn_id


class Operations:
    """The operations of each turn, in their order, by the turn's id."""

    def __init__(self) -> None:
        self._of: defaultdict[str, list[str]] = defaultdict(list)

    def note(self, name: str, *asked: object) -> None:
        """One operation is asked for, by a turn or by nobody's."""
        if turn_id():
            self._of[turn_id()].append(" ".join([name, *map(_word, asked)]))

    def last(self) -> list[str]:
        """Those of the turn that began last."""
        return next(reversed(self._of.values()))

    def store(self, store: Store) -> Store:
        """The store, noting."""
        return _Noting(self, store)

    def directory(self, directory: Directory) -> Directory:
        """The directory, noting."""
        return _Noting(self, directory)


class _Noting:
    """An adapter behind a wrapper: each asynchronous call of it is noted by its name and what it asked for."""

    def __init__(self, operations: Operations, wrapped: object) -> None:
        self._operations = operations
        self._wrapped = wrapped

    def __getattr__(self, name: str) -> Any:
        method: Callable[..., Awaitable[object]] | None = getattr(self._wrapped, name)
        if method is None:
            return None

        def asked(*given: object, **named: object) -> object:
            self._operations.note(name, *given)
            return method(*given, **named)

        return asked


def _word(asked: object) -> str:
    return asked.__name__ if isinstance(asked, type) and issubclass(asked, Record) else str(asked)[:40]
