"""The page's routes are for this page on this machine, and take nothing that they should not."""

from __future__ import annotations

import json

import aiohttp
import pytest

from bot.local.shapes import an_object
from tests.local.fake_bot import CHAMPION, HEADTEACHER, TEACHER
from tests.local.story_bot import story_app


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
