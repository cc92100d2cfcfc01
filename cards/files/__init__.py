"""The cards of files that somebody sent, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class EvidenceVerb(Verb):
    """What handlers press to open a file."""

    OPEN = "evidence.open"
    OPEN_SEND = "evidence.open.send"
