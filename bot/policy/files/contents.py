"""What a file really is, by its content alone: the few kinds that are taken, and what is refused. No name is looked at.

What is taken cannot run when a handler opens it: pictures, PDF without programs in it, e-mails without programs in
them, and plain text, which is handed out as text whatever it may be a listing of.
"""

from __future__ import annotations

from bot.policy.files.emails import is_email, is_wide, refuse_unsafe_email, text_of
from bot.policy.files.pdf import before_the_mark, begins_as_pdf, is_pdf, refuse_active_pdf
from bot.policy.files.pictures import recognise_picture
from bot.policy.files.programs import HTML_START, refuse_programs
from bot.policy.kit.errors import NotTaken

LARGEST_FILE_BYTES = 10 * 1024 * 1024
"""Bytes that a file may have."""


def recognise(content: bytes) -> str:
    """What it is: `png`, `jpg`, `heic`, `avif`, `pdf`, `eml` or `txt`. Raises `NotTaken` for everything else."""
    if not content:
        raise NotTaken("file.empty")
    if len(content) > LARGEST_FILE_BYTES:
        raise NotTaken("file.too_large")
    refuse_programs(content)
    picture = recognise_picture(content)
    if picture is not None:
        return _known_kind(picture)
    if begins_as_pdf(content):
        return _pdf(content)
    text = text_of(content)
    if text is not None and is_email(text):
        if is_wide(content):
            # Programs that read e-mails would not see the parts that we looked at.
            raise NotTaken("file.unknown")
        refuse_unsafe_email(content)
        return "eml"
    if is_pdf(content) and not _is_page(before_the_mark(content)):
        return _pdf(content)
    if text is None:
        raise NotTaken("file.unknown")
    if _is_page(content):
        raise NotTaken("file.page")
    return "txt"


def _known_kind(kind: str) -> str:
    if not kind:
        raise NotTaken("file.unknown")
    return kind


def _pdf(content: bytes) -> str:
    if not is_pdf(content):
        raise NotTaken("file.unknown")
    refuse_active_pdf(content)
    return "pdf"


def _is_page(content: bytes) -> bool:
    begins = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    return HTML_START.match(begins) is not None or HTML_START.search(content, 0, 1024) is not None
