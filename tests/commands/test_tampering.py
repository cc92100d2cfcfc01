"""Every edit of what is kept is found by `verify`, and named by its reference: on the disk, and by SQL."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bot.commands.verify import in_words
from bot.policy.documents.campaigns import Ask, AskState
from bot.policy.documents.publication import Publication
from bot.policy.documents.signing import Signature
from bot.policy.documents.training import Session
from bot.policy.incidents import handling
from bot.policy.incidents.closing import ClosingWords, close
from bot.policy.incidents.evidence import EvidenceFile, facts_of
from bot.policy.incidents.incident import Incident, Note
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.approval import ApprovalState, Decision
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Record
from bot.policy.kit.timeline import digest, link, seal
from bot.policy.log.reviewing import Review
from bot.services.kit.sealed_store import SealedStore, take_in_records
from bot.services.log.verifying import VerifySummary, verify_record
from bot.services.ports import FileStore, Store
from storage.file_folder import FileFolder
from storage.postgres.database import Database
from storage.postgres.store import PostgresFileStore, PostgresStore
from storage.reading import kinds
from storage.sqlite_file import STORE_FILE
from storage.tinydb_store import TinyStore, opened_to_read
from tests.clock import FakeClock
from tests.policy.calls import video_call
from tests.policy.school import BEN, DOT, EVE, NOW, incident_of, opened, pressed
from tests.postgres import migrated, server
from tests.tampering import DatabaseTamper, FolderTamper, Tamper

CONTENT, OTHER_CONTENT = b"a picture", b"another picture"
LATER = NOW + timedelta(hours=1)
FILE = EvidenceFile(
    id="file-1", subject="OS-2026-0001", by=DOT.who, at=NOW, name="a.png", kind="png", size=9,
    sha256=hashlib.sha256(CONTENT).hexdigest(),
)  # fmt: skip
POLICY = Publication(id="AUP-2026-27", label="2026-27", text="Text", sha256=seal("Text"), by=BEN.who, at=NOW)
SIGNATURE = Signature(
    id="AUP-2026-27:dot", subject=POLICY.id, label=POLICY.label, sha256=POLICY.sha256, by=DOT.who, at=NOW,
    words="I agree", typed="Dot", matched=True,
)  # fmt: skip
ANSWER = Ask(
    id="AUP-2026-27:eve", subject=POLICY.id, who=EVE.who, asked_at=NOW, asked_on=NOW.date(), standing=AskState.DECLINED,
)  # fmt: skip
TRAINING = Session(
    id="TR-2026.1", title="Phishing", held_on=NOW.date(), year=2026, attended=(DOT.who,), by=BEN.who, at=NOW
)
RULED = Decision(to=ApprovalState.DECLINED, at=NOW, by=BEN.who, number=1, words="Not this week")
CALL = video_call().model_copy(update={"version": 0, "state": ApprovalState.DECLINED, "rulings": (RULED,)})
REVIEW = Review(id="20261123:ben", by=BEN.who, at=NOW, remarks="All seen")


def told(what: str, *records: Record, subject: str = "") -> Outcome:
    """Records that came with one entry."""
    entry = Entry(subject=subject or records[0].id, at=NOW, by=BEN.who, what=what)
    return Outcome(records, entries=(entry,))


async def a_school_year(store: Store, files: FileStore) -> None:
    """Two reports, one taken, noted, referred and closed, with a file; a call declined; a policy signed; a training."""
    clock = FakeClock(NOW)
    await take_in_records(store, kinds(), clock)
    sealed = SealedStore(store, clock)
    await sealed.keep(opened())
    await sealed.keep(opened(reference="OS-2026-0002", draft="another"))
    await files.put(FILE.id, CONTENT)
    kept = Entry(subject=FILE.subject, at=NOW, by=DOT.who, what="file_kept", facts=facts_of(FILE))
    await sealed.keep(Outcome((FILE,), entries=(kept,)))
    ended = ClosingWords("dealt_with", "It is over", "C-1", "", "")
    for act in (
        handling.acknowledge,
        lambda snapshot, press: handling.add_a_note(snapshot, press, "A note"),
        lambda snapshot, press: handling.refer(snapshot, press, "The police", "P-1", NOW, "Told by phone"),
        lambda snapshot, press: close(snapshot, press, ended),
    ):
        incident = await sealed.get(Incident, "OS-2026-0001")
        assert incident is not None
        await sealed.keep(act(IncidentSnapshot(incident), pressed(BEN)))
    await sealed.keep(told("call_declined", CALL))
    await sealed.keep(told("aup_published", POLICY))
    await sealed.keep(told("aup_signed", SIGNATURE, subject=POLICY.id))
    await sealed.keep(told("aup_declined", ANSWER, subject=POLICY.id))
    await sealed.keep(told("training_recorded", TRAINING, subject="TR-2026"))
    await sealed.keep(told("reviewed", REVIEW, subject="log"))


Edit = Callable[[Tamper], None]


def change(table: str, id: str, **fields: object) -> Edit:
    return lambda tamper: tamper.change(table, id, **fields)


def report(**fields: object) -> Edit:
    return change("incidents", "OS-2026-0001", **fields)


def take(table: str, id: str) -> Edit:
    return lambda tamper: tamper.take(table, id)


def add(record: Record) -> Edit:
    return lambda tamper: tamper.add(record)


def retell(told: Callable[[list[Entry]], list[Entry]]) -> Edit:
    return lambda tamper: tamper.retell(told)


def the_note(**fields: object) -> Edit:
    """The note, whose id is in its entry, says something else or is gone."""

    def edit(tamper: Tamper) -> None:
        found: list[str] = []

        def look(entries: list[Entry]) -> list[Entry]:
            found.extend(entry.facts["note"] for entry in entries if entry.what == "noted")
            return entries

        tamper.retell(look)
        tamper.change("notes", found[0], **fields) if fields else tamper.take("notes", found[0])

    return edit


def _resealed(entries: list[Entry], at: int, **update: object) -> list[Entry]:
    """One entry says something else, and its own digest is right for that."""
    other = entries[at].model_copy(update=update)
    return [*entries[:at], other.model_copy(update={"digest": digest(other)}), *entries[at + 1 :]]


def _inserted(entries: list[Entry]) -> list[Entry]:
    """An entry more, linked to the one before it; those that follow keep their digests."""
    forged = link(entries[3], Entry(subject="OS-2026-0002", at=NOW, by=BEN.who, what="closed"))
    return [*entries[:4], forged, *entries[4:]]


FORGED_NOTE = Note(id="forged", subject="OS-2026-0002", by=BEN.who, at=NOW, text="I told her mother")
FORGED = incident_of(opened(reference="OS-2026-0003", draft="forged"))
ONE = "OS-2026-0001: the report is not as entry "
EDITS: dict[str, tuple[Edit, str]] = {
    "a report's words": (report(account={"what": "other words"}), ONE),
    "how it was closed": (
        report(
            closing={
                "at": NOW.isoformat(),
                "by": BEN.who.model_dump(),
                "outcome": "no_action",
                "reason": "x",
                "cpoms": "C-1",
            }
        ),
        ONE,
    ),
    "who reported it": (report(reporter=EVE.who.model_dump()), ONE),
    "who is named in it": (report(concerning=[EVE.who.model_dump()]), ONE),
    "who is held back": (report(held_back=[EVE.who.model_dump()]), ONE),
    "its state": (report(state="in_hand"), ONE),
    "its kind": (report(kind="spam"), ONE),
    "its owner": (report(owner=EVE.who.model_dump()), ONE),
    "when it was reported": (report(reported_at=LATER.isoformat()), ONE),
    "when it happened": (report(happened_at=NOW.isoformat()), ONE),
    "that it was a drill": (report(drill=True), ONE),
    "a referral is gone": (report(referrals=[]), ONE),
    "a whole report is gone": (take("incidents", "OS-2026-0002"), "OS-2026-0002: the report is gone."),
    "a whole report is forged": (add(FORGED), "OS-2026-0003: the report is in no entry of the timeline."),
    "a note is forged": (add(FORGED_NOTE), "OS-2026-0002: a note (forged) is in no entry of the timeline."),
    "a note's words": (the_note(text="Another note"), "OS-2026-0001: a note ("),
    "a note's writer": (the_note(by=EVE.who.model_dump()), "OS-2026-0001: a note ("),
    "a note is gone": (the_note(), "OS-2026-0001: a note ("),
    "whose file it is": (change("evidence", FILE.id, by=EVE.who.model_dump()), "OS-2026-0001: a file (file-1) is not"),
    "a file's record is gone": (take("evidence", FILE.id), "OS-2026-0001: a file (file-1) is gone."),
    "a file was never filed": (
        change("evidence", FILE.id, due_at=LATER.isoformat()),
        "OS-2026-0001: a file (file-1) is not as entry",
    ),
    "a signature": (
        change("aup_signatures", SIGNATURE.id, typed="Eve"),
        "AUP-2026-27: a signature (AUP-2026-27:dot) is not",
    ),
    "a signature is gone": (
        take("aup_signatures", SIGNATURE.id),
        "AUP-2026-27: a signature (AUP-2026-27:dot) is gone.",
    ),
    "a signature is forged": (
        add(SIGNATURE.model_copy(update={"id": "AUP-2026-27:eve", "by": EVE.who})),
        "AUP-2026-27: a signature (AUP-2026-27:eve) is in no entry",
    ),
    "an answer": (change("aup_asks", ANSWER.id, standing="not_yet"), "AUP-2026-27: an answer (AUP-2026-27:eve) is not"),
    "an answer is taken back": (
        change("aup_asks", ANSWER.id, standing="unanswered"),
        "AUP-2026-27: an answer (AUP-2026-27:eve) is not",
    ),
    "the policy's text": (
        change("aup_publications", POLICY.id, text="Text."),
        "AUP-2026-27: the published policy is not",
    ),
    "the decision of a call": (
        change("video_calls", CALL.id, state="approved", rulings=[]),
        "VC-2026-0001: the video call is not as entry",
    ),
    "who was at a training": (
        change("training_sessions", TRAINING.id, attended=[EVE.who.model_dump()]),
        "TR-2026.1: a training session is not as entry",
    ),
    "a review's remarks": (change("reviews", REVIEW.id, remarks=""), "20261123:ben: a review is not as entry"),
    "an entry's word": (
        retell(lambda told: [*told[:3], told[3].model_copy(update={"what": "closed"}), *told[4:]]),
        "Broken at entry 4 (OS-2026-0002",
    ),
    "an entry is sealed anew": (retell(lambda told: _resealed(told, 3, what="closed")), "Broken at entry 5 ("),
    "an entry's hashes": (
        retell(lambda told: _resealed(told, 2, seals=())),
        "OS-2026-0001: the report was changed outside",
    ),
    "an entry is gone": (retell(lambda told: [*told[:3], *told[4:]]), "Broken at entry 5 ("),
    "entries in another order": (retell(lambda told: [*told[:3], told[4], told[3], *told[5:]]), "Broken at entry 5 ("),
    "an entry is put in between": (retell(_inserted), "Broken at entry 5 ("),
}


@asynccontextmanager
async def opened_on(kind: str, folder: Path) -> AsyncIterator[tuple[TinyStore | PostgresStore, FileStore]]:
    """A store of that kind, open, and its files."""
    if kind == "tinydb":
        store: TinyStore | PostgresStore = await TinyStore.open(folder)
        files: FileStore = FileFolder(folder / "evidence")
        try:
            yield store, files
        finally:
            await store.close()
        return
    await migrated()
    database = await Database.open(server().url)
    try:
        yield await PostgresStore.open(database, str(folder)), PostgresFileStore(database, str(folder))
    finally:
        await database.close()


async def said_of(kind: str, folder: Path) -> list[str]:
    """What `verify` says of the store."""
    async with opened_on(kind, folder) as (store, files):
        return [in_words(each) async for each in verify_record(store, files, list(kinds()), VerifySummary())]


@pytest.fixture(scope="module", params=["tinydb", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Each store, and where a school year is kept in it, once for all edits."""
    folder = tmp_path_factory.mktemp("school") / uuid4().hex

    async def keep() -> None:
        async with opened_on(str(request.param), folder) as (store, files):
            await a_school_year(store, files)

    asyncio.run(keep())
    return str(request.param), folder


