"""Starting a bot as a process of its own, as it runs in a school, and looking at it from outside."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parent.parent
PARENT, UTIME = 0, 10
"""Places in `/proc/PID/stat`, counted after the state. System time and that of ended children follow the user time."""


@dataclass(frozen=True)
class Running:
    """A process that serves, and when it was started."""

    url: str
    began: float
    started_in: float
    """Seconds from its start to `/healthz` 200."""
    pid: int

    @property
    def memory(self) -> float:
        """What it holds of the machine's memory now, in megabytes."""
        return memory_mb(self.pid)

    @property
    def cpu(self) -> float:
        """Seconds of a processor that it has used."""
        return cpu_seconds(self.pid)

    def signal(self, which: signal.Signals) -> None:
        """Tell it something."""
        os.kill(self.pid, which)


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def running(
    arguments: Sequence[str | Path], port: int, *, program: str | Path = sys.executable, **settings: str
) -> AsyncIterator[Running]:
    """Start a program (`python`) with these arguments, wait until it is well, and end it with the block."""
    began = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = await asyncio.create_subprocess_exec(
        program,
        *arguments,
        cwd=ROOT,
        env={**environment, "PORT": str(port), "LOG_LEVEL": "WARNING", **settings},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as session:
            while not await _well(session, url):
                if process.returncode is not None or time.perf_counter() - began > 60:
                    raise RuntimeError(f"{arguments} did not start")
                await asyncio.sleep(0.01)
        yield Running(url, began, time.perf_counter() - began, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _well(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/healthz") as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


def cpu_seconds(pid: int, *, with_children: bool = False) -> float:
    """Seconds of a processor that a process has used; with those of its children, living and ended."""
    parent, used = _stat(pid), 0
    used += sum(parent[UTIME : UTIME + (4 if with_children else 2)])
    if with_children:
        for each in Path("/proc").glob("[0-9]*"):
            with suppress(FileNotFoundError, ProcessLookupError):
                child = _stat(int(each.name))
                used += sum(child[UTIME : UTIME + 2]) if child[PARENT] == pid else 0
    return used / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[int]:
    """The numbers of /proc/PID/stat that follow the process's name and state."""
    return [int(each) for each in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1:]]


def memory_mb(pid: int) -> float:
    """The resident memory of a process, in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
