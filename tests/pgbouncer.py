"""A PgBouncer of the tests' own before their PostgreSQL, in either of its modes, ended with its block.

Debian's `pgbouncer` brings it, which `make test` installs where it may. It listens on a Unix socket alone.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.clock import PATIENCE
from tests.postgres import CONNECT_SECONDS, server, somebody_else

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MODES = ("session", "transaction")


@dataclass(frozen=True, slots=True)
class Pooler:
    """A running PgBouncer."""

    sockets: Path
    behind: str
    """The URL of the database behind it."""

    @property
    def url(self) -> str:
        """That database through it."""
        return f"postgresql://school@{urlsplit(self.behind).path}?host={self.sockets}&port=6432&connect_timeout={CONNECT_SECONDS}"


@contextmanager
def pooler(url: str, mode: str) -> Iterator[Pooler]:
    """One before the database of that URL. Where there is no PgBouncer the test is skipped, but never in CI."""
    if PROGRAM is None:
        missing = "no PgBouncer here: apt-get install pgbouncer"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = Path(tempfile.mkdtemp(prefix="pb-"))
    where = dict(each.split("=", 1) for each in urlsplit(url).query.split("&"))["host"]
    before = Pooler(folder, url)
    settings = {
        "unix_socket_dir": str(folder),
        "listen_port": "6432",
        "pool_mode": mode,
        "auth_type": "any",
        "admin_users": "school",
        "default_pool_size": "20",
        "server_login_retry": "1",
        "max_client_conn": "200",
        "logfile": str(folder / "log"),
    }
    lines = [
        "[databases]",
        f"* = host={where} user=school",
        "[pgbouncer]",
        *(f"{k} = {v}" for k, v in settings.items()),
    ]
    (folder / "pgbouncer.ini").write_text("\n".join(lines) + "\n")
    process = subprocess.Popen(
        [*somebody_else((folder,)), PROGRAM, "-q", str(folder / "pgbouncer.ini")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _answers(before, process)
        yield before
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


@cache
def before_the_server(mode: str) -> str:
    """The URL of the database that all tests of this process share, through a PgBouncer that they share too."""
    running = pooler(server().url, mode)
    atexit.register(running.__exit__, None, None, None)
    return running.__enter__().url


def _answers(before: Pooler, process: subprocess.Popen[bytes]) -> None:
    for _ in range(3600):
        if process.poll() is not None:
            break
        if (before.sockets / ".s.PGSQL.6432").exists():
            return
        time.sleep(0.05)
    log = before.sockets / "log"
    raise RuntimeError(f"PgBouncer did not start: {log.read_text()[-2000:] if log.exists() else 'it wrote no log'}")
