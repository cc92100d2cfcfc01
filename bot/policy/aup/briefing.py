"""What of the Acceptable Use Policy stands in somebody's briefing: how many have not signed (A5). Pure."""

from __future__ import annotations

from bot.policy.aup.campaigns import ON_STAFF, OUTSTANDING, Campaign
from bot.policy.aup.publication import READERS
from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role


class AupLine(LineKind):
    """The lines of the Acceptable Use Policy."""

    NOT_SIGNED = "not_signed"


BRIEFED: frozenset[Role] = frozenset({"headteacher", "champion"})
"""Who is owed it, of those who may see who has not signed."""


def lines_for(person: Person, campaign: Campaign | None) -> list[BriefingLine]:
    """The person's line. `campaign` is the one under way."""
    count = campaign.count(*OUTSTANDING) if campaign else 0
    if campaign is None or not count or not person.holds(*BRIEFED) or not person.holds(*READERS):
        return []
    return [BriefingLine(AupLine.NOT_SIGNED, count, {"staff": campaign.count(*ON_STAFF)})]
