"""What the policy had no answer to, as the committee sees it: numbers. A Champion can open what waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.policy.answers.unanswered import UnansweredCount
from bot.policy.aup.questions import Question
from bot.policy.kit.school import School
from cards.aup import AupVerb
from cards.kit import parts, times
from cards.words import answers as wording


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
        parts.facts(rows) if rows else None,
        *_waiting(waiting),
    )


def _waiting(questions: Sequence[Question]) -> list[CardElement]:
    if not questions:
        return []
    opens = [
        parts.opener(wording.ANSWER_IT.format(reference=question.id), AupVerb.THREAD, {"id": question.id})
        for question in questions
    ]
    return [parts.heading(wording.WAIT_FOR_YOU), parts.buttons(*opens)]
