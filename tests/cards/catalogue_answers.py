"""Cards of answers from the policy, with plain and with difficult contents."""

from __future__ import annotations

from datetime import date, datetime

from bot.policy.answers.answer import Theme
from bot.policy.answers.finding import FoundAnswers, ReportsOffered, find_answers, reports_to_offer
from bot.policy.answers.table import ANSWER_TABLE
from bot.policy.answers.unanswered import UnansweredCount
from bot.policy.documents.questions import POLICY, Question, QuestionLine
from bot.policy.incidents.recognising import likely_kinds
from bot.policy.kit.records import Who
from bot.policy.kit.school import School
from cards.answers.answers import answer_card, ask_form, unanswered_card
from cards.kit.elements import AdaptiveCard

ASKER = Who(id="asker", name="Ann")
ASKED = {
    "an answer": "can i use my own phone to take pics on the trip",
    "an answer, and a danger": "can i look at a nude picture of a pupil?",
    "an answer, and a report": "what do we do with spam emails",
    "an answer that opens a form": "can year 5 do a zoom with an author",
    "no answer": "how many children are in year 2",
}


def answer_cards(school: School, now: datetime, nasty: str) -> dict[str, AdaptiveCard]:
    """Every answer, and what stands around one."""
    none, all_reports = ReportsOffered((), ()), ReportsOffered(("self_harm", "nudes", "illegal_content"), ("bullying",))
    cards = {
        f"answer {row.id}": answer_card(FoundAnswers(row, (), row.theme), none, "draft")
        for row in ANSWER_TABLE.values()
    }
    for name, asked in ASKED.items():
        found = find_answers(asked)
        cards[name] = answer_card(found, reports_to_offer(likely_kinds(asked), found.best), "draft", asked)
    first = find_answers("can i use my own phone to take pics on the trip")
    thread = Question(
        id="QU-2026-0001", subject=POLICY, asker=ASKER, lines=(QuestionLine(by=ASKER, at=now, text=nasty),)
    )
    counts = [UnansweredCount(theme, 1_234, 56) for theme in Theme]
    return cards | {
        "an answer to a long question": answer_card(first, all_reports, "draft", nasty),
        "an answer, put to a Champion": answer_card(first, none, "draft", nasty, put=thread),
        "no answer, put to a Champion": answer_card(FoundAnswers(None, (), Theme.DEVICES), none, "draft", put=thread),
        "asking a Champion": ask_form("draft", "pictures", {"question": nasty}, {"question": "form.too_long"}),
        "unanswered, none": unanswered_card(school, now, [], date(2026, 10, 12)),
        "unanswered": unanswered_card(school, now, counts, date(2026, 10, 12), [thread] * 6),
    }
