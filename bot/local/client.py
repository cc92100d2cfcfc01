"""What a person's Teams does when they write, press, attach or install: posts the activity, applies the answer.

Works on message ids and data that are ready to be sent; `teams.py` finds them by what a person reads. Knows no HTTP
beyond the line.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.local import activities
from bot.local.answers import BotAnswer, BotLine, Dialog
from bot.local.cards import CardRefuses, words_of
from bot.local.chats import ChatMessage, LocalChat
from bot.local.files import LocalFiles, StoredFile
from bot.local.shapes import Json, JsonObject, a_text, an_object
from bot.local.tenant import Tenant


@dataclass(frozen=True, slots=True)
class MessageAction:
    """A command of the app that stands in the menu of every message (`composeExtensions` of its manifest)."""

    id: str
    title: str


class TeamsClient:
    """Everybody's client. `dialogs` holds the dialog that each person has open."""

    def __init__(self, tenant: Tenant, files: LocalFiles, line: BotLine) -> None:
        self.dialogs: dict[str, Dialog] = {}
        self.closing: dict[str, str] = {}
        """The sentence with which each person's last dialog ended: it stands until they put it away."""
        self._tenant = tenant
        self._files = files
        self._line = line

    async def say(self, person_id: str, text: str, files: Sequence[StoredFile] = ()) -> BotAnswer:
        """Type a message, perhaps with files."""
        chat = self._tenant.chats.of(person_id)
        shared = [activities.file_shared(file.name, file.id, self.file_url(file)) for file in files]
        activity = activities.message_activity(self._tenant.stage(), chat, text, shared)
        self._tenant.add(chat, {"type": "message", "text": text, "attachments": [*shared]}, from_bot=False)
        return await self._line.post(activity)

    async def execute(
        self, person_id: str, message_id: str, action: JsonObject, data: Json, *, automatic: bool = False
    ) -> BotAnswer:
        """Press an Action.Execute (or let the card refresh itself) and show what it is answered with."""
        chat = self._tenant.chats.of(person_id)
        value = activities.execute_value(action, data, automatic=automatic)
        answer = await self.invoke(person_id, "adaptiveCard/action", value, reply_to=message_id)
        message = chat.message(message_id)
        if message is not None:
            self._tenant.show(chat, message, card=answer.card, note=answer.message)
        return answer

    async def submit(self, person_id: str, message_id: str, data: Json) -> BotAnswer:
        """Press an Action.Submit: a message, unless its data asks Teams for something else."""
        chat = self._tenant.chats.of(person_id)
        wish = an_object(an_object(data).get("msteams"))
        kind = a_text(wish.get("type"))
        if kind == "task/fetch":
            value = activities.dialog_value(data)
            answer = await self.invoke(person_id, "task/fetch", value, reply_to=message_id)
            return self._open(chat, answer, Dialog("", None, reply_to=message_id))
        if kind == "imBack":
            return await self.say(person_id, a_text(wish.get("value")))
        text = ""
        if kind == "messageBack":
            text, shown = a_text(wish.get("text")), a_text(wish.get("displayText"))
            data = {**{k: v for k, v in an_object(data).items() if k != "msteams"}, **an_object(wish.get("value"))}
            if shown:
                self._tenant.add(chat, {"type": "message", "text": shown}, from_bot=False)
        elif kind:
            raise CardRefuses(f"Teams on one machine does not know the Submit type {kind}")
        return await self.post_submit(person_id, message_id, data, text)

    async def post_submit(self, person_id: str, message_id: str, data: Json, text: str = "") -> BotAnswer:
        """An Action.Submit as a message, whatever else its data asks of a client."""
        chat = self._tenant.chats.of(person_id)
        return await self._line.post(activities.submit_activity(self._tenant.stage(), chat, data, message_id, text))

    async def send_dialog(self, person_id: str, data: Json) -> BotAnswer:
        """Send the form in the open dialog. Raises CardRefuses when none is open."""
        chat = self._tenant.chats.of(person_id)
        dialog = self.dialogs.get(person_id)
        if dialog is None:
            raise CardRefuses("no dialog is open")
        if dialog.command:
            value = activities.message_action_value(dialog.command, dialog.selected, data)
            answer = await self.invoke(person_id, "composeExtension/submitAction", value, source="compose")
        else:
            value = activities.dialog_value(data)
            answer = await self.invoke(person_id, "task/submit", value, reply_to=dialog.reply_to)
        return self._open(chat, answer, dialog)

    def close_dialog(self, person_id: str) -> None:
        """Close the dialog without sending it; the bot is not told."""
        self.dialogs.pop(person_id, None)

    async def act_on_message(self, person_id: str, message_id: str, command: str) -> BotAnswer:
        """Choose a message action in the menu of a message of one's chat."""
        chat = self._tenant.chats.of(person_id)
        message = _standing(chat, message_id)
        words = message.text or (words_of(message.card) if message.card else "")
        content = "".join(f"<p>{html.escape(line)}</p>" for line in words.splitlines())
        return await self.act_on(
            person_id, activities.selected_message(self._tenant.stage(), chat, message, content), command
        )

    async def act_on(self, person_id: str, selected: JsonObject, command: str) -> BotAnswer:
        """Choose a message action on any message at all, given as the payload that Teams sends."""
        value = activities.message_action_value(command, selected)
        answer = await self.invoke(person_id, "composeExtension/fetchTask", value, source="compose")
        chat = self._tenant.chats.of(person_id)
        return self._open(chat, answer, Dialog("", None, command=command, selected=selected))

    async def accept_file(self, person_id: str, message_id: str) -> BotAnswer:
        """Let the bot put the file that it offers into one's OneDrive."""
        consent, name = _offer(_standing(self._tenant.chats.of(person_id), message_id))
        file = self._files.expect(name)
        url = self.file_url(file)
        value = activities.consent_value(consent, upload=activities.upload_info(name, file.id, url, url))
        return await self._consent(person_id, message_id, value)

    async def decline_file(self, person_id: str, message_id: str) -> BotAnswer:
        """Turn down the file that the bot offers."""
        consent, _ = _offer(_standing(self._tenant.chats.of(person_id), message_id))
        return await self._consent(person_id, message_id, activities.consent_value(consent, upload=None))

    async def install(self, person_id: str) -> tuple[BotAnswer, BotAnswer]:
        """The app is put into the person's chat."""
        chat = self._tenant.chats.of(person_id)
        chat.installed, chat.met, chat.blocked = True, True, False
        self._tenant.tell(chat, "chat")
        told = await self._line.post(activities.installation_activity(self._tenant.stage(), chat, "add"))
        return told, await self._line.post(activities.members_added_activity(self._tenant.stage(), chat))

    async def uninstall(self, person_id: str) -> BotAnswer:
        """The app is taken out of the person's chat: from now on the bot cannot write there."""
        chat = self._tenant.chats.of(person_id)
        chat.installed, chat.met = False, False
        self._tenant.tell(chat, "chat")
        return await self._line.post(activities.installation_activity(self._tenant.stage(), chat, "remove"))

    async def invoke(
        self, person_id: str, name: str, value: Json, *, reply_to: str = "", source: activities.Source = "message"
    ) -> BotAnswer:
        """Post any invoke, and do nothing with its answer."""
        chat = self._tenant.chats.of(person_id)
        stage = self._tenant.stage()
        return await self._line.post(
            activities.invoke_activity(stage, chat, name, value, reply_to=reply_to, source=source)
        )

    def file_url(self, file: StoredFile) -> str:
        """Where the file is fetched, or put while it is expected."""
        return f"{self._tenant.service_url}/files/{file.id}"

    async def _consent(self, person_id: str, message_id: str, value: JsonObject) -> BotAnswer:
        answer = await self.invoke(person_id, "fileConsent/invoke", value, reply_to=message_id)
        chat = self._tenant.chats.of(person_id)
        message = chat.message(message_id)
        if message is not None:
            self._tenant.show(chat, message, card=None, note=answer.message)
        return answer

    def _open(self, chat: LocalChat, answer: BotAnswer, origin: Dialog) -> BotAnswer:
        """Open what the answer opens, or close the dialog when it opens nothing; a failure leaves it open."""
        opens = answer.opens
        self.closing[chat.person.id] = answer.message if answer.ends_dialog else ""
        if opens is not None:
            self.dialogs[chat.person.id] = replace(
                origin, title=opens.title or origin.title, card=opens.card, url=opens.url
            )
        elif answer.taken:
            self.dialogs.pop(chat.person.id, None)
        self._tenant.tell(chat, "dialog")
        return answer


def _standing(chat: LocalChat, message_id: str) -> ChatMessage:
    message = chat.message(message_id)
    if message is None or message.deleted:
        raise CardRefuses(f"there is no message {message_id} in this chat")
    return message


def _offer(message: ChatMessage) -> tuple[JsonObject, str]:
    """The consent card's content, and the file's name, which stands on its attachment."""
    consent = message.consent
    if consent is None:
        raise CardRefuses(f"message {message.id} offers no file")
    names = [a_text(attachment.get("name")) for attachment in message.attachments]
    return consent, next((name for name in names if name), "file")
