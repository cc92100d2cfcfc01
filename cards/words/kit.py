"""Words that every feature uses: the roles, why somebody was not reached, and what is said when something fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from bot.policy.kit.roles import Role

ROLE_WORDS: dict[Role, str] = {
    "headteacher": "Headteacher",
    "dsl": "Designated Safeguarding Lead",
    "deputy_dsl": "Deputy Safeguarding Lead",
    "champion": "Online Safety Champion",
    "computing_coordinator": "Computing Coordinator",
    "business_manager": "School Business Manager",
    "technician": "ICT technician",
    "senior_leader": "Senior leader",
    "chair_of_governors": "Chair of Governors",
    "staff": "Staff",
    "governor": "Governor",
    "filtering_governor": "Governor for filtering and monitoring",
    "committee": "Online Safety Committee",
    "volunteer": "Volunteer",
}
"""What the roles are called when people read of them (R1 to R10)."""


UNDELIVERED: dict[str, str] = {
    "not_installed": "the app is not installed for them",
    "blocked": "they have blocked or removed the app",
    "disabled": "the app is switched off by the school's administrator",
    "gone": "their chat no longer exists",
    "card_gone": "the message is no longer in their chat",
    "left": "they are not in the staff list any more",
    "no_role": "they do not hold the role any more",
    "no_mail_address": "the directory has no e-mail address of theirs",
    "mail_refused": "the mail server does not take anything for their address",
    "other": "Teams refused the message",
}
"""Why somebody could not be reached, by the messenger's reason."""

UNDELIVERED_DO: dict[str, str] = {
    "not_installed": (
        "Ask the administrator to install it by the app setup policy. "
        "It reaches those who stand in its group themselves, and not groups inside that group."
    ),
    "blocked": "Ask them to allow it again in Teams.",
    "disabled": "Ask the administrator to switch it on again.",
    "gone": "Ask them to open the app once in Teams.",
}
"""What to do about it."""

FALLBACK = (
    "{kind}. This device cannot show the card. Open Teams on a computer, or telephone the Designated Safeguarding Lead."
)
DSL_NUMBER = "Their number is {phone}."
"""What a client shows that cannot draw a card, and the number where one is known."""

EMPTIED = "What was here is with others now. Nothing more is needed from you."
"""What is left of a card that its reader may not see any more."""

REMARK_LABEL = "A message to whoever decides, if you like"
MAKES_A_NEW_VERSION = "Sending makes a new version, which needs a new decision."
NONE_YET = "There are none yet."
NOTHING_SENT_YET = "Nothing is sent until you press **Send**."
ONLY_THE_REMARK = "Nothing but the message to you"
NOT_REACHED = "Could not be reached: {people}."
"""Of anything that somebody asks for and somebody decides."""

