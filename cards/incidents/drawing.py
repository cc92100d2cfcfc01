"""Which card a notice shows, and its toast: the reference and the kind, never a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from cards.incidents import incidents, notices, pointers, receipts
from cards.kit import parts
from cards.words.incidents import INCIDENT_LEADS, WITH_OTHERS
from cards.words.kinds import KIND_WORDS
from cards.words.sentences import toast

InPerson = Mapping[Role, Sequence[Person]]
"""Who can be gone to in person, by role."""
Drawn = Callable[[Purpose, IncidentView, Person, InPerson], Message]


def drawing(school: School) -> Drawn:
    """The function that draws a notice's message for this school, for its reader, with those to go to in person."""

    def draw(purpose: Purpose, view: IncidentView, reader: Person, in_person: InPerson) -> Message:
        incident = view.incident
        drill = "DRILL " if incident.drill else ""
        gone = purpose is Purpose.ALERTS_CHANGED and not notices.may_know(reader, incident)
        told = {"reference": incident.id, "kind": KIND_WORDS[incident.kind].name}
        summary = drill + (WITH_OTHERS.format(**told) if gone else toast(purpose, **told))
        if purpose is Purpose.RECEIPT:
            shown = receipts.report_receipt(school, view)
        elif purpose is Purpose.POINTER:
            shown = pointers.pointer(incident)
        elif purpose is Purpose.NOBODY_TOOK_IT:
            shown = notices.nobody_took_it_card(school, view, reader, in_person)
        elif purpose is Purpose.ALERTS_CHANGED:
            shown = notices.alerts_changed_card(school, view, reader)
        elif purpose is Purpose.FILE_REFUSED:
            shown = notices.file_refused_card(school, view)
        else:
            shown = incidents.incident_card(
                school, view, reader, lead=INCIDENT_LEADS.get(purpose), asked=purpose is Purpose.STILL_WITH_YOU
            )
        return Message(summary=summary, card=parts.as_json(shown))

    return draw
