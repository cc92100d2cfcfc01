"""A feature's records that are over and go after a time: which they are, without reading those that may not go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar, Generic, TypeVar

from bot.policy.kit.ended import EndedRecord
from bot.policy.kit.errors import NotFound, NotPossible
from bot.policy.kit.records import Record
from bot.services.kit.context import Service

R = TypeVar("R", bound=Record)
READ_AT_FIRST = 100
"""Records that are read at once, the oldest first."""


class EndedRecords(Service, Generic[R]):
    """Those of one kind: a feature makes a service of a class of its own from this.

    `prefix` is that of their references, and `states` are those in which one is over. References count up, so that what
    began within the time for which they are kept, and all behind it, was not over before it.
    """

    prefix: ClassVar[str]
    kind: type[R]
    states: ClassVar[Sequence[str]]
    guards: ClassVar[str] = ""
    """How the ids begin of what is kept so that one is begun once: that outlives it, and holds nothing of anybody."""

    @property
    def kept_for(self) -> float:
        """Seconds for which one is kept after its end."""
        raise NotImplementedError

    def describe(self, record: R) -> EndedRecord:
        """What is known of one that is over."""
        raise NotImplementedError

    async def past(self, wanted: int) -> Sequence[EndedRecord]:
        """The first `wanted` that are past their time, or a few more, the oldest first."""
        limit, latest = READ_AT_FIRST, self._clock.now() - timedelta(seconds=self.kept_for)
        while True:
            found = await self._store.find(self.kind, where={"state": list(self.states)}, limit=limit)
            ended = [self.describe(record) for record in found]
            past = [each for each in ended if each.ended_at <= latest]
            if len(past) >= wanted or len(found) < limit or ended[-1].begun_at > latest:
                return past
            limit *= 4

    async def load(self, reference: str) -> EndedRecord:
        """The one by that reference. Raises `NotFound`, and `NotPossible` while it is not over."""
        record = await self._store.get(self.kind, reference)
        if record is None:
            raise NotFound()
        if str(getattr(record, "state", "")) not in self.states:
            raise NotPossible()
        return self.describe(record)
