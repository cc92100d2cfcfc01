"""What `make bench` says of its figures: targets, the last ten runs, a step back. Nothing is measured here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.__main__ import BENCHMARKS, DOCUMENT
from bench.document import Section, sections_of, summary, whole
from bench.figures import FIGURES_FILE, Figure, read, tell
from bench.processes import ROOT
from bench.runs import MAX_RUNS, Machine, Run, add_run, change, load_runs, newest, save_runs, times_worse
from bench.targets import BY_FIGURE, TARGETS, Target, Verdict

HERE = Machine("Linux", "A processor", 2, "3.11.7")
ELSEWHERE = replace(HERE, cores=8)
REPORTS, ANSWER = BY_FIGURE["turns.report.of_echo"], BY_FIGURE["postgres.answer"]


def run(number: int, machine: Machine = HERE, **figures: float) -> Run:
    """The run of a commit of that number; `__` in a figure's name is a dot."""
    found = (Figure(name.replace("__", "."), value) for name, value in figures.items())
    return Run(f"c{number}", "2026-11-30", machine, {each.name: each for each in found})


def test_each_figure_has_one_target_and_a_part_that_measures_it() -> None:
    """A figure's name begins with its module's, and no name stands twice."""
    assert [name for name, times in Counter(each.figure for each in TARGETS).items() if times > 1] == []
    assert {each.figure.partition(".")[0] for each in TARGETS} <= {part.module for part in BENCHMARKS}
    assert {part.module for part in BENCHMARKS if not (ROOT / "bench" / f"{part.module}.py").exists()} == set()
    assert [part for part, times in Counter(each.about for each in BENCHMARKS).items() if times > 1] == []


def test_each_target_is_told_by_its_module() -> None:
    """No row of the table waits for a figure that nothing measures."""
    untold = []
    for target in TARGETS:
        module, _, rest = target.figure.partition(".")
        sources = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bench").glob("*.py")))
        literals = re.findall(rf'Figure\(\s*f?"{module}\.([^"]+)"', sources)
        patterns = [re.sub(r"\\\{.*?\\\}", "[^.]+", re.escape(each)) for each in literals]
        untold += [] if any(re.fullmatch(each, rest) for each in patterns) else [target.figure]
    assert untold == []


@pytest.mark.parametrize(
    ("target", "value", "cores", "verdict"),
    [
        (Target("a", "", "ms", 6), 6.0, 2, Verdict.MET),
        (Target("a", "", "ms", 6), 6.01, 2, Verdict.MISSED),
        (Target("a", "", "", 5, more_is_better=True), 5.0, 2, Verdict.MET),
        (Target("a", "", "", 5, more_is_better=True), 4.9, 2, Verdict.MISSED),
        (Target("a", "", "", 5, more_is_better=True, cores=6), 4.9, 2, Verdict.TOO_FEW_CORES),
        (Target("a", "", "", 5, more_is_better=True, cores=6), 4.9, 6, Verdict.MISSED),
        (Target("a", "", "ms", None), 1e9, 2, Verdict.WATCHED),
        (Target("a", "", "ms", 6), float("nan"), 2, Verdict.MISSED),
        (Target("a", "", "ms", 5, more_is_better=True), float("nan"), 2, Verdict.MISSED),
    ],
)
def test_a_figure_is_judged_by_its_target(target: Target, value: float, cores: int, verdict: Verdict) -> None:
    """The bound itself is met; what was not a number never is; a machine with too few cores says nothing."""
    assert target.judge(value, cores) is verdict


@pytest.mark.parametrize(
    ("target", "before", "now", "said"),
    [
        (ANSWER, 10.0, 12.0, "+20% A STEP BACK"),
        (ANSWER, 10.0, 11.0, "+10%"),
        (ANSWER, 10.0, 5.0, "-50%"),
        (ANSWER, 0.0, 0.0, "+0"),
        (ANSWER, 0.0, 2.0, "+2 A STEP BACK"),
        (REPORTS, 2.0, 1.5, "-25% A STEP BACK"),
        (REPORTS, 2.0, 1.9, "-5%"),
        (REPORTS, 1.0, 5.0, "+400%"),
        (REPORTS, 1.0, 0.0, "-100% A STEP BACK"),
        (REPORTS, None, 1.5, ""),
    ],
)
def test_a_step_back_is_said(target: Target, before: float | None, now: float, said: str) -> None:
    """A figure that is worse than before by more than runs differ is marked; the target says whether more is better."""
    assert change(target, before, now) == said


