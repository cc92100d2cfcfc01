"""What of video calls stands in somebody's briefing: those that wait for their decision (V2). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.calls.call import VideoCall
from bot.policy.kit.approval import Deciders
from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency


class CallLine(LineKind):
    """The lines of video calls."""

    TO_DECIDE = "calls_to_decide"


def lines_for(person: Person, waiting: Sequence[VideoCall], deciders: Deciders) -> list[BriefingLine]:
    """The line of one before whom calls are put: never one's own, and an absent approver's while nobody stands in."""
    theirs = [call for call in waiting if any(who.id == person.id for who in deciders.to_ask(call.may_not_decide))]
    if not theirs:
        return []
    first = min(call.request.starts_at for call in theirs)
    return [BriefingLine(CallLine.TO_DECIDE, len(theirs), {"first": first}, Urgency.URGENT)]
