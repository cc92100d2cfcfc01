"""What whoever reported something was asked: on the card of those who handle it, and as its reporter sees it.

The reporter's cards say who asked and in what words, and nothing else that handlers have written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.incidents.incident import Incident, ReporterQuestion
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.school import School
from cards.incidents import QuestionVerb, ReportVerb
from cards.incidents.emptied import contents_gone_card
from cards.incidents.incident_parts import about_line, button_data
from cards.kit import fields, parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.words import questions as wording
from cards.words.incidents import REPORT_APART

SHOWN = 3
"""How many questions a card shows: those that wait, and then the newest."""
QUESTION_BYTES, ANSWER_BYTES = 260, 600
"""Bytes of JSON that a question and its answers take on the card of those who handle the report."""
QUESTIONS_BYTES = 5_000
"""And all of them together, with what stands around the words."""
TO_REPORTER_BYTES, OWN_ANSWER_BYTES = 1_900, 900
"""The same on the reporter's cards, where the question is what matters."""
WORDS, ANSWER = "words", "answer"
"""The fields of the forms."""


def asked_of_reporter(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    """The questions with what was answered, the newest first; none where nothing was asked."""
    if not incident.questions:
        return []
    newest = list(reversed(_choose_shown(incident)))
    more = len(incident.questions) - len(newest)
    return [
        parts.heading(wording.ASKED),
        *(line for each in newest for line in _lines(school, now, incident, each)),
        *([parts.small(wording.MORE_ASKED.format(count=more))] if more else []),
    ]


def _lines(school: School, now: datetime, incident: Incident, asked: ReporterQuestion) -> list[CardElement]:
    by = wording.ASKED_BY.format(by=asked.by.name, at=times.standing(school, asked.at, now))
    shown: list[CardElement] = [parts.small_typed(by), parts.typed_text(asked.words, QUESTION_BYTES)]
    if asked.answers:
        last = asked.answers[-1]
        who = wording.ANSWERED_BY.format(who=incident.reporter.name, at=times.standing(school, last.at, now))
        return [*shown, parts.small_typed(who), parts.typed_text(_answers_of(asked), ANSWER_BYTES)]
    said = wording.NOT_NEEDED if asked.withdrawn_at else wording.NO_ANSWER
    if asked.is_open and asked.reminded_at:
        said = wording.NO_ANSWER_REMINDED.format(at=times.standing(school, asked.reminded_at, now))
    return [*shown, parts.small(said)]


def questions_to_reporter(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    """What they were asked, on the receipt, with what they answered."""
    if not incident.questions:
        return []
    return [parts.heading(wording.QUESTIONS), *_to_reporter(school, now, incident)]


def question_card(school: School, now: datetime, view: IncidentView) -> AdaptiveCard:
    """The message to whoever reported it: what they are asked, and **Answer**. As it stands now."""
    incident = view.incident
    if incident.removed:
        return contents_gone_card(incident)
    waiting = incident.open_questions
    answered = bool(incident.questions) and bool(incident.questions[-1].answers)
    title = wording.A_QUESTION if waiting else wording.THANKS_FOR_ANSWER if answered else wording.NOTHING_ASKED
    reminds = bool(waiting) and all(each.reminded_at for each in waiting)
    return parts.card(
        parts.title(title),
        parts.small(about_line(incident)),
        parts.paragraph(wording.REMINDER) if reminds else None,
        *_to_reporter(school, now, incident),
        parts.small(wording.IF_NOT_KNOWN) if waiting else None,
        parts.buttons(parts.opener(f"Open {incident.id}", ReportVerb.OWN, {"id": incident.id})),
    )


def _to_reporter(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    """Each question with its answer or the button that gives it."""
    shown: list[CardElement] = []
    for each in _choose_shown(incident):
        by = wording.ASKS_YOU.format(by=each.by.name, at=times.standing(school, each.at, now))
        shown += [parts.small_typed(by), parts.typed_text(each.words, TO_REPORTER_BYTES)]
        if each.answers:
            at = times.standing(school, each.answers[-1].at, now)
            shown += [
                parts.small(wording.YOUR_ANSWER.format(at=at)),
                parts.typed_text(_answers_of(each), OWN_ANSWER_BYTES),
            ]
        elif each.withdrawn_at is not None:
            shown.append(parts.small(wording.NOT_NEEDED_ANY_MORE))
        else:
            shown.append(parts.buttons(_answer_button(incident, each)))
    return shown


def _answer_button(incident: Incident, asked: ReporterQuestion) -> parts.Button:
    waiting = [each.id for each in incident.open_questions]
    number = waiting.index(asked.id) + 1
    words = wording.ANSWER_BUTTON if len(waiting) == 1 else wording.ANSWER_THIS.format(number=number)
    return parts.form_opener(words, QuestionVerb.ANSWER, answer_data(incident, asked), style="positive")


def answer_data(incident: Incident, asked: ReporterQuestion) -> dict[str, str]:
    """What a button about a question carries; the form that it opens is known by the question."""
    return {"id": incident.id, "question": asked.id, "draft": asked.id}


def ask_form(incident: Incident, answers: parts.Texts, wrong: parts.Texts) -> AdaptiveCard:
    """What is asked of whoever reported it."""
    return parts.card(
        parts.title(wording.ASK_TITLE.format(id=incident.id)),
        parts.small(about_line(incident)),
        *parts.problems(*wrong.values()),
        fields.line(
            WORDS,
            wording.QUESTION_LABEL.format(who=incident.reporter.name),
            wording.QUESTION_HINT,
            value=parts.cut(answers.get(WORDS, ""), parts.TYPED_BYTES),
            required=True,
            many=True,
        ),
        parts.small(wording.ASK_EXPLAINED),
        parts.form_buttons(QuestionVerb.ASK_SEND, button_data(incident)),
    )


def answer_form(
    school: School,
    now: datetime,
    incident: Incident,
    asked: ReporterQuestion,
    answers: parts.Texts,
    wrong: parts.Texts,
) -> AdaptiveCard:
    """The question once more, and room for the answer."""
    by = wording.ASKS_YOU.format(by=asked.by.name, at=times.in_answer(school, asked.at, now))
    return parts.card(
        parts.title(wording.ANSWER_TITLE),
        parts.small(about_line(incident)),
        parts.small_typed(by),
        parts.typed_text(asked.words, TO_REPORTER_BYTES),
        *parts.problems(*wrong.values()),
        fields.line(
            ANSWER,
            wording.ANSWER_LABEL,
            wording.ANSWER_HINT,
            value=parts.cut(answers.get(ANSWER, ""), parts.TYPED_BYTES),
            required=True,
            many=True,
        ),
        parts.small(wording.ANSWER_EXPLAINED),
        parts.form_buttons(QuestionVerb.ANSWER_SEND, answer_data(incident, asked)),
    )


def answer_offer(incident: Incident, asked: ReporterQuestion, draft: str, text: str) -> AdaptiveCard:
    """Words that came after a question and are in no form: they go into the answer, or begin a report."""
    held = {**answer_data(incident, asked), ANSWER: text}
    return parts.card(
        parts.paragraph(wording.IS_IT_YOUR_ANSWER.format(id=incident.id)),
        parts.typed_text(asked.words, QUESTION_BYTES, "Small"),
        parts.typed_text(f"“{text}”", TO_REPORTER_BYTES, "Small"),
        parts.buttons(
            parts.form_opener(wording.PUT_INTO_ANSWER, QuestionVerb.ANSWER, held, style="positive"),
            parts.button(REPORT_APART, ReportVerb.OTHER, {"draft": draft, "what": text}, inputs=False),
        ),
    )


def answer_result(incident: Incident, said: str) -> AdaptiveCard:
    """What sending the answer did, and the way to the receipt."""
    return parts.form_result(said, parts.opener(f"Open {incident.id}", ReportVerb.OWN, {"id": incident.id}))


def _answers_of(asked: ReporterQuestion) -> str:
    return "\n".join(each.words for each in asked.answers)


def _choose_shown(incident: Incident) -> Sequence[ReporterQuestion]:
    """Those that wait, and as many of the newest as there is room for, in the order in which they were asked."""
    others = [each for each in incident.questions if not each.is_open]
    room = max(0, SHOWN - len(incident.open_questions))
    kept = {each.id for each in (*incident.open_questions, *others[len(others) - room :])}
    return [each for each in incident.questions if each.id in kept]
