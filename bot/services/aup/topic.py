"""Speaking of campaigns: their cards drawn as they stand, and what a delivery changes on who can be reached."""

from __future__ import annotations

from collections.abc import Callable

from bot.policy.aup.campaigns import Ask, AskState, Campaign, What, ask_id, recount
from bot.policy.aup.questions import Question, may_see
from bot.policy.aup.view import Shown
from bot.policy.kit import notices
from bot.policy.kit.errors import NotFound, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Message, Notice, PostedCard, Purpose, Urgency
from bot.services.aup.loading import AupContext, load_campaign
from bot.services.aup.outstanding import Outstanding
from bot.services.aup.signing import Signing
from bot.services.kit.topics import Drawn, NotTheirs, Sent

ASKING = frozenset({Purpose.AUP_ASK, Purpose.AUP_REMINDER, Purpose.TRAINING_DUE})
"""Cards that ask a person: they have one of them, the newest."""
THREADS = frozenset({Purpose.AUP_QUESTION, Purpose.AUP_ANSWER})
LISTS = frozenset({Purpose.AUP_LIST, Purpose.AUP_DECLINED})


Draw = Callable[[Purpose, Shown, Person], Message]
"""Draws what a purpose asks for, for its reader."""


class AupTopic:
    """The topic `aup`."""

    def __init__(self, context: AupContext, signing: Signing, outstanding: Outstanding, draw: Draw) -> None:
        self._context = context
        self._store = context.store
        self._signing = signing
        self._outstanding = outstanding
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The card for its reader; None when nothing is left to ask, to list or to answer."""
        reader = reader or Person(id=notice.to.id, name=notice.to.name)
        if purpose is Purpose.POINTER:
            return Drawn(self._draw(purpose, Shown(), reader), 0)
        if purpose in THREADS:
            question = await self._store.get(Question, notice.subject)
            if question is None:
                raise NotFound()
            if not may_see(reader, question):
                return NotTheirs()
            return Drawn(self._draw(purpose, Shown(question=question), reader), len(question.lines))
        campaign = await load_campaign(self._store, notice.subject)
        if purpose in LISTS:
            return await self._list(notice, purpose, campaign, reader)
        ask = await self._store.get(Ask, ask_id(campaign.id, notice.to.id))
        if ask is None or (notice.card is None and not (campaign.current and ask.outstanding)):
            return None
        if campaign.what is What.TRAINING:
            shown = Shown(training=(campaign, ask), reminder=ask.reminded)
        else:
            shown = Shown(mine=await self._signing.of(campaign, ask), reminder=ask.reminded)
        return Drawn(self._draw(purpose, shown, reader), ask.version)

    async def settle(self, notice: Notice, result: Sent | Undelivered, outcome: Outcome) -> Outcome:
        """A newer card takes the place of the person's older ones; who cannot be reached is marked."""
        if isinstance(result, Undelivered):
            return await self._reach(notice, result.reason) if result.of_one else Outcome()
        if result.at is None:
            return Outcome()
        changed = await self._reach(notice, "")
        group = next((group for group in (ASKING, THREADS, LISTS) if notice.purpose in group), frozenset())
        standing = await self._store.find(PostedCard, where={"to_id": notice.to.id, "subject": notice.subject})
        older = tuple(
            card.model_copy(update={"purpose": Purpose.POINTER})
            for card in standing
            if card.live and card.purpose in group and card.id != notice.id
        )
        drawn_from, version = await self._drawn_from(notice)
        stale: tuple[PostedCard, ...] = ()
        if drawn_from is not None and version != result.drawn_from:
            stale = tuple(card for card in outcome.records if isinstance(card, PostedCard))
        told = tuple(
            notices.refresh(card, Urgency.ROUTINE, self._context.clock.now(), f"{notice.id}:{notice.attempts}")
            for card in (*stale, *older)
        )
        if drawn_from is None or changed:
            return changed + Outcome(older, told)
        # Kept again, so that an answer which was decided before this card was known is decided afresh.
        return Outcome((*older, drawn_from), told)

    async def _drawn_from(self, notice: Notice) -> tuple[Ask | Question | None, int]:
        """What the card shows, as it stands now, and how far it has come."""
        if notice.purpose in THREADS:
            question = await self._store.get(Question, notice.subject)
            return question, len(question.lines) if question else 0
        if notice.purpose in ASKING:
            ask = await self._store.get(Ask, ask_id(notice.subject, notice.to.id))
            return ask, ask.version if ask else 0
        return None, 0

    async def _reach(self, notice: Notice, reason: str) -> Outcome:
        """The person marked as not to be reached, or as reached again."""
        if notice.purpose not in ASKING:
            return Outcome()
        ask = await self._store.get(Ask, ask_id(notice.subject, notice.to.id))
        if ask is None or ask.unreachable == reason or ask.standing is AskState.LEFT:
            return Outcome()
        campaign = await load_campaign(self._store, notice.subject)
        changed = ask.model_copy(update={"unreachable": reason})
        facts = {"to": ask.who.name, "to_id": ask.who.id, "reason": reason}
        what = "could_not_ring" if reason else "rang"
        entry = Entry(subject=campaign.id, at=self._context.clock.now(), by=None, what=what, facts=facts)
        return Outcome((changed, recount(campaign, [(ask, changed)])), entries=(entry,))

    async def _list(
        self, notice: Notice, purpose: Purpose, campaign: Campaign, reader: Person
    ) -> Drawn | NotTheirs | None:
        if not reader.holds("champion", "senior_leader"):
            return NotTheirs()
        overview = await self._outstanding.of(campaign)
        if purpose is Purpose.AUP_DECLINED and notice.card is None and not overview.declined:
            return None
        return Drawn(self._draw(purpose, Shown(overview=overview), reader), campaign.version)
