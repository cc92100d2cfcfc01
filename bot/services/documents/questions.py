"""Questions put before the Champions: seen and answered, and asked where they are about the school's policy.

What is asked about a document that is signed goes through `signing`, for it is an answer to the campaign.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.documents import questions
from bot.policy.documents.campaigns import Ask, ask_id
from bot.policy.documents.publication import PUBLISHERS
from bot.policy.documents.questions import POLICY, POLICY_PREFIX, Question
from bot.policy.kit import references
from bot.policy.kit.errors import NotFound
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.services.documents.loading import DocumentContext, load_campaign
from bot.services.kit.decisions import Actor, decide, keep_unless_seen, load_submission
from bot.services.kit.posted_cards import load_posted

MOST_QUESTIONS_WAITING = 6
"""Questions that are shown to wait."""


class Questions:
    """Threads, seen and answered."""

    def __init__(self, context: DocumentContext) -> None:
        self._context = context
        self._store = context.store

    async def show(self, person: Person, id: str) -> Question:
        """The thread, for its asker and the Champions. Raises `NotFound` for everybody else."""
        question = await self._store.get(Question, id) if id else None
        if question is None or not questions.may_see_question(person, question):
            raise NotFound()
        return question

    async def waiting_about_policy(self, person: Person) -> Sequence[Question]:
        """The questions about the school's policy that wait for an answer, for the Champions; none for anybody else."""
        if not person.holds(*PUBLISHERS):
            return ()
        return await self._store.find(Question, where={"open_in": POLICY}, limit=MOST_QUESTIONS_WAITING)

    async def waiting_of(self, person: Person, text: str) -> Question | None:
        """The person's own question of these words about the school's policy, while it waits for an answer."""
        mine = await self._store.find(Question, where={"asker_id": person.id, "open_in": POLICY})
        return next((question for question in mine if questions.asks_the_same(question, text)), None)

    async def ask_about_policy(self, actor: Actor, text: str, thread: str = "") -> Question:
        """Put a question about the school's policy before the Champions, or one more line in the person's own thread;
        sent twice, or asked again while it waits, it is asked once. Raises `Incomplete` without words, `NotFound` for
        another's thread, and `DirectoryUnavailable`."""
        champions = await self._context.champions()

        async def attempt() -> tuple[Outcome, str]:
            context = self._context.press(actor.person)
            series = references.series(POLICY_PREFIX, context.calendar.school_year(context.now))
            sent = await load_submission(
                self._store, self._context.clock, actor, (thread, text), series="" if thread else series
            )
            if sent.repeats is not None:
                return Outcome(), sent.repeats.subject or thread
            again = None if thread else await self.waiting_of(actor.person, text)
            if again is not None:
                return Outcome(), again.id
            held = await self.show(actor.person, thread) if thread else None
            posted = await load_posted(self._store, thread) if thread else ((), ())
            reference = held.id if held else sent.reference
            asked = questions.ask_about_policy(reference, held, context, text, champions, *posted)
            return asked + sent.marks(reference), reference

        asked = await decide(self._store, attempt)
        self._context.rouse()
        return await self.show(actor.person, asked)

    async def answer(self, actor: Actor, id: str, text: str, seen: int) -> Question:
        """Answer it, once with the same words; the answer goes back to the asker. Raises `Incomplete` without words,
        `AnsweredMeanwhile` where another has answered below the first `seen` lines, and `NotFound`."""

        async def answer() -> Outcome:
            question = await self.show(actor.person, id)
            campaign = None if question.about_policy else await load_campaign(self._store, question.subject)
            held = await self._store.get(Ask, ask_id(campaign.id, question.asker.id)) if campaign else None
            cards, waiting = await load_posted(self._store, id)
            press = self._context.press(actor.person)
            return questions.answer_question(question, campaign, held, press, text, cards, waiting, seen=seen)

        await keep_unless_seen(self._store, self._context.clock, actor, answer, (text,))
        self._context.rouse()
        return await self.show(actor.person, id)
