"""Who can be reached: asked for by those who keep the log, and checked at the start and each school morning."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

import structlog

from bot.policy.incidents.incident import Incident
from bot.policy.kit import reached
from bot.policy.kit.errors import DirectoryUnavailable, NotAllowed, Undelivered
from bot.policy.kit.notices import About, tell
from bot.policy.kit.outage import TEAMS, Outage
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.reached import CHECK_ID, ReachCheck, Reached
from bot.policy.kit.records import Notice, NoticeState, Urgency
from bot.policy.reach import ReachPurpose, reach
from bot.policy.reach.on_duty import OnDuty, on_duty
from bot.policy.reach.reach import REACH_READERS, RoleReach
from bot.services.incidents.loading import holders, with_absences
from bot.services.incidents.pings import alert_again, hurry_what_is_unseen
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide
from bot.services.ports import Messenger

CHECKS_AT_ONCE = 4
_log = structlog.get_logger()


class Reach(Service):
    """Which roles would be heard. A job too: `run` checks them all when the check is due."""

    def __init__(self, context: ServiceContext, messenger: Messenger) -> None:
        super().__init__(context)
        self._messenger = messenger
        self._checked = False

    async def show(self, by: Person) -> tuple[Sequence[RoleReach], ReachCheck | None]:
        """Every role, for Champions and senior leaders. Raises `NotAllowed` for everybody else."""
        if not by.holds(*REACH_READERS):
            raise NotAllowed()
        check, teams = await self._store.get(ReachCheck, CHECK_ID), await self._store.get(Outage, TEAMS)
        if check is not None and teams is not None:
            check = check.model_copy(update={"silent_since": teams.since})
        return await self.roles(), check

    async def on_duty(self, by: Person) -> Sequence[OnDuty]:
        """Who would be told first of each kind now, for staff and whoever is told of reports. Raises `NotAllowed` for
        anybody else, and `DirectoryUnavailable` where that cannot be said."""
        roles = reach.roles_needed(self._school.routes, (self._school.about_the_headteacher,))
        if not by.holds("staff", *roles):
            raise NotAllowed()
        now = self._clock.now()
        held = await with_absences(self._store, await holders(self._directory, roles), now)
        return on_duty(self._school.routes, held, self._school.contacts, now, self._calendar)

    async def check_now(self, by: Person) -> tuple[Sequence[RoleReach], ReachCheck | None]:
        """The same, found out afresh."""
        if not by.holds(*REACH_READERS):
            raise NotAllowed()
        await self._check()
        return await self.show(by)

    async def next_due(self) -> datetime | None:
        """The next school morning; at once after a start."""
        if not self._checked:
            return self._clock.now()
        held = await self._store.get(ReachCheck, CHECK_ID)
        return held.due_at if held else self._clock.now()

    async def run(self) -> None:
        """Check when it is due, or when the process has just started."""
        held = await self._store.get(ReachCheck, CHECK_ID)
        due = held is None or held.due_at is None or held.due_at <= self._clock.now()
        if due or not self._checked:
            await self._check()
            self._checked = True

    async def _check(self) -> None:
        """Ask Teams of everybody whom a ladder may alert; tell the Champions of a gap that is new to them."""
        roles = await self.roles()
        people = {person.id: person for each in roles for person, _ in each.people}
        limit = asyncio.Semaphore(CHECKS_AT_ONCE)
        answers = await asyncio.gather(*(self._probe(person, limit) for person in people.values()))
        await self._learn(dict(zip(people, answers, strict=True)))
        roles = await self.roles()
        found = reach.find_gaps(roles)
        champions = await self._directory.holders("champion")

        async def attempt() -> tuple[Outcome, None]:
            now = self._clock.now()
            held = await self._store.get(ReachCheck, CHECK_ID)
            check = ReachCheck(id=CHECK_ID, version=held.version if held else 0, at=now, due_at=None, gaps=found)
            wrong = reach.clock_was_wrong(held, now)
            check = check.model_copy(update={"due_at": self._calendar.next_morning(now), "clock_wrong_at": wrong})
            news = bool(set(found) - set(held.gaps if held else ())) or (held and wrong and wrong >= held.at)
            told = tuple(_gap_notice(person, now) for person in champions) if news else ()
            return Outcome((check,), told), None

        await decide(self._store, attempt)
        self._triggers.wake(Notice)

    async def _probe(self, person: Person, limit: asyncio.Semaphore) -> Undelivered | None:
        """What Teams says of writing to this person; None when nothing stands against it."""
        async with limit:
            try:
                await self._messenger.probe(person.id)
            except Undelivered as why:
                return why
            return None

    async def _learn(self, answers: Mapping[str, Undelivered | None]) -> None:
        """Keep what the answers say of each person: a refusal of everybody says nothing of anybody."""
        somebody = any(why is None for why in answers.values())
        for person, why in answers.items():
            if why is not None and not (why.for_good and somebody):
                _log.info("reach_not_known", person=person, reason=why.reason)
                continue
            if await decide(self._store, partial(self._learnt, person, why)):
                await alert_again(self._store, self._clock, self._calendar, person)

    async def _learnt(self, person: str, why: Undelivered | None) -> tuple[Outcome, bool]:
        """What is known of the person now, and whether they can be reached again."""
        known, now = await self._store.get(Reached, person), self._clock.now()
        if reached.is_removed(known, now):
            # Teams goes on answering for a while after the app was taken away.
            return Outcome(), False
        again = why is None and known is not None and known.out_of_reach
        return Outcome((reached.record_attempt(known, person, now, why.reason if why else None),)), again

    async def mark_removed(self, person: str) -> None:
        """The app was taken away from this person: they are out of reach at once, and nobody's ladder waits for them,
        whether what was to alert them still waits or has arrived."""

        async def attempt() -> tuple[Outcome, None]:
            now = self._clock.now()
            known = await self._store.get(Reached, person)
            waiting = await self._store.find(Notice, where={"to_id": person, "state": NoticeState.WAITING.value})
            due = tuple(notice.model_copy(update={"due_at": now}) for notice in waiting if notice.card is None)
            return Outcome((reached.mark_removed(known, person, now), *due)), None

        await decide(self._store, attempt)
        await hurry_what_is_unseen(self._store, self._clock, self._calendar, person)
        self._triggers.wake(Notice, Incident)

    async def note_contact(self, person: str) -> None:
        """The person has written in their own chat, or got the app: what they missed alerts them."""

        async def attempt() -> tuple[Outcome, bool]:
            known = await self._store.get(Reached, person)
            if known is None or not known.out_of_reach:
                return Outcome(), False
            return Outcome((reached.record_attempt(known, person, self._clock.now(), None),)), True

        if await decide(self._store, attempt):
            await alert_again(self._store, self._clock, self._calendar, person)
            self._triggers.wake(Notice)

    async def roles(self) -> Sequence[RoleReach]:
        """Every role that a ladder alerts, with what is known now of whoever holds it."""
        roles = reach.roles_needed(self._school.routes, (self._school.about_the_headteacher,))
        try:
            held = await holders(self._directory, roles)
        except DirectoryUnavailable:
            _log.warning("reach_without_directory")
            held = {}
        held = await with_absences(self._store, held, self._clock.now())
        known = {each.id: each for each in await self._store.find(Reached)}
        return reach.reach_by_role(roles, held, known, self._school.contacts)


def _gap_notice(person: Person, now: datetime) -> Notice:
    about = About("reach", CHECK_ID, Urgency.ROUTINE)
    return tell(about, person.who, ReachPurpose.GAP, "", now, id=f"reach:{now:%Y%m%d%H%M%S}:{person.id}")
