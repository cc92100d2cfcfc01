"""The ladder: who is told for an incident, and when. It is told the time and who holds which role (I3, I9 to I14)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident, Ladder
from bot.policy.incidents.insisting import first_cause, insist, who_cannot
from bot.policy.incidents.telling import INCIDENT_TOPIC
from bot.policy.kit.notices import About, tell
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Entry, Notice, Route, Urgency, Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school_time import Calendar

TOO_OLD_TO_ALERT_AFTER = timedelta(days=1)
"""A step that fell due longer ago than this is not alerted: a months-old alert at half past five helps nobody."""


HAND_OVER_GRACE, HAND_OVER_GRACE_IN_AN_EMERGENCY = timedelta(minutes=10), timedelta(minutes=2)
"""How long a hand-over waits for the new person before the ladder alerts again; of what is routine in open hours."""

_ROUND = re.compile(r".*:\d+\.\d+(?=\.\d+$)")
"""What a cause of a step's pings, `run.round.step`, has before its step."""


def start_ladder(
    route: Route, now: datetime, calendar: Calendar, *, run: int = 1, delay: timedelta = timedelta()
) -> Ladder:
    """A ladder with its own copy of the route, its first step due after its own time and `delay`, or, for what is
    routine, after so much of it in open hours."""
    return _with_next_due(Ladder(route=route, since=now, next_at=now, run=run), now, calendar, delay)


