"""Links between reports as handlers press them: offered ones, by hand, unlinked, and the chronology."""

from __future__ import annotations

import re

from bot.policy.kit.errors import NotFound
from bot.policy.kit.references import INCIDENT_PREFIX, series
from bot.policy.kit.school_time import school_year
from bot.services.incidents.links import Links
from bot.services.incidents.loading import IncidentAnswer, with_people
from bot.services.services import Services
from cards.incidents import LinkVerb, incidents
from cards.incidents import linking as cards
from cards.kit.elements import AdaptiveCard
from dialogs.press import Area, FormCard, FormResult, Press, Reply
from dialogs.references import reference_line

_NUMBER = re.compile(r"\W*(\d{1,6})\W*")


class LinkingArea(Area):
    """The buttons by which reports are linked."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._links = services.get(Links)
        self.verbs = {
            LinkVerb.FORM: self.form,
            LinkVerb.SEND: self.send,
            LinkVerb.OFFERED: self.link_offered,
            LinkVerb.UNLINK: self.unlink,
            LinkVerb.CHRONOLOGY: self.chronology,
        }

    async def form(self, press: Press, wrong: str = "") -> FormCard:
        """Which report belongs with it?"""
        incident = await self._links.prepare(press.person, press.id)
        shown = cards.link_form(incident, press.texts(), {cards.OTHER_REFERENCE: wrong} if wrong else {})
        return FormCard(shown, press.form_for_words(LinkVerb.FORM, cards.OTHER_REFERENCE))

    async def send(self, press: Press) -> Reply:
        """They are linked; a reference that cannot be linked comes back with what was typed."""
        other = self._reference(press.text(cards.OTHER_REFERENCE))
        if not other or other == press.id:
            return await self.form(press, "link.itself" if other else "link.which")
        await self._links.prepare(press.person, press.id)
        try:
            answer = await self._links.link(press.by, press.id, other)
        except NotFound:
            return await self.form(press, "link.not_found")
        said = self._tell(answer, "done.link")
        return FormResult(said, cards.link_result(answer.view.incident, said))

    async def link_offered(self, press: Press) -> AdaptiveCard:
        """What was offered belongs with it: the card says so at once."""
        answer = await self._links.link(press.by, press.id, press.text("to"))
        view = await with_people(self._services.directory, answer.view)
        view = await self._links.known_to(view, press.person)
        note = self._tell(answer, "done.link")
        return incidents.incident_card(self._school, self._now, view, press.person, note=note)

    async def unlink(self, press: Press) -> AdaptiveCard:
        """It does not belong with it after all: the chronology goes on without it."""
        answer = await self._links.unlink(press.by, press.id, press.text("to"))
        found = await self._links.chronology(press.person, press.id)
        return cards.chronology_card(self._school, self._now, found, note=self._tell(answer, "done.unlink"))

    async def chronology(self, press: Press) -> AdaptiveCard:
        """All that belongs together."""
        return cards.chronology_card(self._school, self._now, await self._links.chronology(press.person, press.id))

    def _tell(self, answer: IncidentAnswer, done: str) -> str:
        return cards.link_sentence(answer.said or done, answer.view.incident.id, answer.facts.get("other", ""))

    def _reference(self, typed: str) -> str:
        """The reference that somebody means: whole, or its number in this school year."""
        if number := _NUMBER.fullmatch(typed):
            year = school_year(self._now, self._school.timezone)
            return f"{series(INCIDENT_PREFIX, year)}-{int(number[1]):04d}"
        line = reference_line(typed)
        return line.reference if line is not None and line.command == f"{INCIDENT_PREFIX.casefold()}-*" else ""
