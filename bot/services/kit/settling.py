"""Settling a delivery: what it says of the notice, of reaching its person, and of Teams, decided in one write.

A refusal is one person's only where somebody else is being reached. Until that is known, and whenever Teams takes
nothing, a notice waits for as long as it lasts. What it changes of cards is in `posted_cards`.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from bot.policy.kit import delivery, outage
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outage import TEAMS, Outage
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Query
from bot.policy.kit.reached import Reached, is_removed, record_attempt
from bot.policy.kit.records import Notice, NoticeState, PostedCard
from bot.services.kit.decisions import decide
from bot.services.kit.posted_cards import LandingQueries, settle_refused, settle_sent, settle_withheld
from bot.services.kit.sending import NO_DIRECTORY, TEAMS_THROTTLED, AppRemoved, DeliveryResult, Void, Withheld
from bot.services.kit.topics import Sent, Topic
from bot.services.ports import Clock, Store

DRAWN_TOGETHER = "drawn_together"
"""Why a redraw was not made: another of the same card, begun later than this was kept, has shown what it was for."""
NOT_TEAMS = frozenset({TEAMS_THROTTLED, "store_unavailable", NO_DIRECTORY})
"""Reasons that say nothing of whether Teams takes messages: it does, or was not asked."""
NOTHING_CAME = "no_road"
"""The messenger's word for a tenant from which nothing has come yet, so that nobody knows where to write to."""
CARD_GONE = "card_gone"
"""The messenger's word for one message that is no more."""
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class News:
    """What a settled delivery says beyond itself."""

    back: bool = False
    """Teams takes messages again, after an outage."""
    again: bool = False
    """This person can be reached again."""
    reached: bool = False
    """Teams took it."""


PEOPLE_REMEMBERED = 2
"""So many are remembered: of any two people one is somebody else."""


class LastReached:
    """The people who were reached last, and in what order."""

    def __init__(self) -> None:
        self._count = 0
        self._last: dict[str, tuple[int, datetime]] = {}
        self._looked_at: dict[str, int] = {}

    @property
    def last(self) -> str:
        """The person who was reached last; empty when nobody was."""
        return next(reversed(self._last), "")

    def note_attempt(self, notice: str) -> None:
        """This notice is about to be sent for the first time, or again."""
        self._looked_at.setdefault(notice, self._count)

    def forget(self, notice: str) -> None:
        """This notice is settled."""
        self._looked_at.pop(notice, None)

    def note_reached(self, person: str, now: datetime) -> None:
        """Teams has taken something for this person."""
        self._count += 1
        self._last.pop(person, None)
        self._last[person] = (self._count, now)
        if len(self._last) > PEOPLE_REMEMBERED:
            del self._last[next(iter(self._last))]

    def by_another(self, notice: str, person: str, made_at: datetime) -> bool:
        """Whether somebody else has been reached since this notice to the person was made, or first looked at."""
        looked_at = self._looked_at.get(notice, self._count)
        others = (last for who, last in self._last.items() if who != person)
        return any(number > looked_at or at > made_at for number, at in others)


