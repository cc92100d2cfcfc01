"""The words of the log: its filters, its columns in an export, and what its patterns are called."""

from __future__ import annotations

from bot.policy.kit.records import Purpose
from bot.policy.log import LogPurpose
from bot.policy.log.recurring import Facet
from cards.words.kit import LineWords

LOG_HELP = ("**log**, **patterns**, **export**", "the reports, what keeps happening, and all of it as a file")

CPOMS_HELP = ("**cpoms**", "what is not in CPOMS yet, ready to copy")

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
    "How it ended",
    "Reason for closing",
    "Why nobody outside was told",
    "Entered in CPOMS by",
    "Entered in CPOMS",
    "Why not in CPOMS",
    "Told outside",
    "Asked of the reporter",
)
"""Those of earlier releases come first, in their order: who has a spreadsheet on them keeps it."""
REMOVED_CELL = "(removed after the retention time)"

TOASTS: dict[Purpose, str] = {
    LogPurpose.REVIEW: "The log is due for its review",
    LogPurpose.HEAD: "How the record stands this month",
    LogPurpose.UNREADABLE: "Something in the log cannot be read",
    LogPurpose.CPOMS: "Not everything is in CPOMS yet",
    LogPurpose.PATTERN: "Something is reported more often than last term",
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
        "Removing what is past its time is for a Champion to confirm, so nothing was changed. "
        "**log** shows what is open."
    ),
    "error.cpoms_not_yours": (
        "The list of what is not yet in CPOMS is for the safeguarding leads, who keep it. **my reports** shows what "
        "became of yours."
    ),
    "log.reviewed": "Thank you. The log is marked reviewed.",
    "log.exporting": "I am writing the file. There are many reports, so it takes a moment.",
    "log.exported": (
        "I have offered you the file **{file}** in this chat. It holds what the reports say: keep it where only those "
        "who handle them can read it, and delete it when you are done. The log's history shows that you exported it."
    ),
    "log.removed": "Removed: {references}.",
    "log.none_removed": "Nothing was removed: these have changed in the meantime, or are not yours to remove.",
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
ROW_TOLD, ROW_CPOMS, ROW_NO_CPOMS, ROW_NOT_YET = "told {who}", "CPOMS {reference}", "not in CPOMS", "not in CPOMS yet"
ROW_NO_DETAILS, ROW_CONTENTS_GONE = "No details yet", "Its contents are gone"
NOTHING_HERE = "There is nothing here."
HISTORY_TITLE = "History of the log"
NO_HISTORY = "Nothing has been done with the log as a whole yet."
MARK_REVIEWED = "Mark the log reviewed"
REVIEW_EXPLAINED = (
    "Save this when you have gone through the log: what is open, what keeps happening, and whether everything was "
    "dealt with."
)
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

# What is not in CPOMS yet.
CPOMS_LIST = "Not in CPOMS"
NOT_IN_CPOMS_YET, ALL_IN_CPOMS = "Not in CPOMS yet", "Everything is in CPOMS"
ALL_IN_CPOMS_EXPLAINED = "Every report that you may see is there, or it was said why not."
PRESS_TO_ENTER = "Press one: its text is ready to copy, and you can enter its CPOMS reference."
ONE_MISSING, MANY_MISSING = "1 report that you may see", "{count} reports that you may see"
MORE_MISSING = "And {count} more: they move up as these are entered."
ENTER = "{id}: copy it into CPOMS"
CPOMS_REMINDER = "{count}, on {day}. You are reminded once a week while anything is missing."
CPOMS_SECTIONS = ("3", "7")

# The concerns about adults.
APART_TITLE = "Concerns about adults"
APART_EXPLAINED = "Kept apart from the log. Only those who were told of one of these can open it."
NOTHING_APART = "There is nothing here that you can open."
APART_HEADINGS = {True: "Allegations", False: "Low-level concerns"}
APART_SHOWN = "The newest {count} are shown. The file has all of them."

# Patterns.
NOTHING_RECURS = "There is no report in the last twelve months that you may see, so there is no pattern."
IN_TWELVE_MONTHS = "{reports} in the last twelve months, of those that you may see."
BY_HOUR = "By hour of the day"
REPORTS_BY_HOUR = "Reports by hour of the day"
THIS_TERM = "This term, and the term before"
RECURS_THIS_TERM = "What recurs this term"
DOUBLED = "Twice as often as last term"
DOUBLED_LEAD = (
    "Of the reports that you may see, there are at least twice as many of these this term as in the whole term before. "
    "You are told once of each."
)
AGAINST = "{name}: {now} this term, {before} the term before"
FACET_WORDS: dict[Facet, str] = {
    Facet.SITE: "Site {key}",
    Facet.SENDER: "Sender {key}",
    Facet.CLASS: "Class {key}",
    Facet.APP: "App {key}",
    Facet.HOUR: "Between {key}:00 and {key}:59",
}
WHICH_HOUR = "The hour is when it happened, or else when it was reported. This card is for you alone."

# Removing what is past the retention time.
PAST_RETENTION = "Past the retention time"
NONE_PAST_RETENTION = (
    "Nothing is. Closed reports are kept for {reports}, requests and video calls that are over for {requests}, duties "
    "that are done for {duties}."
)
REMOVAL_EXPLAINED = (
    "These reports were closed more than {reports} ago. Removing one leaves its reference, kind and dates, and the "
    "timeline. What was written and sent in is gone for good."
)
OF_KINDS = "Reports that are kept for a different time: {kinds}. Reports under a legal hold are not listed."
OTHERS_EXPLAINED = (
    "These have been over for longer than they are kept: requests and video calls {requests}, duties {duties}. To look "
    "at one first, type its reference. Removing one leaves only its timeline. What was written and sent in is gone for "
    "good."
)
SORTS = {"request": "Request", "call": "Video call", "duty": "Duty in the calendar"}
BEGUN_AND_OVER = "{reference} · begun {begun} · over {over}"
REMOVE_ALL = "Remove all {count} of these"
REMOVAL_MORE = "If there are more, they are listed once these are gone. CPOMS keeps its own record."
REMOVE_MANY = "Remove these {count} for good?"
BEFORE_IT_GOES = "Before it goes"
NOTHING_IS_NEEDED = "Nothing of it is needed any more"
REMOVAL_IS_FINAL = "What was written and sent in cannot be brought back."


def can_be_removed(count: int) -> str:
    """How many reports and other records are past the retention time."""
    return f"{count} {'is' if count == 1 else 'are'} past the retention time and can be removed."


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
LINE_CPOMS = LineWords(
    "1 report is not in CPOMS yet",
    "{count} reports are not in CPOMS yet",
    "See what is missing",
)

# The section of an inspection.
REVIEW_SECTION = "Reviews of the log"
REVIEW_SECTION_SAYS = "When the log of reports was reviewed, and by whom. What was remarked stays in the log."
REVIEW_COLUMNS = ("Reviewed", "By", "Head of the record then")
DRILL_SECTION = "Drills"
DRILL_SECTION_SAYS = "Each drill of an alert: when, of which kind, and after how many minutes somebody had it."
DRILL_COLUMNS = ("Reference", "Began", "Kind", "Minutes until somebody had it")