@pytest.fixture
def kind(kept: tuple[str, Path]) -> str:
    """Which store it is."""
    return kept[0]


@pytest.fixture
def folder(kept: tuple[str, Path], tmp_path: Path) -> Path:
    """A copy of the year, to be edited."""
    kind, year = kept
    if kind == "tinydb":
        return Path(shutil.copytree(year, tmp_path / year.name))
    copy = tmp_path / uuid4().hex
    with psycopg.connect(server().url) as connection:
        for table in ("schools", "documents", "timeline", "files"):
            names = connection.execute(f"SELECT * FROM {table} LIMIT 0").description or []  # noqa: S608 - one of ours
            others = ", ".join(each.name for each in names if each.name != "tenant")
            connection.execute(
                f"INSERT INTO {table} (tenant, {others}) SELECT %s, {others} FROM {table} WHERE tenant = %s",  # noqa: S608
                (str(copy), str(year)),
            )
    return copy


def tamper_with(kind: str, folder: Path) -> Tamper:
    return FolderTamper(folder) if kind == "tinydb" else DatabaseTamper(str(folder))


async def test_a_record_that_nobody_touched(kind: str, folder: Path) -> None:
    """All of it holds."""
    assert await said_of(kind, folder) == []


@pytest.mark.parametrize(("edit", "said"), EDITS.values(), ids=EDITS)
async def test_an_edit_is_named(kind: str, folder: Path, edit: Edit, said: str) -> None:
    """By the reference and what it is of it."""
    edit(tamper_with(kind, folder))
    found = await said_of(kind, folder)
    assert any(line.startswith(said) for line in found), found


