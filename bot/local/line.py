"""The line to the bot: posts activities to its `/api/messages` and brings back what it answered."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

import aiohttp

from bot.local.answers import Answer
from bot.local.shapes import Json, JsonObject

PATIENCE = 15.0
"""Seconds that Teams waits for a bot before it tells the person that the app cannot be reached."""


class BotLine:
    """One bot's messaging endpoint. `headers` go with every request (an Authorization, say)."""

    def __init__(self, url: str, headers: Mapping[str, str], patience: float = PATIENCE) -> None:
        self.url = url
        self.headers = dict(headers)
        self.patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def post(self, activity: JsonObject) -> Answer:
        """The bot's answer; a failure to get one is an answer too, of status 0."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        started = time.monotonic()
        limit = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with self._session.post(self.url, json=activity, headers=self.headers, timeout=limit) as response:
                text = await response.text()
                return Answer(activity, response.status, _parse(text), time.monotonic() - started)
        except (aiohttp.ClientError, TimeoutError) as failure:
            return Answer(activity, 0, None, time.monotonic() - started, repr(failure))

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _parse(text: str) -> Json:
    """The body as JSON; one that is not JSON is given as it stands."""
    if not text:
        return None
    try:
        parsed: Json = json.loads(text)
    except json.JSONDecodeError:
        return text
    return parsed
