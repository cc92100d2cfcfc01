"""The stories that are practised: one table. What each tells, and why a first move is right or wrong, has its words in
`cards.words.practice` by the same ids.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.policy.kit.records import ValueObject
from bot.policy.kit.tables import by_id


class Move(ValueObject):
    """Something that somebody may do first, and whether the policy asks for it or forbids it, by these clauses."""

    id: str
    right: bool
    clauses: tuple[str, ...]


class PracticeStory(ValueObject):
    """What has happened: the kind of report that it is, others that would do, and first moves."""

    id: str
    kind: str
    moves: tuple[Move, ...]
    also: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    """What of the policy it teaches."""

    @property
    def right_kinds(self) -> tuple[str, ...]:
        """Every kind by which it would reach the right people in time."""
        return (self.kind, *self.also)

    def move(self, id: str) -> Move | None:
        """The move of that id."""
        return next((move for move in self.moves if move.id == id), None)


def _right(row: str) -> Move:
    """What the policy asks for, from its id and its clauses parted by spaces."""
    move, *clauses = row.split()
    return Move(id=move, right=True, clauses=tuple(clauses))


def _wrong(row: str) -> Move:
    """What it forbids, or what comes too late."""
    return _right(row).model_copy(update={"right": False})


# In the order in which they are offered; the danger to a child first.
STORIES = by_id(
    "stories",
    (
        # I7: a child who tells is listened to, and not questioned. I3: it goes on at once.
        PracticeStory(
            id="asks_for_address",
            kind="harmful_contact",
            moves=(_right("listen I7"), _wrong("read_messages I4 I6"), _wrong("delete_game I6")),
            clauses=("I3", "I7"),
        ),
        # I4, I5: a picture of a child is not looked at, sent on or deleted by anybody.
        PracticeStory(
            id="picture_passed_round",
            kind="nudes",
            also=("illegal_content",),
            moves=(
                _right("do_not_look I4 I5"),
                _wrong("look_to_be_sure I4 I5"),
                _wrong("have_it_sent I5"),
                _wrong("delete_it I4"),
            ),
            clauses=("I3", "I4", "I5"),
        ),
        # I8, I9: what got past the filter is closed and reported; the history stays (I6).
        PracticeStory(
            id="video_on_the_board",
            kind="filter_breach",
            moves=(_right("board_off I7 I9"), _wrong("clear_history I6"), _wrong("open_again I8")),
            clauses=("I6", "I8", "I9"),
        ),
        # I10: spam goes to those who can warn everybody; a click is told of too (I12).
        PracticeStory(
            id="invoice_to_open",
            kind="spam",
            also=("security_breach",),
            moves=(_right("leave_it I10"), _wrong("warn_everybody I10"), _wrong("answer_it I10")),
            clauses=("I10", "I12"),
        ),
        # I13: the 72 hours run from when somebody knows.
        PracticeStory(
            id="stick_is_gone",
            kind="data_loss",
            moves=(_right("report_now I13"), _wrong("look_until_friday I13"), _wrong("ask_parents I13 D1")),
            clauses=("I13", "D1"),
        ),
    ),
)


def next_story(done: Iterable[str]) -> str:
    """The first that has not been gone through yet; the first of all once every one has."""
    gone = set(done)
    return next((story for story in STORIES if story not in gone), next(iter(STORIES)))
