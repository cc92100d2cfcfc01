"""What becomes of a notice when Teams took it, or did not: settled on the notice, told in the timeline."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.errors import Undelivered
from bot.policy.outcome import Outcome
from bot.policy.records import Address, Entry, Notice, NoticeState, PostedCard, Purpose

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)


def sent(notice: Notice, at: Address | None, now: datetime) -> Outcome:
    """The notice is marked sent; a new message becomes a card that must tell the truth from now on."""
    settled = notice.model_copy(update={"state": NoticeState.SENT, "settled_at": now, "attempts": notice.attempts + 1})
    if at is None:
        return Outcome(records=(settled,))
    posted = PostedCard(
        id=notice.id,
        subject=notice.subject,
        to=notice.to,
        purpose=notice.purpose,
        address=at,
        posted_at=now,
    )
    return Outcome(records=(settled, posted), entries=_told(notice, now, "rang", {}))


def not_sent(notice: Notice, why: Undelivered, now: datetime, jitter: float) -> Outcome:
    """Waiting again, longer each time (`jitter` from 0 to 1 spreads it), or failed for good, which the timeline says.

    Teams' own Retry-After is honoured when it is longer.
    """
    tried = notice.model_copy(update={"attempts": notice.attempts + 1, "reason": why.reason})
    if why.for_good:
        failed = tried.model_copy(update={"state": NoticeState.FAILED, "settled_at": now})
        return Outcome(records=(failed,), entries=_told(notice, now, "could_not_ring", {"reason": why.reason}))
    wait = min(FIRST_WAIT * 2 ** min(notice.attempts, 10), LONGEST_WAIT) * (0.5 + jitter / 2)
    asked = timedelta(seconds=why.retry_after or 0)
    return Outcome(records=(tried.model_copy(update={"due_at": now + max(wait, asked)}),))


def withdrawn(notice: Notice, now: datetime, reason: str) -> Outcome:
    """The notice will not be sent: what it would have said is no longer so."""
    update = {"state": NoticeState.WITHDRAWN, "settled_at": now, "reason": reason}
    return Outcome(records=(notice.model_copy(update=update),))


def _told(notice: Notice, now: datetime, what: str, facts: dict[str, str]) -> tuple[Entry, ...]:
    if notice.purpose is not Purpose.PING:
        return ()
    return (Entry(subject=notice.subject, at=now, by=None, what=what, facts={"to": notice.to.name, **facts}),)
