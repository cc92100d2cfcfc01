"""The files of a report on its cards: for those who handle it, and for whoever sent them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.incidents.authority import may
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.incidents import EvidenceVerb
from cards.incidents.incident_parts import button_data
from cards.kit import parts, times
from cards.kit.elements import CardElement, Choice, ChoiceSetInput, TextRun
from cards.words import incidents as wording
from cards.words.incidents import KIND_OF_FILE, SEALED, SEND_IT_HERE, size_words

FILES_SHOWN = 3
"""How many files a card of an incident lists, the newest; choosing one to open lists all."""
FILE_NAME_BYTES = 240
"""Bytes of JSON that a file's name may take."""
FILES_BYTES = 3_000
"""Bytes of JSON that the files of an incident may take on its card; the timeline has so much less."""


def file_list(school: School, now: datetime, view: IncidentView, reader: Person) -> list[CardElement]:
    """The files of an incident for those who handle it: what, how large, its fingerprint, who and when."""
    if not view.files:
        return []
    return [*listed_files(school, now, view.files), *_open_button(view, reader)]


def listed_files(school: School, now: datetime, files: Sequence[EvidenceFile]) -> list[CardElement]:
    """How many files are kept, and the newest of them."""
    older = len(files) - FILES_SHOWN
    return [
        parts.heading(f"Files kept ({len(files)})"),
        *(line for number, file in _newest(files) for line in _file(school, now, number, file)),
        *([parts.small(wording.OLDER_FILES.format(count=older))] if older > 0 else []),
    ]


def file_choice(files: Sequence[EvidenceFile]) -> ChoiceSetInput | None:
    """Which of these files, the newest first; None where there is none that may be opened."""
    options = [
        Choice(title=f"{number}. {parts.cut(file.name, FILE_NAME_BYTES)} ({type_and_size(file)})", value=file.id)
        for number, file in reversed(list(enumerate(files, 1)))
        if not file.never_opened
    ]
    if not options:
        return None
    return ChoiceSetInput(
        id="file",
        label="Which file?",
        choices=options,
        style="compact",
        placeholder="Choose",
        value=options[0].value,
        is_required=True,
        error_message=wording.CHOOSE_A_FILE,
    )


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


def _newest(held: Sequence[EvidenceFile]) -> list[tuple[int, EvidenceFile]]:
    return list(enumerate(held, 1))[-FILES_SHOWN:]


def _file(school: School, now: datetime, number: int, file: EvidenceFile) -> list[CardElement]:
    about = f"{type_and_size(file)} · {file.by.name}, {times.standing(school, file.at, now)}"
    return [
        parts.typed_text(f"{number}. {file.name}", FILE_NAME_BYTES),
        parts.rich(TextRun(text=about, is_subtle=True, size="Small"), "None"),
        *([parts.small(SEALED)] if file.never_opened else []),
    ]


def type_and_size(file: EvidenceFile) -> str:
    """`PDF, 240 KB`."""
    return f"{KIND_OF_FILE.get(file.kind, file.kind)}, {size_words(file.size)}"


def _open_button(view: IncidentView, reader: Person) -> list[CardElement]:
    incident = view.incident
    if KINDS[incident.kind].untouchable or all(file.never_opened for file in view.files):
        return []
    if not may(reader, Action.SEE, incident):
        return []
    held = button_data(incident)
    return [parts.buttons(parts.form_opener("Open a file", EvidenceVerb.OPEN, held))]
