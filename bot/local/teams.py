"""Teams on one machine: the connector that the bot calls, and the people's side that calls the bot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import LocalClock
from bot.local.answers import PATIENCE, BotAnswer, BotLine
from bot.local.chats import LocalChat
from bot.local.client import MessageAction, TeamsClient
from bot.local.connector import LocalConnector
from bot.local.files import LocalFiles
from bot.local.keeping import ChatsFile
from bot.local.tenant import MovableClock, Tenant
from bot.policy.kit.people import Person

REPORT = MessageAction("report", "Report to Online Safety")


class LocalTeams:
    """Several people with one personal chat each, and one bot.

    `bot_url` is the bot's messaging endpoint (`…/api/messages`); it may be set later. Everybody has the app installed
    from the start, as by a school's setup policy, but the bot is told of it only by `install` or `open_chat`.
    `keep_in` names a JSON file that keeps the chats over a restart.
    """

    def __init__(
        self,
        *,
        tenant_id: str,
        people: Sequence[Person],
        bot_id: str = "28:00000000-0000-4000-8000-0000000000b0",
        bot_name: str = "Online Safety",
        bot_url: str = "",
        service_url: str = "",
        headers: Mapping[str, str] | None = None,
        clock: MovableClock | None = None,
        next_school_morning: Callable[[], datetime] | None = None,
        zone: str = "Europe/London",
        message_actions: Sequence[MessageAction] = (REPORT,),
        keep_in: Path | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.tenant = Tenant(
            tenant_id=tenant_id,
            bot_id=bot_id,
            bot_name=bot_name,
            people=people,
            clock=clock or LocalClock(),
            zone=ZoneInfo(zone),
        )
        self.tenant.service_url = service_url
        self.files = LocalFiles()
        self.line = BotLine(bot_url, headers or {}, patience)
        self.client = TeamsClient(self.tenant, self.files, self.line)
        self.connector = LocalConnector(self.tenant, self.files)
        self.next_school_morning = next_school_morning
        self.message_actions = tuple(message_actions)
        self._kept = ChatsFile(keep_in, self.tenant) if keep_in else None

    # Its life

    async def open(self) -> None:
        """Find the chats that were kept. Raises ValueError when the file is not one of this school's."""
        if self._kept is not None:
            await self._kept.open()

    async def close(self) -> None:
        """Let go of what hangs, hang up, and keep what is to be kept."""
        self.connector.close()
        await self.line.close()
        if self._kept is not None:
            await self._kept.close()

    # What can be looked at

    def chat(self, person_id: str) -> LocalChat:
        """A person's chat with the bot."""
        return self.tenant.chats.of(person_id)

    # What people do

    async def open_chat(self, person_id: str) -> None:
        """Look into the chat: for the first time, the bot learns that its app is installed there."""
        chat = self.chat(person_id)
        if chat.installed and not chat.met:
            await self.install(person_id)

    async def install(self, person_id: str) -> tuple[BotAnswer, BotAnswer]:
        """Install the app: `installationUpdate` and `conversationUpdate`."""
        return await self.client.install(person_id)

    async def uninstall(self, person_id: str) -> BotAnswer:
        """Uninstall the app: the bot's messages are refused with 403 from now on."""
        return await self.client.uninstall(person_id)

    # The clock

    def move_clock(self, by: timedelta) -> None:
        """Move the local clock on."""
        self.tenant.clock.move(by)
        self.tenant.changes.tell({"kind": "clock", "now": self.tenant.clock.now().isoformat()})
