"""The cards of practising, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class PracticeVerb(Verb):
    """What is pressed on a card that is marked as practice. None of it is a report's."""

    SHOW = "practice.show"
    BEGIN = "practice.begin"
    ANSWER = "practice.answer"
    SENT = "practice.sent"
    GO_ON = "practice.go_on"
    LEAVE = "practice.leave"
