"""`python app.py`: serve the bot, or run one of the commands."""

from __future__ import annotations

import gc

gc.disable()  # nothing that is imported is garbage: looking for it again and again is an eighth of a start

import truststore

truststore.inject_into_ssl()  # before aiohttp makes its own: the machine's certificates, a school's filter's among them

import argparse
import asyncio
import errno
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from typing import TypeVar

import structlog
from aiohttp import web

from bot import VERSION, logs
from bot.clock import LocalClock, SystemClock
from bot.commands import Command
from bot.composition.edge import identity_of, mailer_of, signer_of
from bot.composition.serving import serving
from bot.composition.settings_watch import SettingsOnDisk, read_settings
from bot.composition.stores import open_stores
from bot.head_timeout import KEEP_ALIVE_SECONDS, HeadTimeoutSite, bound_sockets
from bot.policy.kit.errors import NotDone
from bot.policy.kit.school import School
from bot.policy.kit.school_time import Calendar
from bot.settings import Environment, SettingsError
from bot.teams.credentials import BotIdentity, IdentityIncomplete
from bot.traces import open_tracer

gc.freeze()  # nor need the collector walk through it ever again
gc.enable()

TURN_IN_HAND = 20.0
"""Seconds that a stop waits for turns under way."""
LOOPBACK = "127.0.0.1"
LOCAL = "--local"
T = TypeVar("T")
log = structlog.get_logger("app")


async def serve(environment: Environment, *, local: bool) -> None:
    """Serve until SIGTERM or SIGINT, then stop cleanly: turns in hand are finished, nothing kept is lost."""
    stamps, read = read_settings(environment.school_file)
    schools = tuple(read.schools.values())
    identity = None if local else _identity(environment)
    clock = LocalClock() if local else SystemClock()
    signer = await signer_of(environment)
    host = LOOPBACK if local else environment.host
    taken = _take(host, environment.port)
    stop = _stop_on_signal()
    heartbeat = environment.heartbeat_url.get_secret_value() if environment.heartbeat_url else ""
    async with AsyncExitStack() as stack:
        opened = await stack.enter_async_context(
            open_stores(environment, schools, alone=len(schools) + len(read.faults) == 1)
        )
        settings = SettingsOnDisk(environment.school_file, stamps, read, opened.open)
        if not local:  # there it is the terminal that goes, and the bot with it
            _call_on_hang_up(settings.asked.set)
        tracer = await stack.enter_async_context(open_tracer(wanted=bool(environment.otlp_endpoint)))
        app = await stack.enter_async_context(
            serving(
                *(opened.schools, clock, identity, signer),
                heartbeat=heartbeat,
                settings=settings,
                tracer=tracer,
                mailer=mailer_of(environment),
            )
        )
        if isinstance(clock, LocalClock):
            _mount_teams(app, schools[0], environment, clock)
        runner = web.AppRunner(
            app,
            access_log=None,
            shutdown_timeout=TURN_IN_HAND,
            auto_decompress=False,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
        )
        await runner.setup()
        # What is loaded by now stays: the collector looks before anybody waits, and need not walk it again and again.
        gc.collect()
        gc.freeze()
        for each in taken:
            await HeadTimeoutSite(runner, each).start()
        log.info("serving", host=host, port=environment.port, local=local, schools=len(schools))
        if local:
            print(f"{schools[0].name}: http://{LOOPBACK}:{environment.port}/", flush=True)  # noqa: T201 - the address
        await stop.wait()
        log.info("stopping")
        await runner.cleanup()
    log.info("stopped")


def _take(host: str, port: int) -> Sequence[socket.socket]:
    """Take the port before any work begins: two bots on one machine would both be at work, and one be heard. Raises
    `SettingsError`."""
    try:
        return bound_sockets(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            do = "stop the program that has it (another bot, perhaps), or set PORT to a number of its own"
            raise SettingsError(f"port {port} of {host} is in use; {do}") from None
        raise SettingsError(f"HOST {host} and PORT {port} cannot be served on: {error.strerror}") from None


def _run(work: Coroutine[object, object, T]) -> T:
    """Run to the end, on a loop that PostgreSQL's driver works with: Windows' own is none."""
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop if sys.platform == "win32" else None) as runner:
        return runner.run(work)


def _stop_on_signal() -> asyncio.Event:
    """What is set once somebody asks the process to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows: the handler may not touch the loop itself
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop


def _call_on_hang_up(call: Callable[[], None]) -> None:
    """Call when somebody asks the process by SIGHUP to read its settings; where there is no such signal, never."""
    if not hasattr(signal, "SIGHUP"):
        return
    try:
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, call)
    except NotImplementedError:
        log.info("settings_without_signal")


def _mount_teams(app: web.Application, school: School, environment: Environment, clock: LocalClock) -> None:
    """Teams on one machine, with its page at `/`."""
    # Imported here because a bot for a real tenant has no use for it.
    from bot.local.mounting import (  # noqa: PLC0415
        CONNECTOR,
        initial_chats,
        mount,
    )
    from bot.local.teams import LocalTeams  # noqa: PLC0415

    calendar = Calendar(school.hours, school.timezone)
    own = f"http://{LOOPBACK}:{environment.port}"
    teams = LocalTeams(
        tenant_id=school.tenant_id,
        people=school.people,
        bot_url=f"{own}/api/messages",
        service_url=f"{own}{CONNECTOR}",
        clock=clock,
        next_school_morning=lambda: calendar.next_morning(clock.now()),
        zone=school.timezone.key,
        keep_in=environment.data_dir / "local-chats.json",
    )
    mount(app, teams, opened=initial_chats(school.people))


def _identity(environment: Environment) -> BotIdentity:
    environment.require_bot()
    try:
        return identity_of(environment)
    except IdentityIncomplete as error:
        raise SettingsError(str(error)) from error


def _commands(arguments: Sequence[str]) -> Sequence[Command]:
    """What else there is to do, where anything else is asked for: to serve needs nothing of it, and starts sooner."""
    if all(each == LOCAL for each in arguments):
        return ()
    from bot.composition.commands import COMMANDS  # noqa: PLC0415

    return COMMANDS


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; the exit status is 0 when all went well, 2 when a setting is wrong, else the command's own."""
    parser = argparse.ArgumentParser(prog="app.py", description="The school's Online Safety bot for Microsoft Teams.")
    parser.add_argument(LOCAL, action="store_true", help="without authentication, on this machine only, with a page")
    parser.add_argument("--version", action="version", version=VERSION)
    words = parser.add_subparsers(dest="command", metavar="command", title="commands (without one: serve)")
    commands = _commands(sys.argv[1:] if arguments is None else arguments)
    for command in commands:
        command.arguments(words.add_parser(command.name, help=command.about, description=command.about))
    chosen = parser.parse_args(arguments)
    named = next((command for command in commands if command.name == chosen.command), None)
    try:
        environment = Environment.read()
        logs.configure(environment.log_level)
        if named is not None:
            return _run(named.run(environment, chosen))
        _run(serve(environment, local=chosen.local))
    except NotDone as error:
        print(error.facts.get("reason") or str(error), file=sys.stderr)  # noqa: T201 - the one line that names the key
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
