"""What time does to an incident: its ladder goes on or runs out, its owner is asked, its reporter is reminded, its
deadline draws near."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.policy.incidents import IncidentPurpose, ladder, pings, telling, untaken
from bot.policy.incidents.changing import state_facts
from bot.policy.incidents.due import (
    breach_due,
    ladder_due,
    lado_due,
    owner_due,
    question_due,
    question_reminder_at,
    reminder_due,
    with_due,
)
from bot.policy.incidents.incident import Incident, Lapse, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.ladder import TOO_OLD_TO_ALERT_AFTER
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.wrong_clock import correct_times
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders
from bot.policy.kit.records import CardPurpose, Entry, Notice, Urgency, Who
from bot.policy.kit.school_time import Calendar


def tick(
    snapshot: IncidentSnapshot, holders: Holders, now: datetime, calendar: Calendar, *, silent: bool = False
) -> Outcome:
    """Everything that is due by `now`, decided on the incident as it stands; an empty outcome when nothing is.

    `holders` has the roles of the ladder and `champion` and `business_manager`; `silent` says that Teams takes nothing.
    """
    if snapshot.incident.pending_lookup is not None:
        return Outcome()  # it is looked up first
    current = correct_times(snapshot.incident, now, calendar)
    outcome = Outcome()
    if current != snapshot.incident:
        due = snapshot.incident.due_at
        outcome = Outcome(entries=(_entry(current, now, "clock_was_wrong", due=due.isoformat() if due else ""),))
    by_now = replace(snapshot, incident=current)
    if (late := untaken.put_off(by_now, now, calendar, silent=silent)) is not None:
        again = pings.ping_again(replace(by_now, incident=late), holders, now, calendar)
        (late,) = [record for record in again.records if isinstance(record, Incident)] or (late,)
        return Outcome((with_due(late, calendar),), again.notices, (*outcome.entries, *again.entries))
    for rule in (_ladder, pings.ping_again, _reminder, _owner, _question, _breach, _lado):
        step = rule(replace(snapshot, incident=current), holders, now, calendar)
        changed = [record for record in step.records if isinstance(record, Incident)]
        current = changed[-1] if changed else current
        outcome += Outcome((), step.notices, step.entries)
    settled = with_due(current, calendar)
    if settled == snapshot.incident:
        return Outcome()
    done = Outcome((settled,), outcome.notices, outcome.entries)
    reminded = {"reminded_at": settled.reminded_at, "questions": settled.questions, "due_at": settled.due_at}
    same = snapshot.incident.ladder.model_copy(update={"insistences": settled.ladder.insistences})
    if settled == snapshot.incident.model_copy(update={**reminded, "ladder": same}):
        # A reminder, and a ping that comes again, change nothing that stands on a card.
        return done
    # What only points to a newer card says the same whatever time does: after many rounds those would be most cards.
    shows = tuple(card for card in snapshot.cards if card.purpose is not CardPurpose.POINTER)
    return done + telling.redraw_all(replace(snapshot, cards=shows), now)


def owner_left(snapshot: IncidentSnapshot, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """Whoever has it is nobody at the school any more: nobody waits for them, and the ladder starts again at once."""
    step = _restart_ladder(snapshot.incident, "owner_left", holders, now, calendar)
    (*_, current) = (record for record in step.records if isinstance(record, Incident))
    settled = with_due(current, calendar)
    return Outcome((settled,), step.notices, step.entries) + telling.redraw_all(snapshot, now)


def _ladder(snapshot: IncidentSnapshot, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    incident = snapshot.incident
    due = ladder_due(incident)
    if due is None or due > now:
        return Outcome()
    if now - due > TOO_OLD_TO_ALERT_AFTER:
        return _tell_too_old(incident, holders, due, now, calendar)
    if untaken.nobody_told(snapshot, now):
        in_vain = incident.model_copy(update={"ladder": ladder.end_ladder(incident.ladder)})
        return _tell_nobody_took_it(in_vain, holders, now)
    climbed = ladder.climb(incident, holders, now, calendar)
    (after,) = (record for record in climbed.records if isinstance(record, Incident))
    return climbed + _tell_nobody_took_it(after, holders, now) if ladder.has_run_out(after.ladder) else climbed


def _tell_too_old(incident: Incident, holders: Holders, due: datetime, now: datetime, calendar: Calendar) -> Outcome:
    """A step of a day ago or more is not told any more, but put before the Champions by day; its reporter is told."""
    stopped = incident.model_copy(update={"ladder": ladder.end_ladder(incident.ladder), "unanswered_at": now})
    cause = f"{due:%Y%m%d%H%M}"
    told = telling.tell(incident, _overseers(incident, holders), IncidentPurpose.TOO_OLD_TO_ALERT, cause, now)
    told += telling.tell(incident, (incident.reporter,), IncidentPurpose.NOBODY_TOOK_IT, cause, now)
    entry = _entry(incident, now, "too_old_to_ring", due=due.isoformat(), to=_names(told))
    return Outcome((stopped,), _send_by_day(told, now, calendar), (entry,))


def _tell_nobody_took_it(incident: Incident, holders: Holders, now: datetime) -> Outcome:
    """After the last round the reporter and the Champions are told plainly; it stays open and on top of the log."""
    unanswered = incident.model_copy(update={"unanswered_at": now})
    people = (incident.reporter, *_overseers(incident, holders))
    told = telling.tell(incident, people, IncidentPurpose.NOBODY_TOOK_IT, str(incident.ladder.run), now)
    return Outcome((unanswered,), told, (_entry(incident, now, "nobody_took_it", to=_names(told)),))


def _reminder(snapshot: IncidentSnapshot, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """What nobody took is put before the Champions again, each morning until somebody has it."""
    incident = snapshot.incident
    due = reminder_due(incident, calendar)
    if due is None or due > now:
        return Outcome()
    reminded = incident.model_copy(update={"reminded_at": now})
    cause = f"{incident.ladder.run}.{now:%Y%m%d%H%M%S}"
    told = telling.tell(incident, _overseers(incident, holders), IncidentPurpose.NOBODY_TOOK_IT, cause, now)
    if not told:
        others = (*incident.rung, incident.reporter)
        told = telling.tell(incident, others, IncidentPurpose.NOBODY_TOOK_IT, cause, now)
    entry = _entry(incident, now, "still_untaken", to=_names(told))
    return Outcome((reminded,), _send_by_day(told, now, calendar), (entry,))


def _owner(snapshot: IncidentSnapshot, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """An owner who has done nothing is asked; one who does not answer gives way to the ladder, which says so."""
    incident = snapshot.incident
    due = owner_due(incident, calendar)
    if due is None or due > now or incident.owner is None:
        return Outcome()
    if incident.asked_at is None:
        asked = incident.model_copy(update={"asked_at": now})
        question = telling.tell(incident, (incident.owner,), IncidentPurpose.STILL_WITH_YOU, f"{now:%Y%m%d%H%M%S}", now)
        return Outcome((asked,), question, (_entry(incident, now, "asked_owner", to=incident.owner.name),))
    return _restart_ladder(incident, "started_again", holders, now, calendar)


def _restart_ladder(incident: Incident, what: str, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """Nobody has it any more, and its ladder starts anew; `what` is the timeline's key for why.

    Its reporter, who was told that somebody has it, hears of it, and so does whoever had it where no alert tells them.
    """
    owner, left = incident.owner, what == "owner_left"
    lapsed = incident.model_copy(
        update={
            "state": State.REPORTED,
            "owner": None,
            "owned_at": None,
            "asked_at": None,
            "responses": (),
            "lapsed": Lapse(by=owner, since=incident.owned_at or now, left=left) if owner else None,
            "ladder": ladder.start_ladder(incident.ladder.route, now, calendar, run=incident.ladder.run + 1),
        }
    )
    entry = _entry(incident, now, what, **state_facts(incident, lapsed))
    climbed = ladder.climb(lapsed, holders, now, calendar)
    alerted = {notice.to.id for notice in climbed.notices}
    people = [incident.reporter, *([owner] if owner and not left else [])]
    hear = [who for who in people if who.id not in alerted]
    told = telling.tell(lapsed, hear, IncidentPurpose.ALERTS_CHANGED, f"{what}.v{incident.version}", now)
    return Outcome((lapsed,), told, (entry,)) + climbed


def _question(snapshot: IncidentSnapshot, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """The reporter is reminded once of each question that they have not answered, in school hours."""
    incident = snapshot.incident
    due = question_due(incident, calendar)
    if due is None or due > now:
        return Outcome()
    questions = tuple(
        each.model_copy(update={"reminded_at": now})
        if each.is_open and each.reminded_at is None and question_reminder_at(each, calendar) <= now
        else each
        for each in incident.questions
    )
    reminded = incident.model_copy(update={"questions": questions})
    told = telling.tell(incident, (incident.reporter,), IncidentPurpose.QUESTION, f"again.{now:%Y%m%d%H%M%S}", now)
    by_day = tuple(each.model_copy(update={"due_at": calendar.next_school_hours(now)}) for each in told)
    return Outcome((reminded,), by_day, (_entry(incident, now, "question_reminded", to=incident.reporter.name),))


def _breach(snapshot: IncidentSnapshot, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """The business manager, and whoever has it, are reminded of the 72 hours (I13); where that is nobody who may know
    of it, the Champions are."""
    incident = snapshot.incident
    clock, due = incident.breach, breach_due(incident)
    if clock is None or due is None or due > now:
        return Outcome()
    reminded = clock.model_copy(update={"reminded": clock.reminded + 1})
    people = [person.who for person in holders.get("business_manager", ())]
    people += [incident.owner] if incident.owner else []
    if all(who.id in incident.shut_out for who in people):
        people += _overseers(incident, holders)
    told = telling.tell(incident, people, IncidentPurpose.BREACH_DEADLINE, str(reminded.reminded), now)
    entry = _entry(incident, now, "breach_reminder", deadline=clock.deadline.isoformat())
    return Outcome((incident.model_copy(update={"breach": reminded}),), told, (entry,))


def _lado(snapshot: IncidentSnapshot, holders: Holders, now: datetime, calendar: Calendar) -> Outcome:
    """Whoever has it and whoever said that it is an allegation are reminded that the LADO is to be told; once the
    working day is over all who were alerted are. What was not said because the program stood still is said once."""
    incident = snapshot.incident
    found, due = incident.conduct, lado_due(incident, calendar)
    if found is None or found.lado_due is None or due is None or due > now:
        return Outcome()
    reminded = incident
    while (again := lado_due(reminded, calendar)) is not None and again <= now and reminded.conduct is not None:
        counted = reminded.conduct.model_copy(update={"reminded": reminded.conduct.reminded + 1})
        reminded = reminded.model_copy(update={"conduct": counted})
    people = [*([incident.owner] if incident.owner else []), found.by]
    people += incident.rung if found.lado_due <= now or incident.owner is None else ()
    told = telling.tell(incident, people, IncidentPurpose.LADO_DEADLINE, f"{now:%Y%m%d%H%M%S}", now)
    told = tuple(each.model_copy(update={"due_at": calendar.by_day(now)}) for each in told)
    entry = _entry(incident, now, "lado_reminder", deadline=found.lado_due.isoformat(), to=_names(told))
    return Outcome((reminded,), told, (entry,))


def _overseers(incident: Incident, holders: Holders) -> tuple[Who, ...]:
    """Whom a silence is put before: every Champion, or for a confidential kind those who were alerted."""
    if KINDS[incident.kind].confidential:
        return incident.rung
    return ladder.unique_people(person.who for person in holders.get("champion", ()))


def _send_by_day(told: Iterable[Notice], now: datetime, calendar: Calendar) -> tuple[Notice, ...]:
    """The notices, to be sent when people are about: what is long past wakes nobody."""
    return tuple(
        notice.model_copy(
            update={"due_at": calendar.next_open(now) if notice.urgency is Urgency.ROUTINE else calendar.by_day(now)}
        )
        for notice in told
    )


def _names(told: Iterable[Notice]) -> str:
    return ", ".join(dict.fromkeys(notice.to.name for notice in told))


def _entry(incident: Incident, now: datetime, what: str, **facts: str) -> Entry:
    return Entry(subject=incident.id, at=now, by=None, what=what, facts=facts)
