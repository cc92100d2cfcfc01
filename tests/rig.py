"""The whole bot for a test: the example school, a store in a fresh folder, a clock moved by hand, and Teams' stand-in.

Everything speaks real HTTP on loopback. Nobody's time passes but by `clock.move`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from aiohttp import web

from bot.composition.serving import serving
from bot.composition.settings_watch import LOOK_PAUSE, SettingsOnDisk, stamps_of
from bot.composition.stores import SchoolStores
from bot.policy.announcements.announcement import AnnouncementWork
from bot.policy.calls.call import VideoCall
from bot.policy.committee.meeting import CommitteeDecision
from bot.policy.documents.campaigns import Ask
from bot.policy.duties.duty import Duty
from bot.policy.governors.report import GovernorsRound
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.incident import Incident
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice, NoticeState, Record
from bot.policy.kit.school import Buttons, DutyRule, School
from bot.policy.requests.request import StaffRequest
from bot.services.ports import FileStore, Mailer, Store
from bot.settings import SchoolsRead, load_school
from bot.traces import Tracer
from storage.file_folder import FileFolder
from storage.postgres.store import PostgresStore
from storage.tinydb_store import TinyStore
from tests.clock import PATIENCE, SHORT, FakeClock, eventually
from tests.record import must_hold
from tests.stand_in import StandInTeams

Verified = TinyStore | PostgresStore
SCHOOL_FILE = Path(__file__).parent.parent / "school.toml"
BUTTONS: Buttons | None = None
"""How every school's buttons are sent in this test; None leaves it to the school."""
DUTIES: tuple[DutyRule, ...] = ()
"""The rows of every school's calendar in this test: by default none, so that no other story hears of what is due."""
BUSY_CALL_SECONDS = 180.0
"""How long a call to Teams may take here: a machine that is busy with other things is no Teams that is silent, and what
is then to be tried again would wait for a clock that nobody moves."""
MONDAY = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
"""A school day in term, in winter time."""

HEAD, CHAMPION, COORDINATOR, MANAGER, SENIOR, TEACHER, OTHER_TEACHER, ASSISTANT, GOVERNOR = (
    f"aaaaaaaa-0000-4000-8000-0000000000{number:02}" for number in (1, 2, 3, 4, 5, 7, 8, 11, 13)
)


@dataclass(repr=False)  # asyncio has a finished fixture's result written out, and throws that away
class Rig:
    """What a test holds."""

    teams: StandInTeams
    store: Store
    school: School
    clock: FakeClock
    url: str
    edited: bool = False
    """Whether the test has kept something of its own, of which no timeline tells."""

    async def keep(self, *records: Record) -> None:
        """Records as no press would have left them."""
        self.edited = True
        await self.store.keep(Outcome(records=records))

    async def at_rest(self) -> None:
        """Until nothing is due to be decided (a ladder's step, a call's, a reminder) and nothing waits to be said now,
        however long a busy machine takes: the clock may then be moved on without anything being left out."""

        async def nothing_is_due() -> bool:
            now, waiting = self.clock.now(), {"state": NoticeState.WAITING.value}
            decided = [
                await self.store.find(kind, due_by=now, limit=1)
                for kind in (
                    Incident,
                    VideoCall,
                    StaffRequest,
                    Duty,
                    Ask,
                    ReportAction,
                    AnnouncementWork,
                    GovernorsRound,
                    CommitteeDecision,
                )
            ]
            return not any(decided) and not await self.store.find(Notice, where=waiting, due_by=now + SHORT, limit=1)

        await eventually(nothing_is_due)

    async def move(self, by: timedelta) -> None:
        """The clock, once all that was due before is said, and until all that falls due with it is said too."""
        await self.at_rest()
        self.clock.move(by)
        await self.at_rest()


async def let_settings_be_looked_at(clock: FakeClock) -> None:
    """Move on to the next look at the settings' files, until that is over and what it found is in force."""
    moved_to = clock.move(LOOK_PAUSE)

    async def waits_for_the_next() -> bool:
        return any(until and moved_to <= until - LOOK_PAUSE <= clock.now() for until in clock.waiting)

    await eventually(waits_for_the_next)


@asynccontextmanager
async def school_at_work(
    folder: Path,
    *,
    teams: StandInTeams | None = None,
    clock: FakeClock | None = None,
    at: datetime = MONDAY,
    school: School | None = None,
    opened: Callable[[Path], Awaitable[Store]] = TinyStore.open,
    file_store: FileStore | None = None,
    heartbeat: str = "",
    settings: Path | None = None,
    tracer: Tracer | None = None,
    mailer: Mailer | None = None,
) -> AsyncIterator[Rig]:
    """The bot serving. For the time after a restart give the `teams`, `clock` and folder of an earlier block.

    `opened` makes the store: TinyDB in the folder, unless another is asked for; so with the `file_store`. `settings` is
    a school's file that is read as it stands, and again whenever it changes.
    """
    school = school or (load_school(settings) if settings else example_school())
    if settings is None:
        school = school.model_copy(update={"buttons": BUTTONS or school.buttons, "duties": DUTIES})
    clock = clock or FakeClock(at)
    store = await opened(folder)
    kept = SchoolStores(school, store, file_store or FileFolder(folder / "evidence"))
    try:
        if teams is None:
            async with (
                stand_in(school, clock) as started,
                _bot(kept, clock, started, heartbeat, settings, tracer, mailer) as url,
            ):
                rig = Rig(started, store, school, clock, url)
                yield rig
        else:
            async with _bot(kept, clock, teams, heartbeat, settings, tracer, mailer) as url:
                rig = Rig(teams, store, school, clock, url)
                yield rig
        if isinstance(store, Verified) and not rig.edited:
            # Whatever the story was, `verify` holds after it, and each change was told in the timeline.
            await must_hold(store, kept.file_store)
    finally:
        await store.close()


@cache
def example_school() -> School:
    """The school that the repository brings, read once: nobody can change what was read."""
    return load_school(SCHOOL_FILE)


@asynccontextmanager
async def stand_in(school: School, clock: FakeClock) -> AsyncIterator[StandInTeams]:
    """Teams on loopback for the people of the school."""
    async with StandInTeams(
        tenant_id=school.tenant_id, people=school.people, clock=clock, patience=PATIENCE
    ).serving() as teams:
        yield teams


async def _no_other(school: School) -> SchoolStores:
    raise AssertionError(f"one file has one school, and not {school.name} as well")


@asynccontextmanager
async def _bot(
    kept: SchoolStores,
    clock: FakeClock,
    teams: StandInTeams,
    heartbeat: str,
    settings: Path | None,
    tracer: Tracer | None,
    mailer: Mailer | None,
) -> AsyncIterator[str]:
    on_disk = None
    if settings is not None:
        on_disk = SettingsOnDisk(settings, stamps_of(settings), SchoolsRead({settings: kept.school}, {}), _no_other)
    async with serving(
        [kept],
        clock,
        None,
        heartbeat=heartbeat,
        settings=on_disk,
        tracer=tracer,
        mailer=mailer,
        call_seconds=BUSY_CALL_SECONDS,
    ) as app:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        teams.bot_url = f"{url}/api/messages"
        try:
            yield url
        finally:
            await runner.cleanup()
