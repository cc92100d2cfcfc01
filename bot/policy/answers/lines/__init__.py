"""What people ask, line by line: for each answer the questions that it is known to answer, and what no policy answers.
The order of the lines is of no matter.

A file for each theme holds them below the id of their answer, in brackets. Lines are added when a question was not
understood: in its words, without a name. What is measured in `tests/answers` as held out is never among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.policy.answers.answer import QUESTION_CLASSES
from bot.policy.kit.examples import KnownLines

NO_ANSWER = "nothing"
"""The meaning, and the file, of what is no question about the policy."""


def questions_of(file: Path) -> Iterator[tuple[str, str]]:
    """The id of each answer, or `NO_ANSWER`, with each of its lines."""
    answered = NO_ANSWER
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            answered = line.strip("[]")
        elif line.strip():
            yield answered, line.strip()


KNOWN_QUESTIONS = KnownLines(Path(__file__).parent, questions_of, QUESTION_CLASSES)
