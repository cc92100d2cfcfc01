"""The archive for an inspection: each feature's section, packed away from the event loop, and offered as a file."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Any

from bot.policy.inspection.taking import (
    INSPECTION_READERS,
    INSPECTION_SUBJECT,
    ArchiveFacts,
    archive_name,
    must_take,
    note_archive,
)
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import Line, SignedHead, fingerprint, signed_message
from bot.policy.kit.verifying import Chain
from bot.services.feature import InspectionSection, ServicePart
from bot.services.files.offers import Offers
from bot.services.kit.context import Service
from bot.services.kit.decisions import Actor, decide, mark_seen, reconfirm_roles
from bot.services.services import Services

PackArchive = Callable[[ArchiveFacts, Sequence[DrawnSection]], bytes]
FOLLOWED_A_SLICE = 20
"""Entries that are followed before other work gets its turn."""


class Inspections(Service):
    """What people do with the archive."""

    def __init__(self, services: Services) -> None:
        super().__init__(services.context)
        self._services = services
        self._files = services.get(Offers)

    async def history(self, by: Person) -> Sequence[Entry]:
        """Who had an archive made, and when. Raises `InspectionNotYours`."""
        must_take(by)
        return await self._store.timeline(INSPECTION_SUBJECT)

    async def build(
        self,
        actor: Actor,
        sections: Sequence[InspectionSection[Any]],
        pack: PackArchive,
        when_begun: Callable[[], Awaitable[None]],
    ) -> str:
        """Offer the archive as a file, once for a press and by the person's roles of now; its name. That it was made,
        with its hash, is in the timeline before it is offered.

        Raises `InspectionNotYours`, `DirectoryUnavailable`, `AlreadyDone`, and `Undelivered`.
        """
        must_take(actor.person)
        person = await reconfirm_roles(self._directory, actor.person, INSPECTION_READERS)
        must_take(person)
        await mark_seen(self._store, self._clock, actor)
        await when_begun()
        now = self._clock.now()
        facts = await self._follow_chain()
        drawing = [await section.load(self._services) for section in sections]
        content, sha256 = await asyncio.to_thread(_pack, pack, facts, drawing)
        name = archive_name(now, self._school.timezone)

        async def attempt() -> tuple[Outcome, None]:
            return note_archive(person, name, sha256, now), None

        await decide(self._store, attempt)
        await self._files.offer(person, name, content, "inspection_taken")
        return name

    async def _follow_chain(self) -> ArchiveFacts:
        """As `verify` follows it; no more than an entry is held at a time. One that cannot be read breaks it."""
        chain, broken = Chain(), set[int]()
        async with aclosing(self._store.read_all(())) as found:
            async for each in found:
                if not isinstance(each, Entry | Line):
                    continue
                broken |= {number for fault in chain.follow(each) for number in fault.seq}
                if chain.count % FOLLOWED_A_SLICE == 0:
                    await asyncio.sleep(0)
        head = None
        if chain.last is not None:
            written = fingerprint(chain.last)
            signature = await self._signer.sign(signed_message(self._school.key, written))
            head = SignedHead(head=written, signature=signature)
        return ArchiveFacts(self._clock.now(), head, sorted(broken))


def _pack(pack: PackArchive, facts: ArchiveFacts, drawing: Sequence[Callable[[], DrawnSection]]) -> tuple[bytes, str]:
    content = pack(facts, [draw() for draw in drawing])
    return content, hashlib.sha256(content).hexdigest()


INSPECTION: ServicePart[Any] = ServicePart(provides={Inspections: Inspections})
