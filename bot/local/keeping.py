"""Keeps the chats and the moved clock in one JSON file, so that a bot that is started again finds them as they were."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import timedelta
from pathlib import Path

from bot.local.chats import ChatMessage, LocalChat
from bot.local.shapes import Json, JsonObject, a_text, an_object, objects
from bot.local.tenant import Tenant

WRITE_AFTER_SECONDS = 0.2
"""Seconds after a change within which it is written; changes that come together are written once."""

MESSAGES_KEPT = 500
"""Messages of each chat that are kept, the newest."""


class ChatsFile:
    """The file of one tenant's chats. Another tenant's, or one that does not parse, is never written over."""

    def __init__(self, path: Path, tenant: Tenant) -> None:
        self._path = path
        self._tenant = tenant
        self._due: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()

    async def open(self) -> None:
        """Put what the file holds into the chats, and from now on write what changes.

        Raises ValueError with the path when the file is not one of ours.
        """
        try:
            text = await asyncio.to_thread(self._path.read_text, encoding="utf-8")
        except FileNotFoundError:
            text = ""
        if text:
            try:
                self._restore(an_object(json.loads(text)))
            except ValueError as broken:
                raise ValueError(f"{self._path} does not hold the chats of this school: {broken}") from broken
        self._tenant.changes.listen(self._on_change)

    async def close(self) -> None:
        """Write what is not written yet."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if self._writing is not None:
            await self._writing
        await self._write()

    def _on_change(self, event: JsonObject) -> None:
        if event.get("kind") in ("message", "chat", "clock") and self._due is None:
            self._due = asyncio.get_running_loop().call_later(WRITE_AFTER_SECONDS, self._begin)

    def _begin(self) -> None:
        self._due = None
        self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        async with self._lock:
            text = json.dumps(self._snapshot(), ensure_ascii=False, separators=(",", ":"))
            await asyncio.to_thread(_replace, self._path, text)

    def _snapshot(self) -> JsonObject:
        chats: JsonObject = {chat.person.id: _as_json(chat) for chat in self._tenant.chats.all()}
        ahead = self._tenant.clock.ahead.total_seconds()
        return {"tenant": self._tenant.tenant_id, "bot": self._tenant.bot_id, "ahead": ahead, "chats": chats}

    def _restore(self, kept: JsonObject) -> None:
        if kept.get("tenant") != self._tenant.tenant_id or kept.get("bot") != self._tenant.bot_id:
            raise ValueError("another tenant or another bot")
        ahead = kept.get("ahead", 0)
        if not isinstance(ahead, int | float):
            raise ValueError("the clock was moved by no number")
        # What was kept by a clock that had been moved on must not lie in the future of this one.
        self._tenant.clock.move(timedelta(seconds=ahead) - self._tenant.clock.ahead)
        chats = an_object(kept.get("chats"))
        for chat in self._tenant.chats.all():
            data = an_object(chats.get(chat.person.id))
            chat.met = data.get("met") is True
            chat.installed = data.get("installed", True) is True
            chat.blocked = data.get("blocked") is True
            chat.messages = [ChatMessage.from_json(message) for message in objects(data.get("messages"))]
            for message in chat.messages:
                self._tenant.chats.not_before(a_text(message.id))


def _as_json(chat: LocalChat) -> JsonObject:
    messages: list[Json] = [message.as_json() for message in chat.messages[-MESSAGES_KEPT:]]
    return {"met": chat.met, "installed": chat.installed, "blocked": chat.blocked, "messages": messages}


def _replace(path: Path, text: str) -> None:
    """Put the text into the file in one step, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
