"""The composition root: settings, store, directory, services and the Teams edge, put together and served."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import structlog
from aiohttp import web

from bot import logs
from bot.clock import LocalClock, SystemClock
from bot.directory.roster import Roster
from bot.health import healthz, readyz
from bot.policy.errors import PolicyError
from bot.policy.school import School
from bot.policy.school_time import Calendar
from bot.services.desk import Desk
from bot.services.incident_topic import IncidentTopic
from bot.services.ladders import Ladders
from bot.services.outbox import Outbox
from bot.services.ports import Clock, Store
from bot.services.wake import Wake
from bot.settings import Environment, SettingsError, load_school
from bot.teams.adapter import SchoolAdapter
from bot.teams.authentication import ActivityAuthentication, LoopbackAuthentication, TokenAuthentication
from bot.teams.connector import KeptConnectors, open_session
from bot.teams.credentials import BotIdentity, NoTokens, tokens_of
from bot.teams.gate import Gate
from bot.teams.handler import SchoolBot
from bot.teams.messenger import TeamsMessenger
from bot.teams.openid import OpenIdKeys
from bot.teams.service_urls import is_loopback, is_teams
from bot.ticker import Ticker
from cards.drawing import drawing
from cards.words.sentences import sentence
from storage.tinydb_store import TinyStore

TURN_IN_HAND = 20.0
"""Seconds that a stop waits for turns and deliveries under way."""
LOOPBACK = "127.0.0.1"
log = structlog.get_logger("app")


@asynccontextmanager
async def serving(
    school: School, store: Store, clock: Clock, identity: BotIdentity | None
) -> AsyncIterator[web.Application]:
    """The bot as an aiohttp application with its tickers running. Without an identity it is `--local`: no tokens."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(open_session(through_proxy=identity is not None))
        tokens = tokens_of(identity) if identity else NoTokens()
        stack.push_async_callback(tokens.close)
        connectors = KeptConnectors(session, tokens, is_teams if identity else is_loopback)
        authentication: ActivityAuthentication = (
            TokenAuthentication(connectors, OpenIdKeys(session, clock), clock, app_id=identity.app_id)
            if identity
            else LoopbackAuthentication(connectors)
        )
        directory = Roster(school.people)
        messenger = TeamsMessenger(store, connectors, clock, tenant=school.tenant_id)
        wake = Wake()
        calendar = Calendar(school.hours, school.timezone)
        topics = {"incident": IncidentTopic(store, directory, clock, calendar, drawing(school))}
        outbox = Outbox(store, messenger, clock, topics, wake)
        ladders = Ladders(store, directory, school, clock, wake)
        bot = SchoolBot(Desk.of(store, directory, school, clock, wake), store, clock)
        gate = Gate({school.tenant_id.lower()}.__contains__, local=identity is None)
        adapter = SchoolAdapter(authentication, gate, apology=_apology)

        app = web.Application(client_max_size=2 * 1024 * 1024)
        app.router.add_post("/api/messages", adapter.post_messages(bot))
        app.router.add_get("/healthz", healthz)
        app.router.add_get("/readyz", readyz(store, directory))

        tickers = [Ticker(outbox, clock, wake.outbox), Ticker(ladders, clock, wake.ladders)]
        running = [asyncio.create_task(ticker.run()) for ticker in tickers]
        try:
            yield app
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await outbox.settle(timedelta(seconds=TURN_IN_HAND))


def _apology(error: Exception, id: str) -> str:
    key, facts = (error.key, error.facts) if isinstance(error, PolicyError) else ("error.unexpected", {})
    return f"{sentence(key, facts)} (Reference {id})"


async def serve(environment: Environment, *, local: bool) -> None:
    """Serve until SIGTERM or SIGINT, then stop cleanly: turns in hand are finished, nothing kept is lost."""
    school = load_school(environment.school_file)
    identity = None if local else _identity(environment)
    clock = LocalClock() if local else SystemClock()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    store = await TinyStore.open(environment.data_dir)
    try:
        async with serving(school, store, clock, identity) as app:
            if isinstance(clock, LocalClock):
                _mount_teams(app, school, environment, clock)
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=TURN_IN_HAND, auto_decompress=False)
            await runner.setup()
            host = LOOPBACK if local else environment.host
            await web.TCPSite(runner, host, environment.port).start()
            log.info("serving", host=host, port=environment.port, local=local)
            if local:
                print(f"{school.name}: http://{LOOPBACK}:{environment.port}/", flush=True)  # noqa: T201 - the address
            await stop.wait()
            log.info("stopping")
            await runner.cleanup()
    finally:
        await store.close()
    log.info("stopped")


def _mount_teams(app: web.Application, school: School, environment: Environment, clock: LocalClock) -> None:
    """Teams on one machine, with its page at `/`."""
    # Imported here because a bot for a real tenant has no use for it.
    from bot.local.mounting import CONNECTOR, mount  # noqa: PLC0415
    from bot.local.opening import at_first  # noqa: PLC0415
    from bot.local.teams import StandInTeams  # noqa: PLC0415

    calendar = Calendar(school.hours, school.timezone)
    own = f"http://{LOOPBACK}:{environment.port}"
    teams = StandInTeams(
        tenant_id=school.tenant_id,
        people=school.people,
        bot_url=f"{own}/api/messages",
        service_url=f"{own}{CONNECTOR}",
        clock=clock,
        next_school_morning=lambda: calendar.next_morning(clock.now()),
        zone=school.timezone.key,
        keep_in=environment.data_dir / "local-chats.json",
    )
    mount(app, teams, opened=at_first(school.people))


def _identity(environment: Environment) -> BotIdentity:
    environment.require_bot()
    secret = environment.app_password.get_secret_value() if environment.app_password else ""
    return BotIdentity(environment.app_type, environment.app_id, environment.app_tenant_id, secret)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; the exit status is 0 when all went well, 2 when a setting is wrong."""
    parser = argparse.ArgumentParser(prog="app.py", description="The school's Online Safety bot for Microsoft Teams.")
    parser.add_argument(
        "--local", action="store_true", help="without authentication, on this machine only, with a page"
    )
    chosen = parser.parse_args(arguments)
    try:
        environment = Environment.read()
        logs.configure(environment.log_level)
        asyncio.run(serve(environment, local=chosen.local))
    except (SettingsError, PolicyError) as error:
        print(error.facts.get("reason") or str(error), file=sys.stderr)  # noqa: T201 - the one line that names the key
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
