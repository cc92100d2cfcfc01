"""What holds for every test: a log that it can read, and properties that are right however busy the machine is."""

from __future__ import annotations

import pytest
import structlog
from hypothesis import settings
from structlog.typing import EventDict, WrappedLogger

from bot.logs import PROCESSORS

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def log() -> None:
    """Written to this test's own output, whatever an earlier test has configured. Words that are missing fail it."""
    structlog.configure(
        processors=[_no_words_are_missing, *PROCESSORS],
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _no_words_are_missing(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    assert event["event"] != "words_missing", event
    return event
