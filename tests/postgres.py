"""A PostgreSQL of the tests' own: made in a temporary folder at the first use, ended with this process.

It listens on a Unix socket alone and syncs like any other. Debian's `postgresql` brings what is needed, and `make test`
installs it where it may; without it the tests that need one fail, since a store that nobody tests is no store.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg

from storage.postgres.migrating import migrate
from tests.clock import PATIENCE

CONNECT_SECONDS = 60
"""How long whoever asks waits for a connection: a machine that is busy with other things is no server that is gone."""
ACCOUNTS = ("postgres", "nobody")
"""Who runs the server when the tests are run by root, whom PostgreSQL refuses."""


class Server:
    """A running server."""

    def __init__(self, beneath: Path | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir=beneath))
        self._sockets = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path may only be short
        self._data = self._folder / "data"
        self._log = self._folder / "log"
        self._programs = _programs()
        self._as = somebody_else((self._folder, self._sockets))
        self._process: subprocess.Popen[bytes] | None = None
        self.is_migrated = False
        self._do("initdb", "-D", str(self._data), "-U", "school", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()
        atexit.register(self.discard)

    @property
    def url(self) -> str:
        """Its database `postgres`."""
        return self.database("postgres")

    @property
    def pid(self) -> int:
        """The process whose children serve the connections."""
        if self._process is None:
            raise RuntimeError("the server is stopped")
        return self._process.pid

    def log(self) -> str:
        """What the server has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def database(self, name: str) -> str:
        """The URL of a database of that name."""
        return f"postgresql://school@/{name}?host={self._sockets}&connect_timeout={CONNECT_SECONDS}"

    def start(self) -> None:
        """Start, and return when it answers."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._sockets),
            "fsync": "on",
            "max_connections": "60",
            "shared_buffers": "64MB",
            "deadlock_timeout": "200ms",
        }
        told = [each for name, value in settings.items() for each in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._as, str(self._programs / "postgres"), "-D", str(self._data), *told],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                start_new_session=True,  # ^C is for the tests
            )
        for _ in range(3600):
            if self._process.poll() is not None:
                break
            status = (self._data / "postmaster.pid").read_text() if (self._data / "postmaster.pid").exists() else ""
            if status.splitlines()[7:8] == ["ready   "]:
                return
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start: {self._log.read_text()[-2000:]}")

    def stop(self, *, at_once: bool = False) -> None:
        """Stop; `at_once` as a crash would, so that the next start recovers from the log."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
            self._process.wait(PATIENCE)
            self._process = None

    def discard(self) -> None:
        """Stop, and take its folders away."""
        self.stop(at_once=True)
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.rmtree(self._sockets, ignore_errors=True)

    def _do(self, program: str, *arguments: str) -> None:
        command = [*self._as, str(self._programs / program), *arguments]
        done = subprocess.run(command, cwd=self._folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr[-2000:]}")


@cache
def server() -> Server:
    """The one that all tests of this process share; each opens a school or a database of its own in it."""
    return Server()


async def migrated() -> str:
    """The URL of that server, whose database `postgres` is brought to this release at its first use."""
    shared = server()
    if not shared.is_migrated:
        await migrate(shared.url)
        shared.is_migrated = True
    return shared.url


async def fresh_database() -> str:
    """The URL of an empty database of a test's own in that server."""
    name = f"t{uuid4().hex}"
    async with await psycopg.AsyncConnection.connect(server().url, autocommit=True) as connection:
        await connection.execute(f"CREATE DATABASE {name}")
    return server().database(name)


def _programs() -> Path:
    """The folder that holds `initdb` and `postgres`: on the path, or Debian's newest."""
    beside = [Path(found).resolve().parent for name in ("initdb",) if (found := shutil.which(name))]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    for folder in (*beside, *debian):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise RuntimeError("no PostgreSQL here: apt-get install postgresql")


def somebody_else(folders: tuple[Path, ...]) -> list[str]:
    """What to put before a command so that it is not root's, and dies with this process. The folders become theirs."""
    setpriv = shutil.which("setpriv")
    if os.getuid() != 0:
        return [setpriv, "--pdeathsig=QUIT"] if setpriv else []
    if setpriv is None:
        raise RuntimeError("PostgreSQL refuses root, and there is no setpriv to be somebody else (Debian: util-linux)")
    account = next(entry for entry in pwd.getpwall() for name in ACCOUNTS if entry.pw_name == name)
    for folder in folders:
        os.chown(folder, account.pw_uid, account.pw_gid)
        folder.chmod(0o711)
    return [
        setpriv,
        f"--reuid={account.pw_uid}",
        f"--regid={account.pw_gid}",
        "--clear-groups",
        "--pdeathsig=QUIT",
    ]
