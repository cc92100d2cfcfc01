"""What the training records say of a team, and what they say where there are none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.policy.documents.training import Session
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Who
from bot.services.documents.training import TrainingRecords
from tests.fakes import MemoryStore

ANN, BEN = Who(id="ann", name="Ann"), Who(id="ben", name="Ben")
CALL = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


async def test_who_lacks_training_this_year() -> None:
    """Nobody while there are no records; then whoever attended no session of the call's own school year."""
    store = MemoryStore()
    records = TrainingRecords(store, ZoneInfo("Europe/London"))
    assert list(await records.lacking([ANN, BEN], CALL)) == []
    session = Session(id="TR-2026-1", title="T", held_on=date(2026, 10, 1), year=2026, attended=(ANN,), by=BEN, at=CALL)
    own = session.model_copy(update={"id": "TR-2026-2", "attended": (BEN,), "title": "", "practice": "stick_is_gone"})
    await store.keep(Outcome(records=(own,)))
    assert list(await records.lacking([ANN, BEN], CALL)) == [], "one person's practice says nothing of the others"
    await store.keep(Outcome(records=(session,)))
    assert list(await records.lacking([ANN, BEN], CALL)) == []
    await store.keep(Outcome(records=(own.model_copy(update={"attended": (ANN,), "version": 1}),)))
    assert list(await records.lacking([ANN, BEN], CALL)) == [BEN]
    assert list(await records.lacking([BEN], CALL.replace(year=2025))) == []
