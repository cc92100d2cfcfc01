"""Files in a conversation: those that somebody sends, and those that a handler opens."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.files.receiving import OpenForm
from bot.policy.incidents.evidence import SentFile
from bot.policy.kit.references import draft_id
from bot.services.files.evidence import FileIntake
from bot.services.files.offers import Offers
from bot.services.services import Services
from cards import greeting
from cards.files import evidence
from cards.incidents import EvidenceVerb, handling
from cards.kit.elements import AdaptiveCard
from cards.words import files as wording
from cards.words.sentences import sentence
from dialogs.conversation import TurnDialogs
from dialogs.press import Area, FormCard, FormResult, Press


class FilesArea(Area):
    """What a handler presses to open a file."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._offers = services.get(Offers)
        self.verbs = {
            EvidenceVerb.OPEN: self.choose,
            EvidenceVerb.OPEN_SEND: self.open,
        }

    async def choose(self, press: Press) -> FormCard:
        """Which file?"""
        answer = await self._offers.choose(press.person, press.id)
        return FormCard(evidence.file_form(answer.view))

    async def open(self, press: Press) -> FormResult:
        """It is offered in the chat."""
        answer = await self._offers.open(press.by, press.id, press.text("file"))
        return FormResult(wording.OFFERED_BELOW, handling.incident_result(answer.view.incident, wording.OFFERED_BELOW))


async def receive_files(services: Services, dialogs: TurnDialogs, sent: Sequence[SentFile]) -> AdaptiveCard:
    """The answer to files that somebody sent in their own chat. Nothing has been fetched when it is given."""
    turn, report = dialogs.turn, dialogs.report
    form = OpenForm(draft_id(turn.person.id, report.draft), report.kind) if report else None
    said = await services.get(FileIntake).take(turn.by, sent, form)
    if said.key == "file.looking":
        return evidence.looking_card()
    words = sentence(said.key, said.facts)
    return evidence.refusal_card(words) if said.key.startswith("file.untouchable") else greeting.sentence_card(words)
