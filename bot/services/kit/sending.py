"""Sending one notice: drawn from its record at that moment, if its reader may hear it, and what Teams says to it.

It keeps nothing: what becomes of the notice and its card is decided afterwards, on the records as they then stand.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot.policy.kit import delivery
from bot.policy.kit.errors import DirectoryUnavailable, NotFound, Undelivered
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.reached import APP_REMOVED, Reached, is_removed
from bot.policy.kit.records import Message, Notice, NoticeState, PostedCard
from bot.services.kit.rate_limiter import RateLimiter
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Sent, Superseded, Topic
from bot.services.ports import Clock, Directory, Mailer, Messenger

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


class SendingQueries:
    """What a delivery rests on, asked of the store at once: the notice as it stands, the other redraws of its card that
    wait, the card, what is known of reaching its person, and what it is drawn from."""

    def __init__(self, notice: Notice, topic: Topic) -> None:
        about = {"card": notice.card, "state": NoticeState.WAITING.value}
        self.notice = Query(Notice, {"id": notice.id})
        self.redraws, self.card = Query(Notice, about), Query(PostedCard, {"id": notice.card})
        self.reached = Query(Reached, {"id": notice.to.id})
        self.drawing = topic.drawing(notice)
        beside = (self.reached,) if notice.card is None else (self.redraws, self.card)
        self.queries: Sequence[Query[Any]] = (self.notice, *beside, *self.drawing.queries)


class Sender:
    """Draws and sends, one notice at a time."""

    def __init__(
        self,
        messenger: Messenger,
        clock: Clock,
        directory: Directory,
        limiter: RateLimiter,
        emptied: Message,
        mailer: Mailer | None = None,
    ) -> None:
        """`emptied` is put where a card stood that its reader may not see any more; `mailer` is the second road, if
        there is one."""
        self._messenger = messenger
        self._mailer = mailer
        self._clock = clock
        self._directory = directory
        self._limiter = limiter
        self._emptied = emptied

    def send_by(self, messenger: Messenger, directory: Directory) -> None:
        """Send by these from now on."""
        self._messenger = messenger
        self._directory = directory

    async def send(self, notice: Notice, asks: SendingQueries, found: Answers) -> DeliveryResult:
        """Send one notice, drawn from its record as it was found to stand; what became of it."""
        card = found.one(asks.card) if notice.card else None
        drawn = await self.draw(notice, asks, found)
        if isinstance(drawn, Withheld) and card is not None:
            return await self._empty(notice, card, drawn)
        if isinstance(drawn, Superseded) and card is not None:
            return await self._take_away(notice, card)
        if not isinstance(drawn, Drawn):
            return drawn if not isinstance(drawn, Superseded) else Void("no_card")
        try:
            if notice.purpose.by_mail:
                return await self._mail(notice, drawn.message)
            if card is None:
                return Sent(await self._messenger.post(notice.to.id, drawn.message), drawn.sources)
            await self._messenger.edit(card.address, drawn.message)
            return Sent(None)
        except Undelivered as why:
            return self._not_sent(notice, why)

    async def send_as_one(self, notices: Sequence[Notice], message: Message) -> Sent | Undelivered:
        """Send one message in the place of those that these notices, all to one person, were to be."""
        try:
            return Sent(await self._messenger.post(notices[0].to.id, message))
        except Undelivered as why:
            return self._not_sent(notices[0], why)

    async def draw(
        self, notice: Notice, asks: SendingQueries, found: Answers
    ) -> Drawn | Superseded | Void | Withheld | Undelivered:
        """What one notice is to say, or why it is not said."""
        card = found.one(asks.card) if notice.card else None
        if notice.card and (card is None or not card.live):
            return Void("no_card")
        if (
            card is None
            and not notice.refused
            and not notice.purpose.by_mail
            and is_removed(found.one(asks.reached), self._clock.now())
        ):
            # Teams may go on taking messages which nobody gets, so that first they are passed over. A moment later it
            # is asked all the same: that they have the app again may have been told while nothing of ours ran.
            return AppRemoved()
        return await self._draw(notice, partial(asks.drawing.draw, found, card.purpose if card else notice.purpose))

    async def _mail(self, notice: Notice, message: Message) -> DeliveryResult:
        """By the second road, to the address that the directory has. Raises `Undelivered`."""
        if self._mailer is None:
            return Void("no_second_road")
        try:
            person = await self._directory.person(notice.to.id)
        except DirectoryUnavailable as error:
            raise Undelivered(NO_DIRECTORY, for_good=False) from error
        if person is None or not person.mail:
            raise Undelivered("no_mail_address", for_good=True)
        await self._mailer.send(person.mail, message)
        return Sent(None)

    async def _draw(
        self, notice: Notice, draw: Callable[[Person | None], Awaitable[DrawResult]]
    ) -> Drawn | Superseded | Void | Withheld | Undelivered:
        """What is to be said, if its reader may hear it: the directory's copy is asked at the moment of speaking.

        Its *no* ends what they are told. Where it cannot say, a call for help goes out and everything else waits.
        """
        try:
            try:
                reader = await self._directory.person(notice.to.id)
                drawn = await draw(reader) if reader is not None else NotTheirs()
                if isinstance(drawn, NotTheirs):
                    # A role of which there is no copy may be the very one: only then is a no a no.
                    await self._directory.check()
                    _log.info("notice_withheld", notice=notice.id, left=reader is None)
                    return Withheld(delivery.LEFT if reader is None else delivery.NO_ROLE)
            except DirectoryUnavailable:
                if not notice.purpose.calls_for_help:
                    return Undelivered(NO_DIRECTORY, for_good=False)
                drawn = await draw(None)
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
