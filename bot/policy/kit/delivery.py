"""What becomes of a notice when Teams took it, or did not: settled on the notice, told in the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta

from bot.policy.incidents import telling
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.ladder import round_of
from bot.policy.kit import notices
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Address, Entry, Notice, NoticeState, PostedCard, Purpose, Urgency

ASKS = frozenset({Purpose.PING, Purpose.STANDING, Purpose.DETAILS, Purpose.STILL_WITH_YOU, Purpose.BREACH_DEADLINE})
"""Cards with an incident's buttons: a person has one of them for an incident, the newest."""

REMINDS = frozenset({Purpose.NOBODY_TOOK_IT, Purpose.TOO_OLD_TO_RING})
"""Cards that say that nobody has taken it: of those, too, a person has the newest."""

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
"""Between two attempts at what is urgent, however long Teams is out."""
LONGEST_UNHURRIED = timedelta(minutes=30)
"""The same for what is routine, and for cards that are only redrawn."""
LEFT, NO_ROLE = "left", "no_role"
"""Why something is not said to somebody: they are nobody here any more, or hold no role by which they were told."""
MOST_ASKED = timedelta(minutes=10)
"""As long as an answer may ask us to wait. Teams asks for seconds; whatever asks for a day must not lose a ping."""


def mark_sent(notice: Notice, at: Address | None, now: datetime) -> Outcome:
    """The notice is marked sent; a new message becomes a card that must tell the truth from now on."""
    settled = notice.model_copy(update={"state": NoticeState.SENT, "settled_at": now, "attempts": notice.attempts + 1})
    if at is None:
        return Outcome(records=(settled,))
    posted = PostedCard(
        id=notice.id,
        subject=notice.subject,
        topic=notice.topic,
        to=notice.to,
        purpose=notice.purpose,
        address=at,
        posted_at=now,
    )
    return Outcome(records=(settled, posted), entries=_timeline_of_ping(notice, now, "rang", {}))


def sent_twice(notice: Notice, at: Address, now: datetime) -> Outcome:
    """Another replica has sent and settled it too: the message that stands besides must tell the truth as well."""
    twin = PostedCard(
        id=f"{notice.id}:{at.activity}",
        subject=notice.subject,
        topic=notice.topic,
        to=notice.to,
        purpose=notice.purpose,
        address=at,
        posted_at=now,
    )
    return Outcome(records=(twin,), notices=(notices.refresh(twin, notice.urgency, now, "twice"),))


def mark_not_sent(notice: Notice, why: Undelivered, now: datetime, jitter: float) -> Outcome:
    """Waiting again, longer each time (`jitter` from 0 to 1 spreads it), or failed for good, which the timeline says.

    Teams' own Retry-After is honoured when it is longer, up to `MOST_ASKED`. That Teams has refused this person is told
    once, whether or not it turns out to be for good.
    """
    refused = notice.refused or why.of_one
    tried = notice.model_copy(update={"attempts": notice.attempts + 1, "reason": why.reason, "refused": refused})
    told = (
        _timeline_of_ping(notice, now, "could_not_ring", {"reason": why.reason})
        if why.of_one and not notice.refused
        else ()
    )
    if why.for_good:
        failed = tried.model_copy(update={"state": NoticeState.FAILED, "settled_at": now})
        return Outcome(records=(failed,), entries=told)
    wait = min(FIRST_WAIT * 2 ** min(notice.attempts, 20), longest_wait(notice)) * (0.5 + jitter / 2)
    asked = timedelta(seconds=min(why.retry_after or 0, MOST_ASKED.total_seconds()))
    return Outcome(records=(tried.model_copy(update={"due_at": now + max(wait, asked)}),), entries=told)


def longest_wait(notice: Notice) -> timedelta:
    """The longest pause between two attempts at it, unless Teams asks for more."""
    unhurried = notice.urgency is Urgency.ROUTINE or notice.purpose is Purpose.REFRESH
    return LONGEST_UNHURRIED if unhurried else LONGEST_WAIT


def bring_forward(notice: Notice, now: datetime) -> Outcome:
    """A notice that waits for its next attempt waits no longer."""
    if notice.state is not NoticeState.WAITING or not notice.attempts or notice.due_at <= now:
        return Outcome()
    return Outcome(records=(notice.model_copy(update={"due_at": now}),))


def supersede(notice: Notice, waiting: Iterable[Notice], now: datetime) -> Outcome:
    """Pings of the same report to the same person that were still to be sent: one that has arrived speaks for all."""
    if notice.purpose is not Purpose.PING:
        return Outcome()
    others = (
        other
        for other in waiting
        if other.id != notice.id and other.to.id == notice.to.id and other.purpose is Purpose.PING and other.attempts
    )
    return sum((withdraw(other, now, "rung_already") for other in others), Outcome())


