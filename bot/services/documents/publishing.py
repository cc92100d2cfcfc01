"""Publishing a document: what a Champion would publish, publishing it, and taking it back (A3)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.documents import publication as publishing
from bot.policy.documents import withdrawal
from bot.policy.documents.campaigns import Campaign
from bot.policy.documents.publication import NobodyToAsk, Publication
from bot.policy.documents.text import compare_texts
from bot.policy.documents.view import Proposal
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.school import AUP
from bot.services.documents.loading import DocumentContext, current_of, load_campaign, load_publication
from bot.services.kit.decisions import Actor, decide, skip_if_seen


class Publishing:
    """The use cases of a Champion who puts a version before its audience."""

    def __init__(self, context: DocumentContext) -> None:
        self._context = context
        self._store = context.store

    async def proposal(self, person: Person, document: str = AUP) -> Proposal:
        """The text on disk beside what stands published. Raises `NotAllowed`, `NotFound`, `DocumentUnreadable`."""
        publishing.allow_publishing(person)
        rule = self._context.rule(document)
        text = await self._context.read(rule)
        campaign = await current_of(self._store, document)
        standing = await load_publication(self._store, campaign.id) if campaign else None
        return Proposal(
            rule=rule,
            text=text,
            sha256=publishing.contents_hash(rule, text),
            seen=publishing.proposal_hash(rule, text),
            changes=compare_texts(standing.text if standing else "", text),
            people=len(await self._context.audience(rule.roles)),
            standing=standing,
            same=publishing.is_published(standing, campaign, rule, text),
        )

    async def publish(self, actor: Actor, seen: str, document: str = AUP) -> tuple[Publication, bool]:
        """Publish what has the hash `seen`, and whether this press did it; everyone is asked soon after.

        The directory is asked afresh: raises `DirectoryUnavailable` when it cannot say, `NotAllowed` for anybody but a
        Champion, `TextChanged` when it is no longer what was shown, and `NobodyToAsk` where its audience is empty.
        """
        if not await self._context.directory.confirm(actor.person.id, publishing.PUBLISHERS):
            raise NotAllowed()
        rule = self._context.rule(document)
        text = await self._context.read(rule)
        if publishing.proposal_hash(rule, text) != seen:
            raise TextChanged()
        if not await self._context.audience(rule.roles):
            raise NobodyToAsk(roles=", ".join(rule.roles))

        async def attempt() -> tuple[Outcome, tuple[str, bool]]:
            before = await current_of(self._store, document)
            standing = await load_publication(self._store, before.id) if before else None
            if before is not None and publishing.is_published(standing, before, rule, text):
                return Outcome(), (before.id, False)
            reference = await self._free(rule.version, document)

            async def publish() -> Outcome:
                return publishing.publish(
                    reference, text, actor.person, self._context.clock.now(), rule=rule, before=before
                )

            kept = await skip_if_seen(self._store, self._context.clock, actor, publish)
            return kept, (reference, True) if kept else (before.id if before else reference, False)

        reference, did = await decide(self._store, attempt)
        self._context.rouse()
        return await load_publication(self._store, reference), did

    async def withdraw(self, actor: Actor, reference: str) -> Campaign:
        """Take back a version that has just been published; the campaign as it then stands.

        The directory is asked afresh, as for publishing. Raises `DirectoryUnavailable`, `NotAllowed`, `NotFound` and
        `TooLateToWithdraw`.
        """
        if not await self._context.directory.confirm(actor.person.id, publishing.PUBLISHERS):
            raise NotAllowed()

        async def attempt() -> tuple[Outcome, None]:
            campaign = await load_campaign(self._store, reference)
            before = await self._store.get(Campaign, campaign.before) if campaign.before else None
            return withdrawal.withdraw(campaign, before, actor.person, self._context.clock.now()), None

        await decide(self._store, attempt)
        self._context.rouse()
        return await load_campaign(self._store, reference)

    async def version(self, reference: str) -> Publication:
        """A published version, which everyone may read. Raises `NotFound`."""
        return await load_publication(self._store, reference)

    async def differs(self, published: Publication) -> bool:
        """Whether what is on disk is another than what was published; not for a document that the settings no longer
        have. Raises `DocumentUnreadable`."""
        rule = next((each for each in self._context.school.documents if each.id == published.document_id), None)
        if rule is None:
            return False
        held = publishing.contents_hash(rule, await self._context.read(rule))
        return (held, rule.link) != (published.sha256, published.link)

    async def versions(self, document: str = AUP) -> Sequence[Publication]:
        """Every version of a document that was ever published, the earliest first."""
        found = [each for each in await self._store.find(Publication) if each.document_id == document]
        return sorted(found, key=lambda published: published.at)

    async def _free(self, label: str, document: str) -> str:
        nth = 1
        while await self._store.get(Publication, publishing.publication_id(label, nth, document)):
            nth += 1
        return publishing.publication_id(label, nth, document)


class TextChanged(NotAllowed):
    """The text on disk is no longer the one that was shown before the press: it is to be seen first."""

    key = "aup.text_changed"
