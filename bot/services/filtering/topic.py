"""Speaking of filtering: the card of a review, for those who answer for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.policy.filtering.checks import TOLD_OF_REVIEWS, FilterReview
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, Purpose, Record
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Topic

DrawFilterReview = Callable[[FilterReview, Person], Message]
"""Draws the card of a review for its reader."""


class FilteringTopic(Topic):
    """The topic `filtering`. Its notices are about a review."""

    def __init__(self, context: ServiceContext, draw: DrawFilterReview) -> None:
        self._context = context
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """The review as it stands. Who has lost the role is told nothing more, and waits for the directory."""
        if reader is None:
            raise DirectoryUnavailable()
        if not reader.roles & TOLD_OF_REVIEWS:
            return NotTheirs()
        review = await self._load(notice)
        return Drawn(self._draw(review, reader), (review,))

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The review, which is kept anew when somebody has seen it."""
        return (await self._load(notice),)

    async def _load(self, notice: Notice) -> FilterReview:
        review = await self._context.store.get(FilterReview, notice.subject)
        if review is None:
            raise NotFound()
        return review