FILE_EDITS = {
    "replaced": "the contents of a file (file-1) are not those",
    "gone": "a file (file-1) is gone: its record",
}


@pytest.mark.parametrize(("what", "said"), FILE_EDITS.items(), ids=FILE_EDITS)
async def test_a_file_is_named(kind: str, folder: Path, what: str, said: str) -> None:
    """Where its contents are others, or are gone."""
    async with opened_on(kind, folder) as (_, files):
        await files.remove(FILE.id)
        if what == "replaced":
            await files.put(FILE.id, OTHER_CONTENT)
    assert [line for line in await said_of(kind, folder) if line.startswith(f"OS-2026-0001: {said}")]


async def test_an_edit_before_the_next_change_is_found_after_it(kind: str, folder: Path) -> None:
    """The bot goes on with what was edited; that somebody else had edited it shows for good."""
    change("incidents", "OS-2026-0002", account={"what": "other words"})(tamper_with(kind, folder))
    async with opened_on(kind, folder) as (store, _):
        sealed = SealedStore(store, FakeClock(NOW))
        incident = await sealed.get(Incident, "OS-2026-0002")
        assert incident is not None
        await sealed.keep(handling.acknowledge(IncidentSnapshot(incident), pressed(BEN)))
    (said,) = await said_of(kind, folder)
    assert said.startswith("OS-2026-0002: the report was changed outside the bot before entry ")


