"""The whole bot as `python app.py --local` serves it, with a watchdog on its loop: `python -m bench.watched FILE`.

SIGUSR1 begins another phase, SIGUSR2 ends the watch; when the bot ends the file has how long the loop was held in each
phase, in milliseconds, and how much of that this process worked: on a machine that others load, the rest is theirs.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import app
from bot import logs
from bot.settings import Environment

WATCH_SECONDS = 0.005
"""Seconds between two looks of the watchdog."""
TOO_LONG_SECONDS = 0.050


class Watchdog:
    """Wakes again and again, and remembers how much later than it asked."""

    def __init__(self) -> None:
        self.late: list[tuple[float, float]] = []
        """Seconds, and the seconds of a processor that this process used meanwhile."""
        self.phases: list[dict[str, float]] = []
        """What was told of those that are over."""

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            slept, worked = time.perf_counter(), time.process_time()
            await asyncio.sleep(WATCH_SECONDS)
            late = time.perf_counter() - slept - WATCH_SECONDS
            self.late.append((late, min(late, time.process_time() - worked)))

    def next_phase(self) -> None:
        """Tell of what was seen so far, and begin anew."""
        self.phases.append(self._told())
        self.late.clear()

    def _told(self) -> dict[str, float]:
        """The longest, what 99 in 100 stayed under, how many were too long, and the longest by our own work."""
        ordered = sorted(late for late, _ in self.late) or [0.0]
        return {
            "longest": ordered[-1] * 1000,
            "p99": ordered[int(len(ordered) * 0.99)] * 1000,
            "too_long": sum(each > TOO_LONG_SECONDS for each in ordered),
            "worked": max((worked for _, worked in self.late), default=0.0) * 1000,
        }


async def main() -> list[dict[str, float]]:
    """Serve until SIGTERM; what the watchdog saw, phase by phase. The start is the first."""
    environment, watchdog = Environment.read(), Watchdog()
    logs.configure(environment.log_level)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, watchdog.next_phase)
    watching = asyncio.create_task(watchdog.watch())
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR2, watching.cancel)
    await app.serve(environment, local=True)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    watchdog.next_phase()
    return watchdog.phases


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(asyncio.run(main())), encoding="utf-8")
