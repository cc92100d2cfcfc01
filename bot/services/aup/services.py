"""The Acceptable Use Policy and training of one school: their use cases in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.policy.kit.people import Person
from bot.services.aup.campaigns import Campaigns
from bot.services.aup.document import Document, MarkdownFile
from bot.services.aup.loading import AupContext
from bot.services.aup.outstanding import Outstanding
from bot.services.aup.publishing import Publishing
from bot.services.aup.questions import Questions
from bot.services.aup.signing import Signing
from bot.services.aup.topic import AupTopic, DrawAup
from bot.services.aup.training import Training
from bot.services.kit.context import ServiceContext
from bot.services.ports import Files


@dataclass(frozen=True, slots=True)
class AupServices:
    """What a turn may ask for, and what the ticker and the outbox are given."""

    context: AupContext
    signing: Signing
    publishing: Publishing
    outstanding: Outstanding
    questions: Questions
    training: Training
    files: Files

    @classmethod
    def of(cls, services: ServiceContext, files: Files, *, document: Document | None = None) -> Self:
        """The use cases of a school. Without a `document` the text is the file that its settings name."""
        context = AupContext(
            services.store,
            services.directory,
            services.school,
            services.clock,
            services.triggers,
            document or MarkdownFile(services.school.aup.document),
        )
        publishing = Publishing(context)
        return cls(
            context=context,
            signing=Signing(context),
            publishing=publishing,
            outstanding=Outstanding(context, publishing),
            questions=Questions(context),
            training=Training(context),
            files=files,
        )

    def campaigns(self) -> Campaigns:
        """The job that does what time brings."""
        return Campaigns(self.context)

    def topic(self, draw: DrawAup) -> AupTopic:
        """How the outbox speaks of the campaigns."""
        return AupTopic(self.context, self.signing, self.outstanding, draw)

    async def offer(self, to: Person, name: str, content: bytes) -> None:
        """Offer a file of the evidence to somebody who may have it; the timeline says so once they have taken it.

        Raises `Undelivered` when the offer could not be made.
        """
        await self.files.offer(to, name, content, "aup_exported")
