"""The words of what if: who would be told of a report, before there is one."""

from __future__ import annotations

from bot.policy.simulation.hours import Occasion
from bot.policy.simulation.simulating import Road

SIMULATE_HELP = ("**simulate**", "what if: who would be told of a report, at any hour, before there is one")

MOMENT_WORDS: dict[Occasion, str] = {
    Occasion.NOW: "Now",
    Occasion.TONIGHT: "Tonight",
    Occasion.SATURDAY: "Saturday",
    Occasion.HOLIDAY: "Holidays",
}
ROAD_WORDS: dict[Road, str] = {
    Road.TEAMS: "",
    Road.MAIL: "by e-mail: Teams does not reach them",
    Road.PHONE: "to be telephoned: {phone}",
    Road.NONE: "cannot be reached",
}
"""What is said of how somebody would hear of it; nothing of Teams, which is the rule."""

WHAT_IF = "What if"
WHAT_IF_EXPLAINED = (
    "Who would be told first if somebody reported it. This goes by the staff list, the routes, who is away and who can "
    "be reached. Nobody is told of it, and no report is looked at."
)
NO_GAP = "Every kind reaches somebody at all of these times."
GAPS = "Nobody would be told of what stands in red below"
NOBODY, TOLD_AT_ONCE = "Nobody", "At once"
ANY_HOUR, NOBODY_EVER = "At once, at any hour", "Nobody, at any hour"
CELL = "{moment}:\n\n{when}"
AWAY = "{who} is away until {until}"
EMPTY_STEP = "Would reach nobody: step {numbers}"
"""On the card of all kinds."""

IF_REPORTED = "If it were reported {at}"
AND_NAMES = ", and named {who}"
NOBODY_TOLD = "Nobody who is there would be told. Whom to go to or to phone:"
NOBODY_TO_GO_TO = "Nobody would be told, and there is nobody to go to: this needs mending today."
TELLS_FIRST = "{when}: {who}"
LADDER_GOES_ON = "As long as nobody takes it:"
STEP_NOBODY = "Nobody would hear as {roles}"
STEP_LEFT_OUT = "{who} is left out: the report names them"
AGAIN_TIMES = {
    True: "Then all of it again every {again}, {times} times. After that whoever reported it and the Champions are "
    "told that nobody has taken it.",
    False: "After that whoever reported it and the Champions are told that nobody has taken it.",
}
AGAIN_CONFIDENTIAL = {
    True: "Then all of it again every {again}, {times} times. After that whoever reported it, and those who were told "
    "of it, are told that nobody has taken it. Nobody else is.",
    False: "After that whoever reported it, and those who were told of it, are told that nobody has taken it. Nobody "
    "else is.",
}
"""How a ladder ends, and whether it comes again."""
COMES_AGAIN = "To whoever does not answer each alert comes again every 2 minutes, five times."
"""Of an emergency."""
EACH_IS_ASKED = "Each of them is asked to come, and alerted until they have answered."
"""Below a step of which all are to come."""
OF_SCHOOL_TIME = "{time} of school hours"
OUTSIDE = "Shown to be telephoned"
AFTER = {"min": "After {count} min", "h": "After {count} h"}

ALL_KINDS, ANOTHER_CASE, AS_FILE = "All kinds", "Another moment", "Every hour, as a file"
CASE_TITLE = "What if …"
CASE_EXPLAINED = "Nobody is told of this, and nothing is kept."
CASE_KIND, CASE_NAMED, CASE_NAMED_HINT = "What is reported", "Whom it names, if anybody", "Type a name"
CASE_DAY, CASE_TIME = "Day", "Time"
SHOWN_BELOW = "simulation.shown_below"

SENTENCES: dict[str, str] = {
    "simulation.exported": (
        "I have offered you the file **{file}** in this chat: each kind at each hour of the week to come."
    ),
    "simulation.shown_below": "It stands below.",
    "simulation.not_staff": "That person is not on the school's staff list, so nothing would be kept from them.",
    "simulation.past": "That is over. Please choose a moment that is still to come.",
    "simulation.far": "That is more than a year ahead. Please choose an earlier day.",
}
TIMELINE: dict[str, str] = {
    "simulation_exported": "{by} exported who would be told at each hour",
}

COLUMNS = (
    *("Reported", "Day", "Kind", "Urgency", "First told", "Minutes until then", "Told first", "Told later"),
    *("To be telephoned", "Cannot be reached", "Away", "Gap"),
)
GAP_CELL = "NOBODY IS TOLD"
EMPTY_CELL = "step {number} reaches nobody"
URGENCY_CELL = {"emergency": "emergency", "urgent": "urgent", "routine": "routine, in school hours"}
"""Of the file."""
