"""What stands in the chats: one personal chat with the bot for each person. No HTTP, no files, no rules of the bot."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.local.shapes import JsonObject, a_text, an_object, objects
from bot.policy.kit.people import Person

ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"
FILE_CONSENT = "application/vnd.microsoft.teams.card.file.consent"


@dataclass(slots=True)
class ChatMessage:
    """One message as its reader sees it now.

    `activity` is what its sender last sent. An invoke's answer may have put another card in its place (`answered`),
    and may have left a passing sentence under it (`note`); an edit by the bot takes both away.
    """

    id: str
    from_bot: bool
    at: datetime
    activity: JsonObject
    edits: int = 0
    deleted: bool = False
    answered: JsonObject | None = None
    note: str = ""

    @property
    def text(self) -> str:
        """The message's text, empty when it is a card alone."""
        return a_text(self.activity.get("text"))

    @property
    def summary(self) -> str:
        """What the toast says."""
        return a_text(self.activity.get("summary"))

    @property
    def attachments(self) -> list[JsonObject]:
        """Everything attached, cards included."""
        return objects(self.activity.get("attachments"))

    @property
    def sent_card(self) -> JsonObject | None:
        """The Adaptive Card as the bot sent or last edited it."""
        return self._attachment(ADAPTIVE_CARD)

    @property
    def card(self) -> JsonObject | None:
        """The Adaptive Card as its reader sees it."""
        return None if self.deleted else self.answered or self.sent_card

    @property
    def consent(self) -> JsonObject | None:
        """The content of a FileConsentCard, if this is one."""
        return self._attachment(FILE_CONSENT)

    def _attachment(self, content_type: str) -> JsonObject | None:
        for attachment in self.attachments:
            if attachment.get("contentType") == content_type:
                return an_object(attachment.get("content"))
        return None

    def as_json(self) -> JsonObject:
        """All of it, as the page reads it and the file keeps it."""
        return {
            "id": self.id,
            "from_bot": self.from_bot,
            "at": self.at.isoformat(),
            "activity": self.activity,
            "edits": self.edits,
            "deleted": self.deleted,
            "answered": self.answered,
            "note": self.note,
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> ChatMessage:
        """What `as_json` gave. Raises ValueError when it is something else."""
        edits = data.get("edits")
        answered = data.get("answered")
        return cls(
            id=a_text(data.get("id")),
            from_bot=data.get("from_bot") is True,
            at=datetime.fromisoformat(a_text(data.get("at"))),
            activity=an_object(data.get("activity")),
            edits=edits if isinstance(edits, int) else 0,
            deleted=data.get("deleted") is True,
            answered=answered if isinstance(answered, dict) else None,
            note=a_text(data.get("note")),
        )


@dataclass(slots=True)
class LocalChat:
    """One person's chat with the bot.

    `user_id` and `id` are what Teams calls them here (`29:…`, `a:…`): always the same for the same person, so that
    what the bot remembers stays true after a restart. `met`: the bot has been told that its app is installed here.
    """

    person: Person
    user_id: str
    id: str
    messages: list[ChatMessage] = field(default_factory=list)
    installed: bool = True
    blocked: bool = False
    met: bool = False

    @property
    def standing(self) -> list[ChatMessage]:
        """The messages that have not been deleted."""
        return [message for message in self.messages if not message.deleted]

    @property
    def from_bot(self) -> list[ChatMessage]:
        """The bot's messages that have not been deleted."""
        return [message for message in self.standing if message.from_bot]

    @property
    def cards(self) -> list[JsonObject]:
        """The cards that can be seen, oldest first."""
        return [message.card for message in self.standing if message.card]

    def message(self, id: str) -> ChatMessage | None:
        """The message of that activity id, deleted or not."""
        return next((message for message in reversed(self.messages) if message.id == id), None)


class Chats:
    """The chats of everybody, found by the person's object id, by `29:…` or by `a:…`."""

    def __init__(self, people: Iterable[Person], *, tenant_id: str, bot_id: str) -> None:
        self._by_person: dict[str, LocalChat] = {}
        self._by_conversation: dict[str, LocalChat] = {}
        self._by_user: dict[str, LocalChat] = {}
        for person in people:
            chat = LocalChat(
                person=person,
                user_id=f"29:{_token('user', tenant_id, bot_id, person.id)}",
                id=f"a:{_token('chat', tenant_id, bot_id, person.id)}",
            )
            self._by_person[person.id] = chat
            self._by_conversation[chat.id] = chat
            self._by_user[chat.user_id] = chat
        self._last_id = 0

    def of(self, person_id: str) -> LocalChat:
        """The chat of the person of that object id. Raises KeyError for somebody unknown."""
        return self._by_person[person_id]

    def all(self) -> list[LocalChat]:
        """Every chat, in the order of the people given."""
        return list(self._by_person.values())

    def of_member(self, member_id: str) -> LocalChat | None:
        """The chat of the person whom the bot names by object id or by `29:…`."""
        return self._by_person.get(member_id) or self._by_user.get(member_id)

    def of_conversation(self, conversation_id: str) -> LocalChat | None:
        """The chat of that conversation id."""
        return self._by_conversation.get(conversation_id)

    def next_id(self, now: datetime) -> str:
        """A new activity id: milliseconds since 1970, as Teams gives them, and never the same twice."""
        self._last_id = max(self._last_id + 1, int(now.timestamp() * 1000))
        return str(self._last_id)

    def not_before(self, id: str) -> None:
        """Give out no id that is not later than this one."""
        if id.isdigit():
            self._last_id = max(self._last_id, int(id))


def _token(*parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return "1" + base64.urlsafe_b64encode(digest).decode().rstrip("=")
