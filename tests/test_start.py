"""What a start does not wait for, and does not keep in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOADS = "import app, gc, sys; assert gc.isenabled(); print(*sys.modules)"
CLOSED = "from bot.policy.kit.school_time import bank_holidays as of; import sys; of(2027); print(*sys.modules)"
MADE = """import app
from bot.policy.answers.finding import finder
from bot.policy.incidents.recognising import recogniser
print(recogniser.cache_info().currsize, finder.cache_info().currsize)"""


def told_by(program: str) -> list[str]:
    """What a process of its own says."""
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    return ended.stdout.split()


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The packages that a process has loaded which is about to serve."""
    return {name.partition(".")[0] for name in told_by(LOADS)}


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


def test_the_calendars_of_other_countries_are_not_loaded() -> None:
    """England's is one of two hundred, and the library's package of them loads every one."""
    calendars = [name for name in told_by(CLOSED) if name.startswith("holidays.countries.")]
    assert calendars == ["holidays.countries.united_kingdom"]


def test_the_tables_of_what_people_type_are_made_ready_later() -> None:
    """They take a sixth of a second and 8 MB: a start does not wait for them."""
    assert told_by(MADE) == ["0", "0"]
