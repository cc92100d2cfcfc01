"""Speaking of incidents: their cards drawn as they stand, and what a delivery changes on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.policy.incidents import telling, untaken
from bot.policy.incidents.hearing import may_hear
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.ladder import Holders
from bot.policy.incidents.telling import Snapshot
from bot.policy.incidents.view import IncidentView
from bot.policy.kit import delivery
from bot.policy.kit.errors import DirectoryUnavailable, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import RINGS, Message, Notice, NoticeState, PostedCard, Purpose
from bot.policy.kit.school_time import Calendar
from bot.services.incidents.loading import holders_of, load_view
from bot.services.kit.topics import Drawn, NotTheirs, Sent
from bot.services.ports import Clock, Directory, Store
from bot.services.unheard import hurried

Draw = Callable[[Purpose, IncidentView, Person, Holders], Message]
"""Draws the face of an incident that a purpose asks for, for its reader, with those to go to in person."""


class IncidentTopic:
    """The topic `incident`."""

    def __init__(self, store: Store, directory: Directory, clock: Clock, calendar: Calendar, draw: Draw) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock
        self._calendar = calendar
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The card for its reader. What the directory cannot say just now is left out: a ping never waits for it."""
        view = await load_view(self._store, notice.subject)
        if not telling.still_to_be_said(notice, view.incident):
            return None
        if reader is not None and not may_hear(reader, purpose, view.incident):
            return NotTheirs()
        try:
            in_person = await holders_of(self._directory, view.incident.ladder.route, "champion")
        except DirectoryUnavailable:
            in_person = {}
        shut_out = view.incident.shut_out
        shown = {role: [p for p in people if p.id not in shut_out] for role, people in in_person.items()}
        message = self._draw(purpose, view, reader or Person(id=notice.to.id, name=notice.to.name), shown)
        return Drawn(message, _come_to(view.incident, purpose, view.pings))

    async def settle(self, notice: Notice, result: Sent | Undelivered, outcome: Outcome) -> Outcome:
        """A ping that arrived, or that never will, changes other cards, and may hurry the ladder."""
        incident = await self._store.get(Incident, notice.subject)
        if incident is None:
            return Outcome()
        if isinstance(result, Sent):
            return await self._on_arrival(notice, result, incident, outcome)
        return await self._on_refusal(notice, result, incident)

    async def _on_arrival(self, notice: Notice, result: Sent, incident: Incident, outcome: Outcome) -> Outcome:
        """A new card is kept only together with the incident it was drawn from: had that changed, it is redrawn at
        once. The person's older cards shrink to a pointer, and the receipt says who has been told."""
        if result.at is None:
            return Outcome()
        snapshot = await self._standing(incident, notice)
        stale = [card for card in outcome.records if isinstance(card, PostedCard)]
        pings = await self._pings(incident, notice)
        now_at = _come_to(incident, notice.purpose, pings)
        older = delivery.point_older_cards(notice, snapshot.cards)
        if notice.purpose in delivery.REMINDS and notice.to.id == incident.reporter.id:
            # A pointer leads handlers on. What a reporter was told stays, and goes on saying how it stands.
            older = ()
        told = _receipts(snapshot.cards) if notice.purpose is Purpose.PING else ()
        cards = (*(stale if result.drawn_from != now_at else ()), *told, *older)
        late = await self._store.find(Notice, where={"subject": incident.id, "to_id": notice.to.id})
        waiting = [other for other in late if other.state is NoticeState.WAITING]
        spoken_for = delivery.supersede(notice, waiting, self._clock.now())
        kept = Outcome(records=older, unchanged=(incident, *pings))
        again = untaken.taken_up(snapshot, notice, self._clock.now(), self._calendar)
        if again is not None:
            # It is not given up any more, and every card of it says so.
            kept = Outcome(records=(*older, again), unchanged=tuple(pings))
            cards = (*stale, *{card.id: card for card in (*snapshot.cards, *older)}.values())
        return kept + spoken_for + self._tell(snapshot, cards, notice)

    async def _on_refusal(self, notice: Notice, why: Undelivered, incident: Incident) -> Outcome:
        """When nobody else of a ping's step can have been reached, the ladder goes on at once."""
        if not why.of_one or notice.refused or notice.purpose is not Purpose.PING:
            return Outcome()
        snapshot = await self._standing(incident, notice)
        told = self._tell(snapshot, _receipts(snapshot.cards), notice)
        return told + await hurried(self._store, incident, notice, self._clock.now(), self._calendar)

    async def _standing(self, incident: Incident, notice: Notice) -> Snapshot:
        """The incident's cards, and the receipts on their way, which must hear of a ping that is settled now as those
        must that stand. Asked for in this order, as by `load_standing`."""
        waiting = await self._store.find(Notice, where={"subject": incident.id, "state": NoticeState.WAITING.value})
        cards = await self._store.find(PostedCard, where={"subject": incident.id})
        on_their_way = tuple(each for each in waiting if each.purpose is Purpose.RECEIPT)
        return Snapshot(incident, cards, on_their_way if notice.purpose is Purpose.PING else ())

    async def _pings(self, incident: Incident, notice: Notice) -> Sequence[Notice]:
        """The pings that a new card may show, as they stand now."""
        if notice.purpose is not Purpose.RECEIPT:
            return ()
        return [
            each for each in await self._store.find(Notice, where={"subject": incident.id}) if each.purpose in RINGS
        ]

    def _tell(self, snapshot: Snapshot, cards: Sequence[PostedCard], notice: Notice) -> Outcome:
        cause = f"{notice.id}:{notice.attempts}"
        return telling.tell_cards(replace(snapshot, cards=cards), self._clock.now(), cause)


def _come_to(incident: Incident, purpose: Purpose, pings: Iterable[Notice]) -> int:
    """How far an incident has come in what a card shows of it: by its version, and on a receipt, which says who has
    been told, by those of its pings. Each only ever grows."""
    return incident.version + (sum(each.version for each in pings) if purpose is Purpose.RECEIPT else 0)


def _receipts(cards: Sequence[PostedCard]) -> tuple[PostedCard, ...]:
    return tuple(card for card in cards if card.purpose is Purpose.RECEIPT)
