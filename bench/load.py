"""Sending activities to a bot, so many at once and for so many seconds, and what came of it."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import aiohttp

Make = Callable[[int, int], Mapping[str, object] | None]
"""The activity of a sender's turn, by the sender's number and the turn's; None when that sender has no more."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a bot did under a load: turns a second, and seconds that each took."""

    per_second: float
    took: Sequence[float]
    answers: Sequence[bytes]

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.took) * 1000

    @property
    def p95(self) -> float:
        """Milliseconds that 95 in 100 stayed under."""
        return sorted(self.took)[int(len(self.took) * 0.95)] * 1000


async def load(
    url: str,
    make: Make,
    *,
    at_once: int,
    seconds: float,
    warm: float = 0.0,
    headers: Mapping[str, str] | None = None,
) -> Rate:
    """Senders that each post one activity after the other; those begun in the first `warm` seconds do not count."""
    took: list[float] = []
    answers: list[bytes] = []
    began_at = time.perf_counter()
    counts_from, ends = began_at + warm, began_at + warm + seconds

    async def sender(number: int, session: aiohttp.ClientSession) -> None:
        turn = 0
        while (began := time.perf_counter()) < ends:
            turn += 1
            activity = make(number, turn)
            if activity is None:
                return
            async with session.post(f"{url}/api/messages", data=json.dumps(activity).encode()) as response:
                answer = await response.read()
                if response.status >= 300:
                    raise RuntimeError(f"{activity.get('name') or activity['type']}: {response.status}")
            if began >= counts_from:
                took.append(time.perf_counter() - began)
                answers.append(answer)

    said = {"Content-Type": "application/json", **(headers or {})}
    timeout, free = aiohttp.ClientTimeout(total=60), aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(headers=said, timeout=timeout, connector=free) as session:
        await asyncio.gather(*(sender(number, session) for number in range(at_once)))
    return Rate(len(took) / (time.perf_counter() - counts_from), took, answers)
