"""Fields that the bot does not read change nothing, whatever stands in them; those it reads have a sound meaning."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams.activity_fields import FIELDS
from bot.teams.parsed_activity import ParsedActivity, parse_activity
from tests.teams.edge import ALICE, Json, recorded

NAMES = [
    "message.personal",
    "message.action-submit-inputs",
    "invoke.adaptiveCard-action",
    "invoke.composeExtension-submitAction.message",
    "conversationUpdate.membersAdded.personal",
    "installationUpdate.add.personal",
]
MARK = "@@here@@"

UNREAD = [
    "timestamp",
    "localTimestamp",
    "localTimezone",
    "expiration",
    "locale",
    "suggestedActions",
    "textFormat",
    "attachmentLayout",
    "inputHint",
    "importance",
    "deliveryMode",
    "relatesTo",
    "semanticAction",
    "textHighlights",
    "listenFor",
    "historyDisclosed",
    "topicName",
    "reactionsAdded",
    "membersRemoved",
    "callerId",
    "valueType",
    "summary",
    "speak",
    "label",
    "code",
    "\u0000",
    "a field of next year",
]
"""Fields of the Bot Framework's schema that are of no use here, and some that nobody has heard of."""

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
).map(json.dumps)
ABSURD = st.sampled_from(
    [
        "1e999",
        "-1e999",
        "9" * 5_000,
        "-0",
        '"0001-01-01T00:00:00+01:00"',
        '"9999-12-31T23:59:59-01:00"',
        '"soon"',
        '""',
        r'"\ud800\u0000"',
        "[null]",
        "[]",
        "{}",
        "[" * 70 + "]" * 70,
        "[" * 5_000 + "]" * 5_000,
        '{"a":' * 300 + '"]}"' + "}" * 300,
    ]
)
VALUES = ANY | ABSURD
"""JSON as it stands in a body, some of it such as no client should send."""

READ_WITHIN = [
    (),
    ("from",),
    ("recipient",),
    ("conversation",),
    ("channelData",),
    ("channelData", "tenant"),
    ("attachments", 0),
    ("attachments", 1, "content"),
    ("entities", 0),
    ("entities", 0, "mentioned"),
]
"""Where the bot reads into an activity; beside what it reads there anything may stand."""


def activity(name: str) -> Json:
    """A recorded one, with something of everything that can be read."""
    return recorded(name) | {
        "attachments": [
            {"contentType": "text/html", "content": "<p>hello</p>"},
            {"contentType": "application/vnd.microsoft.teams.file.download.info", "content": {"downloadUrl": "x"}},
        ],
        "entities": [{"type": "mention", "text": "<at>A</at>", "mentioned": {"id": "28:a", "name": "A"}}],
        "channelData": {"tenant": {"id": "11111111-1111-4111-8111-111111111111"}},
    }


def told(letter: ParsedActivity) -> object:
    """All that the rest of the program is given of an activity."""
    return letter.envelope, letter.body, letter.activity().serialize()


def body(given_activity: Json, text: str) -> bytes:
    """The activity's bytes, with `text` where the mark stands."""
    return json.dumps(given_activity).replace(f'"{MARK}"', text).encode()


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(READ_WITHIN), st.sampled_from(UNREAD), VALUES)
def test_a_field_that_nobody_reads_changes_nothing(
    name: str, place: tuple[str | int, ...], field: str, value: str
) -> None:
    """Wrong types, absurd times, nulls, huge values, extra keys at any depth that is not read."""
    usual = activity(name)
    odd = deepcopy(usual)
    within: object = odd
    for step in place:
        within = cast(dict[str | int, object], within)[step]
    cast(Json, within)[field] = MARK
    assert told(parse_activity(body(odd, value))) == told(parse_activity(body(usual, "")))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(sorted({*FIELDS} - {"type", "conversation"})), VALUES)
def test_a_field_that_is_read_never_stops_an_activity(name: str, field: str, value: str) -> None:
    """Whatever stands in it, the activity is read, and each of its fields is of the type that its reader expects."""
    letter = parse_activity(body(activity(name) | {field: MARK}, value))
    seen = letter.activity()
    for text in (seen.id, seen.text, seen.name, seen.action, seen.reply_to_id, seen.channel_id, seen.service_url):
        assert text is None or isinstance(text, str)
    assert seen.value is None or isinstance(seen.value, dict)
    assert all(each.content_type is None or isinstance(each.content_type, str) for each in seen.attachments or ())


@pytest.mark.parametrize(
    ("change", "attribute", "meaning"),
    [
        ({"locale": 5}, "locale", None),
        ({"text": ["a"]}, "text", ""),
        ({"id": 1479}, "id", "1479"),
        ({"id": True}, "id", None),
        ({"value": [1]}, "value", None),
        ({"value": "text"}, "value", None),
        ({"membersAdded": [None, 5]}, "members_added", []),
        ({"entities": [None]}, "entities", []),
        ({"deliveryMode": "expectReplies"}, "delivery_mode", None),
    ],
)
def test_what_a_wrong_type_means(change: Json, attribute: str, meaning: object) -> None:
    """As if the field were missing, or what was surely meant."""
    seen = parse_activity(json.dumps(recorded("message.personal") | change).encode()).activity()
    assert getattr(seen, attribute) == meaning


@pytest.mark.parametrize(
    ("conversation", "kind", "is_group"),
    [
        ({"id": "a:1", "conversationType": "personal", "isGroup": False}, "personal", False),
        ({"id": "a:1", "conversationType": 5}, "", None),
        ({"id": "a:1", "conversationType": "personal", "isGroup": "no"}, "personal", True),
        ({"id": "a:1", "conversationType": "personal", "isGroup": 0}, "personal", True),
        ({"id": "a:1"}, None, None),
    ],
)
def test_a_chat_of_an_odd_kind_is_not_taken_for_private(conversation: Json, kind: object, is_group: object) -> None:
    """Where the type of a field is wrong, privacy stays closed."""
    seen = parse_activity(json.dumps(recorded("message.personal") | {"conversation": conversation}).encode()).activity()
    assert (seen.conversation.conversation_type, seen.conversation.is_group) == (kind, is_group)


def test_what_is_read_lies_too_deep_to_be_read() -> None:
    """A press that nests without end loses what is too deep, and is a press all the same."""
    sent = recorded("invoke.adaptiveCard-action")
    cast(Json, sent["value"])["extra"] = MARK
    seen = parse_activity(body(sent, "[" * 500 + "]" * 500)).activity()
    assert seen.value["action"] == cast(Json, sent["value"])["action"]
    assert seen.from_property.aad_object_id == ALICE
