"""Sending one notice: drawn from its record at that moment, if its reader may hear it, and what Teams says to it.

It keeps nothing: what becomes of the notice and its card is decided afterwards, on the records as they then stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from bot.policy.kit import delivery
from bot.policy.kit.errors import DirectoryUnavailable, NotFound, Undelivered
from bot.policy.kit.reached import APP_REMOVED, Reached, is_removed
from bot.policy.kit.records import Message, Notice, PostedCard, Purpose
from bot.services.kit.rate_limiter import RateLimiter
from bot.services.kit.topics import Drawn, NotTheirs, Sent, Superseded, Topic
from bot.services.ports import Clock, Directory, Messenger, Store

TEAMS_THROTTLED = "throttled"
"""The messenger's word for a 429."""
NO_DIRECTORY = "no_directory"
"""The reason of what waits because the directory cannot say whether its reader may hear it."""
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Void:
    """It need not be said any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Its reader may not hear it any more: they have left, or have lost the role by which they were told."""

    reason: str


class AppRemoved(Undelivered):
    """We were told that the app was taken away from this person: nobody waits for them, and Teams was not asked yet."""

    def __init__(self) -> None:
        super().__init__(APP_REMOVED, for_good=False, of_one=True)


DeliveryResult = Sent | Void | Withheld | Undelivered


class Sender:
    """Draws and sends, one notice at a time."""

    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        clock: Clock,
        topics: Mapping[str, Topic],
        directory: Directory,
        limiter: RateLimiter,
        emptied: Message,
    ) -> None:
        """`emptied` is put where a card stood that its reader may not see any more."""
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._topics = topics
        self._directory = directory
        self._limiter = limiter
        self._emptied = emptied

    async def send(self, notice: Notice) -> DeliveryResult:
        """Send one notice, drawn from its record as that now stands; what became of it."""
        card = await self._store.get(PostedCard, notice.card) if notice.card else None
        if notice.card and (card is None or not card.live):
            return Void("no_card")
        if card is None and not notice.refused and await self._is_removed(notice.to.id):
            # Teams may go on taking messages which nobody gets, so that first they are passed over. A moment later it
            # is asked all the same: that they have the app again may have been told while nothing of ours ran.
            return AppRemoved()
        drawn = await self._draw(notice, card.purpose if card else notice.purpose)
        if isinstance(drawn, Withheld) and card is not None:
            return await self._empty(notice, card, drawn)
        if isinstance(drawn, Superseded) and card is not None:
            return await self._take_away(notice, card)
        if not isinstance(drawn, Drawn):
            return drawn if not isinstance(drawn, Superseded) else Void("no_card")
        try:
            if card is None:
                return Sent(await self._messenger.post(notice.to.id, drawn.message), drawn.sources)
            await self._messenger.edit(card.address, drawn.message)
            return Sent(None)
        except Undelivered as why:
            return self._not_sent(notice, why)

    async def _is_removed(self, person: str) -> bool:
        return is_removed(await self._store.get(Reached, person), self._clock.now())

    async def _draw(self, notice: Notice, face: Purpose) -> Drawn | Superseded | Void | Withheld | Undelivered:
        """What is to be said, if its reader may hear it: the directory's copy is asked at the moment of speaking.

        Its *no* ends what they are told. Where it cannot say, a call for help goes out and everything else waits.
        """
        topic = self._topics[notice.topic]
        try:
            try:
                reader = await self._directory.person(notice.to.id)
                drawn = await topic.draw(notice, face, reader) if reader is not None else NotTheirs()
                if isinstance(drawn, NotTheirs):
                    # A role of which there is no copy may be the very one: only then is a no a no.
                    await self._directory.check()
                    _log.info("notice_withheld", notice=notice.id, left=reader is None)
                    return Withheld(delivery.LEFT if reader is None else delivery.NO_ROLE)
            except DirectoryUnavailable:
                if not notice.purpose.calls_for_help:
                    return Undelivered(NO_DIRECTORY, for_good=False)
                drawn = await topic.draw(notice, face, None)
        except NotFound:
            return Void("no_record")
        return drawn if isinstance(drawn, Drawn | Superseded) else Void("no_longer_so")

    async def _take_away(self, notice: Notice, card: PostedCard) -> DeliveryResult:
        """Take a card out of the chat, where a newer one stands."""
        try:
            await self._messenger.delete(card.address)
        except Undelivered as why:
            return self._not_sent(notice, why)
        return Sent(None, gone=True)

    async def _empty(self, notice: Notice, card: PostedCard, withheld: Withheld) -> DeliveryResult:
        """Put the empty card in the place of one that its reader may not see any more. It is never drawn again."""
        try:
            await self._messenger.edit(card.address, self._emptied)
        except Undelivered as why:
            return withheld if why.for_good else self._not_sent(notice, why)
        return withheld

    def _not_sent(self, notice: Notice, why: Undelivered) -> Undelivered:
        _log.warning("notice_not_sent", notice=notice.id, reason=why.reason, for_good=why.for_good)
        if why.reason == TEAMS_THROTTLED:
            self._limiter.slow_down(self._clock.now())
        return why
