"""Tables in which whatever is looked up has one row, and one owner. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class RowWithId(Protocol):
    """A row that is looked up by its id."""

    @property
    def id(self) -> str:
        """Of this row alone."""
        raise NotImplementedError


R = TypeVar("R", bound=RowWithId)


def one_owner_each(twice: str, owned: Iterable[tuple[str, K, V]]) -> dict[K, V]:
    """What everything of a table means by its key, each as its owner, its key and its meaning, in their order.

    Raises `ValueError` for a key with two owners, of which `twice` says what they both do: *two areas answer*.
    """
    owners: dict[K, str] = {}
    found: dict[K, V] = {}
    for owner, key, meaning in owned:
        if key in owners:
            raise ValueError(f"two {twice} `{key}`: {owners[key]}, {owner}")
        owners[key], found[key] = owner, meaning
    return found


def by_id(what: str, rows: Iterable[R]) -> dict[str, R]:
    """The rows by their ids. Raises `ValueError` for an id that stands twice; `what` the rows are, in the plural."""
    return one_owner_each(f"{what} have the id", ((f"row {at}", row.id, row) for at, row in enumerate(rows, 1)))
