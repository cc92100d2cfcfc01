"""`app.py check`: what works and what to do about what does not, line by line, for whoever sets the bot up.

Exit status 0 when all is well, 1 when something needs doing. Nothing secret is printed, and nothing is changed.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Callable

from bot.directory.check import Finding
from bot.settings import Environment

Looks = Callable[[Environment], AsyncIterator[Finding]]
"""Everything that is looked at, in the order in which it is told."""

WELL, NEEDS_DOING = 0, 1


class Check:
    """The command."""

    name = "check"
    about = "say what works and what to do about what does not; the exit status is 1 when something needs doing"

    def __init__(self, looks: Looks) -> None:
        self._looks = looks

    def arguments(self, parser: ArgumentParser) -> None:
        """It takes none."""

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Look at everything and print a line for each."""
        needs_doing = 0
        async for finding in self._looks(environment):
            needs_doing += not finding.ok
            print(finding_line(finding), flush=True)  # noqa: T201 - what the command is for
        print("All is well." if not needs_doing else f"{needs_doing} to do.")  # noqa: T201 - what the command is for
        return NEEDS_DOING if needs_doing else WELL


def finding_line(finding: Finding) -> str:
    """A finding as it is printed."""
    if finding.ok:
        return f"ok    {finding.what}" + (f" ({finding.do})" if finding.do else "")
    return f"TO DO {finding.what}: {finding.do}" if finding.do else f"TO DO {finding.what}"
