"""The cards of the filtering register, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class FilteringVerb(Verb):
    """What is pressed in the register, and on the card of a review."""

    SHOW = "filtering.show"
    DECIDE = "filtering.decide"
    DECIDE_SEND = "filtering.decide.send"
    TEST = "filtering.test"
    TEST_SEND = "filtering.test.send"
    REVIEW = "filtering.review"
    REVIEW_SEND = "filtering.review.send"
    OPEN = "filtering.open"
    SEEN = "filtering.seen"
    EXPORT = "filtering.export"
