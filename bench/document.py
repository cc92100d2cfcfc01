"""BENCHMARKS.md: what stands in it, as text. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bench.figures import Figure, show
from bench.runs import Run, change
from bench.targets import TARGETS, Verdict

_SECTION = re.compile(r"^## ([^\n]+)\n\n(?:([^`\n][^\n]*)\n\n)?```\n(.*?)\n?```$", re.MULTILINE | re.DOTALL)
_TARGETS = "What is aimed at, and whether it is met"


@dataclass(frozen=True, slots=True)
class Section:
    """One part's table, and the line above it: when it was measured, of which commit, and how busy the machine was."""

    table: str
    said: str

    @classmethod
    def measured(cls, table: str, run: Run, others: float) -> Section:
        """Just now. `others` is the part of the processors that was used by what is not measured here."""
        return cls(table, f"Measured on {run.date} at {run.commit}; others used {others:.0%} of the processors.")


def sections_of(text: str) -> Mapping[str, Section]:
    """The parts of a document that was written before, by what they are about."""
    return {about: Section(table, said or "") for about, said, table in _SECTION.findall(text) if about != _TARGETS}


def summary(run: Run, known: Mapping[str, tuple[Run, Figure]], before: Mapping[str, float]) -> str:
    """Each target with the newest figure that is known of it; one that this run did not measure has its commit."""
    lines = [f"{'':66}{'figure':>10}{'target':>10} {'':9} {'is':17}{'since before':22}beside"]
    missed: list[str] = []
    for target in TARGETS:
        if target.figure not in known:
            lines.append(f"{target.about:66}{'-':>10}{target.wanted:>10} {target.unit:9} not measured")
            continue
        measured_in, figure = known[target.figure]
        verdict = target.judge(figure.value, run.machine.cores)
        missed += [target.about] if verdict is Verdict.MISSED else []
        is_new = target.figure in run.figures
        moved = change(target, before.get(target.figure), figure.value) if is_new else f"(of {measured_in.commit})"
        row = (
            f"{target.about:66}{show(figure.value):>10}{target.wanted:>10} {target.unit:9} {verdict.value:17}{moved:22}"
        )
        lines.append(f"{row}{figure.beside}".rstrip())
    judged = sum(each.bound is not None for each in TARGETS)
    return "\n".join([*lines, "", f"{len(missed)} of {judged} targets are not met."])


def whole(run: Run, targets: str, sections: Mapping[str, Section]) -> str:
    """The document."""
    machine = run.machine
    head = (
        "# Benchmarks\n\n"
        f"Written by `make bench` on {run.date}: {machine.system}, {machine.processor}, {machine.cores} cores, "
        f"Python {machine.python}. Each part has its peer in the same run: compare ratios, not seconds. "
        "*Since before* is the change against the last run on such a machine (`bench/runs.json` has the last ten).\n"
    )
    parts = {_TARGETS: Section(targets, ""), **sections}
    return "\n".join([head, *(_text(about, each) for about, each in parts.items())])


def _text(about: str, section: Section) -> str:
    said = f"{section.said}\n\n" if section.said else ""
    return f"## {about}\n\n{said}```\n{section.table}\n```\n"
