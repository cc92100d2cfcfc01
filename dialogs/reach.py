"""What Champions and senior leaders press and type about who can be reached."""

from __future__ import annotations

from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.reach.reach import REACH_READERS
from bot.services.reach.reach import Reach
from bot.services.services import Services
from cards.kit.guide import HelpButton, HelpLine
from cards.reach import ReachVerb, reach
from cards.words.reach import REACH_HELP, WHO_CAN_BE_REACHED
from dialogs.press import Area, Press


class ReachArea(Area):
    """`reach`."""

    help = (HelpLine(*REACH_HELP, REACH_READERS),)
    buttons = (HelpButton(WHO_CAN_BE_REACHED, ReachVerb.SHOW, REACH_READERS),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._reach = services.get(Reach)
        self.verbs = {ReachVerb.SHOW: self.show, ReachVerb.CHECK: self.check}
        self.commands = {"reach": self.show}

    async def show(self, press: Press) -> AdaptiveCard:
        """Every role, who holds it and who cannot be reached."""
        return reach.reach_card(self._school, self._now, *await self._reach.show(press.person))

    async def check(self, press: Press) -> AdaptiveCard:
        """The same, asked of Teams again now."""
        return reach.reach_card(self._school, self._now, *await self._reach.check_now(press.person))
