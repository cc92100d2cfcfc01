"""Files are fetched from Teams' own places alone, with the bot's token to its connector alone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from aiohttp import web

from bot.policy.files.contents import LARGEST_FILE_BYTES
from bot.policy.files.offers import Upload
from bot.policy.incidents.evidence import SentFile
from bot.policy.kit.errors import NotTaken
from bot.teams.file_hosts import is_attachment_of, is_on_this_machine, is_onedrive, is_pasted_picture
from bot.teams.file_transfer import HttpFileTransfer, open_file_session
from tests.clock import PATIENCE
from tests.teams.edge import serve

ONEDRIVE = [
    "https://contoso-my.sharepoint.com/personal/j_doe/_layouts/15/download.aspx?UniqueId=1&tempauth=v1.eyJ&x=%20",
    "https://contoso.sharepoint.com:443/sites/x/a.png",
    "https://CONTOSO.SharePoint.com/a",
    "https://westeurope1-mediap.svc.ms/transform/zip?x=1",
]
PICTURES = [
    "https://smba.trafficmanager.net/emea/v3/attachments/0-weu-d8-x/views/original",
    "https://smba.trafficmanager.net/uk/22222222-2222-4333-8444-555555555555/v3/attachments/0-x/views/imgo",
    "https://smba.trafficmanager.net/v3/attachments/0-x.1/views/original",
    "https://smba.trafficmanager.net/amer/v3/attachments/0-x",
    "https://SMBA.trafficmanager.net:443/teams/v3/attachments/0-x/views/original",
    "https://smba.infra.gcc.teams.microsoft.com/teams/v3/attachments/0-x/views/original",
]
NEITHER = [
    "http://contoso.sharepoint.com/a",
    "https://contoso.sharepoint.com.evil.example/a",
    "https://evil.example/.sharepoint.com/a",
    "https://evil.example/?x=.sharepoint.com/",
    "https://evilsharepoint.com/a",
    "https://sharepoint.com.evil.example/a",
    "https://contoso.sharepoint.com@evil.example/a",
    "https://user:word@contoso.sharepoint.com/a",
    "https://contoso.sharepoint.com:8443/a",
    "https://contoso.sharepoint.com\\@evil.example/a",
    "https://contoso.sharepoint.com",
    "https://contoso.sharepoint.com/a b",
    "https://contoso.sharepoint.com/a\r\nHost: evil.example",
    "https://contoso.sharepoint.com/\u202e",
    "https://contoso。sharepoint。com/a",
    "https://.sharepoint.com/a",
    "https://smba.trafficmanager.net/emea/v3/conversations/x",
    "https://smba.trafficmanager.net/emea/v3/attachments/../../x",
    "https://smba.trafficmanager.net/emea/v3/attachments/x/views/../../../conversations/a/members",
    "https://smba.trafficmanager.net/emea/v3/attachments/x/views/%2e%2e/original",
    "https://smba.trafficmanager.net/emea/v3/attachments/x%2fviews%2foriginal",
    "https://smba.trafficmanager.net/emea/v3/attachments/x/views/original?y=/v3/conversations",
    "https://smba.trafficmanager.net/emea/v3/attachments/x/views/original#y",
    "https://smba.trafficmanager.net/emea/v3/attachments/x/views/original/",
    "https://smba.trafficmanager.net/emea/v3/attachments/x/views/",
    "https://smba.trafficmanager.net/emea/v3/attachments/x/views",
    "https://smba.trafficmanager.net/emea/v3/attachments/",
    "https://smba.trafficmanager.net/emea/v3/attachments/..",
    "https://smba.trafficmanager.net/emea/v3/attachments/.",
    "https://smba.trafficmanager.net/emea/v3/attachments/x;y=z/views/original",
    "https://smba.trafficmanager.net/emea//v3/attachments/x/views/original",
    "https://smba.trafficmanager.net/v3/conversations/v3/attachments/x/views/original",
    "https://smba.trafficmanager.net/v3/conversations/a/activities/v3/attachments/x",
    "https://smba.trafficmanager.net/v3/conversations?x=/v3/attachments/y",
    "https://smba.trafficmanager.net/emea/x/v3/attachments/x/views/original",
    "https://smba.trafficmanager.net/emea/v3/attachments/x/views/original/v3/attachments/x",
    "http://smba.trafficmanager.net/emea/v3/attachments/x/views/original",
    "https://smba.trafficmanager.net:8443/emea/v3/attachments/x/views/original",
    "https://evil.trafficmanager.net/emea/v3/attachments/x/views/original",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/a",
    "file:///etc/passwd",
    "",
    "https://contoso.sharepoint.com/" + "a" * 5_000,
]


@pytest.mark.parametrize("url", ONEDRIVE)
def test_onedrive(url: str) -> None:
    """OneDrive and SharePoint over https; no token goes there."""
    assert is_onedrive(url)
    assert not is_pasted_picture(url)
    assert not is_on_this_machine(url)


@pytest.mark.parametrize("url", PICTURES)
def test_pasted_pictures(url: str) -> None:
    """They lie with Teams' connector."""
    assert is_pasted_picture(url)
    assert not is_onedrive(url)


