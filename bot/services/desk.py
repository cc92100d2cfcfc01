"""The front desk of one school: its use cases in one place, as the dialogs and the edge are given them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.policy.school import School
from bot.services.incidents import Incidents
from bot.services.ports import Clock, Directory, Store
from bot.services.reports import Reports
from bot.services.wake import Wake


@dataclass(frozen=True, slots=True)
class Desk:
    """What a turn may ask for."""

    school: School
    clock: Clock
    directory: Directory
    reports: Reports
    incidents: Incidents

    @classmethod
    def of(cls, store: Store, directory: Directory, school: School, clock: Clock, wake: Wake) -> Self:
        """The use cases of a school over its store and directory."""
        return cls(
            school=school,
            clock=clock,
            directory=directory,
            reports=Reports(store, directory, school, clock, wake),
            incidents=Incidents(store, directory, school, clock, wake),
        )