APP = "Online Safety"
"""The toast of a message that has no words of its own."""
CHAT, CALL = "Chat", "Call"
CHAT_WITH, CALL_IN_TEAMS = "Chat with {name}", "Call {name} in Teams"
PHONE_ON, EMAIL_TO, WEBSITE_OF = "Phone {name}, {number}", "Write to {name}", "Website of {name}"
EMERGENCY_SERVICES = "the emergency services"
"""Ways to somebody: what stands there, and what a screen reader says of it."""
UNNAMED = "Something was done; the log has it"
"""The timeline's line of an entry that has no words."""


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words of a line of the briefing: for one, for many, of its button; `facts` has, in their order, what more is
    said where there is such a fact, which stands for `{fact}`."""

    one: str
    many: str
    button: str
    facts: Mapping[str, str] = field(default_factory=dict)


OFFERED: dict[str, tuple[int, str]] = {
    "help": (10, "What I can do"),
}
"""The words that Teams offers in the chat: the place of each in its list, and what it is for."""

SENTENCES: dict[str, str] = {
    "approval.not_yours": "This is for somebody else to decide, so nothing was changed.",
    "approval.own": "Nobody decides their own request, so nothing was changed. Somebody else has to decide it.",
    "approval.takes_part": "You take part in this, so somebody else decides it. Nothing was changed.",
    "approval.approver_is_here": "You decide this only while whoever decides it is away, so nothing was changed.",
    "approval.new_version": "That card showed an older version, so nothing was changed. Here it is as it is now.",
    "approval.now_waiting": "It waits for a decision, so nothing was changed.",
    "approval.now_changes": "{who} had already asked for changes, {at}. Nothing was changed.",
    "approval.now_approved": "{who} had already approved it, {at}. Nothing was changed.",
    "approval.now_declined": "{who} had already declined it, {at}. Nothing was changed.",
    "approval.now_withdrawn": "{who} had withdrawn it, {at}. Nothing was changed.",
    "approval.now_cancelled": "{who} had cancelled it, {at}. Nothing was changed.",
    "approval.now_expired": "Its time has come without a decision, so it has expired. Nothing was changed.",
    "approval.now_held": "It is over already, so nothing was changed.",
    "error.already_done": "That had already arrived, so it was not done twice.",
    "error.not_found": "There is no report by that reference that you can open. Type **my reports** for your own.",
    "error.not_allowed": "This is for somebody else to do, so nothing was changed. **help** shows what you can do.",
    "error.undelivered": (
        "Teams did not take this just now, so it was not delivered. Nothing was lost: please try again in a minute."
    ),
    "form.put_away": "Nothing was sent, and nothing was changed.",
    "error.not_possible": "That cannot be done any more, so nothing was changed. The card shows how things stand.",
    "error.incomplete": "Something is still missing. What you typed is here; nothing was lost.",
    "error.conflict": "Somebody changed this at the same moment, so nothing was changed. Please press again.",
    "error.record_unreadable": (
        "I cannot open this just now: a newer version of me wrote it, or it is damaged. Nothing of it is changed, and "
        "everything else works. The Champions are told. If it cannot wait, telephone one of them."
    ),
    "error.store_unavailable": (
        "I cannot write to the log just now, so this was not kept. What you typed is still on your card: "
        "please press again in a minute, and if it is urgent tell a Champion in person now."
    ),
    "error.directory_unavailable": (
        "The staff directory does not answer just now, so this was not done. Nothing was lost: "
        "please press again in a minute, and if it is urgent tell a Champion in person now."
    ),
    "error.unexpected": (
        "Something went wrong on our side and this may not have been done. What was kept before is safe. "
        "Please try again, and if it is urgent tell a Champion in person now."
    ),
    "error.unknown_press": "That button belongs to an older card, so nothing was changed. Type **help** to go on.",
    "error.not_staff": (
        "This bot serves the staff of the school, and you are not on its staff list. Nothing was kept. "
        "Please ask the school office to check the list; if it is urgent tell a Champion in person now."
    ),
    "too_large": (
        "**{about}**\n\nThis is more than Teams shows in one message. Type its reference here to open it, "
        "or **log** to see everything that is open."
    ),
    "group": "I take reports only in private, so I read nothing here. Please type **report** in your own chat with me.",
    "unclear": "Nothing was sent to anybody. Here is what I can do:",
    "pleasantry": "You are welcome. Nothing was sent to anybody. Write to me whenever something worries you.",
    "pleasantry.form_open": "Thank you. Your form is as you left it, further up; nothing was added to it, or sent.",
    "form.missing": "Please fill this in.",
    "form.tick": "Please tick this.",
    "form.choose_somebody": "Please choose somebody from the list.",
    "form.too_long": "This is longer than I can keep. Please shorten it, or send the rest as a second one.",
    "form.in_the_future": "This is in the future. Please check the date and time.",
    "form.not_a_moment": (
        "I could not read this. Choose the date, or type it: Friday, 3 Dec or 27/11/2026. Type a time like 14:30."
    ),
}

# What is told of the record as a whole, and of a change for which nothing else was.
TIMELINE: dict[str, str] = {
    "kept": "Kept as it now stands",
    "taken_in": "{count} records that were there already were given their hashes",
    "sealed_from_here": "From here on every record has a hash in its timeline",
}

# Beside the picker of a date or a time that did not arrive.
OR_TYPE_IT = "{name}, typed"
DAY_HINT = "For example tomorrow, Friday or 3 Dec"
DAY_PAST_HINT = "For example yesterday, Friday or 3 Dec"
TIME_HINT = "For example 14:30"

# Behind the button that says where the policy has it.
WHY, FROM_THE_POLICY = "Why", "Online Safety Policy, {sections}"

# Of what is too long for a card.
REST_IN_EXPORT = "… (the rest is in the export of the log)"

# Welcome and help.
WELCOME = "This is where staff of {school} report anything online that worries them."
WELCOME_POINTS = (
    "You are told at once what to do, and what not to do.",
    "The right person is told at once, and again until somebody takes it.",
    "Only those who handle it read what you wrote.",
)
WELCOME_ALSO = "You can also type **report**, or say what happened in your own words. **help** shows this again."
CANCEL_LINE = "stop what you are doing here"
WHAT_I_CAN_DO = "What I can do"
NOT_NOW = "Not now"
LEAVES = {"Send": "Leave without sending", "Save": "Leave without saving"}
"""What puts a form away, by the button that sends it."""
IN_DANGER = "If somebody is in danger now, phone 999."
TO_TYPE, MORE_TO_TYPE = "Or type", "More to type"
REPORT_SOMETHING, MY_REPORTS, ASK_FOR_A_CALL = "Report something", "My reports", "Ask for a video call"

# Toasts and titles of what Teams shows round a card.
WELCOME_TOAST = "Welcome to Online Safety"

# The window of the message action.
TOLD_LATER = "Sent outside school hours: they are told {at}."
REPORT_TITLE = "Report to Online Safety"


def why_undelivered(reason: str) -> str:
    """Why somebody could not be reached; a reason that has no words of its own is Teams' refusal."""
    return UNDELIVERED.get(reason, UNDELIVERED["other"])


