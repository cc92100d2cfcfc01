"""Which answer fits a question, by words and likeness as reports are recognised, and which reports stand beside it.

It never fails, whatever the text. Two things are added up for each answer: how near the question is to the lines that
are known to ask for it (`lines`), and the words of those of its phrases that stand in the question, the rarer in the
table the heavier. Where no phrase stands there, the lines alone answer, if they say so clearly more than that it is no
question about the policy. What may tell of harm stands above every answer.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.policy.answers.answer import QUESTION_CLASSES, QUESTION_WORDS_NEVER_SLIPS, Answer, Opens, Theme
from bot.policy.answers.lines import KNOWN_QUESTIONS, NO_ANSWER
from bot.policy.answers.table import ANSWER_TABLE
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.recognising import IN_DOUBT, Likely
from bot.policy.kit.examples import KnownLines
from bot.policy.kit.likeness import Phrases, words_of
from bot.policy.kit.records import Urgency
from bot.policy.kit.roles import Role

PHRASE_WEIGHT = 0.5
"""How much the words of a phrase weigh, beside what the known lines say."""
CLEARLY = 0.8
"""By how much the lines must speak for an answer, rather than for none, where no phrase does."""
NAMED_ALONE = 2
"""So few words are a name, not a way of asking: where a phrase is among them, it alone says for what."""
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
_THE_POLICY_ON = re.compile(
    r"\b(?:(?:the|our|your|a|any)\s+)?(?:(?:school|online|safety)\s+)*polic(?:y|ies)\s+(?:says?\s+)?(?:on|about|for)\b",
    re.IGNORECASE,
)
"""By which any question may begin: it is about what follows, and not about the policy."""
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
    """The answer that fits best, if one fits; others to choose from, the nearest first; and what it is all about.

    `named`: whether a phrase of the table stands in the question, and not only words that are like known lines.
    """

    best: Answer | None
    others: tuple[Answer, ...]
    theme: Theme
    named: bool = True


class Finder:
    """A table of answers, made ready."""

    def __init__(
        self,
        answers: Sequence[Answer],
        classes: Mapping[str, str],
        never_slips: Iterable[str],
        known: KnownLines,
    ) -> None:
        """`known` are the lines, which need not be counted before the first question."""
        self._answers = answers
        self._known = known
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
        words = words_of(question)
        phrased = self._weigh_phrases(words)
        about = _THE_POLICY_ON.sub(" ", question)
        told = {} if phrased and len(words) <= NAMED_ALONE else self._known.weigh(about)
        least = min(told.values(), default=0.0)
        score = {
            at: told.get(each.id, least) + PHRASE_WEIGHT * phrased.get(at, 0.0)
            for at, each in enumerate(self._answers)
            if told or at in phrased
        }
        ordered = sorted(score, key=lambda at: (-score[at], at))
        clearly = bool(told) and bool(ordered) and score[ordered[0]] - told.get(NO_ANSWER, least) >= CLEARLY
        best = self._answers[ordered[0]] if phrased or clearly else None
        nearest = [self._answers[at] for at in ordered[: MORE_OFFERED + 1]]
        others = tuple(nearest[1:] if best else nearest[:MORE_OFFERED])
        return FoundAnswers(best, others, nearest[0].theme if nearest else Theme.OTHER, bool(phrased))

    def _weigh_phrases(self, said: Sequence[str]) -> Mapping[int, float]:
        """For each answer of which a phrase stands in these words, how much they say."""
        weight = {
            place: _LITTLE if said[place] in _COMMON else math.log(1 + len(self._answers) / len(answers))
            for place, answers in self._knowing(said).items()
        }
        fits: dict[int, float] = {}
        taken: dict[int, set[int]] = defaultdict(set)
        for found in self._phrases.find(said):
            at = self._rows[found.row][0]
            places = set(found.places)
            fits[at] = max(fits.get(at, 0), sum(weight[place] for place in places))
            taken[at] |= places
        return {at: best + ALSO * sum(weight[place] for place in taken[at]) for at, best in fits.items()}

    def _knowing(self, said: Sequence[str]) -> dict[int, set[int]]:
        """For each word of the question, by its place, the answers that have it in a phrase."""
        knowing: dict[int, set[int]] = defaultdict(set)
        for at, word in enumerate(said):
            for found in self._single.find([word]):
                knowing[at] |= self._used_by[self._words[found.row]]
        return knowing


def _words_of_phrase(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in their order, each with its other forms."""
    return tuple("/".join(form.lstrip("+") for form in word.split("/")) for word in phrase.split() if word != "&")


@cache
def finder() -> Finder:
    """The answers of the policy. A start does not wait for them to be made ready."""
    return Finder(tuple(ANSWER_TABLE.values()), QUESTION_CLASSES, QUESTION_WORDS_NEVER_SLIPS.split(), KNOWN_QUESTIONS)


def find_answers(question: str) -> FoundAnswers:
    """The best answer of the policy, and others to choose from."""
    return finder().find(question)


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


def answer_beside(text: str, likely: Likely) -> Answer | None:
    """The answer that a line may have asked for, whatever report it may be as well. None where it tells of harm, or
    surely of something, and that answer would have it reported."""
    if likely.danger or (likely.sure and not likely.signs.isdisjoint(HARM_KINDS | UNKIND)):
        return None
    found = find_answers(text)
    if not found.named or found.best is None:
        return None
    return None if likely.sure and (found.best.kind or found.best.opens is Opens.REPORT) else found.best
