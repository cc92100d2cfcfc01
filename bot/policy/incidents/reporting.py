"""Filing a report: the incident it opens, who is told at once, and the receipt (I2, I3, I10, I11, I17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.policy.incidents import IncidentPurpose, ladder, untouchable
from bot.policy.incidents.due import BREACH, with_due
from bot.policy.incidents.incident import BreachClock, Incident, PendingLookup, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.routes import past_the_headteacher, reaching_somebody
from bot.policy.incidents.telling import IncidentSnapshot, about, redraw_all, tell
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.posted_cards import Place, card_in_place
from bot.policy.kit.records import Draft, Entry, Route, Urgency, Who
from bot.policy.kit.references import draft_id
from bot.policy.kit.school_time import Calendar

SAME_REPORTER_WITHIN = timedelta(minutes=10)
SAME_SENDER_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reports: read and checked, but not yet an incident.

    `draft` is the id of the form that was sent: one form makes one incident, however often it arrives. `account` is as
    it was typed: whom it names is found in it before anything is left out of it. `concerning` are the adults at the
    school whom it names, `held_back` those who stand in its words some other way, which were not `checked` where the
    directory could not say who is who. `author` is the object id of whoever wrote the Teams message that it is about.
    `when` is the time as the form gave it, `happened_on` the
    day of what has no time. An `alert` alerts before anything is told. With a `pending_lookup` the
    directory could say nothing of it: it is kept, and nobody is alerted.
    """

    kind: str
    happened_at: datetime | None
    account: Mapping[str, str]
    draft: str
    place: Place | None
    concerning: tuple[Who, ...] = ()
    drill: bool = False
    author: str = ""
    held_back: tuple[Who, ...] = ()
    checked: bool = True
    when: str = ""
    alert: bool = False
    pending_lookup: PendingLookup | None = None
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """What the school has for it: the reference, the route, who holds its roles, and reports that may be the same.

    `form` is what its form has become before: that report is over, and this is another.
    """

    reference: str
    route: Route
    holders: Holders
    calendar: Calendar
    recent: Sequence[Incident] = ()
    form: Draft | None = None


def file_report(said: Report, by: Person, filing: Filing, now: datetime) -> Outcome:
    """A new incident with all that is due of its ladder alerted, and the reporter's receipt.

    The receipt takes the form's place; without a place it is sent afresh. What is still to be looked up waits for that,
    and for nothing else.
    """
    kind = KINDS[said.kind]
    account, links = untouchable.clean_account(said.account) if kind.untouchable else (dict(said.account), 0)
    opened = Incident(
        id=filing.reference,
        kind=said.kind,
        reporter=by.who,
        reported_at=now,
        happened_at=said.happened_at,
        happened_on=said.happened_on,
        account=account,
        once_untouchable=kind.untouchable,
        links_left_out=links,
        concerning=said.concerning,
        held_back=said.held_back,
        pending_lookup=said.pending_lookup,
        drill=said.drill,
        ladder=ladder.start_ladder(filing.route, now, filing.calendar),
        breach=BreachClock(deadline=now + BREACH) if kind.breach and not said.drill else None,
    )
    entry = Entry(subject=opened.id, at=now, by=by.who, what="reported", facts=_entry_facts(opened))
    form = Draft(
        id=draft_id(by.id, said.draft),
        version=filing.form.version if filing.form else 0,
        subject=opened.id,
        kind=said.kind,
    )
    filed = Outcome(
        records=(form,), entries=(entry, *held_back_entries(opened.id, said.held_back, now, checked=said.checked))
    )
    if said.pending_lookup is not None:
        waits = Entry(subject=opened.id, at=now, by=None, what="not_looked_up")
        return filed + _receipt(opened, said.place) + Outcome((with_due(opened, filing.calendar),), entries=(waits,))
    return filed + _receipt(opened, said.place) + _begin(opened, filing, now)


def alert_late(snapshot: IncidentSnapshot, said: Report, filing: Filing, now: datetime) -> Outcome:
    """The directory can say at last whom a report names and who is told for it: it is read anew, and alerts.

    `said` has what was kept of it and whom it names now. Its ladder starts here, however long ago it was made.
    """
    was = snapshot.incident
    found = was.model_copy(
        update={
            "account": dict(said.account),
            "concerning": said.concerning,
            "held_back": said.held_back,
            "pending_lookup": None,
            "ladder": ladder.start_ladder(filing.route, now, filing.calendar, run=was.ladder.run),
        }
    )
    named = Outcome(entries=held_back_entries(was.id, said.held_back, now, checked=said.checked))
    return named + _begin(found, filing, now) + redraw_all(snapshot, now)


