"""Files on cards: what was kept of what somebody sent, the files of an incident, and choosing one to open."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import (
    AdaptiveCard,
    CardElement,
    Choice,
    ChoiceSetInput,
    Container,
    TextRun,
)

from bot.policy.files import FilePurpose
from bot.policy.files.receiving import SenderNote
from bot.policy.incidents.authority import may
from bot.policy.incidents.evidence import Arrival, EvidenceFile, FileResult
from bot.policy.incidents.incident import State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message
from bot.policy.kit.school import School
from cards.files import EvidenceVerb
from cards.incidents import ReportVerb
from cards.incidents.incident_parts import button_data
from cards.kit import parts, times
from cards.words import files as wording
from cards.words.files import KIND_OF_FILE, SEALED, SEND_IT_HERE, size_words
from cards.words.sentences import sentence, toast

FILES_SHOWN = 3
"""How many files a card of an incident lists, the newest; choosing one to open lists all."""
FILE_NAME_BYTES = 240
"""Bytes of JSON that a file's name may take."""
FILES_BYTES = 3_000
"""Bytes of JSON that the files of an incident may take on its card; the timeline has so much less."""


def file_list(school: School, view: IncidentView, reader: Person) -> list[CardElement]:
    """The files of an incident for those who handle it: what, how large, its fingerprint, who and when."""
    if not view.files:
        return []
    older = len(view.files) - FILES_SHOWN
    return [
        parts.heading(f"Files kept ({len(view.files)})"),
        *(line for number, file in _newest(view.files) for line in _file(school, number, file)),
        *([parts.small(wording.OLDER_FILES.format(count=older))] if older > 0 else []),
        *_open_button(view, reader),
    ]


def own_files(view: IncidentView) -> list[CardElement]:
    """The reporter sees that their files were kept, or that files can be sent."""
    mine = [file for file in view.files if file.by.id == view.incident.reporter.id]
    if not mine:
        takes = KINDS[view.incident.kind].evidence and view.incident.state is not State.CLOSED
        return [parts.small(SEND_IT_HERE)] if takes else []
    return [
        parts.small(wording.kept_with_it(len(mine))),
        *(parts.typed_text(file.name, FILE_NAME_BYTES) for file in mine[-FILES_SHOWN:]),
    ]


def file_form(school: School, view: IncidentView) -> AdaptiveCard:
    """Which file? It comes as an offer below, and is put into the handler's own OneDrive once they allow it."""
    incident = view.incident
    held = button_data(incident)
    options = [
        Choice(title=f"{number}. {parts.cut(file.name, FILE_NAME_BYTES)} ({_type_and_size(file)})", value=file.id)
        for number, file in reversed(list(enumerate(view.files, 1)))
        if not file.never_opened
    ]
    if not options:
        why = sentence("file.never_given") if view.files else wording.NO_FILE
        return parts.card(parts.title(f"Files of {incident.id}"), parts.paragraph(why), parts.buttons(parts.put_away()))
    return parts.card(
        parts.title(wording.OPEN_A_FILE_OF.format(id=incident.id)),
        parts.paragraph(wording.HOW_IT_IS_OPENED),
        parts.small(wording.SENT_FROM_OUTSIDE),
        parts.small(SEALED) if len(options) < len(view.files) else None,
        ChoiceSetInput(
            id="file",
            label="Which file?",
            choices=options,
            style="compact",
            placeholder="Choose",
            value=options[0].value,
            is_required=True,
            error_message=wording.CHOOSE_A_FILE,
        ),
        parts.form_buttons(EvidenceVerb.OPEN_SEND, held),
    )


def arrival_card(results: Sequence[FileResult], reference: str, said: Sequence[str], *, held: bool) -> AdaptiveCard:
    """What became of the files of one message; `said` has the sentence of each that was not kept, else "".

    `held` says that they wait for a form that has not been sent yet.
    """
    kept = sum(1 for result in results if result.file)
    lines = [
        Container(items=[parts.typed_text(result.name, FILE_NAME_BYTES), parts.small(why or "Kept.")], spacing="Medium")
        for result, why in zip(results, said, strict=True)
    ]
    wait = wording.SEND_THE_FORM
    return parts.card(
        parts.title(wording.headline(kept, len(results))),
        *lines,
        parts.paragraph(wait) if kept and held else None,
        parts.paragraph(wording.KEPT_WITH.format(reference=reference)) if kept and not held else None,
        parts.buttons(parts.opener("My reports", ReportVerb.MINE)),
    )


def looking_card() -> AdaptiveCard:
    """The immediate answer; what became of the files follows in a message below."""
    return parts.card(parts.paragraph(sentence("file.looking")))


def refusal_card(words: str) -> AdaptiveCard:
    """Says that nothing was kept, and what to do with the copy."""
    return parts.card(
        parts.title(wording.NOT_TAKEN),
        parts.paragraph(words),
        parts.small(wording.FILES_CLAUSE),
        parts.buttons(parts.opener("Report something", ReportVerb.START)),
    )


def _newest(held: Sequence[EvidenceFile]) -> list[tuple[int, EvidenceFile]]:
    return list(enumerate(held, 1))[-FILES_SHOWN:]


def _file(school: School, number: int, file: EvidenceFile) -> list[CardElement]:
    about = f"{_type_and_size(file)} · {file.by.name}, {times.at(school, file.at)} · SHA-256 {file.sha256[:12]}…"
    return [
        parts.typed_text(f"{number}. {file.name}", FILE_NAME_BYTES),
        parts.rich(TextRun(text=about, is_subtle=True, size="Small"), "None"),
        *([parts.small(SEALED)] if file.never_opened else []),
    ]


def _type_and_size(file: EvidenceFile) -> str:
    return f"{KIND_OF_FILE.get(file.kind, file.kind)}, {size_words(file.size)}"


def _open_button(view: IncidentView, reader: Person) -> list[CardElement]:
    incident = view.incident
    if KINDS[incident.kind].untouchable or all(file.never_opened for file in view.files):
        return []
    if not may(reader, Action.SEE, incident):
        return []
    held = button_data(incident)
    return [parts.buttons(parts.form_opener("Open a file", EvidenceVerb.OPEN, held))]


def file_message(_school: School, arrival: Arrival, said: Sequence[SenderNote | None], waits: bool) -> Message:
    """What became of the files of one message, as a message of its own. Its toast names nothing."""
    words = [sentence(one.key, one.facts) if one else "" for one in said]
    if any(result.key == "file.untouchable" for result in arrival.results):
        shown = refusal_card(words[0])
    else:
        shown = arrival_card(arrival.results, arrival.subject, words, held=waits)
    return Message(summary=toast(FilePurpose.ARRIVED), card=parts.as_json(shown))
