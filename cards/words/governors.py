"""The words of the report to governors: on its card, in its document, in the e-mail to a chair outside Teams."""

from __future__ import annotations

from bot.policy.governors import GovernorsPurpose
from bot.policy.governors.report import CountBand, ShareBand
from bot.policy.incidents.kinds import RiskArea
from bot.policy.kit.records import Purpose

GOVERNORS_HELP = ("**governors**", "the term's report to governors: numbers, and nobody's name")

TOASTS: dict[Purpose, str] = {
    GovernorsPurpose.DRAFTED: "This term's report to governors is ready to be released",
    GovernorsPurpose.RELEASED: "A report to governors on online safety",
}

SENTENCES: dict[str, str] = {
    "governors.not_yours": (
        "The report to governors is for Champions and the Headteacher, and once released for the chair of governors. "
        "Nothing was changed."
    ),
    "governors.offered": "I have offered you the file **{file}** in this chat.",
}

TIMELINE: dict[str, str] = {
    "governors_drafted": "The term was counted for governors, and the report was drafted",
    "governors_released": "{by} released the report to governors",
    "governors_taken": "{by} took the report to governors as a file",
}

# What it says.
REPORT_TITLE = "Online safety: report to governors"
TERM = "{term} {first}-{last}"
TERM_WORDS = ("Autumn term", "Spring term", "Summer term")
STRETCH = "Counts from {since} up to the morning of {until}."
REPORTED = "What was reported"
AT_LEAST, AT_LEAST_PERCENT = "At least so many reports", "At least so many per cent"
AREA_WORDS: dict[RiskArea, str] = {
    RiskArea.CONTENT: "Content",
    RiskArea.CONTACT: "Contact",
    RiskArea.CONDUCT: "Conduct",
    RiskArea.COMMERCE: "Commerce",
    RiskArea.OTHER: "Other",
}
AREAS_EXPLAINED = (
    "All reports are counted, in bands so that nobody can be recognised; a bar is as long as the least of its band. "
    "Content is what is seen, contact what others do, conduct what people do themselves, commerce advertising and "
    "scams. Other is data, equipment and requests."
)
BAND_WORDS: dict[CountBand, str] = {
    CountBand.NONE: "none",
    CountBand.FEW: "1 to 4",
    CountBand.SOME: "5 to 9",
    CountBand.MANY: "10 and more",
}
STAFF = "Staff"
OTHERS_SIGNED = "Signed the school's other documents"
SIGNED, TRAINED = "Signed the Acceptable Use Policy", "Trained this school year"
SHARE_WORDS: dict[ShareBand, str] = {
    ShareBand.NOT_ASKED: "not asked yet",
    ShareBand.BELOW_HALF: "fewer than half",
    ShareBand.HALF: "half or more",
    ShareBand.THREE_QUARTERS: "three quarters or more",
    ShareBand.NINE_TENTHS: "nine in ten or more",
    ShareBand.ALL: "all",
}
DONE_HEADING = "What was done"
TESTED, REVIEWED = "Filter tests", "Last filter review"
TESTS = "{count}, of which {faults} found a fault"
NO_TEST, NEVER_REVIEWED = "none", "none yet"
DUTIES, DUTY_COUNTS = "Duties", "{done} done, {late} late"
COMMITTEE = "Committee"
MET, MET_OFTEN = {0: "did not meet", 1: "met once", 2: "met twice"}, "met {count} times"

REPORT_COLUMNS, STAFF_COLUMNS, DONE_COLUMNS = (
    ("Area", "Reports"),
    ("Of the staff", "How many"),
    ("What", "How it stands"),
)
SEALED = "Sealed in the school's record. SHA-256 of what it says: {sha256}"

# How it stands.
TO_COME = "Reports are counted on {day}, and the draft comes to you then."
TO_COME_WHY = (
    "They are counted once, for everybody, so that nothing can be learnt by looking twice. The rest is as of now."
)
DRAFT = "Draft: governors cannot see it yet."
DRAFT_EXPLAINED = "It was counted once and changes no more. Read it through, then press Release."
RELEASED_ON = "Released on {day}. It changes no more."
CHAIR_IN_TEAMS = "The chair of governors has it in Teams."
NOTHING_RELEASED = "No report has been released yet. Each term's comes to you here. There is nothing to do until then."
RELEASE, AS_PDF, ALL_REPORTS = "Release", "Get the PDF", "All reports"
DONE_RELEASE, RELEASED_BEFORE = "Released.", "It was released before."
EARLIER = "Earlier reports"

# A chair outside Teams.
SEND_IT = "Send it to the chair"
SEND_IT_HOW = "The chair is not in Teams. Get the PDF, write the e-mail, attach the PDF and send it."
NO_CHAIR = "Nobody is known as chair of governors, so nobody was told. Get the PDF and hand it over."
WRITE_EMAIL = "Write the e-mail"
EMAIL_SUBJECT = "{school}: report to governors on online safety, {term}"
EMAIL_TEXT = (
    "Please find attached our report to governors on online safety for the {term}. It names nobody: reports are "
    "counted in bands, by the four areas of risk.\n\n"
    "Please put it before the governors at their next meeting. I am glad to answer questions there.\n\n"
    "Kind regards"
)

# The section of an inspection.
GOVERNORS_SECTION = "Reports to governors"
GOVERNORS_SECTION_SAYS = "Those that were released, as they were. No other number of reports stands here."
