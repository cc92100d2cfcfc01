"""What was counted from the lines is kept for the next start, and never answered from when it is not theirs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.composition.counted_lines import counted_in, prepare_lines
from bot.policy.incidents import lines

SHIPPED = Path(lines.__file__).with_name("help.txt")


@pytest.fixture(autouse=True)
def own_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of lines of a test's own, with bytecode."""
    monkeypatch.setattr(lines, "HERE", tmp_path)
    monkeypatch.setattr(lines, "_ready", [])
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    shutil.copy(SHIPPED, tmp_path)
    return tmp_path


def weigh_anew(text: str) -> dict[str, float]:
    """As after a start."""
    prepare_lines()
    return lines.known_lines().weigh(text)


def test_what_is_counted_is_kept_until_a_line_changes(own_lines: Path) -> None:
    """Counted once for the same lines; then for others anew, in the place of the first."""
    (own_lines / "other.txt").write_text("the boiler is making that noise again\n")
    first = weigh_anew("that noise")
    written = counted_in().stat().st_mtime_ns
    assert weigh_anew("that noise") == first != {}
    assert counted_in().stat().st_mtime_ns == written
    (own_lines / "other.txt").write_text("the boiler is silent\n")
    assert weigh_anew("that noise") == {}
    assert len(list((own_lines / "__pycache__").iterdir())) == 1


@pytest.mark.parametrize("damage", [lambda whole: whole[:-1], lambda whole: b"", lambda whole: whole[:10]])
def test_what_is_not_whole_is_counted_anew(damage: Callable[[bytes], bytes]) -> None:
    """A disk that was full, or a power cut: nobody is answered by half of it."""
    whole = weigh_anew("help")
    counted_in().write_bytes(damage(counted_in().read_bytes()))
    assert weigh_anew("help") == whole


def test_nothing_is_kept_where_no_bytecode_is(own_lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an image of which the files are only read it is counted in memory, once however many bots a process starts."""
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    whole = weigh_anew("help")
    monkeypatch.setattr(lines, "count_known_lines", None)
    assert weigh_anew("help") == whole != {}
    assert not (own_lines / "__pycache__").exists()


def test_without_a_start_it_is_counted_at_the_first_question() -> None:
    """Whoever asks the policy alone is answered the same."""
    assert lines.known_lines().weigh("help") == weigh_anew("help") != {}
