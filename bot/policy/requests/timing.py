"""What time does to a request: reminders while nobody acts, its expiry, reminders while it is under way, its end. Pure.

All of it happens in the morning of a school day, but for the end of its last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from bot.policy.kit.approval import COMES_FROM, ApprovalState, Deciders, Decision
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.owed_duties import OwedDuty, OwedEnding
from bot.policy.kit.people import Holders
from bot.policy.kit.records import Who
from bot.policy.kit.school_time import ONE_DAY, Calendar, instant
from bot.policy.requests import RequestPurpose, telling
from bot.policy.requests.kinds import Reminder
from bot.policy.requests.request import RequestSnapshot, StaffRequest

EXPIRES_AFTER = timedelta(days=56)
"""How long a request waits at the most."""
REMIND_AFTER, REMIND_AGAIN_AFTER = timedelta(hours=12), timedelta(days=7)
"""Whoever has not acted hears of it on the next school day, and every week from then on."""
EXPIRE, OVER = "expire", "over"


def due_steps(request: StaffRequest, calendar: Calendar) -> list[tuple[datetime, str]]:
    """What time will still do to the request as it stands, the earliest first."""
    if request.state in COMES_FROM[ApprovalState.EXPIRED]:
        end = _expires(request, calendar)
        return sorted([*((at, step) for at, step in [_next_wait(request, calendar)] if at < end), (end, EXPIRE)])
    if request.state is ApprovalState.APPROVED:
        last = request.day(request.rules.last_day)
        found = [step for each in request.rules.reminders for step in _next_reminder(request, each, calendar)]
        over = [(_end_of(last, calendar), OVER)] if last and request.rules.ending is None else []
        return sorted([*found, *over])
    return []


def owed_duties(requests: Sequence[StaffRequest]) -> Sequence[OwedDuty]:
    """What these requests ask to be done on a day: from the yes on, until it was done, or the yes is taken back."""
    found = []
    for request in requests:
        asks, yes = request.rules.duty, request.ruling
        due = request.day(asks.on) if asks else None
        if asks is None or due is None or yes is None:
            continue
        over = request.state is not ApprovalState.APPROVED and yes.by is not None
        ending = OwedEnding(yes.by, yes.at, request.state is ApprovalState.ENDED) if over and yes.by else None
        if ending is not None or request.state is ApprovalState.APPROVED:
            found.append(OwedDuty(asks.row, request.id, request.answers[asks.about], due, ending))
    return found


def with_due(request: StaffRequest, calendar: Calendar) -> StaffRequest:
    """The request with its `due_at` as it follows from everything else."""
    return request.model_copy(update={"due_at": next((at for at, _ in due_steps(request, calendar)), None)})


def tick(snapshot: RequestSnapshot, deciders: Deciders, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """The first thing that is due by `now`; an empty outcome when nothing is."""
    request = snapshot.request
    step = next((step for at, step in due_steps(request, calendar) if at <= now), None)
    if step is None:
        return Outcome()
    if step == EXPIRE:
        return _end(snapshot, now, calendar, ApprovalState.EXPIRED, "request_expired")
    if step == OVER:
        return _end(snapshot, now, calendar, ApprovalState.ENDED, "request_over")
    # Several mornings that passed without the bot are made up for by one reminder.
    passed = _passed_steps(request, step, now, calendar)
    people, purpose = _whom_to_remind(request, step, deciders, holders)
    told = telling.tell(snapshot, people, purpose, f"{passed[-1]}.{request.number}", now, calendar)
    names = ", ".join(who.name for who in people)
    entries = (telling.request_entry(request, None, "request_reminded", now, to=names),) if people else ()
    done = with_due(request.model_copy(update={"done": (*request.done, *passed)}), calendar)
    return Outcome((done,), told, entries)


def _end(snapshot: RequestSnapshot, now: datetime, calendar: Calendar, state: ApprovalState, what: str) -> Outcome:
    request = snapshot.request
    ruled = request.with_ruling(Decision(to=state, at=now, by=None, number=request.number))
    ended = with_due(ruled.model_copy(update={"ended": "time" if state is ApprovalState.ENDED else ""}), calendar)
    told = telling.tell(snapshot, (request.requester,), RequestPurpose.ANSWER, f"v{request.version}", now, calendar)
    entry = telling.request_entry(request, None, what, now, number=str(request.number))
    return Outcome((ended,), told, (entry,)) + telling.redraw_all(snapshot, now)


def _whom_to_remind(
    request: StaffRequest, step: str, deciders: Deciders, holders: Holders
) -> tuple[tuple[Who, ...], RequestPurpose]:
    if request.state is ApprovalState.CHANGES:
        return (request.requester,), RequestPurpose.UNDECIDED
    if request.state is ApprovalState.WAITING:
        return telling.next_to_act(request, deciders, holders)[0], RequestPurpose.UNDECIDED
    name = step.partition(":")[0]
    (reminder,) = (each for each in request.rules.reminders if each.id == name)
    return telling.audience(request, reminder.to, holders), RequestPurpose.REMINDER


def _passed_steps(request: StaffRequest, step: str, now: datetime, calendar: Calendar) -> list[str]:
    """This step, and those of the same name after it whose time has passed as well."""
    name, passed = step.partition(":")[0], [step]
    while True:
        further = request.model_copy(update={"done": (*request.done, *passed)})
        due = [each for at, each in due_steps(further, calendar) if at <= now and each.startswith(f"{name}:")]
        if not due:
            return passed
        passed.append(due[0])


def _next_wait(request: StaffRequest, calendar: Calendar) -> tuple[datetime, str]:
    begins = request.present.asked_at + REMIND_AFTER
    at = next(n for n in _numbers() if f"wait:{n}" not in request.done)
    return calendar.next_morning(begins + at * REMIND_AGAIN_AFTER), f"wait:{at}"


def _next_reminder(request: StaffRequest, reminder: Reminder, calendar: Calendar) -> list[tuple[datetime, str]]:
    """The next time that a reminder of its row is due; nothing when it never is, or not any more."""
    first = request.day(reminder.on)
    if first is None:
        return []
    at = next(n for n in _numbers() if f"{reminder.id}:{n}" not in request.done)
    if at and not reminder.again:
        return []
    day = first + timedelta(days=reminder.after + at * reminder.again)
    return [(_morning_of(day, calendar), f"{reminder.id}:{at}")]


def _expires(request: StaffRequest, calendar: Calendar) -> datetime:
    latest = request.present.asked_at + EXPIRES_AFTER
    last = request.day(request.rules.last_day)
    return min(_end_of(last, calendar), latest) if last else latest


def _morning_of(day: date, calendar: Calendar) -> datetime:
    """When the school opens on that day, or on the next school day."""
    return calendar.next_morning(instant(day, time.min, calendar.timezone) - timedelta(seconds=1))


def _end_of(day: date, calendar: Calendar) -> datetime:
    return instant(day + ONE_DAY, time.min, calendar.timezone)


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1
