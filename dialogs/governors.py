"""The report to governors as people press and type it."""

from __future__ import annotations

from bot.policy.governors.report import GOVERNORS_READERS, RELEASERS, GovernorsReport
from bot.services.governors.governors import Governors
from bot.services.services import Services
from cards import greeting
from cards.governors import GovernorsVerb, report
from cards.governors.document import governors_pdf
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine, Opener
from cards.words import governors as wording
from cards.words.sentences import sentence
from dialogs.press import Area, Press


class GovernorsArea(Area):
    """`governors`, and the buttons of a report."""

    help = (HelpLine(*wording.GOVERNORS_HELP, GOVERNORS_READERS, last=True),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._governors = services.get(Governors)
        self.verbs = {
            Opener.GOVERNORS: self.show,
            GovernorsVerb.OPEN: self.open,
            GovernorsVerb.RELEASE: self.release,
            GovernorsVerb.FILE: self.take,
        }
        self.commands = {"governors": self.show}

    async def show(self, press: Press) -> AdaptiveCard:
        """What is to be released, or else the report to come; to the chair the newest. Below it the earlier ones."""
        reports = await self._governors.list_for(press.person)
        if press.person.roles & RELEASERS and not (reports and not reports[0].is_released):
            to_come = await self._governors.show_to_come(press.person)
            return report.governors_card(self._school, to_come, press.person, earlier=reports)
        if not reports:
            return report.nothing_released_card()
        newest = await self._governors.show(press.person, reports[0].id)
        return report.governors_card(self._school, newest, press.person, earlier=reports[1:])

    async def open(self, press: Press) -> AdaptiveCard:
        """An earlier report."""
        shown = await self._governors.show(press.person, press.id)
        return report.governors_card(self._school, shown, press.person)

    async def release(self, press: Press) -> AdaptiveCard:
        """Governors may read it from now on."""
        shown, first = await self._governors.release(press.by, press.id)
        note = wording.DONE_RELEASE if first else wording.RELEASED_BEFORE
        return report.governors_card(self._school, shown, press.person, note=note)

    async def take(self, press: Press) -> AdaptiveCard:
        """The report as a file, offered in this chat."""
        name = await self._governors.offer_file(press.by, press.id, report.file_name, self._draw)
        return greeting.sentence_card(sentence("governors.offered", {"file": name}))

    def _draw(self, released: GovernorsReport) -> bytes:
        return governors_pdf(self._school, released)
