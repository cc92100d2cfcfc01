"""The keys that sign what the Bot Framework sends, from its OpenID metadata. Knows nothing of tokens or activities."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

import aiohttp
import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from pydantic import BaseModel, ValidationError
from yarl import URL

from bot.services.ports import Clock

METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
"""Where the public cloud publishes its keys' address."""

_KEYS_TIMEOUT = aiohttp.ClientTimeout(total=8, connect=4)
_REFRESH_SECONDS = 10.0
"""Seconds that one refresh may take: the metadata and the keys together."""
_FRESH = timedelta(hours=24)
_USABLE = timedelta(hours=48)
"""Keys older than a day are asked for again; while nobody answers they serve one day more, so that no ping is lost."""
_REFRESH_PAUSE = timedelta(seconds=5)
"""The pause between two refreshes."""
_UNKNOWN_AT_ONCE = 5
"""Refreshes for unknown keys that need no pause. Any stranger can name an unknown key, so they are limited; a true
rotation is noticed at once all the same, and within one pause while a stranger has used up all of them: what he makes
the bot ask for is the new key too."""
_MOST_WAITING = 100
"""Requests with unknown keys that wait for a refresh; the others are refused at once."""
_LARGEST = 1_000_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One public key, and the channels it may speak for."""

    key: RSAPublicKey
    endorsements: frozenset[str]


class _Metadata(BaseModel):
    jwks_uri: str


class _Jwk(BaseModel):
    kty: str = ""
    kid: str = ""
    n: str = ""
    e: str = ""
    endorsements: list[str] = []


class _Jwks(BaseModel):
    keys: list[_Jwk]


class OpenIdKeys:
    """The signing keys by their id: fetched once a day, and once more when a token names one that is not known.

    A token that names a known key never waits: the keys are refreshed in the background, one refresh at a time. Only a
    token with an unknown key waits.
    """

    def __init__(self, session: aiohttp.ClientSession, clock: Clock, url: str = METADATA) -> None:
        self._session = session
        self._clock = clock
        self._url = URL(url)
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._refreshing: asyncio.Task[None] | None = None
        self._waiting = 0
        self._permits = float(_UNKNOWN_AT_ONCE)
        self._permits_at = clock.now()

    async def find(self, kid: str) -> SigningKey | None:
        """The key of that id, or None when no usable metadata has it."""
        known = self._usable(kid)
        if known is not None:
            if self._stale() and self._has_rested():
                self._refresh()
            return known
        if self._refreshing is None and (self._has_rested() if self._stale() else self._permit_refresh()):
            self._refresh()
        if self._refreshing is not None and self._waiting < _MOST_WAITING:
            self._waiting += 1
            try:
                await asyncio.shield(self._refreshing)
            finally:
                self._waiting -= 1
        return self._usable(kid)

    def age(self) -> timedelta | None:
        """How old the keys are; None before they were ever fetched."""
        return None if self._fetched_at is None else self._since(self._fetched_at)

    async def close(self) -> None:
        """Give up a refresh that is under way."""
        if self._refreshing is not None:
            self._refreshing.cancel()
            await asyncio.wait([self._refreshing])

    def _usable(self, kid: str) -> SigningKey | None:
        return self._keys.get(kid) if self._since(self._fetched_at) < _USABLE else None

    def _stale(self) -> bool:
        return self._since(self._fetched_at) >= _FRESH

    def _has_rested(self) -> bool:
        return self._since(self._tried_at) >= _REFRESH_PAUSE

    def _permit_refresh(self) -> bool:
        """Whether a refresh for an unknown key is within the limit; it is counted."""
        gained = self._since(self._permits_at) / _REFRESH_PAUSE
        self._permits = min(_UNKNOWN_AT_ONCE, self._permits + gained)
        self._permits_at = self._clock.now()
        if self._permits < 1:
            return False
        self._permits -= 1
        return True

    def _since(self, moment: datetime | None) -> timedelta:
        """How long ago, in either direction: a clock that was put back must not keep old keys."""
        return abs(self._clock.now() - moment) if moment else timedelta.max

    def _refresh(self) -> None:
        if self._refreshing is None:
            self._refreshing = asyncio.create_task(self._ask())
            self._refreshing.add_done_callback(self._on_refresh)

    def _on_refresh(self, done: asyncio.Task[None]) -> None:
        self._refreshing = None
        if not done.cancelled() and (error := done.exception()) is not None:
            log.error("signing_keys_failed", error=type(error).__name__)

    async def _ask(self) -> None:
        self._tried_at = self._clock.now()
        try:
            async with asyncio.timeout(_REFRESH_SECONDS):
                metadata = _Metadata.model_validate_json(await self._get(self._url))
                where = URL(metadata.jwks_uri)
                if where.scheme != self._url.scheme:
                    raise ValueError("the keys' address has another scheme than the metadata's")
                keys = _Jwks.model_validate_json(await self._get(where)).keys
        except (aiohttp.ClientError, TimeoutError, OSError, ValidationError, ValueError) as error:
            log.warning("signing_keys_unavailable", cause=type(error).__name__)
            return
        found = {key.kid: read for key in keys if key.kid and (read := _read(key)) is not None}
        if not found:
            log.warning("signing_keys_unavailable", cause="empty")
            return
        self._keys = found
        self._fetched_at = self._clock.now()

    async def _get(self, url: URL) -> bytes:
        async with self._session.get(url, timeout=_KEYS_TIMEOUT, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                raise ValueError(f"status {response.status}")
            body = bytearray()
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > _LARGEST:
                    raise ValueError("too large")
            return bytes(body)


def _read(jwk: _Jwk) -> SigningKey | None:
    if jwk.kty != "RSA":
        return None
    try:
        key = jwt.PyJWK({"kty": "RSA", "n": jwk.n, "e": jwk.e}, algorithm="RS256").key
    except (jwt.PyJWTError, ValueError) as error:
        log.warning("signing_key_unreadable", cause=type(error).__name__)
        return None
    return SigningKey(key, frozenset(jwk.endorsements)) if isinstance(key, RSAPublicKey) else None
