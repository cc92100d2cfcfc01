"""How people say it: a file of lines for each kind of report, for questions about the rules, for a few commands, and
for what tells of nothing. The order of the lines is of no matter.

Lines are added when somebody was not understood: in their words, without a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.policy.incidents.signs import SIGN_CLASSES
from bot.policy.kit.examples import KnownLines

NO_MEANING = "nothing"
"""The file of what tells of nothing: thanks, small talk and slips of the keyboard."""
A_QUESTION = "question"
"""The file of questions about the rules."""


def lines_of(file: Path) -> Iterator[tuple[str, str]]:
    """The meaning, which is the name of the file, with each of its lines."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield file.stem, line


KNOWN_LINES = KnownLines(Path(__file__).parent, lines_of, SIGN_CLASSES)
