"""The archive for an inspection: what stands in it, for whom, and nothing of a report or a pupil."""

from __future__ import annotations

import csv
import hashlib
import io
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from bot.policy.kit.records import Notice
from tests.rig import (
    ASSISTANT,
    CHAMPION,
    COORDINATOR,
    GOVERNOR,
    HEAD,
    MANAGER,
    OTHER_TEACHER,
    SENIOR,
    TEACHER,
    Rig,
)
from tests.transcripts.play import Line, play
from tests.transcripts.test_filtering import TEST, THROUGH

SECRETS = ("Jack", "5B", "Took a photo", "bad[.]example", "bad.example", "It is for adults", "L-9", "OS-2026")
HISTORY: list[Line] = [
    *THROUGH,
    (TEACHER, "says", "report staff conduct"),
    (TEACHER, "presses", "Send", {"what": "Took a photo of Jack in 5B", "adult": OTHER_TEACHER}),
    (HEAD, "reads", "OS-2026-0002"),
    (COORDINATOR, "says", "filtering"),
    (COORDINATOR, "presses", "Record a test"),
    (COORDINATOR, "presses", "Save", {**TEST, "note": "=HYPERLINK(1)"}),
    (CHAMPION, "says", "publish aup"),
    (CHAMPION, "presses", "Publish"),
]


async def test_what_it_holds(rig: Rig) -> None:
    """Each section, a page of contents, a hash for each file; every table opens in Excel; nothing of any report."""
    await play(rig, HISTORY)
    content = await _archive(rig, GOVERNOR)
    with ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert {name.split("-", 1)[-1] for name in files} >= {
        *("contents.pdf", "manifest.csv", "signatures.csv", "training.csv", "drills.csv", "log-reviews.csv"),
        *("filter-register.csv", "duties.csv", "committee-meetings.csv"),
    }
    listed = _rows(files["manifest.csv"])
    assert {row["File"]: row["SHA-256"] for row in listed} == {
        name: hashlib.sha256(held).hexdigest() for name, held in files.items() if name != "manifest.csv"
    }
    everything = "\n".join(map(_words, files.values()))
    assert [each for each in SECRETS if each in everything] == []
    for name, held in files.items():
        assert not name.endswith(".csv") or held.startswith(b"\xef\xbb\xbf"), name
    (test,) = [row for row in _rows(_named(files, "filter-register.csv")) if row["What"] == "Test"]
    assert test["Why or what was found"] == "'=HYPERLINK(1)"
    page = "".join(each.extract_text() for each in PdfReader(io.BytesIO(files["contents.pdf"])).pages)
    assert "The chain holds." in page
    assert all(name in page for name in files if name not in {"contents.pdf", "manifest.csv"})
    await play(rig, [(CHAMPION, "says", "inspection"), (CHAMPION, "reads", "Winifred Achterberg, ")])
    (made,) = await rig.store.timeline("inspection")
    assert made.facts["sha256"] == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("verb", ["inspection.build"])
async def test_it_is_not_for_everybody(rig: Rig, verb: str) -> None:
    """Typed or forged, whatever the card says: nothing is made, and nothing is offered."""
    for who in (TEACHER, ASSISTANT, SENIOR, COORDINATOR, MANAGER):
        answer = await rig.teams.forge(who, verb, {"roles": ["champion"], "by": HEAD})
        assert "The archive for an inspection is for the Headteacher" in f"{answer.card}{answer.message}"
        await play(rig, [(who, "says", "inspection"), (who, "reads", "The archive for an inspection is for")])
    assert await rig.store.timeline("inspection") == []
    assert await rig.store.find(Notice) == []


async def _archive(rig: Rig, who: str) -> bytes:
    name = f"inspection-{rig.clock.now():%Y-%m-%d}.zip"
    await play(
        rig,
        [
            (who, "says", "inspection"),
            (who, "presses", "Build the archive"),
            (who, "reads", "I am putting the archive together."),
            (who, "reads", f"I have offered you the file **{name}**"),
        ],
    )
    assert (await rig.teams.accept_file(who)).taken
    await rig.teams.until(lambda: _has_come(rig, name))
    return bytes(rig.teams.files.newest(name).content)


def _has_come(rig: Rig, name: str) -> bool:
    try:
        return bool(rig.teams.files.newest(name))
    except KeyError:
        return False


def _named(files: dict[str, bytes], name: str) -> bytes:
    return next(held for each, held in files.items() if each.split("-", 1)[-1] == name)


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _words(file: bytes) -> str:
    """What somebody reads in a file of the archive: in the bytes of a document anything may stand by chance."""
    if file.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    return file.decode("utf-8")
