"""What people type is understood as far as it can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding import Meaning, Wish, plain, understand

UNDERSTOOD = [
    ("report", Meaning(Wish.REPORT)),
    ("  REPORT.  ", Meaning(Wish.REPORT)),
    ("report spam", Meaning(Wish.REPORT, kind="spam")),
    ("report threat", Meaning(Wish.REPORT, kind="threat")),
    ("Spam or phishing", Meaning(Wish.REPORT, kind="spam")),
    ("report a nasty text", Meaning(Wish.REPORT, likely=("threat", "spam"))),
    ("I got a nasty email", Meaning(Wish.REPORT, likely=("threat", "spam"))),
    ("report xyz", Meaning(Wish.REPORT)),
    ("Help", Meaning(Wish.HELP)),
    ("Hi", Meaning(Wish.GREETING)),
    ("hello!", Meaning(Wish.GREETING)),
    ("cancel", Meaning(Wish.CANCEL)),
    ("", Meaning(Wish.UNCLEAR)),
    ("what is for lunch", Meaning(Wish.UNCLEAR)),
]


MARKS = [
    "{}",
    "{}…",
    "{}?",
    "{}!",
    "{}.",
    "… {} …",
    "{}?!",
    "\u200b{}\ufeff",
    "\u2067{}\u2069 .",
    "{}\ufe0f",
    " {}\xa0",
]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    ("word", "wish"), [("cancel", Wish.CANCEL), ("Help", Wish.HELP), ("REPORT", Wish.REPORT), ("hi", Wish.GREETING)]
)
def test_marks_at_the_ends_and_marks_that_nobody_sees_do_not_matter(marks: str, word: str, wish: Wish) -> None:
    """A phone's keyboard adds them."""
    assert understand(marks.format(word)).wish is wish


def test_marks_within_a_word_that_nobody_sees_do_not_matter() -> None:
    """Nor does a question mark alone become nothing."""
    assert plain("can\u200bcel") == "cancel"
    assert (plain("??"), plain("…"), understand("?").wish) == ("?", "", Wish.HELP)


@pytest.mark.parametrize(("text", "meaning"), UNDERSTOOD)
def test_understood(text: str, meaning: Meaning) -> None:
    """Each line means what it says here."""
    assert understand(text) == meaning


@given(st.text())
def test_anything_has_a_meaning(text: str) -> None:
    """No text breaks the understanding."""
    assert understand(text).wish in Wish
