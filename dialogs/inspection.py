"""The archive for an inspection as people press and type it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.policy.inspection.taking import INSPECTION_READERS
from bot.services.feature import InspectionSection
from bot.services.inspection.feature import Inspections
from bot.services.services import Services
from cards import greeting
from cards.inspection import InspectionVerb
from cards.inspection.archive import inspection_card, pack_archive
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.words.inspection import INSPECTION_HELP
from cards.words.sentences import sentence
from dialogs.press import Area, Press


class InspectionArea(Area):
    """`inspection`, and the button that makes the archive of these sections."""

    help = (HelpLine(*INSPECTION_HELP, INSPECTION_READERS, last=True),)

    def __init__(self, sections: Sequence[InspectionSection[Any]], services: Services) -> None:
        super().__init__(services)
        self._sections = sections
        self._inspections = services.get(Inspections)
        self.verbs = {InspectionVerb.BUILD: self.build}
        self.commands = {"inspection": self.show}

    async def show(self, press: Press) -> AdaptiveCard:
        """What the archive holds, and who had one made."""
        return inspection_card(self._school, self._now, await self._inspections.history(press.person))

    async def build(self, press: Press) -> AdaptiveCard:
        """The archive, offered in this chat; meanwhile it is said that it is under way."""

        async def say_under_way() -> None:
            words = sentence("inspection.under_way")
            await press.dialogs.send(greeting.sentence_card(words), words)

        pack = partial(pack_archive, self._school)
        name = await self._inspections.build(press.by, self._sections, pack, say_under_way)
        return greeting.sentence_card(sentence("inspection.offered", {"file": name}))