def role_names(roles: Iterable[str]) -> str:
    """`Staff, Governor`."""
    return roles_in_words(", ".join(roles))


def roles_in_words(roles: str) -> str:
    """Roles as a timeline keeps them, with commas between; one that this release does not know stays as it is."""
    words = {str(role): said for role, said in ROLE_WORDS.items()}
    return ", ".join(words.get(role, role) for role in roles.split(", "))


FACTS = {"roles": roles_in_words, "reason": why_undelivered}
"""Facts of the timeline that are read in other words than they are kept in."""


CELL_CONTINUES = " … [goes on in the column “{column}”]"
"""At the end of a cell of an export that is too long for a spreadsheet."""


def page_of(page: int, pages: str) -> str:
    """At the foot of each page of a document. `pages` is how many there are, or what stands for that."""
    return f"Page {page} of {pages}"


def further_column(name: str, number: int) -> str:
    """What a further column is called, in which a long text goes on."""
    return f"{name} ({number})"


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What an answer says: the question as a title, one line of what to do, and one of what not to do. `short` is its
    yes or no, where most who ask want one."""

    title: str
    do: str
    do_not: str
    short: str = ""


def role_in_words(roles: Set[Role]) -> str:
    """What somebody new may know a person by: the first of their roles, as `ROLE_WORDS` has them; empty for staff who
    hold no other."""
    return next((said for role, said in ROLE_WORDS.items() if role != "staff" and role in roles), "")


def names_words(names: Sequence[str], say: tuple[str, str]) -> str:
    """A sentence about these people, the first three of them by name; `say` is it about one, and about more."""
    others = len(names) - 3
    shown = list(names[:3])
    if others > 0:
        shown.append("1 other" if others == 1 else f"{others} others")
    joined = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
    return say[len(shown) > 1].format(names=joined)


# Somebody who belongs to several schools of one tenant
WHICH_SCHOOL = "Which school do you mean?"
OF_SEVERAL_SCHOOLS = (
    "You belong to more than one school here, and each has its own log. Nobody has been told anything yet."
)
SCHOOL_MEANT_NOW = "What you write now goes to **{school}**. You belong to more than one school here."
WORDS_CARRIED = "What you wrote is kept: it goes to the school that you press."
SEND_ONCE_MORE = "Press your school, then send what you sent above once more: it could not be carried over."
SCHOOL_CHOSEN = (
    "From now on what you write here goes to **{school}**. A button always goes to the school whose card it stands on."
)
TO_CHANGE_SCHOOL = "Type **school** to change it."
CHOOSE_SCHOOL_FIRST = (
    "You belong to more than one school here. Write **school** to the bot in its own chat, press the one that you "
    "mean, and then choose this again. Nothing was sent."
)

AWAY_UNTIL_DAY = "away until {day}"
"""Of somebody who has said so, wherever people are listed."""
ASK_ON_DUTY, ON_DUTY_COMMAND = "Who is on duty", "who is on duty"
NOBODY_ANSWERS = "Nobody answers. Telephone somebody now"
WARN_EVERYBODY = "Warn everybody"
"""A button on a report that leads to what staff are told."""
CHANGE_POLICY = "Change the policy"
"""A button on a report and on the patterns."""
