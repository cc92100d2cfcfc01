"""The container's recipe, as far as it can be read, and followed by hand, without an engine."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.clock import PATIENCE
from tests.test_app import address, environment, process
from tools.base_image import BASE
from tools.supply import OLDEST_PYTHON

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
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench", "docs", "tools"}
    assert rooms <= set(sources())
    assert not {"tests", "bench", ".env", "school.toml"} & set(sources())


def test_it_is_a_python_that_the_project_is_for() -> None:
    """The image has the newest, types and locks are made for the oldest, and the tests run on one of them."""
    base = BASE.search(RECIPE)
    assert base
    assert set(re.findall(r"^FROM (\S+)", RECIPE, re.MULTILINE)) == {"${BASE}"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [each.rpartition(" ")[2] for each in project["project"]["classifiers"]]
    assert f"{base[1]}:{base[2]}" == f"python:{named[-1]}-slim"
    oldest = {project["tool"]["mypy"]["python_version"], OLDEST_PYTHON, project["project"]["requires-python"][2:]}
    assert oldest == {named[0]}
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in named


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


def variables() -> dict[str, str]:
    """The recipe's ENV, but for where this machine has its Python."""
    found = re.search(r"^ENV ((?:.+\\\n)*.+)$", RECIPE, re.MULTILINE)
    assert found
    given = dict(re.findall(r"([A-Z_]+)=(\S+)", found[1]))
    return {name: value for name, value in given.items() if name != "PATH"}


def contents(folder: Path) -> dict[str, int]:
    """Everything in a folder, and when it was last written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def built(image: Path) -> None:
    """The recipe's first stage: its files and nothing else, compiled."""
    image.mkdir()
    for name in sources():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, image / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, image / name)
    found = re.search(r"-m (compileall .+)$", RECIPE, re.MULTILINE)
    assert found
    subprocess.run([sys.executable, "-m", *found[1].split()], cwd=image, check=True)
    counts = re.search(r'^RUN \S+ -c "(.+)"$', RECIPE, re.MULTILINE)
    assert counts
    subprocess.run(
        [sys.executable, "-c", counts[1]], cwd=image, check=True, env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    )
    assert list(image.rglob("counted.*"))


async def test_what_is_copied_serves_and_writes_to_its_data_alone(tmp_path: Path) -> None:
    """Followed by hand: started (here with `--local`), asked by its own health check, and stopped cleanly.

    Nothing is written beside the data, so that a read-only file system is enough.
    """
    image, home, temporary = tmp_path / "app", tmp_path / "home", tmp_path / "tmp"
    built(image)
    home.mkdir()
    temporary.mkdir()
    before = contents(image)
    health = re.search(r'"-c", "(.+?)"\]', RECIPE)
    assert health
    own = {"SCHOOL_FILE": str(ROOT / "school.toml"), "TMPDIR": str(temporary)}
    settings = {**variables(), **environment(home), **own}
    async with process(settings, "--local", code=image) as running:
        await address(running)
        asking = await asyncio.create_subprocess_exec(sys.executable, "-c", health[1], env=settings)
        assert await asyncio.wait_for(asking.wait(), PATIENCE) == 0
        running.terminate()
        assert await asyncio.wait_for(running.wait(), PATIENCE) == 0
    assert contents(image) == before
    assert not contents(temporary)
    assert [path.name for path in home.iterdir()] == ["var"]
