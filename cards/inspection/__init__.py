"""The archive for an inspection: its card, its contents page and the archive itself."""

from __future__ import annotations

from cards.kit.parts import Verb


class InspectionVerb(Verb):
    """What is pressed on the card of the archive."""

    BUILD = "inspection.build"
