"""What Teams posts to a bot's `/api/messages`, in the shapes recorded from Microsoft 365 Agents Playground.

Pure: everything that is not in the arguments is in the `Stage`. What the recordings do not hold (dialogs, files) is
written after Microsoft's documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.local.chats import ChatMessage, LocalChat
from bot.local.shapes import Json, JsonObject

Source = Literal["message", "compose"]
LOCALE = "en-GB"
FILE_DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"


@dataclass(frozen=True, slots=True)
class Stage:
    """What every activity of one moment has in common."""

    tenant_id: str
    bot_id: str
    bot_name: str
    service_url: str
    now: datetime
    zone: ZoneInfo
    id: str


def message_activity(stage: Stage, chat: LocalChat, text: str, files: list[JsonObject] | None = None) -> JsonObject:
    """A message that the person typed, with the files they attached."""
    activity: JsonObject = {"type": "message", "text": text, **_client_fields(stage, chat), "textFormat": "plain"}
    if files:
        activity["attachments"] = [*files]
    return activity


def submit_activity(stage: Stage, chat: LocalChat, value: Json, reply_to: str, text: str = "") -> JsonObject:
    """An `Action.Submit`: a message that nobody typed, with the card's data and inputs as its value."""
    activity: JsonObject = {"type": "message", **_client_fields(stage, chat), "replyToId": reply_to, "value": value}
    activity["channelData"] = {"source": {"name": "message"}, **_tenant(stage)}
    if text:
        activity["text"] = text
    return activity


def invoke_activity(
    stage: Stage,
    chat: LocalChat,
    name: str,
    value: Json,
    *,
    reply_to: str = "",
    source: Source = "message",
) -> JsonObject:
    """An invoke: the person waits for its answer."""
    activity: JsonObject = {"type": "invoke", **_client_fields(stage, chat)}
    activity["channelData"] = {"source": {"name": source}, **_tenant(stage)}
    if reply_to:
        activity["replyToId"] = reply_to
    activity["value"] = value
    activity["name"] = name
    return activity


def installation_activity(stage: Stage, chat: LocalChat, action: Literal["add", "remove"]) -> JsonObject:
    """The app was put into the person's chat, or taken out of it."""
    return {
        "type": "installationUpdate",
        **_service_fields(stage, chat),
        "locale": LOCALE,
        "entities": [{"type": "clientInfo", "locale": LOCALE}],
        "channelData": {
            **_tenant(stage),
            "source": {"name": "message"},
            "settings": {"selectedChannel": {"id": chat.id}},
        },
        "action": action,
    }


def members_added_activity(stage: Stage, chat: LocalChat) -> JsonObject:
    """The person and the bot were put into their chat."""
    return {
        "type": "conversationUpdate",
        **_service_fields(stage, chat),
        "membersAdded": [{"id": chat.user_id, "aadObjectId": chat.person.id}, {"id": stage.bot_id}],
        "channelData": _tenant(stage),
    }


def execute_value(action: JsonObject, data: Json, *, automatic: bool = False) -> JsonObject:
    """The value of an `adaptiveCard/action`; an automatic refresh says so."""
    pressed: JsonObject = {"type": "Action.Execute"}
    for key in ("id", "title", "verb"):
        if key in action:
            pressed[key] = action[key]
    pressed["data"] = data
    return {"action": pressed, "trigger": "automatic"} if automatic else {"action": pressed}


def dialog_value(data: Json) -> JsonObject:
    """The value of `task/fetch` and `task/submit`."""
    return {"data": data, "context": {"theme": "default"}}


def message_action_value(command: str, message: JsonObject, data: Json = None) -> JsonObject:
    """The value of a message action's `fetchTask`, and with data of its `submitAction`."""
    value: JsonObject = {"commandId": command, "commandContext": "message", "context": {"theme": "default"}}
    if data is not None:
        value["data"] = data
    value["messagePayload"] = message
    return value


def selected_message(stage: Stage, chat: LocalChat, message: ChatMessage, html: str) -> JsonObject:
    """A message of the chat as a message action carries it: HTML, and so untrusted."""
    author: JsonObject = {
        "user": {"userIdentityType": "aadUser", "id": chat.person.id, "displayName": chat.person.name}
    }
    if message.from_bot:
        author = {
            "application": {
                "applicationIdentityType": "bot",
                "id": stage.bot_id,
                "displayName": stage.bot_name,
            }
        }
    return {
        "id": message.id,
        "createdDateTime": _utc(message.at),
        "deleted": message.deleted,
        "importance": "normal",
        "locale": LOCALE.lower(),
        "from": author,
        "body": {"contentType": "html", "content": html},
        "attachments": [],
        "mentions": [],
        "reactions": [],
        "linkToMessage": "",
    }


def file_shared(name: str, unique_id: str, url: str) -> JsonObject:
    """A file that the person attached: it lies in their OneDrive, and `downloadUrl` needs no sign-in for a while."""
    return {
        "contentType": FILE_DOWNLOAD,
        "contentUrl": url,
        "name": name,
        "content": {"downloadUrl": url, "uniqueId": unique_id, "fileType": _file_type(name)},
    }


def consent_value(consent: JsonObject, *, upload: JsonObject | None) -> JsonObject:
    """The value of `fileConsent/invoke`: accepted with an address to upload to, or declined without."""
    if upload is None:
        return {"type": "fileUpload", "action": "decline", "context": consent.get("declineContext")}
    return {
        "type": "fileUpload",
        "action": "accept",
        "context": consent.get("acceptContext"),
        "uploadInfo": upload,
    }


def upload_info(name: str, unique_id: str, upload_url: str, content_url: str) -> JsonObject:
    """Where the bot may put an accepted file."""
    return {
        "contentUrl": content_url,
        "name": name,
        "uploadUrl": upload_url,
        "uniqueId": unique_id,
        "fileType": _file_type(name),
    }


def _client_fields(stage: Stage, chat: LocalChat) -> JsonObject:
    """What an activity has when a person at a client caused it."""
    zone = str(stage.zone)
    client: JsonObject = {"type": "clientInfo", "locale": LOCALE, "country": "GB", "platform": "Web", "timezone": zone}
    return {
        "id": stage.id,
        "from": {"id": chat.user_id, "name": chat.person.name, "aadObjectId": chat.person.id},
        "timestamp": _utc(stage.now),
        "localTimestamp": stage.now.astimezone(stage.zone).isoformat(timespec="milliseconds"),
        "localTimezone": zone,
        **_place(stage, chat),
        "locale": LOCALE,
        "entities": [client],
        "channelData": _tenant(stage),
    }


def _service_fields(stage: Stage, chat: LocalChat) -> JsonObject:
    """What an activity has when Teams itself tells of something: no name, no local time."""
    return {
        "id": stage.id,
        "from": {"id": chat.user_id, "aadObjectId": chat.person.id},
        "timestamp": _utc(stage.now),
        **_place(stage, chat),
    }


def _place(stage: Stage, chat: LocalChat) -> JsonObject:
    return {
        "serviceUrl": stage.service_url,
        "conversation": {"conversationType": "personal", "tenantId": stage.tenant_id, "id": chat.id},
        "recipient": {"id": stage.bot_id, "name": stage.bot_name},
        "channelId": "msteams",
    }


def _tenant(stage: Stage) -> JsonObject:
    return {"tenant": {"id": stage.tenant_id}}


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _file_type(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
