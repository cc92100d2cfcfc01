"""The Champions' side of a question about the document."""

from __future__ import annotations

from bot.policy.aup import questions
from bot.policy.aup.campaigns import Ask, ask_id
from bot.policy.aup.questions import Question
from bot.policy.kit.errors import NotFound
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.services.aup.loading import AupContext, load_campaign
from bot.services.kit.decisions import Actor, keep_unless_seen
from bot.services.kit.posted_cards import load_posted


class Questions:
    """Threads, seen and answered."""

    def __init__(self, context: AupContext) -> None:
        self._context = context
        self._store = context.store

    async def show(self, person: Person, id: str) -> Question:
        """The thread, for its asker and the Champions. Raises `NotFound` for everybody else."""
        question = await self._store.get(Question, id) if id else None
        if question is None or not questions.may_see_question(person, question):
            raise NotFound()
        return question

    async def answer(self, actor: Actor, id: str, text: str) -> Question:
        """Answer it, once with the same words; the answer goes back to the asker. Raises `Incomplete` without words,
        and `NotFound`."""

        async def answer() -> Outcome:
            question = await self.show(actor.person, id)
            campaign = await load_campaign(self._store, question.subject)
            held = await self._store.get(Ask, ask_id(campaign.id, question.asker.id))
            cards, waiting = await load_posted(self._store, id)
            press = self._context.press(actor.person)
            return questions.answer_question(question, campaign, held, press, text, cards, waiting)

        await keep_unless_seen(self._store, self._context.clock, actor, answer, (text,))
        self._context.rouse()
        return await self.show(actor.person, id)
