"""Removal over a store in memory: files, cards and notices go in their turn, and a failure is taken up again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.directory.roster import Roster
from bot.policy.files.offers import Offer, offer_evidence
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Closing, Incident, Note, State
from bot.policy.kit.errors import NotPossible, StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Address, CardPurpose, Draft, Notice, NoticeState, PostedCard, Record
from bot.policy.log.retention import CARDS_CHANGED_WITHIN, Removal
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.log.retention import Retention
from bot.services.null_ports import NoFileStore
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.policy.school import ANN, NOW, incident_of, opened

R = TypeVar("R", bound=Record)
SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
CHAMPION = SCHOOL.people[1]
REFERENCE = "OS-2026-0001"


class CompactingStore(MemoryStore):
    """A store that counts how often its files were written anew."""

    compacted = 0

    async def compact(self) -> None:
        self.compacted += 1


class ReadingStore(MemoryStore):
    """A store that counts how many reports were read."""

    read = 0

    async def find(self, kind: type[R], **asked: Any) -> list[R]:
        found = await super().find(kind, **asked)
        self.read += len(found)
        return found


class RecordingFileStore(NoFileStore):
    """A file store that says what was taken out of it; `stuck` fails once."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.stuck = False

    async def remove(self, id: str) -> None:
        if self.stuck:
            self.stuck = False
            raise StoreUnavailable(reason="stuck")
        self.taken.append(id)


class Kept:
    """A closed incident past its time with a note, a file, a notice, and a live and a dead card."""

    def __init__(self) -> None:
        self.store, self.files = CompactingStore(), RecordingFileStore()
        self.clock = FakeClock(NOW + timedelta(seconds=SCHOOL.retention.closed_incidents))
        directory = Roster(SCHOOL.people)
        self.retention = Retention(ServiceContext(self.store, directory, SCHOOL, self.clock, JobTriggers()), self.files)

    async def fill(self) -> None:
        """Keep it all."""
        who = CHAMPION.who
        end = Closing(at=NOW, by=who, outcome="Done", reason="Done", cpoms="C-1")
        incident = incident_of(opened()).model_copy(update={"state": State.CLOSED, "closing": end})
        at = Address(service_url="https://example.org", conversation="c", activity="a")
        card = PostedCard(
            id="live",
            subject=REFERENCE,
            topic="incident",
            to=who,
            purpose=IncidentPurpose.PING,
            address=at,
            posted_at=NOW,
        )
        notice = Notice(
            id="sent",
            subject=REFERENCE,
            topic="incident",
            to=who,
            purpose=IncidentPurpose.PING,
            urgency=incident.urgency,
            made_at=NOW,
            due_at=NOW,
            state=NoticeState.SENT,
        )
        file = EvidenceFile(
            id="file-1", subject=REFERENCE, by=ANN.who, at=NOW, name="x.png", kind="png", size=1, sha256="0"
        )
        note = Note(id="n", subject=REFERENCE, by=who, at=NOW, text="Words")
        dead = card.model_copy(update={"id": "dead", "live": False})
        form = Draft(id="dot:form", subject=REFERENCE, kind=incident.kind)
        (offer,) = offer_evidence("offer", CHAMPION, incident, file, 1, NOW).records
        await self.store.keep(Outcome(records=(incident, card, dead, notice, file, note, form, offer)))

    async def left(self) -> tuple[int, int, int, int]:
        """How many notes, files, cards and notices there are."""
        where = {"subject": REFERENCE}
        found = [await self.store.find(kind, where=where) for kind in (Note, EvidenceFile, PostedCard, Notice)]
        notes, files, cards, notices = (len(each) for each in found)
        return notes, files, cards, notices


async def test_nothing_is_left_that_leads_back_to_its_people() -> None:
    """The form's key has the reporter's id, an offer of a file the name of whom it was offered to."""
    kept = Kept()
    await kept.fill()
    await kept.retention.remove(Actor(CHAMPION, "a"), [REFERENCE])
    assert await kept.store.find(Draft) == []
    assert await kept.store.find(Offer) == []


