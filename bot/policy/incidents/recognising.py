"""Which kinds of report somebody may mean by what they typed, the likeliest first. Pure; its table stands beside it.

Danger stands before all else: a kind that rings first and is surely meant comes before any that does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.signs import CLASSES, CLEAR, DANGEROUS, NEVER_SLIPS, NOT, SURE, TRACE, Signs
from bot.policy.incidents.signs_of_conduct import CONDUCT
from bot.policy.incidents.signs_of_danger import DANGER
from bot.policy.incidents.signs_of_events import EVENTS
from bot.policy.kit.likeness import Found, Phrases, words_of

IN_DOUBT = "harmful_contact"
"""What stands first where a child is spoken of and no sign says of what kind it is."""
_CHILDREN = frozenset(words_of(CLASSES["child"])).union(
    ["he", "she", "him", "her", "his", "hers", "hes", "shes", "they", "them"]
)
BEFORE = 2
"""How many words before a sign may take it back."""


MOST_TRACES = 4
"""How many traces of a kind are counted: together they weigh less than the lightest sign."""


@dataclass(frozen=True, slots=True)
class Likely:
    """The kinds that a text may mean, the likeliest first; whether the first is surely meant, and is a danger."""

    kinds: tuple[str, ...] = ()
    sure: bool = False
    danger: bool = False


class Recogniser:
    """A table of signs, made ready."""

    def __init__(self, signs: Sequence[Signs]) -> None:
        self._signs = signs
        rows = [(number, phrase) for number, group in enumerate(signs) for phrase in group.phrases]
        self._group_of = [number for number, _ in rows]
        self._phrases = Phrases((phrase for _, phrase in rows), CLASSES, never_slips=NEVER_SLIPS.split())

    def likely(self, text: str) -> Likely:
        """The kinds that these words are signs of. Never fails, whatever the text."""
        words = words_of(text)
        weighed: dict[int, float] = {}
        traces: Counter[str] = Counter()
        affirmed: set[str] = set()
        for found in self._phrases.find(words):
            group = self._group_of[found.row]
            signs = self._signs[group]
            if signs.weight == TRACE:
                traces[signs.kind] += 1
                continue
            taken_back = _taken_back(words, found)
            if signs.weight >= CLEAR and not taken_back:
                affirmed.add(signs.kind)
            weight = float(signs.weight) * (0.5 if taken_back else 1)
            held = weighed.get(group, 0.0)
            weighed[group] = max(held, weight) if weight > 0 else min(held, weight)
        score: dict[str, float] = {}
        for group, weight in weighed.items():
            kind = self._signs[group].kind
            score[kind] = score.get(kind, 0.0) + weight
        for kind, count in traces.items():  # among kinds of which no sign says anything, and to part equals
            score[kind] = score.get(kind, 0.0) + TRACE * min(count, MOST_TRACES) / (MOST_TRACES + 1)
        dangers = {kind for kind in affirmed.intersection(DANGEROUS) if score[kind] >= CLEAR}
        meant = [kind for kind in score if score[kind] > 0]
        meant.sort(key=lambda kind: (kind not in dangers, -score[kind], _rank(kind)))
        if not meant or score[meant[0]] < TRACE:
            return Likely() if not meant or not _CHILDREN.isdisjoint(words) else Likely(tuple(meant))
        if score[meant[0]] < CLEAR and not _CHILDREN.isdisjoint(words):
            return Likely((IN_DOUBT, *(kind for kind in meant if kind != IN_DOUBT)))
        return Likely(tuple(meant), score[meant[0]] >= CLEAR, meant[0] in dangers)


def _rank(kind: str) -> int:
    return DANGEROUS.index(kind) if kind in DANGEROUS else len(DANGEROUS)


def _taken_back(words: Sequence[str], found: Found) -> bool:
    """Whether a *not* stands before the sign, and is no part of it."""
    first = min(found.places)
    return any(words[place] in NOT for place in range(max(0, first - BEFORE), first))


OF_ROWS = (Signs(kind.id, SURE, kind.signs) for kind in KINDS.values() if kind.signs)
SIGNS = (*DANGER, *CONDUCT, *EVENTS, *OF_ROWS)
RECOGNISER = Recogniser(SIGNS)


def likely_kinds(text: str) -> Likely:
    """The kinds that the text may mean, by the table of signs."""
    return RECOGNISER.likely(text)
