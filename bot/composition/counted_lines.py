"""What was counted from the lines that staff may type, kept beside their bytecode.

Like the bytecode it is made anew when the lines have changed, or how they are counted, and nothing is lost with it. It
is not held in memory: of the file only that is read which is looked for.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path

from bot.policy.answers.lines import known_questions
from bot.policy.incidents import lines
from bot.policy.incidents.signs import SIGN_CLASSES
from bot.policy.kit import examples, likeness


def prepare_lines() -> None:
    """Have the lines ready: from the file, or counted, which takes a second or two, and kept for the next start.

    Where it cannot be kept, or no bytecode is written, it is counted in memory, once by each process.
    """
    known_questions()
    place = counted_in()
    with suppress(OSError, ValueError), place.open("rb") as file:
        lines.use_counted(mmap(file.fileno(), 0, access=ACCESS_READ))
        return
    counted = _count(place)
    lines.use_counted(counted)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(place, counted)


@lru_cache(maxsize=1)
def _count(_place: Path) -> bytes:
    """Of the lines that the place is named by."""
    return lines.count_known_lines()


def counted_in() -> Path:
    """Where what was counted is kept: named by the lines, by their classes, and by the code that counts them."""
    made_of = [*sorted(lines.HERE.glob("*.txt")), Path(examples.__file__), Path(likeness.__file__)]
    digest = blake2b(f"{sys.byteorder} {SIGN_CLASSES}".encode(), digest_size=12)
    for file in made_of:
        digest.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return lines.HERE / "__pycache__" / f"counted.{digest.hexdigest()}"


def _keep(place: Path, counted: bytes) -> None:
    """Put it there whole or not at all, in the place of what was counted before."""
    place.parent.mkdir(exist_ok=True)
    being_written = place.with_suffix(f".{os.getpid()}")
    with being_written.open("wb") as file:
        file.write(counted)
        file.flush()
        os.fsync(file.fileno())
    being_written.replace(place)
    for other in place.parent.glob("counted.*"):
        if other != place:
            other.unlink(missing_ok=True)
