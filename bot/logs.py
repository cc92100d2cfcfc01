"""The program's log: one JSON line an event, with ids and never what anybody wrote."""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime

import structlog

from bot.policy.kit.errors import Failure

PLACES = 4
"""How many places in the code are named of an exception: the innermost."""


def configure(level: str) -> None:
    """Write events of `level` and above to standard error, and nothing else: the libraries' own warnings, Python's, and
    what nobody catches are lines of the same form."""
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
    logging.captureWarnings(capture=True)
    sys.excepthook = lambda kind, error, trace: _not_caught(kind, error)
    threading.excepthook = lambda failed: _not_caught(failed.exc_type, failed.exc_value)
    sys.unraisablehook = lambda failed: _not_caught(failed.exc_type, failed.exc_value)


def describe(error: BaseException) -> dict[str, object]:
    """An error as its kind and its places in the code: its message may quote what a person wrote. A failure of the
    world that is one of our own has its reason, which does not."""
    where, trace = [], error.__traceback__
    while trace is not None:
        where.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    told: dict[str, object] = {"error": type(error).__name__, "where": where[-PLACES:]}
    if isinstance(error, Failure) and (reason := error.facts.get("reason")):
        told["reason"] = reason
    return told


def _not_caught(kind: type[BaseException], error: BaseException | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger("app").critical("not_caught", **describe(error or kind()))


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
        if record.exc_info and record.exc_info[1] is not None:
            event.update(describe(record.exc_info[1]))
        return json.dumps(event, default=repr)


def _failure_without_words(
    logger: object, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    error = sys.exc_info()[1]
    if event.pop("exc_info", None) and error is not None:
        event.update(describe(error))
    return event


PROCESSORS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _failure_without_words,
    structlog.processors.JSONRenderer(),
]
"""What becomes of an event before it is written."""
