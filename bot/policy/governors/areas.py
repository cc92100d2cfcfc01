"""The four areas of risk online in which governors read how much was reported, and the bands in which they do. Pure.

The areas are those of the statutory guidance *Keeping children safe in education* (part two, "Online safety"): content,
contact, conduct and commerce. It names as content self-harm, extremism and the like; as contact what others do to a
child; as conduct what people do themselves, nude pictures and bullying online included; as commerce advertising,
phishing and scams.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class RiskArea(StrEnum):
    """An area of risk. `OTHER` is what lies in none of the four: the school's own data and systems, and requests."""

    CONTENT = "content"
    CONTACT = "contact"
    CONDUCT = "conduct"
    COMMERCE = "commerce"
    OTHER = "other"


AREA_OF_KIND: Mapping[str, RiskArea] = {
    "illegal_content": RiskArea.CONTENT,
    "self_harm": RiskArea.CONTENT,
    "extremism": RiskArea.CONTENT,
    "filter_breach": RiskArea.CONTENT,
    "harmful_contact": RiskArea.CONTACT,
    "threat": RiskArea.CONTACT,
    "nudes": RiskArea.CONDUCT,
    "staff_conduct": RiskArea.CONDUCT,
    "bullying": RiskArea.CONDUCT,
    "image_misuse": RiskArea.CONDUCT,
    "spam": RiskArea.COMMERCE,
    "filter_request": RiskArea.OTHER,
    "security_breach": RiskArea.OTHER,
    "data_loss": RiskArea.OTHER,
    "other": RiskArea.OTHER,
}
"""The area of each kind of report."""


class CountBand(StrEnum):
    """How many, told no closer than this."""

    NONE = "none"
    FEW = "1-4"
    SOME = "5-9"
    MANY = "10+"

    @property
    def least(self) -> int:
        """The fewest that it can be."""
        return _LEAST[self]


_LEAST = {CountBand.NONE: 0, CountBand.FEW: 1, CountBand.SOME: 5, CountBand.MANY: 10}


class ShareBand(StrEnum):
    """How many of those who were asked have done it. A share in full would tell of one person at a small school."""

    NOT_ASKED = "not_asked"
    BELOW_HALF = "below_half"
    HALF = "half"
    THREE_QUARTERS = "three_quarters"
    NINE_TENTHS = "nine_tenths"
    ALL = "all"

    @property
    def least(self) -> int:
        """The smallest share that it can be, in per cent."""
        return _LEAST_SHARE.get(self, 0)


_LEAST_SHARE = {ShareBand.ALL: 100, ShareBand.NINE_TENTHS: 90, ShareBand.THREE_QUARTERS: 75, ShareBand.HALF: 50}


def area_of(kind: str) -> RiskArea:
    """The area of a kind; of one that is not in the table that it lies in none of the four."""
    return AREA_OF_KIND.get(kind, RiskArea.OTHER)


def band_of(count: int) -> CountBand:
    """The band of a number of reports."""
    return max((band for band in CountBand if band.least <= count), key=lambda band: band.least)


def share_of(done: int, asked: int) -> ShareBand:
    """The band of a share."""
    if asked <= 0:
        return ShareBand.NOT_ASKED
    reached = [band for band, least in _LEAST_SHARE.items() if 100 * done >= least * asked]
    return reached[0] if reached else ShareBand.BELOW_HALF
