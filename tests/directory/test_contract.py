"""What every directory promises, whoever it asks. Each kind of directory joins by a row in `DIRECTORIES`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.directory.cached import CachedDirectory
from bot.directory.roster import Roster
from bot.policy.kit.people import Person
from bot.policy.kit.roles import ROLES, Role
from bot.services.ports import Directory
from tests.clock import FakeClock
from tests.directory.tenant import groups_of, tenant_of
from tests.fakes import MemoryStore

HEAD = Person(
    id="aaaaaaaa-0000-4000-8000-000000000001",
    name="Rosalind Okafor",
    mail="r.okafor@larkspurhill.example.org",
    roles=frozenset({"staff", "headteacher", "dsl", "champion"}),
)
DEPUTY = Person(
    id="aaaaaaaa-0000-4000-8000-000000000002",
    name="Gareth Penhallow",
    roles=frozenset({"staff", "deputy_dsl", "champion"}),
)
TEACHER = Person(id="aaaaaaaa-0000-4000-8000-000000000007", name="Siân O'Dwyer 🙂", roles=frozenset({"staff"}))
PEOPLE = (HEAD, DEPUTY, TEACHER)


@asynccontextmanager
async def _roster(people: Sequence[Person]) -> AsyncIterator[Directory]:
    yield Roster(people)


@asynccontextmanager
async def _graph(people: Sequence[Person]) -> AsyncIterator[Directory]:
    async with tenant_of(people).serving() as tenant:
        groups = groups_of(tenant)
        yield groups
        await groups.close()


@asynccontextmanager
async def _held(people: Sequence[Person]) -> AsyncIterator[Directory]:
    async with tenant_of(people).serving() as tenant:
        held = CachedDirectory(groups_of(tenant), MemoryStore(), FakeClock(datetime(2026, 11, 23, 12, tzinfo=UTC)))
        yield held
        await held.close()


@asynccontextmanager
async def _held_from_the_store(people: Sequence[Person]) -> AsyncIterator[Directory]:
    """Copies that an earlier run has kept, with Graph away for everything but confirming."""
    store, clock = MemoryStore(), FakeClock(datetime(2026, 11, 23, 12, tzinfo=UTC))
    async with tenant_of(people).serving() as tenant:
        earlier = CachedDirectory(groups_of(tenant), store, clock)
        await earlier.run()
        await earlier.close()
        held = CachedDirectory(groups_of(tenant), store, clock)
        yield held
        assert not [asked for asked in tenant.requests[len(ROLES) :] if "transitiveMembers" in asked]
        await held.close()


DIRECTORIES: dict[str, Callable[[Sequence[Person]], AbstractAsyncContextManager[Directory]]] = {
    "roster": _roster,
    "graph": _graph,
    "held": _held,
    "held from the store": _held_from_the_store,
}


@pytest.fixture(params=DIRECTORIES)
async def directory(request: pytest.FixtureRequest) -> AsyncIterator[Directory]:
    """One of the directories, holding `PEOPLE`."""
    async with DIRECTORIES[str(request.param)](PEOPLE) as opened:
        yield opened


def _by_id(people: Sequence[Person]) -> list[Person]:
    return sorted(people, key=lambda person: person.id)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
async def test_person_is_found_by_object_id(directory: Directory, person: Person) -> None:
    """Everybody who holds a role is found by their Entra object id, with the roles they hold."""
    assert await directory.person(person.id) == person


async def test_letters_of_an_id_may_be_large(directory: Directory) -> None:
    """Teams and portals write an id in large or small letters: it is the same person."""
    assert await directory.person(HEAD.id.upper()) == HEAD
    assert await directory.confirm(HEAD.id.upper(), ["headteacher"])


@pytest.mark.parametrize(
    "stranger",
    [
        "",
        "28:bot",
        "aaaaaaaa-0000-4000-8000-0000000000ff",
        "Rosalind Okafor",
        "r.okafor@larkspurhill.example.org",
        "../groups",
        "é" * 300,
    ],
)
async def test_stranger_is_nobody(directory: Directory, stranger: str) -> None:
    """An id that nobody here has is None and confirmed in nothing, not an error; a name or an address is no id."""
    assert await directory.person(stranger) is None
    assert not await directory.confirm(stranger, ROLES)


@pytest.mark.parametrize(
    ("role", "holders"),
    [
        ("headteacher", [HEAD]),
        ("dsl", [HEAD]),
        ("champion", [HEAD, DEPUTY]),
        ("deputy_dsl", [DEPUTY]),
        ("staff", [HEAD, DEPUTY, TEACHER]),
        ("technician", []),
        ("no_such_role", []),
    ],
)
async def test_holders_of_a_role(directory: Directory, role: Role, holders: list[Person]) -> None:
    """A role has all its holders, once each, and none is an answer too."""
    assert _by_id(await directory.holders(role)) == holders


@pytest.mark.parametrize("role", ROLES)
async def test_holders_and_people_agree(directory: Directory, role: Role) -> None:
    """Whoever is listed under a role is found by id holding that role and confirmed in it; the order stays the same."""
    first, second = await directory.holders(role), await directory.holders(role)
    assert list(first) == list(second)
    for holder in first:
        person = await directory.person(holder.id)
        assert person is not None
        assert role in person.roles
        assert await directory.confirm(holder.id, [role])


@pytest.mark.parametrize(
    ("person", "roles", "confirmed"),
    [
        (HEAD, ["headteacher"], True),
        (HEAD, ["technician", "headteacher"], True),
        (HEAD, ["deputy_dsl"], False),
        (TEACHER, ["headteacher", "dsl", "champion"], False),
        (HEAD, [], False),
        (HEAD, ["no_such_role"], False),
        (TEACHER, list(ROLES), True),
    ],
)
async def test_confirming_a_role(directory: Directory, person: Person, roles: list[Role], confirmed: bool) -> None:
    """One of the roles is enough; none of them, or no role at all, is a no."""
    assert await directory.confirm(person.id, roles) is confirmed


async def test_check_of_a_usable_directory(directory: Directory) -> None:
    """A directory that can answer says so by returning; what it holds is not old."""
    await directory.holders("staff")
    await directory.check()
    age = directory.age()
    assert age is None or age.total_seconds() == 0