@given(st.sampled_from(TARGETS), st.floats(0.01, 1e6), st.floats(0.01, 1e6))
def test_what_is_better_one_way_is_worse_the_other_way(target: Target, one: float, other: float) -> None:
    """A step back undone is as large a step forward."""
    assert times_worse(target, one, other) * times_worse(target, other, one) == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from([HERE, ELSEWHERE])), max_size=40))
def test_the_last_ten_runs_are_kept(made: Sequence[tuple[int, Machine]]) -> None:
    """The newest last, whoever ran them; what was measured again of one commit, day and machine is one run."""
    runs: Sequence[Run] = []
    for number, machine in made:
        runs = add_run(runs, run(number, machine, postgres__answer=float(number)))
    all_runs = [each for at, each in enumerate(made) if at == 0 or made[at - 1] != each]
    assert [(each.commit, each.machine) for each in runs] == [(f"c{n}", m) for n, m in all_runs[-MAX_RUNS:]]


def test_a_part_measured_alone_joins_its_run() -> None:
    """What the run had measured before stays, and what is measured again is new."""
    (joined,) = add_run([run(1, turns__idle=90, postgres__answer=6)], run(1, postgres__answer=5))
    assert {name: each.value for name, each in joined.figures.items()} == {"turns.idle": 90, "postgres.answer": 5}


def test_another_machine_is_no_comparison() -> None:
    """The newest figure of each name that such a machine has measured, and no other's."""
    runs = [run(1, turns__idle=90, postgres__answer=6), run(2, postgres__answer=5), run(3, ELSEWHERE, turns__idle=1)]
    known = newest(runs, HERE)
    assert {name: (of.commit, each.value) for name, (of, each) in known.items()} == {
        "turns.idle": ("c1", 90),
        "postgres.answer": ("c2", 5),
    }


def test_runs_come_back_as_they_were_kept(tmp_path: Path) -> None:
    """In a file that has ten at the most, and that need not be there."""
    path = tmp_path / "runs.json"
    assert load_runs(path) == []
    runs = [run(number, turns__idle=float(number)) for number in range(12)]
    save_runs(runs, path)
    assert load_runs(path) == runs[-MAX_RUNS:]


def test_a_module_leaves_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letter for letter, one part after the other; one without a row in the table is a mistake."""
    left, figures = tmp_path / "figures", [Figure("postgres.answer", 6.5, "a round trip 0.7"), Figure("turns.idle", 1)]
    monkeypatch.setenv(FIGURES_FILE, str(left))
    for each in figures:
        tell([each])
    assert read(left) == figures
    with pytest.raises(KeyError):
        tell([Figure("postgres.unknown", 1)])


def test_a_module_by_itself_says_whether_its_targets_are_met(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beneath its table."""
    monkeypatch.delenv(FIGURES_FILE, raising=False)
    tell([Figure("postgres.answer", 17), Figure("postgres.turn_cpu", 4)])
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line]
    assert [line[-4:] for line in lines] == [["6", "ms", "not", "met"], ["≤", "5", "ms", "met"]]


def test_the_summary_says_of_each_target_what_is_known() -> None:
    """New figures with their change, older ones with their commit, and how many targets are missed."""
    older = run(1, postgres__answer=6, turns__idle=200)
    newer = run(2, postgres__answer=9)
    known, before = newest([older, newer], HERE), {"postgres.answer": 6.0, "turns.idle": 200.0}
    lines = summary(newer, known, before).splitlines()
    rows = {each.figure: line for each in TARGETS for line in lines if line.startswith(each.about)}
    assert set(rows) == set(BY_FIGURE)
    assert "not met" in rows["postgres.answer"]
    assert "+50% A STEP BACK" in rows["postgres.answer"]
    assert "(of c1)" in rows["turns.idle"]
    assert "not measured" in rows["turns.start"]
    assert lines[-1].startswith("2 of ")


def test_the_document_keeps_the_parts_that_are_not_measured_again() -> None:
    """What is written can be read again, whatever stands in a table."""
    sections = {"One, two": Section("a  b\n\n1  2", "Said of it."), "Three": Section("x", "")}
    text = whole(run(1), "all targets", sections)
    assert sections_of(text) == sections
    assert sections_of(whole(run(2), "other", sections_of(text))) == sections


def test_the_last_document_can_be_read() -> None:
    """Every part that stands in BENCHMARKS.md is one that `make bench` measures, so that none grows stale unseen."""
    assert set(sections_of(DOCUMENT.read_text(encoding="utf-8"))) <= {part.about for part in BENCHMARKS}


def test_the_runs_say_nothing_of_whose_machine_it_was() -> None:
    """Speed alone: no path and no name."""
    told = [each.machine for each in load_runs()]
    assert [each for each in told if "/" in f"{each.system}{each.processor}{each.python}"] == []
