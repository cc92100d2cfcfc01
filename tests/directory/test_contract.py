"""What every directory promises, whoever it asks. Each kind of directory joins by a row in `DIRECTORIES`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bot.directory.roster import Roster
from bot.policy.people import ROLES, Person
from bot.services.ports import Directory

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
TEACHER = Person(id="aaaaaaaa-0000-4000-8000-000000000007", name="Siân O'Dwyer", roles=frozenset({"staff"}))
NOBODYS = Person(id="aaaaaaaa-0000-4000-8000-00000000000f", name="Visitor", roles=frozenset())
PEOPLE = (HEAD, DEPUTY, TEACHER, NOBODYS)

DIRECTORIES: dict[str, Callable[[Sequence[Person]], Directory]] = {"roster": Roster}


@pytest.fixture(params=DIRECTORIES)
def directory(request: pytest.FixtureRequest) -> Directory:
    """One of the directories, holding `PEOPLE`."""
    return DIRECTORIES[str(request.param)](PEOPLE)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
async def test_person_is_found_by_object_id(directory: Directory, person: Person) -> None:
    """Everybody is found by their Entra object id, with the roles they hold."""
    assert await directory.person(person.id) == person


async def test_letters_of_an_id_may_be_large(directory: Directory) -> None:
    """Teams and portals write an id in large or small letters: it is the same person."""
    assert await directory.person(HEAD.id.upper()) == HEAD


@pytest.mark.parametrize(
    "stranger", ["", "28:bot", "aaaaaaaa-0000-4000-8000-0000000000ff", "Rosalind Okafor", "é" * 300]
)
async def test_stranger_is_nobody(directory: Directory, stranger: str) -> None:
    """An id that nobody here has is None, not an error; a name is no id."""
    assert await directory.person(stranger) is None


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
async def test_holders_of_a_role(directory: Directory, role: str, holders: list[Person]) -> None:
    """A role has all its holders, and none is an answer too."""
    assert list(await directory.holders(role)) == holders


@pytest.mark.parametrize("role", ROLES)
async def test_holders_and_people_agree(directory: Directory, role: str) -> None:
    """Whoever is listed under a role is found by id holding that role, and the order stays the same."""
    first, second = await directory.holders(role), await directory.holders(role)
    assert list(first) == list(second)
    for holder in first:
        person = await directory.person(holder.id)
        assert person is not None
        assert role in person.roles


async def test_check_of_a_usable_directory(directory: Directory) -> None:
    """A directory that can answer says so by returning."""
    await directory.check()
