"""The cards of who can be reached, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class ReachVerb(Verb):
    """What is pressed about who can be reached, and who is on duty."""

    SHOW = "reach.show"
    CHECK = "reach.check"
