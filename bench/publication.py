"""The Acceptable Use Policy published to twenty thousand staff: what the bot does meanwhile, and who waits for it.

The bot is a process of its own with a watchdog, and the connector throttles as Teams does. To reach everybody takes
many minutes by Teams' own limits; this looks at the first seconds, in which an emergency is reported and a Champion
looks again and again at who has not signed. What the records weigh is seen by opening the store afterwards in a fresh
process.
"""

from __future__ import annotations

import asyncio
import json
import re
import signal
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.fake_teams import FakeTeams, fake_teams
from bench.figures import Figure, tell
from bench.load import load
from bench.processes import ROOT, Running, free_port, running
from bench.rosters import Listed, roster
from bench.store import measure_opening
from bot.local.faults import PER_TENANT

STAFF_COUNT = 20_000
WINDOW_SECONDS = 20.0
"""Seconds that are looked at once the policy is published."""
REQUESTS_PER_SECOND = PER_TENANT[1]
"""Requests a second that Teams takes from an app in one tenant; sometimes only 30."""
STAFF_IDS = [f"eeeeeeee-0000-4000-8000-{number:012}" for number in range(STAFF_COUNT)]
CHAMPION, HEAD = "cccccccc-0000-4000-8000-000000000001", "cccccccc-0000-4000-8000-000000000002"
DIGEST = re.compile(rb'"text": "([0-9a-f]{64})"')


@dataclass
class Measurements:
    """All that was measured; seconds, and megabytes."""

    published: float
    requests: int
    refused: int
    asked: float
    emergency: float
    overview: list[float]
    before: float
    busy: float
    after: float
    records: float
    stalls: dict[str, float]


async def measure(folder: Path) -> Measurements:
    """One run."""
    (folder / "school.toml").write_text(_school(), encoding="utf-8")
    stalls, port = folder / "stalls.json", free_port()
    settings = {"SCHOOL_FILE": str(folder / "school.toml"), "DATA_DIR": str(folder / "var")}
    async with fake_teams() as teams, running(["-m", "bench.watched", stalls], port, **settings) as bot:
        for person in (CHAMPION, HEAD, STAFF_IDS[0]):
            await _post(bot, teams.activity(f"hello-{person}", person, text="hello"))
        proposed, _ = await _post(bot, teams.press("propose", CHAMPION, "aup.propose", {}))
        (text, *_) = DIGEST.findall(proposed)
        teams.throttle.on = True
        bot.signal(signal.SIGUSR1)
        before, began = bot.memory, time.perf_counter()
        seen = teams.requests
        _, published = await _post(bot, teams.press("publish", CHAMPION, "aup.publish", {"text": text.decode()}))
        overview, emergency, asked = await asyncio.gather(
            _looks(bot, teams, began), _emergency(bot, teams, began), _all_asked(bot, teams, began)
        )
        busy = bot.memory
        await asyncio.sleep(max(0.0, began + WINDOW_SECONDS - time.perf_counter()))
        bot.signal(signal.SIGUSR2)
        requests, after = teams.requests - seen, bot.memory
    told = json.loads(stalls.read_text(encoding="utf-8"))[-1]
    return Measurements(
        published, requests, teams.refused, asked, emergency, overview, before, busy, after,
        measure_opening(folder / "var")["memory"], told,
    )  # fmt: skip


async def _looks(bot: Running, teams: FakeTeams, began: float) -> list[float]:
    """Seconds that `who has not signed` takes, asked twice a second."""
    took: list[float] = []
    while time.perf_counter() < began + WINDOW_SECONDS:
        look = teams.press(f"look-{len(took)}", CHAMPION, "aup.overview", {"page": "0"})
        took.append((await _post(bot, look))[1])
        await asyncio.sleep(0.5)
    return took


