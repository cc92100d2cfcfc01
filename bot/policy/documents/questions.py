"""A question: put before the Champions, answered in its thread, and brought back to the asker.

It is about a published document, or about the school's policy when that has no answer ready. For the
latter `subject` is `POLICY`, and no campaign is involved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import AwareDatetime, Field

from bot.policy.documents import DocumentPurpose
from bot.policy.documents.campaigns import Ask, AskState, Campaign, recount
from bot.policy.documents.publication import PUBLISHERS
from bot.policy.documents.reminders import DOCUMENTS_TOPIC, with_due
from bot.policy.documents.signing import LONGEST_WORDS, AskSnapshot, redraw_all
from bot.policy.kit import notices
from bot.policy.kit.errors import Incomplete, NotFound, NotPossible
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Notice, PostedCard, Purpose, Record, Urgency, ValueObject, Who
from bot.policy.kit.timeline import seal

POLICY = "policy"
"""The subject of questions about the school's policy."""
POLICY_PREFIX = "QU"
"""They have a series of their own."""
MAX_LINES = 40
"""Lines that a thread takes; then a talk does more good than another message."""


class AnsweredMeanwhile(NotPossible):
    """Another Champion has answered since the form for an answer was drawn; `facts["who"]` names them."""

    key = "aup.answered_by_another"


class QuestionLine(ValueObject):
    """One thing that was written in a thread."""

    by: Who
    at: AwareDatetime
    text: str


class Question(Record):
    """A thread: the asker's question and what was answered. The timeline holds hashes, the words stand here."""

    TABLE: ClassVar[str] = "aup_questions"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject", "asker_id", "open_in")
    EVIDENCE = Evidence()

    subject: str
    asker: Who
    lines: tuple[QuestionLine, ...] = Field(min_length=1)
    title: str = ""
    """The document's title, as the campaign has it."""

    @property
    def asker_id(self) -> str:
        """The asker's object id."""
        return self.asker.id

    @property
    def answers(self) -> tuple[QuestionLine, ...]:
        """What has been answered since the asker wrote last."""
        asked = max(at for at, line in enumerate(self.lines) if line.by.id == self.asker.id)
        return self.lines[asked + 1 :]

    @property
    def about_policy(self) -> bool:
        """Whether it is about the school's policy, and no document that is signed."""
        return self.subject == POLICY

    @property
    def waits(self) -> bool:
        """Whether the asker has had the last word: a Champion's answer is still to come."""
        return self.lines[-1].by.id == self.asker.id

    @property
    def open_in(self) -> str | None:
        """What it is about, while an answer is still to come."""
        return self.subject if self.waits else None


def may_see_question(person: Person, question: Question) -> bool:
    """The asker and the Champions, nobody else."""
    return person.id == question.asker.id or bool(person.roles & set(PUBLISHERS))


def ask_question(
    snapshot: AskSnapshot,
    thread: Question | None,
    context: ActionContext,
    text: str,
    champions: Sequence[Who],
    cards: Sequence[PostedCard] = (),
    waiting: Sequence[Notice] = (),
) -> Outcome:
    """A question of the person who presses, or one more line in their thread. Raises `Incomplete` without words.

    They are not reminded while it waits. Asking does not answer for them: who has not answered yet has "not yet".
    `cards` and `waiting` are those of the thread.
    """
    line = _line(context, text, "question")
    reference = f"{snapshot.campaign.id}.Q{snapshot.campaign.questions + 1}"
    kept = _thread_with(thread, line, reference, snapshot.campaign.id, context, snapshot.campaign.title)
    standing = AskState.NOT_YET if snapshot.ask.standing is AskState.UNANSWERED else snapshot.ask.standing
    changed = snapshot.ask.model_copy(update={"standing": standing, "waits": True, "answered_at": context.now})
    changed = with_due(changed, snapshot.campaign, context.calendar)
    counts = recount(snapshot.campaign, [(snapshot.ask, changed)])
    if thread is None:
        counts = counts.model_copy(update={"questions": counts.questions + 1})
    put = _put_before(kept, context, line, champions, cards, waiting)
    return Outcome((changed, counts)) + put + redraw_all(snapshot, context.now)


def ask_about_policy(
    reference: str,
    thread: Question | None,
    context: ActionContext,
    text: str,
    champions: Sequence[Who],
    cards: Sequence[PostedCard] = (),
    waiting: Sequence[Notice] = (),
) -> Outcome:
    """The same of the school's policy: a question by this `reference`, or one more line in the person's thread. A
    question stands in its asker's own chat too, unless that is where it is put."""
    line = _line(context, text, "question")
    kept = _thread_with(thread, line, reference, POLICY, context)
    put = _put_before(kept, context, line, champions, cards, waiting)
    if thread is not None or any(notice.to.id == context.by.id for notice in put.notices):
        return put
    about = About(DOCUMENTS_TOPIC, kept.id, Urgency.ROUTINE)
    return put + Outcome(notices=(notices.tell(about, kept.asker, DocumentPurpose.POLICY_RECEIPT, "1", context.now),))


