"""What reporters keep of their reports: the reference, who has been told, what happens next, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import WHEN_TYPED
from bot.policy.incidents.routes import LADO
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.school import School
from cards.incidents import DrillVerb, ReportVerb, held_back
from cards.incidents.emptied import contents_gone_card
from cards.incidents.evidence import own_files
from cards.incidents.form import kind_fields
from cards.incidents.incident_parts import button_data, incident_status, left_out_lines
from cards.incidents.incident_parts import outside_contacts as standing_contacts
from cards.kit import parts, times
from cards.kit.openers import Opener
from cards.words import incidents as wording
from cards.words.incidents import AS_TYPED, NEXT, NO_LADO, STATES
from cards.words.kinds import KIND_WORDS


def report_receipt(
    school: School,
    view: IncidentView,
    *,
    note: str | None = None,
) -> AdaptiveCard:
    """What the reporter keeps: the reference, who has been told, and what happens next."""
    incident = view.incident
    if incident.removed:
        return contents_gone_card(incident)
    can_add = incident.state is not State.CLOSED and not incident.drill
    return parts.card(
        parts.title(f"Your report is {incident.id}"),
        parts.small(f"{KIND_WORDS[incident.kind].name} · sent {times.at(school, incident.reported_at)}. Thank you."),
        parts.banner(wording.DRILL, "accent") if incident.drill else None,
        parts.note(note),
        parts.banner(incident_status(school, incident), "good" if incident.owner else "accent"),
        *_who_was_told(school, view),
        *held_back.concern_questions(incident, incident.reporter.id),
        *(_drill_times(school, view) if incident.drill else ()),
        *left_out_lines(incident),
        parts.small(AS_TYPED) if WHEN_TYPED in incident.account else None,
        *own_files(view),
        parts.heading("What happens next"),
        parts.paragraph(next_line(school, incident)),
        *_telephones(school, incident),
        parts.small(wording.DETAILS_EXPLAINED) if can_add and not incident.account else None,
        parts.buttons(
            parts.form_opener("Add details", ReportVerb.MORE, {"id": incident.id}) if can_add else None,
            parts.button("End the drill", DrillVerb.END, {"id": incident.id})
            if incident.drill and incident.state is not State.CLOSED
            else None,
            parts.opener("My reports", Opener.MY_REPORTS),
            parts.opener("Report something else", Opener.REPORT),
        ),
    )


def _who_was_told(school: School, view: IncidentView) -> list[CardElement]:
    rows = [(ping.to.name, f"told {times.at(school, ping.settled_at or ping.made_at)}") for ping in view.pings_taken()]
    rows += [(notice.to.name, "being told now") for notice in view.on_the_way()]
    rows += [(notice.to.name, wording.NOT_REACHED_IN_TEAMS) for notice in view.pings_refused()]
    told: dict[str, str] = {}
    for name, how in rows:
        told.setdefault(name, how)
    if told:
        return [parts.heading(wording.WHO_HAS_BEEN_TOLD), parts.facts(list(told.items()))]
    if not view.incident.ladder.has_begun:
        return []  # nobody was to be told yet; what happens next says when
    return [parts.paragraph(wording.NOBODY_TOLD)]


def next_line(school: School, incident: Incident) -> str:
    """What the reporter may expect now."""
    if incident.drill:
        return NEXT["drill"]
    if incident.merged_into:
        return NEXT["merged"].format(reference=incident.merged_into)
    if incident.state is State.CLOSED:
        return NEXT["closed"]
    if incident.owner is not None:
        return NEXT["owned"]
    if incident.pending_lookup is not None:
        return NEXT["not_looked_up"]
    if incident.unanswered_at is not None:
        return NEXT["unanswered"]
    if incident.rung:
        return NEXT["rings"]
    if incident.ladder.has_begun or incident.ladder.next_at is None:
        return NEXT["nobody"]
    if incident.ladder.waits:
        return NEXT["waits"]
    return NEXT["planned"].format(at=times.at(school, incident.ladder.next_at))


def _telephones(school: School, incident: Incident) -> list[CardElement]:
    """Whom to phone when nobody has taken it, or nobody could be told: the route's own contacts.

    While nobody can be looked up, all that have a number stand there. Where the Headteacher is passed over the LADO
    always stands there: others who would be told may be named too (I17).
    """
    answered = incident.owner is not None or (bool(incident.rung) and incident.unanswered_at is None)
    past_the_head = "chair_of_governors" in incident.ladder.route.steps[0].roles
    outside_it = standing_contacts(school, incident)
    if incident.pending_lookup is not None and incident.state is not State.CLOSED:
        outside_it = [contact for contact in school.contacts if contact.phone]
    rows = [
        (contact.name, reach)
        for contact in outside_it
        if (reach := contact.phone or contact.web or contact.mail)
        and (not answered or (past_the_head and contact.id == LADO))
    ]
    shown: list[CardElement] = [parts.facts(rows)] if rows else []
    if past_the_head and all(contact.id != LADO for contact in school.contacts):
        shown.append(parts.paragraph(NO_LADO))
    return shown


def details_form(incident: Incident, wrong: parts.Texts, typed: parts.Texts) -> AdaptiveCard:
    """What there was no time for before, or is known by now."""
    return parts.card(
        parts.title("Add details"),
        parts.small(wording.DETAILS_EXPLAINED),
        *kind_fields(
            incident.kind,
            typed,
            wrong,
            without=frozenset({"adult", "someone_else"}),
            told=frozenset(incident.account),
        ),
        parts.form_buttons(ReportVerb.DETAILS, button_data(incident)),
    )


def details_result(incident: Incident, said: str) -> AdaptiveCard:
    """What sending details did, and the way back to the receipt."""
    return parts.form_result(said, parts.opener(f"Open {incident.id}", ReportVerb.OWN, {"id": incident.id}))


def _drill_times(school: School, view: IncidentView) -> list[CardElement]:
    """How long each ping took to arrive, and how long until somebody took it."""
    began = view.incident.reported_at
    rows = [
        (ping.to.name, f"reached after {_seconds(ping.settled_at.timestamp() - began.timestamp())}")
        for ping in view.pings_taken()
        if ping.settled_at
    ]
    rows += [(ping.to.name, wording.COULD_NOT_BE_REACHED) for ping in view.pings_refused()]
    taken = view.incident.owned_at
    if taken is not None and view.incident.owner is not None:
        took = _seconds(taken.timestamp() - began.timestamp())
        rows.append(("Taken", f"by {view.incident.owner.name} after {took}, {times.at(school, taken)}"))
    return [parts.heading("Times"), parts.facts(rows)] if rows else []


def _seconds(seconds: float) -> str:
    whole = max(0, round(seconds))
    if whole < 60:  # noqa: PLR2004 - a minute
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s"


def my_reports_card(
    school: School, incidents: Sequence[Incident], *, page: int = 0, more: bool = False
) -> AdaptiveCard:
    """A page of a person's own reports with how each stands, the newest first. Never what a handler wrote.

    Each row opens its receipt below.
    """
    start = parts.opener("Report something", Opener.REPORT)
    if not incidents:
        nothing = wording.NO_OLDER if page else wording.NOTHING_REPORTED
        return parts.card(parts.title("My reports"), parts.paragraph(nothing), parts.buttons(start))
    rows: list[CardElement] = [
        parts.list_row(
            parts.opener(f"Open {incident.id}", ReportVerb.OWN, {"id": incident.id}),
            parts.paragraph(f"**{incident.id} · {KIND_WORDS[incident.kind].name}**"),
            parts.typed_text(incident_status(school, incident)),
            parts.small(f"{STATES[incident.state].capitalize()} · sent {times.at(school, incident.reported_at)}"),
        )
        for incident in incidents
    ]
    return parts.card(
        parts.title("My reports"),
        *rows,
        parts.buttons(
            parts.button("Newer", Opener.MY_REPORTS, {"page": str(page - 1)}) if page else None,
            parts.button("Older", Opener.MY_REPORTS, {"page": str(page + 1)}) if more else None,
            start,
        ),
    )
