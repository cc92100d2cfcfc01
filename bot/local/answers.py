"""The line to the bot: posts activities to its `/api/messages`, brings back what it answered, and says what Teams reads
out of that.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import aiohttp

from bot.local.chats import ADAPTIVE_CARD
from bot.local.shapes import Json, JsonObject, a_text, an_object

PATIENCE = 15.0
"""Seconds that Teams waits for a bot before it tells the person that the app cannot be reached."""


class BotLine:
    """One bot's messaging endpoint. `headers` go with every request (an Authorization, say)."""

    def __init__(self, url: str, headers: Mapping[str, str], patience: float = PATIENCE) -> None:
        self.url = url
        self.headers = dict(headers)
        self.patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def post(self, activity: JsonObject) -> BotAnswer:
        """The bot's answer; a failure to get one is an answer too, of status 0."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        started = time.monotonic()
        limit = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with self._session.post(self.url, json=activity, headers=self.headers, timeout=limit) as response:
                text = await response.text()
                return BotAnswer(activity, response.status, _parse(text), time.monotonic() - started)
        except (aiohttp.ClientError, TimeoutError) as failure:
            return BotAnswer(activity, 0, None, time.monotonic() - started, repr(failure))

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


ACTIVITY_MESSAGE = "application/vnd.microsoft.activity.message"
UNREACHABLE = "Unable to reach app. Please try again."
WENT_WRONG = "Something went wrong. Please try again."


@dataclass(frozen=True, slots=True)
class Dialog:
    """An open dialog (a task module) and what it needs to be sent: a card, or the address of a page.

    `command` and `selected` are set when a message action opened it, `reply_to` when a card's button did.
    """

    title: str
    card: JsonObject | None
    url: str = ""
    command: str = ""
    selected: JsonObject = field(default_factory=dict)
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """The bot's answer over HTTP, and how long it took. `status` 0: none came in time, and `failure` says why."""

    activity: JsonObject
    status: int
    body: Json
    seconds: float
    failure: str = ""

    @property
    def taken(self) -> bool:
        """The bot took it: any 2xx."""
        return self.status // 100 == HTTPStatus.OK // 100

    @property
    def card(self) -> JsonObject | None:
        """The card that takes the pressed one's place, if this answers an Action.Execute with one."""
        body = an_object(self.body)
        if self.taken and body.get("statusCode") == HTTPStatus.OK and body.get("type") == ADAPTIVE_CARD:
            return an_object(body.get("value"))
        return None

    @property
    def message(self) -> str:
        """The sentence that Teams shows for a moment: an answer's own, a closing dialog's, or that of a failure."""
        if not self.taken:
            return UNREACHABLE
        body = an_object(self.body)
        if body.get("type") == ACTIVITY_MESSAGE:
            return a_text(body.get("value"))
        if a_text(body.get("type")).startswith("application/vnd.microsoft.error"):
            return a_text(an_object(body.get("value")).get("message")) or WENT_WRONG
        status = body.get("statusCode")
        if isinstance(status, int) and status >= HTTPStatus.BAD_REQUEST:
            return WENT_WRONG
        task = an_object(body.get("task"))
        return a_text(task.get("value")) if task.get("type") == "message" else ""

    @property
    def ends_dialog(self) -> bool:
        """Whether its sentence is that of a dialog, which stands until the person puts it away."""
        return self.taken and an_object(an_object(self.body).get("task")).get("type") == "message"

    @property
    def opens(self) -> Dialog | None:
        """The dialog that it opens or puts in the place of the open one."""
        task = an_object(an_object(self.body).get("task"))
        if not self.taken or task.get("type") != "continue":
            return None
        value = an_object(task.get("value"))
        card = an_object(value.get("card"))
        return Dialog(
            title=a_text(value.get("title")),
            card=an_object(card.get("content")) or None,
            url=a_text(value.get("url")),
        )
