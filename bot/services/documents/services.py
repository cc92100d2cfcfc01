"""The documents and the training of one school: their use cases in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.policy.kit.people import Person
from bot.policy.kit.school import AUP
from bot.services.documents.campaigns import Campaigns
from bot.services.documents.document import Document, source_of
from bot.services.documents.lists import Lists
from bot.services.documents.loading import DocumentContext
from bot.services.documents.outstanding import Outstanding
from bot.services.documents.publishing import Publishing
from bot.services.documents.questions import Questions
from bot.services.documents.signing import Signing
from bot.services.documents.topic import DocumentTopic, DrawDocument
from bot.services.documents.training import Training
from bot.services.kit.context import ServiceContext
from bot.services.ports import Files


@dataclass(frozen=True, slots=True)
class DocumentServices:
    """What a turn may ask for, and what the ticker and the outbox are given."""

    context: DocumentContext
    signing: Signing
    publishing: Publishing
    outstanding: Outstanding
    lists: Lists
    questions: Questions
    training: Training
    files: Files

    @classmethod
    def of(cls, services: ServiceContext, files: Files, *, document: Document | None = None) -> Self:
        """The use cases of a school. `document` is the Acceptable Use Policy's text, where it is not the file of its
        settings."""
        sources = {rule.id: source_of(rule) for rule in services.school.documents}
        context = DocumentContext(
            services.store,
            services.directory,
            services.school,
            services.clock,
            services.triggers,
            sources | ({AUP: document} if document else {}),
        )
        publishing = Publishing(context)
        return cls(
            context=context,
            signing=Signing(context),
            publishing=publishing,
            outstanding=Outstanding(context, publishing),
            lists=Lists(context),
            questions=Questions(context),
            training=Training(context),
            files=files,
        )

    def campaigns(self) -> Campaigns:
        """The job that does what time brings."""
        return Campaigns(self.context)

    def topic(self, draw: DrawDocument) -> DocumentTopic:
        """How the outbox speaks of the campaigns."""
        return DocumentTopic(self.context, self.signing, self.outstanding, draw)

    async def offer(self, to: Person, name: str, content: bytes, what: str) -> None:
        """Offer a file of the evidence to somebody who may have it; the timeline says `what` once they have
        taken it.

        Raises `Undelivered` when the offer could not be made.
        """
        await self.files.offer(to, name, content, what)
