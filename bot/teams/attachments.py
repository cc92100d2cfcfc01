"""What somebody attached to a message, by where it lies. Pure: nothing is fetched, nothing said is trusted."""

from __future__ import annotations

from collections.abc import Iterator

from botbuilder.schema import Activity, Attachment

from bot.policy.evidence import Sent

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
_WORDS = ("text/html", "text/plain")
"""The message's own words come along as an attachment too."""
_MOST = 50


def files_of(activity: Activity) -> tuple[Sent, ...]:
    """The files and pasted pictures of a message; a file whose address is missing has none."""
    return tuple(_files(activity.attachments or []))


def _files(attachments: list[Attachment]) -> Iterator[Sent]:
    for attachment in attachments[:_MOST]:
        kind = (attachment.content_type or "").lower()
        if kind in _WORDS and not attachment.content_url:
            continue
        content = attachment.content if isinstance(attachment.content, dict) else {}
        pasted = kind.startswith("image/")
        source = content.get("downloadUrl") or (attachment.content_url if pasted else None)
        yield Sent(
            name=str(attachment.name or ("picture" if pasted else "file"))[:1_000],
            source=source if isinstance(source, str) else "",
            pasted=pasted,
        )
