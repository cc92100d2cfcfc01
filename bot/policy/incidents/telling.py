"""What is said to whom about an incident, whether it is still true when its turn comes, and who may still hear it.

A role that is lost, and a report that has come to concern somebody, end what they may be told; what a reporter hears of
their own report does not end while they are at the school.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.authority import may
from bot.policy.incidents.due import waits_for_lado
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.states import Action
from bot.policy.kit import notices
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import CardPurpose, Notice, NoticeState, PostedCard, Purpose, Who

INCIDENT_TOPIC = "incident"
TO_REPORTERS = frozenset(
    {
        IncidentPurpose.RECEIPT,
        IncidentPurpose.NOBODY_TOOK_IT,
        IncidentPurpose.ALERTS_CHANGED,
        IncidentPurpose.TAKEN,
        IncidentPurpose.DEALT_WITH,
    }
)
"""What reporters hear of their own report, whatever it says of them."""

ACTION_CARDS = frozenset(
    {
        IncidentPurpose.PING,
        IncidentPurpose.STANDING,
        IncidentPurpose.DETAILS,
        IncidentPurpose.STILL_WITH_YOU,
        IncidentPurpose.BREACH_DEADLINE,
        IncidentPurpose.LADO_DEADLINE,
        IncidentPurpose.ACTION_LOST,
        IncidentPurpose.ANSWERED,
    }
)
"""Cards with an incident's buttons: a person has one of them for an incident, the newest."""
TO_HANDLERS = ACTION_CARDS | {
    CardPurpose.POINTER,
    IncidentPurpose.TOO_OLD_TO_ALERT,
    IncidentPurpose.TAKEN_OVER,
    IncidentPurpose.FILE_REFUSED,
    IncidentPurpose.PING_BY_MAIL,
    IncidentPurpose.UNTAKEN_BY_MAIL,
}
"""Faces of an incident that are for those who handle it: a reporter sees them only where they do."""
MAIL_AFTER = timedelta(minutes=1)
"""How long Teams may be silent before an alert goes by e-mail as well."""
BY_ROLE: dict[Purpose, frozenset[str]] = {
    IncidentPurpose.BREACH_DEADLINE: frozenset({"business_manager"}),  # I13: whatever its ladder is
}
"""Who hears of a thing by a role alone."""

REMINDER_CARDS = frozenset({IncidentPurpose.NOBODY_TOOK_IT, IncidentPurpose.TOO_OLD_TO_ALERT})
"""Cards that say that nobody has taken it: of those, too, a person has the newest."""


@dataclass(frozen=True, slots=True)
class IncidentSnapshot:
    """An incident with what has been said about it: the cards that stand in chats and the notices still to be sent.

    `merged` are the reports that were merged into it, each with its own cards.
    """

    incident: Incident
    cards: Sequence[PostedCard] = ()
    waiting: Sequence[Notice] = ()
    merged: Sequence[IncidentSnapshot] = ()
    actions: Sequence[ReportAction] = ()
    """What is to be done about it, and about those that were merged into it."""
    decisions: Sequence[FilterDecision] = ()
    """What was decided about its address, and about those of reports that were merged into it."""


def about(incident: Incident) -> About:
    """What the notices of an incident are about."""
    return About(INCIDENT_TOPIC, incident.id, incident.urgency)


def tell(incident: Incident, people: Iterable[Who], purpose: Purpose, cause: str, now: datetime) -> tuple[Notice, ...]:
    """A new message to each of these people, but to nobody for whom the incident does not exist: of one that names its
    own reporter they hear what a reporter hears. The same `cause` is told once.
    """
    return tuple(
        notices.tell(about(incident), who, purpose, cause, now)
        for who in {who.id: who for who in people}.values()
        if who.id not in incident.shut_out or (who.id == incident.reporter.id and purpose in TO_REPORTERS)
    )


def mail_ping(incident: Incident, ping: Notice, now: datetime, *, for_good: bool) -> tuple[Notice, ...]:
    """The same by e-mail: at once where Teams has refused this one person, and otherwise when the ping is a minute old
    and has still not arrived. A drill goes by Teams alone."""
    if incident.drill:
        return ()
    due = now if for_good else max(now, ping.made_at + MAIL_AFTER)
    told = tell(incident, (ping.to,), IncidentPurpose.PING_BY_MAIL, ping.id, now)
    return tuple(each.model_copy(update={"due_at": due}) for each in told)


def mail_untaken(incident: Incident, told: Iterable[Notice], now: datetime) -> tuple[Notice, ...]:
    """After the last step, to the Champions who are `told` and to all who were alerted; never to the reporter."""
    if incident.drill:
        return ()
    champions = (each.to for each in told if each.purpose is IncidentPurpose.NOBODY_TOOK_IT)
    people = [who for who in (*incident.rung, *champions) if who.id != incident.reporter.id]
    return tell(incident, people, IncidentPurpose.UNTAKEN_BY_MAIL, str(incident.ladder.run), now)


