"""What is looked for is found in every writing of it, and the closest comes first (`bot.policy.finding`)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.finding.finding import ReportScan
from bot.policy.finding.words import Closeness, Search, spoken_words
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.kit.people import Person
from tests.policy.school import ANN, DOT, NOW, incident_of, opened

FOUND = [
    ("jack", "Jack wrote it", 0),
    ("jack", "JACK'S tablet", 1),
    ("jak", "Jack wrote it", 2),
    ("jack", "Jak wrote it", 2),
    ("jose", "José was there", 0),
    ("Łukasz", "lukasz", 0),
    ("okeefe", "Mr O'Keefe", 0),
    ("bully", "They bullied her", 1),
    ("rob", "on Roblox", 1),
    ("robolx", "on Roblox", 2),
    ("fetherstonehaugh", "Featherstonehaugh", 2),
    ("whatsap", "WhatsApp", 1),
    ("prize-club.example", "from loot@prize-club.example", 0),
    ("5b", "a boy in 5B", 0),
    ("year 5", "a boy in Y5", 0),
    ("y5", "Year 5 has it", 0),
    ("yr 6", "year 6", 0),
    ("the report about jack", "jack", 0),
    ("0042", "OS-2026-0042", 0),
]
NOT_FOUND = [
    ("jack", "back in the class"),
    ("jack", "a pack of cards"),
    ("5b", "a boy in 5C"),
    ("year 5", "a boy in year 6"),
    ("jack roblox", "Jack on a bike"),
    ("LT0142", "LT0143"),
    ("ann", "a man ran"),
]


@pytest.mark.parametrize(("looked_for", "text", "slips"), FOUND)
def test_what_is_found(looked_for: str, text: str, slips: int) -> None:
    """Case, accents, inflection and slips do not matter; how many did is said."""
    closeness = Search(looked_for).closeness([text])
    assert closeness is not None
    assert closeness.slips == slips


@pytest.mark.parametrize(("looked_for", "text"), NOT_FOUND)
def test_what_is_not_found(looked_for: str, text: str) -> None:
    """Another word is another word; each word that is looked for must stand somewhere."""
    assert Search(looked_for).closeness([text]) is None


def test_the_closest_comes_first() -> None:
    """Words as they were written before slips, and words that stand together before those that stand apart."""
    search = Search("jack holt")
    found = [search.closeness([text]) for text in ("Jack Holt", "Jack and Tom Holt", "Jak Holt", "Jak and Tom Holt")]
    assert found == [Closeness(0, False), Closeness(0, True), Closeness(2, False), Closeness(2, True)]
    assert sorted(each for each in found if each) == found


def test_words_may_stand_in_several_texts() -> None:
    """One in the account and the other in a note are both found, apart."""
    assert Search("jack roblox").closeness(["Jack", "on Roblox"]) == Closeness(0, True)
    assert Search("jack roblox").closeness(["Jack"]) is None


@given(st.text(max_size=300), st.integers(0, 4), st.text(alphabet="abc ", max_size=50))
def test_nothing_that_is_typed_breaks_it(said: str, times: int, text: str) -> None:
    """Any text can be looked for, and any is looked through; what has all words of a text is found in it."""
    search = Search(said)
    if search:
        assert search.closeness([said]) is not None
        assert search.closeness([text, f"{text} {said} {text}"]) is not None
    else:
        assert not spoken_words(said)


def test_a_long_text_is_read_to_its_end() -> None:
    """A name in the middle of many pages is found."""
    pages = "word " * 1_000
    assert Search("featherstonehaugh").closeness([f"{pages}featherstonehaugh {pages}"]) == Closeness(0, False)


def test_a_report_is_found_by_what_its_files_are_called() -> None:
    """By whoever handles it; not by its reporter, nor where the file is sealed or the report is of illegal material."""
    sent = EvidenceFile(
        id="f",
        subject="OS-2026-0001",
        by=DOT.who,
        at=NOW,
        name="jack_on_bus.jpg",
        kind="image/jpeg",
        size=1,
        sha256="0",
    )

    def found(reader: Person, kind: str, file: EvidenceFile) -> int:
        scan = ReportScan(reader, Search("jack bus"), {})
        scan.look_at(incident_of(opened(kind)), (), (), (file,))
        return scan.result().total

    assert found(ANN, "threat", sent) == 1
    assert found(DOT, "threat", sent) == 0
    assert found(ANN, "threat", sent.model_copy(update={"never_opened": True})) == 0
    assert found(ANN, "illegal_content", sent) == 0
