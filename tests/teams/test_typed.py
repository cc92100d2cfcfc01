"""What somebody typed comes out as their words, whichever way Teams sends them."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.parsed_activity import parse_activity
from bot.teams.typed import typed_words
from tests.teams.edge import BOT, Json, recorded

ORIGINAL = {
    "originalMessageContent": "<p>I know where you park</p>",
    "originalMessageSender": {"user": {"id": "w", "displayName": "The writer"}},
}


def mention(name: str, id: str) -> Json:
    """How Teams says who is mentioned."""
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": id, "name": name}}


TEXTS: list[tuple[str | None, list[Json], str]] = [
    ("report", [], "report"),
    ("<at>Online Safety</at> log", [], "log"),
    ("log <at>Online Safety</at>", [], "log"),
    ("<at>Online Safety</at>&nbsp;log", [], "log"),
    ("<at>Online Safety</at>\xa0log\u200b", [], "log"),
    ("\ufeff<at>Online Safety</at>, cancel", [], "cancel"),
    ('<at id="0">Online Safety</at>: cancel', [], "cancel"),
    ("<at>Online Safety</at> <at>Online Safety</at> cancel", [], "cancel"),
    ("<at>Relay Bot</at> cancel", [], "cancel"),
    ("<at>The Bot</at> cancel", [mention("The Bot", BOT)], "cancel"),
    ("<at>The Bot</at> cancel", [mention("The Bot", BOT.upper())], "cancel"),
    ("<at>Rosalind Okafor</at> hit him", [mention("Rosalind Okafor", "29:r")], "Rosalind Okafor hit him"),
    ("<at>Rosalind Okafor</at> hit him", [], "<at>Rosalind Okafor</at> hit him"),
    ("I asked <at>Online Safety</at> about it", [], "I asked Online Safety about it"),
    ("Hello <at>Online Safety</at>, report please", [], "Hello Online Safety, report please"),
    ("I asked <at>The Bot</at> about it", [mention("The Bot", BOT)], "I asked The Bot about it"),
    ("<at>Online Safety</at> hit him", [mention("Online Safety", "29:r")], "Online Safety hit him"),
    ("<at>Online Safety</at>", [], ""),
    ("  He hit him!  ", [], "  He hit him!  "),
    ("\U0001f469\u200d\U0001f3eb", [], "\U0001f469\u200d\U0001f3eb"),
    (None, [], ""),
]


@pytest.mark.parametrize(("text", "entities", "words"), TEXTS)
def test_the_bot_s_own_mention_is_left_out_at_the_ends(text: str | None, entities: list[Json], words: str) -> None:
    """And nobody else's; all else stays as it was typed."""
    sent = recorded("message.personal") | {"text": text, "entities": entities}
    assert typed_words(sent) == words
    assert parse_activity(json.dumps(sent).encode()).activity().text == words


HTML = [
    ("<p>I got a threatening message</p>", "I got a threatening message"),
    ("<div><p>One</p><p>Two</p></div>", "One\n\nTwo"),
    ('<p><at id="0">Online Safety</at>&nbsp;log</p>', "log"),
    ('<p><span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Online Safety</span> log</p>', "log"),
    ('<p><at id="0">Rosalind Okafor</at> hit him</p>', "Rosalind Okafor hit him"),
    ("<script>x</script>", ""),
    ("<", "<"),
]


@pytest.mark.parametrize(("html", "words"), HTML)
@pytest.mark.parametrize("text", [None, "", " \n", "\u200b", 5])
def test_a_message_of_html_alone_is_read_as_its_text(html: str, words: str, text: object) -> None:
    """Its words are not lost for standing in an attachment."""
    sent = recorded("message.personal") | {
        "text": text,
        "attachments": [{"contentType": "text/html", "content": html}],
    }
    assert parse_activity(json.dumps(sent).encode()).activity().text == words


def test_text_comes_before_html() -> None:
    """Where both are there they say the same."""
    sent = {"text": "1 < 2", "attachments": [{"contentType": "text/html", "content": "<p>1 &lt; 2</p>"}]}
    assert typed_words(sent) == "1 < 2"


@pytest.mark.parametrize("content", [ORIGINAL, json.dumps(ORIGINAL)], ids=["object", "text"])
@pytest.mark.parametrize(("text", "before"), [("Look", "Look\n\n"), ("", ""), (None, "")])
def test_a_message_that_is_passed_on_to_the_bot_is_read(content: object, text: str | None, before: str) -> None:
    """With the words of whoever passes it on, before it."""
    sent = recorded("message.personal") | {
        "text": text,
        "attachments": [{"contentType": "forwardedMessageReference", "content": content}],
    }
    assert parse_activity(json.dumps(sent).encode()).activity().text == f"{before}I know where you park"


def test_a_quotation_of_the_bot_s_own_card_adds_nothing() -> None:
    """A reply is what was typed."""
    sent = {
        "text": "cancel",
        "attachments": [{"contentType": "messageReference", "content": '{"messagePreview": "x"}'}],
    }
    assert typed_words(sent) == "cancel"


@given(st.text(alphabet=st.sampled_from("<>/at \ue000\ue001Online Safetyspan=\"' \u200b&;")))
def test_any_text(text: str) -> None:
    """None makes it fail, and none leaves its own marks behind."""
    for sent in ({"text": f"<at>A</at>{text}"}, {"attachments": [{"contentType": "text/html", "content": text}]}):
        assert "\ue000" not in typed_words(sent)


@pytest.mark.parametrize(
    "text",
    [" " * 900_000 + "x" + " " * 90_000, "x" + " " * 900_000 + "x", "<at>Online Safety</at>" * 40_000, "<at" * 300_000],
)
def test_no_text_takes_long(text: str) -> None:
    """Something made to be slow is read in a moment."""
    began = time.process_time()
    typed_words({"text": text})
    typed_words({"attachments": [{"contentType": "text/html", "content": text}]})
    assert time.process_time() - began < 2
