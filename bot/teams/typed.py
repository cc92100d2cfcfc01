"""What somebody typed, as one line of words: Teams has several ways to send it. Pure; nothing is understood here.

The words stand in `text`, or only in an HTML attachment; the bot's own mention may stand before or behind them; a
message that is passed on to the bot carries its words as an attachment. Anything else that was typed stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.policy.kit.likeness import INVISIBLE_CHARACTERS
from cards.words.kit import APP
from dialogs.selected_message import MAX_HTML_CHARACTERS, forwarded_words, html_to_text

_MENTION_BEGIN, _MENTION_END = "\ue000", "\ue001"
"""Around a mention while it is looked at; what stands there already is not kept."""
_AT = re.compile(r"<at\b[^<>]{0,200}>([^<>]{0,200})</at>", re.I)
_SPAN = re.compile(r"<span\b[^<>]{0,500}schema\.skype\.com/Mention[^<>]{0,500}>([^<>]{0,200})</span>", re.I)
_VISIBLE = re.compile(rf"[^\s{INVISIBLE_CHARACTERS}]")
_MOST_MENTIONS = 3
"""Mentions of the bot that are left out at each end."""


def typed_words(body: Mapping[str, object]) -> str:
    """The words of a message, given its fields as the bot reads them; empty when there are none."""
    text, html = _text(body.get("text")), _html(body)
    if _VISIBLE.search(text):
        said = text
        if "<at" in text.lower():
            said = _without_mentions(_AT.sub(_mark_mention, _unmark_mentions(text)), body, otherwise="<at>{}</at>")
    else:
        marked = _SPAN.sub(_mark_mention, _AT.sub(_mark_mention, _unmark_mentions(html)))
        said = _without_mentions(html_to_text(marked)[0], body, otherwise="{}")
    passed_on = forwarded_words(body.get("attachments"))
    return "\n\n".join(part for part in (said, passed_on) if part)


def _without_mentions(text: str, body: Mapping[str, object], *, otherwise: str) -> str:
    """Without the bot's own mention at either end; a mention of which Teams says whom it means becomes their name."""
    own, known = _mentions(body)
    said = text.replace("&nbsp;", "\xa0") if _MENTION_BEGIN in text else text
    for _ in range(_MOST_MENTIONS):
        for name in own:
            mark, bare = f"{_MENTION_BEGIN}{name}{_MENTION_END}", _bare(said)
            if bare.startswith(mark) or bare.endswith(mark):
                said = _bare(_bare(bare.removeprefix(mark).removesuffix(mark)).strip(",:"))
    for name in (*known, *own):
        said = said.replace(f"{_MENTION_BEGIN}{name}{_MENTION_END}", name)
    return re.sub(f"{_MENTION_BEGIN}([^{_MENTION_END}]*){_MENTION_END}", lambda mark: otherwise.format(mark[1]), said)


def _mentions(body: Mapping[str, object]) -> tuple[Sequence[str], Sequence[str]]:
    """The names that mention the bot, and every name of which Teams says whom it means.

    Where it says of none that it is the bot, our own name is taken for it.
    """
    recipient = _map(body.get("recipient"))
    known: dict[str, bool] = {}
    for entity in _each(body.get("entities")):
        named = _AT.fullmatch(_text(entity.get("text")).strip())
        if entity.get("type") == "mention" and named:
            who = _text(_map(entity.get("mentioned")).get("id")).casefold()
            known[named[1]] = who == _text(recipient.get("id")).casefold()
    own = [name for name, is_own in known.items() if is_own]
    if not own:
        own = [name for name in (_text(recipient.get("name")), APP) if name and name not in known]
    return own, tuple(known)


def _bare(text: str) -> str:
    """Without gaps and marks that nobody sees at its ends."""
    first = _VISIBLE.search(text)
    last = _VISIBLE.search(text[::-1])
    return text[first.start() : len(text) - last.start()] if first and last else ""


def _html(body: Mapping[str, object]) -> str:
    for attachment in _each(body.get("attachments")):
        if _text(attachment.get("contentType")).strip().lower() == "text/html":
            return _text(attachment.get("content"))[:MAX_HTML_CHARACTERS]
    return ""


def _mark_mention(mention: re.Match[str]) -> str:
    return f"{_MENTION_BEGIN}{mention[1]}{_MENTION_END}"


def _unmark_mentions(text: str) -> str:
    return text.replace(_MENTION_BEGIN, "").replace(_MENTION_END, "")


def _each(rows: object) -> Iterator[Mapping[str, object]]:
    return (row for row in rows if isinstance(row, Mapping)) if isinstance(rows, list) else iter(())


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
