"""Settings that are wrong, tried as whoever sets the bot up would try them: one clear line each from the start and from
`check`, and nothing is begun. Every case of a school's file that `test_settings` has is among them."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

import app
from tests.clock import PATIENCE
from tests.test_app import BOT, ROOT, environment, process
from tests.test_settings import WRONG

SCHOOL = (ROOT / "school.toml").read_text(encoding="utf-8")
PASSWORD = "hush"


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder with a school that is right, and a process that has none of our variables."""
    ours = ("PORT", "HOST", "SCHOOL_FILE", "DATA_DIR", "DATABASE_URL", "LOG_LEVEL", "HEARTBEAT_URL", "SIGNING_KEY_FILE")
    of_the_process = ("HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours + of_the_process and not name.startswith(("Microsoft", "AZURE_"))
    }
    monkeypatch.setattr(os, "environ", kept)  # the settings put there what others read from the process alone
    monkeypatch.chdir(tmp_path)
    Path("school.toml").write_text(SCHOOL, encoding="utf-8")
    shutil.copy(ROOT / "aup.md", tmp_path)


def tried(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], list[str]]:
    """The command line's status, and the lines that it printed and complained in."""
    capsys.readouterr()
    status = app.main(arguments)
    said = capsys.readouterr()
    return status, said.out.splitlines(), said.err.splitlines()


