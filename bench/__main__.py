"""`make bench`: measures everything and prints it as tables."""

from __future__ import annotations

import asyncio
import compileall

from bench import report
from bench.processes import ROOT


def main() -> None:
    """Compile first, since a start is measured; then measure and print."""
    for room in ("bot", "cards", "dialogs", "storage", "bench"):
        compileall.compile_dir(ROOT / room, quiet=1)
    rows = [("", "this bot", "bare botbuilder echo"), *asyncio.run(report.measure())]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
