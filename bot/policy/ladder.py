"""The ladder: who is rung for an incident, and when. It is told the time and who holds which role (I3, I9 to I14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.policy.outcome import Outcome
from bot.policy.people import Person
from bot.policy.records import Entry, Incident, Ladder, Notice, Purpose, Route, Who

Holders = Mapping[str, Sequence[Person]]
"""Who holds each role, at the moment of deciding."""


def start(route: Route, now: datetime) -> Ladder:
    """A ladder with its own copy of the route, ready to ring its first step."""
    return Ladder(route=route, started_at=now)


def climb(incident: Incident, holders: Holders, now: datetime) -> Outcome:
    """Every step of the ladder that is due by `now`, rung; nothing when somebody has taken the incident.

    A person who holds several roles of a step is rung once. The outcome holds the incident as it then stands, also
    when nothing was due.
    """
    if incident.owner is not None:
        return Outcome(records=(incident.model_copy(update={"due_at": None}),))
    ladder, rung = incident.ladder, incident.rung
    notices: tuple[Notice, ...] = ()
    entries: tuple[Entry, ...] = ()
    while (at := next_at(ladder)) is not None and at <= now:
        step = ladder.route.steps[ladder.next_step]
        people = _once(person.who for role in step.roles for person in holders.get(role, ()))
        notices += tuple(ping(incident, who, now, step=ladder.next_step) for who in people)
        entries += (_ringing(incident, step.roles, people, now),)
        rung = _once((*rung, *people))
        ladder = ladder.model_copy(update={"next_step": ladder.next_step + 1})
    climbed = incident.model_copy(update={"ladder": ladder, "rung": rung, "due_at": next_at(ladder)})
    return Outcome((climbed,), notices, entries)


def next_at(ladder: Ladder) -> datetime | None:
    """When the next step falls due, or None when the ladder has run out."""
    if ladder.next_step >= len(ladder.route.steps):
        return None
    return ladder.started_at + timedelta(seconds=ladder.route.steps[ladder.next_step].after)


def ping(incident: Incident, to: Who, now: datetime, *, step: int) -> Notice:
    """The notice that rings one person for one step. Its id says which, so that one step never rings a person twice."""
    started = int(incident.ladder.started_at.timestamp())
    return Notice(
        id=f"{incident.id}:ping:{started}:{incident.ladder.round}:{step}:{to.id}",
        subject=incident.id,
        to=to,
        purpose=Purpose.PING,
        urgency=incident.ladder.route.urgency,
        made_at=now,
        due_at=now,
    )


def _ringing(incident: Incident, roles: Sequence[str], people: Sequence[Who], now: datetime) -> Entry:
    facts = {"roles": ", ".join(roles), "to": ", ".join(who.name for who in people)}
    return Entry(subject=incident.id, at=now, by=None, what="ringing" if people else "nobody_to_ring", facts=facts)


def _once(people: Iterable[Who]) -> tuple[Who, ...]:
    return tuple({who.id: who for who in people}.values())
