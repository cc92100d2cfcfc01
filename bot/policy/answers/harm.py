"""What of a question may tell of harm: its report stands above every answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.policy.answers.answer import Answer
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.recognising import IN_DOUBT, Likely
from bot.policy.kit.records import Urgency

HARM = frozenset({*(kind for kind, route in DEFAULT_ROUTES.items() if route.urgency is Urgency.EMERGENCY), "extremism"})
"""Kinds in which a child may be in danger."""
MOST = 3
"""Reports that are offered beside an answer, above it and below."""


@dataclass(frozen=True, slots=True)
class ReportsOffered:
    """The kinds that a question may tell of: those that stand above its answer, and those below it."""

    above: tuple[str, ...]
    below: tuple[str, ...]


def reports_to_offer(likely: Likely, answer: Answer | None) -> ReportsOffered:
    """Above stands what the question shows a sign of, if it is of harm or sure, and what its answer is about, if that
    is harm. Below stands what else the answer is about, and harm of which there is no more than a doubt."""
    doubt = IN_DOUBT if not likely.sure and len(likely.kinds) > 1 and likely.kinds[0] == IN_DOUBT else ""
    above = [
        kind for kind in likely.kinds if kind != doubt and (kind in HARM or (likely.sure and kind == likely.kinds[0]))
    ]
    about = answer.kind if answer else ""
    below = [kind for kind in (about, doubt) if kind]
    if about in HARM:
        above.append(about)
        below.remove(about)
    above = list(dict.fromkeys(above))[:MOST]
    return ReportsOffered(tuple(above), tuple(kind for kind in below if kind not in above)[:MOST])
