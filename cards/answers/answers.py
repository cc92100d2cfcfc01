"""What the policy says about a question: what to do and not to do, what to press next, and two more to choose from.

Where the question shows a sign of harm, its report stands above all else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.policy.answers.answer import Answer, Opens
from bot.policy.answers.finding import HARM_KINDS, FoundAnswers, ReportsOffered
from bot.policy.answers.table import SECTIONS
from bot.policy.answers.unanswered import AnswersLine, UnansweredCount
from bot.policy.documents.questions import Question
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from cards.answers import AnswersVerb
from cards.calls import CallVerb
from cards.documents import DocumentVerb
from cards.documents.signing import question_field
from cards.incidents import ReportVerb
from cards.incidents.reporting import tell_in_person
from cards.kit import links, parts, times
from cards.kit.elements import Action, AdaptiveCard, CardElement
from cards.kit.guide import Faces, LineFace, Opener
from cards.kit.parts import Verb
from cards.requests import RequestVerb
from cards.words import answers as wording
from cards.words import documents as documents_wording
from cards.words.answers import ANSWER_WORDS
from cards.words.kinds import KIND_WORDS
from cards.words.kit import IN_DANGER
from cards.words.requests import REQUEST_WORDS
from cards.words.sentences import sentence

ANSWERS_LINES: Faces = {
    AnswersLine.WAITING: LineFace(wording.LINE_WAITING, AnswersVerb.WAITING),
}
ASKED_BYTES = 12_000
"""Bytes of a question that all buttons of its answer carry together."""
OFFERED_BYTES = 1_000
"""Bytes of what was typed that the button of one answer carries, on a card that is no answer."""
_OPENED_BY: dict[Opens, Verb] = {
    Opens.VIDEO_CALL: CallVerb.NEW,
    Opens.SIGN: DocumentVerb.MINE,
    Opens.REPORT: Opener.REPORT,
    Opens.MY_REPORTS: Opener.MY_REPORTS,
}


def answer_card(
    found: FoundAnswers,
    reports: ReportsOffered,
    draft: str,
    asked: str = "",
    people: Sequence[tuple[Role, Person]] = (),
    contacts: Sequence[Contact] = (),
    *,
    put: Question | None = None,
) -> AdaptiveCard:
    """The best answer, or that there is none. Reports that are begun from it take along what was `asked`. `people` are
    those to turn to, each by the role for which, with `contacts` outside the school who fill one. `put` is the person's
    own question of these words, where it waits for a Champion already."""
    best, kinds = found.best, (*reports.above, *reports.below)
    # A report's button carries it twice, for clients of either sort.
    asked = parts.cut(asked, ASKED_BYTES // (2 * len(kinds) + len(found.others) + 1))
    above = (
        wording.IF_A_CHILD_MAY_BE_IN_DANGER if HARM_KINDS.intersection(reports.above) else wording.IF_IT_HAS_HAPPENED
    )
    return parts.card(
        *_reports(above, reports.above, draft, asked),
        *(_answer(best) if best else _no_answer(put)),
        *tell_in_person(people, contacts),
        *(parts.why(section for clause in best.clauses for section in SECTIONS[clause]) if best else []),
        *_reports(wording.IF_IT_HAS_HAPPENED, reports.below, draft, asked),
        *_others(found, asked),
        parts.small(wording.NOTHING_REPORTED),
        parts.note(sentence("aup.asked_policy", {"reference": put.id})) if put and best else None,
        parts.buttons(*_ways_on(best, asked, put)),
    )


def answer_opener(answer: Answer, asked: str) -> Action:
    """The button that shows an answer, by its title; the card takes along what was `asked`, cut short."""
    held = {"answer": answer.id, "asked": parts.cut(asked, OFFERED_BYTES)}
    return parts.opener(ANSWER_WORDS[answer.id].title, AnswersVerb.SHOW, held)


def ask_form(
    draft: str, theme: str, typed: parts.Texts | None = None, wrong: parts.Texts | None = None
) -> AdaptiveCard:
    """The form for a question that a Champion is to answer, with what was asked filled in."""
    return parts.card(
        parts.title(documents_wording.A_QUESTION_ABOUT_POLICY),
        parts.small(documents_wording.GOES_TO_THEM),
        *question_field(wrong or {}, typed or {}),
        parts.form_buttons(AnswersVerb.ASK_SEND, {"draft": draft, "theme": theme}),
    )


def _answer(answer: Answer) -> list[CardElement]:
    words = ANSWER_WORDS[answer.id]
    return [
        parts.title(words.title),
        *([parts.subheading(words.short)] if words.short else []),
        *([links.phone_999(IN_DANGER)] if answer.people else []),
        parts.box(
            "emphasis",
            parts.subheading(wording.DO),
            parts.paragraph(words.do),
            parts.subheading(wording.DO_NOT),
            parts.paragraph(words.do_not),
        ),
        *([parts.buttons(_opener(answer.opens))] if answer.opens else []),
    ]


def _no_answer(put: Question | None) -> list[CardElement]:
    said = sentence("aup.asked_policy", {"reference": put.id}) if put else wording.A_CHAMPION_WILL_KNOW
    return [parts.title(wording.NO_ANSWER), parts.paragraph(said)]


def _reports(line: str, kinds: Sequence[str], draft: str, asked: str) -> list[CardElement]:
    if not kinds:
        return []
    held = {"draft": draft} | ({"what": asked} if asked else {})
    choices = [parts.button(KIND_WORDS[kind].name, ReportVerb.KIND, {"kind": kind, **held}) for kind in kinds]
    return [parts.heading(line), parts.buttons(*choices)]


def _others(found: FoundAnswers, asked: str) -> list[CardElement]:
    """More to choose from; whoever chooses one may still ask a Champion what was asked."""
    if not found.others:
        return []
    held = {"asked": asked} if asked else {}
    choices = [
        parts.opener(ANSWER_WORDS[each.id].title, AnswersVerb.SHOW, {"answer": each.id, **held})
        for each in found.others
    ]
    return [parts.heading(wording.DID_YOU_MEAN if found.best else wording.PERHAPS), parts.buttons(*choices)]


def _ways_on(best: Answer | None, asked: str, put: Question | None) -> list[Action]:
    """What may be pressed where the answer is not enough."""
    held = {"theme": best.theme.value if best else ""} | ({"question": asked} if asked else {})
    ask = parts.form_opener(wording.ASK_A_CHAMPION, AnswersVerb.ASK, held)
    ways: list[Action] = [
        parts.opener(documents_wording.OPEN_YOUR_QUESTION, DocumentVerb.THREAD, {"id": put.id}) if put else ask
    ]
    if best is None or best.opens is not Opens.REPORT:
        ways.append(parts.opener(wording.OPENS_WORDS[Opens.REPORT], Opener.REPORT))
    return ways


def _opener(opens: Opens) -> Action:
    """The button that opens what the answer says to do: a form over the chat, or a card below."""
    if opens.value in REQUEST_WORDS:
        kind = {"kind": opens.value}
        return parts.form_opener(REQUEST_WORDS[opens.value].name, RequestVerb.NEW, kind, style="positive")
    opener = parts.form_opener if opens is Opens.VIDEO_CALL else parts.opener
    return opener(wording.OPENS_WORDS[opens], _OPENED_BY[opens], style="positive")


def unanswered_card(
    school: School, now: datetime, counts: Sequence[UnansweredCount], since: date, waiting: Sequence[Question] = ()
) -> AdaptiveCard:
    """The counts of each theme since a day, and the threads that wait for a Champion, by their references."""
    day = times.day(school, since, now)
    rows = [
        (
            wording.THEME_WORDS[count.theme],
            wording.UNANSWERED_COUNTS.format(no_answer=count.no_answer, to_champion=count.to_champion),
        )
        for count in counts
    ]
    return parts.card(
        parts.title(wording.UNANSWERED_TITLE),
        parts.small((wording.UNANSWERED_SINCE if rows else wording.NONE_UNANSWERED).format(since=day)),
        parts.fact_set(rows) if rows else None,
        *_waiting(waiting),
    )


def _waiting(questions: Sequence[Question]) -> list[CardElement]:
    if not questions:
        return []
    opens = [
        parts.opener(wording.ANSWER_IT.format(reference=question.id), DocumentVerb.THREAD, {"id": question.id})
        for question in questions
    ]
    return [parts.heading(wording.WAIT_FOR_YOU), parts.buttons(*opens)]
