"""What a start does not wait for, and does not keep in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOADS = "import app, gc, sys; assert gc.isenabled(); print(*sys.modules)"


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The packages that a process has loaded which is about to serve."""
    told = subprocess.run([sys.executable, "-c", LOADS], cwd=ROOT, check=True, capture_output=True, text=True)
    return {name.partition(".")[0] for name in told.stdout.split()}


@pytest.mark.parametrize(
    ("package", "needed_by"),
    [
        ("microsoft_teams", "the type checker and the tests"),
        ("recognizers_date_time", "prompts of the framework's, of which there are none"),
        ("recognizers_number", "the same"),
        ("psycopg", "a school in a database"),
        ("jsonschema", "`check`"),
        ("icalendar", "the calendar as a file"),
        ("fpdf", "a pack, a report to governors or an archive"),
        ("PIL", "the same"),
        ("pyrage", "`backup` and `restore`"),
        ("msgraph", "a school with Microsoft Entra"),
    ],
)
def test_to_serve_loads_nothing_that_others_need(loaded: set[str], package: str, needed_by: str) -> None:
    """Each of these takes up to a quarter of a second and megabytes: it is loaded by whoever needs it."""
    assert package not in loaded, f"only {needed_by} would need it"
