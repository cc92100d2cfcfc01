"""Files on cards: what was kept of what somebody sent, the files of an incident, and choosing one to open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.files import FilePurpose
from bot.policy.files.receiving import KeptWith, SenderNote
from bot.policy.incidents.evidence import Arrival, FileResult
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.records import Message
from bot.policy.kit.school import School
from cards.incidents import EvidenceVerb
from cards.incidents.evidence import FILE_NAME_BYTES, file_choice
from cards.incidents.incident_parts import button_data
from cards.kit import parts
from cards.kit.elements import AdaptiveCard, Container
from cards.kit.guide import Opener
from cards.words import files as wording
from cards.words.incidents import SEALED
from cards.words.sentences import sentence, toast


def file_form(view: IncidentView) -> AdaptiveCard:
    """Which file? It comes as an offer below, and is put into the handler's own OneDrive once they allow it."""
    incident = view.incident
    held = button_data(incident)
    choice = file_choice(view.files)
    if choice is None:
        why = sentence("file.never_given") if view.files else wording.NO_FILE
        return parts.card(parts.title(f"Files of {incident.id}"), parts.paragraph(why), parts.buttons(parts.put_away()))
    return parts.card(
        parts.title(wording.OPEN_A_FILE_OF.format(id=incident.id)),
        parts.paragraph(wording.HOW_IT_IS_OPENED),
        parts.small(wording.SENT_FROM_OUTSIDE),
        parts.small(SEALED) if len(choice.choices or []) < len(view.files) else None,
        choice,
        parts.form_buttons(EvidenceVerb.OPEN_SEND, held),
    )


def arrival_card(
    results: Sequence[FileResult], reference: str, said: Sequence[str], kept_with: KeptWith
) -> AdaptiveCard:
    """What became of the files of one message; `said` has the sentence of each that was not kept, else "".

    Those that were kept wait for a form that has not been sent yet, or belong to a report, or to another record.
    """
    kept = sum(1 for result in results if result.file)
    lines = [
        Container(items=[parts.typed_text(result.name, FILE_NAME_BYTES), parts.small(why or "Kept.")], spacing="Medium")
        for result, why in zip(results, said, strict=True)
    ]
    return parts.card(
        parts.title(wording.headline(kept, len(results))),
        *lines,
        parts.paragraph(wording.KEPT_WITH[kept_with].format(reference=reference)) if kept else None,
        None if kept_with is KeptWith.OTHER else parts.buttons(parts.opener("My reports", Opener.MY_REPORTS)),
    )


def looking_card(words: str) -> AdaptiveCard:
    """The immediate answer; what became of the files follows in a message below."""
    return parts.card(parts.paragraph(words))


def refusal_card(words: str) -> AdaptiveCard:
    """Says that nothing was kept, and what to do with the copy."""
    return parts.card(
        parts.title(wording.NOT_TAKEN),
        parts.paragraph(words),
        parts.buttons(parts.opener("Report something", Opener.REPORT)),
        *parts.why(wording.FILES_SECTIONS),
    )


def file_message(
    _school: School, _now: datetime, arrival: Arrival, said: Sequence[SenderNote | None], kept_with: KeptWith
) -> Message:
    """What became of the files of one message, as a message of its own. Its toast names nothing."""
    words = [sentence(one.key, one.facts) if one else "" for one in said]
    if any(result.key == "file.untouchable" for result in arrival.results):
        shown = refusal_card(words[0])
    else:
        shown = arrival_card(arrival.results, arrival.subject, words, kept_with)
    return Message(summary=toast(FilePurpose.ARRIVED), card=parts.as_json(shown))
