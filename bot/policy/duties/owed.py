"""Duties that records of other features ask for (`OwedDuty`): each begins once, moves with its day, and ends with what
asked for it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.duties import telling
from bot.policy.duties.duty import DutyEnding, DutySnapshot, DutyState
from bot.policy.duties.falling_due import Beginning, with_due
from bot.policy.duties.when import Occurrence, begins_at
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.owed_duties import OwedDuty, OwedEnding
from bot.policy.kit.school import DutyRule
from bot.policy.kit.school_time import Calendar, local

ABOUT_IN_NOTE = "[…]"
"""Where a row's text for staff says what it is about."""


def plan_owed(rules: Sequence[DutyRule], owed: Sequence[OwedDuty]) -> Sequence[Beginning]:
    """What is still asked for, as rows of this school's calendar say it; the first due first."""
    rows = {rule.id: rule for rule in rules}
    found = [
        Beginning(_row_about(rows[each.row], each), Occurrence(each.reference, each.due))
        for each in owed
        if each.ending is None and each.row in rows
    ]
    return sorted(found, key=lambda each: each.occurrence.due)


def begun_by(found: Sequence[Beginning], now: datetime, calendar: Calendar) -> Sequence[Beginning]:
    """Those of which whoever does them is to be told by now. What was due before nobody looked is asked for too."""
    return [each for each in found if begins_at(each.occurrence.due, each.rule.lead, calendar) <= now]


def follow(snapshot: DutySnapshot, owed: Sequence[OwedDuty], now: datetime, calendar: Calendar) -> Outcome:
    """What changes of an open duty because what asked for it is over, or asks for another day; else nothing."""
    duty = snapshot.duty
    asked = next((each for each in owed if (each.row, each.reference) == (duty.rule.id, duty.occurrence)), None)
    if asked is None or not duty.is_open:
        return Outcome()
    if asked.ending is not None:
        return _end(snapshot, asked.ending, calendar) + telling.redraw_all(snapshot, now)
    if asked.due == duty.due_on:
        return Outcome()
    moved = duty.model_copy(update={"due_on": asked.due, "put_off_to": None, "reminded": ()})
    entry = telling.duty_entry(duty, None, "duty_moved", now, on_day=asked.due.isoformat())
    return Outcome((with_due(moved, calendar),), (), (entry,)) + telling.redraw_all(snapshot, now)


def _end(snapshot: DutySnapshot, ended: OwedEnding, calendar: Calendar) -> Outcome:
    """With what asked for it as its evidence, or as the reason."""
    duty, state = snapshot.duty, DutyState.DONE if ended.done else DutyState.NOT_NEEDED
    on = local(ended.at, calendar.timezone).date() if ended.done else None
    ending = DutyEnding(by=ended.by, at=ended.at, on=on, words=duty.occurrence)
    after = duty.model_copy(update={"state": state, "ending": ending, "due_at": None})
    facts = {"on_day": on.isoformat()} if on else {}
    return Outcome((after,), (), (telling.duty_entry(duty, ended.by, f"duty_{state.value}", ended.at, **facts),))


def _row_about(rule: DutyRule, owed: OwedDuty) -> DutyRule:
    what = f"{rule.what} ({owed.reference})"
    return rule.model_copy(
        update={
            "title": f"{rule.title}: {owed.about}",
            "what": f"{what}\n{owed.reason}" if owed.reason else what,
            "note": rule.note.replace(ABOUT_IN_NOTE, owed.about),
        },
    )
