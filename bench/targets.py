"""What `make bench` measures and what each figure should be: one table. A figure's name begins with its module's.

A row without a bound is only watched: a step back of it is seen as well.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What is said of a figure."""

    MET = "met"
    MISSED = "not met"
    WATCHED = "-"
    TOO_FEW_CORES = "needs more cores"


@dataclass(frozen=True, slots=True)
class Target:
    """One figure. `cores` is how many the machine must have for the bound to say anything."""

    figure: str
    about: str
    unit: str
    bound: float | None
    more_is_better: bool = False
    cores: int = 1

    @property
    def wanted(self) -> str:
        """The bound as it is printed."""
        return "" if self.bound is None else f"{'≥' if self.more_is_better else '≤'} {self.bound:g}"

    def judge(self, value: float, cores: int | None = None) -> Verdict:
        """What is said of that value on a machine with so many cores (by default this one). NaN is never met."""
        if self.bound is None:
            return Verdict.WATCHED
        if (cores or os.cpu_count() or 1) < self.cores:
            return Verdict.TOO_FEW_CORES
        met = value >= self.bound if self.more_is_better else value <= self.bound
        return Verdict.MET if met else Verdict.MISSED


def _at_most(figure: str, about: str, bound: float, unit: str = "") -> Target:
    return Target(figure, about, unit, bound)


def _at_least(figure: str, about: str, bound: float, unit: str = "", *, cores: int = 1) -> Target:
    return Target(figure, about, unit, bound, more_is_better=True, cores=cores)


def _watched(figure: str, about: str, unit: str) -> Target:
    return Target(figure, about, unit, None)


PRESS_MS = {1: 3, 16: 20, 64: 80}
"""Milliseconds that 95 in 100 presses should stay under, by how many are under way."""
TURNS = {
    "form": ("a form opened", 12),
    "report": ("a report filed", 5),
    "acknowledge": ("acknowledged", 7),
    "sign": ("the policy signed", 4),
}
"""The turns that are measured at 16 at once, and how many times an echo of bare botbuilder's each should be."""

TARGETS: tuple[Target, ...] = (
    *(_at_least(f"turns.{it}.of_echo", f"{name}, 16 at once ÷ stock echo", n) for it, (name, n) in TURNS.items()),
    *(_watched(f"turns.{it}.cpu", f"{name}, 16 at once: of a processor", "ms") for it, (name, _) in TURNS.items()),
    *(_at_most(f"turns.press.p95.{n}", f"p95 of any press, {n} at once", ms, "ms") for n, ms in PRESS_MS.items()),
    _at_most("turns.loop_held", "the loop held by the bot's own work, longest", 20, "ms"),
    _at_most("turns.start", "start to the first answered turn", 0.8, "s"),
    _at_most("turns.idle", "memory idle", 110, "MB"),
    _at_least("edge.of_stock", "the edge, JWT checked ÷ stock echo", 15),
    _at_least("edge.of_bare", "the edge, JWT checked ÷ bare aiohttp", 0.5),
    _at_least("edge.of_js", "the edge, JWT checked ÷ botbuilder-js", 1.5),
    _at_least("edge.far_of_bare", "the edge, connector 50 ms away ÷ bare aiohttp", 0.8),
    _at_most("publication.emergency", "Alert now to ping amid 20,000 notices", 1_000, "ms"),
    _at_most("publication.overview", "who has not signed, of 20,000: p95", 300, "ms"),
    _at_most("publication.loop_held", "20,000 notices: the loop held by the bot's own work, longest", 50, "ms"),
    _at_most("publication.grown", "20,000 notices: memory grown beyond the records", 0, "MB"),
    _at_most("storm.ratio", "1,000 notices ÷ the least that Teams' limits allow", 1.2),
    _at_most("store.write_of_sqlite", "a durable write ÷ plain sqlite3, 100,000 reports", 1.15),
    _at_least("store.together", "64 writes at once, 100,000 reports", 10_000, "a second"),
    _at_most("store.get", "get, 100,000 reports: p95", 0.06, "ms"),
    _at_most("store.log", "the log's query, 100,000 reports: p95", 0.5, "ms"),
    _at_most("store.open", "opening 100,000 reports", 0.2, "s"),
    _at_most("store.open_memory", "memory of 100,000 reports opened", 25, "MB"),
    _at_most("store.growth", "a write, get, log and due: 100,000 reports ÷ 100, the worst", 1.3),
    _at_most("store.stall", "the loop held while much is read and swept, 100,000 reports", 20, "ms"),
    _at_most("postgres.answer", "PostgreSQL: a report's answer, median", 6, "ms"),
    _at_most("postgres.turn_cpu", "PostgreSQL: a report's turn, of a processor", 5, "ms"),
    _watched("postgres.all_cpu", "PostgreSQL: a report with all it causes, of a processor", "ms"),
    _watched("postgres.statements", "PostgreSQL: a report with all it causes, statements", ""),
    _watched("schools.memory", "60 schools in one process: memory", "MB"),
    _watched("schools.cpu", "60 schools: a report, of a processor", "ms"),
    _at_most("term.beyond", "a tenth of a week: memory grown beyond the records, a turn", 0, "KB"),
    _at_most("term.loop_held", "a tenth of a week: the loop held, longest", 50, "ms"),
    _at_most("log.card", "the log's card, 100,000 reports: median", 10, "ms"),
    _at_most("directory.loop_held", "Microsoft Graph, 200 members: the loop held, longest", 50, "ms"),
)

BY_FIGURE: Mapping[str, Target] = {each.figure: each for each in TARGETS}
