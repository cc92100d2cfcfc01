"""What whoever handles a report asks its reporter, and the answer (I1, I2). The reminder is time's, in `ticking`.

The reporter reads the question and nothing else that handlers write.
"""

from __future__ import annotations

from bot.policy.incidents import IncidentPurpose, telling
from bot.policy.incidents.amending import NamedPeople, hear_reporter
from bot.policy.incidents.authority import allow
from bot.policy.incidents.changing import LONGEST_TEXT, change_incident, check_lengths, require_text
from bot.policy.incidents.incident import Incident, ReporterAnswer, ReporterQuestion
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.untouchable import clean_account, clean_handler_texts
from bot.policy.kit.errors import Incomplete, NotFound, PolicyError
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Route, Urgency
from bot.policy.kit.timeline import seal

LONGEST_ASKED = 600
"""The most characters of a question: it is read on a phone."""
MOST_TO_ANSWER = 3
"""So many questions may wait for an answer at a time: their card shows them all."""


class ReporterNotAsked(PolicyError):
    """The reporter cannot be asked through the bot; the key names the sentence that says why and what to do instead."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


def why_not_to_ask(incident: Incident, by: Person, reporter: Person | None) -> str | None:
    """The text key of why this person cannot ask the reporter, as the directory has them; None where they can.

    One whom the report names, or holds back because its words name them, reads in it what a reporter wrote and hears
    what became of it; what handlers would like to know could tell them more (I17).
    """
    if incident.reporter.id == by.id:
        return "question.yours"
    if incident.reporter.id in incident.shut_out:
        return "question.named"
    return "question.left" if reporter is None else None


def ask_the_reporter(
    snapshot: IncidentSnapshot, context: ActionContext, words: str, reporter: Person | None
) -> Outcome:
    """The reporter is asked this: at once, and of what is routine by day. `reporter` is as the directory has them, None
    where they have left.

    Raises `Incomplete` for what is missing, and where they cannot be asked.
    """
    incident = snapshot.incident
    allow(context.by, Action.ASK_THE_REPORTER, incident)
    state = state_after(Action.ASK_THE_REPORTER, incident.state)
    if (why := why_not_to_ask(incident, context.by, reporter)) is not None:
        raise Incomplete(words=why)
    said = require_text("words", words)
    check_lengths(words=(said, LONGEST_ASKED))
    if len(incident.open_questions) >= MOST_TO_ANSWER:
        raise Incomplete(words="question.too_many")
    said = clean_handler_texts(incident, words=said)["words"]
    question = ReporterQuestion(
        id=f"{incident.id}:question:{incident.version}", by=context.by.who, at=context.now, words=said
    )
    asked = {"state": state, "questions": (*incident.questions, question)}
    facts = {"to": incident.reporter.name, "words": question.id, "sha256": seal(said)}
    routine = incident.urgency is Urgency.ROUTINE
    at = context.calendar.by_day(context.now) if routine else context.now
    told = telling.tell(incident, (incident.reporter,), IncidentPurpose.QUESTION, question.id, context.now)
    by_day = tuple(each.model_copy(update={"due_at": at}) for each in told)
    return change_incident(snapshot, context, "question_asked", asked, facts) + Outcome(notices=by_day)


def find_question(incident: Incident, by: Person, question_id: str) -> ReporterQuestion:
    """The question that this person may answer, as its reporter. Raises `NotFound`, or what `allow` raises."""
    allow(by, Action.ANSWER_A_QUESTION, incident)
    found = next((each for each in incident.questions if each.id == question_id), None)
    if found is None or incident.removed:
        raise NotFound()
    return found


def answer_question(
    snapshot: IncidentSnapshot,
    context: ActionContext,
    question_id: str,
    words: str,
    *,
    named: NamedPeople | None = None,
    route: Route | None = None,
) -> Outcome:
    """The reporter's answer: whoever asked and whoever has the report are told. It is taken as often as it comes, and
    also once the report is closed: nothing that they write is lost.

    `named` and `route` are as in `add_details`: an answer may name somebody too.
    """
    incident = snapshot.incident
    question = find_question(incident, context.by, question_id)
    said = require_text("answer", words)
    check_lengths(answer=(said, LONGEST_TEXT))
    links = 0
    if incident.untouchable:
        clean, links = clean_account({"answer": said})
        said = clean["answer"]
    answered = question.model_copy(
        update={"answers": (*question.answers, ReporterAnswer(at=context.now, words=said)), "withdrawn_at": None}
    )
    update: dict[str, object] = {
        "state": state_after(Action.ANSWER_A_QUESTION, incident.state),
        "questions": tuple(answered if each.id == question.id else each for each in incident.questions),
        "links_left_out": incident.links_left_out + links,
    }
    facts = {"words": question.answer_id(len(question.answers)), "sha256": seal(said)}
    purpose = IncidentPurpose.ANSWERED
    asked_by = (question.by,)
    return hear_reporter(snapshot, context, "question_answered", purpose, update, facts, named, route, asked_by)
