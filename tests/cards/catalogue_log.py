"""The cards of the log, with plain and with difficult contents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.kit.school import School
from bot.policy.kit.timeline import SignedHead
from bot.policy.log.log import Filter, LogPage
from bot.policy.log.patterns import Patterns, in_bands, patterns
from bot.policy.log.reviewing import Review
from bot.policy.log.unreadable import UnreadableShown
from bot.services.log.log import REPORTS_PER_PAGE
from cards.incidents import emptied
from cards.kit.elements import AdaptiveCard
from cards.log import log, retention
from cards.log import patterns as pattern_cards

LONDON = ZoneInfo("Europe/London")


def log_cards(
    school: School, found: Mapping[str, Incident], reader: Person, nasty: str, now: datetime
) -> dict[str, AdaptiveCard]:
    """All of them by a name; `found` are incidents in several states."""
    everyone = tuple(found.values())
    done = Review(id="r", by=reader.who, at=now, remarks=nasty[:4_000])
    full = LogPage(
        incidents=(everyone * REPORTS_PER_PAGE)[:REPORTS_PER_PAGE],
        asked=Filter(show="all", kind="staff_conduct", mine=True, half_term=True),
        at=now + timedelta(days=2),
        page=1,
        more=True,
        total=200,
        at_least=True,
        untaken=12,
        reviewed=done,
        overdue=date(2026, 10, 23),
        removable=100,
    )
    empty = LogPage((), Filter(), now, 0, more=False, total=0, at_least=False, untaken=0)
    entries = [
        Entry(subject="log", at=now, by=reader.who, what=what)
        for what in ("reviewed", "exported", "export_made", "review_asked", "another_matter")
    ]
    spread = _spread(everyone[0], now)
    none = Patterns(0, {}, {}, {})
    removed = everyone[0].model_copy(update={"removed_at": now})
    cards = {
        "log, full": log.log_page(school, full, reader),
        "log, empty": log.log_page(school, empty, reader),
        "log, filter": log.filter_form(full.asked),
        "log, filtered": log.filter_result(full)[1],
        "log, history": log.history_card(school, now, entries * 300),
        "log, no history": log.history_card(school, now, []),
        "log, review kept": log.review_result("Thank you."),
        "log, review form": log.review_form("draft"),
        "log, review asked for": log.review_card(school, now, date(2026, 12, 18), False, None),
        "log, review overdue": log.review_card(school, now, date(2026, 12, 18), True, None),
        "log, reviewed": log.review_card(school, now, date(2026, 12, 18), False, done),
        "log, records that cannot be read": log.unreadable_card(UnreadableShown(1_204, 3)),
        "log, head": log.head_card(SignedHead(head=f"1204:{'9f' * 32}", signature="c2lnbmVk" * 11)),
        "patterns": pattern_cards.patterns_card(spread),
        "patterns, none": pattern_cards.patterns_card(none),
        "patterns for governors": pattern_cards.governors_card(school, in_bands(spread), now),
        "patterns for governors, none": pattern_cards.governors_card(school, in_bands(none), now),
        "retention": retention.removal_list(
            school, now, (everyone * REPORTS_PER_PAGE)[:REPORTS_PER_PAGE], note="Removed: OS-2020-0001."
        ),
        "retention, none": retention.removal_list(school, now, []),
        "retention, one to confirm": retention.confirm_card(school, now, everyone[:1]),
        "retention, all to confirm": retention.confirm_card(
            school, now, (everyone * REPORTS_PER_PAGE)[:REPORTS_PER_PAGE]
        ),
        "removed": emptied.removed_card(school, now, removed),
        "removed, pointer": emptied.contents_gone_card(removed),
        "with others": emptied.with_others_card(everyone[0]),
        "emptied": emptied.emptied_card(),
    }
    for name, incident in found.items():
        rows = (incident,) * REPORTS_PER_PAGE
        page = LogPage(rows, Filter(), now, 0, more=True, total=9, at_least=False, untaken=9)
        cards[f"log, {name}"] = log.log_page(school, page, reader)
    return cards


def _spread(incident: Incident, now: datetime) -> Patterns:
    """Reports of every kind, in every month and hour."""
    made = [
        incident.model_copy(
            update={"kind": kind, "reported_at": now - timedelta(days=15 * back, hours=back), "happened_at": None}
        )
        for kind in KINDS
        for back in range(24)
    ]
    return patterns(made, now, LONDON)
