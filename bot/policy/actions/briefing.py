"""What of the actions stands in somebody's briefing and in their list: theirs, and those of others on reports that they
may see. Nobody's line or row counts one of a report that they may not see. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.policy.actions.telling import OwnActions, own_actions
from bot.policy.incidents.actions import ReportAction, open_actions
from bot.policy.incidents.authority import may
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action
from bot.policy.incidents.untouchable import action_shown
from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, Role


class ActionLine(LineKind):
    """The lines of actions."""

    MINE = "actions_mine"
    OPEN = "actions_open"


BRIEFED: Mapping[ActionLine, frozenset[Role]] = {
    ActionLine.MINE: frozenset({HEADTEACHER, "dsl", "deputy_dsl", CHAMPION}),
    ActionLine.OPEN: frozenset({CHAMPION}),  # I1, I15: the Champion keeps the log
}
"""Who is owed which line: whoever is briefed anyway. Everybody else is reminded of their own by a card."""


@dataclass(frozen=True, slots=True)
class ActionList:
    """What somebody is to do, by report, and what others are to do about reports that they may see."""

    own: Sequence[OwnActions]
    others: Sequence[ReportAction]
    today: date


def list_actions(
    person: Person, actions: Sequence[ReportAction], incidents: Mapping[str, Incident], today: date
) -> ActionList:
    """Those that are open, in the order in which they are due; `incidents` has the reports that they are about."""
    own: dict[str, OwnActions] = {}
    others: list[ReportAction] = []
    ordered = open_actions(actions)
    for each in ordered:
        incident = incidents.get(each.subject)
        if incident is None or incident.removed or incident.drill:
            continue
        if each.owner.id == person.id:
            theirs = own_actions(incident, ordered, person, today)
            own |= {each.subject: theirs} if theirs is not None else {}
        elif may(person, Action.SEE, incident):
            others.append(action_shown(each) if incident.untouchable else each)
    return ActionList(list(own.values()), others, today)


def action_lines(
    person: Person, actions: Sequence[ReportAction], incidents: Mapping[str, Incident], today: date
) -> list[BriefingLine]:
    """The person's lines: how many there are, and how many of them are late."""
    owed = {line for line, roles in BRIEFED.items() if person.holds(*roles)}
    if not owed:
        return []
    listed = list_actions(person, actions, incidents, today)
    mine = [each for own in listed.own for each in own.actions]
    found = []
    for line, some in ((ActionLine.MINE, mine), (ActionLine.OPEN, listed.others)):
        if line in owed and some:
            late = sum(each.is_late(today) for each in some)
            found.append(BriefingLine(line, len(some), {"late": late}))
    return found
