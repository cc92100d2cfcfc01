"""Every button of every card and every command: gathered from the areas, and answered.

A press needs no conversation: a card sent after a restart, a `cancel` or a day is still taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from botbuilder.dialogs import DialogContext
from microsoft_teams.cards.core import AdaptiveCard

from bot.services.services import Services
from dialogs import turn
from dialogs.aup import AcceptableUse
from dialogs.calls import VideoCalls
from dialogs.evidence import Opening
from dialogs.handling import Handling
from dialogs.log import TheLog
from dialogs.overseeing import Overseeing
from dialogs.press import Answer, Area, Press, UnknownPress
from dialogs.reporting import Reporting
from dialogs.training import TrainingArea


def areas(services: Services) -> Sequence[Area]:
    """Every part of the product that people press or type."""
    return (
        Reporting(services),
        Handling(services),
        TheLog(services),
        Overseeing(services),
        Opening(services),
        VideoCalls(services),
        AcceptableUse(services),
        TrainingArea(services),
    )


class Presses:
    """The buttons and commands of all areas."""

    def __init__(self, services: Services) -> None:
        self.verbs: dict[str, Answer] = {}
        self.commands: dict[str, Answer] = {}
        for area in areas(services):
            self.verbs |= area.verbs
            self.commands |= area.commands

    async def answer(self, dialogs: DialogContext, verb: str, data: Mapping[str, object]) -> AdaptiveCard:
        """The card that answers a press. Raises a `PolicyError` whose key is the sentence to say instead."""
        does = self.verbs.get(verb)
        if does is None:
            raise UnknownPress
        turn.does(verb)
        return await does(Press(dialogs, data, verb))

    async def command(self, dialogs: DialogContext, said: str) -> AdaptiveCard | None:
        """The card that answers a typed command, `said` in small letters; None when it is none of ours."""
        does = self.commands.get(said)
        if does is not None:
            turn.does(said)
            return await does(Press(dialogs, {}))
        for command, does in self.commands.items():
            if command.endswith("*") and said.startswith(command[:-1]):
                turn.does(command)
                return await does(Press(dialogs, {"said": said[len(command) - 1 :]}))
        return None
