"""A selected message's HTML becomes words: nothing of it runs, shows a picture, or takes long."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.selected_message import (
    MAX_HTML_CHARACTERS,
    MAX_TEXT_CHARACTERS,
    SelectedMessage,
    forwarded_words,
    html_to_text,
    parse_message,
)

HTML: list[tuple[str, str, str, int]] = [
    ("paragraphs", "<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree", 0),
    ("a mention", '<p><at id="0">Rosalind Okafor</at> look &amp; see</p>', "Rosalind Okafor look & see", 0),
    ("a script", "a<script>alert(1)</script>b<style>p{}</style>c", "abc", 0),
    ("a script that never ends", "a<script>alert(1)", "a", 0),
    ("pictures", '<p>x<img src="https://evil.example/a.png"><img src=y onerror=z></p>', "x", 2),
    ("an emoji", '<emoji alt="🙂"></emoji><img itemtype="http://schema.skype.com/Emoji" alt="😀">', "🙂😀", 0),
    ("a link", '<a href="javascript:alert(1)">press</a>', "press", 0),
    ("broken", "<<p <b>x</i></p", "<<p x</p", 0),
    ("half a comment", "a<!-- <p>b</p>", "a", 0),
    ("no tag at all", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2", 0),
    ("spaces", "<p>a &nbsp; b</p>\r\n\r\n\r\n<p>c</p>", "a b\n\nc", 0),
    ("a comment", "a<!-- b -->c<![CDATA[d]]>", "ac", 0),
    ("Markdown", "<p>**bold** [x](https://evil.example)</p>", "**bold** [x](https://evil.example)", 0),
    ("bells", "a\x07b\x00c", "abc", 0),
]


@pytest.mark.parametrize(("name", "html", "text", "pictures"), HTML, ids=[row[0] for row in HTML])
def test_html_as_words(name: str, html: str, text: str, pictures: int) -> None:
    """What a person would read."""
    said, left_out = html_to_text(html)
    assert said.replace("\n\n", "\n") == text.replace("\n\n", "\n")
    assert left_out == pictures


@given(st.text(max_size=2_000))
def test_any_text(html: str) -> None:
    """No text makes the reader fail."""
    said, pictures = html_to_text(html)
    assert pictures >= 0
    assert len(said) <= 3 * len(html) + 10


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
NAMES = st.sampled_from(["from", "body", "attachments", "createdDateTime", "linkToMessage", "id"])


@given(st.dictionaries(NAMES, JSON) | JSON)
def test_any_payload(payload: object) -> None:
    """Whatever shape it has, it is a message with less in it."""
    parse_message(payload)


SLOW = {
    "comments": "<!--" * 20_000,
    "brackets": "<" * 60_000,
    "open tags": "<a " * 20_000,
    "nested": "<div>" * 20_000,
    "scripts": "<script" * 9_000,
    "open scripts": "<script>" * 7_000,
    "pictures": "<img src=x>" * 5_000,
    "many attributes": ("<a " + "x=" * 900 + ">") * 33,
    "references": "&" * 60_000,
    "attributes": "<a " + "x=" * 20_000,
    "declarations": "<!" * 20_000 + "<![" * 6_000,
}


@pytest.mark.parametrize("html", SLOW.values(), ids=SLOW)
def test_no_html_takes_long(html: str) -> None:
    """Something made to be slow is read in a moment."""
    began = time.process_time()
    parse_message({"body": {"contentType": "html", "content": html}})
    assert time.process_time() - began < 2


def test_a_long_message_is_shortened_and_says_so() -> None:
    """Teams' own limit is lower; whoever forges a longer one gets this much."""
    told = parse_message({"body": {"content": "x" * 1_000_000}})
    assert len(told.text) < MAX_TEXT_CHARACTERS + 20
    assert told.text.endswith("[shortened]")
    assert MAX_HTML_CHARACTERS > MAX_TEXT_CHARACTERS


FORWARDER = {"user": {"id": "FORWARDER", "displayName": "The forwarder"}}
WRITER = {"user": {"id": "WRITER", "displayName": "The writer"}}
FORWARDED = {
    "originalMessageContent": "<p>I know where you park</p>",
    "originalMessageSender": WRITER,
    "originalSentDateTime": "2026-11-20T18:05:00Z",
}
QUOTED = {"messagePreview": "I know where you park", "messageSender": WRITER}


