"""The committee's meetings, its decisions and the forms, with plain and with difficult contents."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from bot.policy.committee import CommitteePurpose
from bot.policy.committee.meeting import CommitteeDecision, CommitteeMeeting, CommitteeView
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.committee import meeting as cards
from cards.kit.elements import AdaptiveCard

HALF_TERM = CommitteeMeeting(id="committee:2026-11-02", starts=date(2026, 11, 2), ends=date(2026, 12, 18))
EARLIER = HALF_TERM.model_copy(
    update={"id": "committee:2026-09-02", "starts": date(2026, 9, 2), "ends": date(2026, 10, 23)}
)


def a_decision(
    number: int, words: str, owner: Person, by: Person, now: datetime, *, days: int = 7
) -> CommitteeDecision:
    """One that is open, due in so many days."""
    return CommitteeDecision(
        id=f"CM-2026-{number:04d}",
        meeting=HALF_TERM.id,
        words=words,
        owner=owner.who,
        due_on=now.date() + timedelta(days=days),
        by=by.who,
        at=now,
    )


def committee_cards(school: School, head: Person, other: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    empty = CommitteeView(HALF_TERM, (), (), now.date())
    found: dict[str, AdaptiveCard] = {"committee, nothing yet": cards.meeting_card(school, now, empty)}
    for name, words in {"plain": "", "difficult": nasty}.items():
        present = words[:500] or "Helen Thistlewood, both Champions"
        met = HALF_TERM.model_copy(
            update={"met_on": now.date(), "present": present, "by": head.who, "at": now, "told_by": head.who}
        ).model_copy(update={"told_at": now})
        said = words[:500] or "Ask the council how staff laptops are filtered at home"
        some = [a_decision(number, said, other, head, now, days=number - 2) for number in range(9)]
        view = CommitteeView(met, some, (met.model_copy(update={"id": EARLIER.id}), EARLIER), now.date())
        note = "CM-2026-0001 is kept as done."
        untold = CommitteeView(met.model_copy(update={"told_by": None, "told_at": None}), some[:1], (), now.date())
        found[f"committee, {name}"] = cards.meeting_card(school, now, view, note=note)
        found[f"committee, {name}, before feedback"] = cards.meeting_card(school, now, untold)
        for purpose in (CommitteePurpose.MEETS, CommitteePurpose.FEEDBACK):
            message = cards.committee_message(school, now, purpose, view)
            found[f"committee, {name}, {purpose}"] = AdaptiveCard(**json.loads(message.card or ""))
        for purpose in (CommitteePurpose.GIVEN, CommitteePurpose.AGAIN):
            message = cards.committee_message(school, now, purpose, some[0])
            found[f"committee, {name}, {purpose}"] = AdaptiveCard(**json.loads(message.card or ""))
        done = some[0].model_copy(update={"ended_by": other.who, "ended_at": now})
        found[f"committee, {name}, done"] = cards.decision_card(school, now, done, note=note)
        found[f"committee, {name}, is it done"] = cards.done_form(some[0], met.id)
        found[f"committee, {name}, tell the Headteacher"] = cards.feedback_form(school, now, met)
        typed = {"on": words[:300], "present": words, "words": words, "owner": other.id} if words else {}
        wrong = {"on": "committee.no_day", "present": "form.missing", "words": "form.missing"} if words else {}
        found[f"committee, {name}, meeting form"] = cards.meeting_form(school, now, HALF_TERM, "d", typed, wrong)
        found[f"committee, {name}, decision form"] = cards.decision_form(HALF_TERM, "d", typed, wrong)
    found["committee, kept"] = cards.committee_result("CM-2026-0001 is kept. Ann Ashdown is told.", HALF_TERM.id)
    return found