def asks_the_same(question: Question, text: str) -> bool:
    """Whether its asker has written these words in the thread; capitals, gaps and the marks at the end do not count."""
    return any(line.by.id == question.asker.id and _as_words(line.text) == _as_words(text) for line in question.lines)


def _as_words(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .?!")


def answer_question(
    question: Question,
    campaign: Campaign | None,
    held: Ask | None,
    context: ActionContext,
    text: str,
    cards: Sequence[PostedCard],
    waiting: Sequence[Notice] = (),
    *,
    seen: int,
) -> Outcome:
    """A Champion's answer, which goes back to the asker; a second answer stands below the first. Raises `NotFound` for
    those who may not see the thread, `Incomplete` without words, and `AnsweredMeanwhile` where another has answered
    whom they have not read: their form showed the first `seen` lines.

    `held` is what the campaign, if the question is about one, asks of the asker: their reminders go on.
    """
    if not context.by.roles & set(PUBLISHERS):
        raise NotFound()
    line = _line(context, text, "answer")
    unread = [each.by for each in question.answers if each in question.lines[seen:] and each.by.id != context.by.id]
    if unread:
        raise AnsweredMeanwhile(who=unread[-1].name)
    kept = _with(question, line)
    freed: tuple[Record, ...] = ()
    if campaign is not None and held is not None and held.waits:
        freed = (with_due(held.model_copy(update={"waits": False}), campaign, context.calendar),)
    purpose = DocumentPurpose.POLICY_ANSWER if question.about_policy else DocumentPurpose.ANSWER
    told = _tell(kept, question.asker, purpose, context)
    entry = _entry(kept, context, "aup_answer", line)
    return Outcome((kept, *freed), (told,), (entry,)) + _redraw(kept, cards, waiting, context)


def _thread_with(
    thread: Question | None, line: QuestionLine, reference: str, subject: str, context: ActionContext, title: str = ""
) -> Question:
    """A new thread, or the asker's own with one more line. Raises `NotFound` for another's."""
    if thread is None:
        return Question(id=reference, subject=subject, asker=context.by.who, lines=(line,), title=title)
    if thread.asker.id != context.by.id or thread.subject != subject:
        raise NotFound()
    return _with(thread, line)


def _put_before(
    question: Question,
    context: ActionContext,
    line: QuestionLine,
    champions: Sequence[Who],
    cards: Sequence[PostedCard],
    waiting: Sequence[Notice],
) -> Outcome:
    """The thread with its new line, before every Champion but the asker, unless there is no other."""
    purpose = DocumentPurpose.POLICY_QUESTION if question.about_policy else DocumentPurpose.QUESTION
    others = [who for who in champions if who.id != context.by.id] or list(champions)
    told = tuple(_tell(question, who, purpose, context) for who in others)
    entry = _entry(question, context, "aup_question", line)
    return Outcome((question,), told, (entry,)) + _redraw(question, cards, waiting, context)


def _with(question: Question, line: QuestionLine) -> Question:
    if len(question.lines) >= MAX_LINES:
        raise Incomplete(question="aup.long_thread", answer="aup.long_thread")
    return question.model_copy(update={"lines": (*question.lines, line)})


def _line(context: ActionContext, text: str, field: str) -> QuestionLine:
    if not text.strip():
        raise Incomplete(**{field: "form.missing"})
    if len(text.strip()) > LONGEST_WORDS:
        raise Incomplete(**{field: "form.too_long"})
    return QuestionLine(by=context.by.who, at=context.now, text=text.strip())


def _tell(question: Question, to: Who, purpose: Purpose, context: ActionContext) -> Notice:
    about = About(DOCUMENTS_TOPIC, question.id, Urgency.ROUTINE)
    goes = context.calendar.next_open(context.now)
    return notices.tell(about, to, purpose, str(len(question.lines)), context.now, due_at=goes)


def _redraw(
    question: Question, cards: Sequence[PostedCard], waiting: Sequence[Notice], context: ActionContext
) -> Outcome:
    return notices.refresh_all(cards, waiting, Urgency.ROUTINE, context.now, f"l{len(question.lines)}")


def _entry(question: Question, context: ActionContext, what: str, line: QuestionLine) -> Entry:
    facts = {
        "question": question.id,
        "line": str(len(question.lines)),
        "to": question.asker.name,
        "sha256": seal(line.text),
    }
    subject = question.id if question.about_policy else question.subject
    return Entry(subject=subject, at=context.now, by=context.by.who, what=what, facts=facts)
