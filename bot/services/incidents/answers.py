"""What a service answers a turn with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.policy.incidents.view import IncidentView


@dataclass(frozen=True, slots=True)
class IncidentAnswer:
    """What a person gets: the incident as it now stands, and a text key with its facts if something is to be said."""

    view: IncidentView
    said: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
