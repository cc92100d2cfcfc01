"""What people say of themselves: `away until …` and `back`. Meanwhile reports go to the others on their ladders, and
while no approver is there the deputies decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.policy.calls import telling
from bot.policy.calls.call import VideoCall
from bot.policy.incidents.authority import MAY_BE_HANDED
from bot.policy.incidents.incident import Incident
from bot.policy.kit.absence import Absence, read_absence, tell_absence
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from bot.policy.reach.reach import kinds_without_another, roles_needed
from bot.services.calls.loading import CallContext
from bot.services.incidents.loading import holders, with_absences
from bot.services.incidents.pings import move_on
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor, decide, reject_if_seen

ABSENCE_SUBJECT = "video_calls"
"""Whose timeline absences stand in."""


class NobodyWaits(NotAllowed):
    """Only whoever is told of reports, may have them handed, or decides video calls says that they are away."""

    key = "call.nobody_waits"


@dataclass(frozen=True, slots=True)
class AwayAnswer:
    """What somebody's absence means: the deputies who decide meanwhile, for an approver alone, and the kinds of report
    of which a step has nobody else, so that they are still told. `instead_of` was told of before, and is no more."""

    word: Absence
    instead_of: Absence | None
    deputies: tuple[Person, ...] | None
    still_told: tuple[str, ...]


class Absences:
    """When the people are away for whom something waits."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = CallContext.of(context)
        self._triggers = context.triggers

    async def away(self, actor: Actor, said: str) -> AwayAnswer | None:
        """Away on the days that the words mean; None where they say that the person is back today.

        As it begins, ladders that wait for them go on at once, and what waits for their decision is put before the
        deputies. Raises `NobodyWaits`, and `Incomplete(until=…)` when it is no day, or cannot be kept beside another.
        """
        await self._must_be_waited_for(actor.person)
        tz = self._context.school.timezone
        days = read_absence(said, local(self._context.clock.now(), tz).date())
        if days is None:
            return None

        async def attempt() -> tuple[Outcome, tuple[Absence, Absence | None]]:
            now = self._context.clock.now()
            known = await self._context.store.get(Absence, actor.person.id)
            word = tell_absence(known, actor.person.who, days, now, tz)
            given_up = known if known and known.is_to_come(now) and known.until > word.until else None
            outcome = Outcome((word,), entries=(_say_when(word, now, tz),))
            if word.holds(now):
                outcome += await self._put_before_present(word, now)
            return await reject_if_seen(self._context.store, self._context.clock, actor, outcome), (word, given_up)

        word, given_up = await decide(self._context.store, attempt)
        if word.holds(self._context.clock.now()):
            await self.let_go_on(actor.person.id)
        self._triggers.wake(Notice, VideoCall, Incident)
        still_told = await self._still_told(actor.person, word)
        return AwayAnswer(word, given_up, await self._deputies(actor.person), still_told)

    async def let_go_on(self, person: str) -> None:
        """No ladder waits any longer for somebody whose absence has begun."""
        await move_on(self._context.store, self._context.clock, self._context.calendar, person)

    async def _deputies(self, person: Person) -> tuple[Person, ...] | None:
        deciders, _ = await self._context.deciders()
        return deciders.standing_in if person.id in {each.id for each in deciders.approvers} else None

    async def _still_told(self, person: Person, word: Absence) -> tuple[str, ...]:
        routes, at = self._context.school.routes, max(word.since, self._context.clock.now())
        held = await holders(self._context.directory, roles_needed(routes))
        held = await with_absences(self._context.store, held, at)
        return kinds_without_another(routes, held, person.id)

    async def back(self, actor: Actor) -> bool:
        """Back again: what waits is put before the approver once more. An absence that is still to come is taken back.
        False when there was none."""
        await self._must_be_waited_for(actor.person)

        async def attempt() -> tuple[Outcome, bool]:
            known = await self._context.store.get(Absence, actor.person.id)
            now = self._context.clock.now()
            if known is None or not (known.holds(now) or known.is_to_come(now)):
                return Outcome(), False
            return await reject_if_seen(
                self._context.store, self._context.clock, actor, await self.end(known, actor.person.who)
            ), True

        was = await decide(self._context.store, attempt)
        self._triggers.wake(Notice, VideoCall)
        return was

    async def begin(self, word: Absence) -> Outcome:
        """The first day of the absence has come."""
        now = self._context.clock.now()
        begun = word.model_copy(update={"due_at": word.ends})
        entry = _entry(None, "absence_begun", now, to=word.who.name, last_day=word.until.isoformat())
        return Outcome((begun,), entries=(entry,)) + await self._put_before_present(begun, now)

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
            told = telling.put_before(standing, people, cause, now, self._context.calendar)
            outcome += Outcome(notices=told, unchanged=(call,)) + telling.redraw_all(standing, now, cause)
        return outcome

    async def _waiting(self) -> Sequence[VideoCall]:
        return await self._context.store.find(VideoCall, where={"state": ApprovalState.WAITING.value})

    async def _must_be_waited_for(self, person: Person) -> None:
        if not await self._context.directory.confirm(person.id, sorted(waited_for(self._context.school))):
            raise NobodyWaits()


def waited_for(school: School) -> frozenset[Role]:
    """The roles whose holders may say that they are away: for them something waits."""
    on_a_ladder = roles_needed(school.routes, (school.about_the_headteacher,))
    return frozenset({school.video_calls.approver, *on_a_ladder, *MAY_BE_HANDED})


def _say_when(word: Absence, now: datetime, tz: ZoneInfo) -> Entry:
    """That somebody has told of an absence."""
    last_day = word.until.isoformat()
    if word.holds(now):
        return _entry(word.who, "call_away", now, last_day=last_day)
    first_day = local(word.since, tz).date().isoformat()
    return _entry(word.who, "call_away_from", now, first_day=first_day, last_day=last_day)


def _entry(by: Who | None, what: str, now: datetime, **facts: str) -> Entry:
    return Entry(subject=ABSENCE_SUBJECT, at=now, by=by, what=what, facts=facts)