def read_with(
    content: object, kind: str = "forwardedMessageReference", own: str = "<p>Please look at this</p>"
) -> SelectedMessage:
    """A message that carries another along."""
    return parse_message(
        {
            "from": FORWARDER,
            "createdDateTime": "2026-11-23T10:00:00Z",
            "body": {"contentType": "html", "content": f"{own}<attachment id='9'></attachment>"},
            "attachments": [{"id": "9", "contentType": kind, "content": content}],
        }
    )


@pytest.mark.parametrize(
    "content", [FORWARDED, json.dumps(FORWARDED), json.dumps(json.dumps(FORWARDED))], ids=["object", "text", "twice"]
)
def test_a_forwarded_message(content: object) -> None:
    """Its words are read with those of whoever passed it on; its author is who wrote it, its time when they did."""
    told = read_with(content)
    assert told.text == "Please look at this\n\nForwarded from The writer:\nI know where you park"
    assert (told.author, told.author_ids, told.left_out) == ("The writer", ("writer",), 0)
    assert told.at is not None
    assert told.at.isoformat() == "2026-11-20T18:05:00+00:00"
    assert read_with(content, own="").text == "Forwarded from The writer:\nI know where you park"


def test_a_quoted_message() -> None:
    """Who quotes has written too: both are authors, and what was quoted is read."""
    told = read_with(json.dumps(QUOTED), "messageReference", own="<p>Mind your own business</p>")
    assert told.text == "Mind your own business\n\nQuoted from The writer:\nI know where you park"
    assert (told.author, told.author_ids, told.left_out) == ("The forwarder", ("forwarder", "writer"), 0)


BROKEN = [
    None,
    5,
    "",
    "{",
    "[]",
    "[" * 50_000,
    json.dumps("{"),
    {"originalMessageContent": 5, "originalMessageSender": []},
    {"originalMessageContent": None, "originalMessageSender": {"user": None}},
    {"originalMessageSender": {"user": {"id": ["x"], "displayName": {}}}},
    "x" * 500_000,
]


@pytest.mark.parametrize("content", BROKEN)
@pytest.mark.parametrize("kind", ["forwardedMessageReference", "messageReference"])
def test_a_broken_reference_leaves_the_message_itself(content: object, kind: str) -> None:
    """Whatever stands in it; and nobody is taken for the author for passing it on."""
    told = read_with(content, kind)
    assert told.text == "Please look at this"
    assert told.author_ids == (() if kind.startswith("forwarded") else ("forwarder",))
    assert told.left_out == 0


def test_a_picture_in_a_forwarded_message_counts_as_left_out() -> None:
    """As one in the message itself does."""
    told = read_with({**FORWARDED, "originalMessageContent": "<p>look<img src='x'></p>"})
    assert told.left_out == 1


def test_what_a_message_forwards() -> None:
    """Its words alone, for a message that somebody passes on to the bot."""
    attachments = [{"contentType": "forwardedMessageReference", "content": json.dumps(FORWARDED)}]
    assert forwarded_words(attachments) == "I know where you park"
    assert forwarded_words([{"contentType": "messageReference", "content": QUOTED}]) == ""
    assert forwarded_words(None) == ""


ATTACHED: list[tuple[object, int]] = [
    ({"contentType": "reference", "contentUrl": "https://x.sharepoint.com/a.docx", "name": "a.docx"}, 1),
    ({"contentType": "application/vnd.microsoft.teams.file.download.info", "content": {}}, 1),
    (
        {
            "contentType": "image/png",
            "contentUrl": "https://smba.trafficmanager.net/uk/v3/attachments/x/views/original",
        },
        1,
    ),
    ({"contentType": "image/png", "contentUrl": "https://elsewhere.example/preview.png"}, 0),
    ({"contentType": "application/vnd.microsoft.card.thumbnail", "content": "{}"}, 0),
    ({"contentType": "application/vnd.microsoft.card.adaptive", "content": "{}"}, 0),
    ({"contentType": "application/vnd.microsoft.card.codesnippet", "content": "{}"}, 0),
    ({"contentType": "application/vnd.microsoft.card.fluidEmbedCard", "content": "{}"}, 0),
    ({"contentType": "messageReference", "content": "{}"}, 0),
    ({"contentType": "meetingReference", "content": "{}"}, 0),
    ({"contentType": None}, 0),
    ({}, 0),
    (None, 0),
]


@pytest.mark.parametrize(("attachment", "count"), ATTACHED)
def test_real_files_alone_count_as_left_out(attachment: object, count: int) -> None:
    """Cards, previews, code and components are none."""
    assert parse_message({"body": {"content": "x"}, "attachments": [attachment]}).left_out == count
