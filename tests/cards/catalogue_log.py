"""The cards of the log, with plain and with difficult contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.policy.incidents.incident import Closing, ConductFinding, CpomsRecord, Incident, Referral, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.ended import EndedRecord
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.kit.school import School, Term
from bot.policy.kit.timeline import SignedHead
from bot.policy.log.cpoms import CpomsShown
from bot.policy.log.log import Filter, LogPage
from bot.policy.log.patterns import Patterns, patterns
from bot.policy.log.recurring import Facet, Recurrence, Recurrences
from bot.policy.log.retention import Removable
from bot.policy.log.reviewing import Review
from bot.policy.log.unreadable import UnreadableShown
from bot.services.log.cpoms import CPOMS_ROWS
from bot.services.log.log import REPORTS_PER_PAGE
from cards.incidents import emptied
from cards.kit.elements import AdaptiveCard
from cards.log import cpoms, log, retention
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
    found_to_be = [
        everyone[0].model_copy(
            update={
                "kind": "staff_conduct",
                "conduct": ConductFinding(allegation=number % 2 == 0, reason=nasty[:900], by=reader.who, at=now),
            }
        )
        for number in range(14)
    ]
    none = Patterns(0, {}, {}, {})
    names = [nasty[:200], "x" * 200, "Cool Games"]
    recurs = Recurrences(
        Term(start=date(2026, 9, 2), end=date(2027, 1, 4)),
        [Recurrence(facet, each, 12 - at, at) for facet in Facet for at, each in enumerate(names)],
    )
    others = [EndedRecord(everyone[0], sort, now, now, nasty[:100]) for sort in ("request", "call", "duty")]
    entered = everyone[0].model_copy(
        update={
            "state": State.CLOSED,
            "closing": Closing(at=now, by=reader.who, outcome=nasty, reason=nasty, cpoms=""),
            "cpoms": CpomsRecord(by=reader.who, at=now, reference=nasty),
            "referrals": (Referral(to=nasty, at=now, by=reader.who),),
        }
    )
    ended = entered.model_copy(update={"cpoms": None, "referrals": ()})
    left_out = entered.model_copy(update={"cpoms": CpomsRecord(by=reader.who, at=now, why_not=nasty)})
    missing = CpomsShown((everyone * CPOMS_ROWS)[:CPOMS_ROWS], 200, now + timedelta(days=2), at_least=True)
    one = CpomsShown(everyone[:1], 1, now)
    removed = everyone[0].model_copy(update={"removed_at": now})
    cards = {
        "concerns about adults": log.apart_card(now, found_to_be),
        "concerns about adults, none": log.apart_card(now, ()),
        "log, full": log.log_page(school, full, reader),
        "log, of what is over": log.log_page(
            school, replace(full, incidents=((entered, ended, left_out) * REPORTS_PER_PAGE)[:REPORTS_PER_PAGE]), reader
        ),
        "not in CPOMS": cpoms.missing_card(school, missing),
        "not in CPOMS, one": cpoms.missing_card(school, one),
        "not in CPOMS, none": cpoms.missing_card(school, CpomsShown((), 0, now)),
        "CPOMS reminder": cpoms.reminder_card(school, missing),
        "CPOMS reminder, one": cpoms.reminder_card(school, one),
        "CPOMS reminder, none": cpoms.reminder_card(school, CpomsShown((), 0, now)),
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
        "patterns": pattern_cards.patterns_card(spread, recurs, reader),
        "patterns, none": pattern_cards.patterns_card(none, Recurrences(recurs.term), reader),
        "patterns, doubled": pattern_cards.doubled_card(school, now, recurs),
        "retention": retention.removal_list(
            school, now, Removable((everyone * REPORTS_PER_PAGE)[:REPORTS_PER_PAGE]), note="Removed: OS-2020-0001."
        ),
        "retention, none": retention.removal_list(school, now, Removable()),
        "retention, of others": retention.removal_list(school, now, Removable((), others)),
        "retention, others to confirm": retention.confirm_card(school, now, Removable((), others)),
        "retention, one to confirm": retention.confirm_card(school, now, Removable(everyone[:1])),
        "retention, all to confirm": retention.confirm_card(
            school, now, Removable((everyone * REPORTS_PER_PAGE)[:REPORTS_PER_PAGE])
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
