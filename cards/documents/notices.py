"""The message of each notice about the Acceptable Use Policy or training. Its toast names nobody."""

from __future__ import annotations

from datetime import datetime

from bot.policy.documents import DocumentPurpose
from bot.policy.documents.view import DocumentView, Overview
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.school import School
from cards.documents import DocumentVerb
from cards.documents.champion import declined_list, overview_card
from cards.documents.signing import question_card, signing_card
from cards.documents.training import training_due_card
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard
from cards.words import documents as wording
from cards.words.documents import LISTED
from cards.words.sentences import toast


def document_message(school: School, now: datetime, purpose: Purpose, shown: DocumentView, reader: Person) -> Message:
    """A notice's card for its reader, and its toast."""
    card = _card(school, now, purpose, shown, reader)
    return Message(summary=toast(purpose, reference="Acceptable Use Policy"), card=parts.as_json(card))


def _card(school: School, now: datetime, purpose: Purpose, shown: DocumentView, reader: Person) -> AdaptiveCard:
    if shown.question is not None:
        return question_card(school, now, shown.question, reader)
    if shown.overview is not None and purpose is DocumentPurpose.DECLINED:
        return declined_card(school, now, shown.overview)
    if shown.overview is not None:
        return overview_card(school, now, shown.overview, reader, lead=LISTED)
    if shown.mine is not None:
        return signing_card(school, now, shown.mine, reminder=shown.reminder)
    if shown.training is not None:
        return training_due_card(school, now, *shown.training, shown.reminder, reader)
    raise ValueError(f"no card is drawn for {purpose}")


def declined_card(school: School, now: datetime, view: Overview) -> AdaptiveCard:
    """Somebody declined: for the Champions, with what they wrote."""
    return parts.card(
        parts.title(wording.SOMEBODY_DECLINED),
        parts.small(wording.CAN_STILL_SIGN.format(id=view.campaign.id)),
        *declined_list(view, times.for_card(school, now)),
        parts.paragraph(wording.TALK_TO_THEM),
        parts.buttons(parts.button(wording.WHO_HAS_NOT_SIGNED, DocumentVerb.OVERVIEW, inputs=False)),
    )
