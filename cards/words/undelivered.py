"""Why somebody could not be reached, by the messenger's reason."""

from __future__ import annotations

UNDELIVERED: dict[str, str] = {
    "not_installed": "the app is not installed for them",
    "blocked": "they have blocked or removed the app",
    "disabled": "the app is switched off by the school's administrator",
    "other": "Teams refused the message",
}
