"""How people say it: a file of lines for each kind of report, for questions about the rules, for a few commands, and
for what tells of nothing. The order of the lines is of no matter.

Lines are added when somebody was not understood: in their words, without a name.

What was counted from them is kept beside their bytecode, and like it made anew when they have changed, or how they are
counted. It is not held in memory: of the file only that is read which is looked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path

from bot.policy.incidents.signs import SIGN_CLASSES
from bot.policy.kit import examples, likeness
from bot.policy.kit.examples import Examples, count_lines

NO_MEANING = "nothing"
"""The file of what tells of nothing: thanks, small talk and slips of the keyboard."""
A_QUESTION = "question"
"""The file of questions about the rules."""
HERE = Path(__file__).parent


def lines_by_meaning() -> Iterator[tuple[str, str]]:
    """Each meaning, which is the name of its file, with each of its lines."""
    for file in sorted(HERE.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield file.stem, line


@cache
def known_lines() -> Examples:
    """The lines, made ready once. To count them takes a second or two, where that was not done before."""
    place = counted_in()
    with suppress(OSError, ValueError), place.open("rb") as file:
        return Examples(mmap(file.fileno(), 0, access=ACCESS_READ), SIGN_CLASSES)
    counted = count_lines(lines_by_meaning(), SIGN_CLASSES)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(place, counted)
    return Examples(counted, SIGN_CLASSES)


def counted_in() -> Path:
    """Where what was counted is kept: named by the lines, by their classes, and by the code that counts them."""
    made_of = [*sorted(HERE.glob("*.txt")), Path(examples.__file__), Path(likeness.__file__)]
    digest = blake2b(f"{sys.byteorder} {SIGN_CLASSES}".encode(), digest_size=12)
    for file in made_of:
        digest.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return HERE / "__pycache__" / f"counted.{digest.hexdigest()}"


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
