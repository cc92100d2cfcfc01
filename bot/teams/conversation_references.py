"""Where people can be written to, read from what they send: their own chat, the tenant's service URL. Sends nothing.

A person's chat is read only from what comes from it: what is said there, and the app being installed or removed.
A message extension or a dialog is opened in chats with others too, and says nothing of where its user is reached. Where
nothing is known of the tenant yet, anything that it sends says where it can be written to: a first alert needs that.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from botbuilder.schema import Activity, ActivityTypes

from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Channel, Chat, Record
from bot.services.ports import Clock, Store

_SEEN_AGAIN = timedelta(days=1)
"""How old `seen_at` may grow before it is worth a write."""
_MOST_ATTEMPTS = 3
_TEACHES = frozenset({ActivityTypes.message, ActivityTypes.conversation_update, ActivityTypes.installation_update})
_OWN = "a:"

log = structlog.get_logger(__name__)


def is_own_chat(conversation: str) -> bool:
    """Whether a conversation of this id is one person's own chat with the bot: Teams' ids of those begin `a:`."""
    return conversation.startswith(_OWN)


def in_own_chat(activity: Activity) -> bool:
    """Whether an activity comes from its sender's own chat with the bot."""
    return is_private(activity) and is_own_chat(activity.conversation.id)


def removes(activity: Activity) -> bool:
    """Whether this activity says that the app has been taken away. A `remove-upgrade` does not: a new version comes."""
    return bool(activity.type == ActivityTypes.installation_update and activity.action == "remove")


class ConversationReferences:
    """Keeps in one school's store what its activities say of where people are reached."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._tenant_known = False
        """Whether the tenant's service URL has been found in the store, from which nobody takes it away."""

    async def save(self, activity: Activity) -> None:
        """Keep where this person and this tenant are reached, when it is news; a usual turn writes nothing.

        Expects an activity that has passed the gate. Raises `StoreUnavailable`.
        """
        teaches = activity.type in _TEACHES and not removes(activity) and in_own_chat(activity)
        for attempt in range(1, _MOST_ATTEMPTS + 1):
            news = await (self._news(activity) if teaches else self._first_news(activity))
            if not news:
                return
            try:
                await self._store.keep(Outcome(records=tuple(news)))
                return
            except Conflict:
                # Another turn of the same person or tenant kept its news first: look again.
                if attempt == _MOST_ATTEMPTS:
                    log.warning("conversation_reference_not_kept", activity=activity.id)

    async def _first_news(self, activity: Activity) -> list[Record]:
        """The tenant's service URL, where none is known: what is known is changed by a person's own chat alone."""
        service_url, bot_id = _service_url_and_bot(activity)
        if self._tenant_known or not service_url or not bot_id:
            return []
        self._tenant_known = await self._store.get(Channel, _tenant(activity)) is not None
        return [] if self._tenant_known else [Channel(id=_tenant(activity), service_url=service_url, bot_id=bot_id)]

    async def _news(self, activity: Activity) -> list[Record]:
        service_url, bot_id = _service_url_and_bot(activity)
        if not service_url or not bot_id:
            return []
        tenant, person = _tenant(activity), activity.from_property.aad_object_id
        channels, chats = Query(Channel, {"id": tenant}), Query(Chat, {"id": person})
        found = await self._store.find_each(channels, chats)
        channel, chat = found.one(channels), found.one(chats)
        self._tenant_known = channel is not None
        now, conversation = self._clock.now(), activity.conversation.id
        news: list[Record] = []
        if channel is None:
            news.append(Channel(id=tenant, service_url=service_url, bot_id=bot_id))
        elif (channel.service_url, channel.bot_id) != (service_url, bot_id):
            news.append(channel.model_copy(update={"service_url": service_url, "bot_id": bot_id}))
        if chat is None:
            news.append(Chat(id=person, service_url=service_url, conversation=conversation, bot_id=bot_id, seen_at=now))
        elif (chat.service_url, chat.conversation, chat.bot_id) != (service_url, conversation, bot_id) or (
            now - chat.seen_at >= _SEEN_AGAIN
        ):
            reference = {"service_url": service_url, "conversation": conversation, "bot_id": bot_id, "seen_at": now}
            news.append(chat.model_copy(update=reference))
        return news


def _tenant(activity: Activity) -> str:
    tenant: str = activity.channel_data["tenant"]["id"].lower()
    return tenant


def _service_url_and_bot(activity: Activity) -> tuple[str | None, str | None]:
    return activity.service_url, activity.recipient.id if activity.recipient else None


PERSONAL = "personal"
SHARED_THREAD = "19:"
"""How the id of a group, a channel or a chat of two people begins; the bot's own personal chats begin otherwise."""


def is_private(activity: Activity) -> bool:
    """Whether only its sender sees what is said in this conversation.

    Teams must say that it is personal, in whatever case, and nothing may say otherwise: a type that is missing, a mark
    as a group or the id of a shared thread makes it company.
    """
    conversation = activity.conversation
    named = conversation.conversation_type
    return (
        isinstance(named, str)
        and named.strip().casefold() == PERSONAL
        and conversation.is_group in (None, False)
        and not (conversation.id or "").strip().casefold().startswith(SHARED_THREAD)
    )
