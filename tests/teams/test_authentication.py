"""Tokens of the Bot Framework, checked over HTTP against a local OpenID server that issues the keys."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import jwt
import pytest
import pytest_asyncio
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from structlog.testing import capture_logs

from bot.teams.authentication import ISSUER, TokenAuthentication
from bot.teams.connector import KeptConnectors
from bot.teams.openid import OpenIdKeys
from tests.clock import PATIENCE, FakeClock
from tests.teams.edge import NOW, TENANT, Edge, edge, serve

APP = "00000000-0000-4000-8000-0000000000b0"
KEYS = [generate_private_key(65537, 2048) for _ in range(2)]


@dataclass
class OpenIdServer:
    """Metadata and keys; `keys` is what it publishes now, `asked` how often it was asked for them."""

    keys: dict[str, RSAPrivateKey] = field(default_factory=lambda: {"first": KEYS[0]})
    endorsements: list[str] = field(default_factory=lambda: ["msteams", "webchat"])
    asked: int = 0
    down: bool = False
    hung: asyncio.Event | None = None
    """While it is there and unset, nobody is answered."""

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/openid", self._metadata), web.get("/keys", self._keys)]

    async def _metadata(self, request: web.Request) -> web.Response:
        if self.down:
            raise web.HTTPServiceUnavailable
        if self.hung is not None:
            await self.hung.wait()
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"http://{request.host}/keys"})

    async def _keys(self, request: web.Request) -> web.Response:
        self.asked += 1
        algorithm = jwt.algorithms.RSAAlgorithm
        published = [
            json.loads(algorithm.to_jwk(key.public_key())) | {"kid": kid, "endorsements": self.endorsements}
            for kid, key in self.keys.items()
        ]
        broken = {"kty": "RSA", "kid": "broken", "n": "!", "e": ""}
        return web.json_response({"keys": [*published, {"kty": "EC", "kid": "other"}, broken]})


@dataclass
class Guarded:
    """An edge that asks for tokens, and the means to make them."""

    edge: Edge
    openid: OpenIdServer
    clock: FakeClock
    keys: OpenIdKeys

    def token(self, *, kid: str | None = "first", key: RSAPrivateKey = KEYS[0], **claims: object) -> str:
        """A token signed as it should be, with claims changed (`None` leaves one out)."""
        return self.signed(key, "RS256", kid, claims)

    def signed(self, key: RSAPrivateKey | str, alg: str, kid: str | None, claims: dict[str, object]) -> str:
        now = self.clock.now()
        said = {
            "iss": ISSUER,
            "aud": APP,
            "exp": int((now + timedelta(hours=1)).timestamp()),
            "nbf": int((now - timedelta(minutes=1)).timestamp()),
            "serviceurl": self.edge.service_url,
        }
        headers = {"kid": kid} if kid else {}
        kept = {name: value for name, value in (said | claims).items() if value is not None}
        return jwt.encode(kept, key, algorithm=alg, headers=headers)

    async def post(self, token: str | None, *, scheme: str = "Bearer", **changes: object) -> tuple[int, str]:
        headers = {} if token is None else {"Authorization": f"{scheme} {token}"}
        return await self.edge.post(self.edge.activity("message.personal", **changes), **headers)


@pytest_asyncio.fixture(name="guarded")
async def running() -> AsyncIterator[Guarded]:
    openid, clock = OpenIdServer(), FakeClock(NOW)
    async with serve(openid.routes()) as openid_url, aiohttp.ClientSession() as session:
        keys = OpenIdKeys(session, clock, f"{openid_url}/openid")

        def tokens(connectors: KeptConnectors) -> TokenAuthentication:
            return TokenAuthentication(connectors, keys, clock, app_id=APP)

        async with edge(tokens) as running_edge:
            yield Guarded(running_edge, openid, clock, keys)
        await keys.close()


async def refreshed(keys: OpenIdKeys) -> None:
    """Wait for the refresh that is under way."""
    assert keys._refreshing is not None
    await keys._refreshing


async def test_a_good_token_comes_in(guarded: Guarded) -> None:
    """Issuer, audience, times, key, endorsement and service URL are right; the scheme's letters do not matter."""
    assert await guarded.post(guarded.token()) == (201, "")
    assert await guarded.post(guarded.token(nonce=1), scheme="bearer") == (201, "")
    assert len(guarded.edge.bot.turns) == 2


