"""Why somebody could not be reached, by the messenger's reason."""

from __future__ import annotations

UNDELIVERED: dict[str, str] = {
    "not_installed": "the app is not installed for them",
    "blocked": "they have blocked or removed the app",
    "disabled": "the app is switched off by the school's administrator",
    "gone": "their chat is no more",
    "card_gone": "the message is no longer in their chat",
    "left": "they are not in the staff list any more",
    "no_role": "they do not hold the role any more",
    "other": "Teams refused the message",
}

UNDELIVERED_DO: dict[str, str] = {
    "not_installed": "Ask the administrator to install it by the app setup policy.",
    "blocked": "Ask them to allow it again in Teams.",
    "disabled": "Ask the administrator to switch it on again.",
    "gone": "Ask them to open the app once in Teams.",
}
"""What to do about it."""