async def test_everything_goes_in_its_turn() -> None:
    """At once the words and the records; then the files and the store's own; a day later the cards' last traces."""
    kept = Kept()
    await kept.fill()
    assert list(await kept.retention.remove(Actor(CHAMPION, "a"), [REFERENCE])) == [REFERENCE]
    # What is left is the live card, a pointer without a name, and the notice that redraws it.
    assert await kept.left() == (0, 0, 1, 1)
    (card,) = await kept.store.find(PostedCard)
    assert (card.purpose, card.to.name) == (CardPurpose.POINTER, "(removed)")
    await kept.retention.run()
    assert kept.files.taken == ["file-1"]
    assert kept.store.compacted == 1
    assert await kept.retention.next_due() == kept.clock.now() + CARDS_CHANGED_WITHIN
    kept.clock.move(CARDS_CHANGED_WITHIN)
    await kept.retention.run()
    assert await kept.left() == (0, 0, 0, 0)
    assert not await kept.store.find(Removal)
    assert kept.store.compacted == 2
    assert await kept.retention.next_due() is None


async def test_a_merged_report_stays_while_the_one_that_goes_on_is_open() -> None:
    """Its account is part of what is being dealt with: it is not offered for removal, and not removed."""
    kept = Kept()
    await kept.fill()
    goes_on = incident_of(opened("threat", "OS-2026-0002")).model_copy(update={"merged_from": (REFERENCE,)})
    merged = await kept.store.get(Incident, REFERENCE)
    assert merged is not None
    part = merged.model_copy(update={"merged_into": goes_on.id})
    await kept.store.keep(Outcome(records=(goes_on, part)))
    assert (await kept.retention.to_confirm(CHAMPION)).references == []
    assert await kept.retention.count(CHAMPION) == 0
    with pytest.raises(NotPossible):
        await kept.retention.remove(Actor(CHAMPION, "a"), [REFERENCE])
    now_closed = await kept.store.get(Incident, goes_on.id)
    assert now_closed is not None
    await kept.store.keep(Outcome(records=(now_closed.model_copy(update={"state": State.CLOSED}),)))
    assert list(await kept.retention.remove(Actor(CHAMPION, "b"), [REFERENCE])) == [REFERENCE]


async def test_a_file_that_is_stuck_is_tried_again() -> None:
    """A failure leaves the removal due, and the next run does the rest."""
    kept = Kept()
    await kept.fill()
    await kept.retention.remove(Actor(CHAMPION, "a"), [REFERENCE])
    kept.files.stuck = True
    with pytest.raises(StoreUnavailable):
        await kept.retention.run()
    assert await kept.retention.next_due() == kept.clock.now()
    await kept.retention.run()
    assert kept.files.taken == ["file-1"]


async def test_the_same_press_twice() -> None:
    """A delivery that comes again removes nothing again and does no harm."""
    kept = Kept()
    await kept.fill()
    await kept.retention.remove(Actor(CHAMPION, "a"), [REFERENCE, "OS-2026-0002", "nonsense"])
    assert not await kept.retention.remove(Actor(CHAMPION, "a"), [REFERENCE, "OS-2026-0002"])
    incident = await kept.store.get(Incident, REFERENCE)
    assert incident is not None
    assert [entry.what for entry in await kept.store.timeline(REFERENCE)] == ["removed"]


@pytest.mark.parametrize("years", [2, 5])
async def test_a_kind_that_goes_sooner_is_found_without_reading_the_years_between(years: int) -> None:
    """Spam is over after a year, and other reports only after six: of those no more are read where there are more."""
    store, now = ReadingStore(), NOW + timedelta(days=years * 366)
    retention = Retention(
        ServiceContext(store, Roster(SCHOOL.people), SCHOOL, FakeClock(now), JobTriggers()), RecordingFileStore()
    )
    who, count = CHAMPION.who, years * 300
    for number in range(count):
        at = NOW + timedelta(days=366 * years * number / count)
        end = Closing(at=at, by=who, outcome="Done", reason="Done", cpoms="C-1")
        closed = {"id": f"OS-{number:04}", "state": State.CLOSED, "closing": end, "reported_at": at}
        kind = "spam" if number % 100 == 0 else "threat"
        await store.keep(Outcome(records=(incident_of(opened(kind=kind)).model_copy(update=closed),)))
    assert await retention.count(CHAMPION) == (years - 1) * 3 + 1
    assert [each.id for each in (await retention.to_confirm(CHAMPION)).incidents] == [
        f"OS-{number:04}" for number in range(0, (years - 1) * 300 + 1, 100)
    ][:8]
    assert store.read <= 4 * (100 + years * 3)
