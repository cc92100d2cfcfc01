"""Which kinds of report somebody may mean by what they typed, the likeliest first. Pure; its table stands beside it.

Danger stands before all else: a kind that alerts first and is surely meant, by any part of a text, comes before any
that does not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache

from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.lines import A_QUESTION, KNOWN_LINES, NO_MEANING
from bot.policy.incidents.signs import CLEAR, DANGEROUS, NOT, SIGN_CLASSES, SIGN_WORDS_NEVER_SLIPS, SURE, Signs
from bot.policy.incidents.signs_in_languages import LANGUAGES
from bot.policy.incidents.signs_of_conduct import CONDUCT
from bot.policy.incidents.signs_of_danger import DANGER
from bot.policy.incidents.signs_of_events import EVENTS
from bot.policy.incidents.signs_of_harm import HARM
from bot.policy.kit.likeness import PhraseMatch, Phrases, words_of

MOST_LIKELY = 4
"""How many kinds are named."""
IN_DOUBT = "harmful_contact"
"""What stands first where a child is spoken of and no sign says of what kind it is."""
_CHILDREN = frozenset(words_of(SIGN_CLASSES["child"])).union(
    ["he", "she", "him", "her", "his", "hers", "hes", "shes", "they", "them"]
)
WORDS_BEFORE = 2
"""How many words before a sign may take it back."""
FURTHER_PHRASE, MOST_FURTHER_PHRASES = 0.4, 4
"""What each further phrase of a group adds to it, and how many are counted: together less than a hint."""
TRACE, MOST_TRACES = 0.3, 3
"""What a word that stands in the signs of one kind alone weighs for it, and how many such words are counted."""
SOME_TRACES, SOME_SIGN = 0.4, 1.0
"""Less than this says nothing of a kind; less than this is no sign, but traces alone."""


@dataclass(frozen=True, slots=True)
class Likely:
    """The kinds that a text may mean, the likeliest first; whether the first is surely meant, and is a danger.

    `signs` are those of the kinds of which it shows a sign, however light, and not traces alone; `weights` how heavy
    the signs of each kind are together.
    """

    kinds: tuple[str, ...] = ()
    sure: bool = False
    danger: bool = False
    signs: frozenset[str] = frozenset()
    weights: Mapping[str, float] = field(default_factory=dict)


class Recogniser:
    """A table of signs, made ready."""

    def __init__(self, signs: Sequence[Signs]) -> None:
        self._signs = signs
        rows = [(number, phrase) for number, group in enumerate(signs) for phrase in group.phrases]
        self._group_of = [number for number, _ in rows]
        self._phrases = Phrases(
            (phrase for _, phrase in rows), SIGN_CLASSES, never_slips=SIGN_WORDS_NEVER_SLIPS.split()
        )
        self._traces = self._traces_of_words()

    def _traces_of_words(self) -> dict[str, dict[str, float]]:
        """How much a word alone is a trace of each kind: the more, the less it stands in the signs of others."""
        stands: defaultdict[str, Counter[str]] = defaultdict(Counter)
        size: Counter[str] = Counter()
        for row, key in self._phrases.keys:
            signs = self._signs[self._group_of[row]]
            if signs.weight > 0:
                stands[key][signs.kind] += 1
                size[signs.kind] += 1
        traces: dict[str, dict[str, float]] = {}
        for key, kinds in stands.items():
            often = {kind: count / size[kind] for kind, count in kinds.items()}
            traces[key] = {kind: (share / sum(often.values())) ** 2 for kind, share in often.items()}
        return traces

    def _weigh_traces(self, said: Sequence[frozenset[str]]) -> defaultdict[str, float]:
        """To part equals, and to choose among kinds of which no sign says anything."""
        count: defaultdict[str, float] = defaultdict(float)
        for keys in set(said):
            for key in keys:
                for kind, share in self._traces.get(key, {}).items():
                    count[kind] += share / len(keys)
        return defaultdict(float, {kind: TRACE * min(share, MOST_TRACES) for kind, share in count.items()})

    def likely(self, text: str) -> Likely:
        """The kinds that these words are signs of. Never fails, whatever the text."""
        words = words_of(text)
        score, affirmed = self._weigh(words)
        dangers = {kind for kind in affirmed & set(DANGEROUS) if score[kind] >= CLEAR}
        meant = [kind for kind in score if score[kind] > 0]
        meant.sort(key=lambda kind: (kind not in dangers, -score[kind], _rank(kind)))
        weight = score[meant[0]] if meant else 0
        signs = frozenset(kind for kind in meant if score[kind] >= SOME_SIGN)
        child = not _CHILDREN.isdisjoint(words)
        if weight < SOME_TRACES or (weight < SOME_SIGN and child):
            return Likely(weights=score)
        if weight < CLEAR and child:
            return Likely((IN_DOUBT, *(kind for kind in meant if kind != IN_DOUBT)), signs=signs, weights=score)
        return Likely(tuple(meant), weight >= CLEAR, meant[0] in dangers, signs, score)

    def _weigh(self, words: Sequence[str]) -> tuple[Mapping[str, float], Set[str]]:
        """How much the words say for each kind, and the kinds of which a clear sign is there and not taken back."""
        said = self._phrases.read(words)
        weighed: dict[int, float] = {}
        seen: Counter[int] = Counter()
        affirmed: set[str] = set()
        for found in self._phrases.find_read(said):
            group = self._group_of[found.row]
            signs = self._signs[group]
            taken_back = _taken_back(words, found)
            if signs.weight >= CLEAR and not taken_back:
                affirmed.add(signs.kind)
            seen[group] += 1
            weight = float(signs.weight) * (0.5 if taken_back else 1)
            held = weighed.get(group, 0.0)
            weighed[group] = max(held, weight) if weight > 0 else min(held, weight)
        score = self._weigh_traces(said)
        for group, weight in weighed.items():
            more = FURTHER_PHRASE * min(seen[group] - 1, MOST_FURTHER_PHRASES) if weight > 0 else 0
            score[self._signs[group].kind] += weight + more
        return score, affirmed


def _rank(kind: str) -> int:
    return DANGEROUS.index(kind) if kind in DANGEROUS else len(DANGEROUS)


def _taken_back(words: Sequence[str], found: PhraseMatch) -> bool:
    """Whether a *not* stands before the sign, and is no part of it."""
    first = min(found.places)
    return any(words[place] in NOT for place in range(max(0, first - WORDS_BEFORE), first))


OF_ROWS = (Signs(kind.id, SURE, kind.signs) for kind in KINDS.values() if kind.signs)
SIGNS = (*HARM, *DANGER, *CONDUCT, *EVENTS, *LANGUAGES, *OF_ROWS)


@cache
def recogniser() -> Recogniser:
    """The table of all signs. It takes a tenth of a second to make ready, so a start does not wait for it."""
    return Recogniser(SIGNS)


A_SIGN = 0.55
"""What a sign adds to what the lines say of its kind, for each unit of its weight."""
SURE_LEAD = 3.0
"""By how much more must be said for one meaning than for any other, to be sure of it."""
NEAR, NEARLY = 5.0, 2.0
"""An emergency that is so near to what is likeliest stands before it: where there is a clear sign of one, and where
there is none."""
ASKED = 4.0
"""What is added for each thing that is asked of the bot where no kind shows a sign: its few lines hold few of the words
by which people ask for it."""
ALONE = 2
"""Of so few words a clear sign of danger is all that is said."""
WORDS_OUTWEIGHED = 10
"""Among so few words one that is rare may outweigh all the others."""
_BETWEEN_PARTS = re.compile(r"[.!?;:,\n]+|\b(?:and|but|because|also)\b", re.IGNORECASE)
MOST_PARTS_HEARD = 25
"""How many parts of a text are heard alone too, from its beginning and from its end."""


def likely_kinds(text: str) -> Likely:
    """The kinds that the text may mean, by the table of signs and by the lines that are most like it. Never fails,
    whatever the text."""
    signs = recogniser().likely(text)
    weighed = _weigh_both(text, signs)
    if not weighed:
        return signs
    kinds = sorted((kind for kind in weighed if kind in KINDS), key=lambda kind: -weighed[kind])
    first = kinds[0]
    if not signs.kinds and weighed[first] < max(weighed.values()):
        return Likely()
    emergency = next(kind for kind in kinds if kind in DANGEROUS)
    if weighed[emergency] >= weighed[first] - (NEAR if signs.danger else NEARLY):
        first = emergency
    elif signs.danger:
        first = signs.kinds[0] if len(words_of(text)) <= ALONE else _danger_in_a_part(text) or first
    sure = _lead(weighed, first) >= SURE_LEAD or (signs.sure and first == signs.kinds[0])
    if first in DANGEROUS and not signs.danger and _rests_on_one_word(text, first):
        sure = False
    danger = first in DANGEROUS and (sure or signs.danger)
    shown = signs.signs | ({first} if sure or danger else frozenset())
    return Likely((first, *(kind for kind in kinds[:MOST_LIKELY] if kind != first)), sure or danger, danger, shown)


def _danger_in_a_part(text: str) -> str | None:
    """The emergency that one part of a text tells of when it is heard alone, whatever stands beside it."""
    parts = [part for part in _BETWEEN_PARTS.split(text) if part.strip()]
    for part in (*parts[:MOST_PARTS_HEARD], *parts[MOST_PARTS_HEARD:][-MOST_PARTS_HEARD:]):
        signs = recogniser().likely(part)
        if signs.danger:
            weighed = _weigh_both(part, signs) or signs.weights
            likeliest = max(weighed, key=lambda kind: weighed[kind])
            if likeliest in DANGEROUS:
                return likeliest
    return None


def _rests_on_one_word(text: str, danger: str) -> bool:
    """Whether the lines tell of this danger for the sake of a single word, which a few harmless ones may hold too."""
    words = words_of(text)
    if len(words) > WORDS_OUTWEIGHED:
        return False
    for left_out in set(words):
        weighed = KNOWN_LINES.weigh(" ".join(word for word in words if word != left_out))
        if not weighed or max(weighed, key=lambda meaning: weighed[meaning]) != danger:
            return True
    return False


def _weigh_both(text: str, signs: Likely) -> dict[str, float]:
    """How much is said for each meaning by the lines, and by the signs beside them; empty where no line says anything.
    A kind without lines is known by its signs alone."""
    weighed = KNOWN_LINES.weigh(text)
    most = max(weighed.values(), default=0)
    for kind, weight in signs.weights.items() if weighed else ():
        weighed[kind] = weighed.get(kind, most) + A_SIGN * min(weight, SURE)
    if not signs.kinds:
        for meaning in weighed.keys() - KINDS.keys() - {NO_MEANING, A_QUESTION}:
            weighed[meaning] += ASKED
    return weighed


def is_another_matter(meant: Likely, said: Likely) -> bool:
    """Whether words are surely of a kind of which those before them show no sign, and one of the two is harm to a
    child, or both are sure. Behind what surely tells of a danger all words go with it."""
    if meant.danger or not said.sure or not meant.kinds:
        return False
    before, first = meant.kinds[0], said.kinds[0]
    if first in {before, *meant.signs} or before in said.signs:
        return False
    return meant.sure or (first in DANGEROUS) != (before in DANGEROUS)


def speaks_of_a_child(text: str) -> bool:
    """Whether a word for a child, or one that may stand for it, is said."""
    return not _CHILDREN.isdisjoint(words_of(text))


def meant_otherwise(text: str) -> str | None:
    """What a text means that tells of nothing to report, by the lines: the name of their file, or None. Where a child
    is spoken of it is never said to mean nothing."""
    weighed = _weigh_both(text, recogniser().likely(text))
    if not weighed:
        return None
    first = max(weighed, key=lambda meaning: weighed[meaning])
    if first == NO_MEANING and speaks_of_a_child(text):
        return None
    return first if first not in KINDS and _lead(weighed, first) >= SURE_LEAD else None


def _lead(weighed: Mapping[str, float], first: str) -> float:
    return weighed[first] - max(weight for meaning, weight in weighed.items() if meaning != first)
