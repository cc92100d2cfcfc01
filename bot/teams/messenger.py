"""The Messenger of the ports on Teams: into a person's own chat, or a truthful `Undelivered`.

It draws no card itself: in the place of one that is too large for Teams it sends a sentence.

It calls the kept connector client directly and not through `continue_conversation`: with `on_turn_error` set, a send
that fails inside such a callback returns as if all were well, and a lost ping would be recorded as sent. Nor does it
retry: the outbox does, with the reference on the card for the case that a message came twice.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar

import aiohttp
import structlog
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
)
from msrest.exceptions import ClientException

from bot.policy.kit.errors import Conflict, StoreUnavailable, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Address, Channel, Chat, Message
from bot.services.ports import Clock, Store
from bot.teams.buttons import CardSettings, as_sent
from bot.teams.connector import Connector, KeptConnectors, ServiceUrlRefused
from bot.teams.conversation_references import is_own_chat
from bot.teams.conversations import AnswerUnreadable, ConnectorRefused
from bot.teams.credentials import TokenUnavailable
from bot.teams.refusals import GONE, NOT_INSTALLED, TOO_LARGE, failure_of
from bot.teams.turns import TurnLocks
from cards.words.sentences import sentence
from dialogs.conversation import CARD_TYPE

T = TypeVar("T")
C = TypeVar("C")

NO_ROAD = "no_road"
"""Nothing has come from this tenant yet, so that it is not known where to write to."""

_WRONG_CHAT = frozenset({GONE, NOT_INSTALLED, "http_404"})
"""Refusals that may mean the chat which is known, and not the person."""

_NO_SUCH_CALL = f"http_{HTTPStatus.NOT_IMPLEMENTED}"

log = structlog.get_logger(__name__)


class TeamsMessenger:
    """Posts to people of one tenant and edits what was posted, over one school's store."""

    def __init__(
        self, store: Store, connectors: KeptConnectors, clock: Clock, *, tenant: str, cards: CardSettings | None = None
    ) -> None:
        self._store = store
        self._connectors = connectors
        self._clock = clock
        self._tenant = tenant.lower()
        self._cards = cards or CardSettings()
        self._opening = TurnLocks()

    async def post(self, to: str, message: Message) -> Address:
        """Send a new message to the person of that object id, opening the chat where there is none yet.

        Returns where it stands; the activity's id is empty when Teams took the message without naming it. Raises
        `Undelivered`.
        """
        try:
            return await self.send(to, _activity(message, alert=True))
        except Undelivered as failure:
            if failure.reason != TOO_LARGE or message.card is None:
                raise
            log.error("message_too_large", person=to, toast=message.summary)
            return await self.send(to, _activity(_short(message), alert=True))

    async def send(self, to: str, activity: Activity) -> Address:
        """As `post`, for an activity that is no card of ours: the offer of a file. Raises `Undelivered`."""
        return await self._in_chat(to, lambda chat: self._send(chat, activity))

    async def edit(self, address: Address, message: Message) -> None:
        """Change a message that stands in a chat: no toast, no sound. Raises `Undelivered`."""
        if not address.activity:
            raise Undelivered(GONE, for_good=True)
        try:
            await self._edit(address, _activity(message, alert=False))
        except Undelivered as failure:
            if failure.reason != TOO_LARGE or message.card is None:
                raise
            log.error("message_too_large", conversation=address.conversation, toast=message.summary)
            await self._edit(address, _activity(_short(message), alert=False))

    async def delete(self, address: Address) -> None:
        """Take a message of ours out of a chat. Raises `Undelivered`: for good where it is no more, or there is no such
        call, as in the Playground."""
        if not address.activity:
            raise Undelivered(GONE, for_good=True)
        connector = self._connector(address.service_url)
        try:
            await self._call(
                lambda: connector.conversations.delete_activity(address.conversation, address.activity, retry=False)
            )
        except Undelivered as failure:
            if failure.reason == _NO_SUCH_CALL:
                raise Undelivered(_NO_SUCH_CALL, for_good=True) from failure
            raise

    async def probe(self, to: str) -> None:
        """Find out whether this person can be written to, without writing. Raises `Undelivered` when they cannot.

        A chat that is known is asked for its members, which Teams refuses where the app has been taken away; somebody
        who never wrote gets a chat, which Teams refuses where the app is not installed.
        """
        await self._in_chat(to, self._members)

    async def _in_chat(self, to: str, do: Callable[[Chat], Awaitable[C]]) -> C:
        """Do something in the person's own chat, which is opened where none is known, or what is known is none of ours.

        A chat that is no more, or that the bot is not in, is not the person's word: perhaps we know the wrong one.
        Teams is asked once for the one that there is now; if that is the same, the refusal stands, and the record too.
        """
        known = await self._read(self._store.get(Chat, to))
        if known is None or not is_own_chat(known.conversation):
            return await do(await self._open(to, known))
        try:
            return await do(known)
        except Undelivered as failure:
            if failure.reason not in _WRONG_CHAT:
                raise
            try:
                anew = await self._open(to, known)
            except Undelivered as no_other:
                if failure.reason == NOT_INSTALLED and no_other.reason == NO_ROAD:
                    raise failure from no_other
                raise
            if anew.conversation == known.conversation:
                raise
            return await do(anew)

    async def _members(self, chat: Chat) -> None:
        connector = self._connector(chat.service_url)
        await self._call(lambda: connector.conversations.get_conversation_members(chat.conversation, retry=False))

    async def _edit(self, address: Address, activity: Activity) -> None:
        activity.id = address.activity
        activity.conversation = ConversationAccount(id=address.conversation)
        connector = self._connector(address.service_url)
        await self._call(
            lambda: connector.conversations.update_activity(
                address.conversation, address.activity, as_sent(activity, self._cards), retry=False
            )
        )

    async def _send(self, chat: Chat, activity: Activity) -> Address:
        activity.from_property = ChannelAccount(id=chat.bot_id)
        activity.conversation = ConversationAccount(id=chat.conversation)
        connector = self._connector(chat.service_url)
        sent = await self._call(
            lambda: connector.conversations.send_to_conversation(
                chat.conversation, as_sent(activity, self._cards), retry=False
            )
        )
        return Address(service_url=chat.service_url, conversation=chat.conversation, activity=sent.id or "")

    async def _open(self, to: str, stale: Chat | None) -> Chat:
        """The person's chat, opened by the bot and kept. One opening at a time for a person. Raises `Undelivered`."""
        async with self._opening.hold(self._tenant, to):
            held = await self._read(self._store.get(Chat, to))
            if held is not None and (stale is None or held.conversation != stale.conversation):
                return held
            channel = await self._read(self._store.get(Channel, self._tenant))
            if channel is None:
                raise Undelivered(NO_ROAD, for_good=False)
            connector = self._connector(channel.service_url)
            asked = ConversationParameters(
                is_group=False,
                bot=ChannelAccount(id=channel.bot_id),
                members=[ChannelAccount(id=to)],
                tenant_id=self._tenant,
                channel_data={"tenant": {"id": self._tenant}},
            )
            opened = await self._call(lambda: connector.conversations.create_conversation(asked, retry=False))
            if not opened.id:
                raise Undelivered("unreadable", for_good=False)
            reference = {
                "service_url": channel.service_url,
                "conversation": opened.id,
                "bot_id": channel.bot_id,
                "seen_at": self._clock.now(),
            }
            chat = held.model_copy(update=reference) if held else Chat.model_validate({"id": to, **reference})
            try:
                await self._store.keep(Outcome(records=(chat,)))
            except Conflict:
                # The person wrote meanwhile and their own turn kept the chat: theirs is the better knowledge.
                return await self._read(self._store.get(Chat, to)) or chat
            except StoreUnavailable:
                # The chat is open all the same: better to say what must be said. Teams gives the same chat again.
                log.error("chat_not_kept", person=to)
            return chat

    def _connector(self, service_url: str) -> Connector:
        try:
            return self._connectors.client(service_url)
        except ServiceUrlRefused as error:
            raise Undelivered(NO_ROAD, for_good=False) from error

    async def _read(self, question: Awaitable[T]) -> T:
        try:
            return await question
        except StoreUnavailable as error:
            raise Undelivered("store_unavailable", for_good=False) from error

    async def _call(self, call: Callable[[], Awaitable[C]]) -> C:
        """One call to the connector, its errors translated to `Undelivered`."""
        try:
            return await call()
        except ConnectorRefused as error:
            raise failure_of(error.reply, self._clock.now()) from error
        except TokenUnavailable as error:
            raise Undelivered("no_token", for_good=False) from error
        except TimeoutError as error:
            raise Undelivered("timeout", for_good=False) from error
        except (aiohttp.ClientError, OSError) as error:
            raise Undelivered("no_connection", for_good=False) from error
        except (AnswerUnreadable, ClientException, ValueError, TypeError) as error:
            # Not an answer of Teams, or msrest could not write the message: the log tells the two apart.
            log.error("connector_unreadable", error=type(error).__name__)
            raise Undelivered("unreadable", for_good=False) from error


def _short(message: Message) -> Message:
    """What is sent in the place of a card that Teams finds too large: what it is about, and how to open it."""
    return Message(summary=message.summary, text=sentence("too_large", {"about": message.summary}))


def _activity(message: Message, *, alert: bool) -> Activity:
    """A message as Teams takes it. `summary` is what the toast shows of a card."""
    attachments = [Attachment(content_type=CARD_TYPE, content=json.loads(message.card))] if message.card else None
    return Activity(
        type=ActivityTypes.message,
        text=message.text,
        summary=message.summary,
        attachments=attachments,
        channel_data={"notification": {"alert": True}} if alert else None,
    )
