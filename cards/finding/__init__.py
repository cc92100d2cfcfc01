"""The cards of finding, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class FindVerb(Verb):
    """What is pressed where somebody looks for reports; the form itself is opened by `Opener.FIND`."""

    SEND = "find.send"
    PAGE = "find.page"
    LOOKS = "find.looks"
