"""The way in for a turn: whose it is, whether it came before, and which conversation takes it. Decides nothing itself.

A press and a typed line both end in a card; an error of the school's own family ends in its sentence.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import uuid4

import structlog
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes
from structlog.contextvars import bind_contextvars

from bot.policy.kit.errors import DirectoryUnavailable, NotDone, PolicyError
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, Chat, PostedCard, Seen
from bot.services.documents.services import DocumentServices
from bot.services.files.evidence import FileIntake
from bot.services.kit.decisions import Actor
from bot.services.kit.decisions import mark_of as mark
from bot.services.kit.posted_cards import queue_redraw
from bot.services.ports import Clock, Store
from bot.services.reach.reach import Reach
from bot.services.services import Services
from bot.teams import invoke_answers, turn_log
from bot.teams.attachments import files_of
from bot.teams.buttons import NOT_ANSWERED, CardSettings, answer_in_place, stands_pressed
from bot.teams.conversation_references import ConversationReferences, in_own_chat, is_private, removes
from bot.teams.conversation_state import DialogMemory
from bot.teams.invokes import Invokes
from bot.teams.turns import TurnLocks
from cards import greeting
from cards.kit import parts
from cards.kit.elements import AdaptiveCard, as_data
from cards.words import kit as wording
from cards.words.sentences import sentence
from dialogs.conversation import Turn, TurnDialogs, send_card
from dialogs.files import receive_files
from dialogs.framework import DialogSet
from dialogs.press import UnknownPress, card_of
from dialogs.presses import Presses
from dialogs.report import ReportDialog

CARD_ACTION = "adaptiveCard/action"
log = structlog.get_logger(__name__)


class NotStaff(PolicyError):
    """The directory does not know this person."""

    key = "error.not_staff"


class SchoolBot:
    """Takes the turns of one school."""

    def __init__(
        self, services: Services, presses: Presses, store: Store, clock: Clock, locks: TurnLocks | None = None
    ) -> None:
        """`locks` are those of a bot whose turns may still be under way, where this one comes in its place."""
        self._services = services
        self._store = store
        self._clock = clock
        self._references = ConversationReferences(store, clock)
        self._memory = DialogMemory(store)
        self._dialogs = DialogSet(self._memory)
        self._dialogs.add(ReportDialog(services))
        self._presses = presses
        self._cards = CardSettings.of(services.school)
        self._invokes = Invokes(services, self._presses)
        self._locks = locks or TurnLocks()

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Take one turn: turns of one person in one chat follow each other. It leaves one line in the log."""
        turn_context.cards = self._cards
        bind_contextvars(school=self._services.school.name)
        with turn_log.of(turn_context.activity):
            await self._turn(turn_context)

    async def _turn(self, turn_context: TurnContext) -> None:
        activity: Activity = turn_context.activity
        await self._references.save(activity)
        if not is_private(activity):
            await self._in_company(turn_context)
            return
        async with self._locks.hold(activity.conversation.id, activity.from_property.aad_object_id):
            try:
                await self._take(turn_context)
            except NOT_ANSWERED:
                raise  # Teams took no answer: what was typed before is as good as it was
            except Exception:
                # A conversation that fails must not fail again at every line: it is put away, and the error told.
                await self._memory.delete(turn_context)
                await self._memory.save(turn_context)
                raise
            finally:
                await self._reach(activity)

    async def _reach(self, activity: Activity) -> None:
        """What the activity says of reaching its sender: the app has gone, or it is there, and what they missed alerts
        them, and a newcomer is asked what they were not. After the turn's answer: nothing of it stands above a welcome.
        """
        if activity.type == ActivityTypes.invoke or not in_own_chat(activity):
            return
        person = activity.from_property.aad_object_id
        if removes(activity):
            await self._services.get(Reach).mark_removed(person)
        elif activity.type == ActivityTypes.message or _is_arrival(activity):
            await self._services.get(Reach).note_contact(person)
            if _is_arrival(activity):
                await self._services.get(DocumentServices).signing.ask_newcomer(person)

    async def _take(self, context: TurnContext) -> None:
        if context.activity.type == ActivityTypes.message:
            await self._message(context)
        elif context.activity.type == ActivityTypes.invoke:
            await self._invoke(context)
        elif _is_arrival(context.activity):
            await self._welcome(context)

    async def _message(self, context: TurnContext) -> None:
        seen = mark(_key(context.activity), self._clock.now())
        if await self._store.get(Seen, seen.id):
            return
        context.on_send_activities(self._keep_first)
        try:
            in_place = stands_pressed(context.activity)
            dialogs = await self._begin(context, replaces=in_place)
            value = context.activity.value
            if isinstance(value, dict) and isinstance(value.get(parts.VERB), str):
                shown = card_of(await self._presses.answer(dialogs, value[parts.VERB], value))
                if in_place:
                    await self._answer_in_place(context, shown)
                else:
                    await send_card(context, shown, parts.summary(shown))
            else:
                await self._take_message(context, dialogs)
        except NotDone as error:
            turn_log.note_refusal(error)
            said = sentence(error.key, error.facts)
            await send_card(context, greeting.sentence_card(said), said)
        await self._memory.save(context)
        if not await self._store.get(Seen, seen.id):
            await self._store.keep(Outcome(records=(seen,)))

    async def _keep_first(
        self, context: TurnContext, _: Sequence[Activity], send: Callable[[], Awaitable[None]]
    ) -> None:
        """What an answer says is kept, is kept before it is sent."""
        await self._memory.save(context)
        await send()

    async def _answer_in_place(self, context: TurnContext, shown: AdaptiveCard) -> None:
        """Where Teams does not take the answer, but the card stands for a record, the press is not said to have failed:
        the outbox redraws the card."""
        try:
            await answer_in_place(context, shown)
        except NOT_ANSWERED as error:
            activity = context.activity
            person = activity.from_property.aad_object_id
            if not await queue_redraw(self._services.context, person, activity.reply_to_id, _key(activity)):
                raise
            log.warning("answer_left_to_outbox", error=type(error).__name__)

    async def _take_message(self, context: TurnContext, dialogs: TurnDialogs) -> None:
        """Files are answered first; words that came with them are taken as ever."""
        sent, text = files_of(context.activity), context.activity.text or ""
        if sent:
            shown = await receive_files(self._services, dialogs, sent)
            await send_card(context, shown, sentence("file.toast"))
        if text.strip() or not sent:
            await self._presses.answer_typed(dialogs, text)

    async def _other_invoke(self, context: TurnContext, *, private: bool) -> None:
        """Dialogs and offered files. What a dialog does leaves the conversation in the chat as it is, but for the form
        that it opens."""
        take = self._invokes.taking(context.activity.name, private=private)
        if take is None:
            return
        value = context.activity.value
        try:
            dialogs = await self._begin(context, replaces=False, stands=False)
            with dialogs.changing_form_only():
                answer = await take(dialogs, value if isinstance(value, dict) else {})
            if private:
                await self._memory.save(context)
        except NotDone as error:
            turn_log.note_refusal(error)
            answer = await self._invokes.refuse(context, error)
        await _answer(context, answer)

    async def _invoke(self, context: TurnContext) -> None:
        if context.activity.name != CARD_ACTION:
            await self._other_invoke(context, private=True)
            return
        try:
            dialogs = await self._begin(context, replaces=True)
            verb, data = _press_of(context.activity.value)
            shown = card_of(await self._presses.answer(dialogs, verb, data))
            answer = invoke_answers.card_answer(as_data(shown))
        except NotDone as error:
            turn_log.note_refusal(error)
            answer = invoke_answers.sentence_answer(sentence(error.key, error.facts))
        await self._memory.save(context)
        await _answer(context, answer)

    async def _begin(self, context: TurnContext, *, replaces: bool, stands: bool = True) -> TurnDialogs:
        """Whose turn it is, and the dialogs under way. `stands`: what was pressed stands in the chat, where its answer
        may go."""
        activity = context.activity
        person = await self._person(activity)
        card = None
        if activity.reply_to_id:
            card = Address(
                service_url=activity.service_url, conversation=activity.conversation.id, activity=activity.reply_to_id
            )
        turn = Turn(
            person=person,
            activity=_key(activity),
            now=self._clock.now(),
            pressed=card if stands else None,
            replaces=replaces,
            beside=None if stands else card,
        )
        return TurnDialogs(turn, await self._dialogs.create_context(context))

    async def _person(self, activity: Activity) -> Person:
        person = await self._services.directory.person(activity.from_property.aad_object_id)
        if person is None:
            raise NotStaff
        return person

    async def _welcome(self, context: TurnContext) -> None:
        """Once for a person, whichever of Teams' two events for an arrival comes first; never below what they have been
        told already, which it would push out of sight."""
        chat = await self._store.get(Chat, context.activity.from_property.aad_object_id)
        if chat is None or chat.welcomed:
            return
        await self._store.keep(Outcome(records=(chat.model_copy(update={"welcomed": True}),)))
        if any(card.live for card in await self._store.find(PostedCard, where={"to_id": chat.id})):
            return
        guide = self._presses.guide.of(await self._reader(chat.id))
        await send_card(context, greeting.welcome_card(self._services.school.name, guide), wording.WELCOME_TOAST)

    async def _reader(self, id: str) -> Person | None:
        """The person with their roles of now; None where the directory cannot say, or knows nobody: they are shown what
        every member of staff is."""
        try:
            return await self._services.directory.person(id)
        except DirectoryUnavailable:
            return None

    async def _in_company(self, context: TurnContext) -> None:
        """Where others may read along nothing is read or shown: whoever writes is asked to come to a chat of their own.

        A dialog is seen by whoever opened it alone; what is written into it is taken.
        """
        if context.activity.type == ActivityTypes.message:
            await self._files_in_company(context.activity)
            await context.send_activity(Activity(type=ActivityTypes.message, text=sentence("group")))
        elif context.activity.type == ActivityTypes.invoke and self._invokes.taking(
            context.activity.name, private=False
        ):
            await self._other_invoke(context, private=False)
        elif context.activity.type == ActivityTypes.invoke:
            led = invoke_answers.answer_with(context.activity.name, sentence("group"))
            await _answer(context, led or InvokeResponse(status=200, body={}))

    async def _files_in_company(self, activity: Activity) -> None:
        """A file in a chat with others is never looked at; where it matters its sender is told in private."""
        count = len(files_of(activity))
        if count == 0 or await self._store.get(Seen, _key(activity)):
            return
        person = await self._services.directory.person(activity.from_property.aad_object_id)
        if person is not None:
            await self._services.get(FileIntake).take_in_company(Actor(person, _key(activity)), count)


def _is_arrival(activity: Activity) -> bool:
    """Whether this activity is the bot's arrival in a person's chat."""
    if activity.type == ActivityTypes.installation_update:
        return (activity.action or "").startswith("add")
    return activity.type == ActivityTypes.conversation_update and bool(activity.members_added)


def _press_of(value: object) -> tuple[str, Mapping[str, object]]:
    """The verb and data of a press. A refresh that no person asked for presses nothing (platform notes)."""
    if isinstance(value, dict) and value.get("trigger") != "automatic":
        action = value.get("action")
        if isinstance(action, dict) and isinstance(action.get("verb"), str):
            data = action.get("data")
            return action["verb"], data if isinstance(data, dict) else {}
    raise UnknownPress


def _key(activity: Activity) -> str:
    """What a second delivery has in common with the first. An activity that nobody numbered is always a new one."""
    return f"{activity.conversation.id}|{activity.id or uuid4().hex}"


async def _answer(context: TurnContext, answer: InvokeResponse) -> None:
    await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=answer))
