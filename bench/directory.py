"""What asking Microsoft Graph costs the event loop that serves turns: `python -m bench.directory`.

Graph is a process of its own on loopback with a group of 200 members, so that what it costs is not counted. Beside our
questions a watchdog wakes every millisecond; the longest it was kept waiting is what another turn would have waited.
The last rows are the same question through the SDK's own models, in a process that has asked nothing before.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import NamedTuple

from aiohttp import web

from bench.figures import Figure, tell
from bench.processes import ROOT, free_port, running
from bot.directory.cached import CachedDirectory
from bot.directory.graph import Graph, GraphTimeouts
from bot.directory.groups import Groups
from bot.policy.kit.roles import ROLES
from tests.clock import FakeClock
from tests.directory.fake_graph import FakeCredential, FakeGraph
from tests.fakes import MemoryStore

MEMBERS = 200
ROUNDS = 20
ENTRA_GROUPS = {role: f"bbbbbbbb-0000-4000-8000-0000000000{number:02x}" for number, role in enumerate(ROLES)}
SOMEBODY = "aaaaaaaa-0000-4000-8000-000000000007"


class Cost(NamedTuple):
    """Seconds until the answer, and the longest that the event loop was kept from others meanwhile."""

    took: float
    blocked: float


async def measure() -> list[tuple[str, Cost]]:
    """Rows of what was asked and its cost; of what was asked several times the worst."""
    port = free_port()
    async with running(["-m", "bench.directory", "graph", str(port)], port):
        url = f"http://127.0.0.1:{port}/v1.0"
        graph = Graph(FakeCredential, base_url=url, patience=GraphTimeouts(), through_proxy=False)
        groups = Groups(graph, ENTRA_GROUPS)
        clock = FakeClock(datetime(2026, 11, 23, 12, tzinfo=UTC))
        held = CachedDirectory(groups, MemoryStore(), clock)
        rows = [
            (f"the first question, {MEMBERS} members", await _cost(lambda: groups.members("staff"))),
            (f"{MEMBERS} members again, worst of {ROUNDS}", await _worst(lambda: groups.members("staff"))),
            (f"all {len(ROLES)} roles renewed, {MEMBERS} members each", await _cost(held.run)),
            (f"a decision confirmed, worst of {ROUNDS}", await _worst(lambda: groups.confirm(SOMEBODY, ["dsl"]))),
            (f"holders from the copy, worst of {ROUNDS}", await _worst(lambda: held.holders("staff"))),
        ]
        await held.close()
        told = subprocess.run(  # noqa: ASYNC221 - nothing else happens here while it runs
            [sys.executable, "-m", "bench.directory", "models", url], cwd=ROOT, check=True, capture_output=True
        )
        first, again = (Cost(*each) for each in json.loads(told.stdout))
        return [*rows, ("the SDK's models: the first question", first), ("the SDK's models: again", again)]


async def _cost(ask: Callable[[], Awaitable[object]]) -> Cost:
    gaps: list[float] = []
    watching = asyncio.create_task(_watch(gaps))
    await asyncio.sleep(0.02)
    gaps.clear()
    started = time.perf_counter()
    await ask()
    took = time.perf_counter() - started
    await asyncio.sleep(0.002)
    watching.cancel()
    return Cost(took, max(gaps, default=0.0))


async def _watch(gaps: list[float]) -> None:
    while True:
        slept = time.perf_counter()
        await asyncio.sleep(0.001)
        gaps.append(time.perf_counter() - slept - 0.001)


async def _worst(ask: Callable[[], Awaitable[object]]) -> Cost:
    costs = [await _cost(ask) for _ in range(ROUNDS)]
    return Cost(max(cost.took for cost in costs), max(cost.blocked for cost in costs))


async def _models(url: str) -> list[Cost]:
    """The same question as the SDK's documentation asks it."""
    from kiota_abstractions.base_request_configuration import RequestConfiguration  # noqa: PLC0415
    from kiota_authentication_azure.azure_identity_authentication_provider import (  # noqa: PLC0415
        AzureIdentityAuthenticationProvider,
    )
    from msgraph.generated.groups.item.transitive_members.graph_user.graph_user_request_builder import (  # noqa: PLC0415
        GraphUserRequestBuilder,
    )
    from msgraph.graph_request_adapter import GraphRequestAdapter  # noqa: PLC0415
    from msgraph.graph_service_client import GraphServiceClient  # noqa: PLC0415

    provider = AzureIdentityAuthenticationProvider(
        FakeCredential(),  # type: ignore[arg-type]
        scopes=["https://graph.microsoft.com/.default"],
    )
    adapter = GraphRequestAdapter(provider)
    adapter.base_url = url
    client = GraphServiceClient(request_adapter=adapter)
    query = GraphUserRequestBuilder.GraphUserRequestBuilderGetQueryParameters(
        select=["id", "displayName", "mail", "accountEnabled", "userType"], count=True, top=999
    )

    async def ask() -> object:
        asked = RequestConfiguration(query_parameters=query)
        asked.headers.add("ConsistencyLevel", "eventual")
        found = await client.groups.by_group_id(ENTRA_GROUPS["staff"]).transitive_members.graph_user.get(asked)
        assert found is not None
        assert found.value is not None
        assert len(found.value) == MEMBERS
        return found

    return [await _cost(ask), await _cost(ask)]


def _serve_graph(port: int) -> None:
    """Graph with 200 members in every role."""
    tenant = FakeGraph()
    people = [
        tenant.user(f"aaaaaaaa-0000-4000-8000-{number:012d}", f"Person {number}", mail=f"p{number}@example.org")
        for number in range(MEMBERS)
    ]
    for group in ENTRA_GROUPS.values():
        tenant.group(group, people)
    app = tenant.application()
    app.router.add_get("/healthz", _healthz)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


async def _healthz(request: web.Request) -> web.Response:
    return web.Response(text="ok")


def main() -> None:
    """Measure and print."""
    rows = asyncio.run(measure())
    print(f"{'':48}  {'took, ms':>9}  {'loop kept, ms':>13}")
    for what, cost in rows:
        print(f"{what:48}  {cost.took * 1000:9.1f}  {cost.blocked * 1000:13.1f}")
    longest = max((cost.blocked * 1000, what) for what, cost in rows if not what.startswith("the SDK"))
    tell([Figure("directory.loop_held", longest[0], longest[1])])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["graph", port]:
            _serve_graph(int(port))
        case ["models", url]:
            print(json.dumps(asyncio.run(_models(url))))
        case _:
            main()
