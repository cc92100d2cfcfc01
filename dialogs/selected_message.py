"""The message that somebody chose "Report to Online Safety" for, as text: its HTML and all the rest are untrusted.

Pure. Tags become line breaks or nothing, pictures and files are left out and counted, mentions stay as words. What it
forwards or quotes is read with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser

from bot.policy.incidents.forms import is_web_address
from cards.words.sentences import sentence
from dialogs.originals import Original, as_mapping, as_text, originals

MAX_HTML_CHARACTERS = 60_000
"""Characters of HTML that are read: Teams' own messages end near 28 KB."""
MAX_TEXT_CHARACTERS = 15_000
"""Characters of text that are taken over."""
_LINE_TAGS = frozenset(
    {"p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4"}
)
_HIDDEN_TAGS = frozenset({"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg"})
_VOID_TAGS = frozenset({"br", "hr", "img", "input", "meta", "link", "emoji", "attachment", "source", "embed"})
_PICTURE_TAGS = frozenset({"img", "video", "audio", "picture", "embed"})

_FILE_TYPES = frozenset({"reference", "application/vnd.microsoft.teams.file.download.info"})
"""How a message calls its files (Microsoft Graph, "chatMessageAttachment"). Its pictures stand in its HTML."""
_PICTURE = re.compile(r"https?://[^/?#]+(?:/[\w~-]+)*/v3/attachments/[\w~.-]+(?:/views/[\w-]+)?", re.A)
"""Where Teams keeps a picture that is attached."""

_DECLARATION = re.compile(r"<[!?][^<>]{0,2000}>")
_HALF_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]{0,2000}>)")


@dataclass(frozen=True, slots=True)
class SelectedMessage:
    """A message as text: who wrote it, when, where it stands, and how many pictures and files were left out.

    Of a forwarded message that is whoever wrote the original, and not who passed it on.
    """

    author: str = ""
    at: datetime | None = None
    link: str = ""
    text: str = ""
    left_out: int = 0
    author_ids: tuple[str, ...] = ()
    """The Entra object ids of those who wrote it, and of those whom it quotes; none for an application, or somebody
    without an account."""


def parse_message(payload: object) -> SelectedMessage:
    """The message of a message action's payload. Whatever is missing or of the wrong shape counts as empty."""
    if not isinstance(payload, Mapping):
        return SelectedMessage()
    body, attachments = as_mapping(payload.get("body")), payload.get("attachments")
    content = as_text(body.get("content"))[:MAX_HTML_CHARACTERS]
    own, pictures = html_to_text(content) if body.get("contentType") != "text" else (_tidy(content), 0)
    within = originals(attachments)
    writers, sent = [as_mapping(payload.get("from"))], as_text(payload.get("createdDateTime"))
    forwarded = [each for each in within if each.forwarded]
    if forwarded:
        writers, sent = [each.sender for each in forwarded], forwarded[0].sent or sent
    read_within = [(each, *html_to_text(each.words[:MAX_HTML_CHARACTERS])) for each in within]
    text = _tidy("\n\n".join(part for part in (own, *(_quote(each, words) for each, words, _ in read_within)) if part))
    left_out = pictures + sum(seen for _, _, seen in read_within) + _files(attachments)
    ids = (_author_id(sender) for sender in (*writers, *(each.sender for each in within)))
    return SelectedMessage(
        author=", ".join(dict.fromkeys(name for sender in writers if (name := _author(sender))))[:200],
        at=_moment(sent),
        link=_link(as_text(payload.get("linkToMessage"))),
        text=text[:MAX_TEXT_CHARACTERS] + ("\n[shortened]" if len(text) > MAX_TEXT_CHARACTERS else ""),
        left_out=min(left_out, 999),
        author_ids=tuple(dict.fromkeys(filter(None, ids))),
    )


def forwarded_words(attachments: object) -> str:
    """What the messages say that a message forwards; empty when it forwards none."""
    return "\n\n".join(
        words
        for each in originals(attachments)
        if each.forwarded and (words := html_to_text(each.words[:MAX_HTML_CHARACTERS])[0])
    )


def _quote(original: Original, words: str) -> str:
    """A message within, under the name of whoever wrote it."""
    if not words:
        return ""
    key = "message.forwarded" if original.forwarded else "message.quoted"
    who = _author(original.sender)
    return f"{sentence(key, {'who': who})}\n{words}" if who else words


def _files(attachments: object) -> int:
    """How many files there are among the attachments. Cards, previews and quoted messages are none."""
    return sum(map(_is_file, attachments)) if isinstance(attachments, list) else 0


def _is_file(attachment: object) -> bool:
    kind = as_text(as_mapping(attachment).get("contentType")).strip().lower()
    address = as_text(as_mapping(attachment).get("contentUrl"))
    return kind in _FILE_TYPES or (kind.startswith("image/") and _PICTURE.fullmatch(address) is not None)


def html_to_text(html: str) -> tuple[str, int]:
    """HTML as text, and how many pictures were left out of it."""
    reader = _Reader()
    reader.feed(_whole_tags(html))
    reader.close()
    return _tidy("".join(reader.said)), reader.pictures


def _whole_tags(html: str) -> str:
    """The HTML with whole tags alone: no comments, no declarations, and any other bracket as a bracket.

    Python's reader takes half a minute over 60 KB of tags that never end, and fails on some declarations.
    """
    kept: list[str] = []
    at = 0
    while (begin := html.find("<!--", at)) >= 0:
        kept.append(html[at:begin])
        end = html.find("-->", begin + 4)
        at = len(html) if end < 0 else end + 3
    kept.append(html[at:])
    return _HALF_TAG.sub("&lt;", _DECLARATION.sub("", "".join(kept)))


class _Reader(HTMLParser):
    """Collects what a person would read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.pictures = 0
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A line break, a picture to count, or nothing."""
        told = dict(attrs)
        if tag in _HIDDEN_TAGS and tag not in _VOID_TAGS:
            self._unseen.append(tag)
        elif tag == "emoji" or (tag == "img" and "Emoji" in (told.get("itemtype") or "")):
            self.handle_data((told.get("alt") or "")[:40])
        elif tag in _PICTURE_TAGS:
            self.pictures += 1
        elif tag in _LINE_TAGS:
            self.said.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As a start, with nothing inside."""
        if tag not in _HIDDEN_TAGS:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """The end of a line, or of what nobody sees."""
        if self._unseen and self._unseen[-1] == tag:
            self._unseen.pop()
        elif tag in _LINE_TAGS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._unseen:
            self.said.append(data)


def _tidy(text: str) -> str:
    seen = "".join(mark for mark in text.replace("\xa0", " ") if mark in "\n\t" or ord(mark) >= 32)  # noqa: PLR2004
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in seen.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _author(sender: Mapping[str, object]) -> str:
    for part in ("user", "application", "device"):
        name = as_text(as_mapping(sender.get(part)).get("displayName"))
        if name:
            return re.sub(r"\s+", " ", _tidy(name))[:200]
    return ""


def _author_id(sender: Mapping[str, object]) -> str:
    named = as_text(as_mapping(sender.get("user")).get("id")).strip().lower()
    return "" if re.search(r"\s", named) else named[:100]


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _link(text: str) -> str:
    return text if len(text) <= 2_000 and text.startswith("https://") and is_web_address(text) else ""  # noqa: PLR2004