def ring_again(incident: Incident, pings: Sequence[Notice], now: datetime) -> Outcome:
    """Ring somebody who can be reached again, if the report still waits and Teams had refused their newest ping."""
    if incident.state is not State.REPORTED or not pings:
        return Outcome()
    newest = max(pings, key=lambda ping: (ping.made_at, ping.id))
    if newest.state is not NoticeState.FAILED or any(ping.state is NoticeState.WAITING for ping in pings):
        return Outcome()
    cause = f"again.{now:%Y%m%d%H%M%S}"
    return Outcome(notices=telling.tell(incident, (newest.to,), Purpose.PING, cause, now))


def point_older_cards(notice: Notice, cards: Iterable[PostedCard]) -> tuple[PostedCard, ...]:
    """The person's older cards of the same incident that ask for the same, now pointers to the new one."""
    alike = next((alike for alike in (ASKS, REMINDS) if notice.purpose in alike), frozenset[Purpose]())
    return tuple(
        card.model_copy(update={"purpose": Purpose.POINTER})
        for card in cards
        if card.to.id == notice.to.id and card.purpose in alike and card.live and card.id != notice.id
    )


def resend_as_new(notice: Notice, card: PostedCard, now: datetime) -> Outcome:
    """A card that can no longer be changed is left as it is, and what it should say is sent as a new message.

    A pointer is not: the newer card it points to stands there already.
    """
    dead = card.model_copy(update={"live": False})
    if card.purpose is Purpose.POINTER or not card.live:
        return Outcome(records=(dead,))
    # A ping that is sent afresh only to be true must not be taken for one that rings.
    purpose = Purpose.STANDING if card.purpose is Purpose.PING else card.purpose
    return Outcome(records=(dead,), notices=(notices.tell_afresh(notice, purpose, now),))


def told_another(ping: Notice, pings: Iterable[Notice], without_app: Set[str]) -> bool:
    """Whether somebody else has been told of the report in the same round, or since this ping was made.

    Whoever does not have the app, as far as is known, has seen nothing.
    """
    return any(
        other.state is NoticeState.SENT
        and other.to.id != ping.to.id
        and other.to.id not in without_app
        and (round_of(other) == round_of(ping) or (other.settled_at or other.made_at) >= ping.made_at)
        for other in pings
    )


def may_be_told(ping: Notice, pings: Iterable[Notice], without_app: Set[str]) -> tuple[Notice, ...]:
    """The pings of the same step, and later ones, that have arrived or may yet: with them nobody waits for this one."""
    return tuple(
        other
        for other in pings
        if other.id != ping.id
        and (other.made_at > ping.made_at or _same_step(other, ping))
        and other.to.id not in without_app
        and (other.state is NoticeState.SENT or (other.state is NoticeState.WAITING and not other.refused))
    )


def _same_step(one: Notice, other: Notice) -> bool:
    """Whether two pings belong to the same step of the same run of a ladder: their ids differ in the person alone."""
    return one.id.rsplit(":", 1)[0] == other.id.rsplit(":", 1)[0]


def unseen(ping: Notice, reason: str, now: datetime) -> Outcome:
    """A ping that had arrived will not be seen any more, which the timeline says."""
    told = _timeline_of_ping(ping, now, "could_not_ring", {"reason": reason})
    return Outcome(records=(ping.model_copy(update={"refused": True}),), entries=told)


def withdraw(notice: Notice, now: datetime, reason: str) -> Outcome:
    """The notice will not be sent: what it would have said is no longer so."""
    update = {"state": NoticeState.WITHDRAWN, "settled_at": now, "reason": reason}
    return Outcome(records=(notice.model_copy(update=update),))


def withhold(notice: Notice, card: PostedCard | None, now: datetime, reason: str) -> Outcome:
    """The notice will not be sent, because its reader may not hear it any more; their card is empty and stays so.

    A ping that was withheld has told nobody, and the timeline says so, unless it has said so already.
    """
    emptied = (card.model_copy(update={"live": False}),) if card else ()
    told = () if notice.refused else _timeline_of_ping(notice, now, "could_not_ring", {"reason": reason})
    return withdraw(notice, now, reason) + Outcome(records=emptied, entries=told)


def _timeline_of_ping(notice: Notice, now: datetime, what: str, facts: dict[str, str]) -> tuple[Entry, ...]:
    if notice.purpose is not Purpose.PING:
        return ()
    return (Entry(subject=notice.subject, at=now, by=None, what=what, facts={"to": notice.to.name, **facts}),)
