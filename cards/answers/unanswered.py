"""What the policy had no answer to, as the committee sees it: numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.answers.unanswered import UnansweredCount
from bot.policy.kit.school import School
from cards.kit import parts, times
from cards.words import answers as wording


def unanswered_card(school: School, now: datetime, counts: Sequence[UnansweredCount], since: date) -> AdaptiveCard:
    """The counts of each theme since a day."""
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
    )
