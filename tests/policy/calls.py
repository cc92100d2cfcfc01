"""A small school's video calls for the policy's own tests: a request that breaks no rule, and what it is judged by."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.policy.calls.call import PartnerKind, Request, RequestForm, VideoCall
from bot.policy.calls.rules import RuleContext
from bot.policy.calls.timing import Plan
from bot.policy.kit.approval import Deciders
from bot.policy.kit.school import Hours, Term
from bot.policy.kit.school_time import Calendar
from tests.policy.school import ANN, BEN, CAT, DOT, EVE

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
"""A Monday in term."""
HOURS = Hours(
    terms=(Term(start=date(2026, 9, 2), end=date(2026, 12, 18)), Term(start=date(2027, 1, 4), end=date(2028, 7, 20)))
)
CALENDAR = Calendar(HOURS, LONDON)
PLAN = Plan(CALENDAR, 86_400.0)
AROUND = RuleContext(NOW, CALENDAR)
DECIDERS = Deciders(approvers=(ANN,), deputies=(CAT,))
START = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)

GOOD = RequestForm(
    subject="Rivers",
    class_name="4B",
    pupils=28,
    starts_at=START,
    ends_at=datetime(2026, 11, 26, 10, 45, tzinfo=UTC),
    partner="Hill School",
    partner_kind=PartnerKind.SCHOOL,
    lead=DOT.who,
    team=(EVE.who,),
    in_the_room=(EVE.who,),
    agreement="AG-1",
    signed_on=date(2026, 11, 2),
    trained=True,
)
"""Breaks no rule and deserves no second look."""


def request(**update: object) -> Request:
    """A version of the request, changed as asked."""
    return Request(**dict(GOOD.model_copy(update=update)), asked_at=NOW)


def video_call(reference: str = "VC-2026-0001", **update: object) -> VideoCall:
    """Dot's call, waiting for Ann."""
    return VideoCall(id=reference, version=1, requester=DOT.who, requests=(request(**update),))


__all__ = ["ANN", "BEN", "CAT", "DOT", "EVE"]
