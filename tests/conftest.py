"""The log as the product writes it, to where a test can read it."""

from __future__ import annotations

import pytest
import structlog

from bot.logs import PROCESSORS


@pytest.fixture(autouse=True)
def log() -> None:
    """Written to this test's own output, whatever an earlier test has configured."""
    structlog.configure(
        processors=PROCESSORS, logger_factory=structlog.PrintLoggerFactory(), cache_logger_on_first_use=False
    )