def _begin(opened: Incident, filing: Filing, now: datetime) -> Outcome:
    """All that is due of its ladder is alerted."""
    opened = opened.model_copy(update={"like": similar_reports(opened, filing.recent)})
    climbed = ladder.climb(opened, filing.holders, now, filing.calendar)
    incidents = tuple(with_due(record, filing.calendar) for record in climbed.records if isinstance(record, Incident))
    waits = ladder.waiting_entries(opened.id, opened.ladder, now)
    return Outcome(incidents, climbed.notices, (*waits, *climbed.entries))


def held_back_entries(subject: str, held_back: Sequence[Who], now: datetime, *, checked: bool) -> tuple[Entry, ...]:
    """The timeline's word for whom the words hold back, and for words in which no names could be looked for."""
    told = {
        "held_back": {"to": ", ".join(who.name for who in held_back)} if held_back else None,
        "names_not_checked": {} if not checked else None,
    }
    return tuple(
        Entry(subject=subject, at=now, by=None, what=what, facts=facts)
        for what, facts in told.items()
        if facts is not None
    )


def receipt_id(reference: str) -> str:
    """The id of the posted card that is a report's receipt in the place of its form."""
    return f"{reference}:receipt"


def route_for(
    said: Report, routes: Mapping[str, Route], about_the_headteacher: Route, heads: Sequence[Person]
) -> Route:
    """The route of a report: one that names the Headteacher goes to the chair of governors, at its urgency (I17).

    An emergency goes to the chair and, without the Headteacher, to those who can act at once.
    """
    route = routes[said.kind]
    named = {who.id for who in said.concerning if who.id}
    if named & {person.id for person in heads}:
        if route.urgency is Urgency.EMERGENCY and not KINDS[said.kind].confidential:
            return past_the_headteacher(route, about_the_headteacher)
        return about_the_headteacher.model_copy(update={"urgency": route.urgency})
    return route


def route_reaching_somebody(said: Report, route: Route, holders: Holders) -> Route:
    """The route of a report, with a last step where nobody is on it, or everybody who is is named.

    While a role cannot be asked nobody is known to be missing, and what is confidential goes to nobody else for want of
    people alone.
    """
    kept_from = {who.id for who in (*said.concerning, *said.held_back)}
    known = holders.keys() >= {role for step in route.steps for role in step.roles}
    if not kept_from and (KINDS[said.kind].confidential or not known):
        return route
    return reaching_somebody(route, holders, kept_from)


def reread_report(
    incident: Incident, concerning: tuple[Who, ...], held_back: tuple[Who, ...], kind: str | None = None
) -> Report:
    """A report that is filed already, as its route is chosen anew: by the kind it alerts as, or another, and whom it
    now names."""
    rings_as = kind or incident.rings_as or incident.kind
    return Report(rings_as, None, {}, "", None, concerning=concerning, held_back=held_back)


def similar_reports(incident: Incident, recent: Sequence[Incident]) -> tuple[str, ...]:
    """Open reports that may be the same: one person's of this kind within ten minutes, one sender's within a day.

    Only those are found that name nobody whom this one does not, so that none is ever hinted at to somebody it names.
    """
    sender = incident.sender_key
    return tuple(
        other.id
        for other in recent
        if other.id != incident.id
        and not (other.drill or incident.drill)
        and other.state is not State.CLOSED
        and other.shut_out <= incident.shut_out
        and not alerts_slower(other, incident)
        and not KINDS[other.kind].confidential
        and (
            (
                other.reporter.id == incident.reporter.id
                and other.kind == incident.kind
                and incident.reported_at - other.reported_at <= SAME_REPORTER_WITHIN
            )
            or (
                sender is not None
                and sender == other.sender_key
                and incident.reported_at - other.reported_at <= SAME_SENDER_WITHIN
            )
        )
    )


def alerts_slower(one: Incident, than: Incident) -> bool:
    """Whether one report alerts more slowly than another: a faster one is never silenced by being merged into it."""
    order = list(Urgency)
    return order.index(one.urgency) > order.index(than.urgency)


def _entry_facts(incident: Incident) -> dict[str, str]:
    day = incident.happened_on.isoformat() if incident.happened_on else ""
    happened = incident.happened_at.isoformat() if incident.happened_at else day
    return {"kind": incident.kind, "happened_at": happened, "details": "yes" if incident.account else "no"}


def _receipt(incident: Incident, place: Place | None) -> Outcome:
    if place is None:
        return Outcome(
            notices=tell(incident, (incident.reporter,), IncidentPurpose.RECEIPT, "filed", incident.reported_at)
        )
    at = incident.reported_at
    return card_in_place(
        place, receipt_id(incident.id), about(incident), incident.reporter, IncidentPurpose.RECEIPT, at
    )
