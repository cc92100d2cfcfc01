"""A ping of an emergency that nobody answers comes again to the same person, beside the ladder's own steps (I3).

So does that of a step of which all are to come, until each has said whether they do: also once somebody has it.

A bot cannot mark a message in Teams as urgent: a ping that comes again with a sound is the next best. How often the
whole ladder alerts once more is the route's own (`again`), and nothing here changes that. What becomes of the pings
themselves is in `pings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.policy.incidents.incident import Incident, Insistence, Ladder, Response, State
from bot.policy.kit.records import Notice, Urgency

EVERY = timedelta(minutes=2)
"""How long a ping of an emergency waits for an answer before it comes again."""
TIMES = 5
"""How often it comes again; then the telephone numbers stand on the card of all who were told."""

_REPEAT = re.compile(r"\.r\d+$")
"""What the cause of a ping that comes again ends with: how often it has."""


def insist(incident: Incident, ladder: Ladder, pings: Iterable[Notice], now: datetime) -> Ladder:
    """The ladder that will come back to whoever these pings are for, but to nobody who has said that they cannot come.
    One that takes the place of a ping that was to come again counts as that one; a drill, and what is routine, never
    comes again, and of what is urgent only a step of which all are to come."""
    if incident.drill or ladder.route.urgency is Urgency.ROUTINE:
        return ladder
    emergency, asked = ladder.route.urgency is Urgency.EMERGENCY, {who.id for who in ladder.asked}
    cannot = who_cannot(incident, ladder)
    for ping in pings:
        if ping.to.id in cannot or not (emergency or ping.to.id in asked):
            continue
        before = next((each for each in ladder.insistences if each.to.id == ping.to.id), None)
        times = before.times + (before.next_at <= now) if before else 0
        ladder = insist_on(
            ladder, Insistence(to=ping.to, cause=_cause_of(ping), since=ping.made_at, times=times, next_at=now), now
        )
    return ladder


def who_cannot(incident: Incident, ladder: Ladder) -> frozenset[str]:
    """The object ids of those who have said in this run of the ladder that they cannot come."""
    return frozenset(each.who.id for each in incident.responses if not each.comes and each.run == ladder.run)


def insist_on(ladder: Ladder, insistence: Insistence, now: datetime | None = None) -> Ladder:
    """The ladder that comes back to this person a little later than `now`, or than their newest ping; or, where it has
    come back often enough, with the numbers on every card instead."""
    others = tuple(each for each in ladder.insistences if each.to.id != insistence.to.id)
    if insistence.times >= TIMES:
        return ladder.model_copy(update={"insistences": others, "shows_numbers": True})
    later = insistence.model_copy(update={"next_at": (now or insistence.since) + EVERY})
    return ladder.model_copy(update={"insistences": (*others, later)})


def leave_alone(ladder: Ladder, person: str) -> Ladder:
    """The ladder that does not come back to this person: they have answered, or are told no more."""
    if all(each.to.id != person for each in ladder.insistences):
        return ladder
    others = tuple(each for each in ladder.insistences if each.to.id != person)
    return ladder.model_copy(update={"insistences": others})


def excuse(ladder: Ladder, person: str) -> Ladder:
    """The ladder that asks this person no more whether they come: they are away, or may hear of it no more."""
    asked = tuple(who for who in ladder.asked if who.id != person)
    return leave_alone(ladder if asked == ladder.asked else ladder.model_copy(update={"asked": asked}), person)


def go_on_asking(was: Incident, ladder: Ladder) -> Ladder:
    """A ladder that starts in the place of another one, and still asks whoever that asked, but for whoever had it:
    it comes back to those who have not answered, and those who have may still say otherwise."""
    awaited = {who.id for who in was.awaited}
    kept = tuple(each for each in was.ladder.insistences if each.to.id in awaited)
    asked = tuple(who for who in was.ladder.asked if who.id != was.owner_id)
    return ladder.model_copy(update={"asked": asked, "insistences": kept})


def still_said(was: Incident, ladder: Ladder, *but: str) -> tuple[Response, ...]:
    """What was said to a ladder, said to the one that starts in its place; of those `but` (object ids) nothing."""
    return tuple(
        each.model_copy(update={"run": ladder.run}) if each.run == was.ladder.run else each
        for each in was.responses
        if each.who.id not in but
    )


def after_press(incident: Incident, person: str) -> Ladder:
    """Its ladder once this person has done something with it. While nobody has it they alone are left alone, as they
    have seen it; once somebody has it the ladder comes back to nobody but who is awaited, and at its end to nobody."""
    if incident.state is State.CLOSED:
        return incident.ladder.model_copy(update={"asked": (), "insistences": ()})
    if incident.owner is None:
        return leave_alone(incident.ladder, person)
    return incident.ladder.model_copy(update={"insistences": comes_back_to(incident)})


def comes_back_to(incident: Incident) -> tuple[Insistence, ...]:
    """Whom the ladder comes back to, until it has been given up: once somebody has it, only who is awaited."""
    if incident.state is State.CLOSED or incident.unanswered_at is not None:
        return ()
    if incident.owner is None:
        return incident.ladder.insistences
    awaited = {who.id for who in incident.awaited}
    return tuple(each for each in incident.ladder.insistences if each.to.id in awaited)


def insistence_due(incident: Incident) -> datetime | None:
    """When a ping comes again next."""
    return min((each.next_at for each in comes_back_to(incident)), default=None)


def next_cause(insistence: Insistence) -> str:
    """What the next ping of it names as its cause: no two are alike, so that a crash repeats none."""
    return f"{first_cause(insistence.cause)}.r{insistence.times + 1}"


def first_cause(cause: str) -> str:
    """The cause without how often its ping has come again."""
    return _REPEAT.sub("", cause)


def _cause_of(ping: Notice) -> str:
    return ping.id.removeprefix(f"{ping.subject}:{ping.purpose.value}:").removesuffix(f":{ping.to.id}")
