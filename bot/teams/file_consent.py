"""A file offered to a person as Teams does it: a FileConsentCard in their chat, a FileInfoCard once it is theirs.

Decides nothing: what a consent card carries is the id of an offer, and who may have it is asked of the service.
"""

from __future__ import annotations

from collections.abc import Mapping

from botbuilder.schema import Activity, ActivityTypes, Attachment

from bot.policy.files.offers import Offer, Upload
from bot.teams.file_hosts import FileAddressCheck
from bot.teams.file_transfer import HttpFileTransfer
from bot.teams.messenger import TeamsMessenger
from cards.words.files import given_words, not_given_words, offer_words

CONSENT_CARD = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
OFFER = "offer"
"""Where the id stands in what a consent card carries."""


class TeamsFiles:
    """`FileTransfer` of the ports."""

    def __init__(self, messenger: TeamsMessenger, transfer: HttpFileTransfer, allowed: FileAddressCheck) -> None:
        self._messenger = messenger
        self._transfer = transfer
        self._allowed = allowed

    async def ask(self, offer: Offer) -> None:
        """Ask the person in their own chat whether they want it. Raises `Undelivered`."""
        words = offer_words(offer)
        content = {
            "description": words,
            "sizeInBytes": offer.size,
            "acceptContext": {OFFER: offer.id},
            "declineContext": {OFFER: offer.id},
        }
        await self._send(offer.to.id, words, Attachment(content_type=CONSENT_CARD, name=offer.name, content=content))

    async def put(self, upload: Upload, content: bytes) -> None:
        """Put the file where the person has allowed it. Raises `NotTaken`."""
        await self._transfer.put(upload, content)

    async def show_given(self, offer: Offer, upload: Upload) -> None:
        """Show the person the file that is theirs now. Raises `Undelivered`."""
        words = given_words(offer)
        if not self._allowed(upload.shown_at):
            await self._send(offer.to.id, words, None)
            return
        content = {"uniqueId": upload.id, "fileType": offer.name.rpartition(".")[2]}
        info = Attachment(content_type=INFO, name=offer.name, content_url=upload.shown_at, content=content)
        await self._send(offer.to.id, words, info)

    async def show_not_given(self, offer: Offer) -> None:
        """Tell the person that it could not be put there, and that they can accept again. Raises `Undelivered`."""
        await self._send(offer.to.id, not_given_words(offer), None)

    async def _send(self, to: str, words: str, attachment: Attachment | None) -> None:
        activity = Activity(
            type=ActivityTypes.message,
            text=None if attachment and attachment.content_type == CONSENT_CARD else words,
            summary=words,
            attachments=[attachment] if attachment else None,
        )
        await self._messenger.send(to, activity)


def offer_of(value: object) -> str:
    """The offer that a `fileConsent/invoke` is about; "" when it names none."""
    context = value.get("context") if isinstance(value, Mapping) else None
    named = context.get(OFFER) if isinstance(context, Mapping) else None
    return named if isinstance(named, str) else ""


def upload_of(value: object) -> Upload | None:
    """Where the person has allowed the file to be put; None when it does not say."""
    info = value.get("uploadInfo") if isinstance(value, Mapping) else None
    if not isinstance(info, Mapping) or not isinstance(info.get("uploadUrl"), str):
        return None
    told = {key: text for key, text in info.items() if isinstance(text, str)}
    return Upload(
        url=told["uploadUrl"],
        shown_at=told.get("contentUrl", ""),
        id=told.get("uniqueId", "")[:200],
        type=told.get("fileType", "")[:20],
    )
