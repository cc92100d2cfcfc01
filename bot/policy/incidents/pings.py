"""The pings of one report, taken together: who has been told by them, who may yet be, and whom to alert again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime

from bot.policy.incidents import IncidentPurpose, telling
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.ladder import round_of
from bot.policy.kit.delivery import withdraw_notice
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice, NoticeState


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


def alert_again(incident: Incident, pings: Sequence[Notice], now: datetime) -> Outcome:
    """Alert somebody who can be reached again, if the report still waits and Teams had refused their newest ping."""
    if incident.state is not State.REPORTED or not pings:
        return Outcome()
    newest = max(pings, key=lambda ping: (ping.made_at, ping.id))
    if newest.state is not NoticeState.FAILED or any(ping.state is NoticeState.WAITING for ping in pings):
        return Outcome()
    cause = f"again.{now:%Y%m%d%H%M%S}"
    return Outcome(notices=telling.tell(incident, (newest.to,), IncidentPurpose.PING, cause, now))


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
    """Whether two pings belong to the same step of the same run of a ladder: their ids differ in the person alone."""
    return one.id.rsplit(":", 1)[0] == other.id.rsplit(":", 1)[0]
