"""The cards of induction, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class InductionVerb(Verb):
    """What is pressed to see what is a joiner's."""

    OWN = "induction.own"
    JOINERS = "induction.joiners"
