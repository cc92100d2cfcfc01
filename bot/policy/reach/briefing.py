"""What of reaching people stands in a Champion's briefing: how many would not hear an alert. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from bot.policy.reach.reach import RoleReach


class ReachLine(LineKind):
    """The lines of who can be reached."""

    UNREACHABLE = "unreachable"


BRIEFED: frozenset[Role] = frozenset({"champion"})
"""Who is owed it, of those who may see who can be reached."""


def lines_for(person: Person, roles: Sequence[RoleReach]) -> list[BriefingLine]:
    """The person's line: people, of whom one may hold several roles. A role that nobody holds is told of once, by the
    check that finds it."""
    if not person.holds(*BRIEFED):
        return []
    out = {each.id for role in roles for each, known in role.people if known is not None and known.out_of_reach}
    return [BriefingLine(ReachLine.UNREACHABLE, len(out))] if out else []