async def test_records_taken_in_twice(kind: str, folder: Path) -> None:
    """Whoever forges a report and has the bot take it in, as at its first start, is found."""
    tamper_with(kind, folder).take("sealed_since", "record")
    tamper_with(kind, folder).add(FORGED)
    async with opened_on(kind, folder) as (store, _):
        await take_in_records(store, kinds(), FakeClock(NOW))
    assert any("takes records in that were not there" in line for line in await said_of(kind, folder))


async def test_what_cannot_be_read_is_named_and_holds_up_nothing(tmp_path: Path) -> None:
    """A report that no release could have kept; the others are gone through all the same."""
    folder = tmp_path / "school"
    async with opened_on("tinydb", folder) as (store, files):
        await a_school_year(store, files)
    report(state="nonsense")(FolderTamper(folder))
    take("aup_signatures", SIGNATURE.id)(FolderTamper(folder))
    said = await said_of("tinydb", folder)
    assert any(line.startswith("OS-2026-0001: the report cannot be read: ") for line in said), said
    assert any(line.startswith("AUP-2026-27: a signature") for line in said), said


HIDDEN: dict[str, tuple[str, str, str]] = {
    "by what it is found": (
        "UPDATE incidents SET state = 'closed' WHERE id = 'OS-2026-0002'",
        "UPDATE documents SET keys[1] = 'text:closed' WHERE tenant = %s AND id = 'OS-2026-0002'",
        "OS-2026-0002: the report cannot be read: what it is found by is not what it says.",
    ),
    "by when it is due": (
        "UPDATE incidents SET due = NULL WHERE id = 'OS-2026-0002'",
        "UPDATE documents SET due_at = NULL WHERE tenant = %s AND id = 'OS-2026-0002'",
        "OS-2026-0002: the report cannot be read: what it is found by is not what it says.",
    ),
    "under which id it lies": (
        "UPDATE incidents SET id = 'OS-2026-0009' WHERE id = 'OS-2026-0002'",
        "UPDATE documents SET id = 'OS-2026-0009' WHERE tenant = %s AND id = 'OS-2026-0002'",
        "OS-2026-0009: the report cannot be read: it says that it is OS-2026-0002.",
    ),
}