def _second(ago: timedelta) -> int:
    return int((NOW - ago).timestamp())


BAD_CLAIMS = [
    ({"exp": _second(timedelta(minutes=6))}, "expired"),
    ({"exp": None}, "MissingRequiredClaimError"),
    ({"exp": "soon"}, "odd_time"),
    ({"exp": True}, "odd_time"),
    ({"exp": 1e300}, "odd_time"),
    ({"nbf": _second(-timedelta(minutes=6))}, "not_yet"),
    ({"aud": "another-app"}, "InvalidAudienceError"),
    ({"aud": None}, "MissingRequiredClaimError"),
    ({"aud": [APP + "x"]}, "InvalidAudienceError"),
    ({"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"}, "InvalidIssuerError"),
    ({"iss": None}, "MissingRequiredClaimError"),
    ({"serviceurl": "http://127.0.0.1:1"}, "other_service_url"),
    ({"serviceurl": None}, "other_service_url"),
]


@pytest.mark.parametrize(("claims", "reason"), BAD_CLAIMS)
async def test_a_wrong_claim_is_401(guarded: Guarded, claims: dict[str, object], reason: str) -> None:
    """401 with an empty body; the log has a short key, and never the token."""
    token = guarded.signed(KEYS[0], "RS256", "first", claims)
    with capture_logs() as logs:
        assert await guarded.post(token) == (401, "")
    assert [entry["reason"] for entry in logs if entry["event"] == "request_refused"] == [reason]
    assert token not in str(logs)
    assert not guarded.edge.bot.turns


async def test_a_wrong_signature_is_401(guarded: Guarded) -> None:
    """Signed by another key under a known key's name, or changed on its way."""
    assert (await guarded.post(guarded.token(key=KEYS[1])))[0] == 401
    head, body, signature = guarded.token().split(".")
    assert (await guarded.post(f"{head}.{body}.{signature[:-6]}AAAAAA"))[0] == 401
    other = guarded.token(aud="x").split(".")[1]
    assert (await guarded.post(f"{head}.{other}.{signature}"))[0] == 401


