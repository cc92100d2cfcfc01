"""Speaking of files that somebody sent: what became of each, told to the sender alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.policy.files.receiving import KeptWith, SenderNote
from bot.policy.incidents.evidence import Arrival
from bot.policy.kit.errors import NotFound
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, Purpose, Record
from bot.services.files.evidence import FileIntake
from bot.services.kit.topics import Drawn, Topic
from bot.services.ports import Store

DrawFile = Callable[[Arrival, Sequence[SenderNote | None], KeptWith], Message]
"""Draws what became of an arrival's files: a sentence for each that was not kept, and what the others are kept with."""


class FileTopic(Topic):
    """The topic `file`."""

    def __init__(self, store: Store, evidence_service: FileIntake, draw: DrawFile) -> None:
        self._store = store
        self._evidence = evidence_service
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | None:
        """What became of the files. Raises `NotFound` when the arrival is gone."""
        arrival = await self._store.get(Arrival, notice.subject)
        if arrival is None:
            raise NotFound()
        said = [await self._evidence.sentence_of(arrival, one.key) if one.key else None for one in arrival.results]
        return Drawn(self._draw(arrival, said, await self._evidence.kept_with(arrival)), (arrival,))

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The arrival."""
        arrival = await self._store.get(Arrival, notice.subject)
        return (arrival,) if arrival else ()
