"""What people type is understood as far as it can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding import Intent, Interpretation, normalise, understand

UNDERSTOOD = [
    ("report", Interpretation(Intent.REPORT)),
    ("  REPORT.  ", Interpretation(Intent.REPORT)),
    ("report spam", Interpretation(Intent.REPORT, kind="spam")),
    ("report threat", Interpretation(Intent.REPORT, kind="threat")),
    ("Spam or phishing", Interpretation(Intent.REPORT, kind="spam")),
    ("report a nasty text", Interpretation(Intent.REPORT, likely=("threat", "spam"))),
    ("I got a nasty email", Interpretation(Intent.REPORT, likely=("threat", "spam"))),
    ("report xyz", Interpretation(Intent.REPORT)),
    ("Help", Interpretation(Intent.HELP)),
    ("Hi", Interpretation(Intent.GREETING)),
    ("hello!", Interpretation(Intent.GREETING)),
    ("cancel", Interpretation(Intent.CANCEL)),
    ("", Interpretation(Intent.UNCLEAR)),
    ("what is for lunch", Interpretation(Intent.UNCLEAR)),
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
    ("word", "wish"),
    [("cancel", Intent.CANCEL), ("Help", Intent.HELP), ("REPORT", Intent.REPORT), ("hi", Intent.GREETING)],
)
def test_marks_at_the_ends_and_marks_that_nobody_sees_do_not_matter(marks: str, word: str, wish: Intent) -> None:
    """A phone's keyboard adds them."""
    assert understand(marks.format(word)).wish is wish


def test_marks_within_a_word_that_nobody_sees_do_not_matter() -> None:
    """Nor does a question mark alone become nothing."""
    assert normalise("can\u200bcel") == "cancel"
    assert (normalise("??"), normalise("…"), understand("?").wish) == ("?", "", Intent.HELP)


@pytest.mark.parametrize(("text", "meaning"), UNDERSTOOD)
def test_understood(text: str, meaning: Interpretation) -> None:
    """Each line means what it says here."""
    assert understand(text) == meaning


@given(st.text())
def test_anything_has_a_meaning(text: str) -> None:
    """No text breaks the understanding."""
    assert understand(text).wish in Intent
