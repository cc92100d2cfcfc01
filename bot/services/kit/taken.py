"""For whom Teams last took something: what tells one person's refusal from a refusal of everybody. In memory alone.

After a start nothing is known, so that a refusal waits once more before it is taken for one person's own.
"""

from __future__ import annotations

from datetime import datetime

PEOPLE = 2
"""So many are remembered: of any two people one is somebody else."""


class LastTaken:
    """The people who were reached last, and in what order."""

    def __init__(self) -> None:
        self._count = 0
        self._last: dict[str, tuple[int, datetime]] = {}
        self._looked_at: dict[str, int] = {}

    @property
    def last(self) -> str:
        """The person who was reached last; empty when nobody was."""
        return next(reversed(self._last), "")

    def looked_at(self, notice: str) -> None:
        """This notice is about to be sent for the first time, or again."""
        self._looked_at.setdefault(notice, self._count)

    def forget(self, notice: str) -> None:
        """This notice is settled."""
        self._looked_at.pop(notice, None)

    def took(self, person: str, now: datetime) -> None:
        """Teams has taken something for this person."""
        self._count += 1
        self._last.pop(person, None)
        self._last[person] = (self._count, now)
        if len(self._last) > PEOPLE:
            del self._last[next(iter(self._last))]

    def by_another(self, notice: str, person: str, made_at: datetime) -> bool:
        """Whether somebody else has been reached since this notice to the person was made, or first looked at."""
        looked_at = self._looked_at.get(notice, self._count)
        others = (last for who, last in self._last.items() if who != person)
        return any(number > looked_at or at > made_at for number, at in others)
