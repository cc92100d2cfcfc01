"""What if, as the services of a school have it. It says nothing to anybody of its own accord."""

from __future__ import annotations

from typing import Any

from bot.services.feature import ServicePart
from bot.services.files.offers import Offers
from bot.services.simulation.simulation import Simulation

SIMULATION: ServicePart[Any] = ServicePart(
    provides={Simulation: lambda services: Simulation(services.context, services.get(Offers))},
)
