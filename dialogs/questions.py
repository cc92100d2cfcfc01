"""Questions to whoever reported something, as they are pressed and answered: also in words that go past the form."""

from __future__ import annotations

from collections.abc import Mapping

from bot.policy.incidents.incident import Incident, ReporterQuestion
from bot.policy.incidents.untouchable import clean_form_texts
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school import School
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.reports import Reports
from bot.services.services import Services
from cards.incidents import QuestionVerb
from cards.incidents import questions as cards
from cards.incidents.handling import incident_result
from cards.kit.elements import AdaptiveCard
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, NotMeant, Press, Reply, new_draft


class QuestionsArea(Area):
    """**Ask the reporter**, and **Answer** on what they were asked."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._incidents = services.get(Incidents)
        self._reports = services.get(Reports)
        self.verbs = {
            QuestionVerb.ASK: self.ask,
            QuestionVerb.ASK_SEND: self.send_question,
            QuestionVerb.ANSWER: self.answer,
            QuestionVerb.ANSWER_SEND: self.send_answer,
        }
        self.on_answer = self.offer_answer

    async def ask(self, press: Press) -> FormCard:
        """What is asked of whoever reported it? Where they cannot be asked, that is said first."""
        incident = await self._incidents.prepare_question(press.person, press.id)
        return self._ask_form(press, incident, {})

    async def send_question(self, press: Press) -> FormResult | FormCard:
        """The reporter is asked. What is missing comes back on the form."""
        try:
            answer = await self._incidents.ask_the_reporter(press.by, press.id, press.text(cards.WORDS))
        except Incomplete as wrong:
            incident = (await self._incidents.show(press.person, press.id)).view.incident
            return self._ask_form(press, incident, wrong.facts)
        incident = answer.view.incident
        facts = {"who": incident.reporter.name, **answer.facts, "reference": incident.id}
        said = sentence(answer.said or "done.question.asked", facts)
        return FormResult(said, incident_result(incident, said))

    async def answer(self, press: Press) -> FormCard:
        """The question, with room for the answer, and with what was typed past it."""
        incident, asked = await self._reports.find_question(press.person, press.id, press.text("question"))
        return answer_of(press, self._school, incident, asked, press.texts())

    async def send_answer(self, press: Press) -> Reply:
        """The answer is kept with the report, and goes to whoever asked. What is missing comes back on the form."""
        question = press.text("question")
        try:
            answer = await self._reports.answer(press.by, press.id, question, press.text(cards.ANSWER))
        except Incomplete as wrong:
            incident, asked = await self._reports.find_question(press.person, press.id, question)
            return answer_of(press, self._school, incident, asked, press.texts(), wrong.facts)
        said = sentence("done.question.answered")
        return FormResult(said, cards.answer_result(answer.view.incident, said))

    async def offer_answer(self, press: Press) -> AdaptiveCard:
        """Words that were typed after a question, where no form is open: are they the answer? Raises `NotMeant` where
        nothing was asked lately."""
        found = await self._reports.newest_question(press.person)
        if found is None:
            raise NotMeant
        return cards.answer_offer(*found, new_draft(), press.text("said"))

    def _ask_form(self, press: Press, incident: Incident, wrong: Mapping[str, str]) -> FormCard:
        typed = clean_form_texts(incident, press.texts())
        again = press.form_for_words(QuestionVerb.ASK, cards.WORDS, typed)
        return FormCard(cards.ask_form(incident, typed, wrong), again)


def answer_of(
    press: Press,
    school: School,
    incident: Incident,
    asked: ReporterQuestion,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
) -> FormCard:
    """The form of an answer, with what was typed; it takes words that are typed past it."""
    again = press.form_for_words(QuestionVerb.ANSWER, cards.ANSWER, {**typed, **cards.answer_data(incident, asked)})
    return FormCard(cards.answer_form(school, press.turn.now, incident, asked, typed, wrong or {}), again)