async def _emergency(bot: Running, teams: FakeTeams, began: float) -> float:
    """Seconds from **Alert now** in the middle of it to the Headteacher's ping at the connector."""
    await asyncio.sleep(began + WINDOW_SECONDS / 2 - time.perf_counter())
    came = teams.sent[f"a:{HEAD}"]
    before, pressed = len(came), time.perf_counter()
    alert = {"kind": "illegal_content", "draft": "emergency"}
    await _post(bot, teams.press("alert", STAFF_IDS[0], "report.alert", dict(alert)))
    while len(came) == before:  # noqa: ASYNC110 - it keeps times, and tells nobody
        await asyncio.sleep(0.001)
    return came[before] - pressed


async def _all_asked(bot: Running, teams: FakeTeams, began: float) -> float:
    """Seconds until everybody's notice is kept; from then on the outbox alone is at work."""
    while time.perf_counter() < began + WINDOW_SECONDS:
        answer, _ = await _post(bot, teams.press(f"count-{time.perf_counter()}", CHAMPION, "aup.overview", {}))
        if f"{STAFF_COUNT + 2:,}".encode() in answer or str(STAFF_COUNT + 2).encode() in answer:
            return time.perf_counter() - began
        await asyncio.sleep(1.0)
    return float("nan")


async def _post(bot: Running, activity: dict[str, object]) -> tuple[bytes, float]:
    """One activity: its answer, and the seconds it took."""
    once = await load(bot.url, lambda _, turn: activity if turn == 1 else None, at_once=1, seconds=60)
    return once.answers[0], once.took[0]


def _school() -> str:
    """A county's worth of staff in one school, with one Champion and a Headteacher."""
    people: list[Listed] = [
        (CHAMPION, "Champion", ("staff", "champion")),
        (HEAD, "Head", ("staff", "headteacher", "dsl")),
        *((each, f"Staff {number}", ("staff",)) for number, each in enumerate(STAFF_IDS)),
    ]
    return roster(people)


def main() -> None:
    """Measure and print."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        told = asyncio.run(measure(Path(folder)))
    looks = sorted(told.overview)
    taken = (told.requests - told.refused) / WINDOW_SECONDS
    p95 = looks[int(len(looks) * 0.95)] * 1000
    memory, grown = (told.before, told.busy, told.after), told.after - told.before
    rows = [
        ("**Publish** answered, ms", f"{told.published * 1000:.0f}"),
        ("everybody's notice kept after, s", f"{told.asked:.1f}"),
        (f"requests that Teams took a second, {WINDOW_SECONDS:.0f} s", f"{taken:.1f}"),
        (f"of what {REQUESTS_PER_SECOND} a second would allow", f"{taken / REQUESTS_PER_SECOND:.2f}"),
        ("requests that it refused", f"{told.refused}"),
        ("an emergency in the middle: Alert now to ping, ms", f"{told.emergency * 1000:.0f}"),
        ("`who has not signed`, ms: median, p95", f"{statistics.median(looks) * 1000:.0f}, {p95:.0f}"),
        ("memory before, when all are asked, at the end, MB", ", ".join(f"{each:.0f}" for each in memory)),
        ("grown by; opening the same records takes, MB", f"{grown:.0f}; {told.records:.0f}"),
        ("the loop held: longest, p99, ms", f"{told.stalls['longest']:.0f}, {told.stalls['p99']:.0f}"),
        ("longest by the bot's own work, ms", f"{told.stalls['worked']:.0f}"),
        ("how often longer than 50 ms", f"{told.stalls['too_long']:.0f}"),
    ]
    for name, value in rows:
        print(f"{name:52}{value:>18}")
    tell(
        [
            Figure("publication.emergency", told.emergency * 1000),
            Figure("publication.overview", p95),
            Figure("publication.loop_held", told.stalls["worked"]),
            Figure(
                "publication.grown", grown - told.records, f"grown {grown:.0f}, of which records {told.records:.0f}"
            ),
        ]
    )


if __name__ == "__main__":
    main()
