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

ON_CARD = "school"
"""Where the data of a button says whose card it stands on, in a tenant that has several schools."""
NOT_ANSWERED = (ConnectorRefused, AnswerUnreadable, aiohttp.ClientError, TimeoutError, OSError)
"""What says that Teams has not taken an answer, or has not said so."""


@dataclass(frozen=True, slots=True)
class CardSettings:
    """What is the same for all cards of a school: its buttons, the number for whoever cannot see a card, and in a
    tenant of several its id, with the name that stands above each card."""

    buttons: Buttons = "execute"
    phone: str = ""
    id: str = ""
    name: str = ""

    @classmethod
    def of(cls, school: School) -> CardSettings:
        """Those of this school."""
        return cls(school.buttons, school.safeguarding_phone, school.id, school.name if school.id else "")


def as_sent(activity: Activity, settings: CardSettings) -> Activity:
    """The activity, a message or an invoke's answer, with its cards as the school has them. The one given stays as it
    is."""
    sent = Activity.__new__(Activity)
    vars(sent).update(vars(activity))
    sent.attachments = [_attachment(each, settings) for each in activity.attachments or ()] or None
    if settings.name and sent.attachments and sent.summary:
        sent.summary = f"{settings.name}: {sent.summary}"
    answer = activity.value
    if isinstance(answer, InvokeResponse) and isinstance(answer.body, dict):
        body: dict[str, object] = answer.body
        if body.get("type") == CARD_TYPE:
            body = {**body, "value": _card(body["value"], settings)}
        sent.value = InvokeResponse(status=answer.status, body=_naming(body, settings.id) if settings.id else body)
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


def _naming(part: object, id: str) -> object:
    """The same, with each button saying of which school it is, and so the two answers to a file that is offered."""
    if isinstance(part, list):
        return [_naming(each, id) for each in part]
    if not isinstance(part, dict):
        return part
    named = {key: _naming(value, id) for key, value in part.items()}
    if part.get("type") in ("Action.Execute", "Action.Submit"):
        named["data"] = _and_name(named.get("data"), id)
    for context in ("acceptContext", "declineContext"):
        if context in named:
            named[context] = _and_name(named[context], id)
    return named


def _and_name(data: object, id: str) -> dict[str, object]:
    return {**(data if isinstance(data, dict) else {}), ON_CARD: id}


def _attachment(attachment: Attachment, settings: CardSettings) -> Attachment:
    if attachment.content_type != CARD_TYPE:
        if not settings.id:
            return attachment
        named = Attachment.__new__(Attachment)
        vars(named).update(vars(attachment))
        named.content = _naming(attachment.content, settings.id)
        return named
    return Attachment(content_type=CARD_TYPE, content=_card(attachment.content, settings))


def _card(card: object, settings: CardSettings) -> object:
    if settings.buttons == "submit":
        card = submitting(card)
    if settings.id and isinstance(card, dict):
        whose = {"type": "TextBlock", "text": settings.name, "size": "Small", "isSubtle": True, "wrap": True}
        card = _naming({**card, "body": [whose, *card.get("body", ())]}, settings.id)
    if not settings.phone or not isinstance(card, dict) or "fallbackText" not in card:
        return card
    return {**card, "fallbackText": f"{card['fallbackText']} {DSL_NUMBER.format(phone=settings.phone)}"}
