"""The words of induction: what a joiner is sent, and who is new here."""

from __future__ import annotations

from bot.policy.induction import InductionPurpose
from bot.policy.kit.records import Purpose

INDUCTION_HELP = ("**induction**", "what is yours to read, practise and attend; for Champions, who is new here")

TOASTS: dict[Purpose, str] = {
    InductionPurpose.WELCOME: "Welcome: your induction on one list",
}

INDUCTION_TITLE = "Your induction"
OWN_TITLE = "Yours to read, practise and attend"
WELCOME = (
    "Welcome to the school. This is all that is yours to read, sign, practise and attend, and where you are with it. "
    "Do it when you have a quiet moment. Type **induction** to see it again."
)
AS_AT = "As it stood {at}. Press a line to open it."
ALL_DONE = "You have done all of it. Thank you."
NOTHING_YET = "Nothing is asked of you just now. What the school publishes comes to you here."
TO_PRACTISE, TO_ATTEND = "To practise", "To attend"
PRACTISE = "Practise"
A_PRACTICE = "A made-up incident on the real cards, about three minutes"
NOT_PRACTISED = "Not practised yet this school year."
PRACTISED = "{done} of {stories} stories practised this school year."
ONLY_YOU = "Only you see this."
COUNTS = "One counts as your training."
TRAINING = "Online-safety training {label}"
TRAINING_DUE = "Due: a Champion tells you when the next session is"
TRAINING_DONE = "Done, noted {at}"
TRAINING_ASIDE = "Nothing is asked before {day}"
SHOW_NOW = "Bring it up to date"

NEW_HERE = "New here"
JOINERS_EXPLAINED = (
    "Whoever has appeared on the staff list in the last year, the last to come first. Whether they have practised is "
    "theirs alone, and does not stand here."
)
NOBODY_NEW = "Nobody new has appeared on the staff list in the last year."
HOW_MANY_NEW = ("1 person is new here", "{count:,} people are new here")
JOINED = "Joined {day}"
STILL_TO_SIGN = "still to sign: {titles}"
ALL_SIGNED = "all signed"
NOTHING_TO_SIGN = "nothing to sign yet"
ATTEND = {True: "training due", False: "trained"}
NOT_REACHED = "could not be reached in Teams"
MORE_NAMES, MY_OWN_LIST, WHO_IS_NEW = "More names", "My own list", "Who is new here"
INDUCTION_SECTIONS = ("6.2",)
