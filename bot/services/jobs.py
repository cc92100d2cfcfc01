"""What jobs have in common: work on one record that fails holds up no other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

import structlog

_log = structlog.get_logger()

T = TypeVar("T")


async def for_each(items: Iterable[T], work: Callable[[T], Awaitable[None]]) -> None:
    """Do the work on each. The first failure is raised when all have had their turn: the ticker logs it, waits a moment
    and tries again. Those after it are logged here, so that none hides behind the first."""
    failures: list[Exception] = []
    for item in items:
        try:
            await work(item)
        except Exception as failure:
            if failures:
                _log.exception("job_failed_too")
            failures.append(failure)
    if failures:
        raise failures[0]
