"""The commands of `app.py` beside serving: each reads the settings, does one thing, prints it, and says how it went.

What they work on is handed to them by `app.py`: a command knows no store, no directory and no Teams of its own.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Protocol

from bot.settings import Environment


class Command(Protocol):
    """One word after `app.py`."""

    @property
    def name(self) -> str:
        """The word."""

    @property
    def about(self) -> str:
        """What it does, for `--help`: one line."""

    def arguments(self, parser: ArgumentParser) -> None:
        """Say what else it takes."""

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Do it; the exit status. A `NotDone` ends it with its one line and status 2."""
