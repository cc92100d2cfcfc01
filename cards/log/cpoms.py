"""What is not in CPOMS yet, as whoever enters it there sees it: the list, and the weekly reminder."""

from __future__ import annotations

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.untouchable import clean_incident
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from bot.policy.log.cpoms import CpomsShown
from cards.incidents import IncidentVerb
from cards.incidents.incident_parts import button_data, first_words
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, CardElement, Container, TextRun
from cards.kit.guide import Opener
from cards.log import LogVerb
from cards.words import log as wording
from cards.words.incidents import STATES
from cards.words.kinds import KIND_WORDS

ROW_LETTERS = 60
"""So much of what was written stands in a row."""


def missing_card(school: School, shown: CpomsShown) -> AdaptiveCard:
    """The reports that wait to be entered; a press on one opens the text to copy, and room for the reference."""
    if not shown.incidents:
        return parts.card(
            parts.title(wording.ALL_IN_CPOMS),
            parts.paragraph(wording.ALL_IN_CPOMS_EXPLAINED),
            parts.buttons(parts.opener("Log", Opener.LOG)),
        )
    more = shown.total - len(shown.incidents)
    return parts.card(
        parts.title(wording.NOT_IN_CPOMS_YET),
        parts.small(_count_line(shown)),
        parts.paragraph(wording.PRESS_TO_ENTER),
        *(_row(school, shown, each) for each in shown.incidents),
        parts.small(wording.MORE_MISSING.format(count=more)) if more else None,
        parts.buttons(parts.opener("Log", Opener.LOG)),
    )


def reminder_card(school: School, shown: CpomsShown) -> AdaptiveCard:
    """How many there are, and the way to them: it names none, and says of which day it speaks."""
    if not shown.total:
        return parts.card(
            parts.title(wording.ALL_IN_CPOMS), parts.buttons(parts.opener(wording.CPOMS_LIST, LogVerb.CPOMS))
        )
    day = times.day(school, local(shown.at, school.timezone).date(), shown.at)
    return parts.card(
        parts.title(wording.NOT_IN_CPOMS_YET),
        parts.paragraph(wording.CPOMS_REMINDER.format(count=_count_line(shown), day=day)),
        parts.buttons(parts.opener(wording.CPOMS_LIST, LogVerb.CPOMS, style="positive")),
        *parts.why(wording.CPOMS_SECTIONS),
    )


def _count_line(shown: CpomsShown) -> str:
    counted = f"More than {shown.total}" if shown.at_least else str(shown.total)
    return (
        wording.ONE_MISSING if shown.total == 1 and not shown.at_least else wording.MANY_MISSING.format(count=counted)
    )


def _row(school: School, shown: CpomsShown, incident: Incident) -> Container:
    said = first_words(clean_incident(incident), ROW_LETTERS) or wording.ROW_NO_DETAILS
    facts = f"{incident.id} · {STATES[incident.state]} · {times.age(shown.at - incident.reported_at)}"
    lines: list[CardElement] = [
        parts.paragraph(f"**{KIND_WORDS[incident.kind].name}**"),
        parts.rich(TextRun(text=said), "None"),
        parts.small(facts),
    ]
    return parts.list_row(
        parts.form_opener(wording.ENTER.format(id=incident.id), IncidentVerb.CPOMS, button_data(incident)), *lines
    )
