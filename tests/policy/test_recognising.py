"""Which kind somebody means by what they type: the table of signs, its promises about danger, and what it takes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.lines import KNOWN_LINES
from bot.policy.incidents.recognising import SIGNS, Recogniser, likely_kinds, recogniser
from bot.policy.incidents.signs import CLEAR, DANGEROUS, SIGN_WORDS_NEVER_SLIPS, Signs
from bot.policy.kit.likeness import SHORTEST_WITH_SLIP, SHORTEST_WITH_TWO, Phrases, stem, words_of

DANGER_WORDS = sorted(
    {
        phrase
        for group in SIGNS
        if group.kind in DANGEROUS and group.weight >= CLEAR
        for phrases in group.phrases
        if " " not in phrases
        for phrase in phrases.split("/")
        if phrase.isascii() and phrase.isalpha() and len(stem(phrase)) > SHORTEST_WITH_SLIP
    }
)
"""Signs of danger that are one word in Latin letters, long enough for a slip."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
EVERY_WORD = sorted({word for path in KNOWN_LINES.files for word in words_of(path.read_text(encoding="utf-8"))})
"""All that is known of how people say things, word by word."""


def test_every_kind_has_signs_and_every_sign_its_kind() -> None:
    """A group of a kind that is none would be found and shown to nobody."""
    assert {group.kind for group in SIGNS} == set(KINDS)
    assert set(DANGEROUS) < set(KINDS)


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("a parent threatened me and a pupil wants to die", "self_harm"),
        ("my laptop is lost and a girl told me her uncle touches her", "harmful_contact"),
        ("the site is blocked, and a naked picture of a pupil is going round", "nudes"),
        ("it is not a joke, he is going to kill himself", "self_harm"),
        ("I do not think she is self harming but she wants to die", "self_harm"),
        ("she does not want to live", "self_harm"),
    ],
)
def test_danger_stands_before_all_else(said: str, first: str) -> None:
    """Whatever else is said with it."""
    found = likely_kinds(said)
    assert found.danger
    assert found.kinds[0] == first


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("it was not bullying, he lost his ipad", "data_loss", "bullying"),
        ("not spam, a threatening email", "threat", "spam"),
    ],
)
def test_a_not_takes_back_half_of_a_sign(said: str, before: str, after: str) -> None:
    """What is denied stands behind what is not, and is never hidden by it alone."""
    kinds = likely_kinds(said).kinds
    assert kinds.index(before) < (kinds.index(after) if after in kinds else len(kinds))


def test_what_is_denied_alone_is_still_shown() -> None:
    """Somebody who says that it is not a danger may be wrong."""
    assert "self_harm" in likely_kinds("I am sure that he is not suicidal").kinds


@pytest.mark.parametrize(
    "said",
    ["my ipad died", "the battery is dead", "I will cut the paper", "the team was killed in minecraft", "", "?!"],
)
def test_what_is_only_like_a_danger_is_none(said: str) -> None:
    """Machines die, and characters of games."""
    assert not likely_kinds(said).danger


@pytest.mark.parametrize("said", ["{}", "show me {}", "have you got {} please"])
def test_one_word_that_is_no_sign_alerts_nobody(said: str) -> None:
    """Among a few words one that is rare may stand in a line of danger by chance: it takes two, or a sign."""
    alerting = [
        each
        for each in (said.format(word) for word in EVERY_WORD[::20])
        if likely_kinds(each).danger and not recogniser().likely(each).danger
    ]
    assert alerting == []


@given(st.text(), st.text(max_size=20))
def test_any_text_is_read(text: str, more: str) -> None:
    """Nothing makes it fail; and whatever stands before or behind it, a danger stays one."""
    likely_kinds(text)
    assert likely_kinds(f"{more} \n she wants to die. \n {more}").danger


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A sign of danger with one slip of the keyboard, or two apart from each other in a long word."""
    word = draw(st.sampled_from(DANGER_WORDS))
    count = draw(st.integers(1, 2)) if len(stem(word)) > SHORTEST_WITH_TWO else 1
    first = draw(st.integers(1, len(stem(word)) - 3 * count))
    for at in (first + 3, first)[2 - count :] if count == 2 else (first,):
        letter = draw(st.sampled_from(LETTERS))
        word = draw(
            st.sampled_from(
                [
                    word[:at] + word[at + 1 :],
                    word[:at] + letter + word[at:],
                    word[:at] + letter + word[at + 1 :],
                    word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                ]
            )
        )
    return word


@given(slips())
def test_a_slip_hides_no_danger(word: str) -> None:
    """One letter too many, too few, wrong or in the wrong place, or two of these in a long word."""
    if stem(word) not in {stem(each) for each in SIGN_WORDS_NEVER_SLIPS.split()}:
        assert likely_kinds(word).danger, word


def test_60_words_are_read_in_a_moment() -> None:
    """With unknown words and slips among them; measured as CPU, the best of fifty, with room for a slow machine."""
    said = " ".join(["the pupil told me that somebdy is bulying herr and thretening her freinds wiht pictuers"] * 4)
    assert len(words_of(said)) >= 60
    took = []
    for _ in range(50):
        began = time.process_time()
        likely_kinds(said)
        took.append(time.process_time() - began)
    assert min(took) < 0.05


@pytest.mark.parametrize("text", ["a " * 200_000, "x" * 1_000_000, "suicidee " * 20_000, "\u0301" * 100_000])
def test_no_text_takes_long(text: str) -> None:
    """Something made to be slow is read in a moment."""
    began = time.process_time()
    likely_kinds(text)
    assert time.process_time() - began < 2


TABLE = Phrases(
    ["lost <thing>", "want die", "photo & <thing>", "=meet him", "grooming/stalking", "end +it/+life", "left +us/here"],
    {"thing": "laptop phone"},
)


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("I lost my school laptop", [0]),
        ("lost: a brand new school laptop", []),
        ("he wants to die", [1]),
        ("LOST PHÔNE", [0]),
        ("a phone, and then a photograph or photos", [2]),
        ("meet him", [3]),
        ("meeting him", []),
        ("groming", [4]),
        ("she is being stalked", [4]),
        ("cut off", []),
        ("he will end it", [5]),
        ("she wants to end life", [5]),
        ("the end of life", []),
        ("he left us", [6]),
        ("it is left here", [6]),
        ("left it here", []),
    ],
)
def test_how_a_phrase_is_found(said: str, rows: list[int]) -> None:
    """In any inflection, with up to two words between, with slips; `=` to the letter, `&` anywhere, `+` the next,
    before whichever of several words it stands."""
    assert [found.row for found in TABLE.find(words_of(said))] == rows


def test_a_table_of_ones_own() -> None:
    """The recogniser knows no kind: it goes by the table that it is given."""
    own = Recogniser((Signs("faked", CLEAR, ("deepfake",)),))
    assert own.likely("a deepfakes of me").kinds == ("faked",)
    assert own.likely("a pupil wants to die").kinds == ()
