"""The filtering register as people read it and write into it, and as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.policy.filtering import checks
from bot.policy.filtering.checks import (
    TOLD_OF_REVIEWS,
    FilteringNotYours,
    FilterReview,
    FilterReviewWords,
    FilterTest,
    FilterTestWords,
)
from bot.policy.filtering.register import Register, RegisterPage, RegisterPart, may_read, page_of, register_of
from bot.policy.incidents.filtering import FilterDecision, VerdictWords
from bot.policy.incidents.incident import Incident
from bot.policy.kit.errors import NotFound
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Notice
from bot.policy.kit.roles import ROLES
from bot.services.incidents.loading import holders
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, keep_unless_seen, mark_seen, reconfirm_roles
from bot.services.kit.posted_cards import load_posted
from bot.services.ports import Files

OUTSIDE = Person(id="-", name="-")
"""Somebody without a role."""


class Filtering(Service):
    """What people do with the register."""

    def __init__(self, context: ServiceContext, files: Files) -> None:
        super().__init__(context)
        self._files = files

    async def page(self, by: Person, part: RegisterPart, page: int = 0) -> RegisterPage:
        """One page of a part. Raises `FilteringNotYours`."""
        return page_of(await self._register(by), part, page)

    async def record_decision(self, actor: Actor, words: VerdictWords) -> None:
        """A decision that no report led to; with the same form and words once. Raises `Incomplete` too."""

        async def act() -> Outcome:
            return checks.record_decision(words, self._context_of(actor))

        typed = (words.verdict, words.address, words.reason, words.ticket)
        await keep_unless_seen(self._store, self._clock, actor, act, typed)

    async def record_test(self, actor: Actor, words: FilterTestWords) -> None:
        """A test of the filter or of monitoring; as above."""

        async def act() -> Outcome:
            return checks.record_test(words, self._context_of(actor))

        typed = (words.on, words.device, words.place, words.account, words.category, words.worked, words.note)
        await keep_unless_seen(self._store, self._clock, actor, act, typed)

    async def record_review(self, actor: Actor, words: FilterReviewWords) -> bool:
        """The review of a year, of which those who answer for filtering are told; whether there is anybody to tell.

        Raises `DirectoryUnavailable` too, where nobody can be asked for.
        """
        held = await holders(self._directory, TOLD_OF_REVIEWS)
        answerable = [person for each in held.values() for person in each]

        async def act() -> Outcome:
            return checks.record_review(words, answerable, self._context_of(actor))

        typed = (words.on, words.governor, words.leader, words.dsl, words.it, words.findings, words.follows)
        await keep_unless_seen(self._store, self._clock, actor, act, typed)
        self._triggers.wake(Notice)
        return any(person.id != actor.person.id for person in answerable)

    async def review(self, by: Person, review_id: str) -> FilterReview:
        """A review, for one who may read the register. Raises `FilteringNotYours` and `NotFound`."""
        _must_read(by)
        review = await self._store.get(FilterReview, review_id) if review_id else None
        if review is None:
            raise NotFound()
        return review

    async def mark_review_seen(self, actor: Actor, review_id: str) -> FilterReview:
        """Somebody who answers for filtering has read it, and their card says so."""

        async def act() -> Outcome:
            review = await self.review(actor.person, review_id)
            posted = await load_posted(self._store, review_id)
            return checks.mark_review_seen(review, *posted, self._context_of(actor))

        await keep_unless_seen(self._store, self._clock, actor, act)
        self._triggers.wake(Notice)
        return await self.review(actor.person, review_id)

    async def export(self, actor: Actor, name: str, content: Callable[[Register], bytes]) -> None:
        """Offer the register as a file, once for a press and by the person's roles of now.

        Raises `FilteringNotYours`, `DirectoryUnavailable`, `AlreadyDone`, and `Undelivered` when it is not offered.
        """
        _must_read(actor.person)
        person = await reconfirm_roles(self._directory, actor.person, ROLES)
        found = await self._register(person)
        await mark_seen(self._store, self._clock, actor)
        await self._files.offer(person, name, await asyncio.to_thread(content, found), "filtering_exported")

    async def without_reports(self) -> Register:
        """The register as somebody sees it who may open no report and write nothing down: what it may show outside."""
        return await self._load_for(OUTSIDE)

    async def _register(self, by: Person) -> Register:
        _must_read(by)
        return await self._load_for(by)

    async def _load_for(self, by: Person) -> Register:
        decided, tested, reviewed = Query(FilterDecision, {}), Query(FilterTest, {}), Query(FilterReview, {})
        found = await self._store.find_each(decided, tested, reviewed)
        references = sorted({each.subject for each in found[decided]})
        incidents = await self._store.find(Incident, where={"id": references}) if references else []
        return register_of(
            by,
            found[decided],
            {each.id: each for each in incidents},
            found[tested],
            found[reviewed],
            self._clock.now(),
            self._school.timezone,
        )

    def _context_of(self, actor: Actor) -> ActionContext:
        return ActionContext(actor.person, self._clock.now(), self._calendar)


def _must_read(person: Person) -> None:
    if not may_read(person):
        raise FilteringNotYours()
