"""The words of what staff ask for: a row for each kind, the sentences, the lines of the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.records import Purpose
from bot.policy.requests import RequestPurpose
from bot.policy.requests.kinds import NO, NOT_KNOWN, YES

REQUESTS_HELP = ("**requests**", "what you asked for, and what waits for you")
OUT_HELP = ("**who has what**", "the equipment that is out")
REGISTER_HELP = ("**export requests**", "the register as a file")
PHONES_HELP = ("**pupil phones** with a class", "the telephones that are permitted in it")


@dataclass(frozen=True, slots=True)
class RequestWords:
    """The words of a kind of request.

    `asks` stands above its form, `line` is the request in a line of a list, with its answers put in. `labels` has every
    field as the form asks it, `short` what the card says for those that are long, `hints` those that need one.
    `approve` and `approved` are its yes, `ending` the button that ends it, `ended` what is said then, by how it ended.
    `do` is what whoever got the yes has to see to, and `email` the subject and the words of the message to an
    outside contact who does it.
    """

    name: str
    help: str
    asks: str
    line: str
    labels: Mapping[str, str]
    short: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    approve: str = "Approve"
    approved: str = "Approved by {who}, {at}"
    cancel: str = "Take the approval back"
    ending: str = ""
    ended: Mapping[str, str] = field(default_factory=dict)
    do: tuple[str, ...] = ()
    email: tuple[str, str] | None = None


REQUEST_WORDS: dict[str, RequestWords] = {
    "equipment": RequestWords(
        name="Equipment to borrow",
        help="sign out a laptop, a tablet or other equipment",
        asks="The Computing Coordinator signs it out. If it leaves the site, the Headteacher and the School Business "
        "Manager are told.",
        line="{item}, back on {back_on}",
        labels={
            "item": "What would you like to borrow?",
            "asset": "Asset number, if it has one",
            "back_on": "Back on",
            "off_site": "It leaves the school site",
            "holds_data": "School data is on it, or will be",
            "encrypted": "It is encrypted",
        },
        short={
            "item": "What",
            "asset": "Asset",
            "off_site": "Off the site",
            "holds_data": "School data",
            "encrypted": "Encrypted",
        },
        hints={"item": "For example a laptop", "asset": "On the sticker"},
        approved="Signed out by {who}, {at}",
        ending="Returned",
        ended={"returned": "Returned", "time": "Ended"},
        do=(
            "Keep it with you, never in a parked car, and let nobody else use it.",
            "Off the site, use only wireless networks that you trust, and keep school data off your own devices.",
            "If it is lost or stolen, press **It is lost** at once, whatever the hour.",
        ),
    ),
    "pupil_phone": RequestWords(
        name="A pupil's telephone",
        help="permission for a pupil to bring a telephone",
        asks="With a parent's letter the Headteacher can permit it. It is handed in each morning and collected after "
        "school.",
        line="{pupil}, {class_name}, until {until}",
        labels={
            "class_name": "Class",
            "pupil": "Pupil",
            "letter_on": "The parent's letter, seen on",
            "until": "Permitted until",
            "exception": "The pupil keeps it during the day, for a medical or special need",
            "exception_reason": "The need, in a few words",
        },
        short={
            "letter_on": "Letter seen",
            "until": "Until",
            "exception": "Kept during the day",
            "exception_reason": "Because of",
        },
        hints={"class_name": "For example 4B", "until": "The end of the school year at the latest"},
        approve="Permit",
        approved="Permitted by {who}, {at}",
        cancel="Take the permission back",
        ended={"time": "The permission has ended"},
        do=(
            "The telephone is switched off, handed in each morning and collected after school.",
            "**pupil phones** with the name of the class shows who may bring one.",
        ),
    ),
    "accounts": RequestWords(
        name="Temporary pupil accounts",
        help="accounts for pupils, for one project",
        asks="The technician makes them, and closes them after the project.",
        line="{how_many} accounts for {class_name}, for {project}, until {closes_on}",
        labels={
            "project": "For which project?",
            "class_name": "Class",
            "how_many": "How many accounts?",
            "starts_on": "Needed from",
            "closes_on": "To be closed on",
        },
        short={"project": "Project", "how_many": "How many", "starts_on": "From", "closes_on": "Until"},
        hints={"class_name": "For example 4B"},
        approve="Made",
        approved="Made by {who}, {at}",
        ending="Closed",
        ended={"closed": "Closed", "time": "Ended"},
        do=("When the project is over the accounts are closed. You are reminded on that day.",),
        email=(
            "Temporary pupil accounts ({reference})",
            "Please make {how_many} temporary pupil accounts for {class_name}, for the project {project}.\n"
            "They are needed from {starts_on} and must be closed on {closes_on}.\n"
            "Please answer when they are made.",
        ),
    ),
    "new_technology": RequestWords(
        name="New technology",
        help="a new app, website or device for the school",
        asks="The School Business Manager looks at the data, the Designated Safeguarding Lead at safety. Then the "
        "Headteacher decides.",
        line="{product}",
        labels={
            "product": "Which product?",
            "purpose": "What is it for, and for whom?",
            "data_taken": "What data does it take, and where does that go?",
            "age_limit": "The age limit in its terms",
            "assessment": "Is there a data protection impact assessment?",
            "uses_ai": "It uses artificial intelligence",
            "ai_filtering": "Does it keep harmful content from pupils, also when they try to get round it?",
            "ai_monitoring": "Does it show staff what pupils ask, and tell them of what is worrying?",
            "ai_security": "Is it protected against misuse and break-ins, with log-ins of the school's own?",
            "ai_privacy": "Does it say plainly what personal data it takes and why, and take no more?",
            "ai_training_data": "Does it leave pupils' work and words out of training, unless somebody agreed to it?",
            "ai_testing": "Has it been tested with children of this age, and is it tested at each change?",
            "ai_governance": "Is there somebody to complain to, and a risk assessment by its maker?",
            "ai_wellbeing": "Does it avoid posing as a friend, flattering, or keeping children at the screen?",
            "ai_age": "Is it allowed, and fit, for the age of our pupils?",
            "conditions": "Conditions, if there are any",
            "review_on": "To be looked at again on",
        },
        short={
            "product": "Product",
            "purpose": "Purpose",
            "data_taken": "Data",
            "age_limit": "Age limit",
            "assessment": "Assessed",
            "uses_ai": "Uses AI",
            "conditions": "Conditions",
            "review_on": "Look again",
        },
        hints={"age_limit": "For example 13, or none"},
        approved="Approved by {who}, {at}",
        ending="Reviewed",
        ended={"reviewed": "Reviewed", "time": "Ended"},
        do=("Use it only as it was asked for. For anything more, ask again.",),
    ),
}
"""A row for each kind."""

ANSWER_WORDS: dict[str, str] = {YES: "Yes", NO: "No", NOT_KNOWN: "Not known"}
STATE_WORDS: dict[ApprovalState, str] = {
    ApprovalState.WAITING: "waiting",
    ApprovalState.CHANGES: "changes asked for",
    ApprovalState.APPROVED: "under way",
    ApprovalState.DECLINED: "declined",
    ApprovalState.WITHDRAWN: "withdrawn",
    ApprovalState.CANCELLED: "taken back",
    ApprovalState.EXPIRED: "expired",
    ApprovalState.ENDED: "over",
}
RULED: dict[ApprovalState, str] = {
    ApprovalState.CHANGES: "{who} asks for changes, {at}",
    ApprovalState.DECLINED: "Declined by {who}, {at}",
    ApprovalState.WITHDRAWN: "Withdrawn by {who}, {at}",
    ApprovalState.CANCELLED: "Taken back by {who}, {at}",
    ApprovalState.EXPIRED: "Expired: nobody decided in time",
}
"""How it was decided."""

LEADS: dict[Purpose, str] = {
    RequestPurpose.DECIDE: "This waits for your decision.",
    RequestPurpose.VIEW: "Before it is decided, your view is asked for.",
    RequestPurpose.UNDECIDED: "This still waits for you.",
    RequestPurpose.INFORMED: "For your information: nothing is needed from you.",
    RequestPurpose.REMINDER: "A reminder: this is still under way.",
}
"""Why a card has come, while that holds."""

TOASTS: dict[Purpose, str] = {
    RequestPurpose.DECIDE: "{reference}: a request waits for your decision",
    RequestPurpose.VIEW: "{reference}: your view is asked for",
    RequestPurpose.RECEIPT: "{reference}: your request",
    RequestPurpose.ANSWER: "{reference}: {state}",
    RequestPurpose.UNDECIDED: "{reference}: a request still waits for you",
    RequestPurpose.INFORMED: "{reference}: for your information",
    RequestPurpose.REMINDER: "{reference}: a reminder",
}

SENTENCES: dict[str, str] = {
    "request.not_found": "There is no request by that reference that you can open. Type **requests** for yours.",
    "request.staff_only": "Only staff can ask for this here. Nothing was kept.",
    "request.no_register": "The register is for those who decide on requests. **requests** shows yours.",
    "request.export_offered": "The register of requests is offered as a file below.",
    "request.views_missing": "Somebody's view is still to come, so it is not decided yet. Nothing was changed.",
    "request.nobody_decides": (
        "Nobody here can decide this just now, so it could go to nobody. Please tell the school office: the role that "
        "decides it has no holder but you."
    ),
    "request.nothing_changed": "Nothing is different yet. Change something, or write a message to whoever decides.",
    "request.sent_before": (
        "This form has been sent already, and this is the request that it became. To change that to what you typed "
        "now, press Send."
    ),
    "request.changed_meanwhile": "This has changed meanwhile. To change it to what you typed, press Send again.",
    "request.anew": (
        "The request that this belonged to is decided, so it was not changed. To make a new request of what you "
        "typed, press Send."
    ),
    "request.not_encrypted": "School data may only leave on equipment that is encrypted. Have it encrypted first, or "
    "take no data with you.",
    "request.no_day": "Choose the day, or type it: Friday, 3 Dec or 27/11/2026.",
    "request.day_gone": "That day has passed. Please choose a later one.",
    "request.day_before_start": "This is before the day on which it begins.",
    "request.day_to_come": "That day has not come yet.",
    "request.beyond_the_year": "The end of the school year is the latest day.",
    "request.no_number": "Write a number from 1 to 999.",
    "request.only_just_begun": (
        "You said yes only just now, so it was not ended. If it is over all the same, press again in half a minute."
    ),
    "request.say_the_concern": "Say what your concern is.",
    "request.sent": "Your request {reference} is sent.",
    "request.lost_now_report": "It is marked as lost, and those who look after it are told. Now report it, below.",
    "request.nobody_in_class": "No telephone is permitted in {class_name} today.",
    "request.which_class": "Say which class, for example **pupil phones 4B**.",
    "done.request.approved": "It is done, and whoever asked is told.",
    "done.request.declined": "The request is declined. Whoever asked is told, with your reason.",
    "done.request.changes": "Whoever asked is told what should change.",
    "done.request.cancelled": "It is taken back. Whoever asked is told, with your reason.",
    "done.request.withdrawn": "Your request is withdrawn.",
    "done.request.change": "The new version is sent. It needs a new decision.",
    "done.request.view": "Your view is saved, and whoever decides will see it.",
}

TIMELINE: dict[str, str] = {
    "request_asked": "{by} asked for it",
    "request_changed": "{by} sent version {number}",
    "request_view": "{by} has no concern about version {number}",
    "request_concern": "{by} has a concern about version {number}",
    "request_approved": "{by} said yes to version {number}",
    "request_declined": "{by} declined version {number}",
    "request_changes": "{by} asked for changes to version {number}",
    "request_withdrawn": "{by} withdrew it",
    "request_cancelled": "{by} took it back",
    "request_expired": "Expired: nobody decided in time",
    "request_over": "Its last day has passed",
    "request_returned": "{by} said that it is returned",
    "request_closed": "{by} said that they are closed",
    "request_reviewed": "{by} said that it is reviewed",
    "request_lost": "{by} said that it is lost",
    "request_reminded": "Reminded {to}",
    "request_not_reached": "{to} could not be reached: {reason}",
    "requests_exported": "{by} exported the register of requests",
}

# Cards.
WAITING_FOR = "Waiting for {who}"
WAITING_FOR_AWAY = "Waiting for {who}, who is away just now"
WAITING_FOR_YOU = "Waiting for you"
WAITING = "Waiting for a decision"
LOST_SINCE = "Lost since {at}"
ASKED_BY = "Asked by"
SAYS = "Says"
NO_CONCERN = "{who}, for the {role}: no concern"
NO_CONCERN_FROM = "No concern: {names}"
A_CONCERN = "{who}, for the {role}, has a concern"
MISSING_VIEW = "Still to come: the view of the {role}"
WHAT_SHOULD_CHANGE, REASON, CONCERN = "What should change", "Reason", "Concern"
CHANGED_SINCE = "Changed since version {number}"
NOTHING_SAID = "nothing"
GIVE_YOUR_VIEW, IT_IS_LOST = "Give your view", "It is lost"
WRITE_TO = "Write to {name}"

# Forms.
AI_QUESTIONS = "If it uses artificial intelligence"
NOT_RIGHT = "Not sent yet. What is not right is marked below; nothing you typed is lost."
CHANGE_TITLE, VIEW_TITLE = "Change {id}", "Your view of {id}"
FORM_TITLES: dict[ApprovalState, str] = {
    ApprovalState.DECLINED: "Decline {id}",
    ApprovalState.CHANGES: "Ask for changes to {id}",
    ApprovalState.CANCELLED: "Take back {id}",
    ApprovalState.WITHDRAWN: "Withdraw {id}",
}
THEY_READ_IT = "Whoever asked reads it"
WHY_WITHDRAWN = "Why, if you would like to say"
HAVE_A_CONCERN = "I have a concern"
YOUR_WORDS = "Your view, in a few words"
CONCERN_HINT = "Needed if you have a concern"

# Lists.
MY_REQUESTS, FOR_YOU, MINE, OTHERS = "Requests", "Waiting for you", "Yours", "Others"
AND_MORE = "and {count} more"
WHO_HAS_WHAT, NOTHING_IS_OUT = "Who has what", "Nothing is out."
HAS_IT = "{who}, until {day}"
PHONES_OF = "Telephones in {class_name}"
KEEPS_IT = "keeps it during the day"
REGISTER = "Register"
ASK_FOR = "Ask for something"
