"""The one error of the settings. It knows where a setting stands, and nothing of what the setting is for."""

from __future__ import annotations

from bot.policy.kit.errors import PolicyError


class SettingsError(PolicyError):
    """A setting is wrong. `str()` is one line for the owner: where it stands, what is wrong, what would be right."""

    key = "error.settings"

    def __init__(self, line: str) -> None:
        super().__init__(line=" ".join(line.split()))

    def __str__(self) -> str:
        return self.facts["line"]
