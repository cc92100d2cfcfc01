"""What a member of staff does with the Acceptable Use Policy: sees it, signs, says not yet, declines, asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.policy.documents import joining, questions, reminders, signing
from bot.policy.documents.campaigns import Ask, AskState, Campaign, CampaignKind, ask_id
from bot.policy.documents.publication import Publication
from bot.policy.documents.questions import Question
from bot.policy.documents.signing import AskSnapshot, Signature, SigningForm
from bot.policy.documents.text import compare_texts, sections_to_read
from bot.policy.documents.view import OwnSigning
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, Notice, PostedCard, Who
from bot.services.documents.loading import DocumentContext, current, load_asked, load_publication
from bot.services.kit.decisions import Actor, decide, keep_unless_seen
from bot.services.kit.posted_cards import load_posted

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answering:
    """What somebody's answer is decided on: what is asked of them, of which version, their signature if there is one,
    and the thread that they write in, with its cards and what is still to be sent of it."""

    asked: AskSnapshot
    published: Publication
    context: ActionContext
    signature: Signature | None
    thread: Question | None
    posted: tuple[Sequence[PostedCard], Sequence[Notice]]


class Signing:
    """The use cases of everyone on staff. Whose signature it is comes from the turn alone."""

    def __init__(self, context: DocumentContext) -> None:
        self._context = context
        self._store = context.store

    async def mine(self, person: Person) -> OwnSigning | None:
        """The version that stands published and how this person stands; None before the first, and for those of whom
        nothing is asked. Somebody on staff who was not asked yet is asked by looking."""
        campaign = await current(self._store, CampaignKind.AUP)
        if campaign is None:
            return None
        asked = await self._ask_of(campaign, person)
        return await self._mine(campaign, asked.ask) if asked else None

    async def of(self, campaign: Campaign, ask: Ask) -> OwnSigning:
        """The same for a person and a campaign that are known already."""
        return await self._mine(campaign, ask)

    async def sign(self, actor: Actor, reference: str, said: SigningForm) -> OwnSigning | None:
        """Sign the version that stands published, if the card was of that one; None where it was not.

        Signing twice answers with the first signature. Raises `Incomplete`, and `NotFound` where nothing is asked.
        """
        return await self._answer(
            actor,
            reference,
            lambda at: Outcome() if at.signature else signing.sign(at.asked, at.published, said, at.context),
        )

    async def mark_read(self, person: Person, reference: str, section: int) -> None:
        """They have read a section to its end. Of another version than that which is asked of them nothing is kept."""

        async def attempt() -> tuple[Outcome, None]:
            campaign = await current(self._store, CampaignKind.AUP)
            if campaign is None or campaign.id != reference:
                return Outcome(), None
            ask = await self._store.get(Ask, ask_id(campaign.id, person.id))
            if ask is None:
                return Outcome(), None
            published = await load_publication(self._store, campaign.id)
            return signing.mark_read(ask, section, len(sections_to_read(published.text))), None

        await decide(self._store, attempt)

    async def keep_true(self, person: Person, reference: str, at: Address) -> None:
        """A card of theirs about this version stands there, and follows what changes from now on."""

        async def attempt() -> tuple[Outcome, None]:
            campaign = await current(self._store, CampaignKind.AUP)
            asked = await load_asked(self._store, campaign, person.id) if campaign else None
            if asked is None or asked.campaign.id != reference:
                return Outcome(), None
            return signing.keep_true(asked, at, self._context.clock.now()), None

        await decide(self._store, attempt)

    async def not_yet(self, actor: Actor, reference: str) -> OwnSigning | None:
        """They will come back to it."""
        return await self._answer(actor, reference, lambda at: signing.answer_not_yet(at.asked, at.context))

    async def decline(self, actor: Actor, reference: str, words: str) -> OwnSigning | None:
        """They will not sign it; the Champions are told why. Raises `Incomplete` without words."""
        champions = await self._context.champions()
        return await self._answer(actor, reference, lambda at: signing.decline(at.asked, at.context, words, champions))

    async def ask(self, actor: Actor, reference: str, text: str, thread: str = "") -> OwnSigning | None:
        """A question to the Champions, or one more line in one's own thread; sent twice it is asked once. Raises
        `Incomplete` without words."""
        champions = await self._context.champions()
        held = await self._store.get(Question, thread) if thread else None
        if thread and (held is None or held.asker.id != actor.person.id):
            raise NotFound()
        return await self._answer(
            actor,
            held.subject if held else reference,
            lambda at: questions.ask_question(at.asked, at.thread, at.context, text, champions, *at.posted),
            (thread, text),
            thread,
        )

    async def ask_newcomer(self, person_id: str) -> None:
        """The bot came into somebody's chat: who has not been asked is asked (A2), and who could not be reached is
        reached now. What the directory cannot say just now waits for the next school morning."""
        try:
            person = await self._context.directory.person(person_id)
        except DirectoryUnavailable:
            log.warning("arrival_not_looked_up", person=person_id)
            return
        if person is None or not person.holds("staff"):
            return
        for what in CampaignKind:
            campaign = await current(self._store, what)
            asked = await self._ask_of(campaign, person) if campaign else None
            if asked and asked.ask.apart is not None:
                await self._reach(asked.campaign.id, what, person)

    async def _reach(self, id: str, what: CampaignKind, person: Person) -> None:
        async def attempt() -> tuple[Outcome, None]:
            campaign = await current(self._store, what)
            asked = await load_asked(self._store, campaign, person.id) if campaign and campaign.id == id else None
            if asked is None or asked.ask.apart is None:
                return Outcome(), None
            return reminders.ask_again(
                asked.campaign, asked.ask, self._context.clock.now(), self._context.calendar
            ), None

        await decide(self._store, attempt)
        self._context.rouse()

    async def _ask_of(self, campaign: Campaign, person: Person) -> AskSnapshot | None:
        """What is asked of the person, who is asked now when they are on staff and nobody has yet."""
        asked = await load_asked(self._store, campaign, person.id)
        left = asked is not None and asked.ask.standing is AskState.LEFT
        if (asked is not None and not left) or not person.holds("staff"):
            return None if left else asked

        async def attempt() -> tuple[Outcome, None]:
            now = await self._store.get(Campaign, campaign.id)
            held = await self._store.get(Ask, ask_id(campaign.id, person.id))
            if now is None or not now.current:
                return Outcome(), None
            signed = await self._store.get(Signature, ask_id(campaign.id, person.id))
            done = frozenset({person.id} if signed else ())
            people = [(person.who, held)]
            return joining.ask_everyone(now, people, done, self._context.clock.now(), self._context.calendar), None

        await decide(self._store, attempt)
        self._context.rouse()
        return await load_asked(self._store, campaign, person.id)

    async def _answer(
        self,
        actor: Actor,
        reference: str,
        change: Callable[[Answering], Outcome],
        words: Sequence[str] | None = None,
        thread: str = "",
    ) -> OwnSigning | None:
        newer = False

        async def answer() -> Outcome:
            nonlocal newer
            campaign = await current(self._store, CampaignKind.AUP)
            asked = await self._ask_of(campaign, actor.person) if campaign else None
            if campaign is None or asked is None:
                raise NotFound()
            newer = campaign.id != reference
            if newer:
                return Outcome()
            published = await load_publication(self._store, campaign.id)
            signature = await self._store.get(Signature, ask_id(campaign.id, actor.person.id))
            held = await self._store.get(Question, thread) if thread else None
            posted = await load_posted(self._store, thread) if thread else ((), ())
            return change(Answering(asked, published, self._context.press(actor.person), signature, held, posted))

        await keep_unless_seen(self._store, self._context.clock, actor, answer, words)
        self._context.rouse()
        return None if newer else await self.mine(actor.person)

    async def _mine(self, campaign: Campaign, ask: Ask) -> OwnSigning:
        published = await load_publication(self._store, campaign.id)
        signature = await self._store.get(Signature, ask.id)
        threads = await self._store.find(Question, where={"asker_id": ask.who.id, "subject": campaign.id})
        waiting = [thread for thread in threads if thread.waits]
        mine = OwnSigning(published, ask, signature, waiting[-1] if waiting else None)
        if signature:
            return mine
        return replace(await self._with_news(mine), champions=await self._others_to_tell(ask.who.id))

    async def _others_to_tell(self, person: str) -> Sequence[Who]:
        """The Champions beside this person; none where the directory cannot say."""
        try:
            return [who for who in await self._context.champions() if who.id != person]
        except DirectoryUnavailable:
            return ()

    async def _with_news(self, mine: OwnSigning) -> OwnSigning:
        """With what is new since they signed another version, if they did."""
        signed = await self._store.find(Signature, where={"person_id": mine.ask.who.id})
        if not signed:
            return mine
        earlier = max(signed, key=lambda signature: signature.at)
        before = await load_publication(self._store, earlier.subject)
        return replace(mine, earlier=earlier, news=compare_texts(before.text, mine.publication.text))
