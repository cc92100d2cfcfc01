"""The front desk of one school: its use cases in one place, as the dialogs and the edge are given them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.policy.school import School
from bot.services.incidents import Incidents
from bot.services.ports import Clock, Directory


@dataclass(frozen=True, slots=True)
class Desk:
    """What a turn may ask for."""

    school: School
    clock: Clock
    directory: Directory
    incidents: Incidents
