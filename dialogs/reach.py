"""What people press and type about who is on duty and who can be reached, and to practise it."""

from __future__ import annotations

from bot.policy.incidents.authority import DRILLERS
from bot.policy.incidents.kinds import KINDS
from bot.policy.reach.reach import REACH_READERS
from bot.services.incidents.drills import Drills
from bot.services.reach.reach import Reach
from bot.services.services import Services
from cards.incidents import DrillVerb, receipts
from cards.incidents.reporting import drill_form
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpButton, HelpLine
from cards.reach import ReachVerb, reach
from cards.reach.on_duty import on_duty_card
from cards.words.incidents import DRILL_HELP
from cards.words.reach import ON_DUTY_HELP, REACH_HELP, WHO_CAN_BE_REACHED
from dialogs.press import Area, Press, UnknownPress


class ReachArea(Area):
    """`reach` and `who is on duty`."""

    help = (HelpLine(*ON_DUTY_HELP, frozenset({"staff"})), HelpLine(*REACH_HELP, REACH_READERS))
    buttons = (HelpButton(WHO_CAN_BE_REACHED, ReachVerb.SHOW, REACH_READERS),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._reach = services.get(Reach)
        self.verbs = {ReachVerb.SHOW: self.show, ReachVerb.CHECK: self.check}
        self.commands = {
            "reach": self.show,
            "who is on duty": self.on_duty,
            "who's on duty": self.on_duty,
            "on duty": self.on_duty,
        }

    async def show(self, press: Press) -> AdaptiveCard:
        """Every role, who holds it and who cannot be reached."""
        return reach.reach_card(self._school, self._now, *await self._reach.show(press.person))

    async def on_duty(self, press: Press) -> AdaptiveCard:
        """Who would be told first now, and their telephone numbers."""
        return on_duty_card(self._school, self._now, await self._reach.on_duty(press.person))

    async def check(self, press: Press) -> AdaptiveCard:
        """The same, asked of Teams again now."""
        return reach.reach_card(self._school, self._now, *await self._reach.check_now(press.person))


class DrillsArea(Area):
    """`drill`: what Champions press and type to practise."""

    help = (HelpLine(*DRILL_HELP, DRILLERS),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._drills = services.get(Drills)
        self.verbs = {DrillVerb.START: self.start, DrillVerb.END: self.end}
        self.commands = {"drill": self.choose}

    async def choose(self, press: Press) -> AdaptiveCard:
        """Which kind shall be practised?"""
        await self._drills.may_begin(press.person)
        return drill_form()

    async def start(self, press: Press) -> AdaptiveCard:
        """The real people are told, marked as a drill on every card."""
        kind = press.text("kind")
        if kind not in KINDS:
            raise UnknownPress
        answer = await self._drills.begin(press.by, kind, press.text("draft"), press.turn.place)
        return receipts.report_receipt(self._school, self._now, answer.view)

    async def end(self, press: Press) -> AdaptiveCard:
        """The drill is over; the receipt tells the times."""
        answer = await self._drills.end(press.by, press.id)
        return receipts.report_receipt(self._school, self._now, answer.view)