class Settler:
    """Keeps what became of deliveries, and remembers whom Teams took something for."""

    def __init__(self, store: Store, clock: Clock, topics: Mapping[str, Topic]) -> None:
        self._store = store
        self._clock = clock
        self._topics = topics
        self._taken = LastReached()
        self._refused: dict[str, str] = {}
        """Notices that wait because it is not known whether their refusal is one person's, each with its person."""

    def note_attempt(self, notice: Notice) -> None:
        """This notice is about to be sent."""
        self._taken.note_attempt(notice.id)

    def note_reached(self, notice: Notice) -> None:
        """Teams has taken this notice, which is still to be settled."""
        self._taken.note_reached(notice.to.id, self._clock.now())

    async def settle(self, sent: Notice, result: DeliveryResult, together: Set[str]) -> tuple[News, Outcome]:
        """Keep what a delivery of this notice changes, and say what that is; `together` are the redraws that were drawn
        with it."""

        async def attempt() -> tuple[Outcome, tuple[News, Outcome]]:
            outcome, news = await self._settle(sent, result, together)
            return outcome, (news, outcome)

        return await decide(self._store, attempt)

    async def heed(self, news: News, person: str) -> None:
        """Who is reached tells of others: an outage is over, or whoever was refused was refused alone."""
        if news.back:
            waiting = await self._store.find(Notice, where={"state": NoticeState.WAITING.value})
            await self._send_no_later(notice.id for notice in waiting if notice.reason != TEAMS_THROTTLED)
        elif news.reached and self._taken.last == person:
            await self._send_no_later([notice for notice, who in self._refused.items() if who != person])
        if news.again:
            for topic in self._topics.values():
                await topic.on_reach(person)

    async def _send_no_later(self, ids: Iterable[str]) -> None:
        """Let these notices be tried now, and not when their pause is over."""
        for each in ids:
            await decide(self._store, partial(self._no_later, each))

    async def _no_later(self, id: str) -> tuple[Outcome, None]:
        notice = await self._store.get(Notice, id)
        if notice is None or notice.state is not NoticeState.WAITING:
            self._refused.pop(id, None)
            return Outcome(), None
        return delivery.bring_notice_forward(notice, self._clock.now()), None

    async def _settle(self, sent: Notice, result: DeliveryResult, together: Set[str]) -> tuple[Outcome, News]:
        """What a delivery changes, decided on the notice and its record as they stand now."""
        now = self._clock.now()
        noticed, others = Query(Notice, {"id": sent.id}), Query(Notice, {"id": sorted(together)})
        reached, outages = Query(Reached, {"id": sent.to.id}), Query(Outage, {"id": TEAMS})
        landing = LandingQueries(
            sent, self._topics[sent.topic], lands=isinstance(result, Sent) and result.at is not None
        )
        found = await self._store.find_each(noticed, others, reached, outages, *landing.queries)
        notice = found.one(noticed)
        if notice is None:
            return Outcome(), News()
        if notice.state is NoticeState.SENT:
            # Another replica was quicker, while this one could not write.
            self._let_go(sent.id)
            at = result.at if isinstance(result, Sent) and not result.gathered else None
            if at is None:
                return Outcome(), News()
            return delivery.keep_duplicate(notice, at, await self._store.get(PostedCard, sent.id), now), News()
        topic = self._topics[notice.topic]
        needless = tuple(each for each in found[others] if each.state is NoticeState.WAITING)
        alike = sum((delivery.withdraw_notice(each, now, DRAWN_TOGETHER) for each in needless), Outcome())
        if isinstance(result, Void):
            self._let_go(sent.id)
            withdrawn = alike + delivery.withdraw_notice(notice, now, result.reason)
            return withdrawn + (await topic.on_needless(notice) if notice.card is None else Outcome()), News()
        if isinstance(result, Withheld):
            self._let_go(sent.id)
            return alike + await settle_withheld(self._store, topic, notice, result.reason, now), News()
        theirs: Sent | Undelivered = result
        if isinstance(result, Undelivered):
            theirs = final = self._as_known(notice, result)
            if theirs.for_good and notice.card is None and not await topic.may_give_up(notice):
                final = theirs.not_yet()
            spread = random.random()  # noqa: S311 - so that not all try again at once
            outcome = await settle_refused(self._store, topic, notice, final, now, spread)
        else:
            self._let_go(sent.id)
            outcome = await settle_sent(self._store, topic, notice, result, landing, found, now)
        if notice.purpose.by_mail:
            return alike + outcome, News()  # which says nothing of Teams
        known, again = _learn_reach(found.one(reached), notice, theirs, now)
        said, back = _learn_outage(found.one(outages), notice, theirs, now)
        return alike + outcome + known + said, News(back, again, reached=isinstance(theirs, Sent))

    def _as_known(self, notice: Notice, why: Undelivered) -> Undelivered:
        """A refusal for good, if it is surely for this person alone; else one after which the notice waits."""
        if not why.for_good or notice.purpose.by_mail:
            return why
        if why.reason == CARD_GONE and notice.card is None:
            # No message can be gone that was never sent: whatever answers so speaks of nobody.
            return Undelivered(why.reason, for_good=False)
        if why.reason == CARD_GONE or self._taken.by_another(notice.id, notice.to.id, notice.made_at):
            self._let_go(notice.id)
            return why
        self._refused[notice.id] = notice.to.id
        return why.not_yet()

    def _let_go(self, id: str) -> None:
        self._refused.pop(id, None)
        self._taken.forget(id)


def _learn_reach(
    known: Reached | None, notice: Notice, result: Sent | Undelivered, now: datetime
) -> tuple[Outcome, bool]:
    """What a new message, taken or refused for good, says of reaching this person; whether they are so again."""
    if notice.card is not None or (isinstance(result, Undelivered) and not result.for_good):
        return Outcome(), False
    if isinstance(result, Undelivered):
        return Outcome(records=(record_attempt(known, notice.to.id, now, result.reason),)), False
    if is_removed(known, now):
        # Only they themselves, or a day, show that it is seen what Teams takes for them.
        return Outcome(), False
    again = known is not None and known.out_of_reach
    return Outcome(records=(record_attempt(known, notice.to.id, now, None),)), again


def _learn_outage(
    held: Outage | None, notice: Notice, result: Sent | Undelivered, now: datetime
) -> tuple[Outcome, bool]:
    """What this says of Teams: that it takes messages, which ends an outage, or that it takes none."""
    if isinstance(result, Sent):
        ended = outage.after_success(held)
        back = outage.has_lasted(held, now)
        if back and held is not None:
            _log.warning("teams_takes_messages_again", since=held.since, reason=held.reason)
        return Outcome(records=(ended,) if ended else ()), back
    if result.for_good or result.reason in NOT_TEAMS or isinstance(result, AppRemoved):
        return Outcome(), False
    news = outage.after_failure(held, notice.to.id, result.reason, now, of_one=result.of_one)
    if news is not None and news.since is not None and (held is None or held.since is None):
        if result.reason == NOTHING_CAME:
            _log.warning(
                "teams_not_met_yet"
            )  # a first start in school hours: no fault, and it ends with the first chat
        else:
            _log.error("teams_takes_nothing", reason=result.reason)
    return Outcome(records=(news,) if news else ()), False
