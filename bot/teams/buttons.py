"""How buttons leave, and where the answer to a pressed one is put.

`Action.Execute` asks the bot and shows its answer in the place of the card. `Action.Submit` sends a message, which
every client can: there the bot itself changes the card that was pressed. A school chooses by `[teams] buttons`.
"""

from __future__ import annotations

import structlog
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, Attachment
from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.kit.school import Buttons
from bot.teams.conversations import ConnectorRefused
from cards.kit import parts
from dialogs.conversation import CARD_TYPE, card_activity, send_card

log = structlog.get_logger(__name__)


def as_sent(activity: Activity, buttons: Buttons) -> Activity:
    """The activity, a message or an invoke's answer, with its cards' buttons as the school has chosen. The one given
    stays as it is."""
    if buttons == "execute":
        return activity
    sent = Activity.__new__(Activity)
    vars(sent).update(vars(activity))
    sent.attachments = [_submitting_attachment(each) for each in activity.attachments or ()] or None
    if isinstance(activity.value, InvokeResponse):
        sent.value = InvokeResponse(status=activity.value.status, body=submitting(activity.value.body))
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
    """Put the answer where the pressed card stands; where Teams refuses to change that, below it."""
    changed = card_activity(shown, parts.summary(shown))
    changed.id = context.activity.reply_to_id
    try:
        await context.update_activity(changed)
    except ConnectorRefused as refused:
        log.warning("pressed_card_not_changed", status=refused.reply.status)
        await send_card(context, shown, parts.summary(shown))


def _submitting_attachment(attachment: Attachment) -> Attachment:
    if attachment.content_type != CARD_TYPE:
        return attachment
    return Attachment(content_type=CARD_TYPE, content=submitting(attachment.content))
