"""The words of those who are asked to come, each of them: what they answer, and what of that others read; and of one
message for many alerts."""

from __future__ import annotations

COMING, CANNOT_COME = "I am coming", "I cannot"
"""What those answer who are asked to come, each of them."""
ON_THE_WAY, CANNOT_COME_LINE, NO_ANSWER_YET = "On the way: {names}", "Cannot come: {names}", "No answer yet: {names}"
CANNOT_TAKE_LINE = "Cannot take it: {names}"
"""Where nobody is asked to come."""
ALSO_ON_THE_WAY = ("{names} is on the way too.", "{names} are on the way too.")
"""The first on the card of those who handle it, the last for whoever reported it."""
COME = "You are asked to come. Press Acknowledge, or say that you cannot."
HANDED_TO_YOU = "It was handed to you. Press Acknowledge, or say that you cannot."
COME_TOO = "You are asked to come too. Please say whether you can."
YOU_COME, YOU_CANNOT = "You said that you are coming.", "You said that you cannot come."
"""On the card of somebody who is asked; but for the first, once somebody else has it."""

GATHERED = "{count} reports wait for somebody"
GATHERED_EXPLAINED = (
    "They came close together, and none of them is urgent, so you are told of them in one message. Open each to see "
    "how it stands."
)

SENTENCES: dict[str, str] = {
    "on_the_way": "{who} has it. You are shown as on the way.",
    "cannot_come": "Thank you. The others see that you cannot come.",
    "cannot_take": "Thank you. The others see that you cannot take it, and nobody waits for you.",
    "hand_it_over": "You have this report. If you cannot go on, press **Hand over**.",
}

TIMELINE: dict[str, str] = {
    "coming": "{by} is on the way",
    "cannot_come": "{by} cannot come",
    "cannot_take": "{by} cannot take it",
}
