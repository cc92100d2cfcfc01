"""The container's recipe, as far as it can be read without an engine."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECIPE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
TAKEN = {line[1:] for line in IGNORED if line.startswith("!")}


def sources() -> list[str]:
    """What the recipe copies from the repository."""
    copies = re.findall(r"^COPY (?!--from)(.+)$", RECIPE, re.MULTILINE)
    return [name for line in copies for name in line.split()[:-1]]


def test_everything_that_is_copied_is_there_and_let_in() -> None:
    """No COPY fails for want of a file, and `.dockerignore` lets in exactly what is copied."""
    assert sources()
    for name in sources():
        assert (ROOT / name).exists(), name
    assert set(sources()) == TAKEN
    assert "*" in IGNORED


def test_everything_that_runs_is_copied() -> None:
    """Every room that the product imports from is in the image, and nothing that only the tests need."""
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench", "docs"}
    assert rooms <= set(sources())
    assert not {"tests", "bench", ".env", "school.toml"} & set(sources())


def test_it_is_the_python_that_the_tests_ran_with() -> None:
    """The image, the checks and the tests speak of one version."""
    versions = set(re.findall(r"^FROM python:([\d.]+)-slim", RECIPE, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert versions == {project["tool"]["mypy"]["python_version"]}
    assert versions == {f"{sys.version_info.major}.{sys.version_info.minor}"}


def test_it_runs_as_nobody_in_particular_and_writes_to_one_place() -> None:
    """Not root, by number so that a host can see it; records in a volume; no bytecode written at run time."""
    assert re.search(r"^USER [1-9]\d+$", RECIPE, re.MULTILINE)
    assert RECIPE.index("USER") < RECIPE.index("\nCMD")
    assert "VOLUME /data" in RECIPE
    assert "DATA_DIR=/data" in RECIPE
    assert "PYTHONDONTWRITEBYTECODE=1" in RECIPE
    assert "compileall" in RECIPE


def test_its_health_check_is_code_that_compiles() -> None:
    """It asks `/healthz` with what the image has."""
    found = re.search(r'"-c", "(.+?)"\]', RECIPE)
    assert found
    compile(found[1], "health", "exec")
    assert "/healthz" in found[1]
