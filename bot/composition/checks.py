"""What `app.py check` looks at, in the order in which somebody would set it right."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, aclosing
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from bot.clock import SystemClock
from bot.composition.edge import identity_of, mailer_of, signer_of
from bot.composition.hosts import host_findings, token_finding
from bot.composition.stores import open_read_only, open_stores
from bot.directory.check import Finding, directory_findings
from bot.directory.graph import Graph
from bot.policy.answers.table import clauses_without_answer
from bot.policy.kit.errors import StoreInUse, StoreUnavailable, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Message, Notice, NoticeState, Seen
from bot.policy.kit.school import School
from bot.policy.kit.verifying import Unreadable
from bot.services.ports import Store
from bot.settings import Environment, SchoolsRead, SettingsError, read_schools
from bot.signing import SigningKeyWrong
from bot.teams.connector import open_session
from bot.teams.credentials import BotIdentity, IdentityIncomplete, TokenUnavailable, tokens_of
from cards.words.mail import TEST_SUBJECT, TEST_TEXT
from manifest.check import findings as package_findings
from storage.reading import kinds

PROOFS_AT_ONCE, ROUNDS = 8, 7
"""How many prove a store side by side, and how often: a driver prepares what it has asked five times."""
MOST_NAMED = 5
"""How many records that cannot be read are named."""
TERMS_AHEAD = timedelta(weeks=6)
"""So long before the last term ends somebody should enter the next ones: the summer holiday, and a little."""
CERTIFICATE_AHEAD = timedelta(weeks=4)
"""So long before it ends a certificate wants another in its place."""
PROOF_LEASE = timedelta(seconds=10)


async def run_checks(environment: Environment) -> AsyncIterator[Finding]:
    """Every finding: the school's file, the bot's identity and token, the store, the directory, the app package, and
    the answers from the policy."""
    try:
        read = read_schools(environment.school_file)
    except SettingsError as error:
        yield Finding(False, "the school's file", str(error))
        return
    for finding in _settings_findings(read):
        yield finding
    schools, alone = tuple(read.schools.values()), len(read.schools) + len(read.faults) == 1
    if not schools:
        return
    async for finding in _identity(environment, schools):
        yield finding
    async for finding in _signing(environment):
        yield finding
    yield heartbeat_finding(environment)
    yield await second_road_finding(environment)
    yield place_finding(environment)
    async for finding in _store(environment, schools, alone=alone):
        yield finding
    for school in schools:
        graph = Graph(tenant=school.tenant_id) if school.source == "graph" else None
        try:
            async for finding in directory_findings(school, graph):
                yield finding
        finally:
            if graph is not None:
                await graph.close()
    for finding in package_findings(environment):
        yield finding
    for finding in answer_findings(clauses_without_answer()):
        yield finding


def _settings_findings(read: SchoolsRead) -> Iterator[Finding]:
    for fault in read.faults.values():
        yield Finding(False, "the school's file", f"{fault}; a bot that serves goes on with the settings from before")
    for school in read.schools.values():
        today = SystemClock().now().astimezone(school.timezone).date()
        yield from (*_file_findings(school), *terms_findings(school, today))


def answer_findings(missing: Sequence[str]) -> tuple[Finding, ...]:
    """Whether every clause that staff may ask about has an answer, or which have none."""
    if not missing:
        return (Finding(True, "every clause that staff may ask about has an answer"),)
    do = "add a row to bot/policy/answers, or staff are told that the policy says nothing about it"
    return tuple(Finding(False, f"clause {clause} of the policy has no answer", do) for clause in missing)


async def _identity(environment: Environment, schools: tuple[School, ...]) -> AsyncIterator[Finding]:
    try:
        identity = identity_of(environment)
    except IdentityIncomplete as error:
        yield Finding(False, "the bot's identity", f"{error}; `python app.py --local` needs none")
        return
    yield Finding(True, f"the bot's identity: {identity.app_type} {identity.app_id}")
    for finding in (*tenant_findings(identity, schools), *certificate_findings(identity, SystemClock().now())):
        yield finding
    async with AsyncExitStack() as stack:
        tokens = tokens_of(identity)
        stack.push_async_callback(tokens.close)
        try:
            await tokens.bearer()
        except TokenUnavailable as error:
            yield token_finding(identity, error)
        else:
            yield Finding(True, "the bot's own token")
        session = await stack.enter_async_context(open_session(through_proxy=True))
        for finding in await host_findings(session):
            yield finding


def certificate_findings(identity: BotIdentity, now: datetime) -> Sequence[Finding]:
    """Whether the certificate with which the bot signs in goes on for a while; nothing where it has none."""
    if identity.certificate is None:
        return ()
    end = identity.certificate.end()
    what = f"the bot's certificate: it ends on {end:%d %B %Y}"
    do = "make a new one, add it to the application in Entra, and put it in the old one's place"
    return (Finding(end - now > CERTIFICATE_AHEAD, what, do if end - now <= CERTIFICATE_AHEAD else ""),)


async def _signing(environment: Environment) -> AsyncIterator[Finding]:
    """Nothing where no key is named: a school needs none."""
    if environment.signing_key_file:
        try:
            await signer_of(environment)
        except SigningKeyWrong as error:
            yield Finding(False, "the key that signs how the record stands", error.facts["reason"])
        else:
            yield Finding(True, "the key that signs how the record stands")


def _file_findings(school: School) -> tuple[Finding, ...]:
    gaps = (Finding(False, f"still to be entered: {gap}") for gap in school.gaps)
    return (Finding(True, f"{school.name}: the school's file is in order"), *gaps)


def terms_findings(school: School, today: date) -> tuple[Finding, ...]:
    """Whether the terms that the school entered go on; nothing where it entered none."""
    terms = school.hours.terms if school.hours else ()
    if not terms:
        return ()
    last = terms[-1].end
    if last - today >= TERMS_AHEAD:
        return (Finding(True, f"{school.name}: its terms are entered until {last}"),)
    said = f"{school.name}: its terms {'ended' if last < today else 'end'} on {last}, and none is entered after that"
    return (Finding(False, said, "enter the next ones under [hours] terms; routine reports go by them"),)


def place_finding(environment: Environment) -> Finding:
    """Where the records lie: the first thing to compare where two machines seem to know different things."""
    if environment.database_url is None:
        return Finding(True, f"the records lie in {environment.data_dir.absolute()}")
    url = urlsplit(environment.database_url.get_secret_value())
    host = url.netloc.rpartition("@")[2] or "this machine"
    return Finding(True, f"the records lie in PostgreSQL: {url.path.strip('/') or 'the default database'} on {host}")


def heartbeat_finding(environment: Environment) -> Finding:
    """Whether somebody would notice that the bot is silent. The address is not asked: it would take that for a beat."""
    if environment.heartbeat_url is None:
        do = "nobody notices when the bot or its machine stops; see *The heartbeat* in docs/running.md"
        return Finding(True, "no HEARTBEAT_URL is set", do)
    host = urlsplit(environment.heartbeat_url.get_secret_value()).hostname
    return Finding(True, f"a heartbeat goes to {host} once a minute while everything works")


async def second_road_finding(environment: Environment) -> Finding:
    """Whether an alert that Teams does not take would go by e-mail: a test goes to the address that signs in."""
    mailer = mailer_of(environment)
    if mailer is None:
        do = "what Teams cannot deliver reaches nobody; see *The second road* in docs/running.md"
        return Finding(True, "no SMTP_URL is set", do)
    try:
        await mailer.send(mailer.sender, Message(summary=TEST_SUBJECT, text=TEST_TEXT))
    except Undelivered as why:
        return Finding(False, "the second road: no e-mail can be sent", MAIL_DO.get(why.reason, why.reason))
    return Finding(True, f"the second road: an e-mail was sent to {mailer.sender}")


MAIL_DO = {
    "mail_sign_in": "the user or the password of SMTP_URL is wrong, or the account may not send by SMTP",
    "mail_certificate": "the server's certificate is not trusted here: is its name right, is SSL_CERT_FILE needed",
    "mail_no_connection": "nobody answers there: compare host and port of SMTP_URL, and the firewall",
    "mail_not_taken": "the server answers, and does not take it: it may offer no TLS, or not let this account send",
    "mail_refused": "the server does not know the address that signs in",
}


def tenant_findings(identity: BotIdentity, schools: Sequence[School]) -> tuple[Finding, ...]:
    """The schools whose tenant is not the bot's own, each with what it still lacks. Azure now makes only bots of one
    tenant: others are served where the Entra application behind the bot is for several, as Microsoft documents."""
    others = [school for school in schools if school.tenant_id.lower() != identity.tenant_id.lower()]
    if len(others) == len(schools):
        do = "MicrosoftAppTenantId and [school] tenant_id differ: compare both with Entra's overview"
        return (Finding(False, "the tenant", do),)
    return tuple(
        Finding(False, f"{school.name}: the tenant {school.tenant_id}", _lacking(identity, school)) for school in others
    )


def _lacking(identity: BotIdentity, school: School) -> str:
    # Imported here because azure-identity takes a third of a second, and every start reads this file.
    from bot.directory.graph_credential import signs_in_elsewhere  # noqa: PLC0415

    if identity.app_type != "SingleTenant":
        return "a managed identity works in its own tenant alone: give this school a deployment of its own"
    if school.source == "graph" and not signs_in_elsewhere(school.tenant_id):
        return (
            "Graph can be asked there only by an application of its own secret or certificate: set AZURE_TENANT_ID, "
            "AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or write its people under [[people]]"
        )
    return (
        "Teams takes what the bot says there once the Entra application is for accounts of any organisation and that "
        "tenant's administrator has consented to it; whether both are so cannot be seen from here"
    )


async def _store(environment: Environment, schools: tuple[School, ...], *, alone: bool) -> AsyncIterator[Finding]:
    unreadable: dict[str, Sequence[Unreadable]] = {}
    try:
        async with open_stores(environment, schools, alone=alone, looking=True) as opened:
            for each in opened.schools:
                await each.store.check()
                await prove(each.store)
                await each.store.look_through()
                unreadable[each.school.name] = await each.store.set_apart()
    except StoreInUse:
        try:
            async with open_read_only(environment, schools, alone=alone) as records:
                for record in records:
                    async with aclosing(record.store.read_all([kind.TABLE for kind in kinds()])) as found:
                        unreadable[record.school] = [each async for each in found if isinstance(each, Unreadable)]
                what = "the store is open in a bot that serves, and in order"
                yield Finding(True, what, "its /readyz says whether it can be written")
        except StoreUnavailable as error:
            yield Finding(False, "the store", error.facts.get("reason", "it cannot be read"))
    except StoreUnavailable as error:
        yield Finding(False, "the store", error.facts.get("reason", "it cannot be written"))
    else:
        yield Finding(True, "the store can be written, and does what the work asks of it")
    for school, wrong in unreadable.items():
        yield reading_finding(school, wrong)


def reading_finding(school: str, wrong: Sequence[Unreadable]) -> Finding:
    """Whether every record can be read, or which cannot: a later release wrote it, or it is damaged."""
    if not wrong:
        return Finding(True, f"{school}: every record can be read")
    said = "; ".join(f"{each.table} {each.id} ({each.reason})" for each in wrong[:MOST_NAMED])
    more = f", and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else ""
    do = f"{said}{more}: start the release that wrote it, or see *A record cannot be read* in docs/running.md"
    return Finding(False, f"{school}: {len(wrong)} that cannot be read", do)


async def prove(store: Store) -> None:
    """Do what the work does with a store, as it does it: keep, claim, find, let go, take away; several at once, and so
    often that each connection is used again and again. Nothing of it stays. Raises `StoreUnavailable`."""

    async def one() -> None:
        for _ in range(ROUNDS):
            now, name = SystemClock().now(), f"check:{uuid4()}"
            mark = Seen(id=name, at=now, due_at=now)
            await store.keep(Outcome(records=(mark,)))
            claimed = await store.claim([name], PROOF_LEASE)
            found = await store.get(Seen, name)
            if found is None or claimed != {name}:
                raise StoreUnavailable(reason="what is written to the store is not found there again")
            await store.find(Notice, where={"state": NoticeState.WAITING.value}, due_by=now, limit=1)
            await store.release([name])
            await store.keep(Outcome(removed=(found,)))

    await asyncio.gather(*(one() for _ in range(PROOFS_AT_ONCE)))
