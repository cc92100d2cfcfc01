"""The program's log holds no word of anybody's, a stranger's bytes and the libraries' own lines among them."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import signal
import sys
from pathlib import Path

import pytest

from bot.logs import LibraryFormatter, describe
from bot.policy.kit.errors import DirectoryUnavailable, NotAllowed, StoreUnavailable, Undelivered
from tests.clock import PATIENCE
from tests.rig import CHAMPION, TEACHER
from tests.test_app import ROOT, address, environment, process
from tests.test_schools import both
from tests.transcripts.play import play

WORD = "pineapple"
POST = "POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
RAW = {
    "a broken chunk": f"{POST}Transfer-Encoding: chunked\r\n\r\n{WORD}\r\n",
    "a chunk of a broken size after a good one": f"{POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n{WORD}\r\n\r\n",
    "an overlong header": f"GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: {WORD * 2_000}\r\n\r\n",
    "an overlong header's name": f"GET /healthz HTTP/1.1\r\nHost: x\r\n{WORD * 2_000}: a\r\n\r\n",
    "an overlong line": f"GET /{WORD * 2_000} HTTP/1.1\r\nHost: x\r\n\r\n",
    "too many headers": "GET / HTTP/1.1\r\nHost: x\r\n" + f"X-A: {WORD}\r\n" * 2_000 + "\r\n",
    "a bad method": f"{WORD}{{}} /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    "an unknown method": f"{WORD.upper()} /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    "a bad version": f"GET / {WORD}/1.1\r\nHost: x\r\n\r\n",
    "a bad header": f"GET / HTTP/1.1\r\nHost: x\r\n{WORD}\r\n\r\n",
    "a header with a NUL": f"GET / HTTP/1.1\r\nHost: x\r\nX-A: {WORD}\0{WORD}\r\n\r\n",
    "bytes that are no text": f"GET / HTTP/1.1\r\nHost: x\r\nX-{WORD}\udcff: \udcfe{WORD}\r\n\r\n",
    "a length that is none": f"{POST}Content-Length: {WORD}\r\n\r\n",
    "two lengths": f"{POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{WORD}",
    "a length and chunks": f"{POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{WORD}",
    "a body that is not packed as it says": f"{POST}Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\n{WORD}",
    "a host that is none": f"GET / HTTP/1.1\r\nHost: [{WORD}\r\n\r\n",
    "a target that is none": f"GET http://[{WORD} HTTP/1.1\r\nHost: x\r\n\r\n",
    "an authority": f"CONNECT {WORD}:{WORD} HTTP/1.1\r\nHost: x\r\n\r\n",
    "an expectation": f"{POST}Expect: {WORD}\r\nContent-Length: 9\r\n\r\n{WORD}",
    "an upgrade": f"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: {WORD}\r\n\r\n",
    "a second request that is none": f"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n{WORD}\r\n\r\n",
    "no HTTP at all": f"\x16\x03\x01{WORD}",
    "an activity": f'{POST}Content-Length: 30\r\n\r\n{{"type": "{WORD}", "id": "{WORD}"}}',
    "a token": f"{POST}Authorization: Bearer {WORD}\r\nContent-Length: 2\r\n\r\n{{}}",
}


async def test_a_stranger_s_bytes_are_not_in_the_log(tmp_path: Path) -> None:
    """Whatever is wrong with a request, also where the program logs most: each line is JSON, and none quotes it."""
    settings = environment(tmp_path, SCHOOL_FILE=str(ROOT / "school.toml"), LOG_LEVEL="DEBUG")
    async with process(settings, "--local") as running:
        port = int((await address(running)).rpartition(":")[2])
        for raw in RAW.values():
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(raw.encode(errors="surrogateescape"))
            writer.write_eof()
            async with asyncio.timeout(PATIENCE):
                await reader.read()
            writer.close()
        running.send_signal(signal.SIGTERM)
        said, errors = await asyncio.wait_for(running.communicate(), PATIENCE)
    assert WORD not in (said + errors).decode().casefold()
    lines = [json.loads(line) for line in errors.decode().splitlines()]
    assert lines[-1]["event"] == "stopped"
    assert "aiohttp.server" in {line.get("logger") for line in lines}, "the test has made the server complain"


@pytest.fixture
def written() -> io.StringIO:
    """What the libraries' lines become."""
    return io.StringIO()


