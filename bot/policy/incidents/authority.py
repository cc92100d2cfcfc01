"""Who may do what: one table of actions by relation, with the clauses it carries. Every service asks here.

A person who is named in a report has no relation to it but, at most, that of its reporter: to them it does not exist.
"""

from __future__ import annotations

from enum import StrEnum

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action
from bot.policy.kit.errors import DirectoryUnavailable, NotAllowed, NotFound, NotPossible
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role

OVERSEERS: frozenset[Role] = frozenset({"champion", "senior_leader"})
"""Who keeps and reviews the log (I1)."""


DRILLERS: frozenset[Role] = frozenset({"champion"})
"""Who alerts a ladder to practise."""


class OnlyADrill(NotPossible):
    """A drill is answered or alerted on, and nothing else."""

    key = "error.only_a_drill"


class Relation(StrEnum):
    """What somebody is to an incident. A handler whose words hold somebody back is a writer as well."""

    REPORTER = "reporter"
    ALERTED = "alerted"
    OWNER = "owner"
    HANDLER = "handler"
    WRITER = "writer"


_HANDLING = frozenset({Relation.ALERTED, Relation.OWNER, Relation.HANDLER})

AUTHORITY: dict[Action, frozenset[Relation]] = {
    Action.SEE: _HANDLING,  # I1, I15: the log is read by those who handle and review it
    Action.ADD_DETAILS: frozenset({Relation.REPORTER}),  # I2
    Action.ACKNOWLEDGE: _HANDLING,  # I3, I11
    Action.CANNOT_COME: frozenset({Relation.ALERTED}),  # I3: of these who was asked to come, or has it handed
    Action.STILL_WITH_ME: frozenset({Relation.OWNER}),
    Action.HAND_OVER: _HANDLING,
    Action.TAKE_OVER: frozenset({Relation.ALERTED, Relation.HANDLER}),  # I1: a Champion answers for the log
    Action.TELL_NOW: _HANDLING | {Relation.REPORTER},
    Action.TICK_A_STEP: _HANDLING,  # I1: what was done stands in the log, whoever did it
    Action.ADD_A_NOTE: _HANDLING,  # I1
    Action.CHANGE_THE_KIND: _HANDLING,
    Action.REFER: _HANDLING,  # I3, I10, I16
    Action.DECIDE_BREACH: _HANDLING,  # I13
    Action.DECIDE_ADDRESS: _HANDLING,  # I8, I9
    Action.MERGE: _HANDLING,  # I1: whoever merges has both accounts before them
    Action.CLOSE: frozenset({Relation.OWNER}),  # I1: whoever answers for it ends it
    Action.REOPEN: _HANDLING,
    Action.ANSWER_CONCERN: frozenset(
        {Relation.REPORTER, Relation.WRITER}
    ),  # I17: whether it concerns whom their words name
    Action.TELL_AFTER_ALL: _HANDLING,  # I17
    Action.DECIDE_CONDUCT: _HANDLING,  # I17
    Action.TELL_LADO: _HANDLING,
    Action.SET_HOLD: _HANDLING,  # I1: what may be needed as evidence is not removed
    Action.LIFT_HOLD: _HANDLING,
    Action.ADD_AN_ACTION: _HANDLING,  # I1, I15: what follows from a report has an owner and a day
    Action.LINK: _HANDLING,  # I1, I15: whoever links two may see both
    Action.END_AN_ACTION: _HANDLING,  # and is ended by its owner too, whatever else they are to the report
    Action.ASK_THE_REPORTER: _HANDLING,  # I1, I2: what is not clear is asked of whoever saw it
    Action.ANSWER_A_QUESTION: frozenset({Relation.REPORTER}),  # I2
    Action.ENTER_IN_CPOMS: _HANDLING,  # I1, I15: of what they may see, whoever keeps CPOMS
}

DRILLED = frozenset({Action.SEE, Action.ACKNOWLEDGE, Action.TELL_NOW})
"""What is done with a drill. Anything more would stand in no log, also when somebody meant it in earnest."""

HELD_BY_ANOTHER = frozenset({Action.HAND_OVER, Action.CHANGE_THE_KIND, Action.TELL_AFTER_ALL})
"""What only the owner may do while there is one."""

DECIDE_LOW_LEVEL: frozenset[Role] = frozenset({"headteacher", "chair_of_governors"})
"""Who says that a concern about an adult's conduct is a low-level one: the Headteacher, and about the Headteacher the
chair of governors. That it is an allegation whoever handles it may say: the LADO does not wait for anybody (I17)."""