def has_arrived(mail: Notice, pings: Iterable[Notice]) -> bool:
    """Whether Teams has told meanwhile what this e-mail was to say."""
    return mail.purpose is IncidentPurpose.PING_BY_MAIL and any(
        each.purpose.alerts
        and each.to.id == mail.to.id
        and each.state is NoticeState.SENT
        and each.settled_at is not None
        and each.settled_at >= mail.made_at
        for each in pings
    )


def tell_reporter(incident: Incident, purpose: Purpose, by: Who, now: datetime) -> tuple[Notice, ...]:
    """A new message to whoever reported it about what became of it; not where they did that themselves, or of a
    drill."""
    if incident.drill or incident.reporter.id == by.id:
        return ()
    return tell(incident, (incident.reporter,), purpose, f"v{incident.version}", now)


def tell_reporters(snapshot: IncidentSnapshot, purpose: Purpose, by: Who, now: datetime) -> tuple[Notice, ...]:
    """The same to whoever reported what was merged into it: each of their own report, and once; but to nobody for whom
    the one that goes on does not exist."""
    incident = snapshot.incident
    told = list(tell_reporter(incident, purpose, by, now))
    heard = {by.id, incident.reporter.id, *incident.shut_out}
    for other in (each.incident for each in snapshot.merged):
        if other.reporter.id not in heard and not other.removed:
            told += tell(other, (other.reporter,), purpose, f"{incident.id}:v{incident.version}", now)
            heard.add(other.reporter.id)
    return tuple(told)


def redraw_all(snapshot: IncidentSnapshot, now: datetime, cause: str | None = None) -> Outcome:
    """A notice for every live card of the incident; by default because of the change of its present version."""
    why = cause or f"v{snapshot.incident.version}"
    return notices.refresh_all(snapshot.cards, snapshot.waiting, snapshot.incident.urgency, now, why)


def withdraw_alerts(waiting: Sequence[Notice], now: datetime, reason: str) -> tuple[Notice, ...]:
    """Pings that have not been sent yet, withdrawn."""
    settled = {"state": NoticeState.WITHDRAWN, "settled_at": now, "reason": reason}
    return tuple(notice.model_copy(update=settled) for notice in waiting if notice.purpose.alerts)


def still_to_be_said(notice: Notice, incident: Incident, goes_on: Incident | None = None) -> bool:
    """Whether a notice is still true when its turn comes: nobody is told of what somebody holds, unless they are to
    come too, or of what has ended.
    `goes_on` is the report that one which was merged goes on as."""
    stands = goes_on or incident
    if notice.card is None and notice.to.id in incident.shut_out and notice.to.id != incident.reporter.id:
        return False  # a card that they hold already is redrawn as a pointer
    if notice.purpose.alerts:
        calls = incident.owner is None or notice.to.id in {who.id for who in incident.awaited}
        return calls and incident.closing is None and incident.merged_into is None
    if notice.purpose.by_mail:
        return incident.state is State.REPORTED and incident.merged_into is None
    if notice.purpose is IncidentPurpose.TAKEN:
        return stands.owner is not None and stands.state is not State.CLOSED and _exists_for(notice.to, goes_on)
    if notice.purpose is IncidentPurpose.DEALT_WITH:
        return stands.state is State.CLOSED and stands.closing is not None and _exists_for(notice.to, goes_on)
    if notice.purpose is IncidentPurpose.QUESTION and notice.card is None:
        return bool(incident.open_questions)
    if notice.purpose is IncidentPurpose.LADO_DEADLINE:
        return notice.card is not None or waits_for_lado(incident)
    if notice.purpose is IncidentPurpose.STILL_WITH_YOU:
        return incident.owner_id == notice.to.id and incident.asked_at is not None
    if notice.purpose in {IncidentPurpose.NOBODY_TOOK_IT, IncidentPurpose.TOO_OLD_TO_ALERT}:
        return incident.state is State.REPORTED
    return True


def _exists_for(who: Who, goes_on: Incident | None) -> bool:
    return goes_on is None or who.id not in goes_on.shut_out


def may_hear(reader: Person, purpose: Purpose, incident: Incident) -> bool:
    """Whether this face of the incident may be put before this reader now."""
    if incident.removed and purpose is CardPurpose.POINTER:
        return True  # what is left says of a card that still stands that its contents are gone, and of nobody anything
    if may(reader, Action.SEE, incident):
        return True
    if reader.id == incident.reporter.id and purpose in TO_REPORTERS:
        return True
    if reader.id in incident.shut_out:
        return False
    if reader.id == incident.reporter.id:
        return purpose not in TO_HANDLERS
    if purpose is IncidentPurpose.ALERTS_CHANGED:
        # Whoever was alerted learns that it is with others, and nothing else of it.
        return reader.id in {who.id for who in incident.rung} and not reader.roles.isdisjoint(incident.rung_roles)
    return bool(reader.roles & BY_ROLE.get(purpose, frozenset()))
