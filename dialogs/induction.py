"""`induction`: what is theirs to read, sign, practise and attend; for Champions and senior leaders who is new."""

from __future__ import annotations

from bot.policy.documents.publication import SEE_WHO_SIGNED
from bot.services.induction.inductions import Inductions
from bot.services.services import Services
from cards.induction import InductionVerb
from cards.induction.induction import induction_card, joiners_card
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.words.induction import INDUCTION_HELP
from dialogs.press import Area, Press


class InductionArea(Area):
    """`induction`: what each line opens is answered by the area of its feature."""

    help = (HelpLine(*INDUCTION_HELP, last=True),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._inductions = services.get(Inductions)
        self.verbs = {InductionVerb.OWN: self.own, InductionVerb.JOINERS: self.joiners}
        self.commands = {"induction": self.show}

    async def show(self, press: Press) -> AdaptiveCard:
        """Who is new, for those who see who has not signed; to anybody else their own list."""
        return await (self.joiners(press) if press.person.holds(*SEE_WHO_SIGNED) else self.own(press))

    async def own(self, press: Press) -> AdaptiveCard:
        """All that is theirs, and where they are with it."""
        return induction_card(self._school, self._now, await self._inductions.own(press.person), press.person)

    async def joiners(self, press: Press) -> AdaptiveCard:
        """Each joiner with what is outstanding."""
        page = await self._inductions.joiners(press.person, press.number("page"))
        return joiners_card(self._school, self._now, page)
