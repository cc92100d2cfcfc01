"""The cards of who can be reached, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class ReachVerb(Verb):
    """What Champions press about who can be reached."""

    SHOW = "reach.show"
    CHECK = "reach.check"
