"""Conversations that are not surely one person's own: whatever is written or pressed there, nothing is shown."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.local.answers import BotAnswer
from bot.local.shapes import Json, JsonObject
from bot.policy.incidents.incident import Incident, Note
from bot.policy.kit.records import Chat
from cards.words.sentences import sentence
from tests.rig import CHAMPION, TEACHER, Rig
from tests.teams.edge import ConnectorServer, serve
from tests.transcripts.play import play

GROUP = "19:grp@thread.v2"
PLACES: tuple[JsonObject, ...] = (
    {"id": GROUP, "isGroup": True},
    {"id": GROUP, "conversationType": None},
    {"id": GROUP},
    {"id": GROUP, "conversationType": "personal"},
    {"id": "a:somebody", "isGroup": True, "conversationType": "personal"},
    {"id": "a:somebody"},
    {"id": "19:c@thread.tacv2", "conversationType": "channel", "isGroup": True},
)
TOLD = ("Tomasz", "OS-2026-0001", "Threatening", "Birtwhistle", "Wardle")
"""Words of the report, and of those who have to do with it."""
CARD_ACTIONS: tuple[JsonObject, ...] = (
    {"verb": "incident.show", "data": {"id": "OS-2026-0001"}},
    {"verb": "incident.acknowledge", "data": {"id": "OS-2026-0001"}},
    {"verb": "incident.note.send", "data": {"id": "OS-2026-0001", "note": "n"}},
    {"verb": "log.show", "data": {}},
    {"verb": "no.such.verb", "data": {}},
)
MESSAGES: tuple[JsonObject, ...] = (
    {"text": "log"},
    {"text": "OS-2026-0001"},
    {"text": "find Tomasz"},
    {"text": "who has not signed"},
    {"text": "reach"},
    {"value": {"verb": "incident.show", "id": "OS-2026-0001"}},
    {"text": "", "value": {"verb": "incident.acknowledge", "id": "OS-2026-0001"}},
)
INVOKES: Mapping[str, Json] = {
    "task/fetch": {"data": {"verb": "incident.show", "id": "OS-2026-0001"}},
    "task/submit": {"data": {"verb": "incident.note.send", "id": "OS-2026-0001", "note": "n"}},
    "composeExtension/query": {"commandId": "log", "parameters": []},
    "composeExtension/fetchTask": {"commandId": "log"},
    "composeExtension/submitAction": {"commandId": "report", "data": {"verb": "incident.show", "id": "OS-2026-0001"}},
    "fileConsent/invoke": {"action": "accept", "context": {"offer": "x"}},
    "search": {"queryText": "Tomasz"},
}


@dataclass
class Company:
    """A report that nobody has taken, and a chat that others may read."""

    rig: Rig
    connector: ConnectorServer
    url: str
    usual: JsonObject
    posted: int = 0

    async def post(self, place: JsonObject, changes: JsonObject) -> BotAnswer:
        """An activity of the Champion's from that place."""
        self.posted += 1
        named: JsonObject = {"id": f"c{self.posted}", "conversation": place, "serviceUrl": f"{self.url}/"}
        return await self.rig.teams.post({**self.usual, **named, **changes})

    def said(self) -> str:
        """Every word that was sent into the place."""
        return json.dumps([call.body for call in self.connector.calls])


@pytest_asyncio.fixture
async def company(rig: Rig) -> AsyncIterator[Company]:
    """The Champion has been alerted, and everything else happens where others may read along."""
    report = {"what": "Tomasz was threatened"}
    await play(
        rig,
        [
            (TEACHER, "says", "report threat"),
            (TEACHER, "presses", "Send", report),
            (CHAMPION, "reads", "Tomasz was threatened"),
        ],
    )
    usual = (await rig.teams.say(CHAMPION, "help")).activity
    connector = ConnectorServer()
    async with serve(connector.routes()) as url:
        yield Company(rig, connector, url, usual)


@pytest.mark.parametrize("place", PLACES)
async def test_nothing_is_shown_in_company(company: Company, place: JsonObject) -> None:
    """A message is answered with the way to the private chat and nothing else; a press and a dialog change nothing."""
    before = await company.rig.store.get(Incident, "OS-2026-0001")
    road = await company.rig.store.get(Chat, CHAMPION)
    for message in MESSAGES:
        assert (await company.post(place, message)).taken
    assert len(company.connector.calls) == len(MESSAGES)
    for call in company.connector.calls:
        assert call.body["text"] == sentence("group")
        assert not call.body.get("attachments")
    for action in CARD_ACTIONS:
        pressed: JsonObject = {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": action}}
        answer = await company.post(place, {**pressed, "text": None})
        assert (answer.message, answer.card) == (sentence("group").replace("**", ""), None)
    for name, value in INVOKES.items():
        answer = await company.post(place, {"type": "invoke", "name": name, "value": value, "text": None})
        assert answer.opens is None
        assert not any(word in json.dumps(answer.body) for word in TOLD), name
    assert len(company.connector.calls) == len(MESSAGES), company.said()
    assert await company.rig.store.get(Incident, "OS-2026-0001") == before
    assert await company.rig.store.get(Chat, CHAMPION) == road
    assert not await company.rig.store.find(Note)


async def test_the_chat_of_ones_own_is_private_in_any_case(company: Company) -> None:
    """`Personal` is `personal`."""
    await company.post({"id": "a:own", "conversationType": "Personal"}, {"text": "log"})
    assert "OS-2026-0001" in company.said()
