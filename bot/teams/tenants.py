"""Which school's bot takes a turn: the one of the tenant that Teams names. Every record is then that school's alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from botbuilder.core import TurnContext


class TakesTurns(Protocol):
    """A school's bot."""

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Take one turn."""


class ByTenant:
    """The bots by their tenants' lower-case ids. The gate lets in only tenants that are here."""

    def __init__(self, bots: Mapping[str, TakesTurns]) -> None:
        self._bots = bots

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Hand the turn to the bot of its tenant."""
        await self._bots[turn_context.activity.channel_data["tenant"]["id"].lower()].on_turn(turn_context)
