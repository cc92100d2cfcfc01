"""What was counted from the lines is kept for the next start, and never answered from when it is not theirs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.composition.counted_lines import counted_in, prepare_lines
from bot.policy.answers.lines import KNOWN_QUESTIONS
from bot.policy.incidents.lines import KNOWN_LINES, lines_of
from bot.policy.kit.examples import KnownLines


@pytest.fixture(autouse=True)
def own_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of lines of a test's own, with bytecode."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    shutil.copy(KNOWN_LINES.folder / "help.txt", tmp_path)
    return tmp_path


def started(folder: Path) -> KnownLines:
    """The lines of a folder as a process has them that has just started."""
    known = KnownLines(folder, lines_of, KNOWN_LINES.classes)
    prepare_lines(known)
    return known


def test_what_is_counted_is_kept_until_a_line_changes(own_lines: Path) -> None:
    """Counted once for the same lines; then for others anew, in the place of the first."""
    (own_lines / "other.txt").write_text("the boiler is making that noise again\n")
    known = started(own_lines)
    first = known.weigh("that noise")
    written = counted_in(known).stat().st_mtime_ns
    assert started(own_lines).weigh("that noise") == first != {}
    assert counted_in(known).stat().st_mtime_ns == written
    (own_lines / "other.txt").write_text("the boiler is silent\n")
    assert started(own_lines).weigh("that noise") == {}
    assert len(list((own_lines / "__pycache__").iterdir())) == 1


@pytest.mark.parametrize("damage", [lambda whole: whole[:-1], lambda whole: b"", lambda whole: whole[:10]])
def test_what_is_not_whole_is_counted_anew(own_lines: Path, damage: Callable[[bytes], bytes]) -> None:
    """A disk that was full, or a power cut: nobody is answered by half of it."""
    known = started(own_lines)
    counted_in(known).write_bytes(damage(counted_in(known).read_bytes()))
    assert started(own_lines).weigh("help") == known.weigh("help") != {}


def test_nothing_is_kept_where_no_bytecode_is(own_lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an image of which the files are only read it is counted in memory, once however many bots a process starts."""
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    known = started(own_lines)
    whole = known.weigh("help")
    monkeypatch.setattr(KnownLines, "count", None)
    prepare_lines(known)
    assert known.weigh("help") == whole != {}
    assert not (own_lines / "__pycache__").exists()


def test_without_a_start_it_is_counted_at_the_first_question(own_lines: Path) -> None:
    """Whoever asks the policy alone is answered the same."""
    known = KnownLines(own_lines, lines_of, KNOWN_LINES.classes)
    assert known.weigh("help") == started(own_lines).weigh("help") != {}


def test_a_start_has_every_line_ready(own_lines: Path) -> None:
    """What reports are known by, and what questions are: nobody who is the first to ask waits for either."""
    prepare_lines()
    assert KNOWN_LINES.are_ready and KNOWN_QUESTIONS.are_ready
