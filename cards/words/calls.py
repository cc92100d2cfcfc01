"""The words of video calls with pupils: rules, warnings, states, sentences, duties, the lines of the timeline."""

from __future__ import annotations

from bot.policy.calls import CallPurpose
from bot.policy.calls.call import PartnerKind
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.records import Purpose
from cards.words.kit import LineWords

CALL_HELP = ("**video call**", "ask for a call with pupils")
CALLS_HELP = ("**calls**", "the video calls that are asked for and planned")
DECIDE_HELP = ("**approve**, **decline** with a reference", "what a video call's buttons do")
AWAY_HELP = ("**away until** a date, **back**", "others are told of reports, and decide, while you are away")
TO_DECIDE = "Calls to decide"

SECTION = "4.4"
"""Where the policy speaks of video calls."""

RULE_WORDS: dict[str, str] = {
    "own_request": (
        "You decide video calls, and nobody decides their own request. Please ask whoever looks after this bot to name "
        "a deputy, or let a colleague ask for the call."
    ),
    "team_decides": (
        "{who} decides video calls, and nobody approves a call that they take part in. Leave them out of the "
        "team, or ask whoever looks after this bot to name a deputy."
    ),
    "nobody_decides": (
        "Nobody here can decide video calls just now. Please tell the school office that the role which decides them "
        "is empty."
    ),
    "no_subject": "Say what the call is for: it must be part of a planned project.",
    "no_class": "Say which class takes part.",
    "no_pupils": "Say how many pupils take part, in figures.",
    "no_times": "Choose the date, the start and the end, or type them: Friday, 3 Dec or 27/11/2026, and 14:30.",
    "backwards": "The call ends before it starts. Please check both times.",
    "in_the_past": "This is in the past. A call is asked for and approved before it takes place.",
    "no_partner": "Say who is at the other end.",
    "no_partner_kind": "Choose what kind of partner it is.",
    "another_partner": "Another kind of partner needs a reason: who they are, and why they can be trusted.",
    "another_tool": "Calls are held in Teams. Another tool needs a reason.",
    "no_lead": "Choose the teacher who leads the call.",
    "lead_not_staff": "The lead must be on the school's staff list. This person is not: {who}.",
    "team_too_small": "A team runs the call, not one person: choose at least one more member of staff.",
    "team_not_staff": "Everybody on the team must be on the school's staff list. This person is not: {who}.",
    "nobody_in_the_room": "Pupils are never alone in a call: choose who stays in the room throughout.",
    "room_not_staff": "Whoever stays in the room must be on the school's staff list. This person is not: {who}.",
    "no_agreement": "Give the reference of the signed agreement with the partner.",
    "no_date_signed": "Choose the date on which the agreement was signed, or type it: yesterday, 3 Dec or 27/11/2026.",
    "not_signed_yet": "The agreement must be signed before you ask: this date has not come yet.",
    "not_trained": (
        "A call waits until everybody on the team is trained for video calls. If one of them is not, or you do not "
        "know, ask a Champion. Tick this once they all are."
    ),
    "no_consent": "Pupils are recorded or photographed only with written consent. Please confirm it, or switch it off.",
}
"""Each hard rule in plain words, by its id."""

WARNING_WORDS: dict[str, str] = {
    "short_notice": "Less than two school days' notice",
    "outside_hours": "Outside school hours",
    "class_overlap": "The class has another call at this time: {calls}",
    "team_overlap": "Has another call at this time: {who}",
    "untrained": "By the records, training for online safety is due: {who}",
}
"""What deserves a look, by its id."""

STATE_WORDS: dict[ApprovalState, str] = {
    ApprovalState.WAITING: "waiting for a decision",
    ApprovalState.CHANGES: "changes asked for",
    ApprovalState.APPROVED: "approved",
    ApprovalState.DECLINED: "declined",
    ApprovalState.WITHDRAWN: "withdrawn",
    ApprovalState.CANCELLED: "cancelled",
    ApprovalState.EXPIRED: "expired",
    ApprovalState.ENDED: "took place",
}

