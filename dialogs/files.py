"""Files in a conversation: those that somebody sends, and those that a handler opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.files.receiving import FileRequest, OpenForm
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
        return FormCard(evidence.file_form(answer.view), press.form_for_words(EvidenceVerb.OPEN, ""))

    async def open(self, press: Press) -> FormResult:
        """It is offered in the chat."""
        answer = await self._offers.open(press.by, press.id, press.text("file"))
        shown = handling.incident_result(answer.view.incident, wording.OFFERED_BELOW)
        return FormResult(wording.OFFERED_BELOW, shown, stands=True)


async def receive_files(services: Services, dialogs: TurnDialogs, sent: Sequence[SentFile]) -> AdaptiveCard:
    """The answer to files that somebody sent in their own chat. Nothing has been fetched when it is given."""
    turn, report = dialogs.turn, dialogs.report
    form = OpenForm(draft_id(turn.person.id, report.draft), report.kind) if report else None
    asked = dialogs.file_request
    said = await services.get(FileIntake).take(turn.by, sent, form, asked)
    words = sentence(said.key, said.facts)
    if asked is not None:
        dialogs.expect_files(_after(asked, said.key, turn.now))
    if said.key in {"file.looking", "file.looking_for"}:
        return evidence.looking_card(words)
    return evidence.refusal_card(words) if said.key.startswith("file.untouchable") else greeting.sentence_card(words)


def _after(asked: FileRequest, answered: str, now: datetime) -> FileRequest | None:
    """Where the next files go once these were answered so: after a question nothing is known any more."""
    if answered in {"file.which", "file.press_again"}:
        return None
    return asked.after_use(now) if answered == "file.looking_for" else asked
