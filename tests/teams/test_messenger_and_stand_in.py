"""The messenger and Teams' stand-in, written apart from each other, agree on what each failure is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
import pytest_asyncio

from bot.local.faults import Operation, TeamsFault
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Channel, Message
from bot.teams.connector import KeptConnectors
from bot.teams.credentials import NoTokens
from bot.teams.messenger import TeamsMessenger
from bot.teams.service_urls import is_loopback
from tests import faults
from tests.clock import PATIENCE, FakeClock
from tests.fakes import MemoryStore
from tests.stand_in import StandInTeams
from tests.teams.edge import ALICE, BOT, NOW, TENANT

CARD = Message(
    summary="OS-2026-0001: spam",
    card='{"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Ping"}]}',
)


@dataclass
class Two:
    """The messenger and the stand-in at its other end."""

    messenger: TeamsMessenger
    teams: StandInTeams


@pytest_asyncio.fixture(name="two")
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Two]:
    """Patient, for a busy machine answers late; where nothing is ever answered, it is given up soon."""
    case = getattr(request.node, "callspec", None)
    silent = case is not None and case.params.get("reason") == "timeout"
    store, clock = MemoryStore(), FakeClock(NOW)
    teams = StandInTeams(tenant_id=TENANT, bot_id=BOT, people=[Person(id=ALICE, name="Alice")], clock=clock)
    patience = aiohttp.ClientTimeout(total=0.3 if silent else PATIENCE)
    async with teams.serving(), aiohttp.ClientSession(timeout=patience) as session:
        await store.keep(Outcome(records=(Channel(id=TENANT, service_url=teams.service_url, bot_id=BOT),)))
        connectors = KeptConnectors(session, NoTokens(), is_loopback)
        yield Two(TeamsMessenger(store, connectors, clock, tenant=TENANT), teams)


async def test_a_card_stands_in_the_chat_and_is_changed_there(two: Two) -> None:
    """Opened, posted with its toast, then edited: the newest card is the edited one, and it is still one message."""
    address = await two.messenger.post(ALICE, CARD)
    assert two.teams.words(ALICE) == "Ping"
    assert two.teams.chat(ALICE).messages[-1].summary == CARD.summary
    await two.messenger.edit(address, Message(summary="s", card=(CARD.card or "").replace("Ping", "Taken")))
    assert two.teams.words(ALICE) == "Taken"
    assert len(two.teams.chat(ALICE).from_bot) == 1


@pytest.mark.parametrize("operation", ["create", "send", "update"])
@pytest.mark.parametrize(
    ("fault", "reason", "for_good", "retry_after"),
    [
        (faults.too_many_requests(3), "throttled", False, 3.0),
        (faults.too_many_requests(None), "throttled", False, None),
        (faults.not_installed(), "not_installed", True, None),
        (faults.forbidden(), "blocked", True, None),
        (faults.disabled_by_admin(), "disabled", False, None),
        (faults.not_found(), "gone", True, None),
        (faults.precondition_failed(), "http_412", False, None),
        (faults.server_error(), "http_500", False, None),
        (faults.bad_gateway(), "http_502", False, None),
        (faults.unavailable(2), "http_503", False, 2.0),
        (faults.gateway_timeout(), "http_504", False, None),
        (faults.hang(), "timeout", False, None),
        (faults.dropped_connection(), "no_connection", False, None),
    ],
)
async def test_each_fault_is_told_as_it_is(
    two: Two,
    operation: Operation,
    fault: TeamsFault,
    reason: str,
    for_good: bool,
    retry_after: float | None,
) -> None:
    """The same word whether a chat is opened, a message is sent or one is changed."""
    address = await two.messenger.post(ALICE, CARD) if operation == "update" else None
    two.teams.faults.on(fault, operations=operation)
    with pytest.raises(Undelivered) as caught:
        await (two.messenger.edit(address, CARD) if address else two.messenger.post(ALICE, CARD))
    assert (caught.value.reason, caught.value.for_good, caught.value.retry_after) == (reason, for_good, retry_after)


async def test_whoever_took_the_app_away_is_not_installed(two: Two) -> None:
    """For opening a chat and for one that was known."""
    await two.messenger.post(ALICE, CARD)
    await two.teams.uninstall(ALICE)
    with pytest.raises(Undelivered) as caught:
        await two.messenger.post(ALICE, CARD)
    assert (caught.value.reason, caught.value.for_good) == ("not_installed", True)
