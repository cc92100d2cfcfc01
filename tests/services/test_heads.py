"""The head of the record goes where whoever holds disk and log cannot reach: each month to the Headteacher, and onto
each review; signed where there is a key."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_public_key,
)

from bot.composition.checks import _signing
from bot.composition.edge import signer_of
from bot.directory.roster import Roster
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Notice
from bot.policy.kit.school_time import Calendar
from bot.policy.kit.timeline import signed_message
from bot.policy.log import LogPurpose
from bot.policy.log.head_telling import next_telling
from bot.policy.log.reviewing import Review
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.kit.topics import Drawn, NotTheirs
from bot.services.log.log import Log
from bot.services.log.retention import Retention
from bot.services.log.times import Heads, signed_head
from bot.services.log.topic import LogTopic
from bot.services.null_ports import NoFileStore, NoSigner
from bot.settings import Environment, load_school
from bot.signing import Ed25519Signer, SigningKeyWrong, is_vault_secret, signer_of_file, signer_of_vault
from cards.log.log import log_message
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.policy.school import NOW

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
CALENDAR = Calendar(SCHOOL.hours, SCHOOL.timezone)
HEADTEACHER = next(person for person in SCHOOL.people if person.holds("headteacher"))
CHAMPION = next(person for person in SCHOOL.people if person.holds("champion"))


def pem_of(key: Ed25519PrivateKey) -> bytes:
    """As openssl writes it."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def school_with(signer: NoSigner | Ed25519Signer) -> tuple[MemoryStore, FakeClock, ServiceContext]:
    """A store with one entry, the clock, and what the services are made of."""
    store, clock = MemoryStore(), FakeClock(NOW)
    return store, clock, ServiceContext(store, Roster(SCHOOL.people), SCHOOL, clock, JobTriggers(), signer=signer)


async def an_entry(store: MemoryStore) -> None:
    await store.keep(Outcome(entries=(Entry(subject="log", at=NOW, by=None, what="export_made"),)))


async def test_once_a_month_whatever_restarts() -> None:
    """The line is made when the school first opens in a month, once, also by a process that begins anew each time."""
    store, clock, context = school_with(NoSigner())
    await Heads(context).run()
    assert not await store.find(Notice)
    told = []
    for _ in range(70):  # each day, and thrice a day
        clock.move_to(CALENDAR.next_morning(clock.now()))
        for _ in range(3):
            await Heads(context).run()
        told = [(notice.to.id, notice.id.split(":")[2]) for notice in await store.find(Notice)]
    months = [month for _, month in told]
    assert {person for person, _ in told} == {HEADTEACHER.id}
    assert months == sorted(set(months)), "none twice"
    assert months[:3] == ["2026-12", "2027-01", "2027-02"]


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (datetime(2026, 11, 23, 10, tzinfo=UTC), datetime(2026, 12, 1, 8, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2027, 1, 5, 8, tzinfo=UTC)),
        (datetime(2027, 1, 31, 10, tzinfo=UTC), datetime(2027, 2, 1, 8, tzinfo=UTC)),
        (datetime(2027, 7, 5, 10, tzinfo=UTC), datetime(2027, 8, 1, 7, tzinfo=UTC)),
    ],
)
def test_when_it_is_told(after: datetime, due: datetime) -> None:
    """When the school first opens in the month that follows; in August, when it never does, on the first."""
    assert next_telling(after, CALENDAR) == due


async def test_the_line_is_drawn_as_the_record_stands_when_it_goes_out() -> None:
    """It holds number and digest of the newest entry, for the Headteacher of that moment alone."""
    store, clock, context = school_with(NoSigner())
    topic = LogTopic(context, partial(log_message, SCHOOL, NOW))
    await Heads(context).run()
    clock.move_to(CALENDAR.next_open(datetime(2026, 12, 1, 8, tzinfo=UTC)))
    await Heads(context).run()
    (notice,) = await store.find(Notice)
    await an_entry(store)
    newest = await store.head()
    assert newest is not None
    drawn = await topic.draw(notice, LogPurpose.HEAD, HEADTEACHER)
    assert isinstance(drawn, Drawn)
    assert f"{newest.seq}:{newest.digest}" in (drawn.message.card or "")
    assert "signed" not in (drawn.message.card or "")
    for other in (CHAMPION if not CHAMPION.holds("headteacher") else None, None):
        assert isinstance(await topic.draw(notice, LogPurpose.HEAD, other), NotTheirs)


