"""A selected message's HTML becomes words: nothing of it runs, shows a picture, or takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.selected import MOST_HTML, MOST_TEXT, plain, read

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
    said, left_out = plain(html)
    assert said.replace("\n\n", "\n") == text.replace("\n\n", "\n")
    assert left_out == pictures


@given(st.text(max_size=2_000))
def test_any_text(html: str) -> None:
    """No text makes the reader fail."""
    said, pictures = plain(html)
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
    read(payload)


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
    began = time.monotonic()
    read({"body": {"contentType": "html", "content": html}})
    assert time.monotonic() - began < 2


def test_a_long_message_is_shortened_and_says_so() -> None:
    """Teams' own limit is lower; whoever forges a longer one gets this much."""
    told = read({"body": {"content": "x" * 1_000_000}})
    assert len(told.text) < MOST_TEXT + 20
    assert told.text.endswith("[shortened]")
    assert MOST_HTML > MOST_TEXT
