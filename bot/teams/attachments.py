"""The files that somebody attached to a message, by where they lie. Pure: nothing is fetched, nothing said is trusted.

Much else comes as an attachment: the message's own words, previews of links, cards, quoted messages, code, components
of Loop. None of that is a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from botbuilder.schema import Activity, Attachment

from bot.policy.files.evidence import Sent
from bot.teams.file_hosts import is_attachment_of

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
_MOST = 50


def files_of(activity: Activity) -> tuple[Sent, ...]:
    """The files and pasted pictures of a message; a file whose address is missing has none."""
    return tuple(_files(activity.attachments or [], activity.service_url or ""))


def _files(attachments: list[Attachment], service_url: str) -> Iterator[Sent]:
    for attachment in attachments[:_MOST]:
        kind = (attachment.content_type or "").strip().lower()
        if kind == DOWNLOAD:
            content = attachment.content if isinstance(attachment.content, dict) else {}
            source = content.get("downloadUrl")
            yield Sent(name=_name(attachment, "file"), source=source if isinstance(source, str) else "")
        elif kind.startswith("image/") and is_attachment_of(attachment.content_url or "", service_url):
            yield Sent(name=_name(attachment, "picture"), source=attachment.content_url, pasted=True)


def _name(attachment: Attachment, otherwise: str) -> str:
    return str(attachment.name or otherwise)[:1_000]
