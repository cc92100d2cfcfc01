"""Fetching the files that people have sent: each arrival that is stored is worked off, and its sender told.

Work whose due times are stored, run by the ticker: what was announced before a stop is fetched after it. A slow host
holds nobody else's files up.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy.files import receiving
from bot.policy.files.contents import recognise
from bot.policy.files.pictures import PICTURES
from bot.policy.files.receiving import MAX_ATTEMPTS, MAX_FILES_PER_REPORT, display_file_name, name_by_kind
from bot.policy.incidents.evidence import Arrival, EvidenceFile, FileResult, SentFile, refuse_result
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.errors import NotTaken, PolicyError
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Draft, Notice
from bot.services.engine.triggers import JobTriggers
from bot.services.feature import FileKeeper
from bot.services.files.clearing import Clearing
from bot.services.files.evidence import FileIntake
from bot.services.incidents.evidence import files_waiting_for
from bot.services.incidents.loading import load_standing
from bot.services.kit.decisions import decide
from bot.services.ports import Clock, FileDownloader, FileStore, Store

FETCHES_AT_ONCE = 4
"""How many arrivals are fetched at the same time: each holds its files in memory, 10 MB for one at the most."""
FETCH_PAUSE = timedelta(seconds=5)
"""How long an arrival waits when it went wrong on our own side."""
FETCH_LEASE = timedelta(seconds=60)
"""How long an arrival is one replica's alone: longer than one file may take to come, and begun afresh for each."""
_IN_ITS_PLACE = frozenset({"file.empty", "file.page"})
"""What may come in the place of a picture that was pasted."""
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file that was fetched and may be kept."""

    number: int
    kind: str
    sha256: str
    content: bytes


class Fetching:
    """The arrivals of one school, and the clearing of what is over."""

    def __init__(
        self,
        store: Store,
        file_store: FileStore,
        fetcher: FileDownloader,
        evidence_service: FileIntake,
        clock: Clock,
        triggers: JobTriggers,
    ) -> None:
        self._store = store
        self._file_store = file_store
        self._fetcher = fetcher
        self._evidence = evidence_service
        self._clock = clock
        self._triggers = triggers
        self._clearing = Clearing(store, file_store, clock, evidence_service)
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, datetime] = {}
        self._looked_at: datetime | None = None

    async def next_due(self) -> datetime | None:
        """When to look again. An arrival that ends wakes us."""
        moments = (
            await self._store.next_due(Arrival, after=self._looked_at),
            await self._clearing.next_due(),
            min(self._not_before.values(), default=None),
        )
        return min((at for at in moments if at is not None), default=None)

    async def run(self) -> None:
        """Begin to fetch what is due, and let go of what is over. Returns before the files have come."""
        now = self._looked_at = self._clock.now()
        due = [arrival.id for arrival in await self._store.find(Arrival, due_by=now)]
        self._not_before = {each: at for each, at in self._not_before.items() if each in due and at > now}
        free = [each for each in due if each not in self._under_way and each not in self._not_before]
        for arrival in await self._claim(free[: FETCHES_AT_ONCE - len(self._under_way)], now):
            task = asyncio.create_task(self._work_off(arrival), name=f"arrival {arrival}")
            self._under_way[arrival] = task
            task.add_done_callback(partial(self._on_end, arrival))
        await self._clearing.run()

    async def _claim(self, arrivals: Sequence[str], now: datetime) -> Sequence[str]:
        """Those that no other replica is fetching; the rest are looked at again."""
        ours = await self._store.claim([_name(each) for each in arrivals], FETCH_LEASE) if arrivals else set()
        self._not_before |= {each: now + FETCH_PAUSE for each in arrivals if _name(each) not in ours}
        return [each for each in arrivals if _name(each) in ours]

    async def settle(self, within: timedelta) -> None:
        """Stop what is under way. It is fetched at the next start."""
        under_way = list(self._under_way.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    def _on_end(self, id: str, _: asyncio.Task[None]) -> None:
        self._under_way.pop(id, None)
        self._triggers.wake(Arrival)

    async def _work_off(self, id: str) -> None:
        try:
            try:
                await self._settle(id)
            finally:
                await self._store.release([_name(id)])
        except Exception:
            # The store or the file store failed. The arrival is still due; it is tried again, not in a busy loop.
            self._not_before[id] = self._clock.now() + FETCH_PAUSE
            _log.exception("arrival_not_settled", arrival=id)

    async def _settle(self, id: str) -> None:
        arrival = await decide(self._store, partial(self._begin, id))
        if arrival is None:
            return
        results, found = await self._fetch_all(arrival)
        await decide(self._store, partial(self._settle_arrival, id, results, found))
        await self._evidence.attach_late(arrival.subject)
        self._triggers.wake(Notice, Incident)

    async def _begin(self, id: str) -> tuple[Outcome, Arrival | None]:
        """Count the attempt before it is made: a file that brings the program down must not do so for ever."""
        arrival = await self._store.get(Arrival, id)
        if arrival is None or arrival.due_at is None:
            return Outcome(), None
        return Outcome(records=(arrival.model_copy(update={"tries": arrival.tries + 1}),)), arrival

    async def _fetch_all(self, arrival: Arrival) -> tuple[list[FileResult], list[FetchedFile]]:
        """Each file fetched and looked at, one after the other; a result for each."""
        results: list[FileResult] = []
        found: list[FetchedFile] = []
        for number, sent in enumerate(arrival.sent):
            await self._store.claim([_name(arrival.id)], FETCH_LEASE)
            try:
                if arrival.tries >= MAX_ATTEMPTS:
                    raise NotTaken("file.not_fetched")
                # Asked before each: from the moment that illegal material is reported nothing more is touched.
                if await self._evidence.in_the_way(arrival.by.id):
                    raise NotTaken("file.untouchable")
                found.append(await self._fetch(number, sent))
                results.append(FileResult(name=name_by_kind(sent.name, found[-1].kind)))
            except NotTaken as why:
                _log.info("file_not_taken", arrival=arrival.id, number=number, reason=why.key)
                results.append(FileResult(name=display_file_name(sent.name), key=why.key))
        return results, found

    async def _fetch(self, number: int, sent: SentFile) -> FetchedFile:
        content = await self._fetcher.fetch(sent)
        # Off the loop: an e-mail of 10 MB takes a while to be looked through.
        try:
            kind, digest = await asyncio.to_thread(_examine, content)
        except NotTaken as why:
            raise NotTaken("file.picture_not_come" if sent.pasted and why.key in _IN_ITS_PLACE else why.key) from why
        if sent.pasted and kind not in PICTURES:
            # What was pasted as a picture and is none is not kept as something else.
            raise NotTaken("file.picture_not_come")
        return FetchedFile(number, kind, digest, content)

    async def _settle_arrival(
        self, id: str, results: Sequence[FileResult], found: Sequence[FetchedFile]
    ) -> tuple[Outcome, None]:
        """What is kept of an arrival, decided on where it belongs as that now stands."""
        arrival = await self._store.get(Arrival, id)
        if arrival is None or arrival.due_at is None:
            return Outcome(), None
        now = self._clock.now()
        blocking = await self._evidence.in_the_way(arrival.by.id)
        if blocking:
            said = [refuse_result(result, "file.untouchable") for result in results]
            refused = await self._evidence.refuse(arrival.by, blocking)
            return refused + receiving.tell_sender(arrival, said, now), None
        keeper = self._evidence.keeper_of(arrival.subject)
        if keeper is not None:
            return await self._settle_kept(keeper, arrival, results, found), None
        draft = await self._store.get(Draft, arrival.subject)
        arrival = arrival.model_copy(update={"subject": draft.subject if draft else arrival.subject})
        incident = await self._store.get(Incident, arrival.subject)
        if incident is not None and KINDS[incident.kind].untouchable:
            return receiving.tell_sender(
                arrival, [refuse_result(one, "file.untouchable") for one in results], now
            ), None
        filed = incident is not None
        held = await files_waiting_for(self._store, arrival.subject)
        said, files = await self._put(arrival, list(results), found, {file.sha256 for file in held}, filed=filed)
        told = receiving.tell_sender(arrival, said, now)
        if filed and files:
            standing, heard = await self._evidence.hold_back_named_in(
                await load_standing(self._store, arrival.subject), files
            )
            return told + receiving.tell_of_files(standing, files, id, now) + heard, None
        return told + Outcome(records=tuple(files)), None

    async def _settle_kept(
        self, keeper: FileKeeper, arrival: Arrival, results: Sequence[FileResult], found: Sequence[FetchedFile]
    ) -> Outcome:
        """What is kept of an arrival for a record that is no report, if its sender may add to it still."""
        now = self._clock.now()
        try:
            # Before anything is put into the file store.
            await keeper.add(arrival.by, arrival.subject, ())
        except PolicyError:
            said = [refuse_result(one, "file.not_yours") if not one.key else one for one in results]
            return receiving.tell_sender(arrival, said, now)
        held = {file.sha256 for file in await files_waiting_for(self._store, arrival.subject)}
        told, files = await self._put(arrival, list(results), found, held, filed=True)
        kept = await keeper.add(arrival.by, arrival.subject, files) if files else Outcome()
        return receiving.tell_sender(arrival, told, now) + kept

    async def _put(
        self, arrival: Arrival, results: list[FileResult], found: Sequence[FetchedFile], known: set[str], *, filed: bool
    ) -> tuple[list[FileResult], list[EvidenceFile]]:
        """The bytes go into the file store first, so that no record ever speaks of a file that is not there."""
        files: list[EvidenceFile] = []
        for one in found:
            if one.sha256 in known or len(known) >= MAX_FILES_PER_REPORT:
                key = "file.same" if one.sha256 in known else "file.no_room"
                results[one.number] = refuse_result(results[one.number], key)
                continue
            file = receiving.evidence_file(
                arrival, one.number, one.kind, len(one.content), one.sha256, filed=filed, now=self._clock.now()
            )
            await self._file_store.put(file.id, one.content)
            known.add(one.sha256)
            files.append(file)
            results[one.number] = results[one.number].model_copy(update={"file": file.id})
        return results, files


def _name(arrival: str) -> str:
    """The name under which an arrival is claimed."""
    return f"arrival:{arrival}"


def _examine(content: bytes) -> tuple[str, str]:
    return recognise(content), hashlib.sha256(content).hexdigest()
