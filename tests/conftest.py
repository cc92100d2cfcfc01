"""The log as the product writes it, to where a test can read it."""

from __future__ import annotations

import structlog

from bot.logs import PROCESSORS

structlog.configure(processors=PROCESSORS, cache_logger_on_first_use=False)
