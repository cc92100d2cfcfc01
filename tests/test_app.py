"""The process: it starts, says where, answers, stops cleanly, and refuses to start on what is wrong."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.clock import PATIENCE

ROOT = Path(__file__).parent.parent
EXAMPLE = (ROOT / "school.toml").read_text(encoding="utf-8")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """A clean environment whose data is in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("Microsoft", "AZURE_"))}
    return {**kept, "DATA_DIR": str(folder / "var"), "PORT": str(free_port()), **settings}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(address_in_hex: str, port: str) -> bool:
    """Whether anything listens there, by the kernel's own table."""
    return f"{address_in_hex}:{int(port):04X}" in Path("/proc/net/tcp").read_text(encoding="ascii")


@asynccontextmanager
async def process(
    settings: dict[str, str], *arguments: str, code: Path = ROOT, program: str = "app.py"
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python app.py` of the code in that folder, ended when the block ends."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        str(code / program),
        *arguments,
        env=settings,
        cwd=settings["DATA_DIR"].removesuffix("/var"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def address(running: asyncio.subprocess.Process) -> str:
    """The address that the process prints when it serves."""
    assert running.stdout is not None
    line = (await asyncio.wait_for(running.stdout.readline(), PATIENCE)).decode()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, line
    return found[0]


async def test_local_serves_on_loopback_whatever_host_says(tmp_path: Path) -> None:
    """`--local` prints its address, is well and ready, shows the page, and ends cleanly on SIGTERM."""
    settings = environment(tmp_path, HOST="0.0.0.0", SCHOOL_FILE=str(ROOT / "school.toml"))  # noqa: S104
    async with process(settings, "--local") as running:
        url = await address(running)
        async with aiohttp.ClientSession() as session:
            for path in ("/healthz", "/readyz", "/"):
                async with session.get(url + path) as response:
                    assert response.status == 200, path
        assert _listens("0100007F", settings["PORT"])
        assert not _listens("00000000", settings["PORT"])
        running.send_signal(signal.SIGTERM)
        _, said = await asyncio.wait_for(running.communicate(), PATIENCE)
        assert running.returncode == 0
        assert '"event": "stopped"' in said.decode()


async def test_a_second_process_on_the_same_data_is_refused(tmp_path: Path) -> None:
    """Two processes on one file would corrupt it: the second says so in one line and stops."""
    settings = environment(tmp_path, SCHOOL_FILE=str(ROOT / "school.toml"))
    async with process(settings, "--local") as first:
        await address(first)
        async with process({**settings, "PORT": str(free_port())}, "--local") as second:
            _, said = await asyncio.wait_for(second.communicate(), PATIENCE)
            assert second.returncode == 2
            assert len(said.decode().strip().splitlines()) == 1


async def test_sighup_reads_the_settings_and_ends_nothing(tmp_path: Path) -> None:
    """A bot for a real tenant reads its files at once when it is asked to, says so, and serves on."""
    someone = "aaaaaaaa-0000-4000-8000-000000000001"
    identity = {"MicrosoftAppType": "SingleTenant", "MicrosoftAppId": someone, "MicrosoftAppTenantId": someone}
    settings = environment(
        tmp_path, SCHOOL_FILE=str(ROOT / "school.toml"), HOST="127.0.0.1", MicrosoftAppPassword="x", **identity
    )
    async with process(settings) as running:
        await _is_well(f"http://127.0.0.1:{settings['PORT']}")
        running.send_signal(signal.SIGHUP)
        assert running.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while b'"event": "settings_asked_for"' not in await running.stderr.readline():
                pass
        await _is_well(f"http://127.0.0.1:{settings['PORT']}")
        running.send_signal(signal.SIGTERM)
        await asyncio.wait_for(running.communicate(), PATIENCE)
        assert running.returncode == 0


async def _is_well(url: str) -> None:
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{url}/healthz") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)  # another process starts: there is no clock to move


WRONG = [
    ("no app id", EXAMPLE, (), "MicrosoftAppId"),
    ("an unknown key", EXAMPLE.replace("[school]", "[school]\ncolour = 'blue'"), ("--local",), "school.colour"),
    ("a missing key", EXAMPLE.replace("name = ", "nam = ", 1), ("--local",), "school.nam"),
    ("not TOML", "[school\n", ("--local",), "school.toml"),
]


@pytest.mark.parametrize(("name", "school", "arguments", "key"), WRONG, ids=[row[0] for row in WRONG])
async def test_a_wrong_setting_stops_the_start_with_one_line(
    tmp_path: Path, name: str, school: str, arguments: tuple[str, ...], key: str
) -> None:
    """One line that names the key, and exit status 2."""
    (tmp_path / "school.toml").write_text(school, encoding="utf-8")
    async with process(environment(tmp_path), *arguments) as running:
        _, said = await asyncio.wait_for(running.communicate(), PATIENCE)
    lines = said.decode().strip().splitlines()
    assert running.returncode == 2
    assert len(lines) == 1, lines
    assert key in lines[0]


async def test_a_port_in_use_is_one_line_before_any_work(tmp_path: Path) -> None:
    """No store is opened, no job has run: whoever has the port, perhaps the same bot, is not disturbed."""
    settings = environment(tmp_path, SCHOOL_FILE=str(ROOT / "school.toml"))
    with socket.create_server(("127.0.0.1", int(settings["PORT"]))):
        async with process(settings, "--local") as running:
            _, said = await asyncio.wait_for(running.communicate(), PATIENCE)
    assert running.returncode == 2
    (line,) = said.decode().strip().splitlines()
    assert line.startswith(f"port {settings['PORT']} of 127.0.0.1 is in use; ")
    assert not (tmp_path / "var").exists()


async def test_a_host_that_is_not_this_machine_s_is_one_line(tmp_path: Path) -> None:
    """An address of another machine cannot be served on."""
    settings = environment(tmp_path, **BOT, HOST="192.0.2.1", SCHOOL_FILE=str(ROOT / "school.toml"))
    async with process(settings) as running:
        _, said = await asyncio.wait_for(running.communicate(), PATIENCE)
    assert running.returncode == 2
    (line,) = said.decode().strip().splitlines()
    assert line.startswith("HOST 192.0.2.1 and PORT ")


BOT = {
    "MicrosoftAppId": "cccccccc-0000-4000-8000-000000000001",
    "MicrosoftAppTenantId": "11111111-2222-4333-8444-555555555555",
    "MicrosoftAppPassword": "not a real one",
}


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
async def test_one_host_for_both_families(tmp_path: Path) -> None:
    """`HOST=::` is reached by IPv6 and by IPv4."""
    settings = environment(tmp_path, **BOT, HOST="::", SCHOOL_FILE=str(ROOT / "school.toml"))
    async with process(settings) as running, aiohttp.ClientSession() as session:
        assert running.stderr is not None
        while b'"serving"' not in (line := await asyncio.wait_for(running.stderr.readline(), PATIENCE)):
            assert line, "it has ended"
        for host in ("127.0.0.1", "[::1]"):
            async with session.get(f"http://{host}:{settings['PORT']}/healthz") as response:
                assert response.status == 200
