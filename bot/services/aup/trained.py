"""What the training records say of people who are to take part in something: whose training of the year is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.policy.aup.training import Session
from bot.policy.kit.records import Who
from bot.policy.kit.school_time import school_year
from bot.services.ports import Store


class TrainingRecords:
    """The school's own records (T1, V7). A school that has recorded no session this year is known to lack nothing."""

    def __init__(self, store: Store, timezone: ZoneInfo) -> None:
        self._store = store
        self._timezone = timezone

    async def lacking(self, people: Sequence[Who], by: datetime) -> Sequence[Who]:
        """Those of these people who attended no session of the school year of that moment."""
        sessions = await self._store.find(Session, where={"year": school_year(by, self._timezone)})
        if not sessions:
            return ()
        trained = {who.id for session in sessions for who in session.attended}
        return [who for who in people if who.id not in trained]
