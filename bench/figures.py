"""A figure that was measured, and how a module of this folder tells it.

By itself a module prints whether its targets are met. Beneath `python -m bench` it leaves its figures in a file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.targets import BY_FIGURE, Target

FIGURES_FILE = "BENCH_FIGURES_FILE"
"""The environment variable that names it: a line of JSON for each figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and the peer's figure or whatever else it should be read beside."""

    name: str
    value: float
    beside: str = ""

    @property
    def target(self) -> Target:
        """Its row. Raises `KeyError` where the table has none."""
        return BY_FIGURE[self.name]


def tell(figures: Iterable[Figure]) -> None:
    """Leave them to `python -m bench`, or print them beneath the table. Each must have its row in the targets."""
    told = [(each, each.target) for each in figures]
    if path := os.environ.get(FIGURES_FILE):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(asdict(each))}\n" for each, _ in told)
        return
    print()
    for each, target in told:
        verdict = target.judge(each.value).value
        print(f"{target.about:64}{show(each.value):>10} {target.wanted:>9} {target.unit:9} {verdict}")


def read(path: Path) -> Sequence[Figure]:
    """What a module has left there."""
    return [Figure(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def show(value: float) -> str:
    """With as many places as matter."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
