"""How often one person may write or press: enough for anybody's fingers, and too little for a script.

Acknowledging is exempt: no limit of ours may ever stand between a person and a ping.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from bot.services.ports import Clock
from cards.incidents import IncidentVerb

MOST = 120
SPAN = timedelta(minutes=1)
EXEMPT = frozenset({IncidentVerb.ACKNOWLEDGE})
_PEOPLE = 10_000


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
        sent = self._sent.setdefault(person, deque(maxlen=MOST))
        self._sent.move_to_end(person)
        if len(self._sent) > _PEOPLE:
            self._sent.popitem(last=False)
        if len(sent) == MOST and 0 <= now - sent[0] < SPAN.total_seconds():
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
