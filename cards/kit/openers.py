"""What a card of any feature may offer to open, whichever feature it belongs to."""

from __future__ import annotations

from cards.kit.parts import Verb


class Opener(Verb):
    """Each is answered by the area of its feature, as that one's own verbs are."""

    REPORT = "report.start"
    MY_REPORTS = "reports.mine"
    LOG = "log.show"
