"""A form is read against its kind's own questions; whatever else a card's data holds is ignored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.incidents.forms import LONGEST_ANSWER, is_web_address, read_report_form
from bot.policy.incidents.kinds import KINDS, Kind
from bot.policy.kit.errors import Incomplete

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_answers_are_trimmed_and_empty_ones_left_out() -> None:
    """What was left empty is not kept."""
    assert read_report_form(KINDS["spam"], {"what": "  a\n", "about": " ", "owner": "me"}).account == {"what": "a"}


@pytest.mark.parametrize(
    ("answers", "problem"),
    [({}, "form.missing"), ({"what": 7}, "form.missing"), ({"what": " \n"}, "form.missing")],
)
def test_what_is_wrong_is_named_by_its_field(answers: dict[str, object], problem: str) -> None:
    """Each field says what is wrong with it."""
    with pytest.raises(Incomplete) as raised:
        read_report_form(KINDS["threat"], answers)
    assert raised.value.facts == {"what": problem}


@given(
    st.sampled_from(list(KINDS.values())),
    st.dictionaries(st.text() | st.sampled_from(["what", "about"]), ANYTHING, max_size=6),
)
def test_whatever_comes_is_read_or_refused(asked: Kind, answers: dict[str, object]) -> None:
    """Nothing that a card's data may hold breaks the reading, and nothing unasked for is kept."""
    try:
        assert set(read_report_form(asked, answers).account) <= {field.id for field in asked.form}
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
def test_what_is_an_address(text: str, good: bool) -> None:
    """An address is known as people copy it, and never opened."""
    assert is_web_address(text) is good


def test_only_what_happened_is_required() -> None:
    """Of every kind: nothing but what happened is asked for before it alerts."""
    for kind in KINDS.values():
        assert {field.id for field in kind.form if field.required} == {"what"}
        assert read_report_form(kind, {"what": "x"}).account == {"what": "x"}


UNREADABLE = [
    ("filter_breach", {"address": "I don't know"}),
    ("filter_breach", {"address": "the blue page"}),
    ("data_loss", {"protected": "I think so"}),
    ("image_misuse", {"consent": "maybe"}),
    ("threat", {"sender": "s" * 3_000, "message": "m" * 40_000}),
]


@pytest.mark.parametrize(("kind", "answers"), UNREADABLE)
def test_what_a_field_does_not_take_is_kept_as_it_was_typed(kind: str, answers: dict[str, str]) -> None:
    """No address, no choice, no length stops a report."""
    assert read_report_form(KINDS[kind], {"what": "x", **answers}).account == {"what": "x", **answers}


def test_what_is_beyond_all_bounds_is_cut_and_says_so() -> None:
    """More than Teams can carry is not kept, and how much of it is told."""
    kept = read_report_form(KINDS["threat"], {"what": "x" * (LONGEST_ANSWER + 7)}).account["what"]
    assert kept == "x" * LONGEST_ANSWER + "\n[7 characters more were cut]"


def test_what_is_kept_beside_the_answers() -> None:
    """A time that could not be read is kept with them, as it was typed; an empty one is not."""
    also = {"happened": "last Tuesday", "else": ""}
    assert read_report_form(KINDS["illegal_content"], {"what": "x"}, also).account == {
        "what": "x",
        "happened": "last Tuesday",
    }
