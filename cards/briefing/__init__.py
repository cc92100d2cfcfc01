"""The card of the briefing, and the verb of its button."""

from __future__ import annotations

from cards.kit.parts import Verb


class BriefingVerb(Verb):
    """What is pressed to be briefed."""

    SHOW = "briefing.show"
