"""How fast Teams lets a bot speak: to one chat, and altogether.

Kept in memory, by each process for itself: after a restart, or where several replicas speak to one tenant at once,
Teams throttles at worst. The outbox honours that, and each replica goes slower until all of them fit.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

CHAT_LIMITS = ((7, timedelta(seconds=1)), (60, timedelta(seconds=30)), (1_800, timedelta(hours=1)))
"""Messages into one chat in a span of time (Microsoft Teams: "Optimize your bot with rate limiting")."""
TENANT_LIMITS = ((4, timedelta(milliseconds=93)),)
"""Requests of one app in a tenant: 50 a second are allowed, and sometimes 30. In small portions, so that what the
network bunches up on the way still keeps within the second."""
CAREFUL_LIMIT = (2, timedelta(milliseconds=85))
CAREFUL_FOR = timedelta(seconds=20)
"""After Teams has throttled anything it is asked less of for a while."""
SLOWEST = 5
"""How often that is halved when it throttles again: other replicas may be asking too, of whom we know nothing."""
SAME_BURST = timedelta(seconds=1)
"""Refusals within so long are of the same burst."""
FULL_SPEED_AFTER = timedelta(hours=1)


class RateLimiter:
    """Says when the next message may go to a chat, and is told of each that goes."""

    def __init__(self) -> None:
        self._chats: dict[str, deque[datetime]] = {}
        self._all: deque[datetime] = deque(maxlen=TENANT_LIMITS[0][0])
        self._throttled_at: datetime | None = None
        self._halved = 0

    def free_at(self, chat: str, now: datetime) -> datetime:
        """The moment from which one more message to this chat keeps every limit: `now` when it may go at once."""
        own = _earliest(self._chats.get(chat, deque()), CHAT_LIMITS, now)
        return max(own, _earliest(self._all, self._tenant_limits(now), now))

    def full(self, now: datetime) -> bool:
        """Whether nothing may go to anybody just now."""
        return self.free_at("", now) > now

    def slow_down(self, now: datetime) -> None:
        """Teams has said that it is too much. What it says of several messages within a second counts once."""
        if self._throttled_at is None or not self._careful(now):
            self._throttled_at, self._halved = now, 0
        elif now - self._throttled_at >= SAME_BURST:
            self._throttled_at, self._halved = now, min(self._halved + 1, SLOWEST)

    def _careful(self, now: datetime) -> bool:
        return self._throttled_at is not None and abs(now - self._throttled_at) < CAREFUL_FOR

    def _tenant_limits(self, now: datetime) -> tuple[tuple[int, timedelta], ...]:
        if not self._careful(now):
            return TENANT_LIMITS
        count, span = CAREFUL_LIMIT
        return ((count, span * 2**self._halved),)

    def record(self, chat: str, now: datetime, requests: int = 1) -> None:
        """One message goes now, in so many requests: two where its chat must be opened first."""
        self._chats.setdefault(chat, deque(maxlen=CHAT_LIMITS[-1][0])).append(now)
        self._all.extend([now] * requests)
        if len(self._chats) > 1_000:  # noqa: PLR2004 - then those who have long been quiet are forgotten
            self._chats = {who: sent for who, sent in self._chats.items() if now - sent[-1] < FULL_SPEED_AFTER}


def _earliest(sent: deque[datetime], limits: tuple[tuple[int, timedelta], ...], now: datetime) -> datetime:
    if sent and sent[-1] > now:
        # The clock was moved back: what was sent "later" counts as sent now, and holds nothing up for longer.
        for index, moment in enumerate(sent):
            sent[index] = min(moment, now)
    at = now
    for count, span in limits:
        if len(sent) >= count:
            at = max(at, sent[-count] + span)
    return at
