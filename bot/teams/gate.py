"""Which activities come in once their sender is known: of which tenant and person, by which channel, and how often.

One person may write or press as often as anybody's fingers do, and no script can. Acknowledging is exempt: no limit of
ours may ever stand between a person and a ping. Knows nothing of roles.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus

from bot.services.ports import Clock
from bot.teams.parsed_activity import Envelope
from bot.teams.service_urls import ServiceUrlCheck, is_loopback, is_teams
from cards.incidents import IncidentVerb

CHANNEL = "msteams"
PLAYGROUND_CHANNEL = "emulator"
"""What Microsoft 365 Agents Playground may call itself; taken in `--local` only."""


class ActivityRefused(Exception):
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
        self._allowed: ServiceUrlCheck = is_loopback if local else is_teams

    def check(self, envelope: Envelope) -> None:
        """Return when it may come in. Raises `ActivityRefused`."""
        if envelope.channel_id not in self._channels:
            raise ActivityRefused("other_channel")
        if not self._allowed(envelope.service_url or ""):
            raise ActivityRefused("other_service_url")
        if envelope.tenant is None or not self._knows_tenant(envelope.tenant.lower()):
            raise ActivityRefused("other_tenant")
        sender = envelope.sender
        if sender is None or not (sender.aad_object_id or "").strip():
            raise ActivityRefused("nobody")
        if sender.role in ("bot", "skill") or (sender.id or "").startswith("28:"):
            raise ActivityRefused("a_bot")


MAX_ACTIVITIES = 120
ACTIVITIES_WITHIN = timedelta(minutes=1)
EXEMPT = frozenset({IncidentVerb.ACKNOWLEDGE})
_MOST_PEOPLE = 10_000


class TooOften(Exception):
    """This person's activities come too fast, and nothing was done. `reason` is a short key for the log."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    reason = "too_often"


class PersonRate:
    """Counts activities by object id, the ten thousand people who wrote last."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sent: OrderedDict[str, deque[float]] = OrderedDict()

    def check(self, person: str, body: Mapping[str, object]) -> None:
        """Count this activity. Raises `TooOften` when it is one too many."""
        if verb_of(body) in EXEMPT:
            return
        now = self._clock.now().timestamp()
        sent = self._sent.setdefault(person, deque(maxlen=MAX_ACTIVITIES))
        self._sent.move_to_end(person)
        if len(self._sent) > _MOST_PEOPLE:
            self._sent.popitem(last=False)
        if len(sent) == MAX_ACTIVITIES and 0 <= now - sent[0] < ACTIVITIES_WITHIN.total_seconds():
            raise TooOften
        sent.append(now)


def verb_of(body: Mapping[str, object]) -> str | None:
    """The verb of a press, as an invoke or as a message; None for anything else. Nothing is believed of it but that."""
    value = body.get("value")
    if not isinstance(value, dict):
        return None
    action = value.get("action")
    verb = action.get("verb") if isinstance(action, dict) else value.get("verb")
    return verb if isinstance(verb, str) else None
