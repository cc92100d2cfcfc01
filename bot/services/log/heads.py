"""The head of the record, put where whoever holds disk and log cannot reach: each month into the Headteacher's chat.

`signed_head` gives it to whatever else leaves the machine, a review or a pack for a committee.
"""

from __future__ import annotations

from datetime import datetime

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.policy.kit.timeline import SignedHead, fingerprint, signed_message
from bot.policy.log import head_telling
from bot.policy.log.head_telling import HeadTelling
from bot.policy.log.reviewing import LOG_TOPIC
from bot.services.kit.context import Service
from bot.services.kit.decisions import decide
from bot.services.ports import Signer, Store


async def signed_head(store: Store, signer: Signer, tenant: str) -> SignedHead | None:
    """The head as it now stands; None while there is no entry."""
    newest = await store.head()
    if newest is None:
        return None
    head = fingerprint(newest)
    return SignedHead(head=head, signature=await signer.sign(signed_message(tenant, head)))


class Heads(Service):
    """Once a month the Headteacher gets one line, which nobody can change afterwards."""

    async def next_due(self) -> datetime | None:
        """When it is told next."""
        return await self._store.next_due(HeadTelling)

    async def run(self) -> None:
        """Tell it, if it is time; at the very first, note when that will be."""

        async def attempt() -> tuple[Outcome, None]:
            now = self._clock.now()
            held = await self._store.get(HeadTelling, LOG_TOPIC)
            if held is None:
                return Outcome(records=(head_telling.first_telling(now, self._calendar),)), None
            if held.due_at > now:
                return Outcome(), None
            heads = await self._directory.holders("headteacher")
            return head_telling.tell_head(held, heads, now, self._calendar), None

        await decide(self._store, attempt)
        self._triggers.wake(Notice)
