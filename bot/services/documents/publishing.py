"""Publishing the Acceptable Use Policy: what a Champion would publish, and publishing it (A3)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.documents import publication as publishing
from bot.policy.documents.campaigns import CampaignKind
from bot.policy.documents.publication import Publication
from bot.policy.documents.text import compare_texts
from bot.policy.documents.view import Proposal
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.timeline import seal
from bot.services.documents.loading import DocumentContext, current, load_publication
from bot.services.kit.decisions import Actor, decide, skip_if_seen


class Publishing:
    """The use cases of a Champion who puts a version before the staff."""

    def __init__(self, context: DocumentContext) -> None:
        self._context = context
        self._store = context.store

    async def proposal(self, person: Person) -> Proposal:
        """The text on disk beside what stands published. Raises `NotAllowed`, `DocumentUnreadable`."""
        publishing.allow_publishing(person)
        text = await self._context.document.read()
        label = self._context.school.aup.version
        campaign = await current(self._store, CampaignKind.AUP)
        standing = await load_publication(self._store, campaign.id) if campaign else None
        return Proposal(
            label=label,
            text=text,
            sha256=seal(text),
            changes=compare_texts(standing.text if standing else "", text),
            people=len(await self._context.directory.holders("staff")),
            standing=standing,
            same=publishing.is_published(standing, label, text),
        )

    async def publish(self, actor: Actor, seen: str) -> tuple[Publication, bool]:
        """Publish the text whose hash is `seen`, and whether this press did it; everyone is asked soon after.

        The directory is asked afresh: raises `DirectoryUnavailable` when it cannot say, `NotAllowed` for anybody but a
        Champion, and `TextChanged` when the text on disk is no longer the one that was shown.
        """
        if not await self._context.directory.confirm(actor.person.id, publishing.PUBLISHERS):
            raise NotAllowed()
        text = await self._context.document.read()
        if seal(text) != seen:
            raise TextChanged()
        settings = self._context.school.aup

        async def attempt() -> tuple[Outcome, tuple[str, bool]]:
            before = await current(self._store, CampaignKind.AUP)
            standing = await load_publication(self._store, before.id) if before else None
            if before is not None and publishing.is_published(standing, settings.version, text):
                return Outcome(), (before.id, False)
            reference = await self._free(settings.version)

            async def publish() -> Outcome:
                return publishing.publish(
                    reference, text, actor.person, self._context.clock.now(), settings=settings, before=before
                )

            kept = await skip_if_seen(self._store, self._context.clock, actor, publish)
            return kept, (reference, True) if kept else (before.id if before else reference, False)

        reference, did = await decide(self._store, attempt)
        self._context.rouse()
        return await load_publication(self._store, reference), did

    async def version(self, reference: str) -> Publication:
        """A published version, which everyone on staff may read. Raises `NotFound`."""
        return await load_publication(self._store, reference)

    async def differs(self, published: Publication) -> bool:
        """Whether the text on disk is another than the published one. Raises `DocumentUnreadable`."""
        return seal(await self._context.document.read()) != published.sha256

    async def versions(self) -> Sequence[Publication]:
        """Every version that was ever published, the earliest first."""
        return sorted(await self._store.find(Publication), key=lambda published: published.at)

    async def _free(self, label: str) -> str:
        nth = 1
        while await self._store.get(Publication, publishing.publication_id(label, nth)):
            nth += 1
        return publishing.publication_id(label, nth)


class TextChanged(NotAllowed):
    """The text on disk is no longer the one that was shown before the press: it is to be seen first."""

    key = "aup.text_changed"
