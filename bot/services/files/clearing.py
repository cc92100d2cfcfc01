"""Letting go of files that are over: those whose form was never sent, and offers that nobody took."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.files import offers
from bot.policy.files.offers import Offer
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Query
from bot.services.files.evidence import FileIntake
from bot.services.ports import Clock, FileStore, Store

RETRY_AFTER = timedelta(seconds=1)


class Clearing:
    """What falls due of files and offers."""

    def __init__(self, store: Store, file_store: FileStore, clock: Clock, evidence_service: FileIntake) -> None:
        self._store = store
        self._file_store = file_store
        self._clock = clock
        self._again: datetime | None = None
        """When what somebody changed meanwhile is looked at again: its time is past."""
        self._looked_at: datetime | None = None
        """What was over by then has been let go; what is over since has not."""
        self._evidence = evidence_service

    async def next_due(self) -> datetime | None:
        """When the next file or offer is over."""
        moments = (
            await self._store.next_due(EvidenceFile, after=self._looked_at),
            await self._store.next_due(Offer, after=self._looked_at),
            self._again,
        )
        return min((at for at in moments if at is not None), default=None)

    async def run(self) -> None:
        """Let go of all that is over. The record goes first: no card ever offers a file that is gone."""
        now = self._looked_at = self._clock.now()
        self._again = None
        files, ended = Query(EvidenceFile, {}, due_by=now), Query(Offer, {}, due_by=now)
        found = await self._store.find_each(files, ended)
        for draft in {file.subject for file in found[files]}:
            await self._evidence.attach_late(draft)
        for file in await self._store.find(EvidenceFile, due_by=now) if found[files] else ():
            if await self._keeps(Outcome(removed=(file,))):
                await self._file_store.remove(file.id)
        for offer in found[ended]:
            if await self._keeps(offers.end_offer(offer)) and not offer.evidence:
                await self._file_store.remove(offer.file)

    async def _keeps(self, outcome: Outcome) -> bool:
        """Whether it was kept. What somebody changed meanwhile is looked at again in a moment."""
        try:
            await self._store.keep(outcome)
        except Conflict:
            self._again = self._clock.now() + RETRY_AFTER
            return False
        return True
