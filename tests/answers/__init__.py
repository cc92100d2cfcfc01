"""What staff may ask, as tables, and the answer that comes first. `python -m tests.answers` measures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.policy.answers.finding import find_answers

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the ids of the answers of which one must come first; none where the policy says nothing."""

    words: str
    right: tuple[str, ...]

    @property
    def first(self) -> str:
        """The id of the answer that comes first."""
        best = find_answers(self.words).best
        return best.id if best else ""

    @property
    def is_right(self) -> bool:
        """Whether a right answer comes first, or none where none is right."""
        return self.first in (self.right or ("",))


def questions(name: str) -> list[Asked]:
    """The table of that name: ids, a bar, the words; a line without a bar has no answer."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.rpartition("|") for line in lines if line.strip() and not line.startswith("#"))
    return [Asked(words.strip(), tuple(ids.split())) for ids, _, words in rows]