@pytest.mark.parametrize("url", NEITHER)
def test_everything_else(url: str) -> None:
    """However it is spelt."""
    assert not is_onedrive(url)
    assert not is_pasted_picture(url)


@pytest.mark.parametrize(
    ("service_url", "url", "its_own"),
    [
        ("https://smba.trafficmanager.net/emea/", PICTURES[0], True),
        ("https://smba.trafficmanager.net/uk/22222222-2222-4333-8444-555555555555/", PICTURES[0], True),
        ("https://smba.trafficmanager.net:443", PICTURES[0], True),
        ("http://127.0.0.1:3978/connector", "http://127.0.0.1:3978/connector/v3/attachments/x/views/original", True),
        ("http://127.0.0.1:3978/connector", "http://127.0.0.1:3979/connector/v3/attachments/x/views/original", False),
        ("http://127.0.0.1:3978/connector", "https://127.0.0.1:3978/connector/v3/attachments/x", False),
        ("http://127.0.0.1:3978/connector", PICTURES[0], False),
        ("https://smba.infra.gcc.teams.microsoft.com/teams", PICTURES[0], False),
        ("https://smba.trafficmanager.net/emea/", "https://smba.trafficmanager.net/emea/v3/conversations/x", False),
        ("", PICTURES[0], False),
        ("https://smba.trafficmanager.net/emea/", "", False),
    ],
)
def test_an_attachment_lies_with_the_connector_that_sent_it(service_url: str, url: str, its_own: bool) -> None:
    """The same scheme, host and port, and exactly the path of an attachment."""
    assert is_attachment_of(url, service_url) is its_own


@pytest.mark.parametrize("url", ["http://127.0.0.1:3978/connector/files/x", "http://localhost:1/a", "http://[::1]:1/a"])
def test_this_machine(url: str) -> None:
    """For `--local` alone."""
    assert is_on_this_machine(url)
    assert not is_onedrive(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1.evil.example/a", "http://127.0.0.1@evil.example/", "http://10.0.0.1/"]
)
def test_not_this_machine(url: str) -> None:
    """Another one."""
    assert not is_on_this_machine(url)


class Token:
    """A token that must not leave for anywhere else."""

    async def bearer(self) -> str:
        """The secret."""
        return "secret"

    async def close(self) -> None:
        """Nothing."""


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest_asyncio.fixture
async def road() -> AsyncIterator[HttpFileTransfer]:
    """A road on this machine, as patient as a busy one needs."""
    async with opened(PATIENCE) as patient:
        yield patient


@asynccontextmanager
async def opened(patience: float) -> AsyncIterator[HttpFileTransfer]:
    """A road on this machine whose `/signed` asks for the token."""
    session = open_file_session()
    yield HttpFileTransfer(
        session,
        Token(),
        lambda url: is_on_this_machine(url) and "/signed" not in url,
        lambda url: is_on_this_machine(url) and "/signed" in url,
        fetch_patience=patience,
        put_patience=patience,
    )
    await session.close()


async def fetched(road: HttpFileTransfer, handler: Handler, path: str = "/a", *, pasted: bool = False) -> bytes | str:
    """The file, or the key of the refusal."""
    async with serve([web.get("/{all:.*}", handler)]) as url:
        try:
            return await road.fetch(SentFile(name="a", source=url + path, pasted=pasted))
        except NotTaken as refused:
            return refused.key


async def test_the_token_goes_to_the_connector_alone(road: HttpFileTransfer) -> None:
    """A pasted picture is asked for with it, a file without."""

    async def tell(request: web.Request) -> web.Response:
        return web.Response(text=request.headers.get("Authorization", "none"))

    assert await fetched(road, tell, "/signed") == b"Bearer secret"
    assert await fetched(road, tell) == b"none"


async def test_redirects(road: HttpFileTransfer) -> None:
    """Followed within what is allowed, a few times, and never from where the token was given."""

    async def onward(request: web.Request) -> web.Response:
        match request.path:
            case "/once":
                raise web.HTTPFound("/a")
            case "/round":
                raise web.HTTPFound("/round")
            case "/away":
                raise web.HTTPTemporaryRedirect("https://evil.example/")
            case "/nowhere":
                return web.Response(status=302)
            case "/signed":
                raise web.HTTPFound("/a")
        return web.Response(text="here")

    assert await fetched(road, onward, "/once") == b"here"
    for path in ("/round", "/away", "/signed", "/nowhere"):
        assert await fetched(road, onward, path) == "file.elsewhere"


