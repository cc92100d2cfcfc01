"""The report to governors: to come, drafted, released, to each of its readers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from bot.policy.governors import GovernorsPurpose
from bot.policy.governors.report import CountBand, GovernorsFacts, GovernorsReport, GovernorsShown, ShareBand
from bot.policy.incidents.kinds import RiskArea
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.school import School
from bot.policy.kit.sealing import sha256_of
from cards.governors import report
from cards.kit.elements import AdaptiveCard

SINCE, UNTIL = datetime(2026, 9, 2, 7, tzinfo=UTC), datetime(2026, 12, 7, 8, tzinfo=UTC)
AREAS = (CountBand.FEW, CountBand.SOME, CountBand.MANY, CountBand.NONE, CountBand.FEW)


def governors_facts(school: str, *, counted: bool = True) -> GovernorsFacts:
    """What the report of an autumn term says."""
    bands = {area.value: band.value for area, band in zip(RiskArea, AREAS, strict=True)} if counted else {}
    return GovernorsFacts.model_validate(
        {
            **{"school": school, "year": 2026, "number": 0, "since": SINCE, "until": UNTIL, "reports": bands},
            **{"signed": ShareBand.NINE_TENTHS.value, "trained": ShareBand.NOT_ASKED.value},
            **{"filter_tests": 6, "filter_faults": 1, "filter_reviewed": date(2026, 10, 14)},
            **{"duties_done": 17, "duties_late": 1, "committee_met": 2},
        }
    )


def governors_report(school: str, by: Person | None = None, term: int = 1) -> GovernorsReport:
    """A draft, or one that was released."""
    facts = governors_facts(school)
    who, at = (by.who, UNTIL) if by else (None, None)
    return GovernorsReport(
        id=f"governors-2026-{term}", facts=facts, sha256=sha256_of(facts), at=UNTIL, released_by=who, released_at=at
    )


def governors_cards(school: School, head: Person, chair: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    found: dict[str, AdaptiveCard] = {"governors, nothing released": report.nothing_released_card()}
    outside = (Contact(id="chair", name=nasty[:300], mail="chair@example.org", phone=nasty[:100]),)
    for name, called in {"plain": school.name, "difficult": nasty[:400]}.items():
        draft, released = governors_report(called), governors_report(called, head)
        to_come = GovernorsShown(governors_facts(called, counted=False), None, UNTIL)
        found[f"governors, {name}, to come"] = report.governors_card(school, to_come, head, earlier=[released] * 9)
        for what, shown in {
            "draft": GovernorsShown(draft.facts, draft, chair_in_teams=True),
            "released": GovernorsShown(released.facts, released, chair_in_teams=True),
            "chair outside": GovernorsShown(released.facts, released, chairs=outside),
            "no chair": GovernorsShown(released.facts, released),
        }.items():
            for reader in (head, chair):
                card = report.governors_card(school, shown, reader, note="Released.", earlier=[released] * 9)
                found[f"governors, {name}, {what} to {reader.name}"] = card
        message = report.governors_message(
            school, now, GovernorsPurpose.RELEASED, GovernorsShown(released.facts, released), chair
        )
        found[f"governors, {name}, by itself"] = AdaptiveCard(**json.loads(message.card or ""))
    return found
