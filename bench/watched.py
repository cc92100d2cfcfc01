"""The whole bot as `python app.py --local` serves it, with a watchdog on its loop: `python -m bench.watched FILE`.

SIGUSR1 begins another phase, SIGUSR2 ends the watch; when the bot ends the file has how long the loop was held in each
phase, in milliseconds, and how much of that this process worked: on a machine that others load, the rest is theirs. And
it has what of a processor was spent in turns: in every call-back of the loop that carries a turn's id.
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
from bot.teams.turn_log import turn_id

WATCH_SECONDS = 0.005
"""Seconds between two looks of the watchdog."""
TOO_LONG_SECONDS = 0.050


class TurnTime:
    """What turns use of a processor, in milliseconds, once it is `installed`."""

    def __init__(self) -> None:
        self.spent = 0.0

    def install(self) -> None:
        """Look at every call-back that the loop runs from here on."""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            began = time.thread_time()
            run(handle)
            if handle._context.run(turn_id):  # type: ignore[attr-defined]  # where the call-back has run
                self.spent += (time.thread_time() - began) * 1000

        asyncio.Handle._run = timed  # type: ignore[assignment, method-assign]


class Watchdog:
    """Wakes again and again, and remembers how much later than it asked."""

    def __init__(self) -> None:
        self.late: list[tuple[float, float]] = []
        """Seconds, and the seconds of a processor that this process used meanwhile."""
        self.phases: list[dict[str, float]] = []
        """What was told of those that are over."""
        self.turns = TurnTime()

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
        self.turns.spent = 0.0

    def _told(self) -> dict[str, float]:
        """The longest, what 99 in 100 stayed under, how many were too long, and the longest by our own work."""
        ordered = sorted(late for late, _ in self.late) or [0.0]
        return {
            "longest": ordered[-1] * 1000,
            "p99": ordered[int(len(ordered) * 0.99)] * 1000,
            "too_long": sum(each > TOO_LONG_SECONDS for each in ordered),
            "worked": max((worked for _, worked in self.late), default=0.0) * 1000,
            "turns": self.turns.spent,
        }


async def main() -> list[dict[str, float]]:
    """Serve until SIGTERM; what the watchdog saw, phase by phase. The start is the first."""
    environment, watchdog = Environment.read(), Watchdog()
    watchdog.turns.install()
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
