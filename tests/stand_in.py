"""Teams on one machine as a test sees it: people who write and press, by what they read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from bot.local.answers import BotAnswer, Dialog
from bot.local.cards import CardRefuses, Pressable, pressables, words_of
from bot.local.chats import ChatMessage
from bot.local.connector import RequestHistory
from bot.local.faults import Faults, Throttle
from bot.local.shapes import Json, JsonObject, a_text, an_object
from bot.local.teams import REPORT, LocalTeams
from tests.clock import PATIENCE
from tests.filling import InputValue, fill


class StandInTeams(LocalTeams):
    """`LocalTeams`, served on a port of its own, with hands that press by what stands on the cards."""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[StandInTeams]:
        """Serve the connector on a loopback port of its own, for as long as the block runs."""
        app = web.Application(client_max_size=8 * 1024 * 1024)
        app.add_routes(self.connector.routes())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self.open()
        try:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.tenant.service_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield self
        finally:
            await self.close()
            await runner.cleanup()

    @property
    def service_url(self) -> str:
        """Where the bot reaches the connector."""
        return self.tenant.service_url

    @property
    def bot_url(self) -> str:
        """Where the bot takes activities."""
        return self.line.url

    @bot_url.setter
    def bot_url(self, url: str) -> None:
        self.line.url = url

    @property
    def faults(self) -> Faults:
        """What is made to go wrong."""
        return self.connector.faults

    @property
    def throttle(self) -> Throttle:
        """The rate limits of Teams, off until `throttle.on` is set."""
        return self.connector.throttle

    @property
    def calls(self) -> RequestHistory:
        """What the bot asked of the connector."""
        return self.connector.calls

    def dialog(self, person_id: str) -> Dialog | None:
        """The dialog that the person has open."""
        return self.client.dialogs.get(person_id)

    def words(self, person_id: str, card: int = -1) -> str:
        """What stands on one of the person's cards, a line each; "" when there is none."""
        cards = self.chat(person_id).cards
        return words_of(cards[card]) if cards else ""

    async def until(self, predicate: Callable[[], bool], within: float = PATIENCE) -> None:
        """Return once the predicate holds, asked at each change. Raises TimeoutError after `within` seconds."""
        await self.tenant.changes.until(predicate, within)

    # What people do

    def block(self, person_id: str, blocked: bool = True) -> None:
        """Block the bot, which is not told: its messages are refused with 403 from now on."""
        chat = self.chat(person_id)
        chat.blocked = blocked
        self.tenant.tell(chat, "chat")

    async def say(self, person_id: str, text: str, files: Mapping[str, bytes] | None = None) -> BotAnswer:
        """Type a message, with files by their names."""
        shared = [self.files.add(name, content) for name, content in (files or {}).items()]
        return await self.client.say(person_id, text, shared)

    async def press(
        self,
        person_id: str,
        title: str,
        inputs: Mapping[str, InputValue] | None = None,
        *,
        card: int = -1,
        on: str | None = None,
        fallback: bool = False,
    ) -> BotAnswer:
        """Press what reads `title` in the open dialog, else on the newest card that has it, which closes the dialog.

        `card` chooses among the cards that have it (-1 the newest, 0 the oldest), `on` names a message instead.
        Inputs not given keep the card's own values; those for a button that opens a form are filled in there, and its
        button of the same name is pressed. `fallback` presses the action's fallback, as an older
        client does, which opens no dialog either.
        Raises CardRefuses where a person could not do this.
        """
        dialog = self.dialog(person_id)
        if dialog is not None and dialog.card is not None and on is None:
            if any(one.title == title for one in pressables(dialog.card)):
                return await self.submit(person_id, title, inputs)
            self.client.close_dialog(person_id)
        message, found = self._find(person_id, title, card, on)
        if fallback and "fallback" in found.action:
            found = Pressable(an_object(found.action.get("fallback")), found.title, found.inputs)
        kind = a_text(found.action.get("type"))
        if fallback and kind == "Action.Submit":
            return await self.client.post_submit(person_id, message.id, fill(found, inputs or {}))
        data = fill(found, inputs or {})
        if kind == "Action.Execute":
            return await self.client.execute(person_id, message.id, found.action, data)
        if kind == "Action.Submit":
            answer = await self.client.submit(person_id, message.id, data)
            opened = self.dialog(person_id) if inputs and answer.opens else None
            if opened is not None and any(one.title == title for one in pressables(opened.card or {})):
                return await self.submit(person_id, title, inputs)
            return answer
        raise CardRefuses(f"{title!r} is an {kind or 'action without a type'}, which sends nothing to the bot")

    async def submit(
        self, person_id: str, title: str | None = None, inputs: Mapping[str, InputValue] | None = None
    ) -> BotAnswer:
        """Press a button in the open dialog; without a title, its first one.

        Dialogs submit with Action.Submit alone: of an Action.Execute its fallback is pressed.
        """
        dialog = self.dialog(person_id)
        if dialog is None or dialog.card is None:
            raise CardRefuses("no dialog with a card is open")
        shown = pressables(dialog.card)
        found = next((one for one in shown if title is None or one.title == title), None)
        if found is None:
            raise CardRefuses(f"no {title!r} in the dialog; there are {[one.title for one in shown]}")
        if found.action.get("type") == "Action.Execute":
            found = Pressable(an_object(found.action.get("fallback")), found.title, found.inputs)
        if found.action.get("type") != "Action.Submit":
            raise CardRefuses(f"{found.title!r} is no Action.Submit, and nothing else works in a dialog")
        return await self.client.send_dialog(person_id, fill(found, inputs or {}))

    async def act_on_message(self, person_id: str, command: str = REPORT.id, *, on: str | None = None) -> BotAnswer:
        """Choose a message action in the menu of a message of the chat (the newest, or `on`)."""
        message_id = on or self.chat(person_id).standing[-1].id
        return await self.client.act_on_message(person_id, message_id, command)

    async def refresh(self, person_id: str, card: int = -1) -> BotAnswer:
        """Let a card refresh itself, as Teams does when it comes into view. Raises CardRefuses when it has none."""
        shown = [message for message in self.chat(person_id).standing if message.card]
        refresh = an_object(an_object(shown[card].card).get("refresh")) if shown else {}
        action = an_object(refresh.get("action"))
        if not action:
            raise CardRefuses("this card does not refresh itself")
        return await self.client.execute(person_id, shown[card].id, action, action.get("data"), automatic=True)

    async def accept_file(self, person_id: str) -> BotAnswer:
        """Accept the newest file that the bot offers."""
        return await self.client.accept_file(person_id, self._offer(person_id))

    async def decline_file(self, person_id: str) -> BotAnswer:
        """Decline the newest file that the bot offers."""
        return await self.client.decline_file(person_id, self._offer(person_id))

    # What nobody's client would send

    async def forge(self, person_id: str, verb: str, data: Json, *, on: str = "") -> BotAnswer:
        """Press a button that no card has: any verb, any data, on any message or none."""
        return await self.client.execute(person_id, on, {"verb": verb}, data)

    async def forge_submit(self, person_id: str, data: Json, *, on: str = "") -> BotAnswer:
        """Send a form that no card has."""
        return await self.client.submit(person_id, on, data)

    async def repeat(self, answer: BotAnswer) -> BotAnswer:
        """Deliver the same activity once more, as Teams does when an answer was late. Nothing is shown."""
        return await self.line.post(answer.activity)

    async def post(self, activity: JsonObject) -> BotAnswer:
        """Deliver any activity at all."""
        return await self.line.post(activity)

    def _find(self, person_id: str, title: str, card: int, on: str | None) -> tuple[ChatMessage, Pressable]:
        on_cards: list[tuple[ChatMessage, Pressable]] = []
        titles: dict[str, None] = {}
        for message in self.chat(person_id).standing:
            if message.card and on in (None, message.id):
                shown = pressables(message.card)
                titles.update(dict.fromkeys(one.title for one in shown))
                on_cards.extend([(message, one) for one in shown if one.title == title][:1])
        try:
            return on_cards[card]
        except IndexError:
            raise CardRefuses(f"no {title!r} on any card here; there are {list(titles)}") from None

    def _offer(self, person_id: str) -> str:
        for message in reversed(self.chat(person_id).standing):
            if message.consent is not None:
                return message.id
        raise CardRefuses("the bot offers no file here")
