"""Reporting: filing what somebody tells, what they add to it, and their own reports."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.policy import holding_back, references, reporting, retelling
from bot.policy.authority import allow
from bot.policy.errors import NotFound
from bot.policy.incident import Incident
from bot.policy.ladder import once as once_each
from bot.policy.outcome import Outcome
from bot.policy.people import Person
from bot.policy.press import Press
from bot.policy.records import Counter, Draft
from bot.policy.reporting import Filing, Report
from bot.policy.school import School
from bot.policy.school_time import Calendar
from bot.policy.states import Action
from bot.services.answers import Answer
from bot.services.attaching import join
from bot.services.concerned import as_it_stands, concerned, route_of
from bot.services.decisions import By, decide, once, unless_done
from bot.services.loading import holders_of, load_standing, load_view
from bot.services.log.gathering import gather
from bot.services.ports import Clock, Directory, Store
from bot.services.wake import Wake

OWN_PAGE = 10


class Reports:
    """What a member of staff does with their own reports."""

    def __init__(self, store: Store, directory: Directory, school: School, clock: Clock, wake: Wake) -> None:
        self._store = store
        self._directory = directory
        self._school = school
        self._calendar = Calendar(school.hours, school.timezone)
        self._clock = clock
        self._wake = wake
        # References are given in order; taking turns here spares reports that arrive together a lost race each.
        self._filing = asyncio.Lock()

    async def report(self, by: By, said: Report, adult: str = "") -> Answer:
        """File a report; the same form is filed once.

        `adult` is the object id of somebody at the school whom it concerns, as the people picker gave it. Raises
        `Incomplete` when that is nobody of the staff.
        """
        author = said.author if said.author != by.person.id else ""
        named = await concerned(
            self._directory, self._school, said.kind, said.account, by.person.id, adult=adult, author=author
        )
        said = replace(said, concerning=named.concerning, held_back=named.held_back, checked=named.checked)
        route = await route_of(self._directory, self._school, said)
        holders = await holders_of(self._directory, route)

        async def attempt() -> tuple[Outcome, str]:
            form, filed = await self._form(by.person, said.draft, said.kind)
            if filed:
                return Outcome(), filed.subject
            now = self._clock.now()
            series = references.series(references.INCIDENTS, self._calendar.school_year(now))
            reference, counter = references.following(await self._store.get(Counter, series), series)
            filing = Filing(reference, route, holders, self._calendar, await self._recent(by.person, said))
            sent = replace(said, draft=form)
            outcome = Outcome(records=(counter,)) + reporting.report(sent, by.person, filing, now)
            draft = reporting.draft_id(by.person.id, form)
            outcome += await join(self._store, draft, said.kind, reference, now)
            return await once(self._store, self._clock, by, outcome), reference

        async with self._filing:
            reference = await decide(self._store, attempt)
        self._wake.of_incidents()
        return Answer(await load_view(self._store, reference))

    async def add_details(self, by: By, reference: str, account: Mapping[str, str], adult: str = "") -> Answer:
        """Add to one's own report what there was no time for before. Raises `NotFound` for anybody else's.

        `adult` is whom it concerns, as in `report`.
        """

        async def attempt() -> tuple[Outcome, None]:
            standing = await load_standing(self._store, reference)
            press = Press(by.person, self._clock.now(), self._calendar)
            incident = standing.incident
            allow(by.person, Action.ADD_DETAILS, incident)
            found = await concerned(self._directory, self._school, incident.kind, account, by.person.id, adult=adult)
            named = as_it_stands(incident, found)
            reads = reporting.as_it_reads(incident, named.people, named.held_back)
            route = await route_of(self._directory, self._school, reads)
            outcome = retelling.add_details(standing, press, account, named=named, route=route)
            return await once(self._store, self._clock, by, outcome), None

        await decide(self._store, attempt)
        self._wake.of_incidents()
        return Answer(await load_view(self._store, reference))

    async def answer_concern(self, by: By, reference: str, person: str, *, concerns: bool) -> Answer:
        """Say whether one's own report concerns somebody whom its words name. The first answer counts, but a Yes
        always does. Raises `NotFound` for anybody else's."""

        async def attempt() -> tuple[Outcome, None]:
            standing = await load_standing(self._store, reference)
            press = Press(by.person, self._clock.now(), self._calendar)
            incident = standing.incident
            allow(by.person, Action.ANSWER_CONCERN, incident)
            if concerns:
                found = [who for who in (*incident.held_back, *incident.cleared) if who.id == person]
                reads = reporting.as_it_reads(incident, once_each((*incident.concerning, *found)), incident.held_back)
                route = await route_of(self._directory, self._school, reads)
                outcome = holding_back.it_concerns(standing, press, person, route)
            else:
                held = await holders_of(self._directory, incident.ladder.route)
                outcome = holding_back.it_does_not(standing, press, person, held)
            return await unless_done(self._store, self._clock, by, outcome) if outcome else outcome, None

        await decide(self._store, attempt)
        self._wake.of_incidents()
        return Answer(await load_view(self._store, reference))

    async def filed(self, person: Person, draft: str, kind: str) -> str | None:
        """The reference of the report that this form of the person's has become, or None."""
        _, kept = await self._form(person, draft, kind)
        return kept.subject if kept else None

    async def is_sent(self, person: Person, draft: str) -> bool:
        """Whether a form of the person's with this draft was sent, of whichever kind."""
        return await self._store.get(Draft, reporting.draft_id(person.id, draft)) is not None

    async def own(self, person: Person, reference: str) -> Answer:
        """One's own report. Raises `NotFound` for anybody else's."""
        view = await load_view(self._store, reference)
        if view.incident.reporter.id != person.id:
            raise NotFound()
        return Answer(view)

    async def mine(self, person: Person, page: int = 0) -> tuple[Sequence[Incident], bool]:
        """A page of a person's own reports, counted from 0, the newest first; and whether there are older ones."""
        start, end = page * OWN_PAGE, (page + 1) * OWN_PAGE
        where = {"reporter_id": person.id}
        kept = await gather(self._store, where, lambda incident: not incident.drill, wanted=end + 1, newest_first=True)
        return kept[start:end], len(kept) > end

    async def _form(self, person: Person, draft: str, kind: str) -> tuple[str, Draft | None]:
        """The draft under which a form of this kind is filed, and what it was filed as.

        Two cards in a chat may hold one draft. What was sent as one kind must never swallow an alert of another.
        """
        kept = await self._store.get(Draft, reporting.draft_id(person.id, draft))
        if kept is None or kept.kind in {"", kind}:
            return draft, kept
        own = f"{draft}.{kind}"
        return own, await self._store.get(Draft, reporting.draft_id(person.id, own))

    async def _recent(self, person: Person, said: Report) -> Sequence[Incident]:
        own = await self._store.find(Incident, where={"reporter_id": person.id}, newest_first=True, limit=10)
        sender = (said.account.get("sender") or said.account.get("address") or "").casefold()
        if not sender:
            return own
        same = await self._store.find(Incident, where={"sender_key": sender}, newest_first=True, limit=10)
        return list({incident.id: incident for incident in (*own, *same)}.values())
