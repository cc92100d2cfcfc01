"""The report to governors as cards and as a document, and what is pressed on them."""

from __future__ import annotations

from cards.kit.parts import Verb


class GovernorsVerb(Verb):
    """What is pressed on a report to governors."""

    OPEN = "governors.open"
    RELEASE = "governors.release"
    FILE = "governors.file"
