"""Speaking of campaigns: their cards drawn as they stand, and what a delivery changes on who can be reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from bot.policy.documents import DocumentPurpose
from bot.policy.documents.campaigns import Ask, AskState, Campaign, ask_id, recount
from bot.policy.documents.questions import Question, may_see_question
from bot.policy.documents.view import DocumentView
from bot.policy.kit.errors import NotFound, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import CardPurpose, Entry, Message, Notice, PostedCard, Purpose, Record
from bot.services.documents.loading import DocumentContext, load_campaign
from bot.services.documents.outstanding import Outstanding
from bot.services.documents.signing import Signing
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Superseded, Topic

ASKING = frozenset({DocumentPurpose.ASK, DocumentPurpose.REMINDER, DocumentPurpose.TRAINING_DUE})
"""Cards that ask a person: they have one of them, the newest."""
THREADS = frozenset(
    {
        DocumentPurpose.QUESTION,
        DocumentPurpose.ANSWER,
        DocumentPurpose.POLICY_QUESTION,
        DocumentPurpose.POLICY_RECEIPT,
        DocumentPurpose.POLICY_ANSWER,
    }
)
LISTS = frozenset({DocumentPurpose.LIST, DocumentPurpose.DECLINED})


DrawDocument = Callable[[Purpose, DocumentView, Person], Message]
"""Draws what a purpose asks for, for its reader."""


class DocumentTopic(Topic):
    """The topic `aup`."""

    def __init__(
        self, context: DocumentContext, signing: Signing, outstanding: Outstanding, draw: DrawDocument
    ) -> None:
        self._context = context
        self._store = context.store
        self._signing = signing
        self._outstanding = outstanding
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """The card for its reader; None when nothing is left to ask, to list or to answer."""
        reader = reader or Person(id=notice.to.id, name=notice.to.name)
        if purpose is CardPurpose.POINTER:
            return Superseded()
        if purpose in THREADS:
            question = await self._store.get(Question, notice.subject)
            if question is None:
                raise NotFound()
            if not may_see_question(reader, question):
                return NotTheirs()
            return Drawn(self._draw(purpose, DocumentView(question=question), reader), (question,))
        campaign = await load_campaign(self._store, notice.subject)
        if purpose in LISTS:
            return await self._list(notice, purpose, campaign, reader)
        ask = await self._store.get(Ask, ask_id(campaign.id, notice.to.id))
        if ask is None or (notice.card is None and not (campaign.current and ask.outstanding)):
            return None
        if campaign.is_training:
            shown = DocumentView(training=(campaign, ask), reminder=ask.reminded)
        else:
            shown = DocumentView(mine=await self._signing.of(campaign, ask), reminder=ask.reminded)
        return Drawn(self._draw(purpose, shown, reader), (ask,))

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The thread, or what is asked of the reader. A list says how it stood when it was drawn."""
        held: Question | Ask | None = None
        if notice.purpose in THREADS:
            held = await self._store.get(Question, notice.subject)
        elif notice.purpose in ASKING:
            held = await self._store.get(Ask, ask_id(notice.subject, notice.to.id))
        return (held,) if held else ()

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """Cards of the same kind: a person has the newest."""
        return next((group for group in (ASKING, THREADS, LISTS) if notice.purpose in group), frozenset())

    async def on_arrival(self, notice: Notice, card: PostedCard) -> Outcome:
        """Who could not be reached is reached again."""
        return await self._reach(notice, "")

    async def on_refusal(self, notice: Notice, why: Undelivered) -> Outcome:
        """Who cannot be reached is marked."""
        return await self._reach(notice, why.reason) if why.of_one else Outcome()

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
        if purpose is DocumentPurpose.DECLINED and notice.card is None and not overview.declined:
            return None
        return Drawn(self._draw(purpose, DocumentView(overview=overview), reader))
