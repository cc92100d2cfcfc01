"""The cards of finding, with plain and with difficult contents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.policy.finding.finding import MOST_FOUND, FoundReports
from bot.policy.incidents.incident import Incident
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.kit.school import School
from cards.finding import finding as cards
from cards.kit.elements import AdaptiveCard


def finding_cards(
    school: School, found: Mapping[str, Incident], reader: Person, nasty: str, now: datetime
) -> dict[str, AdaptiveCard]:
    """All of them by a name; `found` are incidents in several states."""
    everyone = (*found.values(),) * MOST_FOUND
    many = FoundReports(everyone[:MOST_FOUND], 1_204, frozenset(each.id for each in everyone))
    own = FoundReports(everyone[:MOST_FOUND], MOST_FOUND, frozenset())
    one = FoundReports(everyone[:1], 1, frozenset(each.id for each in everyone))
    nothing = FoundReports((), 0, frozenset())
    looks = [Entry(subject="looks", at=now, by=reader.who, what="looked", facts={"found": "12"})]
    return {
        "find, form": cards.find_form("", {}),
        "find, form come back": cards.find_form(nasty, {"words": "find.what"}),
        "find, one": cards.found_card(school, now, one, "jack", log=True),
        "find, many": cards.found_card(school, now, many, nasty, page=1, log=True, urgent=True),
        "find, own": cards.found_card(school, now, own, nasty, page=2),
        "find, nothing": cards.found_card(school, now, nothing, "jack", urgent=True),
        "find, sent": cards.find_result()[1],
        "find, who has looked": cards.looks_card(school, now, looks * 900),
        "find, nobody has looked": cards.looks_card(school, now, []),
    }
