"""How cards leave: with which sort of buttons, and with whose number; and where the answer to a press is put.

`Action.Execute` asks the bot and shows its answer in the place of the card. `Action.Submit` sends a message, which
every client can: there the bot itself changes the card that was pressed. A school chooses by `[teams] buttons`.
"""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp
import structlog
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, Attachment

from bot.policy.kit.school import Buttons, School
from bot.teams.conversations import AnswerUnreadable, ConnectorRefused
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.words.kit import DSL_NUMBER
from dialogs.conversation import CARD_TYPE, card_activity, send_card

log = structlog.get_logger(__name__)

NOT_ANSWERED = (ConnectorRefused, AnswerUnreadable, aiohttp.ClientError, TimeoutError, OSError)
"""What says that Teams has not taken an answer, or has not said so."""


@dataclass(frozen=True, slots=True)
class CardSettings:
    """What is the same for all cards of a school: its buttons, and the number for whoever cannot see a card."""

    buttons: Buttons = "execute"
    phone: str = ""

    @classmethod
    def of(cls, school: School) -> CardSettings:
        """Those of this school."""
        return cls(school.buttons, school.safeguarding_phone)


def as_sent(activity: Activity, settings: CardSettings) -> Activity:
    """The activity, a message or an invoke's answer, with its cards as the school has them. The one given stays as it
    is."""
    sent = Activity.__new__(Activity)
    vars(sent).update(vars(activity))
    sent.attachments = [_attachment(each, settings) for each in activity.attachments or ()] or None
    answer = activity.value
    if isinstance(answer, InvokeResponse) and isinstance(answer.body, dict) and answer.body.get("type") == CARD_TYPE:
        body = {**answer.body, "value": _card(answer.body["value"], settings)}
        sent.value = InvokeResponse(status=answer.status, body=body)
    return sent


def submitting(part: object) -> object:
    """The card with its fallback, an `Action.Submit`, in the place of each `Action.Execute`."""
    if isinstance(part, list):
        return [submitting(each) for each in part]
    if not isinstance(part, dict):
        return part
    fallback = part.get("fallback")
    if part.get("type") == "Action.Execute" and isinstance(fallback, dict):
        return submitting(fallback)
    return {key: submitting(value) for key, value in part.items()}


def stands_pressed(activity: Activity) -> bool:
    """Whether this message is the press of a button whose answer takes its card's place, and it says which card."""
    value = activity.value
    return bool(activity.reply_to_id) and isinstance(value, dict) and value.get(parts.REPLACES) is True


async def answer_in_place(context: TurnContext, shown: AdaptiveCard) -> None:
    """Put the answer where the pressed card stands; where Teams refuses to change that, below it. Raises one of
    `NOT_ANSWERED` where neither was possible: what the press did has happened all the same."""
    changed = card_activity(shown, parts.summary(shown))
    changed.id = context.activity.reply_to_id
    try:
        await context.update_activity(changed)
    except ConnectorRefused as refused:
        log.warning("pressed_card_not_changed", status=refused.reply.status)
        await send_card(context, shown, parts.summary(shown))


def _attachment(attachment: Attachment, settings: CardSettings) -> Attachment:
    if attachment.content_type != CARD_TYPE:
        return attachment
    return Attachment(content_type=CARD_TYPE, content=_card(attachment.content, settings))


def _card(card: object, settings: CardSettings) -> object:
    if settings.buttons == "submit":
        card = submitting(card)
    if not settings.phone or not isinstance(card, dict) or "fallbackText" not in card:
        return card
    return {**card, "fallbackText": f"{card['fallbackText']} {DSL_NUMBER.format(phone=settings.phone)}"}