RULED: dict[ApprovalState, str] = {
    ApprovalState.CHANGES: "{who} asks for changes, {at}",
    ApprovalState.APPROVED: "Approved by {who}, {at}",
    ApprovalState.DECLINED: "Declined by {who}, {at}",
    ApprovalState.WITHDRAWN: "Withdrawn by {who}, {at}",
    ApprovalState.CANCELLED: "Cancelled by {who}, {at}",
    ApprovalState.EXPIRED: "Expired: nobody decided before it was to start",
}

PARTNER_KINDS: dict[PartnerKind, str] = {
    PartnerKind.SCHOOL: "School",
    PartnerKind.MUSEUM: "Museum",
    PartnerKind.EDUCATION_DEPARTMENT: "Education department",
    PartnerKind.OTHER: "Other (needs a reason)",
}
KIND_SHOWN: dict[PartnerKind, str] = {**PARTNER_KINDS, PartnerKind.OTHER: "other"}

FIELD_WORDS: dict[str, str] = {
    "subject": "Purpose",
    "class_name": "Class",
    "pupils": "Pupils",
    "starts_at": "When",
    "partner": "Partner",
    "partner_kind": "Kind of partner",
    "partner_reason": "Why this partner",
    "tool": "Tool",
    "tool_reason": "Why this tool",
    "lead": "Lead teacher",
    "team": "Team",
    "in_the_room": "In the room",
    "agreement": "Agreement",
    "signed_on": "Signed on",
    "trained": "Training",
    "recorded": "Recording",
    "consent": "Consent",
}
"""What each part of a request is called where it is read."""

TOASTS: dict[Purpose, str] = {
    CallPurpose.REQUEST: "{reference}: a video call to decide",
    CallPurpose.RECEIPT: "{reference}: your video call",
    CallPurpose.ANSWER: "{reference}: video call {state}",
    CallPurpose.UNDECIDED: "{reference}: a video call is still undecided",
    CallPurpose.CHANGES_DUE: "{reference}: changes are still asked for",
    CallPurpose.SOON: "{reference}: your duties in the video call",
    CallPurpose.AFTER: "{reference}: how did the video call go?",
}

CALL_LEADS: dict[str, str] = {
    "call_undecided": "Still undecided. If nobody decides before it starts, it expires.",
    "call_changes_due": "The changes asked for have not come yet. If nobody decides before it starts, it expires.",
}

DUTIES: tuple[str, ...] = (
    "{lead} leads the call and is responsible for it; stay within reach of the screen and the mute button.",
    "No pupil is ever alone with the call. In the room throughout: {room}.",
    "The rest of the team watches too: who speaks, what is shown, who joins.",
    "If something goes wrong, end the call, keep the pupils with you, write down what was seen, and report it at once.",
)
"""The duties of the policy before a call (V3, V4, V5, V8, V9)."""

NO_DEPUTY = (
    "The school has named no deputy for video calls, so they still come to you, and what nobody decides expires. "
    "Whoever looks after this bot can name one."
)

OFFERED: dict[str, tuple[int, str]] = {
    "video call": (4, "Ask for a video call with your class"),
    "calls": (5, "The video calls that are asked for and planned"),
}
"""The words that Teams offers in the chat: the place of each in its list, and what it is for."""

