"""`python -m tests.phrases [table …]`: how well each table is understood, and what is not."""

from __future__ import annotations

import sys

from dialogs.understanding import understand
from tests.phrases import HERE, first_of, measure, phrases

for name in sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.txt")):
    found = measure(phrases(name))
    sys.stdout.write(f"{name}: {found.count} phrases, first button right {found.right:.1%}, ")
    sys.stdout.write(f"emergencies not first {len(found.without_alert)}, words lost {len(found.lost)}\n")
    for phrase in dict.fromkeys((*found.wrong, *found.without_alert, *found.lost)):
        got = first_of(understand(phrase.words))
        sys.stdout.write(f"  {' '.join(phrase.first)}{' !' if phrase.danger else ''} but {got}: {phrase.words}\n")
