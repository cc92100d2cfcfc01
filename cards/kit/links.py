"""Ways to people that can be pressed: Teams' own chat and call, telephone numbers, web addresses, a ready e-mail.

A card names a person here only where it names them already: a way to somebody says that they have to do with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlencode, urlsplit

from cards.kit.elements import CardElement, Container, OpenUrlAction, RichTextBlock, TextRun
from cards.words import kit as wording

CHAT_URL, CALL_URL = "https://teams.microsoft.com/l/chat/0/0", "https://teams.microsoft.com/l/call/0/0"
LONGEST_MAILTO = 900
"""The most characters of a ready e-mail's address, for which a card has room. What matters most in it stands first."""
_PHONE_NUMBER = re.compile(r"\+?\(?\d[\d ()\-]*\d")
_FEWEST_DIGITS = 3
_BETWEEN = TextRun(text="  ·  ")


def chat_url(mail: str) -> str:
    """Where Teams opens its chat with the person of this address."""
    return f"{CHAT_URL}?{urlencode({'users': mail}, quote_via=quote, safe='@')}"


def call_url(mail: str) -> str:
    """Where Teams calls the person of this address."""
    return f"{CALL_URL}?{urlencode({'users': mail}, quote_via=quote, safe='@')}"


def email_url(to: str, subject: str = "", body: str = "") -> str:
    """A `mailto:` address; a body for which there is no room is cut at its end."""
    address = f"mailto:{quote(to, safe='@')}"
    while True:
        said = {key: text for key, text in (("subject", subject), ("body", body.replace("\n", "\r\n"))) if text}
        url = f"{address}?{urlencode(said, quote_via=quote, safe='')}" if said else address
        if len(url) <= LONGEST_MAILTO or not body:
            return url
        body = body[: len(body) - max(1, (len(url) - LONGEST_MAILTO) // 12)]


def email_button(title: str, to: str, subject: str, body: str) -> OpenUrlAction:
    """A button that opens an e-mail, written and ready to be read through and sent."""
    return OpenUrlAction(title=title, url=email_url(to, subject, body))


def is_mail(text: str) -> bool:
    """Whether this is one address that an e-mail can go to."""
    return re.fullmatch(r"[^\s@,;?&]+@[^\s@,;?&]+", text) is not None


def person(name: str, about: str = "", *, mail: str = "", phone: str = "") -> Container:
    """Somebody at the school: who they are, and below it the ways to them that are known."""
    return _row(name, about, _ways(name, mail, phone))


def ways(name: str, *, mail: str = "", phone: str = "") -> RichTextBlock:
    """The ways to somebody at the school whom the line above names; one at least must be known."""
    return RichTextBlock(inlines=_in_a_line(_ways(name, mail, phone)), spacing="Small")


def _ways(name: str, mail: str, phone: str) -> list[list[CardElement]]:
    found: list[list[CardElement]] = []
    if is_mail(mail):
        found.append([_way(wording.CHAT, wording.CHAT_WITH.format(name=name), chat_url(mail))])
        found.append([_way(wording.CALL, wording.CALL_IN_TEAMS.format(name=name), call_url(mail))])
    if phone:
        found.append(_phone(name, phone))
    return found


def _in_a_line(found: Sequence[Sequence[CardElement]]) -> list[CardElement]:
    return [run for at, way in enumerate(found) for run in ((_BETWEEN, *way) if at else way)]


def contact(name: str, about: str = "", *, phone: str = "", mail: str = "", web: str = "") -> Container:
    """Somebody outside the school, who is never told in Teams."""
    found: list[list[CardElement]] = []
    if phone:
        found.append(_phone(name, phone))
    if mail:
        spoken = wording.EMAIL_TO.format(name=name)
        found.append([_way(mail, spoken, email_url(mail)) if is_mail(mail) else TextRun(text=mail)])
    if web:
        found.append([_web(name, web)])
    return _row(name, about, found)


def _row(name: str, about: str, found: Sequence[Sequence[CardElement]]) -> Container:
    said: list[CardElement] = [TextRun(text=name, weight="Bolder")]
    if about:
        said.append(TextRun(text=f"  {about}", is_subtle=True))
    lines: list[CardElement] = [RichTextBlock(inlines=said)]
    if found:
        lines.append(RichTextBlock(inlines=_in_a_line(found), spacing="Small"))
    return Container(items=lines, spacing="Small")


def phone_999(said: str) -> RichTextBlock:
    """When to phone 999, in bold; the number can be pressed."""
    runs = _phone(wording.EMERGENCY_SERVICES, said)
    return RichTextBlock(inlines=[run.model_copy(update={"weight": "Bolder"}) for run in runs], spacing="Small")


def _way(text: str, spoken: str, url: str) -> TextRun:
    return TextRun(text=text, select_action=OpenUrlAction(title=spoken, url=url))


def _phone(name: str, said: str) -> list[CardElement]:
    """A number as it is written; each number in it can be pressed ("999 in danger, otherwise 101")."""
    runs: list[CardElement] = []
    done = 0
    for found in _PHONE_NUMBER.finditer(said):
        digits = re.sub(r"[^\d+]", "", found[0])
        if len(digits) < _FEWEST_DIGITS:
            continue
        if found.start() > done:
            runs.append(TextRun(text=said[done : found.start()]))
        spoken = wording.PHONE_ON.format(name=name, number=found[0])
        runs.append(_way(found[0], spoken, f"tel:{digits}"))
        done = found.end()
    if done < len(said):
        runs.append(TextRun(text=said[done:]))
    return runs


def _web(name: str, web: str) -> TextRun:
    """A web address by its host; words that are none stand there as they are."""
    url = web if "://" in web else f"https://{web}"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # brackets that hold no address: words
        return TextRun(text=web)
    if "." not in host or parts.scheme not in {"http", "https"} or re.search(r"\s", web):
        return TextRun(text=web)
    return _way(host, wording.WEBSITE_OF.format(name=name), url)
