"""What goes through all reports, a hundred thousand of them: how long each takes, and how long it holds the loop.

`python -m bench.long_work`, or with a size. The bot is at work with the tests' own Teams, on the store of files.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from pathlib import Path

from bench.holds import HOLDS, print_head, step
from bench.log import CLOCK, fill
from bot.settings import load_school
from storage.tinydb_store import TinyStore
from tests.rig import CHAMPION, SCHOOL_FILE, school_at_work
from tests.transcripts.play import Line, play

SIZE = 100_000
WORK: dict[str, list[Line]] = {
    "`find` what nobody wrote": [(CHAMPION, "says", "find zebra"), (CHAMPION, "reads", "zebra")],
    "`find` what everybody wrote": [(CHAMPION, "says", "find somebody@example.org"), (CHAMPION, "reads", "somebody")],
    "`committee`, and its pack": [
        (CHAMPION, "says", "committee"),
        (CHAMPION, "presses", "Build the pack"),
        (CHAMPION, "reads", "The pack is here: "),
    ],
    "`governors`": [(CHAMPION, "says", "governors"), (CHAMPION, "reads", "Reports are counted on ")],
    "`inspection`": [
        (CHAMPION, "says", "inspection"),
        (CHAMPION, "presses", "Build the archive"),
        (CHAMPION, "reads", "I have offered you the file **inspection"),
    ],
    "`export`": [(CHAMPION, "says", "export"), (CHAMPION, "reads", "I have offered you the file **online")],
}


async def main(size: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        store = await TinyStore.open(Path(folder))
        await fill(store, load_school(SCHOOL_FILE), size, size + 1)
        await store.close()
        async with school_at_work(Path(folder), at=CLOCK.now()) as rig:
            rig.edited = True  # what lies there was put there by no change
            await rig.at_rest()
            gc.collect()
            gc.freeze()
            HOLDS.install()
            print_head()
            for name, lines in WORK.items():
                await step(name, play(rig, lines))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE))
