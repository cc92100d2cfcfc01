"""`make bench`: measures everything in one run, prints tables, and writes BENCHMARKS.md with the machine and date.

Each part is a process of its own, so that none of them is measured with another's memory and imports.
"""

from __future__ import annotations

import compileall
import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass

from bench.processes import ROOT
from bot.clock import SystemClock


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A module of this folder, what its table is about, and what it is given."""

    module: str
    about: str
    arguments: tuple[str, ...] = ()


BENCHMARKS = (
    Benchmark("bench.turns", "The turns that matter, beside a bare botbuilder bot's echo"),
    Benchmark("bench.edge", "The edge: echoes beside other frameworks' and a bare aiohttp handler's"),
    Benchmark("bench.publication", "The Acceptable Use Policy published to 20,000 staff"),
    Benchmark("bench.documents", "A document for 20,000 people and an announcement to them, by the use cases alone"),
    Benchmark("bench.storm", "A thousand notices against Teams' own limits"),
    Benchmark("bench.store", "The store on TinyDB over SQLite, beside plain SQLite (WAL, synchronous FULL)"),
    Benchmark("bench.postgres", "The store on PostgreSQL", ("1000", "10000")),
    Benchmark("bench.schools", "Sixty schools in one process on one PostgreSQL"),
    Benchmark("bench.term", "A tenth of a week's term time: memory beside the records", ("10",)),
    Benchmark("bench.log", "The log card at 10,000 incidents with their timelines"),
    Benchmark("bench.long_work", "What goes through all of 10,000 reports", ("10000",)),
    Benchmark("bench.directory", "Microsoft Graph: 200 members, and how long the loop is kept"),
)

LOGGED = re.compile(r"\{|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[")
"""How a line of a log begins, which is no figure."""


def main() -> None:
    """Compile first, since a start is measured; then measure, print and write."""
    for package in ("bot", "cards", "dialogs", "storage", "manifest", "bench"):
        compileall.compile_dir(ROOT / package, quiet=1)
    told = [_head()]
    for part in BENCHMARKS:
        print(f"\n{part.about}\n")
        done = subprocess.run(
            [sys.executable, "-m", part.module, *part.arguments],
            cwd=ROOT,
            env={**os.environ, "LOG_LEVEL": "ERROR"},
            capture_output=True,
            text=True,
            check=False,
        )
        table = "\n".join(line for line in done.stdout.splitlines() if not LOGGED.match(line))
        print(table if done.returncode == 0 else f"{table}\n(ended with status {done.returncode})")
        told.append(f"## {part.about}\n\n```\n{table}\n```\n")
    (ROOT / "BENCHMARKS.md").write_text("\n".join(told), encoding="utf-8")


def _head() -> str:
    cores, python = os.cpu_count(), platform.python_version()
    return (
        "# Benchmarks\n\n"
        f"Written by `make bench` on {SystemClock().now():%d %B %Y}: {platform.system()} on {platform.machine()}, "
        f"{cores} cores, Python {python}. Each part has its peer in the same run: compare ratios, not seconds.\n"
    )


if __name__ == "__main__":
    main()
