"""The words of actions: what is to be done about a report, by whom, and until when."""

from __future__ import annotations

from bot.policy.actions import ActionPurpose
from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.records import Purpose
from cards.words.kit import LineWords

ACTIONS_HELP = ("**actions**", "what you are to do about reports")

LEADS: dict[Purpose, str] = {
    ActionPurpose.GIVEN: "You have been asked to do this about a report.",
    ActionPurpose.AGAIN: "A reminder: this is still yours to do.",
}
"""Why a card has come, while anything on it is open."""

TOASTS: dict[Purpose, str] = {
    ActionPurpose.GIVEN: "{reference}: something for you to do",
    ActionPurpose.AGAIN: "{reference}: still yours to do",
    IncidentPurpose.ACTION_LOST: "{reference}: an action needs somebody else",
}

SENTENCES: dict[str, str] = {
    "action.not_found": "There is no such action that you can open. Type **actions** for what is yours to do.",
    "action.over": "{who} had already said what became of this, {at}. Nothing was changed.",
    "action.not_staff": "Nobody of that name is on the staff list. Type the surname alone, and choose from the list.",
    "action.named": "The report names that person, so they are not told of it. Please choose somebody else.",
    "action.no_day": "Please say by which day, for example Friday or 27/11/2026.",
    "action.day_gone": "That day is past. Please choose today or a later day.",
    "action.too_far": "That is more than a year away. Please choose an earlier day.",
    "action.too_many": "This report has as many open actions as its card can show. Please finish one of them first.",
    "form.actions_open": "Something is still to be done about this report. Please say what becomes of it.",
    "done.action.added": "The action was added to {reference}. {who} is told.",
    "done.action.added_yours": "The action was added to {reference}. You are reminded on the day.",
    "done.action.done": "Thank you. It is marked as done.",
    "done.action.not_needed": "It is marked as not needed any more.",
}

TIMELINE: dict[str, str] = {
    "action_added": "{by} gave {to} an action, to be done by {on_day}",
    "action_done": "{by} marked an action as done (given to {to})",
    "action_not_needed": "{by} marked an action as not needed any more (given to {to})",
    "action_reminded": "Reminded {to} of their action",
    "action_lost": "{to} may not be told of this report any more, and had an action to do",
    "action_back": "{to} may be told of this report again, and still has an action to do",
    "actions_go_on": "The actions given to {to} are still to be done",
}

# Lines of the briefing.
LINE_MINE = LineWords(
    "1 action is yours to do", "{count} actions are yours to do", "See what is yours", {"late": "{fact} late"}
)
LINE_OPEN = LineWords(
    "1 action given to somebody else is open",
    "{count} actions given to others are open",
    "See what is open",
    {"late": "{fact} late"},
)

# Cards.
ACTIONS, OTHERS, FOR_YOU, ALL_DONE = (
    "Actions",
    "Given to others, on reports that you can open",
    "For you to do",
    "All done",
)
A_REPORT = "Online Safety report"
BY_DAY_FOR, LATE_FOR = "By {day} · asked by {by}", "Late: it was to be done by {day} · asked by {by}"
WHO_BY = "{who}, by {day}"
NOTHING_TO_DO = "Nothing is open. Type **help** for what else there is."
WHAT_IS_YOURS = "Type **actions** for what else is yours to do."
AND_MORE = "And {count} more."
DONE_BUTTON = "Done"

# Forms.
ADD_TITLE, END_TITLE = "Add an action", "What became of this?"
WHAT, WHAT_HINT = "What is to be done?", "For example: phone the parents"
WHO, WHO_HINT = "Who does it?", "A name from the staff"
BY_WHEN = "By when?"
ADD_EXPLAINED = (
    "If you choose nobody, it is yours. Whoever is to do it gets a card with these words and the report's reference, "
    "and a reminder on the day. Unless they handle the report, they read nothing else of it."
)
WHAT_BECAME, IS_DONE, IS_NOT_NEEDED = "It is", "Done", "Not needed any more"
WHAT_WAS_DONE, IF_YOU_LIKE = "What was done", "If you like"
