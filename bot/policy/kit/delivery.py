"""What becomes of a notice when Teams took it, or did not: settled on the notice, told in the timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.policy.kit import notices
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.posted_cards import card_of
from bot.policy.kit.records import Address, CardPurpose, Entry, Notice, NoticeState, PostedCard, Urgency

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
"""Between two attempts at what is urgent, however long Teams is out."""
LONGEST_ROUTINE_WAIT = timedelta(minutes=30)
"""The same for what is routine, and for cards that are only redrawn."""
LEFT, NO_ROLE = "left", "no_role"
"""Why something is not said to somebody: they are nobody here any more, or hold no role by which they were told."""
CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far the clocks of two replicas may differ, or one be put right, without anything being wrong."""
LONGEST_RETRY_AFTER = timedelta(minutes=10)
"""As long as an answer may ask us to wait. Teams asks for seconds; whatever asks for a day must not lose a ping."""
UNSETTLED = (NoticeState.FAILED.value, NoticeState.WAITING.value)
"""The states of notices of which a record's card and its decisions may have to know."""


def find_unreached(told: Iterable[Notice]) -> tuple[Notice, ...]:
    """Those new messages that their reader did not get; a card that was only to be drawn again is none."""
    new = (notice for notice in told if notice.card is None)
    return tuple(each for each in new if each.refused or each.state is NoticeState.FAILED)


def mark_sent(notice: Notice, now: datetime) -> Outcome:
    """The notice is marked sent, which the timeline says of a ping."""
    settled = notice.model_copy(update={"state": NoticeState.SENT, "settled_at": now, "attempts": notice.attempts + 1})
    return Outcome(
        records=(settled,), entries=_timeline_of_ping(notice, now, "mailed" if notice.purpose.by_mail else "rang", {})
    )


def seconds_late(notice: Notice, at: datetime) -> float:
    """How many seconds after its time a notice was sent. Give it as it was before that attempt.

    Its time is when it was kept, or the later time for which it was kept; a failed attempt moves `due_at` alone."""
    since = notice.made_at if notice.attempts else max(notice.made_at, notice.due_at)
    return max(0.0, (at - since).total_seconds())


def keep_duplicate(notice: Notice, at: Address, card: PostedCard | None, now: datetime) -> Outcome:
    """Another replica has sent and settled it too: the message that stands besides must tell the truth as well.

    The other's `card` is kept anew: a change that was decided before this one was known is decided afresh.
    """
    posted = card_of(notice, at, now)
    twin = posted.model_copy(update={"id": f"{notice.id}:{at.activity}"})
    redrawn = notices.refresh(twin, notice.urgency, now, "twice")
    return Outcome(records=(twin, *((card,) if card else ())), notices=(redrawn,))


def mark_not_sent(notice: Notice, why: Undelivered, now: datetime, jitter: float) -> Outcome:
    """Waiting again, longer each time (`jitter` from 0 to 1 spreads it), or failed for good, which the timeline says.

    Teams' own Retry-After is honoured when it is longer, up to `LONGEST_RETRY_AFTER`. That Teams has refused this
    person is told once, whether or not it turns out to be for good.
    """
    refused = notice.refused or why.of_one
    tried = notice.model_copy(update={"attempts": notice.attempts + 1, "reason": why.reason, "refused": refused})
    told = (
        _timeline_of_ping(
            notice, now, "could_not_mail" if notice.purpose.by_mail else "could_not_ring", {"reason": why.reason}
        )
        if why.of_one and not notice.refused
        else ()
    )
    if why.for_good:
        failed = tried.model_copy(update={"state": NoticeState.FAILED, "settled_at": now})
        return Outcome(records=(failed,), entries=told)
    wait = min(FIRST_WAIT * 2 ** min(notice.attempts, 20), longest_wait(notice)) * (0.5 + jitter / 2)
    asked = timedelta(seconds=min(why.retry_after or 0, LONGEST_RETRY_AFTER.total_seconds()))
    return Outcome(records=(tried.model_copy(update={"due_at": now + max(wait, asked)}),), entries=told)


def longest_wait(notice: Notice) -> timedelta:
    """The longest pause between two attempts at it, unless Teams asks for more."""
    unhurried = notice.urgency is Urgency.ROUTINE or notice.purpose is CardPurpose.REFRESH
    return LONGEST_ROUTINE_WAIT if unhurried else LONGEST_WAIT


def bring_notice_forward(notice: Notice, now: datetime) -> Outcome:
    """A notice that waits for its next attempt waits no longer."""
    if notice.state is not NoticeState.WAITING or not notice.attempts or notice.due_at <= now:
        return Outcome()
    return Outcome(records=(notice.model_copy(update={"due_at": now}),))


def correct_notice_times(notice: Notice, now: datetime) -> Notice:
    """The notice as it is by this clock: the same when it waits for nothing that a wrong one has put too far off.

    One that was made in the future is as far off as it was then; one that alerts, or is tried again, never waits for
    longer than the longest pause between two attempts.
    """
    due, ahead = notice.due_at, notice.made_at - now
    if ahead > CLOCK_TOLERANCE:
        due -= ahead
    pause = max(longest_wait(notice), LONGEST_RETRY_AFTER)
    if (notice.attempts or notice.purpose.alerts) and due > now + pause + CLOCK_TOLERANCE:
        due = now
    if due == notice.due_at:
        return notice
    return notice.model_copy(update={"made_at": min(notice.made_at, now), "due_at": due})


def resend_as_new(notice: Notice, card: PostedCard, now: datetime) -> Outcome:
    """A card that can no longer be changed is left as it is, and what it should say is sent as a new message.

    A pointer is not: the newer card it points to stands there already.
    """
    dead = card.model_copy(update={"live": False})
    if card.purpose is CardPurpose.POINTER or not card.live:
        return Outcome(records=(dead,))
    return Outcome(records=(dead,), notices=(notices.tell_again(notice, card.purpose.when_sent_again, now),))


def mark_unseen(ping: Notice, reason: str, now: datetime) -> Outcome:
    """A ping that had arrived will not be seen any more, which the timeline says."""
    told = _timeline_of_ping(ping, now, "could_not_ring", {"reason": reason})
    return Outcome(records=(ping.model_copy(update={"refused": True}),), entries=told)


def withdraw_notice(notice: Notice, now: datetime, reason: str) -> Outcome:
    """The notice will not be sent: what it would have said is no longer so."""
    update = {"state": NoticeState.WITHDRAWN, "settled_at": now, "reason": reason}
    return Outcome(records=(notice.model_copy(update=update),))


def withhold_notice(notice: Notice, card: PostedCard | None, now: datetime, reason: str) -> Outcome:
    """The notice will not be sent, because its reader may not hear it any more; their card is empty and stays so.

    A ping that was withheld has told nobody, and the timeline says so, unless it has said so already.
    """
    emptied = (card.model_copy(update={"live": False}),) if card else ()
    what = "could_not_mail" if notice.purpose.by_mail else "could_not_ring"
    told = () if notice.refused else _timeline_of_ping(notice, now, what, {"reason": reason})
    return withdraw_notice(notice, now, reason) + Outcome(records=emptied, entries=told)


def _timeline_of_ping(notice: Notice, now: datetime, what: str, facts: dict[str, str]) -> tuple[Entry, ...]:
    if not notice.purpose.alerts and not notice.purpose.by_mail:
        return ()
    return (Entry(subject=notice.subject, at=now, by=None, what=what, facts={"to": notice.to.name, **facts}),)
