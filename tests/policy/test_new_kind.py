"""A new kind of report, or of request, needs two files, its row's and its words'; a duty one: CONTRIBUTING.md says so.

A copy of the tree is edited as whoever adds one of each would edit it, and each is then carried from the first press to
its end by the whole bot of that copy. What would need a further file fails here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from filecmp import cmp
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_COPIED = shutil.ignore_patterns(".*", "*.sqlite*", "*.pyc.*")
"""What was compiled is copied, and serves in the copy wherever nothing is edited; a file that is just being written is
not there for long."""
GUARDS = (
    "tests/test_features.py",
    "tests/test_words.py",
    "tests/cards/test_limits.py::test_each_handler_has_a_button",
)
"""The guards for whatever a feature adds."""

ROW = """
        Kind(
            id="faked_voice",
            area=RiskArea.CONDUCT,
            clauses=("I2", "I18"),
            sections=("4.3",),
            form=(Field(id="copied_from"), WHAT),
            route=pace(URGENT, "computing_coordinator", "champion", "senior_leader", contacts="report_remove"),
            tell="report_remove",
            names=("copied_from",),
            signs=("deepfake", "faked voice", "cloned voice"),
            now=now_do("find_copies I18", "speak I2", "agreed I1"),
        ),
"""
WORDS = """
    "faked_voice": KindWords(
        name="Faked voice or picture",
        do=("Note where you heard or saw it.",),
        do_not=("Do not send it on to show somebody how good it is.",),
        labels={"what": "What it says or shows"},
        message=OutsideMessage("{school}: {reference}", "Please take down what was faked: {what:.100}"),
    ),
"""
REQUEST_ROW = """
        RequestKind(
            id="visitor_network",
            command="visitor wifi",
            clauses=("D10",),
            section="4.4",
            fields=(_field("visitor"), _day("until", from_=Bound.TODAY)),
            decided_by=DecidingRoles(("business_manager",), ("headteacher",)),
            register=("business_manager",),
            last_day="until",
        ),
"""
REQUEST_WORDS = """
    "visitor_network": RequestWords(
        name="Wireless network for a visitor",
        help="a visitor's use of the wireless network",
        asks="The School Business Manager decides.",
        line="{visitor}, until {until}",
        labels={"visitor": "Who visits?", "until": "Until"},
        ended={"time": "The visit is over"},
    ),
"""
DUTY_ROW = """
[[duties]]
id = "passwords_changed"
clauses = ["D11"]
role = "computing_coordinator"
when = "yearly 12-04"
lead = "14d"
title = "Passwords of shared accounts changed"
what = "Change the passwords that more than one person knows."
evidence = "How many were changed."
"""
KIND_EDITS = {
    "bot/policy/incidents/kinds.py": {"KINDS = Kinds(\n    (": ROW},
    "cards/words/kinds.py": {
        "KIND_WORDS |= {": WORDS,
        '("Something somebody did", (': '"faked_voice", ',
        "LABELS: dict[str, str] = {": '"copied_from": "Whose voice or picture it is",',
        "STEP_WORDS: dict[str, str] = {": '"find_copies": "Find out who has a copy of it.",',
        "HINTS: dict[str, str] = {": '"copied_from": "A name, if you know it",',
    },
}
REQUEST_EDITS = {
    "bot/policy/requests/kinds.py": {'    "kinds of request",\n    (': REQUEST_ROW},
    "cards/words/requests.py": {"REQUEST_WORDS: dict[str, RequestWords] = {": REQUEST_WORDS},
}
DUTY_EDITS = {"bot/settings/duties.toml": {'leaves it out with when = "never".\n': DUTY_ROW}}
ADDITIONS = {
    "tests/policy/new_kind.py": KIND_EDITS,
    "tests/policy/new_request.py": REQUEST_EDITS,
    "tests/policy/new_duty.py": DUTY_EDITS,
}
"""What is edited, by the story that then proves it."""


def test_one_more_needs_its_row_and_its_words_and_no_further_file(tmp_path: Path) -> None:
    """Two files, for a duty one, and it is offered, asked about, told of, decided or handled, listed and ended."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    for edits in ADDITIONS.values():
        before = _edited(copy)
        for name, additions in edits.items():
            path = copy / name
            text = path.read_text(encoding="utf-8")
            for after, added in additions.items():
                assert text.count(after) == 1, after
                text = text.replace(after, after + added)
            path.write_text(text, encoding="utf-8")
        assert _edited(copy) - before == set(edits)
        assert len(edits) == (1 if edits is DUTY_EDITS else 2)

    run = subprocess.run(
        (sys.executable, "-m", "pytest", "-p", "no:xdist", *ADDITIONS, *GUARDS),
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def _edited(copy: Path) -> set[str]:
    """The files of the copy that are not as they are here, but for what Python has compiled."""
    sources = (path for path in copy.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
    files = (path.relative_to(copy) for path in sources)
    return {name.as_posix() for name in files if not cmp(copy / name, ROOT / name, shallow=False)}
