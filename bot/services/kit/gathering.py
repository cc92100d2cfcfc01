"""Many routine alerts to one person in a short time come as one message: five by themselves, and what follows within
ten minutes together when those are over. What is urgent is never held back by it.

Who has had how many is remembered by this process, which asks the store once for each person what they had before it
began. By another replica somebody may get five more by themselves. What is held back waits in the store, due when the
ten minutes are over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.policy.kit.queries import Query
from bot.policy.kit.records import Notice, NoticeState, Purpose, Urgency

BY_THEMSELVES = 5
"""So many routine alerts a person gets one by one within `ALERTS_WITHIN`."""
ALERTS_WITHIN = timedelta(minutes=10)
MOST_TOGETHER = 20
"""So many stand on one card at the most; what is left comes on the next."""
RECALLED = 50
"""So many of a person's alerts are looked through, those of the newest reports: in a storm the last are of these."""


class RecentAlerts:
    """When each person has had routine alerts lately, and for whom some were held back."""

    def __init__(self) -> None:
        self._sent: dict[str, deque[datetime]] = {}
        self._held: set[str] = set()

    def knows(self, person: str) -> bool:
        """Whether it is known what they have had lately."""
        return person in self._sent

    def recall(self, person: str, sent: Iterable[Notice], waiting: Iterable[Notice], now: datetime) -> None:
        """What they have had by these that were sent, and whether of these that wait some were held back. Alerts that
        came as one message were settled at one moment."""
        moments = {each.settled_at for each in sent if is_routine_alert(each) and each.settled_at is not None}
        lately = sorted(at for at in moments if now - ALERTS_WITHIN < at <= now)
        self._sent[person] = deque(lately, maxlen=BY_THEMSELVES)
        if any(is_routine_alert(each) and each.due_at > each.made_at for each in waiting):
            self._held.add(person)

    def note_sent(self, person: str, now: datetime, *, more: bool = False) -> None:
        """They have had one message more; `more` alerts may be left that did not find room on it."""
        times = self._sent.setdefault(person, deque(maxlen=BY_THEMSELVES))
        times.append(now)
        if not more:
            self._held.discard(person)

    def hold_until(self, person: str, now: datetime) -> datetime | None:
        """Until when a routine alert to them is held back; None where it may go."""
        times = self._sent.get(person, deque())
        if len(times) < BY_THEMSELVES or now >= times[0] + ALERTS_WITHIN:
            return None
        self._held.add(person)
        return times[0] + ALERTS_WITHIN

    def held_some(self, person: str) -> bool:
        """Whether alerts to them have been held back that have not been sent since."""
        return person in self._held

    def clear(self) -> None:
        """The clock went back: nothing is held back by what it said before."""
        self._sent.clear()


def is_routine_alert(notice: Notice) -> bool:
    """Whether it asks somebody, by a new message, to take something that does not press."""
    return notice.card is None and notice.purpose.alerts and notice.urgency is Urgency.ROUTINE


def alerts_that_wait(person: str, now: datetime) -> Query[Notice]:
    """What is due in the lane of what is routine, of this person; alerts are among it."""
    return Query(Notice, {"lane": Urgency.ROUTINE.value, "to_id": person}, due_by=now)


def alerts_that_were_sent(person: str) -> Query[Notice]:
    """The newest alerts that this person has had."""
    purposes = [purpose.value for purpose in Purpose.all() if purpose.alerts]
    sent = {"to_id": person, "purpose": purposes, "state": NoticeState.SENT.value}
    return Query(Notice, sent, newest_first=True, limit=RECALLED)
