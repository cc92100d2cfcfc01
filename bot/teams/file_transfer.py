"""Bytes to and from where Teams keeps people's files: fetched in pieces with a limit, put in one piece.

Nothing here follows an address that is not allowed: not the first one, and not one that a redirect names. The bot's
own token goes to Teams' connector alone. No address and no name stands in the log: an address lets whoever reads it
fetch the file.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from urllib.parse import urljoin

import aiohttp
import structlog
from yarl import URL

from bot.policy.files.contents import LARGEST_FILE_BYTES
from bot.policy.files.offers import Upload
from bot.policy.incidents.evidence import SentFile
from bot.policy.kit.errors import NotTaken
from bot.teams.attachments import is_about_a_picture, original_of
from bot.teams.credentials import Tokens, TokenUnavailable
from bot.teams.file_hosts import FileAddressCheck

FETCH_PATIENCE = 30.0
"""Seconds that a file may take to come: 10 MB over a slow line, and not a host that never ends."""
PUT_PATIENCE = 60.0
"""Seconds that a file may take to be put."""
_CONNECT = 5.0
_SILENCE = 10.0
_PIECE_BYTES = 64 * 1024
_HOPS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

log = structlog.get_logger(__name__)


def open_file_session(*, through_proxy: bool = False) -> aiohttp.ClientSession:
    """The session for files: no cookies, and nothing is unpacked. `through_proxy` honours HTTPS_PROXY and its kin.

    The caller closes it. Must be called on the running loop.
    """
    return aiohttp.ClientSession(trust_env=through_proxy, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False)


class HttpFileTransfer:
    """`Fetcher` of the ports, and the putting of a file. `allowed` and `signed` say which addresses are ours to ask.

    `signed` are those that ask for the bot's token: no redirect is followed from there.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        tokens: Tokens,
        allowed: FileAddressCheck,
        signed: FileAddressCheck,
        *,
        fetch_patience: float = FETCH_PATIENCE,
        put_patience: float = PUT_PATIENCE,
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._allowed = allowed
        self._signed = signed
        self._fetch_limit = _limit(fetch_patience)
        self._put_limit = _limit(put_patience)

    async def fetch(self, sent: SentFile) -> bytes:
        """All of the file. A pasted picture whose address answers with what it is called is fetched from below that.

        Raises `NotTaken`: `file.elsewhere`, `file.too_large`, `file.link`, `file.picture_not_come`, `file.not_fetched`.
        """
        try:
            content = await self._fetch(sent.source)
            if not sent.pasted or not is_about_a_picture(content):
                return content
            address = original_of(sent.source, content)
            if address is None:
                raise NotTaken("file.picture_not_come")
            return await self._fetch(address)
        except TokenUnavailable as error:
            raise NotTaken("file.not_fetched") from error
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("file_did_not_come", error=type(error).__name__)
            raise NotTaken("file.not_fetched") from error

    async def put(self, upload: Upload, content: bytes) -> None:
        """Put a file where a person has allowed it. Raises `NotTaken`: `file.elsewhere` or `file.not_put`."""
        if not self._allowed(upload.url):
            raise NotTaken("file.elsewhere")
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Range": f"bytes 0-{len(content) - 1}/{len(content)}",
        }
        try:
            async with self._session.put(
                URL(upload.url, encoded=True),
                data=content,
                headers=headers,
                allow_redirects=False,
                timeout=self._put_limit,
            ) as response:
                if response.status not in (HTTPStatus.OK, HTTPStatus.CREATED):
                    log.warning("file_not_put", status=response.status)
                    raise NotTaken("file.not_put")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("file_not_put", error=type(error).__name__)
            raise NotTaken("file.not_put") from error

    async def _fetch(self, address: str) -> bytes:
        for _ in range(_HOPS):
            signed = self._signed(address)
            if not signed and not self._allowed(address):
                raise NotTaken("file.elsewhere")
            # Packed content could unpack to any size: it is asked for, and taken, as it is.
            headers = {"Accept-Encoding": "identity"}
            token = await self._tokens.bearer() if signed else None
            if token is not None:
                headers["Authorization"] = f"Bearer {token}"
            async with self._session.get(
                URL(address, encoded=True), headers=headers, allow_redirects=False, timeout=self._fetch_limit
            ) as response:
                if response.status not in _REDIRECTS:
                    return await _all_of(response)
                if signed:
                    raise NotTaken("file.elsewhere")
                address = urljoin(address, response.headers.get("Location", ""))
        raise NotTaken("file.elsewhere")


async def _all_of(response: aiohttp.ClientResponse) -> bytes:
    """The body, counted as it comes: what a header says of its length is not believed."""
    if response.status != HTTPStatus.OK:
        log.warning("file_did_not_come", status=response.status)
        raise NotTaken("file.not_fetched")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NotTaken("file.not_fetched")
    if (response.content_length or 0) > LARGEST_FILE_BYTES:
        raise NotTaken("file.too_large")
    content = bytearray()
    async for piece in response.content.iter_chunked(_PIECE_BYTES):
        content += piece
        if len(content) > LARGEST_FILE_BYTES:
            raise NotTaken("file.too_large")
        await asyncio.sleep(0)
    if response.content_type == "text/html" and content.lstrip()[:1] == b"<":
        # Some phones send the address of a page about the file instead of the file.
        raise NotTaken("file.link")
    return bytes(content)


def _limit(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=min(_CONNECT, seconds), sock_read=min(_SILENCE, seconds))
