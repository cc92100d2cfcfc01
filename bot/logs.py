"""The program's log: one JSON line an event, with ids and never what anybody wrote."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from types import TracebackType

import structlog

PLACES = 4
"""How many places in the code are named of an exception: the innermost."""


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
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LibraryFormatter())
    logging.basicConfig(level=max(threshold, logging.WARNING), handlers=[handler])


class LibraryFormatter(logging.Formatter):
    """A library's line in the form of our own: which logger, where in its code, and an exception's kind and places.

    Its message is left out, and all that was put into it: an HTTP server quotes a stranger's bytes, an event loop the
    words of an exception that nobody caught, a database driver the values of a row.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One JSON line."""
        event: structlog.typing.EventDict = {
            **structlog.contextvars.get_contextvars(),
            "event": "library",
            "logger": record.name,
            "at": f"{record.module}.{record.funcName}:{record.lineno}",
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.exc_info:
            kind, _, trace = record.exc_info
            event.update(_kind_and_places(kind, trace))
        return json.dumps(event, default=repr)


def _kind_and_places(kind: type[BaseException] | None, trace: TracebackType | None) -> dict[str, object]:
    """An exception as its kind and its places in the code: its message may quote what a person wrote."""
    where = []
    while trace is not None:
        where.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return {"error": kind.__name__ if kind else "unknown", "where": where[-PLACES:]}


def _failure_without_words(
    logger: object, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    if event.pop("exc_info", None):
        kind, _, trace = sys.exc_info()
        event.update(_kind_and_places(kind, trace))
    return event


PROCESSORS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _failure_without_words,
    structlog.processors.JSONRenderer(),
]
"""What becomes of an event before it is written."""
