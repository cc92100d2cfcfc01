"""The pings of one report, taken together: who has been told by them, who may yet be, and whom to alert again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta

from bot.policy.incidents import IncidentPurpose, insisting, telling
from bot.policy.incidents.due import with_due
from bot.policy.incidents.incident import Incident, Insistence, State
from bot.policy.incidents.ladder import round_of, step_of
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.delivery import withdraw_notice
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders
from bot.policy.kit.records import Entry, Notice, NoticeState
from bot.policy.kit.school_time import Calendar

ON_ITS_WAY_FOR = timedelta(seconds=15)
"""What a ping may take to arrive without the next one waiting for that."""


def may_answer(snapshot: IncidentSnapshot, person: str) -> bool:
    """Whether a ping has reached this person, or is on its way and not refused: they may still say something."""
    ping = f"{snapshot.incident.id}:{IncidentPurpose.PING.value}:"
    reached = any(card.to.id == person and card.id.startswith(ping) for card in snapshot.cards)
    return reached or any(
        each.purpose.alerts and each.to.id == person and not each.refused for each in snapshot.waiting
    )


def supersede(notice: Notice, waiting: Iterable[Notice], now: datetime) -> Outcome:
    """Pings of the same report to the same person that were still to be sent: one that has arrived speaks for all."""
    others = (
        other
        for other in waiting
        if other.id != notice.id
        and other.to.id == notice.to.id
        and other.purpose is IncidentPurpose.PING
        and other.attempts
    )
    return sum((withdraw_notice(other, now, "rung_already") for other in others), Outcome())


def alert_again(incident: Incident, pings: Sequence[Notice], now: datetime, calendar: Calendar) -> Outcome:
    """Alert somebody who can be reached again, if the report still waits and Teams had refused their newest ping."""
    if incident.state is not State.REPORTED or not pings:
        return Outcome()
    newest = max(pings, key=lambda ping: (ping.made_at, ping.id))
    if newest.state is not NoticeState.FAILED or any(ping.state is NoticeState.WAITING for ping in pings):
        return Outcome()
    cause = f"again.{now:%Y%m%d%H%M%S}"
    pinged = telling.tell(incident, (newest.to,), IncidentPurpose.PING, cause, now)
    insists = incident.model_copy(update={"ladder": insisting.insist(incident, incident.ladder, pinged, now)})
    return Outcome((with_due(insists, calendar),) if insists != incident else (), pinged)


def has_told_another(ping: Notice, pings: Iterable[Notice], without_app: Set[str]) -> bool:
    """Whether somebody else has been told of the report in the same round, or since this ping was made.

    Whoever does not have the app, as far as is known, has seen nothing.
    """
    return any(
        other.state is NoticeState.SENT
        and other.to.id != ping.to.id
        and other.to.id not in without_app
        and (round_of(other) == round_of(ping) or (other.settled_at or other.made_at) >= ping.made_at)
        for other in pings
    )


def pings_that_may_arrive(ping: Notice, pings: Iterable[Notice], without_app: Set[str]) -> tuple[Notice, ...]:
    """The pings of the same step, and later ones, that have arrived or may yet: with them nobody waits for this one."""
    return tuple(
        other
        for other in pings
        if other.id != ping.id
        and (other.made_at > ping.made_at or _same_step(other, ping))
        and other.to.id not in without_app
        and (other.state is NoticeState.SENT or (other.state is NoticeState.WAITING and not other.refused))
    )


def _same_step(one: Notice, other: Notice) -> bool:
    """Whether two pings belong to the same step of the same run of a ladder: their ids differ in the person alone,
    and in how often one has come again."""
    return step_of(one) == step_of(other)


def ping_again(snapshot: IncidentSnapshot, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """Every ping of an emergency that is due again. One that has not arrived is waited for, and one that never will
    comes no more; nor does that of somebody who holds no role by which they were told, or may hear of it no more."""
    incident = snapshot.incident
    due = insisting.insistence_due(incident)
    if due is None or due > now:
        return Outcome()
    running, told = incident.ladder, list[Notice]()
    for each in insisting.comes_back_to(incident):
        if each.next_at > now:
            continue
        if not _is_still_told(incident, each, holders):
            running = insisting.excuse(running, each.to.id)
            continue
        running = insisting.leave_alone(running, each.to.id)
        if _is_on_its_way(snapshot.waiting, each):
            running = insisting.insist_on(running, each, now)
        elif (at := _reached_at(snapshot, each)) is None:
            continue
        elif at + insisting.EVERY > now + ON_ITS_WAY_FOR:
            running = insisting.insist_on(running, each, at)
        else:
            cause = insisting.next_cause(each)
            told += telling.tell(incident, (each.to,), IncidentPurpose.PING, cause, now)
            newest = each.model_copy(update={"cause": cause, "since": now, "times": each.times + 1})
            running = insisting.insist_on(running, newest)
    facts = {"to": ", ".join(notice.to.name for notice in told)}
    entries = (Entry(subject=incident.id, at=now, by=None, what="pinged_again", facts=facts),) if told else ()
    return Outcome((incident.model_copy(update={"ladder": running}),), tuple(told), entries)


def _is_still_told(incident: Incident, insistence: Insistence, holders: Holders) -> bool:
    """Whether they are still among those whom the ladder alerts, as far as the directory can say, or have it handed."""
    who = insistence.to.id
    if who in incident.shut_out:
        return False
    on_it = {role for step in incident.ladder.route.steps for role in step.roles}
    handed = incident.handed_to is not None and incident.handed_to.id == who
    theirs = [each for role in on_it for each in holders.get(role, ()) if each.id == who]
    if any(each.away_until is not None for each in theirs):
        return False
    return handed or bool(theirs) or not on_it <= holders.keys()


def _is_on_its_way(waiting: Iterable[Notice], insistence: Insistence) -> bool:
    return any(each.purpose.alerts and each.to.id == insistence.to.id for each in waiting)


def _reached_at(snapshot: IncidentSnapshot, insistence: Insistence) -> datetime | None:
    """When a ping has reached them since the newest was made. A card keeps the id of the ping that it was."""
    ping = f"{snapshot.incident.id}:{IncidentPurpose.PING.value}:"
    theirs = (card for card in snapshot.cards if card.to.id == insistence.to.id and card.id.startswith(ping))
    return max((card.posted_at for card in theirs if card.posted_at >= insistence.since), default=None)
