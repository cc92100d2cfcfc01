"""The words of the filtering register: decisions, tests, and the yearly review."""

from __future__ import annotations

from bot.policy.filtering import FilteringPurpose
from bot.policy.filtering.register import RegisterPart
from bot.policy.kit.records import Purpose

FILTERING_HELP = ("**filtering**", "what was decided about addresses, and how the filter was tested and reviewed")

PART_WORDS: dict[RegisterPart, str] = {
    RegisterPart.DECISIONS: "Decisions",
    RegisterPart.TESTS: "Tests",
    RegisterPart.REVIEWS: "Reviews",
}
TEST_LABELS: dict[str, str] = {
    "device": "On what?",
    "place": "Where?",
    "account": "Whose log-in?",
    "category": "What was tried?",
}
TEST_CHOICES: dict[str, dict[str, str]] = {
    "device": {"computer": "Computer or laptop", "tablet": "Tablet", "phone": "Phone", "other": "Something else"},
    "place": {"school": "In school", "home": "At home"},
    "account": {"pupil": "A pupil's", "staff": "A member of staff's", "guest": "A visitor's"},
    "category": {
        "illegal": "Images of child abuse (the test page)",
        "extremism": "Terrorist content (the test page)",
        "adult": "Adult content (the test page)",
        "self_harm": "Self-harm and suicide",
        "around": "A way round the filter",
        "monitoring": "Monitoring: whether an alert came",
    },
}
"""The answers to each of these."""
SHORT: dict[str, str] = {
    "computer": "computer",
    "tablet": "tablet",
    "phone": "phone",
    "other": "other device",
    "school": "in school",
    "home": "at home",
    "pupil": "pupil's log-in",
    "staff": "staff log-in",
    "guest": "visitor's log-in",
    "illegal": "images of child abuse",
    "extremism": "terrorist content",
    "adult": "adult content",
    "self_harm": "self-harm",
    "around": "a way round the filter",
    "monitoring": "monitoring",
}
"""The same in a list."""
PART_LABELS: dict[str, str] = {
    "governor": "The responsible governor",
    "leader": "A senior leader",
    "dsl": "The DSL",
    "it": "Whoever looks after the filter",
}
"""Who takes part in a review, as the Department for Education's standards ask."""

TOASTS: dict[Purpose, str] = {
    FilteringPurpose.REVIEWED: "Filtering and monitoring have been reviewed",
}

SENTENCES: dict[str, str] = {
    "filtering.not_yours": (
        "The filtering register is for those who look after the filter, so nothing was changed. If something is "
        "blocked, or got through, **report** tells them."
    ),
    "filtering.long_past": "That is more than a year ago. Please choose a later day.",
    "filtering.nobody_there": "Please say who took part.",
    "filtering.exported": "I have offered you the file **{file}** in this chat. Its addresses may be harmful.",
    "done.filtering.decide": "The decision is in the filtering register.",
    "done.filtering.test": "The test is in the filtering register.",
    "done.filtering.test_failed": (
        "The test is in the filtering register. If pupils could reach harmful content, report it now."
    ),
    "done.filtering.review": "The review is kept. The governor for filtering and the Headteacher are told of it.",
    "done.filtering.review_nobody": (
        "The review is kept. Nobody could be told of it: nobody else is Headteacher or the governor for filtering."
    ),
}

TIMELINE: dict[str, str] = {
    "filter_tested": "{by} recorded a test of the filter",
    "filter_reviewed": "{by} recorded a review of filtering and monitoring, and told {to}",
    "filter_review_seen": "{by} has seen the review of filtering and monitoring",
    "filtering_exported": "{by} exported the filtering register",
}

# The register.
FILTERING = "Filtering"
NOTHING_WRITTEN: dict[RegisterPart, str] = {
    RegisterPart.DECISIONS: "Nothing has been decided about an address yet.",
    RegisterPart.TESTS: "No test has been recorded yet.",
    RegisterPart.REVIEWS: "No review has been recorded yet.",
}
COUNT_LINE = "{count} · page {page}"
NOT_LINKS = "Addresses are written with [.] so that nobody opens one by mistake."
OF_A_REPORT = "of a report that you cannot open"
UNTESTED = "Not tested this school year: {what}."
ALL_TESTED = "Everything that the standards ask for has been tested this school year."
WORKED, FAILED = "As it should be", "Not as it should be"
TEST_LINE = "{result}: {category}, {device}, {place}, {account}"
BY_ON = "{who}, {day}"
RECORD_TEST, RECORD_REVIEW, RECORD_DECISION = "Record a test", "Record the review", "Record a decision"
OPEN_REVIEW = "Open the review of {day}"

# Forms.
TEST_EXPLAINED = (
    "Use the test pages of the filtering service or of testfiltering.com. Never look for illegal material to test with."
)
WHEN_TESTED, WHEN_REVIEWED = "Day of the test", "Day of the review"
DID_IT_WORK = "Was it as it should be?"
YES_NO = {"yes": "Yes: it was blocked, or the alert came", "no": "No"}
WHAT_SEEN, WHAT_SEEN_HINT = "What you saw, and what is done about it", "Needed only if it was not as it should be"
REVIEW_EXPLAINED = (
    "Once a year: what is blocked and monitored, who reads the alerts, whether it suits the ages of our pupils and "
    "does not stop teaching, on every device, at home too."
)
FINDINGS, FINDINGS_HINT = "What did it find?", "For example: staff phones were not monitored"
FOLLOWS, FOLLOWS_HINT = "What follows from it?", "What, by whom, until when"
DECISION_EXPLAINED = "For a decision that did not come from a report. If it did, decide on the report itself."
WHY_ADDRESS = "Why?"

# The review.
REVIEW_TITLE = "Review of filtering and monitoring"
TOOK_PART_HEADING, NOT_THERE = "Who took part", "Not there: {who}."
FOUND_HEADING, FOLLOWS_HEADING = "What it found", "What follows"
WRITTEN_BY = "Recorded by {who}, {at}"
SEEN_BY = "Seen by {who}."
SEEN_BUTTON = "Seen"
THANK_YOU_SEEN = "Your name is on the review."

# The file.
FILTERING_COLUMNS = (
    "What",
    "Date",
    "By",
    "Report",
    "Address",
    "Decision or result",
    "Why or what was found",
    "Ticket",
    "Device",
    "Place",
    "Log-in",
    "Tried",
    "Who took part",
    "What follows",
    "Seen by",
)
EXPORT_NAMES = {"decision": "Decision", "test": "Test", "review": "Review"}

# The section of an inspection.
FILTERING_SECTION = "Filtering and monitoring"
FILTERING_SECTION_SAYS = "The school's own tests, the yearly reviews, and when addresses were decided on."
