"""Questions of staff: answered from the policy, put before a Champion where nothing fits, and counted."""

from __future__ import annotations

from bot.policy.answers.answer import Theme
from bot.policy.answers.finding import FoundAnswers, ReportsOffered, find_answers, reports_to_offer, roles_asked
from bot.policy.answers.table import ANSWER_TABLE
from bot.policy.answers.unanswered import COUNT_READERS
from bot.policy.incidents.recognising import Likely, likely_kinds
from bot.policy.kit.errors import DirectoryUnavailable, Incomplete
from bot.services.answers.feature import UnansweredQuestions
from bot.services.documents.services import DocumentServices
from bot.services.incidents.loading import holders
from bot.services.services import Services
from cards.answers import AnswersVerb, answers
from cards.answers.answers import unanswered_card
from cards.documents.signing import question_result
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import NO_ROLE_KNOWN, HelpLine
from cards.words.answers import ANSWERS_HELP, UNANSWERED_HELP
from cards.words.sentences import sentence
from dialogs.conversation import FormForWords
from dialogs.press import Area, FormCard, FormResult, Press, Reply, UnknownPress, new_draft


class AnswersArea(Area):
    """What staff ask, and what they press on an answer. A question begins no report."""

    help = (HelpLine(*ANSWERS_HELP, NO_ROLE_KNOWN), HelpLine(*UNANSWERED_HELP, COUNT_READERS))

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._unanswered = services.get(UnansweredQuestions)
        self._questions = services.get(DocumentServices).questions
        self.verbs = {
            AnswersVerb.SHOW: self.show,
            AnswersVerb.ASK: self.ask,
            AnswersVerb.ASK_SEND: self.send,
            AnswersVerb.WAITING: self.show_unanswered,
        }
        self.commands = {"unanswered": self.show_unanswered}
        self.on_question = self.answer

    async def answer(self, press: Press) -> AdaptiveCard:
        """What the policy says about what was asked. That it says nothing is counted."""
        asked = press.text("said")
        found = find_answers(asked)
        if found.best is None:
            await self._unanswered.count(press.by, found.theme)
        return await self._card(press, found, reports_to_offer(likely_kinds(asked), found.best), asked)

    async def show(self, press: Press) -> AdaptiveCard:
        """Another answer, chosen by its title."""
        chosen, asked = ANSWER_TABLE.get(press.text("answer")), press.text("asked")
        if chosen is None:
            raise UnknownPress
        offered = reports_to_offer(likely_kinds(asked) if asked else Likely(), chosen)
        return await self._card(press, FoundAnswers(chosen, (), chosen.theme), offered, asked)

    async def _card(self, press: Press, found: FoundAnswers, offered: ReportsOffered, asked: str) -> AdaptiveCard:
        put = await self._questions.waiting_of(press.person, asked)
        if found.best is None or not found.best.people:
            return answers.answer_card(found, offered, new_draft(), asked, put=put)
        roles = roles_asked(asked)
        try:
            held = await holders(self._services.directory, roles)
        except DirectoryUnavailable:
            held = {}  # the answer is of use without the names
        people = [(role, person) for role in roles for person in held.get(role, ())]
        contacts = [contact for contact in self._school.contacts if contact.roles.intersection(roles)]
        return answers.answer_card(found, offered, new_draft(), asked, people, contacts, put=put)

    async def ask(self, press: Press) -> FormCard:
        """The form that puts the question before a Champion; where it waits for one already, its thread."""
        put = await self._questions.waiting_of(press.person, press.text("question"))
        if put is not None:
            return FormCard(question_result(put, sentence("aup.asked_policy", {"reference": put.id})))
        draft, held = press.text("draft") or new_draft(), press.texts()
        shown = answers.ask_form(draft, press.text("theme"), held)
        return FormCard(shown, FormForWords(draft, AnswersVerb.ASK, "question", held))

    async def send(self, press: Press) -> Reply:
        """It goes to the Champions, in a thread of its own; that nothing fitted is counted."""
        text, theme = press.text("question"), press.text("theme")
        try:
            asked = await self._questions.ask_about_policy(press.by, text)
        except Incomplete as wrong:
            draft, held = press.text("draft") or new_draft(), press.texts()
            again = FormForWords(draft, AnswersVerb.ASK, "question", held)
            return FormCard(answers.ask_form(draft, theme, held, wrong.facts), again)
        about = Theme(theme) if theme in set(Theme) else find_answers(text).theme
        await self._unanswered.count(press.by, about, to_champion=True)
        said = sentence("aup.asked_policy", {"reference": asked.id})
        return FormResult(said, question_result(asked, said))

    async def show_unanswered(self, press: Press) -> AdaptiveCard:
        """What found no answer lately, for the committee; what waits for an answer, for a Champion."""
        counts, since = await self._unanswered.lately(press.person)
        waiting = await self._questions.waiting_about_policy(press.person)
        return unanswered_card(self._school, self._now, counts, since, waiting)
