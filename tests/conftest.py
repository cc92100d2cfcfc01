"""What holds for every test: a log that it can read, and properties that are right however busy the machine is."""

from __future__ import annotations

import pytest
import structlog
from hypothesis import settings

from bot.logs import PROCESSORS

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def log() -> None:
    """Written to this test's own output, whatever an earlier test has configured."""
    structlog.configure(
        processors=PROCESSORS, logger_factory=structlog.PrintLoggerFactory(), cache_logger_on_first_use=False
    )
