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

_PATIENCE = aiohttp.ClientTimeout(total=8, connect=4)
_FRESH = timedelta(hours=24)
_USABLE = timedelta(hours=48)
"""Keys older than a day are asked for again; while nobody answers they serve one day more, so that no ping is lost."""
_UNKNOWN_AGAIN = timedelta(seconds=60)
"""Any stranger can name an unknown key: that makes the bot ask at most this often."""
_FAILED_AGAIN = timedelta(seconds=5)
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
    """The signing keys by their id: fetched once a day, and once more when a token names one that is not known."""

    def __init__(self, session: aiohttp.ClientSession, clock: Clock, url: str = METADATA) -> None:
        self._session = session
        self._clock = clock
        self._url = URL(url)
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def find(self, kid: str) -> SigningKey | None:
        """The key of that id, or None when no usable metadata has it."""
        if kid not in self._keys or self._age() >= _FRESH:
            async with self._one_at_a_time:
                if self._should_ask(kid):
                    await self._ask()
        return self._keys.get(kid) if self._age() < _USABLE else None

    def _age(self) -> timedelta:
        return self._clock.now() - self._fetched_at if self._fetched_at else timedelta.max

    def _should_ask(self, kid: str) -> bool:
        since = self._clock.now() - self._tried_at if self._tried_at else timedelta.max
        if self._age() >= _FRESH:
            return since >= _FAILED_AGAIN
        return kid not in self._keys and since >= _UNKNOWN_AGAIN

    async def _ask(self) -> None:
        self._tried_at = self._clock.now()
        try:
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
        async with self._session.get(url, timeout=_PATIENCE, allow_redirects=False) as response:
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
