"""The words of the log: its filters, its columns in an export, and what its patterns are called."""

from __future__ import annotations

from bot.policy.kit.records import Purpose

LOG_HELP = (("**log**, **patterns**, **export**", "for those who handle reports"),)

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


TOASTS: dict[Purpose, str] = {
    Purpose.LOG_REVIEW: "The log is due for its review",
}
"""What a locked phone shows of a card that comes by itself: a reference and what it is, never a name."""

SENTENCES: dict[str, str] = {
    "error.log_not_yours": (
        "The log is for those who handle reports, so there is nothing in it for you to open. "
        "**my reports** shows what became of yours."
    ),
    "error.retention_not_yours": (
        "Removing closed reports is for a Champion to confirm, so nothing was changed. **log** shows what is open."
    ),
    "log.reviewed": "Thank you. The log is marked reviewed.",
    "log.exported": (
        "I have offered you the file **{file}** in this chat. It holds what the reports say: keep it where only those "
        "who handle them can read it, and delete it when you are done. That you exported it is in the log's history."
    ),
    "log.removed": "Removed: {references}.",
    "log.none_removed": "Nothing was removed: these reports have changed meanwhile, or are not yours to remove.",
}
"""One sentence for each text key."""

TIMELINE: dict[str, str] = {
    "export_made": "{by} asked for an export of the log",
    "exported": "{by} exported the log",
    "removed": "{by} removed it after the retention time",
    "review_asked": "Asked {to} to review the log",
    "reviewed": "{by} marked the log reviewed",
}
"""The line of each kind of entry."""
