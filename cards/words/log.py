"""The words of the log: its filters, its columns in an export, and what its patterns are called."""

from __future__ import annotations

from bot.policy.kit.records import Purpose
from bot.policy.log import LogPurpose
from cards.words.kit import LineWords

LOG_HELP = ("**log**, **patterns**, **export**", "the reports, what recurs, and all of it as a file")

SHOW_WORDS: dict[str, str] = {
    "open": "Open",
    "reported": "Nobody has it yet",
    "acknowledged": "Acknowledged",
    "in_hand": "In hand",
    "referred": "Referred",
    "closed": "Closed",
    "all": "Open and closed",
}
WHOSE_WORDS: dict[str, str] = {"all": "Everybody's", "mine": "Mine"}
WHEN_WORDS: dict[str, str] = {"any": "Any time", "half_term": "This half term"}

HISTORY_ENTRIES = frozenset({"review_asked", "reviewed", "export_made", "exported", "head_told"})
"""The entries that the history of the log tells, out of all that are about no single incident."""

CATEGORY = "Online Safety"
"""The category in CPOMS, the school's system of record (I1)."""
LOG_COLUMNS = (
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
REMOVED_CELL = "(removed after the retention time)"
IN_BANDS = "Numbers are given in bands and without a total, so that nobody can be recognised."

TOASTS: dict[Purpose, str] = {
    LogPurpose.REVIEW: "The log is due for its review",
    LogPurpose.HEAD: "How the record stands this month",
    LogPurpose.UNREADABLE: "Something in the log cannot be read",
}

OFFERED: dict[str, tuple[int, str]] = {
    "log": (6, "The incident log, for those who handle reports"),
    "export": (7, "Take the log away as a file, for those who review it"),
}
"""The words that Teams offers in the chat: the place of each in its list, and what it is for."""

SENTENCES: dict[str, str] = {
    "log.tick_first": "Please tick the box first. Nothing was removed.",
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
        "who handle them can read it, and delete it when you are done. The log's history shows that you exported it."
    ),
    "log.removed": "Removed: {references}.",
    "log.none_removed": "Nothing was removed: these reports have changed in the meantime, or are not yours to remove.",
}

TIMELINE: dict[str, str] = {
    "export_made": "{by} asked for an export of the log",
    "exported": "{by} exported the log",
    "removed": "{by} removed it after the retention time",
    "review_asked": "Asked {to} to review the log",
    "reviewed": "{by} marked the log reviewed",
    "head_told": "Told {to} how the record stands",
}


# The log, its history and its review.
WHICH_REPORTS = "Which reports?"
SHOWN_BELOW = "These are shown at the end of the chat: {asked}."
ROW_NOBODY, ROW_OWNER = "nobody has it", "{who} has it"
ROW_MERGED, ROW_REMOVED = "merged into {into}", "removed"
ROW_NO_DETAILS, ROW_CONTENTS_GONE = "No details yet", "Its contents are gone"
NOTHING_HERE = "There is nothing here."
HISTORY_TITLE = "History of the log"
NO_HISTORY = "Nothing has been done with the log as a whole yet."
MARK_REVIEWED = "Mark the log reviewed"
REVIEW_EXPLAINED = "You have gone through the log: what is open, what recurs, and whether everything was acted on."
REMARKS_LABEL = "Remarks, if you have any"
REVIEW_KEEPS = "Your name and the date are kept."
HAS_BEEN_REVIEWED = "The log has been reviewed"
DUE_FOR_REVIEW = "The log is due for its review"
REVIEW_ONCE = "Once in every half term somebody goes through the log. When one of you has done it, nobody else has to."
REVIEW_MISSED = "Nobody did in the half term that ended on {ends}."
REVIEW_ENDS = "This half term ends on {ends}."
REVIEW_SECTIONS = ("3", "4.6")
UNTAKEN = ", {count} that nobody has yet"
REVIEW_OVERDUE = "Overdue: nobody has reviewed the log for the half term that ended on {ends}"
UNREADABLE_TITLE = "Something in the log cannot be read"
UNREADABLE_DO = (
    "A newer version of me wrote it, or it is damaged. Nothing of it is changed, and everything else works. But nobody "
    "is alerted about it until it can be read again. Phone whoever runs the bot now: **python app.py check** says "
    "what it is and what to do."
)


def how_many_unreadable(count: int, reports: int) -> str:
    """How many there are, and how many of them are reports."""
    things = "1 thing that I keep cannot" if count == 1 else f"{count} things that I keep cannot"
    if not reports:
        return f"{things} be read. No report is among them."
    of_them = "1 of them is a report" if reports == 1 else f"{reports} of them are reports"
    return f"{things} be read. {'It is a report' if count == 1 else of_them}."


HEAD_TOLD = "Nothing to do: please keep this message. The record stands at {head}"
HEAD_OF_REVIEW = "The record then stood at {head}"
HEAD_SIGNED = ", signed {signature}"
NOT_REVIEWED = "The log has not been reviewed yet."

# Patterns, and the text for governors.
NOTHING_RECURS = "Nothing has been reported in the last twelve months, so nothing recurs."
IN_TWELVE_MONTHS = "{reports} in the last twelve months, of those that you may see."
BY_HOUR = "By hour of the day"
REPORTS_BY_HOUR = "Reports by hour of the day"
WHICH_HOUR = "The hour is when it happened, or else when it was reported. This card is for you alone."
FOR_GOVERNORS = "For governors, ready to copy"
FOR_GOVERNORS_WHAT = "It names nobody, counts all reports in bands, and is the same whoever asks for it."
GOVERNORS_TITLE = "{school}: online safety reports in the last {months} months"
FEWER_THAN = "- {others}: fewer than {least}, or none"

# Removing what is past the retention time.
PAST_RETENTION = "Past the retention time"
NONE_PAST_RETENTION = "Nothing is. Closed reports are kept for {length}."
REMOVAL_EXPLAINED = (
    "These were closed more than {length} ago. Removing one leaves its reference, kind and dates, and the "
    "timeline. What was written and sent in is gone for good."
)
REMOVE_ALL = "Remove all {count} of these"
REMOVAL_MORE = "If there are more, they are listed once these are gone. CPOMS keeps its own record."
REMOVE_MANY = "Remove {count} reports for good?"
BEFORE_IT_GOES = "Before it goes"
NOTHING_IS_NEEDED = "Nothing of it is needed any more"
REMOVAL_IS_FINAL = "What was written and sent in cannot be brought back."


def can_be_removed(count: int) -> str:
    """How many closed reports are past the retention time."""
    reports = "1 closed report is" if count == 1 else f"{count} closed reports are"
    return f"{reports} past the retention time and can be removed."


# Lines of the briefing.
LINE_EMERGENCIES = LineWords(
    "1 emergency is open",
    "{count} emergencies are open",
    "See the emergencies",
    {"untaken": "{fact} that nobody has yet", "oldest": "the oldest: {fact}"},
)
LINE_OPEN = LineWords(
    "1 report is open",
    "{count} reports are open",
    "See what is open",
    {
        "untaken": "{fact} that nobody has yet",
        "day": "{fact} from the last day",
        "week": "{fact} from the last week",
        "older": "{fact} older than a week",
    },
)
LINE_UNREADABLE = LineWords(
    "1 thing that I keep cannot be read",
    "{count} things that I keep cannot be read",
    "Open the log",
)
LINE_REVIEW = LineWords(
    "The log has not been reviewed",
    "The log has not been reviewed",
    "Go through the log",
    {"ended": "Nobody has for the half term that ended on {fact}"},
)
