"""Which answer fits a question, by words and likeness as reports are recognised, and which reports stand beside it.

It never fails, whatever the text. A phrase of which all words stand in the question makes an answer fit. Of those that
fit, the one whose words are the most, and the rarest in the table, comes first; after them stand those that share only
some words with the question. What may tell of harm stands above every answer.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.answers.answer import QUESTION_CLASSES, QUESTION_WORDS_NEVER_SLIPS, Answer, Theme
from bot.policy.answers.table import ANSWER_TABLE
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.recognising import IN_DOUBT, Likely
from bot.policy.kit.likeness import Phrases, words_of
from bot.policy.kit.records import Urgency
from bot.policy.kit.roles import Role

ALSO = 0.5
"""How much of an answer's other phrases counts beside its best one."""
_LITTLE = 1.0
"""What a word of those that follow weighs in a phrase; elsewhere it weighs nothing."""
_COMMON = frozenset(
    words_of("""
        a an the i we us me my mine our you your they them their it its he she him her this that these those there here
        is are be am was do does did have has had can could may should would will must need get got go going come put
        who whos what which how where when why if and or but so to of in on onto at for from with by about up out off
        not no any some all many much as than then now just also still only very
    """)
)
"""Words that say little of what a question is about."""
MORE_OFFERED = 2
"""How many further answers are offered."""


ROLES_CALLED: dict[Role, str] = {
    "deputy_dsl": r"deputy (?:dsl|safeguarding|designated)|ddsl",
    "dsl": r"(?<!deputy )(?:\bdsl\b|designated|safeguarding)",
    "champion": r"champion|online safety",
    "headteacher": r"head ?teacher|\bhead\b",
    "computing_coordinator": r"co-?ordinator|computing",
    "business_manager": r"business",
    "technician": r"technician",
    "chair_of_governors": r"governor",
}
"""How staff call who holds a role."""
TO_TURN_TO: tuple[Role, ...] = ("dsl", "deputy_dsl", "champion")
"""Whom anybody may turn to."""


def roles_asked(question: str) -> tuple[Role, ...]:
    """The roles that a question names; where it names none, those of whom anybody may turn to."""
    named = tuple(role for role, called in ROLES_CALLED.items() if re.search(called, question, re.IGNORECASE))
    return named or TO_TURN_TO


@dataclass(frozen=True, slots=True)
class FoundAnswers:
    """The answer that fits best, if one fits; others to choose from, the nearest first; and what it is all about."""

    best: Answer | None
    others: tuple[Answer, ...]
    theme: Theme


class Finder:
    """A table of answers, made ready."""

    def __init__(self, answers: Sequence[Answer], classes: Mapping[str, str], never_slips: Iterable[str]) -> None:
        self._answers = answers
        self._rows = [
            (at, _words_of_phrase(phrase), phrase) for at, each in enumerate(answers) for phrase in each.phrases
        ]
        never = list(never_slips)
        self._phrases = Phrases((phrase for _, _, phrase in self._rows), classes, never_slips=never)
        self._words = list(dict.fromkeys(word for _, words, _ in self._rows for word in words))
        self._single = Phrases(self._words, classes, never_slips=never)
        self._used_by: dict[str, set[int]] = defaultdict(set)
        for at, words, _ in self._rows:
            for word in words:
                self._used_by[word].add(at)

    def find(self, question: str) -> FoundAnswers:
        """The best answer, and others."""
        said = words_of(question)
        knowing = self._knowing(said)
        weight = {
            place: _LITTLE if said[place] in _COMMON else math.log(1 + len(self._answers) / len(answers))
            for place, answers in knowing.items()
        }
        fits: dict[int, float] = {}
        taken: dict[int, set[int]] = defaultdict(set)
        for found in self._phrases.find(said):
            at = self._rows[found.row][0]
            places = set(found.places)
            fits[at] = max(fits.get(at, 0), sum(weight[place] for place in places))
            taken[at] |= places
        score = {at: best + ALSO * sum(weight[place] for place in taken[at]) for at, best in fits.items()}
        near: dict[int, float] = defaultdict(float)
        for place, answers in knowing.items():
            for at in () if said[place] in _COMMON else answers:
                near[at] += weight[place]
        first = sorted(score, key=lambda at: (-score[at], -near[at], at))
        rest = sorted((at for at in near if at not in score), key=lambda at: (-near[at], at))
        ordered = [self._answers[at] for at in (*first, *rest)]
        best = ordered[0] if first else None
        others = tuple(ordered[1 : MORE_OFFERED + 1] if best else ordered[:MORE_OFFERED])
        return FoundAnswers(best, others, self._theme(first, near))

    def _knowing(self, said: Sequence[str]) -> dict[int, set[int]]:
        """For each word of the question, by its place, the answers that have it in a phrase."""
        knowing: dict[int, set[int]] = defaultdict(set)
        for at, word in enumerate(said):
            for found in self._single.find([word]):
                knowing[at] |= self._used_by[self._words[found.row]]
        return knowing

    def _theme(self, first: Sequence[int], near: Mapping[int, float]) -> Theme:
        if first:
            return self._answers[first[0]].theme
        themes: Counter[Theme] = Counter()
        for at, weight in near.items():
            theme = self._answers[at].theme
            themes[theme] = max(themes[theme], weight)  # type: ignore[assignment]
        return max(themes, key=lambda theme: themes[theme], default=Theme.OTHER)


def _words_of_phrase(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in their order, each with its other forms."""
    return tuple("/".join(form.lstrip("+") for form in word.split("/")) for word in phrase.split() if word != "&")


FINDER = Finder(tuple(ANSWER_TABLE.values()), QUESTION_CLASSES, QUESTION_WORDS_NEVER_SLIPS.split())


def find_answers(question: str) -> FoundAnswers:
    """The best answer of the policy, and others to choose from."""
    return FINDER.find(question)


HARM_KINDS = frozenset(
    {*(kind for kind, route in DEFAULT_ROUTES.items() if route.urgency is Urgency.EMERGENCY), "extremism"}
)
"""Kinds in which a child may be in danger."""
UNKIND = frozenset({"staff_conduct", "threat", "bullying"})
"""Kinds of harm whose signs are those of many a harmless question too, unless they are sure."""
NO_KIND = "other"
MOST_REPORTS = 3
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
    above = [kind for kind in seen if kind in likely.signs & HARM_KINDS or (kind == surely and kind in UNKIND)]
    doubt = IN_DOUBT if likely.kinds[:1] == (IN_DOUBT,) and not above else ""
    about = answer.kind if answer else ""
    below = [kind for kind in (about, surely, doubt) if kind and kind != NO_KIND]
    if about in HARM_KINDS:
        above.append(about)
        below.remove(about)
    above = list(dict.fromkeys(above))[:MOST_REPORTS]
    return ReportsOffered(
        tuple(above), tuple(kind for kind in dict.fromkeys(below) if kind not in above)[:MOST_REPORTS]
    )
