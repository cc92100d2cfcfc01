"""What recurs for a reader, counted report by report in pages, between which others have their turn.

Reports are read from the newest back to the beginning of the term before: what is older costs nothing.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial

from bot.policy.kit.people import Person
from bot.policy.kit.school_time import Calendar
from bot.policy.log.log import is_in_log_of
from bot.policy.log.recurring import RecurrenceCount, Recurrences
from bot.services.incidents.loading import incident_pages
from bot.services.ports import Store

COUNTED_A_SLICE = 10
"""Reports that are counted before other work gets its turn."""


async def count_recurring(store: Store, reader: Person, now: datetime, calendar: Calendar) -> Recurrences:
    """What recurs this term against the term before, of what this reader may see."""
    count = RecurrenceCount(partial(is_in_log_of, reader), now, calendar)
    async for page in incident_pages(store):
        for at, incident in enumerate(page, 1):
            count.add(incident)
            if at % COUNTED_A_SLICE == 0:
                await asyncio.sleep(0)
        if not page[-1].drill and page[-1].reported_at < count.since:
            break
    return count.result()
