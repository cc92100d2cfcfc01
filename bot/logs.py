"""The program's log: one JSON line an event, with ids and never what anybody wrote."""

from __future__ import annotations

import logging
import sys

import structlog


def configure(level: str) -> None:
    """Write events of `level` and above to standard error; the libraries' own warnings among them."""
    threshold = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        # Not cached: a logger that has once written would go on writing to where it wrote first.
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=max(threshold, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s")


def _failure_without_words(
    logger: object, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """An exception as its kind and its places in the code: its message may quote what a person wrote."""
    if event.pop("exc_info", None):
        kind, _, trace = sys.exc_info()
        where = []
        while trace is not None:
            where.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
            trace = trace.tb_next
        event["error"] = kind.__name__ if kind else "unknown"
        event["where"] = where[-4:]
    return event


PROCESSORS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _failure_without_words,
    structlog.processors.JSONRenderer(),
]
"""What becomes of an event before it is written."""
