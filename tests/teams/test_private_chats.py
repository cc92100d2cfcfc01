"""What is surely one person's own chat, and what is company: nothing is shown where others may read along."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.conversation_references import is_private
from bot.teams.parsed_activity import UnreadableActivity, parse_activity
from tests.teams.edge import recorded

PRIVATE: tuple[Mapping[str, object], ...] = (
    {"id": "a:alice", "conversationType": "personal"},
    {"id": "a:alice", "conversationType": "Personal", "isGroup": False},
    {"id": "a:alice", "conversationType": "PERSONAL", "isGroup": None},
    {"id": "a:alice", "conversationType": "personal", "tenantId": "t", "name": "x", "aadObjectId": "y"},
)
COMPANY: tuple[Mapping[str, object], ...] = (
    {"id": "19:grp@thread.v2", "isGroup": True},
    {"id": "19:grp@thread.v2"},
    {"id": "19:grp@thread.v2", "conversationType": None},
    {"id": "19:grp@thread.v2", "conversationType": "personal"},
    {"id": " 19:GRP@THREAD.V2", "conversationType": "personal"},
    {"id": "19:a_b@unq.gbl.spaces", "conversationType": "personal"},
    {"id": "a:alice", "conversationType": "personal", "isGroup": True},
    {"id": "a:alice"},
    {"id": "a:alice", "conversationType": None},
    {"id": "a:alice", "conversationType": ""},
    {"id": "a:alice", "conversationType": "groupChat"},
    {"id": "a:alice", "conversationType": "channel"},
    {"id": "a:alice", "conversationType": "personal2"},
    {"id": "a:alice", "conversationType": "personal", "isGroup": "true"},
    {"id": "a:alice", "conversationType": "personal", "isGroup": "yes"},
    {"id": "a:alice", "conversationType": "personal", "isGroup": 1},
    {"id": "a:alice", "conversationType": "personal", "isGroup": {"a": 1}},
    {"id": "a:alice", "conversationType": ["personal"]},
)


def private(conversation: Mapping[str, object]) -> bool:
    """Whether an activity from there is private; what cannot be read comes in nowhere."""
    try:
        letter = parse_activity(json.dumps(recorded("message.personal", conversation=conversation)).encode())
        return is_private(letter.activity())
    except UnreadableActivity:
        return False


@pytest.mark.parametrize("conversation", PRIVATE)
def test_a_chat_of_ones_own(conversation: Mapping[str, object]) -> None:
    """Teams says that it is personal, in whatever case, and nothing says otherwise."""
    assert private(conversation)


@pytest.mark.parametrize("conversation", COMPANY)
def test_company(conversation: Mapping[str, object]) -> None:
    """Whatever is missing, unknown or says otherwise makes it company."""
    assert not private(conversation)


@given(
    st.fixed_dictionaries(
        {"id": st.text(min_size=1) | st.builds("19:{}".format, st.text())},
        optional={
            "conversationType": st.none() | st.text() | st.sampled_from(["personal", "groupChat"]),
            "isGroup": st.none() | st.booleans() | st.text() | st.integers(),
        },
    )
)
def test_nothing_but_what_is_surely_personal(conversation: Mapping[str, object]) -> None:
    """Whatever a conversation says of itself, it is private for the one reason only."""
    if private(conversation):
        assert str(conversation["conversationType"]).strip().casefold() == "personal"
        assert conversation.get("isGroup") in (None, False)
        assert not str(conversation["id"]).strip().startswith("19:")
