"""`python -m tests.phrases.crossed`: how the known lines are understood by each other, and which kinds are taken for
which.

Each tenth of the lines is held against the other nine tenths: what is found so was not fitted to. It takes a minute or
two. A line is of the one kind whose file it stands in, and many are the hard ones of their kind: it is a measure for
comparing, and lower than that of the tables.
"""

from __future__ import annotations

import sys
from collections import Counter
from unittest.mock import patch
from zlib import crc32

from bot.policy.incidents import recognising
from bot.policy.incidents.lines import KNOWN_LINES, NO_MEANING
from bot.policy.incidents.signs import SIGN_CLASSES
from bot.policy.kit.examples import Examples
from tests.phrases import EMERGENCIES, Phrase, first_of, meaning_of, measure

PARTS = 10
ANSWERED_AS = {NO_MEANING: ("none", "noise")}
MOST_SHOWN = 30


def part_of(words: str) -> int:
    """The part that a line is in: the same whatever lines are added."""
    return crc32(words.casefold().encode()) % PARTS


def main() -> None:
    """Measures, and writes what was found."""
    known = list(KNOWN_LINES)
    count = right = missed = alarms = 0
    taken: Counter[tuple[str, str]] = Counter()
    for part in range(PARTS):
        others = Examples.of((each for each in known if part_of(each[1]) != part), SIGN_CLASSES)
        table = [
            Phrase(words, ANSWERED_AS.get(meaning, (meaning,)), meaning in EMERGENCIES)
            for meaning, words in known
            if part_of(words) == part
        ]
        with patch.object(recognising, "KNOWN_LINES", others):
            found = measure(table)
            taken.update((phrase.first[0], first_of(meaning_of(phrase.words))) for phrase in found.wrong)
        count += found.count
        right += found.count - len(found.wrong)
        missed += len(found.without_alert)
        alarms += len(found.false_alarms)
    sys.stdout.write(f"{count} lines, first button right {right / count:.1%}, emergencies not first {missed}, ")
    sys.stdout.write(f"false alarms {alarms}\n")
    for (meant, got), times in taken.most_common(MOST_SHOWN):
        sys.stdout.write(f"  {meant} taken for {got}: {times}\n")


if __name__ == "__main__":
    main()
