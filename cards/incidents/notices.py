"""The message of each notice about an incident, and the cards that only tell: they ask nobody to take it."""

from __future__ import annotations

from datetime import datetime

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.authority import may
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import CardPurpose, Message, NoticeState, Purpose
from bot.policy.kit.school import School
from cards.incidents import IncidentVerb, emptied
from cards.incidents.incident_parts import button_data, incident_status
from cards.incidents.incidents import incident_card
from cards.incidents.questions import question_card
from cards.incidents.receipts import news_card, next_line, report_receipt
from cards.incidents.reporting import tell_in_person as people_to_tell
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.kit.guide import Opener
from cards.words import handling as handling_words
from cards.words import incidents as wording
from cards.words import mail as mail_words
from cards.words.incidents import (
    CHANGED,
    CHANGED_BY,
    FILE_REFUSED,
    INCIDENT_LEADS,
    KEPT_PACE,
    NOBODY_MORE,
    NOT_ALL_REACHED,
    WITH_OTHERS,
)
from cards.words.kinds import KIND_WORDS
from cards.words.kit import IN_DANGER, ROLE_WORDS
from cards.words.sentences import toast

SENDERS_SHOWN = 8
"""So many senders of files are named on a card."""


def incident_message(
    school: School, now: datetime, purpose: Purpose, view: IncidentView, reader: Person, in_person: Holders
) -> Message:
    """A notice's card for its reader, and its toast: the reference and the kind, never a name."""
    incident = view.incident
    gone = purpose is IncidentPurpose.ALERTS_CHANGED and not may_know(reader, incident)
    told = {"reference": incident.id, "kind": KIND_WORDS[incident.kind].name}
    summary = WITH_OTHERS.format(**told) if gone else toast(purpose, **told)
    if purpose.by_mail:
        return Message(summary=summary, text=_mail_text(school, purpose, incident, in_person))
    people = {person.id: person for held in in_person.values() for person in held}
    if purpose is IncidentPurpose.RECEIPT:
        shown = report_receipt(school, now, view, people)
    elif purpose in {IncidentPurpose.TAKEN, IncidentPurpose.DEALT_WITH}:
        shown = news_card(school, now, purpose, view, people)
    elif purpose is IncidentPurpose.QUESTION:
        shown = question_card(school, now, view)
    elif purpose is CardPurpose.POINTER:
        shown = emptied.contents_gone_card(incident)
    elif purpose is IncidentPurpose.NOBODY_TOOK_IT:
        shown = nobody_took_it_card(school, now, view, reader, in_person)
    elif purpose is IncidentPurpose.ALERTS_CHANGED:
        shown = alerts_changed_card(school, now, view, reader)
    elif purpose is IncidentPurpose.TAKEN_OVER:
        shown = taken_over_card(school, now, view, reader)
    elif purpose is IncidentPurpose.FILE_REFUSED:
        shown = file_refused_card(school, now, view)
    else:
        shown = incident_card(school, now, view, reader, lead=INCIDENT_LEADS.get(purpose))
    return Message(summary=("DRILL " if incident.drill else "") + summary, card=parts.as_json(shown))


def _mail_text(school: School, purpose: Purpose, incident: Incident, in_person: Holders) -> str:
    """No name, and nothing that was written: an e-mail lies about, and is passed on."""
    roles = [(ROLE_WORDS[role], person.phone) for role, people in in_person.items() for person in people]
    outside = [(contact.name, contact.phone) for contact in school.contacts_of(incident.ladder.route)]
    numbers = dict.fromkeys(f"{who}: {phone}" for who, phone in (*roles, *outside) if phone)
    return "\n".join(
        (
            *(f"{incident.id}: {KIND_WORDS[incident.kind].name}", "", mail_words.WHY[purpose], ""),
            *(mail_words.WHAT_TO_DO, *numbers, IN_DANGER, "", mail_words.NO_ANSWER),
        )
    )


def nobody_took_it_card(
    school: School, now: datetime, view: IncidentView, reader: Person, in_person: Holders
) -> AdaptiveCard:
    """Said plainly to the reporter and to every Champion after the last round, with the telephone numbers.

    Once somebody has it, or it alerts again, the card says how it stands.
    """
    incident = view.incident
    tell = [(role, person) for role, people in in_person.items() for person in people]
    held = button_data(incident)
    drill = parts.banner(wording.DRILL, "accent") if incident.drill else None
    if incident.unanswered_at is None:
        return parts.card(
            parts.title(incident.id),
            parts.small(KIND_WORDS[incident.kind].name),
            drill,
            parts.banner(_status(school, now, incident, reader), "default"),
            parts.buttons(
                parts.button("Open the report", IncidentVerb.SHOW, held)
                if may(reader, Action.SEE, incident)
                else parts.opener("My reports", Opener.MY_REPORTS)
            ),
        )
    handles = may(reader, Action.ACKNOWLEDGE, incident)
    still_trying = any(ping.state is NoticeState.WAITING for ping in view.pings)
    return parts.card(
        parts.title(f"Nobody has taken {incident.id}"),
        parts.small(KIND_WORDS[incident.kind].name),
        drill,
        parts.paragraph(NOT_ALL_REACHED if still_trying else NOBODY_MORE),
        *people_to_tell(tell, school.contacts_of(incident.ladder.route)),
        parts.buttons(
            parts.button("Acknowledge", IncidentVerb.ACKNOWLEDGE, held, style="positive") if handles else None,
            parts.button("Tell people now", IncidentVerb.TELL_NOW, held),
        ),
    )


