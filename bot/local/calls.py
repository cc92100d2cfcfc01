"""The requests that the bot made of the connector, with the time each came. Counts; keeps none of their words."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from bot.local.faults import Operation

KEPT = 200_000


@dataclass(slots=True)
class Call:
    """One request. `at` is monotonic seconds; `status` None: no answer was given (yet)."""

    operation: Operation
    person_id: str | None
    at: float
    size: int = 0
    status: int | None = None
    seconds: float = 0.0
    activity_id: str = ""


class Calls:
    """The last 200,000 requests, oldest first."""

    def __init__(self) -> None:
        self.all: deque[Call] = deque(maxlen=KEPT)

    def of(self, operation: Operation | None = None, *, person: str | None = None) -> list[Call]:
        """Those of one operation, or of one person, or of both."""
        return [
            call
            for call in self.all
            if (operation is None or call.operation == operation) and (person is None or call.person_id == person)
        ]

    def clear(self) -> None:
        """Forget them."""
        self.all.clear()
