"""Reports that belong together, as whoever handles them sees them: on a report, in a form, and as one chronology."""

from __future__ import annotations

from datetime import datetime

from bot.policy.incidents.authority import may
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.linking import Chronology, LinkOffer
from bot.policy.incidents.states import Action
from bot.policy.incidents.untouchable import clean_incident
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.incidents import IncidentVerb, LinkVerb
from cards.incidents.incident_parts import button_data, first_words, happened_line, incident_status
from cards.kit import fields, parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.words import linking as wording
from cards.words.kinds import KIND_WORDS
from cards.words.sentences import sentence

OTHER_REFERENCE = "other"
"""The field of the form."""
MOST_ON_A_CARD, MOST_BESIDE_MUCH, CHRONOLOGY_SHOWN = 2, 1, 20
"""How many that are linked, and how many that are offered, a report's card shows, also where much else stands on it;
and how many a chronology does."""
LINKS_BYTES = 4_600
"""Bytes of JSON that what is linked and offered may take on a report's card."""
LINE_CHARACTERS = 60
UNLINKED_FROM_A_CARD = 4
"""How many a chronology offers to unlink."""


def linked_reports(school: School, now: datetime, view: IncidentView, reader: Person) -> list[CardElement]:
    """What belongs with it, each row opening a report below; and what perhaps does, linked with one press."""
    most = MOST_BESIDE_MUCH if view.actions or view.merged else MOST_ON_A_CARD
    linked, offers = view.links.linked, view.links.offers[:most]
    shown: list[CardElement] = []
    if linked:
        shown = [parts.heading(wording.BELONGS_WITH), *(_short_row(school, now, each) for each in linked[:most])]
        more = len(linked) - most
        shown += [parts.small(wording.MORE_LINKED.format(count=more))] if more > 0 else []
        shown.append(parts.buttons(parts.opener(wording.CHRONOLOGY, LinkVerb.CHRONOLOGY, {"id": view.incident.id})))
    if offers and may(reader, Action.LINK, view.incident):
        shown += [element for offer in offers for element in _offer(school, now, view.incident, offer)]
    return shown


def link_form(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """Which report belongs with it?"""
    value = parts.cut(answers.get(OTHER_REFERENCE, ""), parts.TYPED_BYTES // 10)
    return parts.card(
        parts.title(wording.LINK_TITLE.format(id=incident.id)),
        parts.small(KIND_WORDS[incident.kind].name),
        *parts.problems(*wrong.values()),
        fields.line(OTHER_REFERENCE, wording.REFERENCE_LABEL, wording.REFERENCE_HINT, value=value, required=True),
        parts.small(wording.LINK_EXPLAINED),
        parts.form_buttons(LinkVerb.SEND, button_data(incident), "Save"),
    )


def link_result(incident: Incident, said: str) -> AdaptiveCard:
    """What sending the form did, and ways on."""
    return parts.form_result(
        said,
        parts.opener(f"Open {incident.id}", IncidentVerb.SHOW, {"id": incident.id}),
        parts.opener(wording.CHRONOLOGY, LinkVerb.CHRONOLOGY, {"id": incident.id}),
    )


def chronology_card(school: School, now: datetime, found: Chronology, *, note: str | None = None) -> AdaptiveCard:
    """All that belongs together, the earliest first; each row opens its report below."""
    shown = found.reports[-CHRONOLOGY_SHOWN:]
    left_out = len(found.reports) - len(shown)
    unlinks = [
        parts.button(
            wording.UNLINK_FROM.format(id=other), LinkVerb.UNLINK, {"id": found.reference, "to": other}, inputs=False
        )
        for other in sorted(found.direct)[-UNLINKED_FROM_A_CARD:]
    ]
    return parts.card(
        parts.title(wording.CHRONOLOGY_TITLE.format(id=found.reference)),
        parts.small(wording.CHRONOLOGY_EXPLAINED),
        parts.note(note),
        parts.small(f"And {left_out} before these.") if left_out > 0 else None,
        *(_row(school, now, each) for each in shown),
        parts.paragraph(wording.STANDS_ALONE) if len(found.reports) <= 1 else None,
        *parts.ranked_buttons(
            [parts.opener(f"Open {found.reference}", IncidentVerb.SHOW, {"id": found.reference})], unlinks
        ),
    )


def _short_row(school: School, now: datetime, incident: Incident) -> CardElement:
    """One of those that belong with a report, in a line of its card."""
    at = times.standing(school, incident.reported_at, now)
    return parts.list_row(
        parts.opener(f"Open {incident.id}", IncidentVerb.SHOW, {"id": incident.id}),
        parts.small(f"{incident.id} · {KIND_WORDS[incident.kind].name} · {at}"),
    )


def _row(school: School, now: datetime, incident: Incident) -> CardElement:
    """When it happened, what it is, its first words, and how it stands."""
    known = incident.happened_at or incident.happened_on
    words = wording.HAPPENED if known else wording.REPORTED
    at = happened_line(school, now, incident) if known else times.standing(school, incident.reported_at, now)
    said = first_words(clean_incident(incident), LINE_CHARACTERS)
    return parts.list_row(
        parts.opener(f"Open {incident.id}", IncidentVerb.SHOW, {"id": incident.id}),
        parts.paragraph(f"**{words.format(at=at, kind=KIND_WORDS[incident.kind].name)}**"),
        parts.typed_text(said) if said else parts.small(incident.id),
        parts.small_typed(f"{incident.id} · {incident_status(incident, times.for_card(school, now))}"),
    )


def _offer(school: School, now: datetime, incident: Incident, offer: LinkOffer) -> list[CardElement]:
    other = offer.incident
    told = f"{KIND_WORDS[other.kind].name} · {times.standing(school, other.reported_at, now)}"
    data = {**button_data(incident), "to": other.id}
    return [
        parts.paragraph(wording.perhaps_the_same(offer.traits, other.id)),
        parts.small(told),
        parts.buttons(
            parts.opener(f"Open {other.id}", IncidentVerb.SHOW, {"id": other.id}),
            parts.button(wording.LINK_WITH.format(id=other.id), LinkVerb.OFFERED, data, inputs=False),
        ),
    ]


def link_sentence(key: str, reference: str, other: str) -> str:
    """What linking or unlinking did."""
    return sentence(key, {"reference": reference, "other": other})
