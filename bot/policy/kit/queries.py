"""Several questions that are put to a store at once, and the answers to them. Knows no store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from bot.policy.kit.records import ValueObject

F = TypeVar("F", bound=ValueObject)
Value = str | int | bool | None
Where = Mapping[str, Value | Sequence[Value]]
"""What a record's fields must be; of several values one."""


@dataclass(frozen=True, slots=True, eq=False)
class Query(Generic[F]):
    """What a store's `find` is asked for: records of one kind; or the `Entry`s of one `subject` or of several.

    With `next_after` that one of them alone that falls due next, later than this; with `after` those that come
    after that id in the order that is asked for.
    """

    kind: type[F]
    where: Where
    without: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    due_by: datetime | None = None
    newest_first: bool = False
    limit: int | None = None
    next_after: datetime | None = None
    after: str | None = None


class Answers:
    """What was found for each of several queries, all of it as of one moment."""

    def __init__(self, found: Mapping[Query[Any], Sequence[ValueObject]]) -> None:
        self._found = found

    def __getitem__(self, query: Query[F]) -> list[F]:
        return cast(list[F], self._found[query])

    def one(self, query: Query[F]) -> F | None:
        """The first that was found, or None: for a query by id the only one."""
        return next(iter(self[query]), None)