def alerts_changed_card(school: School, now: datetime, view: IncidentView, reader: Person) -> AdaptiveCard:
    """Something slowed or stopped the alerts for a report: what was done, and how it stands now.

    Its reporter reads what a reporter may; somebody who is neither they nor a handler any more, that it is with others.
    """
    incident = view.incident
    handles = may(reader, Action.SEE, incident)
    if incident.removed or not may_know(reader, incident):
        return emptied.contents_gone_card(incident) if incident.removed else emptied.with_others_card(incident)
    kind = KIND_WORDS[incident.kind].name
    held = button_data(incident)
    return parts.card(
        parts.title(incident.id if handles else f"Your report {incident.id}"),
        parts.small(kind),
        *_what_changed(school, now, view, kind, by_whom=handles),
        parts.banner(_status(school, now, incident, reader), "default"),
        None if handles else parts.paragraph(next_line(school, now, incident)),
        parts.buttons(
            parts.button("Open the report", IncidentVerb.SHOW, held)
            if handles
            else parts.opener("My reports", Opener.MY_REPORTS)
        ),
    )


def taken_over_card(school: School, now: datetime, view: IncidentView, reader: Person) -> AdaptiveCard:
    """Whoever had it learns who has taken it over, when, and that nothing more is asked of them."""
    incident = view.incident
    if incident.removed:
        return emptied.contents_gone_card(incident)
    taken = [entry for entry in view.timeline if entry.what == "taken_over" and entry.by is not None]
    newest = next((entry for entry in reversed(taken) if entry.facts.get("from_id") == reader.id), None)
    said = (
        handling_words.TAKEN_OVER_BY.format(by=newest.by.name, at=times.standing(school, newest.at, now))
        if newest and newest.by
        else ""
    )
    return parts.card(
        parts.title(handling_words.WAS_TAKEN_OVER.format(id=incident.id)),
        parts.small(KIND_WORDS[incident.kind].name),
        parts.typed_text(said) if said else None,
        parts.paragraph(handling_words.TAKEN_OVER_EXPLAINED),
        parts.buttons(parts.button("Open the report", IncidentVerb.SHOW, button_data(incident))),
    )


def _status(school: School, now: datetime, incident: Incident, reader: Person) -> str:
    own = reader.id == incident.reporter.id
    return incident_status(incident, times.for_card(school, now), for_reporter=own)


def may_know(reader: Person, incident: Incident) -> bool:
    """Whether they may know what it is about: its reporter, and whoever handles it."""
    return reader.id == incident.reporter.id or may(reader, Action.SEE, incident)


def _what_changed(school: School, now: datetime, view: IncidentView, kind: str, *, by_whom: bool) -> list[CardElement]:
    """The newest that was done to the alerts, in words; for those who handle it also who did it, and when."""
    done = next((entry for entry in reversed(view.timeline) if entry.what in CHANGED), None)
    if done is None:
        return []
    said = KEPT_PACE if done.what == "kind_changed" and view.incident.rings_as else CHANGED[done.what]
    shown: list[CardElement] = [parts.paragraph(said.format(kind=kind, reference=done.facts.get("reference", "")))]
    if by_whom and done.by is not None:
        shown.append(parts.typed_text(CHANGED_BY.format(by=done.by.name, at=times.standing(school, done.at, now))))
    return shown


def file_refused_card(school: School, now: datetime, view: IncidentView) -> AdaptiveCard:
    """The Headteacher learns who has sent files while illegal material is being dealt with, the newest first."""
    incident = view.incident
    refused = [entry for entry in view.timeline if entry.what == "file_refused" and entry.by is not None]
    newest = {entry.by.id: entry for entry in refused if entry.by}
    senders = sorted(newest.values(), key=lambda entry: entry.at, reverse=True)
    rows = [(entry.by.name, times.standing(school, entry.at, now)) for entry in senders[:SENDERS_SHOWN] if entry.by]
    return parts.card(
        parts.title(wording.A_FILE_WAS_REFUSED),
        parts.small(f"{incident.id} · {KIND_WORDS[incident.kind].name}"),
        parts.paragraph(FILE_REFUSED),
        parts.fact_set(rows) if rows else None,
        parts.buttons(parts.button("Open the report", IncidentVerb.SHOW, button_data(incident))),
    )
