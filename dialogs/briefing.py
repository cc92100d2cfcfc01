"""The briefing as people ask for it."""

from __future__ import annotations

from bot.services.briefing.briefings import Briefings
from bot.services.services import Services
from cards import greeting
from cards.briefing import BriefingVerb
from cards.briefing.briefing import briefing_card
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import Faces, HelpButton, HelpLine
from cards.words.briefing import BRIEFING_HELP
from cards.words.sentences import sentence
from dialogs.press import Area, Press


class BriefingArea(Area):
    """`briefing`: what each line opens is answered by the area of its feature."""

    def __init__(self, faces: Faces, services: Services) -> None:
        super().__init__(services)
        self._faces = faces
        self._briefings = services.get(Briefings)
        self.help = (HelpLine(*BRIEFING_HELP, self._briefings.roles),)
        self.buttons = (HelpButton("Briefing", BriefingVerb.SHOW, self._briefings.roles),)
        self.verbs = {BriefingVerb.SHOW: self.show}
        self.commands = {"briefing": self.show}

    async def show(self, press: Press) -> AdaptiveCard:
        """What waits for whoever asks, as it stands now."""
        lines = await self._briefings.of(press.person)
        if not lines:
            return greeting.sentence_card(sentence("briefing.nothing"))
        return briefing_card(self._faces, self._school, self._now, lines)
