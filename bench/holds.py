"""How long a step takes, and how long it holds the loop by its own work."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import TypeVar

TOO_LONG_MS = 50.0
NAME_WIDTH = 44

T = TypeVar("T")


class Holds:
    """How long each call-back of the loop worked, in milliseconds of its own thread, once it is `installed`."""

    def __init__(self) -> None:
        self.took: list[float] = []

    def install(self) -> None:
        """Look at every call-back that the loop runs from here on."""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            began = time.thread_time()
            run(handle)
            self.took.append((time.thread_time() - began) * 1000)

        asyncio.Handle._run = timed  # type: ignore[assignment, method-assign]


HOLDS = Holds()


def print_head() -> None:
    """The head of the table of steps."""
    print(f"{'':{NAME_WIDTH}}{'ms':>10}{'held ms':>10}{'> 50':>6}{'MB':>8}")


async def step(name: str, work: Awaitable[T]) -> T:
    """Do it, and print what it took, how long it held the loop at the longest, and how often too long."""
    await asyncio.sleep(0)
    HOLDS.took.clear()
    began = time.perf_counter()
    answer = await work
    took = (time.perf_counter() - began) * 1000
    await asyncio.sleep(0)
    too_long = sum(1 for each in HOLDS.took if each > TOO_LONG_MS)
    print(f"{name:{NAME_WIDTH}}{took:10,.0f}{max(HOLDS.took):10.0f}{too_long:6}{memory():8}")
    return answer


def memory() -> int:
    """Megabytes that the process has in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024**2
