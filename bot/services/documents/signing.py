"""What a person does with a document that they are asked to sign: sees it, signs, says not yet, declines, asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.policy.documents import questions, reminders, signing
from bot.policy.documents.campaigns import Ask, AskState, Campaign, CampaignKind, ask_id
from bot.policy.documents.joiners import Joiner
from bot.policy.documents.publication import Publication
from bot.policy.documents.questions import Question
from bot.policy.documents.signing import AskSnapshot, Signature, SigningForm
from bot.policy.documents.text import changed_sections, compare_texts, sections_to_read
from bot.policy.documents.view import OwnSigning
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, Notice, PostedCard, Who
from bot.policy.kit.school import AUP
from bot.services.documents.asking import ask_people
from bot.services.documents.loading import (
    DocumentContext,
    all_current,
    current,
    current_of,
    document_of,
    load_asked,
    load_publication,
)
from bot.services.kit.decisions import Actor, decide, keep_unless_seen
from bot.services.kit.posted_cards import load_posted

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answering:
    """What somebody's answer is decided on: what is asked of them, of which version, their signature if there is one,
    the thread that they write in, with its cards and what is still to be sent of it, and the version since which alone
    they are asked for what has changed."""

    asked: AskSnapshot
    published: Publication
    context: ActionContext
    signature: Signature | None
    thread: Question | None
    posted: tuple[Sequence[PostedCard], Sequence[Notice]]
    since: str = ""


class Signing:
    """The use cases of everyone who is asked. Whose signature it is comes from the turn alone."""

    def __init__(self, context: DocumentContext) -> None:
        self._context = context
        self._store = context.store

    async def mine(self, person: Person, document: str = AUP) -> OwnSigning | None:
        """The document's version that stands published and how this person stands; None before the first, and for those
        of whom nothing is asked. Somebody of its audience who was not asked yet is asked by looking."""
        campaign = await current_of(self._store, document)
        if campaign is None:
            return None
        asked = await self._ask_of(campaign, person)
        return await self._mine(campaign, asked.ask) if asked else None

    async def document_of(self, reference: str) -> str:
        """The id of the document that this publication is of."""
        return await document_of(self._store, reference)

    async def title_of(self, reference: str) -> str:
        """The title of the document that this publication is of, as it was published."""
        campaign = await self._store.get(Campaign, reference) if reference else None
        return campaign.title if campaign else ""

    async def is_withdrawn(self, reference: str) -> bool:
        """Whether this version was taken back."""
        campaign = await self._store.get(Campaign, reference) if reference else None
        return campaign is not None and campaign.withdrawn_at is not None

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
            lambda at: Outcome() if at.signature else signing.sign(at.asked, at.published, said, at.context, at.since),
        )

    async def mark_read(self, person: Person, reference: str, section: int) -> None:
        """They have read a section to its end. Of another version than that which is asked of them nothing is kept."""

        async def attempt() -> tuple[Outcome, None]:
            campaign = await self._store.get(Campaign, reference) if reference else None
            ask = await self._store.get(Ask, ask_id(reference, person.id)) if campaign and campaign.current else None
            if campaign is None or ask is None or campaign.is_training:
                return Outcome(), None
            published = await load_publication(self._store, campaign.id)
            return signing.mark_read(ask, section, len(sections_to_read(published.text))), None

        await decide(self._store, attempt)

    async def keep_true(self, person: Person, reference: str, at: Address) -> None:
        """A card of theirs about this version stands there, and follows what changes from now on."""

        async def attempt() -> tuple[Outcome, None]:
            campaign = await self._store.get(Campaign, reference) if reference else None
            asked = await load_asked(self._store, campaign, person.id) if campaign and campaign.current else None
            if asked is None or asked.campaign.is_training:
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
        if person is None:
            return
        training = await current(self._store, CampaignKind.TRAINING)
        for campaign in (*await all_current(self._store), *([training] if training else ())):
            asked = await self._ask_of(campaign, person) if person.holds(*campaign.roles) else None
            if asked and asked.ask.apart is not None:
                await self._reach(asked.campaign.id, person)

    async def _reach(self, id: str, person: Person) -> None:
        async def attempt() -> tuple[Outcome, None]:
            campaign = await self._store.get(Campaign, id)
            asked = await load_asked(self._store, campaign, person.id) if campaign and campaign.current else None
            if asked is None or asked.ask.apart is None:
                return Outcome(), None
            return reminders.ask_again(
                asked.campaign, asked.ask, self._context.clock.now(), self._context.calendar
            ), None

        await decide(self._store, attempt)
        self._context.rouse()

    async def _ask_of(self, campaign: Campaign, person: Person) -> AskSnapshot | None:
        """What is asked of the person, who is asked now when they are of its audience and nobody has yet."""
        asked = await load_asked(self._store, campaign, person.id)
        left = asked is not None and asked.ask.standing is AskState.LEFT
        if (asked is not None and not left) or not person.holds(*campaign.roles):
            return None if left else asked

        async def attempt() -> tuple[Outcome, None]:
            now = await self._store.get(Campaign, campaign.id)
            return await ask_people(self._context, now, [person.who]) if now else Outcome(), None

        await decide(self._store, attempt)
        self._context.rouse(Joiner)
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
        document = await self.document_of(reference)

        async def answer() -> Outcome:
            nonlocal newer
            campaign = await current_of(self._store, document)
            asked = await self._ask_of(campaign, actor.person) if campaign else None
            if campaign is None or asked is None:
                raise NotFound()
            newer = campaign.id != reference
            if newer:
                return Outcome()
            published = await load_publication(self._store, campaign.id)
            signature = await self._store.get(Signature, ask_id(campaign.id, actor.person.id))
            earlier = None if signature else await self._earlier(published, actor.person.id)
            since = earlier.subject if earlier and self._asks_for_changes(published, earlier) else ""
            held = await self._store.get(Question, thread) if thread else None
            posted = await load_posted(self._store, thread) if thread else ((), ())
            return change(
                Answering(asked, published, self._context.press(actor.person), signature, held, posted, since)
            )

        await keep_unless_seen(self._store, self._context.clock, actor, answer, words)
        self._context.rouse()
        return None if newer else await self.mine(actor.person, document)

    async def _mine(self, campaign: Campaign, ask: Ask) -> OwnSigning:
        published = await load_publication(self._store, campaign.id)
        signature = await self._store.get(Signature, ask.id)
        threads = await self._store.find(Question, where={"asker_id": ask.who.id, "subject": campaign.id})
        waiting = [thread for thread in threads if thread.waits]
        mine = OwnSigning(
            published, ask, signature, waiting[-1] if waiting else None, withdrawn_at=campaign.withdrawn_at
        )
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
        earlier = await self._earlier(mine.publication, mine.ask.who.id)
        if earlier is None:
            return mine
        before = (await load_publication(self._store, earlier.subject)).text
        after = mine.publication.text
        only = changed_sections(before, after) if self._asks_for_changes(mine.publication, earlier) else None
        return replace(mine, earlier=earlier, news=compare_texts(before, after), only=only)

    async def _earlier(self, published: Publication, person: str) -> Signature | None:
        """Their newest signature under another version of the same document that was not taken back."""
        found = await self._store.find(Signature, where={"person_id": person})
        same = [each for each in found if each.document == published.document and each.subject != published.id]
        for signature in sorted(same, key=lambda each: each.at, reverse=True):
            campaign = await self._store.get(Campaign, signature.subject)
            if campaign is None or campaign.withdrawn_at is None:
                return signature
        return None

    def _asks_for_changes(self, published: Publication, earlier: Signature) -> bool:
        """Whether somebody with this earlier signature is asked for what has changed alone: it is of this school year,
        and there is a text that can be compared."""
        calendar = self._context.calendar
        same_year = calendar.school_year(earlier.at) == calendar.school_year(self._context.clock.now())
        return same_year and bool(published.text)
