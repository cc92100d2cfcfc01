"""Finding as the services of a school have it. It says nothing to anybody of its own accord."""

from __future__ import annotations

from typing import Any

from bot.services.feature import ServicePart
from bot.services.finding.finding import Find

FINDING: ServicePart[Any] = ServicePart(provides={Find: lambda services: Find(services.context)})
