"""The school's own system of record, CPOMS: that a report stands in it, and who keeps it (I1, I15).

The bot has no access to CPOMS: somebody enters the report there, and says so here. What is copied is drawn with the
cards; the list of what is not there yet, and the weekly reminder, are the log's.
"""

from __future__ import annotations

from bot.policy.incidents.authority import allow
from bot.policy.incidents.changing import LONGEST_LINE, LONGEST_TEXT, change_incident, check_lengths, entry_of
from bot.policy.incidents.incident import CPOMS_STEP, CpomsRecord, Incident, StepDone
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.untouchable import clean_handler_texts
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import seal


def keeps_cpoms(person: Person, *, has_deputy: bool) -> bool:
    """Whether this person keeps CPOMS: a deputy DSL, and where the school has none (`has_deputy`) a DSL."""
    return person.holds("deputy_dsl") or (person.holds("dsl") and not has_deputy)


def enter_in_cpoms(snapshot: IncidentSnapshot, context: ActionContext, reference: str, why_not: str) -> Outcome:
    """It stands in CPOMS under this reference, or does not belong there. What was entered before is put right by this.

    Raises `Incomplete` where neither is said. The same again changes nothing.
    """
    incident = snapshot.incident
    allow(context.by, Action.ENTER_IN_CPOMS, incident)
    state = state_after(Action.ENTER_IN_CPOMS, incident.state)
    number, why = reference.strip(), why_not.strip()
    if not number and not why:
        raise Incomplete(cpoms="form.cpoms_or_reason")
    check_lengths(cpoms=(number, LONGEST_LINE), no_cpoms=(why, LONGEST_TEXT))
    said = clean_handler_texts(incident, cpoms=number, no_cpoms=why)
    before = incident.cpoms
    if before is not None and (before.reference, before.why_not) == (said["cpoms"], said["no_cpoms"]):
        return Outcome()
    entered = CpomsRecord(by=context.by.who, at=context.now, reference=said["cpoms"], why_not=said["no_cpoms"])
    # It stands as it was entered last; as a note each reason stays, with whoever gave it.
    update: dict[str, object] = {"state": state, "cpoms": entered, "steps_done": _with_step(incident, context)}
    facts = cpoms_facts(entered)
    if not entered.reference:
        return change_incident(snapshot, context, "cpoms_left_out", update, facts, note=entered.why_not)
    return change_incident(snapshot, context, "cpoms_entered", update, facts, note=entered.why_not)


def _with_step(incident: Incident, context: ActionContext) -> tuple[StepDone, ...]:
    """The steps that are done, that of CPOMS among them where its kind has it."""
    open_step = any(step.id == CPOMS_STEP for step in KINDS[incident.kind].now)
    if not open_step or any(each.id == CPOMS_STEP for each in incident.steps_done):
        return incident.steps_done
    return (*incident.steps_done, StepDone(id=CPOMS_STEP, by=context.by.who, at=context.now))


def cpoms_line(incident: Incident, context: ActionContext, entered: CpomsRecord) -> Entry:
    """The timeline's line about it, where it is said with something else."""
    if not entered.reference:
        return entry_of(incident, context, "cpoms_left_out", cpoms_facts(entered))
    return entry_of(incident, context, "cpoms_entered", cpoms_facts(entered))


def cpoms_facts(entered: CpomsRecord) -> dict[str, str]:
    """What the timeline has of it: the reference, and a hash of all that was written."""
    return {"reference": entered.reference, "sha256": seal(entered.model_dump_json())}
