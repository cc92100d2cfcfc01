"""`.venv`: where everything runs, made when it is missing and filled from the locks when they have changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BUILD = ROOT / "requirements-build.lock"
RUN = ROOT / "requirements.lock"
TRACES = ROOT / "requirements-otel.lock"
PAGES = ROOT / "requirements-pages.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
TO_RUN = (BUILD, RUN)
TO_TEST = (BUILD, DEVELOPMENT)
"""The locks that a machine needs, in the order in which they are installed. What is built is built with the first."""


def python(environment: Path = ENVIRONMENT) -> str:
    """The environment's own interpreter."""
    place = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return str(environment.joinpath(*place))


def install(locks: Sequence[Path], environment: Path = ENVIRONMENT) -> None:
    """Make the environment if it is missing, and install what the locks name. Does nothing where that is done.

    Nothing is installed that a lock does not name with its hash. What the registry has as source alone is built without
    an isolated environment of pip's own, since that would fetch tools that no lock names. Nothing is compiled: of the
    20,000 modules, most of them Microsoft Graph's, a few are ever loaded, and those Python compiles once.
    """
    if not Path(python(environment)).exists():
        venv.create(environment, with_pip=True)
    for lock in locks:
        mark = environment / f".{lock.stem}"
        wanted = hashlib.sha256(f"{sys.version}\n{lock.read_text(encoding='utf-8')}".encode()).hexdigest()
        if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
            _pip(environment, "install", "--no-compile", "--no-build-isolation", "--require-hashes", "-r", str(lock))
            mark.write_text(wanted, encoding="utf-8")


def _pip(environment: Path, *arguments: str) -> None:
    command = [python(environment), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True)
