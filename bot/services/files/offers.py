"""Files out: offered to a person in their chat, and given to them once they accept, if they still may have them."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import structlog

from bot.policy.files import offers
from bot.policy.files.offers import Offer, Upload
from bot.policy.incidents.authority import allow
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import NotFound, NotTaken, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Record
from bot.services.engine.triggers import JobTriggers
from bot.services.feature import FileKeeper, KeepsFiles, keeper_of
from bot.services.incidents.loading import IncidentAnswer, load_records
from bot.services.kit.decisions import Actor, decide, reject_if_seen
from bot.services.ports import Clock, FileStore, FileTransfer, Store

_log = structlog.get_logger()


class Offers:
    """Offers of one school. It is the `Files` of the ports."""

    def __init__(
        self,
        store: Store,
        file_store: FileStore,
        file_transfer: FileTransfer,
        clock: Clock,
        triggers: JobTriggers,
        keepers: Sequence[FileKeeper] = (),
    ) -> None:
        self._store = store
        self._file_store = file_store
        self._file_transfer = file_transfer
        self._clock = clock
        self._triggers = triggers
        self._keepers = keepers
        self._under_way: set[asyncio.Task[None]] = set()

    async def offer(self, to: Person, name: str, content: bytes, why: str) -> None:
        """Offer a file that was made for this person; `why` is the timeline's entry once they have taken it.

        It stays in the file store until then, for a day at the most. Raises `Undelivered`.
        """
        offer = _new_id()
        await self._file_store.put(offer, content)
        outcome = offers.offer_content(offer, to, name, len(content), why, self._clock.now())
        await self._store.keep(outcome)
        await self._ask(offer)

    async def choose(self, by: Person, reference: str) -> IncidentAnswer:
        """The incident with its files, for one who may open them. Raises `NotFound` for everybody else."""
        return IncidentAnswer((await load_records(self._store, reference, partial(allow, by, Action.SEE))).view)

    async def open(self, actor: Actor, reference: str, file: str) -> IncidentAnswer:
        """Offer a file of an incident to one of its handlers. Raises `NotFound`, `NeverGiven` and `Undelivered`."""
        offer = _new_id()

        async def attempt() -> tuple[Outcome, IncidentView]:
            view = (await self.choose(actor.person, reference)).view
            number = next((at for at, held in enumerate(view.files, 1) if held.id == file), 0)
            if not number:
                raise NotFound()
            outcome = offers.offer_evidence(
                offer, actor.person, view.incident, view.files[number - 1], number, self._clock.now()
            )
            return await reject_if_seen(self._store, self._clock, actor, outcome), view

        view = await decide(self._store, attempt)
        await self._ask(offer)
        return IncidentAnswer(view)

    async def open_kept(self, actor: Actor, reference: str, file: str) -> None:
        """Offer a file of a record that is no report to one who may open it.

        Raises what its keeper raises, `NotFound`, `NeverGiven` and `Undelivered`.
        """
        offer = _new_id()

        async def attempt() -> tuple[Outcome, None]:
            kept = await self._open_at_keeper(actor.person, reference)
            number, found = next(((at, held) for at, held in enumerate(kept.files, 1) if held.id == file), (0, None))
            if found is None:
                raise NotFound()
            outcome = offers.offer_kept(offer, actor.person, kept.record, found, number, self._clock.now())
            return await reject_if_seen(self._store, self._clock, actor, outcome), None

        await decide(self._store, attempt)
        await self._ask(offer)

    async def _open_at_keeper(self, by: Person, reference: str) -> KeepsFiles:
        keeper = keeper_of(self._keepers, reference)
        if keeper is None:
            raise NotFound()
        return await keeper.open(by, reference)

    async def accept(self, actor: Actor, id: str, upload: Upload) -> None:
        """They accepted: whether they may have it is decided now and kept; the file follows after the answer.

        Raises what `offers.accepted` raises.
        """
        offer = await decide(self._store, partial(self._accept, actor, id))
        task = asyncio.create_task(self._give(offer, upload), name=f"offer {id}")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def decline(self, actor: Actor, id: str) -> None:
        """They do not want it. Raises `NotFound` for anybody else's offer."""

        async def attempt() -> tuple[Outcome, Offer]:
            offer = await self._offer(id)
            return offers.decline(offer, actor.person, self._clock.now()), offer

        offer = await decide(self._store, attempt)
        await self._clear(offer)

    async def settle(self, within: timedelta) -> None:
        """Let files that are being put finish, for so long at the most."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within.total_seconds())

    async def _accept(self, actor: Actor, id: str) -> tuple[Outcome, Offer]:
        offer = await self._offer(id)
        record = await self._owner(offer, actor.person) if offer.evidence else None
        file = await self._store.get(EvidenceFile, offer.file) if offer.evidence else None
        if offer.evidence and file is None:
            raise NotFound()
        # The very same press delivered twice is known first: it is no second press, and nothing is said of it.
        marked = await reject_if_seen(self._store, self._clock, actor, Outcome())
        return marked + offers.accept(offer, actor.person, record, self._clock.now(), file=file), offer

    async def _owner(self, offer: Offer, by: Person) -> Record | None:
        """What the file belongs to; of what is no report only for one who may open its files."""
        if keeper_of(self._keepers, offer.subject) is None:
            return await self._store.get(Incident, offer.subject)
        return (await self._open_at_keeper(by, offer.subject)).record if offer.to.id == by.id else None

    async def _give(self, offer: Offer, upload: Upload) -> None:
        try:
            await self._put(offer, upload)
        except Exception:
            # The store failed us after the answer was given: the offer ends by itself, and can be asked for again.
            _log.exception("offer_not_settled", offer=offer.id)

    async def _put(self, offer: Offer, upload: Upload) -> None:
        """Put the file where the person has allowed it. What went wrong makes the offer stand again, and is told."""
        try:
            content = await self._file_store.get(offer.file)
            await self._file_transfer.put(upload, content)
        except Exception as error:
            reason = error.key if isinstance(error, NotTaken) else type(error).__name__
            _log.warning("file_not_given", offer=offer.id, reason=reason)
            await decide(self._store, partial(self._stands_again, offer.id))
            await self._tell(offer, None)
            return
        await decide(self._store, partial(self._over, offer.id))
        await self._clear(offer)
        await self._tell(offer, upload)

    async def _tell(self, offer: Offer, upload: Upload | None) -> None:
        try:
            await (
                self._file_transfer.show_given(offer, upload) if upload else self._file_transfer.show_not_given(offer)
            )
        except Undelivered as why:
            _log.warning("file_not_announced", offer=offer.id, reason=why.reason)

    async def _stands_again(self, id: str) -> tuple[Outcome, None]:
        return offers.mark_not_given(await self._offer(id), self._clock.now()), None

    async def _over(self, id: str) -> tuple[Outcome, None]:
        return offers.mark_given(await self._offer(id)), None

    async def _ask(self, id: str) -> None:
        # Its end is work for later, which must be known of now.
        self._triggers.wake(Offer)
        await self._file_transfer.ask(await self._offer(id))

    async def _clear(self, offer: Offer) -> None:
        """What was made for one person is not kept once they have it."""
        if not offer.evidence:
            await self._file_store.remove(offer.file)

    async def _offer(self, id: str) -> Offer:
        offer = await self._store.get(Offer, id) if id else None
        if offer is None:
            raise NotFound()
        return offer


def _new_id() -> str:
    """An id that nobody can guess, though guessing it would give nobody anything."""
    return uuid.uuid4().hex