@pytest.mark.parametrize(("text", "line"), WRONG)
def test_a_school_s_file_that_is_wrong(capsys: pytest.CaptureFixture[str], text: str | bytes, line: str | None) -> None:
    """The start says the one line and keeps nothing; `check` says the same as what is to do."""
    Path("school.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    status, printed, (complaint,) = tried(capsys, "--local")
    assert (status, printed) == (2, [])
    assert complaint.startswith("school.toml: ")
    if line is not None:
        assert complaint == f"school.toml: {line}"
    to_do = f"TO DO the school's file: {complaint}; a bot that serves goes on with the settings from before"
    assert tried(capsys, "check") == (1, [to_do, "1 to do."], [])
    assert not Path("var").exists()


VARIABLES: list[tuple[dict[str, str], str]] = [
    ({"PORT": "http"}, "PORT is not right; write a port number from 0 to 65535"),
    ({"PORT": "70000"}, "PORT is not right; write a port number from 0 to 65535"),
    ({"LOG_LEVEL": "loud"}, "LOG_LEVEL is not right; write DEBUG, INFO, WARNING or ERROR"),
    (
        {"MicrosoftAppType": "MultiTenant"},
        "MicrosoftAppType is not right; write SingleTenant or UserAssignedMSI; Azure",
    ),
    ({"MicrosoftAppId": PASSWORD}, "MicrosoftAppId is not right; write the bot's id as Entra shows it, like aaaaaaaa-"),
    ({"MicrosoftAppTenantId": "larkspurhill.example"}, "MicrosoftAppTenantId is not right; write the tenant's id as"),
    ({"HEARTBEAT_URL": f"watch.example/{PASSWORD}"}, "HEARTBEAT_URL is not right; write the https://… address that is"),
    ({"HEARTBEAT_URL": "https://"}, "HEARTBEAT_URL is not right; write the https://… address that is"),
    ({"DATABASE_URL": f"mysql://u:{PASSWORD}@db"}, "DATABASE_URL is not right; write postgresql://… or leave it out"),
    (
        {"HTTPS_PROXY": "proxy.school.example:8080"},
        "HTTPS_PROXY is not right; write it like http://proxy.school.example",
    ),
    ({"HTTPS_PROXY": "socks5://proxy.example:1080"}, "HTTPS_PROXY is not right; write it like http://proxy.school"),
    (
        {"HTTPS_PROXY": f"http://u:{PASSWORD}@proxy:eighty"},
        "HTTPS_PROXY is not right; write it like http://proxy.school",
    ),
    ({"HTTPS_PROXY": "http://"}, "HTTPS_PROXY is not right; write it like http://proxy.school"),
    (
        {"SSL_CERT_FILE": "school.pem"},
        "SSL_CERT_FILE is not right; there is no such file: write the path of a PEM file",
    ),
    ({"SSL_CERT_FILE": "."}, "SSL_CERT_FILE is not right; there is no such file: write the path of a PEM file"),
]


@pytest.mark.parametrize("where", ["process", ".env"])
@pytest.mark.parametrize(("given", "line"), VARIABLES, ids=[" ".join(each) for each, _ in VARIABLES])
def test_a_variable_that_is_wrong(
    capsys: pytest.CaptureFixture[str], given: dict[str, str], line: str, where: str
) -> None:
    """In the process or in `.env`: the start and every command say so, and none repeats what may be a secret."""
    if where == ".env":
        Path(".env").write_text("".join(f"{name}={value}\n" for name, value in given.items()), encoding="utf-8")
    else:
        os.environ.update(given)
    for arguments in (("--local",), ("check",), ("verify",), ("told", "--since", "1h")):
        status, printed, (complaint,) = tried(capsys, *arguments)
        assert (status, printed) == (2, [])
        assert complaint.startswith(line)
        assert PASSWORD not in complaint
    assert not Path("var").exists()


@pytest.mark.parametrize("missing", BOT)
def test_a_bot_without_its_identity(capsys: pytest.CaptureFixture[str], missing: str) -> None:
    """Without it the framework would let everybody in: the start names what is missing."""
    os.environ.update({name: value for name, value in BOT.items() if name != missing})
    status, printed, complaint = tried(capsys)
    assert (status, printed) == (2, [])
    assert complaint == [f"{missing} is not set; set it as Azure shows it, or start with --local to try the bot out"]


def _empty_folder() -> None:
    Path("schools").mkdir()


def _no_key() -> None:
    Path("signing.pem").write_text("-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n", encoding="utf-8")


def _nothing() -> None:
    """What is wrong is that it is not there."""


PLACES = [
    (
        "a file that is not there",
        _nothing,
        {"SCHOOL_FILE": "other.toml"},
        "other.toml: there is no such file; SCHOOL_FILE",
    ),
    ("a folder without schools", _empty_folder, {"SCHOOL_FILE": "schools"}, "schools: there is no .toml file in this"),
    (
        "a key that is not there",
        _nothing,
        {"SIGNING_KEY_FILE": "signing.pem"},
        "SIGNING_KEY_FILE is not right; the file",
    ),
    (
        "a key that is none",
        _no_key,
        {"SIGNING_KEY_FILE": "signing.pem"},
        "SIGNING_KEY_FILE is not right; write the PEM",
    ),
]


@pytest.mark.parametrize(("name", "make", "given", "line"), PLACES, ids=[each[0] for each in PLACES])
def test_a_place_that_is_wrong(
    capsys: pytest.CaptureFixture[str], name: str, make: object, given: dict[str, str], line: str
) -> None:
    """What a variable leads to is not there, or is not what it should be: the variable or the file is named."""
    assert callable(make)
    make()
    os.environ.update(given)
    status, printed, (complaint,) = tried(capsys, "--local")
    assert (status, printed) == (2, [])
    assert complaint.startswith(line)
    _, found, _ = tried(capsys, "check")
    assert [each for each in found if complaint.removeprefix("SIGNING_KEY_FILE is not right; ") in each]


STORES = [
    ("a file for a folder", {}, "DATA_DIR leads to a file; write a folder there"),
    (
        "a database that is not there",
        {"DATABASE_URL": f"postgresql://bot:{PASSWORD}@127.0.0.1:1/bot"},
        "the database that DATABASE_URL names cannot be opened: connection failed",
    ),
    (
        "a port that is none",
        {"DATABASE_URL": f"postgresql://bot:{PASSWORD}@127.0.0.1:port/bot"},
        "the database that DATABASE_URL names cannot be opened: ",
    ),
    (
        "an option that there is not",
        {"DATABASE_URL": f"postgresql://bot:{PASSWORD}@127.0.0.1:1/bot?sslmod=require"},
        "DATABASE_URL cannot be read: it should look like postgresql://user:password@host:5432/database",
    ),
]


@pytest.mark.parametrize(("name", "given", "line"), STORES, ids=[each[0] for each in STORES])
async def test_a_store_that_cannot_be_opened(tmp_path: Path, name: str, given: Mapping[str, str], line: str) -> None:
    """The process ends with status 2 and the one line, and has served nobody."""
    settings = {**environment(tmp_path, SCHOOL_FILE=str(tmp_path / "school.toml")), **BOT}
    tmp_path.joinpath("var").write_text("A file.", encoding="utf-8")
    async with process({**settings, **given}) as running:
        printed, said = await asyncio.wait_for(running.communicate(), PATIENCE)
    assert (running.returncode, printed) == (2, b"")
    (complaint,) = said.decode().splitlines()
    assert line in complaint
    assert PASSWORD not in complaint


def test_there_are_forty_and_more() -> None:
    """Each of them stands for something that somebody has got wrong."""
    assert len(WRONG) + len(VARIABLES) + len(BOT) + len(PLACES) + len(STORES) >= 40