def _part(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


async def test_other_algorithms_are_401(guarded: Guarded) -> None:
    """No signature at all, the public key taken for a shared secret, and another algorithm with the right key."""
    assert (await guarded.post(guarded.signed("", "none", "first", {})))[0] == 401
    public = (
        KEYS[0].public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    # By hand: PyJWT refuses to make such a token, an attacker does not.
    head = _part(b'{"alg": "HS256", "typ": "JWT", "kid": "first"}')
    unsigned = f"{head}.{guarded.token().split('.')[1]}"
    signature = _part(hmac.digest(public, unsigned.encode(), "sha256"))
    assert (await guarded.post(f"{unsigned}.{signature}"))[0] == 401
    assert (await guarded.post(guarded.signed(KEYS[0], "RS512", "first", {})))[0] == 401


@pytest.mark.parametrize("token", [None, "", "x", "a.b.c", "....", "\u00e9.\u00e9.\u00e9", "e30.e30.", "a" * 7_000])
async def test_garbage_is_401(guarded: Guarded, token: str | None) -> None:
    """What is no token is refused like a bad one."""
    assert await guarded.post(token) == (401, "")
    assert await guarded.post(guarded.token(), scheme="Basic") == (401, "")


async def test_a_key_that_is_not_endorsed_for_teams_is_401(guarded: Guarded) -> None:
    """A key for web chat does not speak for Teams, nor does one that is endorsed for nothing."""
    guarded.openid.endorsements = ["webchat"]
    assert (await guarded.post(guarded.token()))[0] == 401


@pytest.mark.parametrize("field", ["channelId", "serviceUrl"])
@pytest.mark.parametrize("value", [None, ""])
async def test_a_missing_channel_or_service_url_is_401(guarded: Guarded, field: str, value: str | None) -> None:
    """Their absence does not switch a check off."""
    activity = guarded.edge.activity("message.personal", **{field: value})
    assert await guarded.edge.post(activity, Authorization=f"Bearer {guarded.token()}") == (401, "")


async def test_a_token_does_not_carry_another_service_url(guarded: Guarded) -> None:
    """The activity's own service URL must be the token's, also when the token has been seen before."""
    token = guarded.token()
    assert (await guarded.post(token))[0] == 201
    assert (await guarded.post(token, serviceUrl="http://127.0.0.1:9"))[0] == 401


async def test_strangers_unknown_keys_are_asked_for_a_few_times(guarded: Guarded) -> None:
    """An unknown key is asked for at once; strangers' make the bot ask five times in a row, and then every 5 s."""
    assert (await guarded.post(guarded.token()))[0] == 201
    guarded.openid.keys["second"] = KEYS[1]
    assert (await guarded.post(guarded.token(key=KEYS[1], kid="second")))[0] == 201
    assert guarded.openid.asked == 2
    for attempt in range(20):
        assert (await guarded.post(guarded.token(key=KEYS[1], kid=f"unknown-{attempt}")))[0] == 401
    assert guarded.openid.asked == 6
    guarded.clock.move(timedelta(seconds=5))
    for attempt in range(3):
        assert (await guarded.post(guarded.token(key=KEYS[1], kid=f"unknown-{attempt}")))[0] == 401
    assert guarded.openid.asked == 7
    assert (await guarded.post(guarded.token(kid=None)))[0] == 401
    assert guarded.openid.asked == 7


async def test_a_stranger_s_unknown_key_costs_nobody_theirs(guarded: Guarded) -> None:
    """The keys are rotated just after a stranger has named one that nobody has: the new one is known all the same."""
    assert (await guarded.post(guarded.token()))[0] == 201
    assert (await guarded.post(guarded.token(key=KEYS[1], kid="stranger")))[0] == 401
    guarded.openid.keys = {"second": KEYS[1]}
    assert (await guarded.post(guarded.token(key=KEYS[1], kid="second")))[0] == 201


async def test_under_a_flood_of_unknown_keys_a_rotation_is_noticed_in_seconds(guarded: Guarded) -> None:
    """However many strangers ask, what they make the bot fetch is the new key."""
    assert (await guarded.post(guarded.token()))[0] == 201
    for attempt in range(20):
        await guarded.post(guarded.token(key=KEYS[1], kid=f"unknown-{attempt}"))
    guarded.openid.keys = {"second": KEYS[1]}
    for attempt in range(20):
        await guarded.post(guarded.token(key=KEYS[1], kid=f"unknown-{attempt}"))
    guarded.clock.move(timedelta(seconds=5))
    await guarded.post(guarded.token(key=KEYS[1], kid="unknown"))
    assert (await guarded.post(guarded.token(key=KEYS[1], kid="second")))[0] == 201


async def test_keys_last_a_day_and_outlive_a_short_outage(guarded: Guarded) -> None:
    """After a day they are asked for anew, beside; while nobody answers they serve one day more, and no longer."""
    assert guarded.keys.age() is None
    assert (await guarded.post(guarded.token()))[0] == 201
    guarded.clock.move(timedelta(hours=25))
    assert guarded.keys.age() == timedelta(hours=25)
    assert (await guarded.post(guarded.token()))[0] == 201
    await refreshed(guarded.keys)
    assert guarded.openid.asked == 2
    guarded.openid.down = True
    guarded.clock.move(timedelta(hours=30))
    assert (await guarded.post(guarded.token()))[0] == 201
    guarded.clock.move(timedelta(hours=20))
    assert (await guarded.post(guarded.token()))[0] == 401
    guarded.openid.down = False
    guarded.clock.move(timedelta(seconds=6))
    assert (await guarded.post(guarded.token()))[0] == 201


async def test_while_the_key_server_hangs_known_keys_are_used_at_once(guarded: Guarded) -> None:
    """With keys a day old, and a stranger who waits for one that nobody has: nobody else waits with him."""
    assert guarded.keys.age() is None
    assert (await guarded.post(guarded.token()))[0] == 201
    guarded.clock.move(timedelta(hours=25))
    assert guarded.keys.age() == timedelta(hours=25)
    guarded.openid.hung = asyncio.Event()
    stranger = asyncio.create_task(guarded.post(guarded.token(key=KEYS[1], kid="stranger")))
    async with asyncio.timeout(PATIENCE):
        for number in range(20):
            assert (await guarded.post(guarded.token(nonce=number)))[0] == 201
    assert not stranger.done()
    guarded.openid.hung.set()
    assert (await stranger)[0] == 401
    assert guarded.openid.asked == 2, "one refresh at a time"


async def test_a_refresh_that_hangs_is_given_up(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has a time of its own, and the next one is begun after a pause."""
    assert (await guarded.post(guarded.token()))[0] == 201
    monkeypatch.setattr("bot.teams.openid._REFRESH_SECONDS", 0.05)
    guarded.openid.hung = asyncio.Event()
    assert (await guarded.post(guarded.token(key=KEYS[1], kid="second")))[0] == 401
    guarded.openid.hung.set()
    guarded.openid.keys["second"] = KEYS[1]
    assert (await guarded.post(guarded.token(key=KEYS[1], kid="second")))[0] == 201


async def test_more_than_some_hundred_do_not_wait_for_a_key(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crowd of strangers holds no memory while the key server hangs."""
    monkeypatch.setattr("bot.teams.openid._MOST_WAITING", 1)
    guarded.openid.hung = asyncio.Event()
    first = asyncio.create_task(guarded.keys.find("stranger"))
    await asyncio.sleep(0)
    assert await guarded.keys.find("another") is None
    guarded.openid.hung.set()
    assert await first is None


async def test_a_clock_that_is_put_back_keeps_no_old_keys(guarded: Guarded) -> None:
    """Keys from a moment that has not come yet are as old as they are far away."""
    assert (await guarded.post(guarded.token()))[0] == 201
    guarded.clock.move(-timedelta(days=3))
    guarded.openid.keys = {"second": KEYS[1]}
    assert (await guarded.post(guarded.token(key=KEYS[1], kid="second")))[0] == 201
    assert (await guarded.post(guarded.token()))[0] == 401


async def test_without_metadata_everything_is_401(guarded: Guarded) -> None:
    """Fails closed, and recovers within seconds."""
    guarded.openid.down = True
    assert (await guarded.post(guarded.token()))[0] == 401
    guarded.openid.down = False
    assert (await guarded.post(guarded.token()))[0] == 401
    guarded.clock.move(timedelta(seconds=6))
    assert (await guarded.post(guarded.token()))[0] == 201


async def test_a_verdict_is_kept_five_minutes_and_never_beyond_the_token(guarded: Guarded) -> None:
    """A token seen before needs no key; withdrawn keys are noticed within five minutes, an end at once."""
    token = guarded.token(exp=int((NOW + timedelta(minutes=8)).timestamp()))
    assert (await guarded.post(token))[0] == 201
    guarded.openid.keys = {"second": KEYS[1]}
    guarded.clock.move(timedelta(minutes=2))
    assert (await guarded.post(guarded.token(key=KEYS[1], kid="second")))[0] == 201
    assert (await guarded.post(token))[0] == 201
    guarded.clock.move(timedelta(minutes=4))
    assert (await guarded.post(token))[0] == 401
    ending = guarded.token(key=KEYS[1], kid="second", exp=int((guarded.clock.now() + timedelta(minutes=1)).timestamp()))
    assert (await guarded.post(ending))[0] == 201
    guarded.clock.move(timedelta(minutes=7))
    assert (await guarded.post(ending))[0] == 401


async def test_a_good_token_does_not_open_the_gate(guarded: Guarded) -> None:
    """Another tenant's Teams holds good tokens too: 403 for its activities, replayed or not."""
    token = guarded.token()
    assert (await guarded.post(token))[0] == 201
    elsewhere = {"tenant": {"id": TENANT.replace("1", "2")}}
    assert await guarded.post(token, channelData=elsewhere) == (403, "")


async def test_authentication_cannot_be_switched_off() -> None:
    """An empty app id, which switches the framework's check off, is refused when the edge is put together."""
    async with aiohttp.ClientSession() as session:
        clock = FakeClock(NOW)
        with pytest.raises(ValueError, match="app id"):
            TokenAuthentication(None, OpenIdKeys(session, clock), clock, app_id="")  # type: ignore[arg-type]
