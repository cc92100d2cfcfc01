"""The approver's own words: `away until …` and `back`. While no approver is there, the deputies decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.calls import telling
from bot.policy.calls.call import VideoCall
from bot.policy.kit.absence import Absence, until_day
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, Who
from bot.policy.kit.school_time import ONE_DAY, instant, local
from bot.services.calls.loading import CallContext
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor, decide, reject_if_seen

ABSENCE_SUBJECT = "video_calls"
"""Whose timeline the approvers' absences stand in."""


class NotTheApprover(NotAllowed):
    """Only whoever decides video calls says that they are away."""

    key = "call.not_the_approver"


class Absences:
    """When the approvers are away."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = CallContext.of(context)
        self._triggers = context.triggers

    async def away(self, actor: Actor, said: str) -> tuple[Absence, tuple[Person, ...]]:
        """Away until the end of the day that the words mean, and the deputies who decide meanwhile.

        What waits is put before them. Raises `NotTheApprover`, and `Incomplete(until=…)` when it is no day.
        """
        await self._must_be_approver(actor.person)
        now, tz = self._context.clock.now(), self._context.school.timezone
        until = until_day(said, local(now, tz).date())
        ends = instant(until + ONE_DAY, datetime.min.time(), tz)

        async def attempt() -> tuple[Outcome, Absence]:
            known = await self._context.store.get(Absence, actor.person.id)
            held = known.version if known else 0
            word = Absence(id=actor.person.id, version=held, who=actor.person.who, since=now, until=until, due_at=ends)
            entry = _entry(actor.person.who, "call_away", now, last_day=until.isoformat())
            outcome = Outcome((word,), entries=(entry,)) + await self._put_before_present(word, now)
            return await reject_if_seen(self._context.store, self._context.clock, actor, outcome), word

        word = await decide(self._context.store, attempt)
        self._triggers.wake(Notice, VideoCall)
        deciders, _ = await self._context.deciders()
        return word, deciders.standing_in

    async def back(self, actor: Actor) -> bool:
        """Back again: what waits is put before the approver once more. False when they were not away."""
        await self._must_be_approver(actor.person)

        async def attempt() -> tuple[Outcome, bool]:
            known = await self._context.store.get(Absence, actor.person.id)
            if known is None or not known.holds(self._context.clock.now()):
                return Outcome(), False
            return await reject_if_seen(
                self._context.store, self._context.clock, actor, await self.end(known, actor.person.who)
            ), True

        was = await decide(self._context.store, attempt)
        self._triggers.wake(Notice, VideoCall)
        return was

    async def end(self, word: Absence, by: Who | None) -> Outcome:
        """The absence is over, by the approver's word or by time."""
        now = self._context.clock.now()
        over = word.model_copy(update={"due_at": None})
        return Outcome(
            (over,), entries=(_entry(by, "call_back", now, to=word.who.name),)
        ) + await self._put_before_present(over, now)

    async def _put_before_present(self, word: Absence, now: datetime) -> Outcome:
        """Those who decide may have changed: what waits is put before them, and every card of it is redrawn."""
        outcome = Outcome()
        cause = f"away{word.version}.{word.id}"
        deciders = await self._context.deciders_with(word)
        for call in await self._waiting():
            standing = (await self._context.load(call.id)).snapshot
            people = (person.who for person in deciders.to_ask(call.may_not_decide))
            told = telling.put_before(standing, people, cause, now)
            outcome += Outcome(notices=told, unchanged=(call,)) + telling.redraw_all(standing, now, cause)
        return outcome

    async def _waiting(self) -> Sequence[VideoCall]:
        return await self._context.store.find(VideoCall, where={"state": ApprovalState.WAITING.value})

    async def _must_be_approver(self, person: Person) -> None:
        if not await self._context.directory.confirm(person.id, (self._context.school.video_calls.approver,)):
            raise NotTheApprover()


def _entry(by: Who | None, what: str, now: datetime, **facts: str) -> Entry:
    return Entry(subject=ABSENCE_SUBJECT, at=now, by=by, what=what, facts=facts)