@pytest.mark.parametrize("name", ["aiohttp.server", "asyncio", "msal", "azure.identity", "psycopg.pool", "botbuilder"])
def test_a_library_s_line_is_its_place_and_an_exception_s_kind(
    written: io.StringIO, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither its message, nor what was put into it, nor an exception's words or cause, nor the code around them."""
    logger, handler = logging.getLogger(name), logging.StreamHandler(written)
    # The check of the imports, run as a test, switches off all loggers that there are by then.
    monkeypatch.setattr(logger, "disabled", False)
    handler.setFormatter(LibraryFormatter())
    logger.addHandler(handler)
    try:
        try:
            raise ValueError(WORD) from KeyError(WORD)
        except ValueError:
            logger.exception(f"{WORD} %s", WORD, stack_info=True)
    finally:
        logger.removeHandler(handler)
    (failed,) = (json.loads(line) for line in written.getvalue().splitlines())
    assert WORD not in written.getvalue()
    assert (failed["logger"], failed["error"], failed["level"]) == (name, "ValueError", "error")
    assert failed["where"][0].startswith("test_a_library_s_line")
    assert failed["at"].startswith("test_logs.test_a_library_s_line")


def test_a_line_that_cannot_be_put_together_is_written_all_the_same() -> None:
    """Where words and places do not fit, Python's own logging would print both."""
    record = logging.LogRecord("asyncio", logging.ERROR, "a.py", 7, "%d", (WORD,), None)
    assert json.loads(LibraryFormatter().format(record))["logger"] == "asyncio"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (StoreUnavailable(reason="the disk is full"), "the disk is full"),
        (DirectoryUnavailable(reason="http_503", request_id="7"), "http_503"),
        (Undelivered("no_token", for_good=False), "no_token"),
        (NotAllowed(reason=WORD), None),
        (ValueError(WORD), None),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_failure_of_the_world_says_why(error: Exception, reason: str | None) -> None:
    """Its reason is a word of ours; a refusal of the rules and anybody else's error may hold what somebody wrote."""
    assert describe(error).get("reason") == reason
    assert WORD not in str(describe(error))


HOOKS = f"""
import logging, threading, warnings
from bot import logs
logs.configure("INFO")
warnings.warn("{WORD}")
failing = threading.Thread(target=lambda: int("{WORD}"))
failing.start(); failing.join()
class Odd:
    def __del__(self):
        raise ValueError("{WORD}")
Odd()
logging.getLogger("a.library").error("{WORD}")
raise ValueError("{WORD}")
"""


async def test_what_nobody_catches_is_a_line_too() -> None:
    """A warning of Python's, an error in a thread, in the collector, and at the end: no traceback, no word of it."""
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "always", "-c", HOOKS), cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(running.communicate(), PATIENCE)
    assert running.returncode == 1
    assert WORD not in said.decode()
    lines = [json.loads(line) for line in said.decode().splitlines()]
    assert [(line["event"], line.get("error", line.get("logger"))) for line in lines] == [
        ("library", "py.warnings"),
        *[("not_caught", "ValueError")] * 2,
        ("library", "a.library"),
        ("not_caught", "ValueError"),
    ]


async def test_each_line_says_which_school(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A turn's, a job's and a delivery's; who was told of what is one of them, by ids and after how long."""
    async with both(tmp_path) as (one, other):
        await play(
            other,
            [
                (TEACHER, "says", "report threat"),
                (TEACHER, "presses", "Send", {"what": WORD}),
                (CHAMPION, "reads", "Threatening or offensive message"),
            ],
        )
        await other.at_rest()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert {line.get("school") for line in lines} == {one.school.name, other.school.name}
    assert {line["school"] for line in lines if line["event"] == "turn"} == {other.school.name}
    told = [line for line in lines if line["event"] == "notice_sent" and line["to"] == CHAMPION]
    assert [(line["school"], line["subject"], line["purpose"], line["channel"]) for line in told] == [
        (other.school.name, "OS-2026-0001", "ping", "teams")
    ]
    assert told[0]["milliseconds"] >= 0
