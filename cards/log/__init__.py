"""The cards of the log, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class LogVerb(Verb):
    """What handlers press in the log."""

    FILTER = "log.filter"
    FILTER_SEND = "log.filter.send"
    HISTORY = "log.history"
    REVIEW = "log.review"
    REVIEW_SEND = "log.review.send"
    PATTERNS = "log.patterns"
    EXPORT = "log.export"
    CPOMS = "log.cpoms"
    APART = "log.apart"
    APART_EXPORT = "log.apart.export"


class RetentionVerb(Verb):
    """What is pressed about reports that are past their time."""

    SHOW = "retention.show"
    CONFIRM = "retention.confirm"
    REMOVE = "retention.remove"
