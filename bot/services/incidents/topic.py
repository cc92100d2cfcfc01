"""Speaking of incidents: their cards drawn as they stand, and what a delivery changes on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace

from bot.policy.incidents import IncidentPurpose, pings, telling, untaken
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.telling import IncidentSnapshot, may_hear
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import DirectoryUnavailable, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.posted_cards import cause_of
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.records import CardPurpose, Message, Notice, PostedCard, Purpose, Record
from bot.policy.kit.school_time import Calendar
from bot.services.incidents.links import with_links
from bot.services.incidents.loading import (
    IncidentQueries,
    IncidentRecords,
    holders_of,
    with_people,
    with_what_goes_on,
)
from bot.services.incidents.pings import alert_again, hurry_ladder, without_app
from bot.services.kit.posted_cards import load_posted
from bot.services.kit.topics import Drawing, Drawn, DrawResult, Landing, NotTheirs, Superseded, Topic
from bot.services.ports import Clock, Directory, Store

DrawIncident = Callable[[Purpose, IncidentView, Person, Holders], Message]
"""Draws the face of an incident that a purpose asks for, for its reader, with those to go to in person."""


class IncidentTopic(Topic):
    """The topic `incident`."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        clock: Clock,
        calendar: Calendar,
        draw: DrawIncident,
        *,
        mails: bool = False,
    ) -> None:
        """`mails`: whether an alert that Teams does not take goes by e-mail."""
        self._store = store
        self._directory = directory
        self._clock = clock
        self._calendar = calendar
        self._draw = draw
        self._mails = mails

    def drawing(self, notice: Notice) -> Drawing:
        """The card for its reader, from all that is kept of the incident."""
        asks = IncidentQueries(notice.subject)

        async def draw(found: Answers, purpose: Purpose, reader: Person | None) -> DrawResult:
            return await self._draw_from(await asks.records(self._store, found, None), notice, purpose, reader)

        return Drawing(asks.queries, draw)

    def landing(self, notice: Notice) -> Landing:
        """A card shows the incident; a receipt, which says who has been told, its pings as well. And a ping that has
        arrived changes how the incident stands."""
        asks, told = IncidentQueries(notice.subject, stands=True), Query(Notice, {"subject": notice.subject})
        of_receipt = notice.purpose is IncidentPurpose.RECEIPT

        async def sources(found: Answers) -> Sequence[Record]:
            snapshot = asks.snapshot(found)
            pinged = (each for each in (found[told] if of_receipt else ()) if each.purpose.alerts)
            return _sources(snapshot.incident, notice.purpose, pinged) if snapshot else ()

        async def on_arrival(found: Answers, card: PostedCard) -> Outcome:
            snapshot = asks.snapshot(found)
            return self._settle_ping(snapshot, notice, card) if snapshot else Outcome()

        return Landing((*asks.queries, *([told] if of_receipt else [])), sources, on_arrival)

    async def _draw_from(
        self, records: IncidentRecords, notice: Notice, purpose: Purpose, reader: Person | None
    ) -> DrawResult:
        """What the directory cannot say just now is left out: a ping never waits for it."""
        view = await with_what_goes_on(self._store, records.view)
        if purpose is CardPurpose.POINTER and not view.incident.removed:
            return Superseded()
        if not telling.still_to_be_said(notice, view.incident, view.goes_on):
            return None
        if telling.has_arrived(notice, view.pings):
            return None
        if reader is not None and not may_hear(reader, purpose, view.incident):
            return NotTheirs()
        try:
            in_person = await holders_of(self._directory, view.incident.ladder.route, "champion")
        except DirectoryUnavailable:
            in_person = {}
        shut_out = view.incident.shut_out
        shown = {role: [p for p in people if p.id not in shut_out] for role, people in in_person.items()}
        view = await with_people(self._directory, view)
        if purpose not in telling.TO_REPORTERS:
            view = await with_links(self._store, view, reader)
        message = self._draw(purpose, view, reader or Person(id=notice.to.id, name=notice.to.name), shown)
        return Drawn(message, _sources(view.incident, purpose, view.pings))

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """Cards that ask a handler for the same. What a reporter was told stays, and goes on saying how it stands."""
        if notice.purpose is IncidentPurpose.QUESTION:
            return frozenset({IncidentPurpose.QUESTION})  # the newer one shows all that waits for an answer
        alike = next(
            (alike for alike in (telling.ACTION_CARDS, telling.REMINDER_CARDS) if notice.purpose in alike), frozenset()
        )
        if alike is telling.REMINDER_CARDS:
            incident = await self._store.get(Incident, notice.subject)
            return frozenset() if incident and incident.reporter.id == notice.to.id else alike
        return alike

    def _settle_ping(self, snapshot: IncidentSnapshot, notice: Notice, card: PostedCard) -> Outcome:
        """A ping speaks for those that still wait, the receipt says who has been told, and a ladder that was given up
        goes on: then every card of the incident says so."""
        if notice.purpose is not IncidentPurpose.PING:
            return Outcome()
        now = self._clock.now()
        spoken_for = pings.supersede(notice, snapshot.waiting, now)
        again = untaken.resume_ladder(snapshot, notice, now, self._calendar)
        if again is None:
            return spoken_for + self._tell(snapshot, _receipts(snapshot.cards), notice)
        return Outcome(records=(again,)) + spoken_for + self._tell(snapshot, (*snapshot.cards, card), notice)

    async def on_refusal(self, notice: Notice, why: Undelivered) -> Outcome:
        """When nobody else of a ping's step can have been reached, the ladder goes on at once; and the ping goes by the
        second road, where there is one."""
        news = why.of_one and not notice.refused
        if notice.purpose is not IncidentPurpose.PING or not (news or self._mails):
            return Outcome()
        incident = await self._store.get(Incident, notice.subject)
        if incident is None:
            return Outcome()
        mailed = await self._mail(incident, notice, for_good=why.of_one) if self._mails else Outcome()
        if not news:
            return mailed
        snapshot = await self._snapshot(incident)
        told = mailed + self._tell(snapshot, _receipts(snapshot.cards), notice)
        return told + await hurry_ladder(self._store, incident, notice, self._clock.now(), self._calendar)

    async def on_needless(self, notice: Notice) -> Outcome:
        """The receipt says no more that this person is being told."""
        incident = await self._store.get(Incident, notice.subject) if notice.purpose.alerts else None
        if incident is None:
            return Outcome()
        snapshot = await self._snapshot(incident)
        return self._tell(snapshot, _receipts(snapshot.cards), notice)

    async def _mail(self, incident: Incident, ping: Notice, *, for_good: bool) -> Outcome:
        """Once for a ping, however often Teams refuses it."""
        mails = telling.mail_ping(incident, ping, self._clock.now(), for_good=for_good)
        return Outcome(notices=tuple([each for each in mails if await self._store.get(Notice, each.id) is None]))

    async def may_give_up(self, notice: Notice) -> bool:
        """A ping only where somebody else has been told: what nobody was told of is tried for as long as nobody has
        it."""
        if not notice.purpose.alerts:
            return True
        others = await self._store.find(Notice, where={"subject": notice.subject, "purpose": notice.purpose.value})
        return pings.has_told_another(notice, others, await without_app(self._store, self._clock.now()))

    async def on_reach(self, person: str) -> None:
        """What waits for somebody, and could not be told to this person, alerts them now."""
        await alert_again(self._store, self._clock, self._calendar, person)

    async def _snapshot(self, incident: Incident) -> IncidentSnapshot:
        return IncidentSnapshot(incident, *await load_posted(self._store, incident.id))

    def _tell(self, snapshot: IncidentSnapshot, cards: Sequence[PostedCard], notice: Notice) -> Outcome:
        """These cards hear of a ping that is settled now, and so must the receipts that are on their way."""
        receipts = [each for each in snapshot.waiting if each.purpose is IncidentPurpose.RECEIPT]
        told = replace(snapshot, cards=cards, waiting=receipts)
        return telling.redraw_all(told, self._clock.now(), cause_of(notice))


def _sources(incident: Incident, purpose: Purpose, told: Iterable[Notice]) -> tuple[Record, ...]:
    return (incident, *told) if purpose is IncidentPurpose.RECEIPT else (incident,)


def _receipts(cards: Sequence[PostedCard]) -> tuple[PostedCard, ...]:
    return tuple(card for card in cards if card.purpose is IncidentPurpose.RECEIPT)
