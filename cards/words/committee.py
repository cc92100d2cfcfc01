"""The words of the committee: its meetings, what they decide, and the pack of a half term."""

from __future__ import annotations

from bot.policy.committee import CommitteePurpose
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.records import Purpose

COMMITTEE_HELP = ("**committee**", "the committee's meetings, what is still to be done, and its pack")

LEADS: dict[Purpose, str] = {
    CommitteePurpose.MEETS: "The committee meets this half term. Build the pack, and write down when it met.",
    CommitteePurpose.FEEDBACK: "The committee has met. This is what came of it.",
    CommitteePurpose.GIVEN: "The committee has asked you to do this.",
    CommitteePurpose.AGAIN: "A reminder: this is still yours to do.",
}
"""Why a card has come."""

TOASTS: dict[Purpose, str] = {
    CommitteePurpose.MEETS: "The Online Safety Committee meets this half term",
    CommitteePurpose.FEEDBACK: "What came of the Online Safety Committee's meeting",
    CommitteePurpose.GIVEN: "{reference}: something for you to do",
    CommitteePurpose.AGAIN: "{reference}: still yours to do",
}

SENTENCES: dict[str, str] = {
    "committee.not_yours": "The committee is for its members, the Champions and the Headteacher. Type **help**.",
    "committee.no_meeting": "There is no such meeting. Type **committee** for that of this half term.",
    "committee.no_decision": "There is no such decision that you can open.",
    "committee.not_met": "Please say first when the committee met: press **Date and who was there**. Nothing was sent.",
    "committee.no_day": "Please say which day, for example Friday or 27/11/2026.",
    "committee.day_to_come": "That day is still to come. Please choose the day on which it met.",
    "committee.before_half_term": "That day is before this half term. Please choose a later day.",
    "committee.day_gone": "That day is past. Please choose today or a later day.",
    "committee.too_far": "That is more than a year away. Please choose an earlier day.",
    "committee.not_staff": "Nobody of that name is on the staff list. Type the surname, and choose from the list.",
    "committee.too_many": "As many decisions are open as a card can hold. Please end one of them first.",
    "committee.building": "The pack is being built. Its two files come into this chat, in a minute at the most.",
    "committee.built": "The pack is here: {files}. Both files are offered in this chat.",
    "done.committee.met": "It is written down when the committee met and who was there.",
    "done.committee.decided": "{reference} is kept. {who} is told.",
    "done.committee.decided_yours": "{reference} is kept. You are reminded on the day.",
    "done.committee.done": "Thank you. {reference} is kept as done.",
    "done.committee.feedback": "The Headteacher is told what came of the meeting.",
}

TIMELINE: dict[str, str] = {
    "committee_called": "Told {to} that the committee meets this half term",
    "committee_met": "{by} wrote down that the committee met on {on_day}, and who was there",
    "committee_decided": "{by} wrote down what the committee asks {to} to do by {on_day}",
    "committee_done": "{by} said that it is done, which was for {to} to do",
    "committee_reminded": "Reminded {to} of what the committee asked them to do",
    "committee_feedback": "{by} told the Headteacher what came of the committee's meeting: {to}",
    "committee_pack": "{by} built the committee's pack: {file}",
    "committee_pack_given": "{by} was given the committee's pack, {file}",
}

# Cards.
COMMITTEE = "The committee"
HALF_TERM = "Half term: {start} to {end}"
MET = "Met on {day}. There: {present}"
NOT_MET_YET = "It is not written down yet when it met."
FED_BACK = "{who} told the Headteacher, {at}."
UNDONE, NOTHING_UNDONE = "Decisions not done", "Nothing that was decided is still to be done."
BY_WHOM, BY_WHOM_LATE = "{id} · {who}, by {day}", "{id} · late: {who}, by {day}"
AND_MORE = "And {count} more: they stand in the pack."
EARLIER = "Last meetings"
EARLIER_MET, EARLIER_NOT_MET = "{day}. There: {present}", "Half term to {end}: nothing was written down"
BUILD, MEETING_BUTTON, DECIDE_BUTTON = "Build the pack", "Date and who was there", "Add a decision"
FEEDBACK_BUTTON, DONE_BUTTON = "Feedback to the Headteacher", "Done"
DONE_OF = "Done: {id}"
IS_IT_DONE, DONE_EXPLAINED = "Is this done?", "Your name and the date are kept with it. It cannot be opened again."
TELL_THE_HEAD, TELL_THE_HEAD_EXPLAINED = (
    "Tell the Headteacher now?",
    "They are told when it met, who was there, and which decisions are not done yet. This cannot be taken back.",
)
OF_DECISION = "From the committee"
ASKED_BY, LATE_ASKED_BY = "By {day} · written down by {by}", "Late: it was to be done by {day} · written down by {by}"
ALL_DONE, DONE_BY = "Done", "{who} said that it is done, {at}"
DONE_WITH = "There is nothing to do now."

