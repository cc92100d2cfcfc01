"""What holds for every test: a log that it can read, and properties that are right however busy the machine is.

The short run tries the same examples each time, so that it says the same of the same tree; the full one looks for new
ones.
"""

from __future__ import annotations

import gc
from asyncio import AbstractEventLoop
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import wraps

import pytest
import structlog
from hypothesis import HealthCheck, settings
from structlog.typing import EventDict, WrappedLogger

from bot.logs import PROCESSORS
from bot.policy.kit.records import Message
from bot.teams.messenger import TeamsMessenger
from tests.event_loop import StallTolerantLoop
from tests.soak import IN_FULL

settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=not IN_FULL
)
settings.load_profile("unhurried")


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], AbstractEventLoop]]:
    """Whoever awaits in a test does so on the loop that no standstill hurries."""
    return {"stall_tolerant": StallTolerantLoop}


def pytest_collection_finish() -> None:
    """Ten thousand tests are no garbage: looking for it among them, again and again, is a twentieth of a run."""
    gc.freeze()


@pytest.fixture(autouse=True)
def log() -> None:
    """Written to this test's own output, whatever an earlier test has configured. Words that are missing fail it."""
    structlog.configure(
        processors=[_no_words_are_missing, *PROCESSORS],
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )


@pytest.fixture(autouse=True)
def no_card_that_is_redrawn_holds_an_input(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the outbox sends or edits is redrawn at any time: what somebody types on it would be lost."""
    with_inputs: list[str] = []

    def watched(send: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
        @wraps(send)
        async def watch(*arguments: object) -> object:
            cards = [each.card for each in arguments if isinstance(each, Message) and each.card]
            with_inputs.extend(card for card in cards if '"type":"Input.' in card)
            return await send(*arguments)

        return watch

    for name in ("post", "edit"):
        monkeypatch.setattr(TeamsMessenger, name, watched(getattr(TeamsMessenger, name)))
    yield
    assert with_inputs == []


def _no_words_are_missing(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    assert event["event"] != "words_missing", event
    return event
