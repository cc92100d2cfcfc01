"""How people say it: a file of lines for each kind of report, for questions about the rules, for a few commands, and
for what tells of nothing. The order of the lines is of no matter.

Lines are added when somebody was not understood: in their words, without a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from mmap import mmap
from pathlib import Path

from bot.policy.incidents.signs import SIGN_CLASSES
from bot.policy.kit.examples import Examples, count_lines

NO_MEANING = "nothing"
"""The file of what tells of nothing: thanks, small talk and slips of the keyboard."""
A_QUESTION = "question"
"""The file of questions about the rules."""
HERE = Path(__file__).parent
_ready: list[Examples] = []


def lines_by_meaning() -> Iterator[tuple[str, str]]:
    """Each meaning, which is the name of its file, with each of its lines."""
    for file in sorted(HERE.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield file.stem, line


def count_known_lines() -> bytes:
    """What is counted from the lines, to be given to `use_counted`. Takes a second or two."""
    return count_lines(lines_by_meaning(), SIGN_CLASSES)


def use_counted(counted: bytes | mmap) -> None:
    """Answer from what was counted before. Raises `ValueError` where it is not whole."""
    _ready[:] = [Examples(counted, SIGN_CLASSES)]


def known_lines() -> Examples:
    """The lines, made ready once: as counted before, where that was given, or else counted now."""
    if not _ready:
        use_counted(count_known_lines())
    return _ready[0]
