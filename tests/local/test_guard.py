"""The page's routes are for this page on this machine, and take nothing that they should not."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.composition.serving import serving
from bot.composition.stores import SchoolStores
from bot.local.shapes import an_object
from bot.settings import load_school
from bot.teams.credentials import BotIdentity
from storage.file_folder import FileFolder
from storage.tinydb_store import TinyStore
from tests.clock import FakeClock
from tests.local.fake_bot import CHAMPION, HEADTEACHER, TEACHER
from tests.local.story_bot import story_app
from tests.rig import MONDAY, SCHOOL_FILE, school_at_work


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "{own}"}, 200),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "elsewhere.example"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
async def test_only_this_page_can_press(headers: dict[str, str], status: int) -> None:
    """Another site, another name for this address, and a form are refused."""
    async with story_app() as (teams, url), aiohttp.ClientSession() as session:
        sent = {"Content-Type": "application/json", **{key: value.format(own=url) for key, value in headers.items()}}
        body = json.dumps({"text": "hello", "files": []})
        async with session.post(f"{url}/local/chats/{TEACHER.id}/say", data=body, headers=sent) as response:
            assert response.status == status
        assert bool(teams.chat(TEACHER.id).messages) is (status == 200)


EVERYWHERE = [
    ("POST", "/api/messages"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("POST", "/connector/v3/conversations"),
    ("GET", "/connector/v3/conversations/a:1/members"),
    ("GET", "/"),
    ("GET", "/page/js/app.js"),
    ("GET", "/local/school"),
    ("GET", "/local/events"),
    ("GET", "/no/such"),
    ("OPTIONS", "/api/messages"),
]
FOREIGN = [
    {"Host": "elsewhere.example"},
    {"Host": "elsewhere.example:{port}"},
    {"Host": "127.0.0.1.elsewhere.example:{port}"},
    {"Host": "127.0.0.1:{port}@elsewhere.example"},
    {"Host": "localhost.:{port}"},
    {"Host": "[::1"},
    {"Host": ""},
    {"Host": "192.168.0.7:{port}"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "https://127.0.0.1:{port}"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "http://127.0.0.1:{port}.elsewhere.example"},
    {"Origin": "null"},
    {"Origin": ""},
]


async def test_nothing_answers_another_name_or_another_page(tmp_path: Path) -> None:
    """The bot, its figures, the connector and the page: 403, and nothing else in the answer."""
    refused = (403, {"problem": "This bot is for this machine alone."})
    async with school_at_work(tmp_path) as rig, aiohttp.ClientSession() as session:
        port = rig.url.rpartition(":")[2]
        for method, path in EVERYWHERE:
            for foreign in FOREIGN:
                sent = {name: text.format(port=port) for name, text in foreign.items()}
                async with session.request(method, f"{rig.url}{path}", headers=sent) as response:
                    assert (response.status, await response.json()) == refused, (method, path, foreign)


async def test_this_machine_is_known_by_each_of_its_names(tmp_path: Path) -> None:
    """With the port, whichever it was forwarded from, and with the page's own origin or none."""
    async with school_at_work(tmp_path) as rig, aiohttp.ClientSession() as session:
        for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
            for host in (f"{name}:{rig.url.rpartition(':')[2]}", f"{name}:8080"):
                for sent in ({"Host": host}, {"Host": host, "Origin": f"http://{host}"}):
                    async with session.get(f"{rig.url}/metrics", headers=sent) as response:
                        assert response.status == 200


async def test_one_name_and_no_more(tmp_path: Path) -> None:
    """Two hosts in one request, or none, are no name of this machine."""
    async with school_at_work(tmp_path) as rig:
        port = int(rig.url.rpartition(":")[2])
        for hosts in (b"", b"Host: 127.0.0.1\r\nHost: elsewhere.example\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /metrics HTTP/1.1\r\n" + hosts + b"Connection: close\r\n\r\n")
            assert (await reader.readline()).split()[1] in (b"403", b"400")
            writer.close()


async def test_a_bot_for_a_real_tenant_asks_for_no_name(tmp_path: Path) -> None:
    """It stands behind whatever name the school gives it, and its tokens say who calls."""
    school, clock = load_school(SCHOOL_FILE), FakeClock(MONDAY)
    identity = BotIdentity("SingleTenant", "app", school.tenant_id, "secret")
    store = await TinyStore.open(tmp_path)
    try:
        async with serving([SchoolStores(school, store, FileFolder(tmp_path / "evidence"))], clock, identity) as app:
            client = TestClient(TestServer(app))
            async with client:
                for sent in ({"Host": "bot.school.example"}, {"Origin": "https://elsewhere.example"}):
                    assert (await client.get("/healthz", headers=sent)).status == 200
                    assert (await client.post("/api/messages", json={}, headers=sent)).status == 400
    finally:
        await store.close()


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/local/chats/nobody/say", {"text": "hello"}, 404),
        (f"/local/chats/{TEACHER.id}/say", None, 400),
        (f"/local/chats/{TEACHER.id}/dialog", {"data": {}}, 409),
        (f"/local/chats/{TEACHER.id}/consent", {"message": "1", "accept": True}, 409),
        (f"/local/chats/{TEACHER.id}/message-action", {"message": "1", "command": "report"}, 409),
        ("/local/clock", {"minutes": -5}, 400),
        ("/local/clock", {}, 400),
    ],
)
async def test_what_cannot_be_done_is_refused(path: str, body: dict[str, object] | None, status: int) -> None:
    """A 4xx, and nothing happens."""
    async with story_app() as (_, url), aiohttp.ClientSession() as session:
        text = "not json" if body is None else json.dumps(body)
        async with session.post(f"{url}{path}", data=text, headers={"Content-Type": "application/json"}) as response:
            assert response.status == status


async def test_only_the_pages_own_files_are_served() -> None:
    """And with a policy that lets nothing else in."""
    async with story_app() as (_, url), aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert "http" not in (await response.text()).replace("http-equiv", "")
        for path, status in (
            ("/page/js/app.js", 200),
            ("/page/vendor/markdown-it.esm.min.mjs", 200),
            ("/page/..%2fpage.py", 404),
            ("/page/%2e%2e/%2e%2e/%2e%2e/etc/passwd", 404),
            ("/page/vendor", 404),
        ):
            async with session.get(f"{url}{path}") as response:
                assert response.status == status


async def test_the_page_learns_who_there_is() -> None:
    """Their roles in the policy's order, and whose chats are open at first."""
    async with story_app() as (_, url), aiohttp.ClientSession() as session:
        async with session.get(f"{url}/local/school") as response:
            school = an_object(await response.json())
        assert school["opened"] == [TEACHER.id, CHAMPION.id, HEADTEACHER.id]
        people = school["people"]
        assert isinstance(people, list)
        assert an_object(people[2])["roles"] == ["headteacher", "dsl", "staff"]
        assert school["actions"] == [{"id": "report", "title": "Report to Online Safety"}]


async def test_changes_are_streamed_as_they_happen() -> None:
    """An event for each message; the stream ends with the application, without delay."""
    async with story_app() as (teams, url), aiohttp.ClientSession() as session:
        async with session.get(f"{url}/local/events") as response:
            assert response.content_type == "text/event-stream"
            await response.content.readuntil(b"\n\n")
            await teams.say(TEACHER.id, "hello")
            event = json.loads((await response.content.readuntil(b"\n\n")).removeprefix(b"data: "))
        assert (event["kind"], event["change"], event["person"]) == ("message", "new", TEACHER.id)
        assert event["message"]["activity"]["text"] == "hello"
