"""What Champions and senior leaders ask of the bot itself: who can be reached, and a drill."""

from __future__ import annotations

from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.incidents.kinds import KINDS
from bot.services.services import Services
from cards.incidents import DrillVerb, drills, receipts
from cards.kit.parts import Verb
from cards.reach import ReachVerb, reach
from cards.words.incidents import OVERSEEING_HELP
from dialogs.press import Handler, Press, UnknownPress


class Overseeing:
    """`reach` and `drill`."""

    help = OVERSEEING_HELP

    def __init__(self, services: Services) -> None:
        self._services = services
        self.verbs: dict[Verb, Handler] = {
            ReachVerb.CHECK: self.check,
            DrillVerb.START: self.start,
            DrillVerb.END: self.end,
        }
        self.commands: dict[str, Handler] = {"reach": self.reach, "drill": self.drill}

    async def reach(self, press: Press) -> AdaptiveCard:
        """Every role, who holds it and who cannot be reached."""
        return reach.reach_card(self._services.school, *await self._services.reach.show(press.turn.person))

    async def check(self, press: Press) -> AdaptiveCard:
        """The same, found out afresh."""
        return reach.reach_card(self._services.school, *await self._services.reach.check_now(press.turn.person))

    async def drill(self, press: Press) -> AdaptiveCard:
        """Which ladder shall be rung?"""
        await self._services.drills.may_begin(press.turn.person)
        return drills.drill_form()

    async def start(self, press: Press) -> AdaptiveCard:
        """A real ladder is rung, marked as a drill on every card."""
        kind = press.text("kind")
        if kind not in KINDS:
            raise UnknownPress
        answer = await self._services.drills.begin(press.by, kind, press.text("draft"), press.turn.place)
        return receipts.report_receipt(self._services.school, answer.view)

    async def end(self, press: Press) -> AdaptiveCard:
        """The drill is over; the receipt tells the times."""
        answer = await self._services.drills.end(press.by, press.id)
        return receipts.report_receipt(self._services.school, answer.view)
