"""A thousand idle or crawling connections do not stop a report."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

from tests.rig import CHAMPION, TEACHER, school_at_work
from tests.transcripts.play import play

CONNECTIONS = 1_000
HALF_A_REQUEST = (
    b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
)
HALF_A_HEADER = b"POST /api/messages HTTP/1.1\r\nHost: x\r\nX-"


async def test_slow_connections_do_not_stop_a_report(tmp_path: Path) -> None:
    """Half send headers that never end, half a body that never comes; a teacher reports all the same."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8 * CONNECTIONS)), hard))
    async with school_at_work(tmp_path) as rig:
        host, port = rig.url.removeprefix("http://").split(":")
        writers: list[asyncio.StreamWriter] = []
        try:
            for number in range(CONNECTIONS):
                _, writer = await asyncio.open_connection(host, int(port))
                writer.write(HALF_A_HEADER if number % 2 else HALF_A_REQUEST)
                writers.append(writer)
            await play(
                rig,
                [
                    (TEACHER, "says", "report threat"),
                    (TEACHER, "presses", "Send", {"what": "x"}),
                    (CHAMPION, "reads", "OS-2026-0001"),
                    (CHAMPION, "presses", "Acknowledge"),
                    (TEACHER, "reads", "Gareth Penhallow has it"),
                ],
            )
        finally:
            for writer in writers:
                writer.close()
