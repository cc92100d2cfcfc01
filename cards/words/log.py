"""The words of the log: its filters, its columns in an export, and what its patterns are called."""

from __future__ import annotations

SHOW: dict[str, str] = {
    "open": "Open",
    "reported": "Nobody has it yet",
    "acknowledged": "Acknowledged",
    "in_hand": "In hand",
    "referred": "Referred",
    "closed": "Closed",
    "all": "Open and closed",
}
WHOSE: dict[str, str] = {"all": "Everybody's", "mine": "Mine"}
WHEN: dict[str, str] = {"any": "Any time", "half_term": "This half term"}
URGENCY: dict[str, str] = {"emergency": "Emergency", "urgent": "Urgent", "routine": "Routine"}

HISTORY = frozenset({"review_asked", "reviewed", "export_made", "exported"})
"""The entries that the history of the log tells, out of all that are about no single incident."""

CATEGORY = "Online Safety"
"""The category in CPOMS, the school's system of record (I1)."""
COLUMNS = (
    "Reference",
    "Reported",
    "Happened",
    "Closed",
    "Category",
    "Kind",
    "State",
    "Narrative",
    "Actions",
    "Referrals",
    "CPOMS reference",
    "Outcome",
)
REMOVED = "(removed after the retention time)"
IN_BANDS = "Numbers are given in bands and without a total, so that nobody can be recognised."

CONTINUES = " … [goes on in the column “{column}”]"
"""At the end of a cell of an export that is too long for a spreadsheet."""


def further_column(name: str, number: int) -> str:
    """What a further column is called, in which a long text goes on."""
    return f"{name} ({number})"
