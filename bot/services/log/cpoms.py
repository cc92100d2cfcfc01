"""What is not in CPOMS yet: the list of it, and the job that reminds whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.policy.incidents.cpoms import keeps_cpoms
from bot.policy.incidents.incident import Incident
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.log import cpoms
from bot.policy.log.cpoms import CpomsRound, CpomsShown, is_missing_for, must_enter_in_cpoms
from bot.services.incidents.loading import gather_incidents
from bot.services.kit.context import Service
from bot.services.log.log import MAX_REPORTS_COUNTED
from bot.services.log.times import Recurring
from bot.services.ports import Directory, Store

MISSING = {"not_in_cpoms": True}
"""How a store finds them."""
CPOMS_ROWS = 10
"""So many stand on a card: the others come up as these are entered."""


class Cpoms(Service):
    """What whoever enters reports in CPOMS is shown."""

    async def missing(self, by: Person) -> CpomsShown:
        """The reports that this person may see and that are not in CPOMS, the oldest first. Raises `CpomsNotYours`."""
        must_enter_in_cpoms(by)
        wanted = MAX_REPORTS_COUNTED + 1
        found = await gather_incidents(self._store, MISSING, partial(is_missing_for, by), wanted=wanted)
        total = min(len(found), MAX_REPORTS_COUNTED)
        return CpomsShown(found[:CPOMS_ROWS], total, self._clock.now(), at_least=len(found) > total)


class CpomsReminders(Recurring[CpomsRound]):
    """Once a week each of those who keep CPOMS gets one card, where anything is missing that they may see."""

    kind = CpomsRound

    def first(self, now: datetime) -> CpomsRound:
        """In the week that follows."""
        return cpoms.first_cpoms_round(now, self._calendar)

    async def when_due(self, held: CpomsRound, now: datetime) -> Outcome:
        """Whoever keeps it is told."""
        keepers = await keepers_of_cpoms(self._directory)
        return cpoms.remind_of_cpoms(held, keepers, await load_missing(self._store), now, self._calendar)


async def load_missing(store: Store) -> Sequence[Incident]:
    """All reports that are not in CPOMS yet."""
    return await store.find(Incident, where=MISSING)


async def keepers_of_cpoms(directory: Directory) -> Sequence[Person]:
    """The deputy DSLs, and where there are none the DSLs. Raises `DirectoryUnavailable`."""
    deputies = await directory.holders("deputy_dsl")
    leads = () if deputies else await directory.holders("dsl")
    return [person for person in (*deputies, *leads) if keeps_cpoms(person, has_deputy=bool(deputies))]