def climb(incident: Incident, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """Every step of the ladder that is due by `now`, alerted; nothing when somebody has taken the incident.

    A person who holds several roles of a step is told once, and one who is named in the report never. A step that finds
    nobody goes on to the next at once. Whoever is away is passed over; a step of which everybody is away is told all
    the same. None of them is waited for, nor anybody who has said that they cannot come. Of a step of which all are to
    come each who is there is asked. After the last round the ladder runs out, which the caller tells. The outcome
    holds the incident as it then stands, also when nothing was due.
    """
    if incident.owner is not None:
        return Outcome(records=(incident,))
    ladder, alerted, roles = incident.ladder, incident.rung, incident.rung_roles
    cannot = who_cannot(incident, ladder)
    notices: tuple[Notice, ...] = ()
    entries: tuple[Entry, ...] = ()
    while ladder.next_at is not None and ladder.next_at <= now:
        if ladder.next_step >= len(ladder.route.steps):
            ladder = _next_round(ladder, now, calendar)
            continue
        step = ladder.route.steps[ladder.next_step]
        all_of_it = _people_to_alert(incident, step.roles, holders)
        present = tuple(person.who for person in all_of_it if person.away_until is None)
        people = present or tuple(person.who for person in all_of_it)
        # Steps that fell due together, after a stop of the process, alert nobody twice at once.
        told_now = {notice.to.id for notice in notices}
        pings = tuple(ping_notice(incident, ladder, who, now) for who in people if who.id not in told_now)
        notices += pings
        entries += (_alert_entry(incident, ladder, people, now),)
        alerted = unique_people((*alerted, *people))
        roles = tuple(dict.fromkeys((*roles, *step.roles))) if people else roles
        if step.all_come and not incident.drill:
            ladder = ladder.model_copy(update={"asked": unique_people((*ladder.asked, *present))})
        ladder = insist(incident, ladder, [ping for ping in pings if ping.to in present], now)
        ladder = _with_next_due(ladder.model_copy(update={"next_step": ladder.next_step + 1}), now, calendar)
        if all(person.id in cannot for person in present):
            ladder = hurry(ladder, now)
    if ladder != incident.ladder:
        entries += waiting_entries(incident.id, ladder, now)
    climbed = incident.model_copy(update={"ladder": ladder, "rung": alerted, "rung_roles": roles})
    return Outcome((climbed,), notices, entries)


def waiting_entries(subject: str, ladder: Ladder, now: datetime) -> tuple[Entry, ...]:
    """The timeline's word for a ladder that waits for school hours, or has yet to begin: until when."""
    planned = not ladder.has_begun and ladder.next_at is not None and ladder.next_at > now
    if ladder.next_at is None or not (ladder.waits or planned):
        return ()
    facts = {"until": ladder.next_at.isoformat()}
    what = "waits" if ladder.waits else "planned"
    return (Entry(subject=subject, at=now, by=None, what=what, facts=facts),)


def hurry(ladder: Ladder, now: datetime) -> Ladder:
    """The same ladder with its next step of this round due now: nobody could be alerted, so nobody is waited for.

    A round that has ended is not hurried: the pause before the next one stays.
    """
    if ladder.next_at is None or ladder.next_step >= len(ladder.route.steps) or ladder.next_at <= now:
        return ladder
    return bring_ladder_forward(ladder, now)


def bring_ladder_forward(ladder: Ladder, at: datetime) -> Ladder:
    """The same ladder with its next step, or its next round, due at this moment, which is earlier."""
    if ladder.next_at is None or ladder.next_at <= at:
        return ladder
    return ladder.model_copy(update={"next_at": at, "waits": False})


def has_run_out(ladder: Ladder) -> bool:
    """Whether the last round is over."""
    return ladder.next_at is None


def end_ladder(ladder: Ladder) -> Ladder:
    """The same ladder, on which nobody more is alerted by itself."""
    return ladder.model_copy(update={"next_at": None, "waits": False, "insistences": ()})


def resume(ladder: Ladder, now: datetime, calendar: Calendar) -> Ladder:
    """A ladder that had run out, going on as a new run whose first round has just been told: its pause comes next."""
    begun = {"run": ladder.run + 1, "round": 1, "next_step": len(ladder.route.steps), "since": now, "next_at": now}
    return _with_next_due(ladder.model_copy(update=begun), now, calendar)


def _next_round(ladder: Ladder, now: datetime, calendar: Calendar) -> Ladder:
    """The round that follows, or the end after the last: the whole ladder is alerted `times` times more."""
    if ladder.round > ladder.route.times:
        return end_ladder(ladder)
    assert ladder.next_at is not None  # noqa: S101 - asked only when a round is due
    begun = {"round": ladder.round + 1, "next_step": 0, "since": ladder.next_at}
    return _with_next_due(ladder.model_copy(update=begun), now, calendar)


def _with_next_due(ladder: Ladder, now: datetime, calendar: Calendar, delay: timedelta = timedelta()) -> Ladder:
    """When the next step, or the next round, is due, reckoned from when the one before it was.

    What is routine counts open hours, from when that one was alerted: what was late does not hurry what follows. Of the
    rest, steps that fell due while nothing ran are alerted together; but between two rounds there is always a pause.
    """
    assert ladder.next_at is not None  # noqa: S101 - a ladder that has run out is never due
    wait = delay + timedelta(seconds=seconds_to_wait(ladder))
    if ladder.route.urgency is Urgency.ROUTINE:
        alerted = max(ladder.next_at, now)
        at = calendar.after_open(alerted, wait)
        return ladder.model_copy(update={"next_at": at, "waits": at > alerted + wait})
    at = ladder.next_at + wait
    if ladder.next_step >= len(ladder.route.steps) and at <= now:
        at = now + wait
    return ladder.model_copy(update={"next_at": at, "waits": False})


def hand_over_grace(route: Route, to: Person) -> timedelta:
    """How long a hand-over to this person waits for them: for whoever is away not at all."""
    if to.away_until is not None:
        return timedelta()
    return HAND_OVER_GRACE_IN_AN_EMERGENCY if route.urgency is Urgency.EMERGENCY else HAND_OVER_GRACE


def second_step_after(route: Route) -> timedelta:
    """How long after the start the second step alerts; none is no time at all."""
    return timedelta(seconds=route.steps[1].after if len(route.steps) > 1 else 0)


def seconds_to_wait(ladder: Ladder) -> float:
    """How many seconds lie between the next step, or the next round, and what came before it."""
    steps, at = ladder.route.steps, ladder.next_step
    if at >= len(steps):
        return ladder.route.again
    return max(0.0, steps[at].after - (steps[at - 1].after if at else 0.0))


def ping_notice(incident: Incident, ladder: Ladder, to: Who, now: datetime) -> Notice:
    """The notice that tells one person for one step. Its id says which, so that one step never tells a person twice."""
    about = About(INCIDENT_TOPIC, incident.id, ladder.route.urgency)
    return tell(about, to, IncidentPurpose.PING, f"{ladder.run}.{ladder.round}.{ladder.next_step}", now)


def step_of(ping: Notice) -> str:
    """What the ids of all pings of one step begin with, those that come again among them."""
    return first_cause(ping.id.rsplit(":", 1)[0])


def round_of(ping: Notice) -> str:
    """What the ids of all pings of one round of a ladder begin with; of a ping that no step alerted, its own cause."""
    cause = step_of(ping)
    of_a_round = _ROUND.match(cause)
    return of_a_round.group() if of_a_round else cause


def _people_to_alert(incident: Incident, roles: Sequence[Role], holders: Holders) -> tuple[Person, ...]:
    people = {person.id: person for role in roles for person in holders.get(role, ())}
    return tuple(person for person in people.values() if person.id not in incident.shut_out)


def _alert_entry(incident: Incident, ladder: Ladder, people: Sequence[Who], now: datetime) -> Entry:
    facts = {
        "round": str(ladder.round),
        "step": str(ladder.next_step + 1),
        "roles": ", ".join(ladder.route.steps[ladder.next_step].roles),
        "to": ", ".join(who.name for who in people),
    }
    return Entry(subject=incident.id, at=now, by=None, what="ringing" if people else "nobody_to_ring", facts=facts)


def unique_people(people: Iterable[Who]) -> tuple[Who, ...]:
    """Each person once, in the order of their first appearance."""
    return tuple({who.id: who for who in people}.values())
