"""Which activities come in once their sender is known: whose tenant, whose hand, which road. Knows nothing of roles."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from bot.teams.parsed_activity import Envelope
from bot.teams.service_urls import Allowed, is_loopback, is_teams

CHANNEL = "msteams"
PLAYGROUND_CHANNEL = "emulator"
"""What Microsoft 365 Agents Playground may call itself; taken in `--local` only."""


class Refused(Exception):
    """The activity is not for this bot to take. `reason` is a short key for the log, never for the sender."""

    status = HTTPStatus.FORBIDDEN

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Gate:
    """Refuses what is not a known school's person writing in Teams.

    `knows_tenant` answers for a lower-case tenant id: a set's `__contains__` will do.
    """

    def __init__(self, knows_tenant: Callable[[str], bool], *, local: bool = False) -> None:
        self._knows_tenant = knows_tenant
        # A bot may have other channels switched on, and on some of them a stranger can put any object id into `from`:
        # only what comes through Teams carries one that Teams vouches for.
        self._channels = frozenset({CHANNEL, PLAYGROUND_CHANNEL} if local else {CHANNEL})
        self._allowed: Allowed = is_loopback if local else is_teams

    def check(self, envelope: Envelope) -> None:
        """Return when it may come in. Raises `Refused`."""
        if envelope.channel_id not in self._channels:
            raise Refused("other_channel")
        if not self._allowed(envelope.service_url or ""):
            raise Refused("other_service_url")
        if envelope.tenant is None or not self._knows_tenant(envelope.tenant.lower()):
            raise Refused("other_tenant")
        sender = envelope.sender
        if sender is None or not (sender.aad_object_id or "").strip():
            raise Refused("nobody")
        if sender.role in ("bot", "skill") or (sender.id or "").startswith("28:"):
            raise Refused("a_bot")
