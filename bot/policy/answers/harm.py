"""What of a question may tell of harm: its report stands above every answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.policy.answers.answer import Answer
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.recognising import IN_DOUBT, Likely
from bot.policy.kit.records import Urgency

HARM = frozenset({*(kind for kind, route in DEFAULT_ROUTES.items() if route.urgency is Urgency.EMERGENCY), "extremism"})
"""Kinds in which a child may be in danger."""
UNKIND = frozenset({"staff_conduct", "threat", "bullying"})
"""Kinds of harm whose signs are those of many a harmless question too, unless they are sure."""
NO_KIND = "other"
MOST = 3
"""Reports that are offered beside an answer, above it and below."""


@dataclass(frozen=True, slots=True)
class ReportsOffered:
    """The kinds that a question may tell of: those that stand above its answer, and those below it."""

    above: tuple[str, ...]
    below: tuple[str, ...]


def reports_to_offer(likely: Likely, answer: Answer | None) -> ReportsOffered:
    """Above stands harm of which the question shows any sign, what is surely unkind, and what its answer is about where
    that is harm. Below stands what else it surely tells of, what its answer is about, and a child in doubt."""
    surely = likely.kinds[0] if likely.sure else ""
    seen = dict.fromkeys((*likely.kinds, *sorted(likely.signs)))
    above = [kind for kind in seen if kind in likely.signs & HARM or (kind == surely and kind in UNKIND)]
    doubt = IN_DOUBT if likely.kinds[:1] == (IN_DOUBT,) and not above else ""
    about = answer.kind if answer else ""
    below = [kind for kind in (about, surely, doubt) if kind and kind != NO_KIND]
    if about in HARM:
        above.append(about)
        below.remove(about)
    above = list(dict.fromkeys(above))[:MOST]
    return ReportsOffered(tuple(above), tuple(kind for kind in dict.fromkeys(below) if kind not in above)[:MOST])
