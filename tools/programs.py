"""The programs that tests use and Python does not bring. Debian's are installed where we may; elsewhere it is said how.

`name` of a program, and the Debian packages that bring it. Tests that miss one are skipped with their reason; those of
PostgreSQL fail, since a store that nobody tests is no store.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ADMINISTRATORS = os.pathsep.join(
    (os.environ.get("PATH", ""), "/usr/sbin", *map(str, Path("/usr/lib/postgresql").glob("*/bin")))
)
UNSTARTED = {"RUNLEVEL": "1"}
"""Debian starts a service that is installed, unless it is told that the machine is in single-user mode."""


def find_browser() -> None:
    """The browser tests need a Chromium."""
    _find("chromium", ("chromium", "fonts-liberation", "fonts-noto-color-emoji"))


def find_postgres() -> None:
    """The second store needs a PostgreSQL, which the tests start for themselves."""
    _find("initdb", ("postgresql",))


def find_pooler() -> None:
    """The tests of PostgreSQL behind a pooler need a PgBouncer."""
    _find("pgbouncer", ("pgbouncer",))


def find_promtool() -> None:
    """The rules that raise alarms are tried by Prometheus' own tool."""
    _find("promtool", ("prometheus",))


def _find(program: str, packages: Sequence[str]) -> None:
    if shutil.which(program, path=ADMINISTRATORS):
        return
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    if shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        environment: Mapping[str, str] = {**os.environ, **UNSTARTED}
        for command in (("apt-get", "update", "-qq"), install):
            if subprocess.run(command, env=environment, check=False).returncode:
                break
    if not shutil.which(program, path=ADMINISTRATORS):
        sys.stderr.write(f"No {program}: what needs one is not tested. On Debian: {' '.join(install)}\n")