SENTENCES: dict[str, str] = {
    "call.not_found": "There is no video call by that reference that you can open. Type **calls** for yours.",
    "call.staff_only": "Video calls with pupils are asked for by staff. Nothing was kept.",
    "call.no_export": "The list of all calls is for the Headteacher and the Champions. **calls** shows yours.",
    "call.export_offered": "The list of video calls is offered as a file below.",
    "call.nothing_changed": "Nothing has been changed yet. Change something, or write a message to whoever decides.",
    "call.sent": "Sent. Your request is {reference}: its card comes into this chat, and changes when it is decided.",
    "call.sent_before": (
        "This form has been sent already, and this is the request that it became. To change that to what you typed "
        "now, press Send."
    ),
    "call.changed_meanwhile": (
        "This request has changed in the meantime. To change it to what you typed, press Send again."
    ),
    "call.anew": (
        "The request that this belonged to is decided, so it was not changed. To make a new request of what you "
        "typed, press Send."
    ),
    "call.not_kept": "What you wrote was not sent. To use it elsewhere, copy it from here:",
    "call.begun": "The call has begun, so nothing was changed.",
    "call.nobody_waits": (
        "No reports and no video calls come to you, so nothing has to be covered for you here, and nothing was "
        "changed. Tell the office as usual."
    ),
    "call.away_how": (
        "Say until when, for example **away until 24 November**, or on which days: **off on Friday**, **away from "
        "Monday to Wednesday**. Type **back** when you are here again."
    ),
    "away.no_day": (
        "I could not read that day. Nothing was changed. Write for example **away until 24 November**, **off on "
        "Friday** or **away from Monday to Wednesday**."
    ),
    "away.no_end": (
        "Until when? Nothing was changed. Write for example **off on Friday**, or **away from Monday to Wednesday**."
    ),
    "away.back_between": (
        "You are away now, and that begins after you are back, so it was not kept. Say it again once you are back. To "
        "be away until then as well, write **away until** and its last day."
    ),
    "away.told_before": (
        "You told me before that you are away, and this begins after you are back. I can keep one absence at a time, "
        "so nothing was changed. Say it again once you are back, or type **back** to take the first one back."
    ),
    "away.two_days": (
        "Are you here in between? I can keep one absence at a time, so nothing was changed. Write the first day, and "
        "say the other once you are back. To be away all that time, write for example **away from Monday to "
        "Wednesday**."
    ),
    "away.day_gone": "That day has passed. Nothing was changed. Write for example **away until Friday**.",
    "away.day_far": "That is more than a year ahead. Nothing was changed. Please write a nearer day.",
    "call.back": "Welcome back. What is yours comes to you again.",
    "call.was_here": "You were not away: what is yours comes to you.",
    "done.call.declined": "The request is declined. Those who asked are told, with your reason.",
    "done.call.changes": "Those who asked are told what should change.",
    "done.call.cancelled": "The call is cancelled. The team is told, with your reason.",
    "done.call.withdrawn": "The request is withdrawn. You can ask again whenever you like.",
    "done.call.change": "The new version is sent. It needs a new decision.",
}

TIMELINE: dict[str, str] = {
    "call_asked": "{by} asked for it",
    "call_changed": "{by} sent version {number}",
    "call_approved": "{by} approved version {number}",
    "call_declined": "{by} declined version {number}",
    "call_changes": "{by} asked for changes to version {number}",
    "call_withdrawn": "{by} withdrew it",
    "call_cancelled": "{by} cancelled it",
    "call_expired": "Expired: nobody decided in time",
    "call_reminded": "Reminded {to}",
    "call_team_reminded": "Reminded the team of its duties",
    "call_held": "It took place; asked {to} how it went",
    "call_went_fine": "{by} said that it went well",
    "call_not_reached": "{to} could not be reached: {reason}",
    "call_away": "{by} is away until {last_day}",
    "call_away_from": "{by} will be away from {first_day} until {last_day}",
    "absence_begun": "{to} is away now, until {last_day}",
    "call_back": "{to} is back",
    "call_exported": "{by} exported the video calls",
}


# The card of one call.
TITLE = "Video call with pupils"
TOOK_PLACE_WELL = "It took place. {lead} says that it went well"
WAITING_FOR = "Waiting for {who} to decide"
WAITING_FOR_AWAY = "Waiting for {who} to decide, who is away just now"
WAITING_FOR_YOU = "Waiting for you to decide"
WAITING_FOR_DECISION = "Waiting for a decision"
RECORDED_WITH_CONSENT = "yes, consent confirmed"
TEAM_WITH_ITS_LEAD = "{lead} (lead), {others}"
NOT_RECORDED = "no recording, no photographs"
CHECKS = (
    "{tool}",
    "asked for ahead",
    "a named lead",
    "staff in the room",
    "{partner}",
    "agreement signed",
    "training confirmed",
    "a team of {count}, all staff",
    "{recorded}",
)
CHECKS_PASSED = "✓ As the policy asks of a video call: {checks}."
CHECK_TOOL = "another tool, with a reason"
CHECK_PARTNERS = {True: "another partner, with a reason", False: "a trusted partner"}
CHECK_RECORDED = {True: "consent confirmed", False: "no recording"}
ASKED_FOR_IN = "Asked for in version {version}"

