"""What is to be done about an incident, as whoever handles it sees it: what is open, and what came of the rest."""

from __future__ import annotations

from datetime import datetime

from bot.policy.incidents.actions import ActionState, ReportAction, open_actions
from bot.policy.incidents.authority import may
from bot.policy.incidents.states import Action
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.incidents import ActionVerb
from cards.kit import parts, times
from cards.kit.elements import CardElement, TextRun
from cards.words import handling as wording

OPEN_SHOWN, ENDED_SHOWN = 4, 2
"""How many of each a report's card shows: those that are due first, and those that ended last."""
ACTION_BYTES = 190
"""Bytes of JSON that the words of one take there."""
ROW_TITLE_BYTES = 90
"""And in what a screen reader says of its row."""
ACTIONS_BYTES = 5_800
"""And all of them together, with what stands around the words."""


def actions_of(school: School, now: datetime, view: IncidentView, reader: Person) -> list[CardElement]:
    """The open ones, each of which opens the form that ends it, and the newest of those that are over."""
    still_open = open_actions(view.actions)
    over = sorted((each for each in view.actions if each.ending), key=_ended_at)[-ENDED_SHOWN:]
    if not still_open and not over:
        return []
    ends = may(reader, Action.END_AN_ACTION, view.incident)
    shown: list[CardElement] = [parts.heading(wording.TO_DO)]
    for each in still_open[:OPEN_SHOWN]:
        shown.append(_row(school, now, each, ends=ends))
    if len(still_open) > OPEN_SHOWN:
        shown.append(parts.small(wording.MORE_TO_DO.format(count=len(still_open) - OPEN_SHOWN)))
    shown += [parts.small_typed(over_line(school, now, each)) for each in reversed(over)]
    return shown


def over_line(school: School, now: datetime, action: ReportAction) -> str:
    """What came of one that is over, in one line."""
    if action.ending is None:
        return ""
    words = wording.ACTION_DONE if action.state is ActionState.DONE else wording.ACTION_NOT_NEEDED
    at = times.standing(school, action.ending.at, now)
    said = words.format(what=parts.cut(action.words, ACTION_BYTES), who=action.ending.by.name, at=at)
    return f"{said}: {parts.cut(action.ending.words, ACTION_BYTES)}" if action.ending.words else said


def due_line(
    school: School, now: datetime, action: ReportAction, words: str, late_words: str = wording.LATE_BY_DAY
) -> str:
    """Until when one is to be done, and that this day is past."""
    late = action.is_late(local(now, school.timezone).date())
    day = times.day(school, action.due_on, now)
    return (late_words if late else words).format(who=action.owner.name, by=action.by.name, day=day)


def end_data(action: ReportAction) -> dict[str, str | int]:
    """What the button that ends one carries."""
    return {"id": action.id, "v": action.version}


def _row(school: School, now: datetime, action: ReportAction, *, ends: bool) -> CardElement:
    late = action.lost_at is not None or action.is_late(local(now, school.timezone).date())
    said = wording.ACTION_LOST_LINE.format(who=action.owner.name) if action.lost_at else None
    line = said or due_line(school, now, action, wording.WHO_BY_DAY)
    run = TextRun(text=line, size="Small", color="Attention" if late else None, is_subtle=None if late else True)
    words = parts.typed_text(action.words, ACTION_BYTES)
    if not ends:
        return parts.box("default", words, parts.rich(run, "None"))
    opens = parts.form_opener(
        wording.END_THIS.format(what=parts.cut(action.words, 90)), ActionVerb.END, end_data(action)
    )
    return parts.list_row(opens, words, parts.rich(run, "None"))


def _ended_at(action: ReportAction) -> tuple[str, str]:
    return (action.ending.at.isoformat() if action.ending else "", action.id)
