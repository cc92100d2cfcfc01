"""What time does to duties: they begin, once each; they are asked for again, and climb when they are late. Pure.

All of it is due in the morning of a school day. Where the program stood still then, it is made up for at its start, and
said in school hours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from bot.policy.duties import DutyPurpose, telling
from bot.policy.duties.duty import Duty, DutyPeople, DutySnapshot
from bot.policy.duties.when import Occurrence, begins_at, occurrences
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Draft, Record
from bot.policy.kit.roles import HEADTEACHER
from bot.policy.kit.school import DutyRule
from bot.policy.kit.school_time import LONGEST_HOLIDAY, Calendar, instant, local

ON_THE_DAY, A_WEEK_LATE, TO_THE_HEAD = "day", "week", "head"
LATE_BY = {ON_THE_DAY: timedelta(), A_WEEK_LATE: timedelta(days=7), TO_THE_HEAD: timedelta(days=14)}
"""How long after its day a duty is asked for again, and when the Headteacher hears of it."""
TOLD_JUST_NOW = timedelta(days=7)
"""Whoever heard of it within a week of its day is not told once more on the day."""


GUARD_PREFIX = "duty:"
"""How the id begins of what is kept so that a duty begins once."""


class CalendarDay(Record):
    """The day on which it was last looked which duties begin. There is one: `duties`."""

    TABLE: ClassVar[str] = "duty_days"

    day: date


@dataclass(frozen=True, slots=True)
class Beginning:
    """A duty that begins: its row, and the time of it."""

    rule: DutyRule
    occurrence: Occurrence

    @property
    def guard(self) -> str:
        """The id of what is kept so that it begins once."""
        return f"{GUARD_PREFIX}{self.rule.id}:{self.occurrence.key}"


def beginnings(
    rules: Sequence[DutyRule], looked: CalendarDay | None, now: datetime, calendar: Calendar
) -> Sequence[Beginning]:
    """What has begun by now, and was not past already when it was last looked: of a calendar that is new, what lies
    ahead or is due today."""
    today = local(now, calendar.timezone).date()
    since = min(looked.day, today) if looked else today
    found = []
    for rule in rules:
        until = today + timedelta(seconds=rule.lead) + LONGEST_HOLIDAY
        for each in occurrences(rule.when, since, until, calendar.hours):
            if begins_at(each.due, rule.lead, calendar) <= now:
                found.append(Beginning(rule, each))
    return sorted(found, key=lambda each: each.occurrence.due)


def next_look(now: datetime, calendar: Calendar) -> datetime:
    """When it is looked next which duties begin: each morning, and as the school opens."""
    return min(calendar.next_morning(now), calendar.next_day(now))


def begin(
    beginning: Beginning,
    reference: str,
    people: DutyPeople,
    taken: telling.TakenDays,
    now: datetime,
    calendar: Calendar,
) -> Outcome:
    """The duty, put before those who act. Its guard is new: whoever is second keeps nothing."""
    rule, occurrence = beginning.rule, beginning.occurrence
    made = Duty(id=reference, rule=rule, occurrence=occurrence.key, due_on=occurrence.due, begun_at=now)
    duty = with_due(made, calendar)
    entry = telling.duty_entry(duty, None, "duty_begun", now, on_day=occurrence.due.isoformat())
    told = telling.put_before(DutySnapshot(duty), people, taken, now, calendar)
    return Outcome((duty, Draft(id=beginning.guard, subject=reference)), told, (entry,))


def due_steps(duty: Duty, calendar: Calendar) -> list[tuple[datetime, str]]:
    """What time will still do to the duty as it stands, the earliest first."""
    if not duty.is_open:
        return []
    begun_on = local(duty.begun_at, calendar.timezone).date()
    told_long_ago = duty.put_off_to is not None or duty.due_on - begun_on >= TOLD_JUST_NOW
    return [
        (_morning_of(duty.expected_on + late, calendar), step)
        for step, late in LATE_BY.items()
        if step not in duty.reminded and (told_long_ago or step != ON_THE_DAY)
    ]


def with_due(duty: Duty, calendar: Calendar) -> Duty:
    """The duty with its `due_at` as it follows from everything else."""
    return duty.model_copy(update={"due_at": next((at for at, _ in due_steps(duty, calendar)), None)})


def tick(snapshot: DutySnapshot, people: DutyPeople, now: datetime, calendar: Calendar) -> Outcome:
    """What is due by `now`; an empty outcome when nothing is. Of several steps that have passed the last is said."""
    duty = snapshot.duty
    passed = [step for at, step in due_steps(duty, calendar) if at <= now]
    if not passed:
        return Outcome()
    cause = f"{passed[-1]}.{duty.expected_on.isoformat()}"
    acting = {who.id: who for who in people.acting(duty)}
    coming = {each.to.id for each in snapshot.waiting if each.card is None and each.purpose in telling.NEW_DUTY}
    again = (who for who in acting.values() if who.id not in coming)
    told = telling.tell(duty, again, DutyPurpose.AGAIN, cause, now, calendar)
    if passed[-1] == TO_THE_HEAD:
        heads = {each.id: each.who for each in people.holders.get(HEADTEACHER, ()) if each.id not in acting}
        told += telling.tell(duty, heads.values(), DutyPurpose.LATE, cause, now, calendar)
    names = ", ".join(dict.fromkeys(notice.to.name for notice in told))
    entries = (telling.duty_entry(duty, None, "duty_reminded", now, to=names),) if told else ()
    done = with_due(duty.model_copy(update={"reminded": (*duty.reminded, *passed)}), calendar)
    return Outcome((done,), told, entries)


def _morning_of(day: date, calendar: Calendar) -> datetime:
    """When the school opens on that day, or on the next school day."""
    return calendar.next_morning(instant(day, time.min, calendar.timezone) - timedelta(seconds=1))
