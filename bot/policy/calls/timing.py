"""What time does to a video call: reminders, the expiry of an undecided request, the question afterwards.

Days are the school's own: "a school day ahead" is the same time by the school's clocks on the school day before, also
over a change of the clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.calls import CallPurpose, telling
from bot.policy.calls.call import VideoCall
from bot.policy.calls.telling import CallSnapshot
from bot.policy.kit.approval import COMES_FROM, ApprovalState, Deciders, Decision
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Who
from bot.policy.kit.school_time import Calendar, instant, local, school_day_before

TWO_HOURS = timedelta(hours=2)
DAY_SECONDS = 86400.0


class TimeStep(StrEnum):
    """What time may do to a call."""

    DAY_AHEAD = "day_ahead"
    TWO_HOURS_AHEAD = "two_hours_ahead"
    EXPIRE = "expire"
    TEAM = "team"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Plan:
    """One school's calendar, and how many seconds before a call its team is reminded."""

    calendar: Calendar
    remind_before: float


def due_steps(call: VideoCall, plan: Plan) -> list[tuple[datetime, TimeStep]]:
    """What time will still do to the call as it stands, the earliest first.

    A reminder whose moment had passed when the request was sent is left out: the request itself has just been sent.
    """
    request = call.request
    if call.state in COMES_FROM[ApprovalState.EXPIRED]:
        reminders = {
            TimeStep.DAY_AHEAD: _school_day_ahead(request.starts_at, plan.calendar),
            TimeStep.TWO_HOURS_AHEAD: request.starts_at - TWO_HOURS,
        }
        found = [
            (at, step)
            for step, at in reminders.items()
            if at > request.asked_at and step not in call.done and at < request.starts_at
        ]
        return sorted([*found, (request.starts_at, TimeStep.EXPIRE)])
    if call.state in COMES_FROM[ApprovalState.ENDED]:
        team = _team_reminder_at(request.starts_at, plan)
        reminder = [] if TimeStep.TEAM in call.done else [(team, TimeStep.TEAM)]
        return sorted([*reminder, (request.ends_at, TimeStep.OVER)])
    return []


def with_due(call: VideoCall, plan: Plan) -> VideoCall:
    """The call with its `due_at` as it follows from everything else."""
    return call.model_copy(update={"due_at": next((at for at, _ in due_steps(call, plan)), None)})


def tick(snapshot: CallSnapshot, deciders: Deciders, now: datetime, plan: Plan) -> Outcome:
    """Everything that is due by `now`; an empty outcome when nothing is."""
    call = snapshot.call
    due = [step for at, step in due_steps(call, plan) if at <= now]
    if TimeStep.EXPIRE in due:
        return expire(snapshot, now, plan)
    if TimeStep.OVER in due:
        return _end_call(snapshot, now, plan)
    if TimeStep.TEAM in due:
        return _remind_team(snapshot, now, plan)
    if due:
        return _remind_undecided(snapshot, deciders, due, now, plan)
    return Outcome()


def expire(snapshot: CallSnapshot, now: datetime, plan: Plan) -> Outcome:
    """Nobody decided in time: the request is no longer one (V2), and the requester and the lead are told."""
    call = snapshot.call
    ruling = Decision(to=ApprovalState.EXPIRED, at=now, by=None, number=call.request.number)
    people, cause = (call.requester, call.request.lead), f"v{call.version}"
    told = telling.tell(snapshot, people, CallPurpose.ANSWER, cause, now, plan.calendar)
    entry = telling.call_entry(call, None, "call_expired", now, number=str(call.request.number))
    return Outcome((with_due(call.with_ruling(ruling), plan),), told, (entry,)) + telling.redraw_all(snapshot, now)


def _end_call(snapshot: CallSnapshot, now: datetime, plan: Plan) -> Outcome:
    """It has taken place: the lead is asked how it went (V3)."""
    call = snapshot.call
    held = with_due(call.model_copy(update={"state": ApprovalState.ENDED}), plan)
    asked = telling.tell(snapshot, (call.request.lead,), CallPurpose.AFTER, "over", now, plan.calendar)
    entry = telling.call_entry(call, None, "call_held", now, to=call.request.lead.name)
    return Outcome((held,), asked, (entry,)) + telling.redraw_all(snapshot, now)


def _remind_team(snapshot: CallSnapshot, now: datetime, plan: Plan) -> Outcome:
    """The whole team gets its duties before the call (V3 to V5, V9). Not once it has begun."""
    call = snapshot.call
    done = with_due(call.model_copy(update={"done": (*call.done, TimeStep.TEAM.value)}), plan)
    if now >= call.request.starts_at:
        return Outcome((done,))
    told = telling.tell(snapshot, call.request.everyone, CallPurpose.SOON, "team", now, plan.calendar)
    return Outcome((done,), told, (telling.call_entry(call, None, "call_team_reminded", now),))


def _remind_undecided(
    snapshot: CallSnapshot, deciders: Deciders, due: list[TimeStep], now: datetime, plan: Plan
) -> Outcome:
    """Whoever has to act is reminded: who decides, or after a wish for changes the requester. Two that fell due
    together, as after a night without the bot, are said once."""
    call = snapshot.call
    done = with_due(call.model_copy(update={"done": (*call.done, *(step.value for step in due))}), plan)
    cause = f"{due[-1].value}.{call.request.number}"
    people: tuple[Who, ...]
    if call.state is ApprovalState.WAITING:
        people, purpose = tuple(p.who for p in deciders.to_ask(call.may_not_decide)), CallPurpose.UNDECIDED
    else:
        people, purpose = (call.requester,), CallPurpose.CHANGES_DUE
    told = telling.tell(snapshot, people, purpose, cause, now, plan.calendar)
    names = ", ".join(who.name for who in people)
    return Outcome((done,), told, (telling.call_entry(call, None, "call_reminded", now, to=names),))


def _school_day_ahead(at: datetime, calendar: Calendar) -> datetime:
    """The same time by the school's clocks, on the school day before."""
    here = local(at, calendar.timezone)
    day = school_day_before(here.date(), calendar.hours)
    return instant(day, here.time().replace(fold=0), calendar.timezone)


def _team_reminder_at(at: datetime, plan: Plan) -> datetime:
    """So long before a moment: whole days by the school's clocks, the rest by the length of time."""
    days, rest = divmod(plan.remind_before, DAY_SECONDS)
    here = local(at, plan.calendar.timezone)
    day = here.date() - timedelta(days=days)
    return instant(day, here.time().replace(fold=0), plan.calendar.timezone) - timedelta(seconds=rest)
