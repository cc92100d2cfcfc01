"""The last ten runs of `python -m bench`, in `bench/runs.json`, and how a figure stands to the one before.

The file is committed with BENCHMARKS.md. It says of a machine what matters for speed, and neither its name nor a path.
"""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from bench.figures import Figure
from bench.processes import ROOT
from bench.targets import Target
from bot.clock import SystemClock

RUNS_FILE = ROOT / "bench" / "runs.json"
MAX_RUNS = 10
STEP_BACK = 1.15
"""So many times worse than before is a step back; less is how runs differ."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What runs must have in common to be compared."""

    system: str
    processor: str
    cores: int
    python: str

    @classmethod
    def here(cls) -> Machine:
        """This one."""
        return cls(platform.system(), _processor(), os.cpu_count() or 1, platform.python_version())


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured at a commit on a machine; `date` is its day, as 2026-11-30."""

    commit: str
    date: str
    machine: Machine
    figures: Mapping[str, Figure]

    @classmethod
    def now(cls, figures: Sequence[Figure]) -> Run:
        """Here, today, of the tree as it stands: its commit has a `+` where something was changed since."""
        day = f"{SystemClock().now():%Y-%m-%d}"
        return cls(_commit(), day, Machine.here(), {each.name: each for each in figures})


_RUNS = TypeAdapter(list[Run])


def load_runs(path: Path = RUNS_FILE) -> Sequence[Run]:
    """Those that are kept, the newest last."""
    return _RUNS.validate_json(path.read_bytes()) if path.exists() else []


def save_runs(runs: Sequence[Run], path: Path = RUNS_FILE) -> None:
    """The last ten of them."""
    path.write_bytes(_RUNS.dump_json(list(runs[-MAX_RUNS:]), indent=1) + b"\n")


def add_run(runs: Sequence[Run], run: Run) -> Sequence[Run]:
    """With this one, the last ten. What was measured of the same commit, day and machine is one run."""
    *before, last = [*runs] or [run]
    if (last.commit, last.date, last.machine) == (run.commit, run.date, run.machine):
        return [*before, replace(last, figures={**last.figures, **run.figures})]
    return [*runs, run][-MAX_RUNS:]


def newest(runs: Sequence[Run], machine: Machine) -> Mapping[str, tuple[Run, Figure]]:
    """Of each figure the newest that such a machine has measured, and its run."""
    return {name: (run, each) for run in runs if run.machine == machine for name, each in run.figures.items()}


def times_worse(target: Target, before: float, now: float) -> float:
    """How many times worse than before: below 1 is better. What was 0 and is not any more is infinitely so."""
    worse, better = (before, now) if target.more_is_better else (now, before)
    if worse == better:
        return 1.0
    return worse / better if better > 0 else float("inf")


def change(target: Target, before: float | None, now: float) -> str:
    """A figure beside the one before, in a word: nothing where there is none."""
    if before is None:
        return ""
    worse = times_worse(target, before, now)
    moved = f"{(now - before) / before:+.0%}" if before else f"{now - before:+g}"
    return f"{moved} A STEP BACK" if worse > STEP_BACK else moved


def _commit() -> str:
    commit, changed = _git("rev-parse", "--short", "HEAD"), _git("status", "--porcelain", "--untracked-files=no")
    return commit + ("+" if changed else "")


def _git(*words: str) -> str:
    """What git answers; nothing where the tree came without it."""
    try:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S607
    except (OSError, subprocess.CalledProcessError):
        return ""


def _processor() -> str:
    """Its model where the system says so, else its kind."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
