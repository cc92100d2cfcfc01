"""Sending a card into the chat of this turn."""

from __future__ import annotations

import json

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ActivityTypes, Attachment
from microsoft_teams.cards.core import AdaptiveCard

from cards.kit import parts

CARD = "application/vnd.microsoft.card.adaptive"


async def send(context: TurnContext, shown: AdaptiveCard, summary: str) -> None:
    """Send a card; `summary` is what a locked phone shows of it."""
    attachment = Attachment(content_type=CARD, content=json.loads(parts.as_json(shown)))
    await context.send_activity(Activity(type=ActivityTypes.message, summary=summary, attachments=[attachment]))
