"""Those whom a report holds back because its words name them: what the writer is asked, what its handlers may do."""

from __future__ import annotations

from bot.policy.incidents.authority import may
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action
from bot.policy.kit.people import Person
from cards.incidents import IncidentVerb, ReportVerb
from cards.kit import parts
from cards.kit.elements import CardElement
from cards.words import handling as wording
from cards.words.incidents import HELD_BACK

PEOPLE_ASKED_ABOUT = 3
"""How many people a card asks about at a time."""
NAMES_BYTES = 600
"""Bytes of JSON that a line of names may take."""


def concern_questions(incident: Incident, writer: str, most: int = PEOPLE_ASKED_ABOUT) -> list[CardElement]:
    """Does this concern …? Yes and No for each whom the words of `writer` (an object id) name; the report has gone out
    to the others already."""
    named = incident.asks(writer)
    asked = named[:most]
    if not asked:
        return []
    shown: list[CardElement] = []
    for who in asked:
        data = {"id": incident.id, "who": who.id}
        shown += [
            parts.banner(HELD_BACK["asks"].format(name=who.name), "warning"),
            parts.buttons(
                parts.button("Yes", ReportVerb.CONCERNS_YES, data, inputs=False),
                parts.button("No", ReportVerb.CONCERNS_NO, data, inputs=False),
            ),
        ]
    more = len(named) - len(asked)
    told = {who.id for who in incident.rung}
    shown.append(parts.small(HELD_BACK["why_told" if any(who.id in told for who in asked) else "why"]))
    return [*shown, parts.small(HELD_BACK["more"].format(count=more))] if more else shown


def held_back_banner(incident: Incident) -> list[CardElement]:
    """Who is held back: nobody speaks of it to them by mistake."""
    alerted = {who.id for who in incident.rung}
    shown: list[CardElement] = []
    for words, told in ((HELD_BACK["held"], False), (HELD_BACK["held_told"], True)):
        names = ", ".join(who.name for who in incident.held_back if (who.id in alerted) is told)
        if names:
            shown.append(parts.banner(parts.cut(words.format(names=names), NAMES_BYTES), "warning"))
    return shown


def held_back_buttons(incident: Incident, reader: Person) -> list[CardElement]:
    """To have each of those held back told after all. Whoever wrote words that name somebody is asked first whether
    they concern them, one at a time."""
    if incident.asks(reader.id) and may(reader, Action.ANSWER_CONCERN, incident):
        return concern_questions(incident, reader.id, 1)
    if not may(reader, Action.TELL_AFTER_ALL, incident):
        return []
    shown: list[CardElement] = []
    for who in incident.held_back[:PEOPLE_ASKED_ABOUT]:
        data: dict[str, str | int] = {"id": incident.id, "v": incident.version, "who": who.id}
        if len(incident.held_back) > 1:
            shown.append(parts.typed_text(who.name, max_bytes=NAMES_BYTES))
        shown.append(parts.buttons(parts.form_opener(wording.TELL_AFTER_ALL, IncidentVerb.TELL_AFTER_ALL, data)))
    return shown
