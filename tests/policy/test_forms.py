"""A form is read against its kind's own questions; whatever else a card's data holds is ignored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.errors import Incomplete
from bot.policy.forms import read
from bot.policy.kinds import KINDS

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_answers_are_trimmed_and_empty_ones_left_out() -> None:
    """What was left empty is not kept."""
    assert read(KINDS["spam"], {"what": "  a\n", "about": " ", "owner": "me"}).account == {"what": "a"}


@pytest.mark.parametrize(
    ("answers", "problem"),
    [({}, "form.missing"), ({"what": 7}, "form.missing"), ({"what": "x" * 20_001}, "form.too_long")],
)
def test_what_is_wrong_is_named_by_its_field(answers: dict[str, object], problem: str) -> None:
    """Each field says what is wrong with it."""
    with pytest.raises(Incomplete) as raised:
        read(KINDS["threat"], answers)
    assert raised.value.facts == {"what": problem}


@given(st.sampled_from(list(KINDS.values())), st.dictionaries(st.text() | st.sampled_from(["what", "about"]), ANYTHING))
def test_whatever_comes_is_read_or_refused(kind: object, answers: dict[str, object]) -> None:
    """Nothing that a card's data may hold breaks the reading, and nothing unasked for is kept."""
    asked = KINDS["threat"]
    try:
        assert set(read(asked, answers).account) <= {field.id for field in asked.form}
    except Incomplete as wrong:
        assert set(wrong.facts) <= {field.id for field in asked.form}


ADDRESSES = [
    ("https://example.com/page", True),
    ("example.com", True),
    ("example.com/a?b=c#d", True),
    ("http://[broken", False),
    ("not an address", False),
    ("javascript:alert(1)", False),
    ("file:///etc/passwd", False),
    ("localhost", False),
]


@pytest.mark.parametrize(("text", "good"), ADDRESSES)
def test_an_address_is_checked_and_never_opened(text: str, good: bool) -> None:
    """What got through the filter is given as an address."""
    answers = {"address": text, "what": "x"}
    if good:
        assert read(KINDS["filter_breach"], answers).account["address"] == text
    else:
        with pytest.raises(Incomplete) as raised:
            read(KINDS["filter_breach"], answers)
        assert raised.value.facts == {"address": "form.not_a_link"}
