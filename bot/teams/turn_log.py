"""What the log says of a turn: one line at its end, under an id that every other line of the turn carries as well.

The id is the reference that a person sees when a turn fails. `does` and `outcome` are words of our own tables; nothing
that anybody wrote is in the line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import structlog
from botbuilder.schema import Activity
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from bot.policy.kit.errors import NotDone
from bot.services.engine.triggers import TURN

OUTCOME = "outcome"
ANSWERED, FAILED = "answered", "failed"
log = structlog.get_logger(__name__)


def begin_turn() -> None:
    """Give each line from here on a new id, also in the tasks that the turn starts, and nothing of the turn before."""
    clear_contextvars()
    bind_contextvars(**{TURN: uuid4().hex[:8]})


def turn_id() -> str:
    """The id of the turn under way; empty outside of one."""
    return str(get_contextvars().get(TURN, ""))


def note_refusal(error: NotDone) -> None:
    """The turn is answered with an error's sentence."""
    bind_contextvars(**{OUTCOME: error.key})


@contextmanager
def of(activity: Activity) -> Iterator[None]:
    """Write the turn's line when it ends, however it ends."""
    loop = asyncio.get_running_loop()
    began, outcome = loop.time(), FAILED
    try:
        yield
        outcome = get_contextvars().get(OUTCOME, ANSWERED)
    finally:
        seconds = round(loop.time() - began, 4)
        log.info("turn", type=activity.type, name=activity.name, activity=activity.id, seconds=seconds, outcome=outcome)
