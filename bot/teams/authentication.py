"""Is this request from the Bot Framework, and meant for this bot? Knows nothing of tenants, people or what is asked.

Written here because the framework's own check accepts a token without an end, skips its checks when `channelId` or
`serviceUrl` is missing, blocks the event loop while it fetches keys, cannot follow a key rotation, and always lets the
emulator's tokens in. Source: "Authenticate requests from the Bot Connector service to your bot" (Microsoft Learn).
"""

from __future__ import annotations

import hashlib
import math
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import jwt
from botbuilder.schema import Activity, CallerIdConstants
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.services.ports import Clock
from bot.teams.connector import AUDIENCE, KeptConnectors
from bot.teams.openid import OpenIdKeys
from bot.teams.service_urls import is_loopback

ISSUER = "https://api.botframework.com"

_SKEW = timedelta(minutes=5)
"""How far Microsoft's clock and ours may be apart."""
_HEADER_KEPT_FOR = timedelta(minutes=5)
_MOST_HEADERS_KEPT = 1024
_LONGEST_HEADER = 16_384
"""Characters that a header may have: nothing longer is worth a hash."""


class Unauthorised(PermissionError):
    """The request does not prove where it comes from. `reason` is a short key for the log, never for the sender."""

    status = HTTPStatus.UNAUTHORIZED

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ActivityAuthentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """What the adapter asks before it looks at an activity, in the framework's own shape."""

    def __init__(self, connectors: KeptConnectors) -> None:
        self._connectors = connectors

    @abstractmethod
    async def verify(self, header: str, channel_id: str, service_url: str) -> AuthenticateRequestResult:
        """Who sent this. Raises `Unauthorised`."""

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """The framework's way to ask. Raises `Unauthorised`, which is a `PermissionError`."""
        return await self.verify(auth_header or "", activity.channel_id or "", activity.service_url or "")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        """Web sockets are the emulator's and Direct Line's way in: there is none."""
        raise Unauthorised("streaming")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        """The kept clients, whoever asks."""
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """None: the bot signs nobody in, and a client made for each turn costs a third of the turn."""

    def get_originating_audience(self) -> str:
        """Whom the bot's calls are for."""
        return AUDIENCE

    def _accept(self, claims: Mapping[str, object]) -> AuthenticateRequestResult:
        accepted = AuthenticateRequestResult()
        accepted.audience = AUDIENCE
        accepted.caller_id = CallerIdConstants.public_azure_channel
        accepted.claims_identity = ClaimsIdentity(dict(claims), True)
        accepted.connector_factory = self._connectors
        return accepted


class TokenAuthentication(ActivityAuthentication):
    """A JWT of the Bot Framework, signed with RS256 by a key endorsed for the channel, and meant for this bot.

    Good verdicts are kept for the token, channel and service URL until the token's end, five minutes at most.
    """

    def __init__(self, connectors: KeptConnectors, keys: OpenIdKeys, clock: Clock, *, app_id: str) -> None:
        super().__init__(connectors)
        if not app_id:
            raise ValueError("authentication needs the bot's app id")
        self._keys = keys
        self._clock = clock
        self._app_id = app_id
        self._verdicts: OrderedDict[bytes, tuple[datetime, AuthenticateRequestResult]] = OrderedDict()

    async def verify(self, header: str, channel_id: str, service_url: str) -> AuthenticateRequestResult:
        """Who sent this. Raises `Unauthorised` for everything that is not proven."""
        if not channel_id:
            raise Unauthorised("no_channel")
        if not service_url:
            raise Unauthorised("no_service_url")
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > _LONGEST_HEADER:
            raise Unauthorised("no_token" if not header else "not_bearer")
        # The table holds digests: a token never lies about in memory longer than its request.
        seen_as = hashlib.sha256("\n".join((token, channel_id, service_url)).encode(errors="replace")).digest()
        now = self._clock.now()
        kept = self._verdicts.get(seen_as)
        if kept is not None and kept[0] > now:
            self._verdicts.move_to_end(seen_as)
            return kept[1]
        claims = await self._claims(token, channel_id)
        ends = self._ends(claims, now)
        if claims.get("serviceurl") != service_url:
            raise Unauthorised("other_service_url")
        verdict = self._accept(claims)
        self._verdicts[seen_as] = (min(ends, now + _HEADER_KEPT_FOR), verdict)
        self._verdicts.move_to_end(seen_as)
        if len(self._verdicts) > _MOST_HEADERS_KEPT:
            self._verdicts.popitem(last=False)
        return verdict

    async def _claims(self, token: str, channel_id: str) -> Mapping[str, object]:
        """What a rightly signed token says, its times still unchecked."""
        try:
            head = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise Unauthorised("garbage") from error
        if head.get("alg") != "RS256":
            raise Unauthorised("other_algorithm")
        kid = head.get("kid")
        signer = await self._keys.find(kid) if isinstance(kid, str) and kid else None
        if signer is None:
            raise Unauthorised("unknown_key")
        if channel_id not in signer.endorsements:
            raise Unauthorised("not_endorsed")
        try:
            claims: Mapping[str, object] = jwt.decode(
                token,
                signer.key,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=ISSUER,
                # The times are checked below, on the one clock.
                options={
                    "require": ["exp", "iss", "aud"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise Unauthorised(type(error).__name__) from error
        return claims

    def _ends(self, claims: Mapping[str, object], now: datetime) -> datetime:
        """When the token ends. Raises `Unauthorised` outside its time, the clocks' difference allowed for."""
        ends = _moment(claims["exp"])
        if now >= ends + _SKEW:
            raise Unauthorised("expired")
        if "nbf" in claims and now < _moment(claims["nbf"]) - _SKEW:
            raise Unauthorised("not_yet")
        return ends


class LoopbackAuthentication(ActivityAuthentication):
    """`--local`: no token is asked for, and nothing that would be answered off this machine is accepted."""

    async def verify(self, header: str, channel_id: str, service_url: str) -> AuthenticateRequestResult:
        """Anybody on this machine. Raises `Unauthorised` for a service URL that is not loopback."""
        if not is_loopback(service_url):
            raise Unauthorised("not_loopback")
        return self._accept({})


def _moment(claim: object) -> datetime:
    """A claim's NumericDate as aware UTC. Raises `Unauthorised` for anything else."""
    if isinstance(claim, bool) or not isinstance(claim, int | float) or not math.isfinite(claim):
        raise Unauthorised("odd_time")
    try:
        return datetime.fromtimestamp(claim, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Unauthorised("odd_time") from error
