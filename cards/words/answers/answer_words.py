"""How the words of an answer are written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What an answer says: the question as a title, one line of what to do, and one of what not to do."""

    title: str
    do: str
    do_not: str