# Forms.
MEETING_TITLE, DECIDE_TITLE = "The committee met", "What was decided?"
WHEN_MET, WHO_WAS_THERE, WHO_WAS_THERE_HINT = (
    "When did it meet?",
    "Who was there?",
    "For example: the Headteacher, both Champions",
)
WHAT, WHAT_HINT = "What is to be done?", "For example: ask the council about the filter"
WHO, WHO_HINT, BY_WHEN = "By whom? Left empty, by you", "Type a name", "By when?"
DECIDE_EXPLAINED = "They are told, and reminded on the day. It comes back in each pack until it is done."

# The pack.
PACK_TITLE = "Committee pack: half term to {end}"
PACK_SUBTITLE = "{school} · {start} to {end} · built {at}"
NOW, BEFORE = "This half term", "The half term before"
COUNTED = (
    "Reports that are confidential, or that name a member of the committee, stand in none of these numbers. "
    "The holidays after a half term count with it."
)
REPORTS, BY_KIND, KIND, OPENED, CLOSED = "Reports", "Opened and closed, by kind", "Kind", "Opened", "Closed"
OPENED_BEFORE, CLOSED_BEFORE = "Opened before", "Closed before"
ALL_KINDS = "All of them"
NO_REPORTS = "No report was opened or closed in this half term or the one before."
CHART_SAYS, BAR_SAYS = "Reports opened, by kind, with the half term before: {bars}.", "{label} {now}, before {before}"
HOW_LONG, NONE_TAKEN = "How long it took", "none"
MEASURE = "Measure"
TO_TAKE, TO_CLOSE = "Until somebody took it (half took no longer)", "Until it was closed (half took no longer)"
STILL_OPEN = "Still open"
UNTAKEN, NOT_IN_CPOMS = "Reports that nobody has taken, though everybody was told", "Reports that are not in CPOMS yet"
REFERRALS, AGENCY, NOW_OPEN = "Told outside the school", "Who", "Now"
NO_REFERRALS = "Nobody outside was told."
FILTERING, DECISION, NO_VERDICTS = "Filtering", "Decision", "Nothing was decided about an address."
PEOPLE, SHARE = "Agreements and training", "{done} of {asked}"
SIGNED_SHARE, TRAINING_SHARE, NOT_ASKED = "{title} signed", "Trained this year", "not asked yet"
CALLS, CALL_STATE, NO_CALLS = "Video calls", "How it stands", "No video call was asked for."
CALL_STATES: dict[str, str] = {
    ApprovalState.WAITING: "Waiting for a decision",
    ApprovalState.CHANGES: "Waiting for changes",
    ApprovalState.APPROVED: "Approved",
    ApprovalState.DECLINED: "Declined",
    ApprovalState.WITHDRAWN: "Withdrawn",
    ApprovalState.CANCELLED: "Cancelled",
    ApprovalState.EXPIRED: "Not decided in time",
    ApprovalState.ENDED: "Held",
}
DRILLS, DRILLS_HELD, DRILL_TO_TAKE = "Drills", "Drills held", "Until somebody took one (half took no longer)"
DUTIES, DUTY, DUE, NO_DUTIES = "Duties that are late", "Duty", "Was due", "No duty is late."
QUESTIONS, THEME, NO_ANSWER, TO_CHAMPION = "Questions without an answer", "About", "No answer", "To a Champion"
NO_QUESTIONS = "Every question found its answer."
RECURS, THING, THIS_TERM, TERM_BEFORE = "What recurs", "The same", "This term", "The term before"
NOTHING_RECURS = "Nothing recurs."
DECISIONS, WHAT_TO_DO, OWNER, BY_DAY, LATE = "Decisions not done", "What", "Who", "By", "{day}, late"
NOTHING_TO_DO = "All that earlier meetings decided is done."
HEAD, HEAD_EXPLAINED = "The record", "The head of the record when this pack was built. verify compares it."
NO_HEAD = "Nothing is on record yet."
SIGNED = "Signature: {signature}"
SECTION, ITEM = "Part", "What"
PACK_COLUMNS = (SECTION, ITEM, NOW, BEFORE)

# The part of the archive for an inspection.
SECTION_TITLE = "The committee"
SECTION_SAYS = "Each meeting that was held, and how much of what it decided is done. The decisions stay with it."

SECTION_COLUMNS = ("Half term from", "To", "Met on", "Who was there", "Decisions", "Done", "Headteacher told")
