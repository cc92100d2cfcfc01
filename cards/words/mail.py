"""The words of an e-mail, the second road of an alert: reference, kind, whom to phone; nothing of what happened."""

from __future__ import annotations

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.records import Purpose

TOASTS: dict[Purpose, str] = {
    IncidentPurpose.PING_BY_MAIL: "{reference}: {kind}",
    IncidentPurpose.UNTAKEN_BY_MAIL: "{reference}: nobody has taken it ({kind})",
}
"""The subject of each."""

TIMELINE: dict[str, str] = {
    "mailed": "E-mailed {to}",
    "could_not_mail": "{to} could not be e-mailed: {reason}",
}

WHY: dict[Purpose, str] = {
    IncidentPurpose.PING_BY_MAIL: "You are asked to take this report. Teams could not tell you of it.",
    IncidentPurpose.UNTAKEN_BY_MAIL: "Everybody has been told of this report, and nobody has taken it yet.",
}
WHAT_TO_DO = "Open Teams, on another device if need be, and press Acknowledge. If Teams does not work, phone:"
NO_ANSWER = "Nobody reads replies to this e-mail."

TEST_SUBJECT = "Online Safety: a test"
TEST_TEXT = (
    "This is a test by whoever looks after the bot. Alerts that Teams cannot deliver would come by e-mail like this."
)
