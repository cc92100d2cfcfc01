"""`make bench`: measures everything in one run, prints tables, and writes BENCHMARKS.md and bench/runs.json.

`python -m bench turns store` measures these parts alone; the others keep their sections and their last figures. Each
part is a process of its own, so that none of them is measured with another's memory and imports.
"""

from __future__ import annotations

import argparse
import compileall
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.document import Section, sections_of, summary, whole
from bench.figures import FIGURES_FILE, Figure, read
from bench.processes import ROOT
from bench.runs import Run, add_run, load_runs, newest, save_runs

DOCUMENT = ROOT / "BENCHMARKS.md"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A module of this folder, what its table is about, and what it is given."""

    module: str
    about: str
    arguments: tuple[str, ...] = ()


BENCHMARKS = (
    Benchmark("turns", "The turns that matter, beside a bare botbuilder bot's echo"),
    Benchmark("edge", "The edge: echoes beside other frameworks' and a bare aiohttp handler's"),
    Benchmark("publication", "The Acceptable Use Policy published to 20,000 staff"),
    Benchmark("documents", "A document for 20,000 people and an announcement to them, by the use cases alone"),
    Benchmark("documents", "The same document and announcement on PostgreSQL", ("postgres",)),
    Benchmark("storm", "A thousand notices against Teams' own limits"),
    Benchmark("store", "The store on TinyDB over SQLite, beside plain SQLite (WAL, synchronous FULL)"),
    Benchmark("postgres", "The store on PostgreSQL", ("1000", "10000")),
    Benchmark("schools", "Sixty schools in one process on one PostgreSQL"),
    Benchmark("term", "A tenth of a week's term time: memory beside the records", ("10",)),
    Benchmark("log", "The log card at 100,000 incidents with their timelines", ("100000",)),
    Benchmark("long_work", "What goes through all of 10,000 reports", ("10000",)),
    Benchmark("directory", "Microsoft Graph: 200 members, and how long the loop is kept"),
)

LOGGED = re.compile(r"\{|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[")
"""How a line of a log begins, which is no figure."""


def main() -> None:
    """Compile first, since a start is measured; then measure, print and write."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("parts", nargs="*", help=f"{', '.join(_modules())}; all of them where none is named")
    asked: Sequence[str] = words.parse_args().parts
    if unknown := set(asked) - set(_modules()):
        words.error(f"no such part: {', '.join(sorted(unknown))}")
    for package in ("bot", "cards", "dialogs", "storage", "manifest", "bench"):
        compileall.compile_dir(ROOT / package, quiet=1)
    kept = sections_of(DOCUMENT.read_text(encoding="utf-8")) if DOCUMENT.exists() else {}
    figures: list[Figure] = []
    sections: dict[str, Section] = {}
    for part in BENCHMARKS:
        if asked and part.module not in asked:
            sections.update({part.about: kept[part.about]} if part.about in kept else {})
            continue
        print(f"\n{part.about}\n", flush=True)
        section, found = _measure(part)
        print(f"{section.table}\n{section.said}", flush=True)
        sections[part.about] = section
        figures += found
    runs, run = load_runs(), Run.now(figures)
    before, runs = newest(runs, run.machine), add_run(runs, run)
    targets = summary(run, newest(runs, run.machine), {name: figure.value for name, (_, figure) in before.items()})
    print(f"\n{targets}")
    save_runs(runs)
    DOCUMENT.write_text(whole(run, targets, sections), encoding="utf-8")


def _modules() -> Sequence[str]:
    return list(dict.fromkeys(part.module for part in BENCHMARKS))


def _measure(part: Benchmark) -> tuple[Section, Sequence[Figure]]:
    """Its table with what must be said of it, and its figures."""
    with tempfile.TemporaryDirectory() as folder:
        left = Path(folder) / "figures"
        left.touch()
        before = _Processors.now()
        done = subprocess.run(
            [sys.executable, "-m", f"bench.{part.module}", *part.arguments],
            cwd=ROOT,
            env={**os.environ, "LOG_LEVEL": "ERROR", FIGURES_FILE: str(left)},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        others = _Processors.now().others_since(before)
        found = read(left)
    table = "\n".join(line for line in done.stdout.splitlines() if not LOGGED.match(line))
    if done.returncode:
        table += f"\n(ended with status {done.returncode})"
    run = Run.now(())
    return Section.measured(table.strip("\n"), run, others), found


@dataclass(frozen=True, slots=True)
class _Processors:
    """Seconds of the machine's processors that were used until now: by all, and by what this process has started."""

    at: float
    by_all: float
    by_ours: float

    @classmethod
    def now(cls) -> _Processors:
        """Nothing is known of all where the system does not say it."""
        ours = resource.getrusage(resource.RUSAGE_CHILDREN)
        stat = Path("/proc/stat")
        told = stat.read_text(encoding="ascii").splitlines()[0].split()[1:] if stat.exists() else []
        user, nice, system, _, _, irq, softirq, steal = map(int, told[:8]) if told else [0] * 8
        by_all = (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")
        return cls(time.perf_counter(), by_all, ours.ru_utime + ours.ru_stime)

    def others_since(self, before: _Processors) -> float:
        """The part of all processors that others used meanwhile."""
        others = (self.by_all - before.by_all) - (self.by_ours - before.by_ours)
        return max(0.0, others / (self.at - before.at) / (os.cpu_count() or 1))


if __name__ == "__main__":
    main()
