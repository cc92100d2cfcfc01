"""The cards of answers from the policy, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class AnswersVerb(Verb):
    """What is pressed about a question."""

    SHOW = "answers.show"
    ASK = "answers.ask"
    ASK_SEND = "answers.ask.send"
    WAITING = "answers.waiting"
