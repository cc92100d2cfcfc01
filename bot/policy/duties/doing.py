"""What people do with a duty: done, not needed this year, handed over, later. Pure. Each answers with an `Outcome`.

Raises a `PolicyError` instead of an outcome that the rules do not allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.policy.duties import DutyPurpose, telling
from bot.policy.duties.duty import Duty, DutyEnding, DutyPeople, DutySnapshot, DutyState
from bot.policy.duties.falling_due import with_due
from bot.policy.incidents.evidence import EvidenceFile, facts_of
from bot.policy.kit.approval import LONGEST_REASON
from bot.policy.kit.errors import Incomplete, NotAllowed, NotFound, NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.roles import STAFF
from bot.policy.kit.school_time import local, parse_day
from bot.policy.kit.spoken_days import spell_out_day

LONGEST_EVIDENCE = 2_000
LATER_BY_AT_MOST = timedelta(weeks=8)
"""How long after the day on which it was due a duty may be put off."""
DONE_BEFORE_AT_MOST = timedelta(days=366)
"""How long before the day on which it is due it may have been done."""


class UnknownDuty(NotFound):
    """There is no such duty, or it does not exist for this person."""

    key = "duty.not_found"


class NotYourDuty(NotAllowed):
    """It is for others to do."""

    key = "duty.not_yours"


class DutyOver(NotPossible):
    """It is done, or not needed."""

    key = "duty.over"


class TooLongPutOff(NotPossible):
    """It has been put off for as long as it may be."""

    key = "duty.no_later"


def prepare(duty: Duty, people: DutyPeople, by: Person) -> None:
    """Return when this person may act on the duty as it stands."""
    if not people.may_act(duty, by):
        raise NotYourDuty()
    if not duty.is_open:
        raise DutyOver()


def prepare_later(duty: Duty, people: DutyPeople, by: Person, today: date) -> None:
    """As `prepare`, where it may be put off still."""
    prepare(duty, people, by)
    if latest_day(duty) <= today:
        raise TooLongPutOff()


def prepare_files(duty: Duty, people: DutyPeople, by: Person) -> None:
    """Return when this person may add files of evidence to it, and open them, whether it is over or not."""
    if not people.may_file(duty, by):
        raise NotYourDuty()


def add_files(snapshot: DutySnapshot, files: Sequence[EvidenceFile], now: datetime) -> Outcome:
    """Files of evidence that were sent for it. Nobody is told: every card shows them."""
    duty = snapshot.duty
    entries = tuple(telling.duty_entry(duty, file.by, "file_kept", file.at, **facts_of(file)) for file in files)
    # The duty is kept anew, so that a card drawn before this is known to be out of date.
    return Outcome((duty, *files), (), entries) + telling.redraw_all(snapshot, now)


def latest_day(duty: Duty) -> date:
    """The last day to which it may be put off."""
    return duty.due_on + LATER_BY_AT_MOST


def mark_done(snapshot: DutySnapshot, people: DutyPeople, on: str, evidence: str, context: ActionContext) -> Outcome:
    """It was done on that day, and this is the evidence. Where a file is, words are not needed."""
    duty = snapshot.duty
    prepare(duty, people, context.by)
    wrong, today = {}, _today(context)
    day = _read_day(on, today, past=True)
    if day is None:
        wrong["on"] = "duty.no_day"
    elif day > today:
        wrong["on"] = "duty.day_to_come"
    elif day < duty.due_on - DONE_BEFORE_AT_MOST:
        wrong["on"] = "duty.long_past"
    if problem := _problem_of(evidence, LONGEST_EVIDENCE, may_be_empty=bool(snapshot.files)):
        wrong["words"] = problem
    if wrong:
        raise Incomplete(**wrong)
    facts = {"on_day": day.isoformat()} if day else {}
    return _end(snapshot, DutyState.DONE, day, evidence, context, **facts)


def mark_not_needed(snapshot: DutySnapshot, people: DutyPeople, reason: str, context: ActionContext) -> Outcome:
    """It is not needed this time, for this reason."""
    prepare(snapshot.duty, people, context.by)
    if problem := _problem_of(reason, LONGEST_REASON):
        raise Incomplete(words=problem)
    return _end(snapshot, DutyState.NOT_NEEDED, None, reason, context)


def hand_over(snapshot: DutySnapshot, people: DutyPeople, to: Person | None, context: ActionContext) -> Outcome:
    """Somebody of the staff has it from now on, and is told."""
    duty = snapshot.duty
    prepare(duty, people, context.by)
    if to is None or not to.holds(STAFF):
        raise Incomplete(to="duty.choose_staff")
    after = duty.model_copy(update={"handed_to": to.who})
    entry = telling.duty_entry(duty, context.by.who, "duty_handed_over", context.now, to=to.name)
    told: tuple[Who, ...] = () if to.id == context.by.id else (to.who,)
    handed = telling.tell(duty, told, DutyPurpose.HANDED, f"v{duty.version}", context.now, context.calendar)
    return Outcome((after,), handed, (entry,)) + telling.redraw_all(snapshot, context.now)


def put_off(snapshot: DutySnapshot, people: DutyPeople, to: str, context: ActionContext) -> Outcome:
    """It is asked for again on that day, and is late after that."""
    duty, today = snapshot.duty, _today(context)
    prepare_later(duty, people, context.by, today)
    day = _read_day(to, today)
    if day is None:
        raise Incomplete(to="duty.no_day")
    if day <= today:
        raise Incomplete(to="duty.day_gone")
    if day > latest_day(duty):
        raise Incomplete(to="duty.too_late")
    after = with_due(duty.model_copy(update={"put_off_to": day, "reminded": ()}), context.calendar)
    entry = telling.duty_entry(duty, context.by.who, "duty_put_off", context.now, on_day=day.isoformat())
    return Outcome((after,), (), (entry,)) + telling.redraw_all(snapshot, context.now)


def _end(
    snapshot: DutySnapshot, state: DutyState, on: date | None, words: str, context: ActionContext, **facts: str
) -> Outcome:
    duty = snapshot.duty
    ending = DutyEnding(by=context.by.who, at=context.now, on=on, words=words.strip())
    after = duty.model_copy(update={"state": state, "ending": ending, "due_at": None})
    entry = telling.duty_entry(duty, context.by.who, f"duty_{state.value}", context.now, **facts)
    return Outcome((after,), (), (entry,)) + telling.redraw_all(snapshot, context.now)


def _problem_of(words: str, longest: int, *, may_be_empty: bool = False) -> str | None:
    said = words.strip()
    return "form.missing" if not said and not may_be_empty else "form.too_long" if len(said) > longest else None


def _read_day(text: str, today: date, *, past: bool = False) -> date | None:
    try:
        return parse_day(spell_out_day(text, today, past=past))
    except Incomplete:
        return None


def _today(context: ActionContext) -> date:
    return local(context.now, context.calendar.timezone).date()
