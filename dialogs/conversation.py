"""One turn as the areas see it: who acts, and what they may ask of the chat. Bot Framework's dialogs end here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Self

from botbuilder.core import TurnContext
from botbuilder.dialogs import DialogContext, DialogTurnStatus
from botbuilder.schema import Activity, ActivityTypes, Attachment
from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.records import Address
from bot.services.kit.decisions import Actor
from cards.kit import parts
from cards.words.sentences import plain

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
REPORT_DIALOG = "report"
"""The id of the dialog of a report."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who acts is the directory's person for the activity's Entra object id; nothing of it comes from a card."""

    person: Person
    activity: str
    pressed: Address | None = None
    replaces: bool = False
    """Whether the card that answers a press takes the pressed card's place, or is sent below it."""

    beside: Address | None = None
    """The card from which the dialog was opened that is sent now."""

    @property
    def place(self) -> Place | None:
        """Where a receipt may take the pressed card's place."""
        return Place(self.pressed, drawn=self.replaces) if self.pressed else None

    @property
    def by(self) -> Actor:
        """The person and the activity, for a service."""
        return Actor(self.person, self.activity)


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report that somebody has begun and not sent, as its dialog remembers it: its form's id, its kind as far as it
    is known, what was typed so far, and the kind for which `alert` was typed, so that *yes* alerts."""

    draft: str
    kind: str | None = None
    text: str = ""
    alerting: str = ""

    @classmethod
    def of(cls, state: Mapping[str, object]) -> Self:
        """What a dialog remembers. A kind that is none of ours counts as unknown."""
        kind, text, alerting = state.get("kind"), state.get("text"), state.get("alerting")
        known = str(kind) if kind in KINDS else None
        return cls(str(state.get("draft", "")), known, str(text or ""), str(alerting or ""))

    def as_state(self) -> dict[str, str]:
        """What a dialog is to remember."""
        return {key: text for key, text in asdict(self).items() if text is not None}


@dataclass(frozen=True, slots=True)
class ReportStart:
    """How the dialog of a report begins: by asking, likely kinds first, unless a card that asks is shown already."""

    report: OpenReport
    likely: Sequence[str] = ()
    shown: bool = False


@dataclass(frozen=True, slots=True)
class TurnDialogs:
    """The chat of this turn, with the dialog that is under way in it."""

    turn: Turn
    dialogs: DialogContext

    @property
    def report(self) -> OpenReport | None:
        """The report that the person has begun here."""
        active = self.dialogs.active_dialog
        return OpenReport.of(active.state) if active is not None and active.id == REPORT_DIALOG else None

    async def begin(self, opening: ReportStart) -> None:
        """Begin a report; whatever else was under way is put away."""
        await self.cancel()
        await self.dialogs.begin_dialog(REPORT_DIALOG, opening)

    async def cancel(self) -> bool:
        """Put away what is under way. False when nothing was."""
        under_way = self.dialogs.active_dialog is not None
        await self.dialogs.cancel_all_dialogs()
        return under_way

    async def take_typed(self) -> bool:
        """Let the dialog under way answer the typed line. False when none is."""
        result = await self.dialogs.continue_dialog()
        return bool(result.status != DialogTurnStatus.Empty)

    async def send(self, shown: AdaptiveCard, summary: str) -> None:
        """Send a card; `summary` is what a locked phone shows of it."""
        await send_card(self.dialogs.context, shown, summary)


async def send_card(context: TurnContext, shown: AdaptiveCard, summary: str) -> None:
    """Send a card into the chat of a turn; `summary` is what a locked phone shows of it."""
    await context.send_activity(card_activity(shown, summary))


def card_activity(shown: AdaptiveCard, summary: str) -> Activity:
    """A card as a message."""
    attachment = Attachment(content_type=CARD_TYPE, content=json.loads(parts.as_json(shown)))
    return Activity(type=ActivityTypes.message, summary=plain(summary), attachments=[attachment])