async def test_a_review_has_the_head_and_its_signature() -> None:
    """They stand on the review; anybody with the public key can check them, and another head is not what was signed."""
    key = Ed25519PrivateKey.generate()
    signer = Ed25519Signer(pem_of(key))
    store, _, context = school_with(signer)
    await an_entry(store)
    head = await signed_head(store, signer, SCHOOL.tenant_id)
    await Log(context, Retention(context, NoFileStore())).review(Actor(CHAMPION, "press"), "All seen")
    (review,) = await store.find(Review)
    assert head is not None
    assert (review.head, review.signature) == (head.head, head.signature)
    public = load_pem_public_key(signer.public_key.encode())
    assert isinstance(public, Ed25519PublicKey)
    signature = base64.b64decode(review.signature)
    public.verify(signature, signed_message(SCHOOL.tenant_id, review.head))
    for other in (signed_message("another", review.head), signed_message(SCHOOL.tenant_id, "2:0")):
        with pytest.raises(InvalidSignature):
            public.verify(signature, other)


KEYS: dict[str, tuple[bytes | None, str]] = {
    "not there": (None, "the file cannot be read"),
    "no key": (b"nothing of the sort", "write the PEM of an Ed25519 key"),
    "an RSA key": (
        generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        "a key of another sort",
    ),
}


@pytest.mark.parametrize(("content", "said"), KEYS.values(), ids=KEYS)
async def test_a_key_that_is_none_stops_the_start(tmp_path: Path, content: bytes | None, said: str) -> None:
    """With one line that names the variable and repeats nothing of the file."""
    path = tmp_path / "key.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SigningKeyWrong) as wrong:
        await signer_of(Environment(signing_key_file=str(path)))
    reason = wrong.value.facts["reason"]
    assert reason.startswith("SIGNING_KEY_FILE is not right; ")
    assert said in reason
    assert "nothing of the sort" not in reason
    (finding,) = [each async for each in _signing(Environment(signing_key_file=str(path)))]
    assert (finding.ok, finding.do) == (False, reason)


async def test_without_a_key_nothing_is_signed(tmp_path: Path) -> None:
    """A school needs none."""
    assert await (await signer_of(Environment())).sign(b"x") == ""
    path = tmp_path / "key.pem"
    path.write_bytes(pem_of(Ed25519PrivateKey.generate()))
    assert await signer_of_file(path).sign(b"x") != ""


class StandInCredential:
    """In the place of azure-identity: the token of a managed identity, or none."""

    def __init__(self, *, works: bool = True) -> None:
        self._works = works

    async def get_token(self, *scopes: str) -> AccessToken:
        if not self._works:
            raise ClientAuthenticationError("no identity")
        return AccessToken(" ".join(scopes), 0)

    async def close(self) -> None:
        pass


VAULT: dict[str, tuple[int, object, bool, str]] = {
    "forbidden": (403, {}, True, "the key vault answered with 403"),
    "another answer": (200, ["x"], True, "the key vault's answer has no value"),
    "no key in it": (200, {"value": "x"}, True, "write the PEM of an Ed25519 key"),
    "no identity": (200, {}, False, "the key vault could not be asked"),
}


async def ask_the_stand_in(status: int, answer: object, *, works: bool = True) -> Ed25519Signer:
    """A local server in the place of Azure's key vault, of which this tries what Microsoft documents."""

    async def secret(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer https://vault.azure.net/.default"
        assert request.query["api-version"] == "7.4"
        return web.json_response(answer, status=status)

    application = web.Application()
    application.router.add_get("/secrets/signing-key", secret)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with ClientSession() as session:
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/secrets/signing-key"
            return await signer_of_vault(url, StandInCredential(works=works), session)
    finally:
        await runner.cleanup()


async def test_a_key_in_a_vault() -> None:
    """It is read by the identity of the machine, and signs as one in a file does."""
    key = Ed25519PrivateKey.generate()
    signer = await ask_the_stand_in(200, {"value": pem_of(key).decode()})
    assert await signer.sign(b"x") == await Ed25519Signer(pem_of(key)).sign(b"x")


@pytest.mark.parametrize(("status", "answer", "works", "said"), VAULT.values(), ids=VAULT)
async def test_a_vault_that_gives_none(status: int, answer: object, works: bool, said: str) -> None:
    """The start stops with one line."""
    with pytest.raises(SigningKeyWrong) as wrong:
        await ask_the_stand_in(status, answer, works=works)
    assert said in wrong.value.facts["reason"]


@pytest.mark.parametrize(
    ("named", "is_one"),
    [
        ("https://school.vault.azure.net/secrets/signing-key", True),
        (f"https://school.vault.azure.net/secrets/signing-key/{'0' * 32}", True),
        ("https://school.vault.azure.net.example.org/secrets/signing-key", False),
        ("http://school.vault.azure.net/secrets/signing-key", False),
        ("/etc/signing.pem", False),
    ],
)
def test_the_token_goes_to_azures_vaults_alone(named: str, is_one: bool) -> None:
    """What is not a secret of a vault is the name of a file."""
    assert is_vault_secret(named) is is_one
