"""A store as an earlier release left it, that knew the Acceptable Use Policy alone: opened, all of it is there.

`tests/fixtures/aup_alone.db.gz` was kept by that release's own code: the policy published to the example school, one
signature, a *not yet*, a question, somebody who declined, and a session of training.
"""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.policy.documents.campaigns import Ask, AskState, Campaign, CampaignKind, ask_id
from bot.policy.documents.publication import Publication
from bot.policy.documents.questions import Question
from bot.policy.documents.signing import Signature
from bot.policy.documents.training import Session
from bot.policy.kit.school import AUP
from bot.services.log.verifying import VerifySummary, verify_record
from storage.file_folder import FileFolder
from storage.reading import kinds
from storage.tinydb_store import opened_to_read
from tests.rig import ASSISTANT, CHAMPION, OTHER_TEACHER, TEACHER, school_at_work
from tests.transcripts.play import play

EARLIER = Path(__file__).parents[1] / "fixtures" / "aup_alone.db.gz"
VERSION = "AUP-2026-27"
TABLES = {"aup_publications": 1, "aup_campaigns": 2, "aup_asks": 24, "aup_signatures": 1, "aup_questions": 1}


def unpack(folder: Path) -> Path:
    """The store of that release, as this one finds it."""
    folder.mkdir()
    (folder / "store.db").write_bytes(gzip.decompress(EARLIER.read_bytes()))
    return folder


def rows_of(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, by the file alone."""
    with closing(sqlite3.connect(folder / "store.db")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(db.execute(f'SELECT * FROM "{table}"'), key=repr) for table in tables}  # noqa: S608


async def test_nothing_of_it_is_lost(tmp_path: Path) -> None:
    """Every record is read as what it was, its chain and every hash hold, and reading changes no row."""
    folder = unpack(tmp_path / "data")
    before, summary = rows_of(folder), VerifySummary()
    async with opened_to_read(folder) as store:
        found = verify_record(store, FileFolder(folder / "evidence"), list(kinds()), summary)
        assert [fault async for fault in found] == []
        counted = {
            "aup_publications": len(await store.find(Publication)),
            "aup_campaigns": len(await store.find(Campaign)),
            "aup_asks": len(await store.find(Ask)),
            "aup_signatures": len(await store.find(Signature)),
            "aup_questions": len(await store.find(Question)),
        }
        sessions = await store.find(Session)
    assert counted == TABLES
    assert (summary.sealed, len(sessions)) == (True, 1)
    assert rows_of(folder) == before


async def test_it_goes_on_as_the_first_of_the_documents(tmp_path: Path) -> None:
    """The receipt, the counts and who declined are shown; a signature given now stands beside the earlier one, which
    is as it was, and the whole record holds."""
    folder = unpack(tmp_path / "data")
    async with opened_to_read(folder) as store:
        before = await store.get(Signature, ask_id(VERSION, TEACHER))
    async with school_at_work(folder) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "sign"),
                (TEACHER, "reads", "This is your receipt"),
                (TEACHER, "says", "documents"),
                (TEACHER, "reads", "signed Mon 23 Nov"),
                (CHAMPION, "says", "documents"),
                (CHAMPION, "reads", "1 of 12 signed"),
                (CHAMPION, "presses", "Who has signed: Acceptable Use Policy"),
                (CHAMPION, "reads", "I do not agree"),
                (CHAMPION, "reads", "Answer Q1"),
                (CHAMPION, "says", "training"),
                (CHAMPION, "reads", "2 of 12 trained"),
                (OTHER_TEACHER, "says", "sign"),
                (OTHER_TEACHER, "presses", "Sign", {"read": "true", "name": "Mei-Ling Carrow"}),
                (OTHER_TEACHER, "reads", "This is your receipt"),
                (CHAMPION, "says", "export aup"),
                (CHAMPION, "reads", "Two files are offered below"),
            ],
        )
        assert await rig.store.get(Signature, ask_id(VERSION, TEACHER)) == before
        later = await rig.store.get(Signature, ask_id(VERSION, OTHER_TEACHER))
        declined = await rig.store.get(Ask, ask_id(VERSION, ASSISTANT))
        campaign = await rig.store.get(Campaign, VERSION)
    assert later is not None
    assert declined is not None
    assert campaign is not None
    assert (declined.standing, declined.words) == (AskState.DECLINED, "I do not agree")
    assert (campaign.what, campaign.document_id, campaign.count(AskState.DONE)) == (CampaignKind.AUP, AUP, 2)
    async with opened_to_read(folder) as store:
        found = verify_record(store, FileFolder(folder / "evidence"), list(kinds()), VerifySummary())
        assert [fault async for fault in found] == []
