"""What time does to actions: their owners are reminded, and what somebody may not know of any more is given back. Pure.

An owner is reminded in the morning of the day, on the school day after it, and each week from then on, until somebody
says that it is done or not needed. Nobody is reminded out of school hours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.policy.actions import ActionPurpose
from bot.policy.actions.telling import tell_owner
from bot.policy.incidents import IncidentPurpose, telling
from bot.policy.incidents.actions import ReportAction, may_own
from bot.policy.incidents.authority import may
from bot.policy.incidents.changing import state_facts
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Who
from bot.policy.kit.reminding import reminder_at
from bot.policy.kit.school_time import ONE_DAY, Calendar


def with_due(action: ReportAction, calendar: Calendar) -> ReportAction:
    """The action with its `due_at` as it follows from everything else."""
    waits = action.is_open and action.lost_at is None
    return action.model_copy(update={"due_at": _next_reminder(action, calendar) if waits else None})


def remind(snapshot: IncidentSnapshot, people: Mapping[str, Person], now: datetime, calendar: Calendar) -> Outcome:
    """What of the report's own actions is due by `now`: each owner is reminded once, of all that they are to do.

    `people` are the owners as the directory has them now. Whoever may not know of it is told nothing: `give_back` says
    so to whoever handles it. What comes due out of school hours waits for them.
    """
    incident = snapshot.incident
    due = [each for each in _of(snapshot) if each.due_at is not None and each.due_at <= now]
    if not due or incident.removed:
        return Outcome(tuple(each.model_copy(update={"due_at": None}) for each in due))
    if not calendar.in_school_hours(now):
        later = calendar.next_open(now) if calendar.next_open(now) > now else calendar.next_morning(now)
        return Outcome(tuple(each.model_copy(update={"due_at": later}) for each in due), unchanged=(incident,))
    owners = {each.owner.id: each.owner for each in due if may_own(people.get(each.owner.id), incident)}
    cause = f"{now:%Y%m%d%H%M%S}"
    told = tuple(tell_owner(incident, who, ActionPurpose.AGAIN, cause, now) for who in owners.values())
    after = tuple(_count_reminder(each, now, calendar) if each.owner.id in owners else _wait(each, now) for each in due)
    names = ", ".join(who.name for who in owners.values())
    entry = Entry(subject=incident.id, at=now, by=None, what="action_reminded", facts={"to": names})
    return Outcome(after, told, (entry,) if told else (), unchanged=(incident,))


def give_back(
    snapshot: IncidentSnapshot,
    people: Mapping[str, Person],
    handlers: Sequence[Person],
    now: datetime,
    calendar: Calendar,
) -> Outcome:
    """Actions whose owners may not know of the report any more: whoever handles it is told, once.

    That is whoever has it, else whoever gave the action out, else all of `handlers` who may see it. An owner who may
    know of it again, because it does not concern them after all, has theirs again.
    """
    incident = snapshot.incident
    changed = [each for each in _of(snapshot) if is_owner_changed(each, people.get(each.owner.id), incident)]
    lost, back = [each for each in changed if not each.lost_at], [each for each in changed if each.lost_at]
    if not changed:
        return Outcome()
    after = [each.model_copy(update={"lost_at": now, "due_at": None}) for each in lost]
    after += [with_due(each.model_copy(update={"lost_at": None}), calendar) for each in back]
    entries = [_entry(incident, now, "action_lost", each) for each in lost]
    entries += [_entry(incident, now, "action_back", each) for each in back]
    outcome = Outcome((incident, *after), entries=tuple(entries)) + telling.redraw_all(snapshot, now)
    hear = {who.id: who for each in lost for who in _handlers_of(incident, each, people, handlers)}
    stamp, at = f"{now:%Y%m%d%H%M%S}", calendar.by_day(now)
    told = telling.tell(incident, hear.values(), IncidentPurpose.ACTION_LOST, stamp, now)
    told = tuple(each.model_copy(update={"due_at": at}) for each in told)
    owners = {each.owner.id: each.owner for each in back}.values()
    told += tuple(tell_owner(incident, who, ActionPurpose.AGAIN, f"back.{stamp}", now, at=at) for who in owners)
    return outcome + Outcome(notices=told)


def is_owner_changed(action: ReportAction, owner: Person | None, incident: Incident) -> bool:
    """Whether `give_back` has something to say of it."""
    return action.is_open and not incident.removed and may_own(owner, incident) is (action.lost_at is not None)


def _handlers_of(
    incident: Incident, lost: ReportAction, people: Mapping[str, Person], handlers: Sequence[Person]
) -> Sequence[Who]:
    """Those whose it is to give out again."""
    known = [who for who in (incident.owner, lost.by) if who is not None and who.id != lost.owner.id]
    tried = [(who,) for who in known] + [tuple(each.who for each in handlers if each.id != lost.owner.id)]
    people_now = {**{each.id: each for each in handlers}, **people}

    def sees(who: Who) -> bool:
        person = people_now.get(who.id)
        return person is not None and may(person, Action.SEE, incident)

    return next((who for who in ([each for each in some if sees(each)] for some in tried) if who), [])


def _entry(incident: Incident, now: datetime, what: str, action: ReportAction) -> Entry:
    facts = {"to": action.owner.name, "action": action.id, **state_facts(incident, incident)}
    return Entry(subject=incident.id, at=now, by=None, what=what, facts=facts)


def _of(snapshot: IncidentSnapshot) -> Sequence[ReportAction]:
    """The report's own: those of one that was merged into it are decided on with that."""
    return [each for each in snapshot.actions if each.subject == snapshot.incident.id]


def _count_reminder(action: ReportAction, now: datetime, calendar: Calendar) -> ReportAction:
    """What was not said because the program stood still is not said in a row: the next is after now."""
    after = action.model_copy(update={"reminded": action.reminded + 1})
    while (at := _next_reminder(after, calendar)) <= now:
        after = after.model_copy(update={"reminded": after.reminded + 1})
    return after.model_copy(update={"due_at": at})


def _wait(action: ReportAction, now: datetime) -> ReportAction:
    return action.model_copy(update={"due_at": now + ONE_DAY})


def _next_reminder(action: ReportAction, calendar: Calendar) -> datetime:
    return reminder_at(action.at, action.due_on, action.reminded, calendar)