# The duties before a call, and the question after it.
YOUR_CALL = "Your video call with pupils"
HOW_DID_IT_GO = "How did the video call go?"

# The form.
SUBJECT_HINT = "For example rivers, with pupils in Kenya"
WHO_IS_THERE = "Who is at the other end"
PARTNER_HINT = "School, museum or organisation"
AGREEMENT_REFERENCE = "Signed agreement: its reference"
AGREEMENT_HINT = "Where it can be found"
LEAD_HINT = "You, unless you choose somebody else"
REST_OF_THE_TEAM = "Rest of the team"
TEAM_HINT = "Two or more in all"
IN_THE_ROOM_THROUGHOUT = "In the room with the pupils throughout"
IN_THE_ROOM_HINT = "Type a name; they count as part of the team"
ALL_TRAINED = "Everybody on the team has been trained for video calls"
TRAINING_FIRST = "Not sure? Leave this open and ask a Champion: training comes before the call."
IS_RECORDED = "It is recorded, or photographs are taken"
CONSENT_IF_RECORDED = "Consent, if it is recorded"
CONSENT_IS_THERE = "There is written consent for every pupil"
ADD_MORE_TO_A_CALL = "Add more"
ASK_FOR_CHANGES = "Ask for changes to {id}"
CHANGES_HINT = "The requester and the team read it"
WITHDRAW_TELLS = ("{names} is told that it does not take place.", "{names} are told that it does not take place.")
WITHDRAW_TELLS_NOBODY = "Nobody gets a message: whoever was to decide it sees on the card that it is withdrawn."
WITHDRAW_REASON = "Why, if you like"
PARTNER_REASON_LABEL = "Why this partner, if it is another kind"
PARTNER_REASON_HINT = "Who they are, and why they can be trusted"
TOOL_LABEL = "A tool other than Teams"
TOOL_HINT = "Only if it is not Teams"
NOT_RIGHT = "Not sent yet. Please put right what is marked below: {fields}. Nothing you typed is lost."
NOT_RIGHT_AT_ALL = "Not sent yet. Nothing you typed is lost."
WHY_NOT_LAST_TIME = "Why it could not take place last time"
ASK_AHEAD = "Ask at least two school days ahead. The Headteacher decides, and you and the team are told at once."
NOT_ON_THE_LIST = "Not on the staff list"

# Lists of calls, and being away.
UNTIL_THEN = "While you are away video calls go to {deputies}."
AWAY_UNTIL, AWAY_THEN = "You are away until the end of {day}", "You will be away {days}"
ON_DAY, FROM_DAY = "on {day}", "from {first} to {last}"
REPORTS_GO_ON = "From now until then, reports go at once to the others who are told of them."
REPORTS_GO_ON_THEN = (
    "Until it begins everything comes to you as before. While you are away, reports go at once to the others who are "
    "told of them."
)
INSTEAD_OF = (
    "You had told me that you are away {days}. I can keep one absence at a time, so please tell me of that again once "
    "you are back."
)
STILL_TOLD = (
    "Nobody else is there for these, so they still come to you, and at once to the next people as well: {kinds}. That "
    "ends as soon as somebody else holds the role."
)
AWAY_TAKEN_BACK = "It begins and ends by itself. Type **back** if you will be here after all."
AWAY_ENDS = "It ends by itself then. Type **back** when you are here again before that."
AWAY_HOW_IT_ENDS = "Type **back** when you are here again. You may still decide from here at any time."


# Lines of the briefing.
LINE_TO_DECIDE = LineWords(
    "1 video call waits for your decision",
    "{count} video calls wait for your decision",
    "Decide on video calls",
    {"first": "Next: {fact}"},
)
