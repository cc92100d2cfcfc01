"""What somebody says who had not meant to send a report, or who wants one closed. Nothing is closed by such words."""

from __future__ import annotations

from bot.policy.incidents.incident import State
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.reports import Reports
from bot.services.services import Services
from cards import greeting
from cards.incidents import AfterthoughtVerb, afterthoughts, receipts
from cards.kit.elements import AdaptiveCard
from cards.words.closing import MISTAKE_DETAIL, MISTAKE_TOLD
from cards.words.sentences import sentence
from dialogs.press import Area, NotMeant, Press, new_draft

CLOSE_WORDS = ("it", "this", "that", "the report", "this report", "my report", "a report")
"""What stands behind *close* where no reference does."""


class AfterthoughtsArea(Area):
    """*I sent it by mistake*, *close it*."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._reports = services.get(Reports)
        self._incidents = services.get(Incidents)
        self.verbs = {AfterthoughtVerb.MISTAKE: self.tell_mistake}
        self.commands = {
            "sent by mistake": self.ask_mistake,
            "close": self.close,
            **{f"close {words}": self.close for words in CLOSE_WORDS},
        }

    async def ask_mistake(self, press: Press) -> AdaptiveCard:
        """Was the newest report of the person a mistake? Raises `NotMeant` where none was sent within a day, or it is
        closed."""
        newest = await self._reports.newest_open(press.person)
        if not newest:
            raise NotMeant
        incident = (await self._reports.own(press.person, newest)).view.incident
        said, stops = press.text("wish"), bool(press.text("stops"))
        return afterthoughts.mistake_card(self._school, self._now, incident, new_draft(), said, stops=stops)

    async def tell_mistake(self, press: Press) -> AdaptiveCard:
        """Whoever handles the report reads that it was a mistake, as a detail that its reporter adds. It stays open."""
        own = await self._reports.own(press.person, press.id)
        if own.view.incident.state is State.CLOSED:
            return receipts.report_receipt(self._school, self._now, own.view)
        told = await self._reports.add_details(press.by, press.id, {"what": MISTAKE_DETAIL}, press.turn.place)
        incident = told.view.incident
        return receipts.details_result(incident, MISTAKE_TOLD.format(id=incident.id))

    async def close(self, press: Press) -> AdaptiveCard:
        """The reports that the person has, each with **Close**. Whoever only reported something is told who closes it.
        Where there is neither, that is said, and what they are writing stays as it is."""
        held = await self._incidents.held_by(press.person)
        if held:
            return afterthoughts.close_which_card(self._school, self._now, held)
        newest = await self._reports.newest_open(press.person)
        if not newest:
            return greeting.sentence_card(sentence("close.nothing"))
        incident = (await self._reports.own(press.person, newest)).view.incident
        return afterthoughts.who_closes_card(self._school, self._now, incident)
