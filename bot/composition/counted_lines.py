"""What was counted from the lines that staff may type, kept beside their bytecode.

Like the bytecode it is made anew when the lines have changed, or how they are counted, and nothing is lost with it. It
is not held in memory: of the file only that is read which is looked for.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path

from bot.policy.answers.lines import KNOWN_QUESTIONS
from bot.policy.incidents.lines import KNOWN_LINES
from bot.policy.kit import examples, likeness
from bot.policy.kit.examples import KnownLines


def prepare_lines(*every: KnownLines) -> None:
    """Have lines ready, or else all that there are: from a file, or counted, which takes a second or two, and kept for
    the next start. Where it cannot be kept, or no bytecode is written, it is counted in memory.

    Lines that are ready stay so: a process that starts many bots counts once.
    """
    for known in every or (KNOWN_LINES, KNOWN_QUESTIONS):
        if not known.are_ready:
            _prepare(known, counted_in(known))


def counted_in(known: KnownLines) -> Path:
    """Where what was counted is kept: named by the lines, by their classes, and by the code that counts them."""
    digest = blake2b(f"{sys.byteorder} {known.classes}".encode(), digest_size=12)
    for file in (*known.files, Path(examples.__file__), Path(likeness.__file__)):
        digest.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return known.folder / "__pycache__" / f"counted.{digest.hexdigest()}"


def _prepare(known: KnownLines, place: Path) -> None:
    with suppress(OSError, ValueError), place.open("rb") as file:
        known.use_counted(mmap(file.fileno(), 0, access=ACCESS_READ))
        return
    counted = known.count()
    known.use_counted(counted)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(place, counted)


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
