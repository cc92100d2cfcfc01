"""One school's Teams: its people, their chats, the bot that is installed, the time. Knows no HTTP.

Everything that changes a chat goes through here, so that whoever waits or listens is told.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.local.activities import Stage
from bot.local.chats import ChatMessage, Chats, LocalChat
from bot.local.shapes import JsonObject
from bot.policy.kit.people import Person


class MovableClock(Protocol):
    """A clock that can be moved on."""

    @property
    def ahead(self) -> timedelta:
        """How far it has been moved, all in all."""

    def now(self) -> datetime:
        """This moment, aware."""

    def move(self, by: timedelta) -> object:
        """From now on be this much later."""


class Tenant:
    """Who there is and what stands in their chats."""

    def __init__(
        self,
        *,
        tenant_id: str,
        bot_id: str,
        bot_name: str,
        people: Sequence[Person],
        clock: MovableClock,
        zone: ZoneInfo,
    ) -> None:
        self.tenant_id = tenant_id
        self.bot_id = bot_id
        self.bot_name = bot_name
        self.people = tuple(people)
        self.chats = Chats(people, tenant_id=tenant_id, bot_id=bot_id)
        self.changes = ChangeListener()
        self.clock = clock
        self.zone = zone
        self.service_url = ""

    def stage(self) -> Stage:
        """What an activity of this moment has in common with others, and an id of its own."""
        return Stage(
            tenant_id=self.tenant_id,
            bot_id=self.bot_id,
            bot_name=self.bot_name,
            service_url=self.service_url,
            now=self.clock.now(),
            zone=self.zone,
            id=str(uuid.uuid4()),
        )

    def add(self, chat: LocalChat, activity: JsonObject, *, from_bot: bool) -> ChatMessage:
        """Put a new message into the chat."""
        now = self.clock.now()
        message = ChatMessage(self.chats.next_id(now), from_bot, now, activity)
        chat.messages.append(message)
        self.tell_message(chat, message, "new")
        return message

    def edit(self, chat: LocalChat, message: ChatMessage, activity: JsonObject) -> None:
        """Put the bot's new words in the place of its old ones."""
        message.activity = activity
        message.answered = None
        message.note = ""
        message.edits += 1
        self.tell_message(chat, message, "edited")

    def delete(self, chat: LocalChat, message: ChatMessage) -> None:
        """Take the message away; its place stays."""
        message.deleted = True
        self.tell_message(chat, message, "deleted")

    def show(self, chat: LocalChat, message: ChatMessage, *, card: JsonObject | None, note: str) -> None:
        """Show what an invoke was answered with: another card in the message's place, or a passing sentence."""
        if card is not None:
            message.answered = card
        message.note = note
        self.tell_message(chat, message, "answered")

    def tell_message(self, chat: LocalChat, message: ChatMessage, change: str) -> None:
        """Tell whoever waits or listens that this message is as it is now."""
        event: JsonObject = {"kind": "message", "change": change, "person": chat.person.id}
        self.changes.tell({**event, "message": message.as_json()})

    def tell(self, chat: LocalChat, kind: str) -> None:
        """Tell that something other than a message changed in this chat."""
        self.changes.tell({"kind": kind, "person": chat.person.id})


Listener = Callable[[JsonObject], None]


class ChangeListener:
    """A place to wait for "something changed", and to listen to what it was."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self._listeners: list[Listener] = []

    def tell(self, event: JsonObject) -> None:
        """Wake everyone who waits and give the event to everyone who listens."""
        for waiting in list(self._waiting):
            if not waiting.done():
                waiting.set_result(None)
        for listener in list(self._listeners):
            listener(event)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Give each event to the listener until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def until(self, predicate: Callable[[], bool], within: float) -> None:
        """Return once the predicate holds, asked again at each change. Raises TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while not predicate():
                change = asyncio.get_running_loop().create_future()
                self._waiting.add(change)
                try:
                    await change
                finally:
                    self._waiting.discard(change)