HOLDERS_OF_REPORTS: frozenset[Role] = frozenset({"champion", "headteacher", "chair_of_governors"})
"""Who takes a report out of removal; the chair of governors where it is about the Headteacher (I17)."""

CPOMS_ROLES: frozenset[Role] = frozenset({"deputy_dsl", "dsl"})
"""Who enters reports in CPOMS. It is the deputy who keeps it, and is reminded: `keeps_cpoms` (I15)."""

ONLY_BY_ROLE: dict[Action, frozenset[Role]] = {
    Action.TAKE_OVER: frozenset({"champion"}),
    Action.SET_HOLD: HOLDERS_OF_REPORTS,
    Action.LIFT_HOLD: HOLDERS_OF_REPORTS,
    Action.ENTER_IN_CPOMS: CPOMS_ROLES,
}
"""What takes a role as well, whatever the person is to the incident (I1)."""

NEVER_BY: dict[Action, frozenset[Relation]] = {Action.TAKE_OVER: frozenset({Relation.REPORTER, Relation.OWNER})}
"""Who may not do a thing, whatever else they are to the incident: nobody takes their own report from its owner."""


MAY_BE_HANDED: frozenset[Role] = frozenset({"champion", "dsl", "deputy_dsl"})
"""Whoever may be handed any incident, beside the roles of its ladder."""


def roles_on(incident: Incident) -> frozenset[str]:
    """The roles that the incident's ladder alerts."""
    return frozenset(role for step in incident.ladder.route.steps for role in step.roles)


def relations(person: Person, incident: Incident) -> frozenset[Relation]:
    """What this person is to the incident, by the directory's roles and the incident's own record."""
    found = {Relation.REPORTER} if person.id == incident.reporter.id else set()
    if person.id in incident.shut_out or incident.pending_lookup is not None:
        return frozenset(found)
    if _counts_as_alerted(person, incident):
        found.add(Relation.ALERTED)
    if person.id == incident.owner_id:
        found.add(Relation.OWNER)
    if not KINDS[incident.kind].confidential and person.roles & (roles_on(incident) | OVERSEERS):
        found.add(Relation.HANDLER)
    if found & _HANDLING and incident.asks(person.id):
        found.add(Relation.WRITER)
    return frozenset(found)


def must_be_known(person: Person, incident: Incident) -> None:
    """Return for whoever is anything to the incident. Raises `NotFound` for everybody else, to whom it does not exist:
    before anything else of it is loaded."""
    if not relations(person, incident):
        raise NotFound()


def allow(person: Person, action: Action, incident: Incident) -> None:
    """Return when the person may do it. Raises `NotFound` for whom it does not exist, else `NotAllowed`, and where the
    contents are gone `NotPossible`; `DirectoryUnavailable` where somebody is to be alerted before names are looked up.

    The refusal says who can, and nothing of what there is.
    """
    are = relations(person, incident)
    if not are:
        raise NotFound()
    if incident.pending_lookup is not None and action is Action.TELL_NOW:
        raise DirectoryUnavailable()
    if not are & AUTHORITY[action]:
        raise NotFound() if are == {Relation.REPORTER} else NotAllowed()
    if are & NEVER_BY.get(action, frozenset()):
        raise NotAllowed()
    if action in ONLY_BY_ROLE and not person.roles & ONLY_BY_ROLE[action]:
        raise NotAllowed()
    if action in HELD_BY_ANOTHER and incident.owner is not None and Relation.OWNER not in are:
        raise NotAllowed()
    if incident.drill and action not in DRILLED:
        raise OnlyADrill()
    if incident.removed and action is not Action.SEE:
        raise NotPossible()


def may(person: Person, action: Action, incident: Incident) -> bool:
    """Whether `allow` would return."""
    try:
        allow(person, action, incident)
    except (DirectoryUnavailable, NotFound, NotAllowed, NotPossible):
        return False
    return True


def _counts_as_alerted(person: Person, incident: Incident) -> bool:
    """Whether somebody before whom it was put holds a role by which that is done: a role that is lost ends it.

    Of a confidential kind only the ladder that it now runs on counts.
    """
    if all(who.id != person.id for who in incident.rung):
        return False
    by_role = roles_on(incident)
    if not KINDS[incident.kind].confidential:
        by_role |= OVERSEERS | MAY_BE_HANDED | set(incident.rung_roles)
    if incident.handed_to is not None and incident.handed_to.id == person.id:
        by_role |= MAY_BE_HANDED
    return bool(person.roles & by_role)
