"""`python -m tests.answers [table …]`: how many are answered right first, and which are not.

Of a table that is held out only how many: nobody who works on the answers reads it.
"""

from __future__ import annotations

import sys

from tests.answers import HERE, questions

for name in sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.txt")):
    table = questions(name)
    wrong = [asked for asked in table if not asked.is_right]
    sys.stdout.write(f"{name}: {len(table)} questions, right first {1 - len(wrong) / len(table):.1%}\n")
    for asked in () if name.endswith("_held") else wrong:
        sys.stdout.write(f"  {' '.join(asked.right) or 'none'} but {asked.first or 'none'}: {asked.words}\n")
