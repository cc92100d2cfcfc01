"""The Acceptable Use Policy's use cases over a store: publishing fails closed, nobody is lost or asked twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.directory.roster import Roster
from bot.policy.documents.campaigns import ON_STAFF, Ask, Campaign
from bot.policy.documents.publication import Publication
from bot.policy.documents.signing import Signature, SigningForm
from bot.policy.kit.errors import DirectoryUnavailable, Incomplete, NotAllowed, StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice
from bot.policy.kit.roles import Role
from bot.services.documents.services import DocumentServices
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.kit.lots import PEOPLE_PER_WRITE
from bot.services.ports import Store
from bot.settings import load_school
from storage.tinydb_store import TinyStore
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.rig import MONDAY, SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)
CHAMPION = SCHOOL.people[1]
TEXT = "# Ours\nWelcome.\n"


class Words:
    """`aup_document.Document` in memory."""

    async def read(self) -> str:
        return TEXT


class Offers:
    """`ports.Files` that takes everything."""

    async def offer(self, to: Person, name: str, content: bytes, why: str) -> None:
        raise AssertionError("nothing is offered here")


class Silent(Roster):
    """A directory whose copies answer and whose source does not."""

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        raise DirectoryUnavailable


class Demoting(Roster):
    """A directory whose copies still hold somebody who has lost the role."""

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        return False


def staff(count: int) -> list[Person]:
    """The example school and so many more."""
    more = (
        Person(id=f"bbbbbbbb-0000-4000-8000-{n:012}", name=f"Person {n}", roles=frozenset({"staff"}))
        for n in range(count)
    )
    return [*SCHOOL.people, *more]


def desk_of(store: Store, directory: Roster, clock: FakeClock | None = None) -> DocumentServices:
    """The use cases over that store."""
    return DocumentServices.of(
        ServiceContext(store, directory, SCHOOL, clock or FakeClock(MONDAY), JobTriggers()), Offers(), document=Words()
    )


@pytest.mark.parametrize(("directory", "raised"), [(Silent, DirectoryUnavailable), (Demoting, NotAllowed)])
async def test_publishing_asks_the_directory_afresh(directory: type[Roster], raised: type[Exception]) -> None:
    """A directory that does not answer, or that has taken the role away, publishes nothing."""
    store = MemoryStore()
    desk = desk_of(store, directory(SCHOOL.people))
    proposed = await desk.publishing.proposal(CHAMPION)
    with pytest.raises(raised):
        await desk.publishing.publish(Actor(CHAMPION, "a"), proposed.seen)
    assert store.writes == 0


class Failing(MemoryStore):
    """A store that is full after so many writes."""

    left = 1_000

    async def keep(self, outcome: Outcome) -> None:
        if self.left == 0:
            raise StoreUnavailable
        self.left -= 1
        await super().keep(outcome)


async def test_everyone_is_asked_once_whatever_happens_between(tmp_path: Path) -> None:
    """The press writes one publication; the asking goes on in batches where a full disk stopped it."""
    del tmp_path
    store, people = Failing(), staff(2 * PEOPLE_PER_WRITE + 30)
    desk = desk_of(store, Roster(people))
    await desk.publishing.publish(Actor(CHAMPION, "a"), (await desk.publishing.proposal(CHAMPION)).seen)
    assert store.writes == 1
    store.left = 2
    with pytest.raises(StoreUnavailable):
        await desk.campaigns().run()
    assert len(await store.find(Ask)) == 2 * PEOPLE_PER_WRITE
    store.left = 1_000
    job = desk.campaigns()
    assert await job.next_due() == MONDAY
    await job.run()
    asked = [person for person in people if "staff" in person.roles]
    assert len(await store.find(Ask)) == len(await store.find(Notice)) == len(asked)
    (campaign,) = await store.find(Campaign)
    assert campaign.count(*ON_STAFF) == len(asked)
    due = await job.next_due()
    assert due is not None
    assert due - MONDAY > timedelta(hours=20)


async def test_a_directory_that_is_silent_is_asked_again_later() -> None:
    """Time goes on without it, and not in a busy loop."""

    class Mute(Roster):
        mute = True

        async def holders(self, role: Role) -> Sequence[Person]:
            if self.mute:
                raise DirectoryUnavailable
            return await super().holders(role)

    store, directory, clock = MemoryStore(), Mute(SCHOOL.people), FakeClock(MONDAY)
    desk, job = desk_of(store, directory, clock), desk_of(store, directory, clock).campaigns()
    directory.mute = False
    await desk.publishing.publish(Actor(CHAMPION, "a"), (await desk.publishing.proposal(CHAMPION)).seen)
    directory.mute = True
    await job.run()
    due = await job.next_due()
    assert due is not None
    assert due > MONDAY
    directory.mute = False
    clock.move_to(due)
    await job.run()
    assert len(await store.find(Ask)) == 12


async def test_many_people(tmp_path: Path) -> None:
    """The overview of two thousand is counted and not loaded; signing and reminding go on as with twelve."""
    store, people, clock = await TinyStore.open(tmp_path), staff(2_000), FakeClock(MONDAY)
    desk = desk_of(store, Roster(people), clock)
    proposed = await desk.publishing.proposal(CHAMPION)
    published, did = await desk.publishing.publish(Actor(CHAMPION, "a"), proposed.seen)
    assert did
    job = desk.campaigns()
    await job.run()
    signer = people[500]
    await desk.signing.sign(Actor(signer, "b"), published.id, SigningForm(True, signer.name, "Words"))
    with pytest.raises(Incomplete):
        await desk.signing.sign(Actor(people[501], "c"), published.id, SigningForm(True, "X", "Words"))
    view = await desk.outstanding.overview(CHAMPION, page=3)
    assert view is not None
    assert view.campaign.count(*ON_STAFF) == 2_012
    assert sum(len(asks) for _, asks in view.page.people) == 15
    assert view.page.more == 2_011 - 60
    clock.move(timedelta(days=1))
    await desk.outstanding.remind_all(Actor(CHAMPION, "d"), published.id)
    await job.run()
    assert len(await store.find(Notice)) == 2_012 + 2_011
    assert len(await store.find(Publication)) == len(await store.find(Signature)) == 1
    await store.close()
