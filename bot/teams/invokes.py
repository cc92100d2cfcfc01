"""Invokes other than a card's button: the message action and its dialog, dialogs in general, and offered files.

Each is answered in the form that Teams waits for, so that none is a dead end. Decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import structlog
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes

from bot.policy.kit.errors import NotDone
from bot.services.files.offers import Offers
from bot.services.kit.decisions import AlreadyDone
from bot.services.services import Services
from bot.teams import invoke_answers
from bot.teams.buttons import NOT_ANSWERED, submitting
from bot.teams.file_consent import offer_of, upload_of
from cards.incidents import ReportVerb
from cards.kit import parts
from cards.kit.elements import AdaptiveCard, TextBlock, as_data
from cards.kit.guide import Opener
from cards.words import kit as wording
from cards.words.sentences import sentence, without_marks
from dialogs.conversation import CARD_TYPE, TurnDialogs
from dialogs.message_action import CloseDialog, MessageActionDialog, NextStep
from dialogs.press import FormResult, UnknownPress, card_of
from dialogs.presses import Presses
from dialogs.selected_message import SelectedMessage

_REPORTING = frozenset({*ReportVerb, Opener.REPORT, Opener.MY_REPORTS}) - {ReportVerb.MORE, ReportVerb.DETAILS}
"""What is pressed in the dialog of a report that has not been sent."""
log = structlog.get_logger(__name__)
Take = Callable[[TurnDialogs, Mapping[str, object]], Awaitable[InvokeResponse]]


class Invokes:
    """What is done with an invoke, by its name."""

    def __init__(self, services: Services, presses: Presses) -> None:
        self._services = services
        self._presses = presses
        self._action = MessageActionDialog(services, presses)
        self._anywhere: dict[str, Take] = {
            "composeExtension/fetchTask": self._begin,
            "composeExtension/submitAction": self._submit,
        }
        """The dialog of the message action: seen by whoever opened it alone, and with nothing of any record in it."""
        self._in_private: dict[str, Take] = {
            "task/fetch": self._dialog,
            "task/submit": self._dialog,
            "fileConsent/invoke": self._consent,
        }

    def taking(self, name: str | None, *, private: bool) -> Take | None:
        """What takes the invoke of that name, in the person's own chat or where others may read along."""
        found = self._anywhere.get(name or "")
        return self._in_private.get(name or "") if found is None and private else found

    @staticmethod
    async def refuse(context: TurnContext, error: NotDone) -> InvokeResponse:
        """The answer that says an error's sentence; where an invoke's answer cannot hold one, it goes into the chat."""
        said = sentence(error.key, error.facts)
        told = invoke_answers.answer_with(context.activity.name, said)
        if told is None:
            await context.send_activity(Activity(type=ActivityTypes.message, text=said, summary=without_marks(said)))
        return told or InvokeResponse(status=200, body={})

    async def _begin(self, dialogs: TurnDialogs, value: Mapping[str, object]) -> InvokeResponse:
        return _dialog_answer(await self._action.begin(value))

    async def _submit(self, dialogs: TurnDialogs, value: Mapping[str, object]) -> InvokeResponse:
        return _dialog_answer(await self._action.submit(dialogs, value))

    async def _dialog(self, dialogs: TurnDialogs, value: Mapping[str, object]) -> InvokeResponse:
        """A form is opened from a card, or sent."""
        data = value.get("data")
        verb = data.get(parts.VERB) if isinstance(data, Mapping) else None
        if not isinstance(data, Mapping) or not isinstance(verb, str):
            raise UnknownPress
        if verb in _REPORTING:
            step = await self._action.press(dialogs, data, SelectedMessage())
            return (
                _close_silently() if isinstance(step, CloseDialog) else _dialog_answer(step)
            )  # the receipt comes below
        reply = await self._presses.answer(dialogs, verb, data)
        return await _end(dialogs, reply) if isinstance(reply, FormResult) else _dialog_answer(card_of(reply))

    async def _consent(self, dialogs: TurnDialogs, value: Mapping[str, object]) -> InvokeResponse:
        """Somebody accepts or declines a file. It is put there after the answer: Teams does not wait that long."""
        by, upload = dialogs.turn.by, upload_of(value)
        if value.get("action") == "decline":
            await self._services.get(Offers).decline(by, offer_of(value))
        elif value.get("action") == "accept" and upload is not None:
            try:
                await self._services.get(Offers).accept(by, offer_of(value), upload)
            except AlreadyDone:
                return InvokeResponse(status=200, body={})
        else:
            raise UnknownPress
        return InvokeResponse(status=200, body={})


async def _end(dialogs: TurnDialogs, result: FormResult) -> InvokeResponse:
    """The dialog closes by itself, and the chat says what sending its form did; where Teams does not take that, the
    dialog closes with the sentence: it has happened all the same."""
    if not result.stands:
        try:
            await dialogs.send(result.card, parts.summary(result.card))
        except NOT_ANSWERED as error:
            log.warning("form_result_not_sent", error=type(error).__name__)
            return _dialog_answer(CloseDialog(result.said))
    return _close_silently()


def _close_silently() -> InvokeResponse:
    """The dialog closes by itself: nothing is left to be put away."""
    return InvokeResponse(status=200, body={})


def _dialog_answer(step: NextStep) -> InvokeResponse:
    """The dialog's next card, or the sentence with which it closes."""
    if isinstance(step, CloseDialog):
        return InvokeResponse(status=200, body={"task": {"type": "message", "value": without_marks(step.sentence)}})
    shown = _below_title(step)
    card = {"contentType": CARD_TYPE, "content": submitting(as_data(shown))}
    value = {"title": parts.summary(step) or wording.REPORT_TITLE, "height": "large", "width": "medium", "card": card}
    return InvokeResponse(status=200, body={"task": {"type": "continue", "value": value}})


def _below_title(shown: AdaptiveCard) -> AdaptiveCard:
    """The card without its first line, a title or small print, for a dialog that says it above."""
    body = shown.body or []
    if len(body) > 1 and isinstance(body[0], TextBlock) and body[0].size in ("Large", "Small"):
        return shown.model_copy(update={"body": body[1:]})
    return shown
