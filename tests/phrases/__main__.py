"""`python -m tests.phrases [table …]`: how well each table is understood, and what is not.

Of a table that is held out the figures alone are told: whoever reads its lines writes for them ever after.
"""

from __future__ import annotations

import sys

from tests.phrases import HERE, first_of, meaning_of, measure, phrases

for name in sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.txt")):
    found = measure(phrases(name))
    sys.stdout.write(f"{name}: {found.count} phrases, first button right {found.right:.1%}, ")
    sys.stdout.write(f"emergencies not first {len(found.without_alert)}, words lost {len(found.lost)}, ")
    sys.stdout.write(f"false alarms {len(found.false_alarms)}\n")
    if name.startswith("held_out"):
        continue
    for phrase in dict.fromkeys((*found.wrong, *found.without_alert, *found.lost, *found.false_alarms)):
        got = first_of(meaning_of(phrase.words))
        sys.stdout.write(f"  {' '.join(phrase.first)}{' !' if phrase.danger else ''} but {got}: {phrase.words}\n")
