"""The documents of a school: its Acceptable Use Policy from `[aup]`, and what it has written under `[[documents]]`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.policy.kit.school import AUP, CheckQuestion, DocumentRule
from bot.settings.sections import DocumentSection, InconsistentError, QuestionSection, SchoolFile


def documents_of(file: SchoolFile, folder: Path) -> tuple[DocumentRule, ...]:
    """All of them, the Acceptable Use Policy first. Raises `InconsistentError`."""
    shipped, section = DocumentRule(), file.aup
    aup = DocumentRule(
        file=_file("aup", "document", section.document, folder, ", or leave the key out for the shipped text"),
        version=section.version,
        window=section.window,
        reminders=_reminders("aup", section.reminders, shipped.reminders, section.window),
    )
    ids = [AUP, *(written.id for written in file.documents)]
    for place, written in enumerate(file.documents):
        if written.id in ids[: place + 1]:
            raise InconsistentError(f'documents[{place}].id: "{written.id}" is taken; give each its own id')
    return (aup, *(_document(place, written, folder, aup) for place, written in enumerate(file.documents)))


def _document(place: int, written: DocumentSection, folder: Path, aup: DocumentRule) -> DocumentRule:
    at = f"documents[{place}]"
    if (written.file is None) == (written.link is None):
        raise InconsistentError(f'{at} needs a file or a link; write one of them: file = "…" or link = "https://…"')
    if written.sha256 and written.link is None:
        raise InconsistentError(f"{at}.sha256 belongs to a link; leave it out, the file's own is taken")
    window = aup.window if written.window is None else written.window
    return DocumentRule(
        id=written.id,
        title=written.title,
        file=_file(at, "file", written.file, folder, ""),
        link=written.link or "",
        sha256=written.sha256,
        version=written.version,
        roles=tuple(dict.fromkeys(written.roles)),
        questions=tuple(_question(f"{at}.questions[{nth}]", asked) for nth, asked in enumerate(written.questions)),
        window=window,
        reminders=_reminders(at, written.reminders, aup.reminders, window),
    )


def _question(at: str, written: QuestionSection) -> CheckQuestion:
    if written.right >= len(written.answers):
        raise InconsistentError(
            f"{at}.right: {written.right} is none of its answers; write 0 for the first, {len(written.answers) - 1} for"
            " the last"
        )
    return CheckQuestion(
        ask=written.ask, answers=tuple(written.answers), right=written.right, section=written.section.strip()
    )


def _file(at: str, key: str, written: str | None, folder: Path, otherwise: str) -> Path | None:
    file = folder / written if written else None
    if file is not None and not file.is_file():
        raise InconsistentError(
            f'{at}.{key}: "{written}" is not there; write a Markdown file\'s path from this folder{otherwise}'
        )
    return file


def _reminders(at: str, written: Sequence[float] | None, shipped: Sequence[float], window: float) -> tuple[float, ...]:
    for place, reminder in enumerate(written or ()):
        if reminder > window:
            raise InconsistentError(
                f"{at}.reminders[{place}] comes after the window has ended; write a duration within {at}.window"
            )
    # A shorter window of the school's own leaves out the shipped reminders that it has no room for.
    held = shipped if written is None else written
    return tuple(sorted(reminder for reminder in set(held) if reminder <= window))
