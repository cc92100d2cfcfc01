"""What is decided about an address that the filter let through, or holds back: a record of its own (I8, I9).

An address may itself be harmful: nobody reads it who may not see its report, and it stands nowhere as a link. How the
register of all decisions is read is decided in the feature `filtering`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Evidence, Record, Who


class AddressVerdict(StrEnum):
    """What is to be done about an address."""

    BLOCK = "block"
    ALLOW = "allow"
    EXPECTED = "expected"
    """It is taught with: what the filter reports of it is no surprise."""
    UNCHANGED = "unchanged"


DECIDED_ON: Mapping[str, tuple[AddressVerdict, ...]] = {
    "filter_breach": (AddressVerdict.BLOCK, AddressVerdict.ALLOW, AddressVerdict.UNCHANGED),  # I8, I9: it got through
    "filter_request": (
        AddressVerdict.ALLOW,
        AddressVerdict.EXPECTED,
        AddressVerdict.UNCHANGED,
        AddressVerdict.BLOCK,
    ),  # I8, I9: it is held back
}
"""The kinds of report that end with a decision on an address, and which decisions each may end with."""


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """What the form for a decision asks. `address` is the report's own where it is left as it was."""

    verdict: str = ""
    address: str = ""
    reason: str = ""
    ticket: str = ""


class FilterDecision(Record):
    """A decision on an address: which, why, by whom, and the ticket of the filtering service where there is one.

    `subject` is the report that led to it, or the register itself where none did. Its id begins with that.
    """

    TABLE: ClassVar[str] = "filter_decisions"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject",)
    EVIDENCE = Evidence()

    subject: str
    address: str
    verdict: str
    reason: str
    ticket: str = ""
    by: Who
    at: AwareDatetime

    @property
    def texts(self) -> dict[str, str]:
        """What was written of it, by the id under which the timeline names it."""
        return {self.id: self.reason}


def verdicts_for(incident: Incident) -> tuple[AddressVerdict, ...]:
    """What may be decided about the address of this report; nothing where its kind has none."""
    return DECIDED_ON.get(incident.kind, ())


def is_undecided(incident: Incident, decisions: Sequence[FilterDecision]) -> bool:
    """Whether the report cannot end yet for want of a decision."""
    return bool(verdicts_for(incident)) and not decisions


def newest_first(decisions: Iterable[FilterDecision]) -> list[FilterDecision]:
    """The decisions in the order in which a register shows them."""
    return sorted(decisions, key=lambda each: (each.at, each.id), reverse=True)
