"""The message of each notice about a document or training. Its toast names nobody."""

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
from cards.words.documents import LISTED, title_of
from cards.words.sentences import toast


def document_message(school: School, now: datetime, purpose: Purpose, shown: DocumentView, reader: Person) -> Message:
    """A notice's card for its reader, and its toast."""
    card = _card(school, now, purpose, shown, reader)
    return Message(summary=toast(purpose, reference=_title_of(shown)), card=parts.as_json(card))


def _title_of(shown: DocumentView) -> str:
    """What the document is called that the notice is about."""
    if shown.question is not None:
        return title_of(shown.question.title)
    if shown.overview is not None:
        return title_of(shown.overview.campaign.title)
    return title_of(shown.mine.publication.title if shown.mine else "")


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
        parts.title_typed(wording.SOMEBODY_DECLINED.format(document=wording.in_a_line(view.campaign.title))),
        parts.small(wording.CAN_STILL_SIGN.format(id=view.campaign.id)),
        *declined_list(view, times.for_card(school, now)),
        parts.paragraph(wording.TALK_TO_THEM),
        parts.buttons(
            parts.button(wording.WHO_HAS_NOT_SIGNED, DocumentVerb.OVERVIEW, {"id": view.campaign.id}, inputs=False)
        ),
    )
