"""What jobs have in common: work on one record that fails holds up no other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


async def for_each(items: Iterable[T], work: Callable[[T], Awaitable[None]]) -> None:
    """Do the work on each. The first failure is raised when all have had their turn: the ticker logs it, waits a moment
    and tries again."""
    failures: list[Exception] = []
    for item in items:
        try:
            await work(item)
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise failures[0]
