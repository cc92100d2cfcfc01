"""One thread that does the store's file work in turn, and tells the event loop when a piece of it is done.

Knows nothing of files or records. It exists beside the standard executor because each write waits for it twice: there
and back takes a fifth less time without the executor's own futures.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")


class FileThread:
    """A thread for the running loop. It ends with the process: what was not acknowledged was not promised."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.get_running_loop()
        self._asked: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def ask(self, work: Callable[[], T], told: Callable[[T | None, Exception | None], None]) -> None:
        """Do the work there, in turn, then call `told` on the loop with what it returned or raised."""

        def piece() -> None:
            result, failure = None, None
            try:
                result = work()
            except Exception as error:  # handed to the one who asked
                failure = error
            with suppress(RuntimeError):  # the loop is closed: nobody is left to be told
                self._loop.call_soon_threadsafe(told, result, failure)

        self._asked.put(piece)

    async def run(self, work: Callable[[], T]) -> T:
        """Do the work there, in turn, and wait for it."""
        done: asyncio.Future[T] = self._loop.create_future()

        def settle(result: T | None, failure: Exception | None) -> None:
            if done.done():
                return
            if failure is not None:
                done.set_exception(failure)
            else:
                done.set_result(result)  # type: ignore[arg-type]  # None only where T has it

        self.ask(work, settle)
        return await done

    def stop(self) -> None:
        """End the thread when what was asked is done."""
        self._asked.put(None)

    def _run(self) -> None:
        while (piece := self._asked.get()) is not None:
            piece()
