"""The kinds of report, each with the clauses it carries and the questions it asks. The words are in `cards.words`."""

from __future__ import annotations

from enum import StrEnum

from bot.policy.records import Fact


class Shape(StrEnum):
    """What a field takes."""

    LINE = "line"
    TEXT = "text"


class Field(Fact):
    """One question of a form. `limit` is in characters: what Teams can carry in one press, with room to spare."""

    id: str
    shape: Shape = Shape.LINE
    required: bool = False

    @property
    def limit(self) -> int:
        """The most characters it keeps."""
        return 20_000 if self.shape is Shape.TEXT else 2_000


class Kind(Fact):
    """A kind of report: its id in `school.toml`, its clauses, and what its form asks beside when it happened."""

    id: str
    clauses: tuple[str, ...]
    sections: tuple[str, ...]
    form: tuple[Field, ...]


ABOUT = Field(id="about")
WHAT = Field(id="what", shape=Shape.TEXT, required=True)
MESSAGE = Field(id="message", shape=Shape.TEXT)
SENDER = Field(id="sender")
LINK = Field(id="link")

KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind(id="threat", clauses=("I11",), sections=("4.4",), form=(ABOUT, WHAT, MESSAGE, SENDER, LINK)),
        Kind(id="spam", clauses=("I10",), sections=("4.4",), form=(ABOUT, WHAT, MESSAGE, SENDER, LINK)),
    )
}
