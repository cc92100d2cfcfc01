"""What `documents` shows: each person's own, and the school's for Champions and senior leaders (A3, A5).

Nothing is loaded but campaigns, answers and signatures: no text, however long it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.documents.campaigns import Ask, Campaign, ask_id
from bot.policy.documents.publication import SEE_WHO_SIGNED
from bot.policy.documents.signing import Signature
from bot.policy.documents.view import DocumentList, OwnDocument, SchoolDocument
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Query
from bot.services.documents.loading import DocumentContext, all_current


class Lists:
    """The use case of everybody who looks at the documents."""

    def __init__(self, context: DocumentContext) -> None:
        self._context = context
        self._store = context.store

    async def show(self, person: Person) -> DocumentList:
        """Every document that stands published, as this person stands with it; the school's for those who see it."""
        published = await all_current(self._store)
        mine = await self._own(published, person)
        return DocumentList(mine, self._school(published) if person.holds(*SEE_WHO_SIGNED) else ())

    async def due(self, person: Person) -> Sequence[OwnDocument]:
        """Those that they have still to sign."""
        return [each for each in await self._own(await all_current(self._store), person) if each.is_due]

    async def _own(self, published: Sequence[Campaign], person: Person) -> Sequence[OwnDocument]:
        ids = [ask_id(campaign.id, person.id) for campaign in published]
        asks, signatures = Query(Ask, {"id": ids}), Query(Signature, {"id": ids})
        found = await self._store.find_each(asks, signatures)
        asked = {ask.subject: ask for ask in found[asks]}
        signed = {signature.subject: signature.at for signature in found[signatures]}
        return [OwnDocument(each, asked.get(each.id), signed.get(each.id)) for each in published]

    def _school(self, published: Sequence[Campaign]) -> Sequence[SchoolDocument]:
        by_id = {campaign.document_id: campaign for campaign in published}
        ours = [SchoolDocument(rule, by_id.pop(rule.id, None)) for rule in self._context.school.documents]
        return [*ours, *(SchoolDocument(None, campaign) for campaign in by_id.values())]