ABOUT = {"name": "image.png", "type": "image/png", "views": [{"viewId": "original", "size": 9}]}


@pytest.mark.parametrize(
    ("path", "told", "came"),
    [
        ("/signed/v3/attachments/x", ABOUT, b"picture, Bearer secret"),
        ("/signed/v3/attachments/x", {**ABOUT, "views": [{"viewId": "thumbnail"}]}, "file.picture_not_come"),
        ("/signed/v3/attachments/x", {**ABOUT, "views": "original"}, "file.picture_not_come"),
        ("/signed/v3/attachments/x", {**ABOUT, "views": [{"viewId": "../../conversations"}]}, "file.picture_not_come"),
        ("/signed/v3/attachments/x/views/small", ABOUT, "file.picture_not_come"),
        ("/v3/attachments/x", ABOUT, b"picture, none"),
    ],
)
async def test_a_pasted_picture_that_is_told_of(
    road: HttpFileTransfer, path: str, told: dict[str, object], came: bytes | str
) -> None:
    """Its address answers with what it is called: the picture is fetched from its original view alone."""
    asked: list[str] = []

    async def give(request: web.Request) -> web.Response:
        asked.append(request.path)
        if request.path.endswith("/views/original"):
            return web.Response(text=f"picture, {request.headers.get('Authorization', 'none')}")
        return web.json_response(told)

    assert await fetched(road, give, path, pasted=True) == came
    assert asked == [path, *([f"{path}/views/original"] if isinstance(came, bytes) else [])]


async def test_a_file_that_only_looks_so_is_taken_as_it_is(road: HttpFileTransfer) -> None:
    """What was attached, and not pasted, may be such words; a picture that was pasted is one already."""

    async def give(request: web.Request) -> web.Response:
        return web.json_response(ABOUT) if request.path == "/a" else web.Response(body=b"\x89PNG")

    assert json.loads(await fetched(road, give)) == ABOUT
    assert await fetched(road, give, "/b", pasted=True) == b"\x89PNG"


async def test_limits(road: HttpFileTransfer) -> None:
    """10 MB, whatever is said of the length, and whatever it would unpack to."""
    sizes = {"/whole": LARGEST_FILE_BYTES, "/more": LARGEST_FILE_BYTES + 1}

    async def give(request: web.Request) -> web.Response:
        if request.path == "/packed":
            return web.Response(body=b"x", headers={"Content-Encoding": "gzip"})
        if request.path == "/lies":
            return web.Response(body=b"x", headers={"Content-Length": str(LARGEST_FILE_BYTES * 9)})
        return web.Response(body=b"a" * sizes[request.path])

    assert len(await fetched(road, give, "/whole")) == LARGEST_FILE_BYTES
    assert await fetched(road, give, "/more") == "file.too_large"
    assert await fetched(road, give, "/packed") == "file.not_fetched"
    assert await fetched(road, give, "/lies") == "file.too_large"


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 429, 500, 503])
async def test_any_other_answer(road: HttpFileTransfer, status: int) -> None:
    """Is no file."""

    async def say(_: web.Request) -> web.Response:
        return web.Response(status=status)

    assert await fetched(road, say) == "file.not_fetched"


async def test_a_host_that_does_not_answer() -> None:
    """Or that gives a byte now and then for ever."""

    async def silent(_: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    async def drop_by_drop(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b"a")
            await asyncio.sleep(0.05)

    async with opened(patience=0.3) as road:
        assert await fetched(road, silent) == "file.not_fetched"
        assert await fetched(road, drop_by_drop) == "file.not_fetched"
        with pytest.raises(NotTaken):
            await road.fetch(SentFile(name="a", source="http://127.0.0.1:1/a"))


@pytest.mark.parametrize(("status", "taken"), [(200, True), (201, True), (202, False), (302, False), (403, False)])
async def test_putting(road: HttpFileTransfer, status: int, taken: bool) -> None:
    """In one piece that says how large it is; no redirect is followed, and no token goes along."""
    seen: list[tuple[str, str, bytes]] = []

    async def take(request: web.Request) -> web.Response:
        seen.append((request.path, request.headers["Content-Range"], await request.read()))
        assert "Authorization" not in request.headers
        return web.Response(status=status, headers={"Location": "/b"})

    async with serve([web.put("/{all:.*}", take)]) as url:
        try:
            await road.put(Upload(url=f"{url}/a"), b"words")
            assert taken
        except NotTaken as refused:
            assert refused.key == "file.not_put"
            assert not taken
    assert seen == [("/a", "bytes 0-4/5", b"words")]


async def test_putting_elsewhere(road: HttpFileTransfer) -> None:
    """Nothing is asked of it."""
    with pytest.raises(NotTaken) as refused:
        await road.put(Upload(url="https://evil.example/a"), b"words")
    assert refused.value.key == "file.elsewhere"
