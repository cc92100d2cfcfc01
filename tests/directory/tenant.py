"""A tenant of Microsoft Entra for tests, and a directory over it: the SDK is real, Graph stands on loopback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.directory.graph import Graph, GraphTimeouts
from bot.directory.groups import Groups
from bot.policy.kit.people import Person
from bot.policy.kit.roles import ROLES, Role
from tests.directory.fake_graph import FakeCredential, FakeGraph

GROUPS = {role: f"bbbbbbbb-0000-4000-8000-0000000000{number:02x}" for number, role in enumerate(ROLES)}
HASTE = GraphTimeouts(pause=0.001)
"""Production's waits but for the pauses between tries, which no test sits out."""


def tenant_of(people: Iterable[Person]) -> FakeGraph:
    """A tenant with these people, and a group for each role."""
    graph = FakeGraph()
    people = tuple(people)
    for person in people:
        graph.user(person.id, person.name, mail=person.mail or None)
    for role, group in GROUPS.items():
        graph.group(group, [graph.users[person.id] for person in people if role in person.roles])
    return graph


def graph_of(tenant: FakeGraph, credential: FakeCredential | None = None, patience: GraphTimeouts = HASTE) -> Graph:
    """The real client, pointed at the tenant. The credential alone is made up."""
    held = credential or FakeCredential()
    return Graph(lambda: held, base_url=tenant.url, patience=patience, through_proxy=False)


def groups_of(tenant: FakeGraph, groups: Mapping[Role, str] = GROUPS, *, guests: bool = False) -> Groups:
    """A directory over the tenant, without copies."""
    return Groups(graph_of(tenant), groups, guests=guests)
