"""How people say it: a file of lines for each kind of report, for questions about the rules, for a few commands, and
for what tells of nothing. The order of the lines is of no matter.

Lines are added when somebody was not understood: in their words, without a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

NOTHING = "nothing"
"""The file of what tells of nothing: thanks, small talk and slips of the keyboard."""


def lines() -> Iterator[tuple[str, str]]:
    """Each meaning, which is the name of its file, with each of its lines."""
    for file in sorted(files(__name__).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".txt"):
            for line in file.read_text(encoding="utf-8").splitlines():
                yield file.name.removesuffix(".txt"), line