@pytest.mark.parametrize(("in_file", "in_database", "said"), HIDDEN.values(), ids=HIDDEN)
async def test_a_report_that_is_only_hidden(kind: str, folder: Path, in_file: str, in_database: str, said: str) -> None:
    """Its words are left alone, and it is found no more: that is named too."""
    if kind == "tinydb":
        assert FolderTamper(folder).run(in_file) == 1
    else:
        with psycopg.connect(server().url) as connection:
            assert connection.execute(in_database, (str(folder),)).rowcount == 1
    assert said in await said_of(kind, folder)


async def test_an_entry_that_is_only_hidden(tmp_path: Path) -> None:
    """It is found no more under its subject, and its place in the chain is left alone."""
    folder = tmp_path / "school"
    async with opened_on("tinydb", folder) as (store, files):
        await a_school_year(store, files)
    assert FolderTamper(folder).run("UPDATE timeline SET subject = 'log' WHERE id = '000000000003'") == 1
    assert await said_of("tinydb", folder) == [
        "timeline: timeline cannot be read: entry 3 is not found by what it says."
    ]


async def test_a_report_that_an_index_leaves_out(tmp_path: Path) -> None:
    """Each row is right and one is not in the index that leads to it: the file is not read as if it were whole."""
    folder = tmp_path / "school"
    async with opened_on("tinydb", folder) as (store, files):
        await a_school_year(store, files)
    index = "incidents by state"
    with closing(sqlite3.connect(folder / STORE_FILE, isolation_level=None)) as connection:
        (whole,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [index]).fetchone()
        connection.execute(f'DROP INDEX "{index}"')
        connection.execute(f"{whole} AND id <> 'OS-2026-0002'")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", [whole, index])
    with pytest.raises(StoreUnavailable) as refused:
        async with opened_to_read(folder):
            pass
    assert "is damaged" in refused.value.facts["reason"]
