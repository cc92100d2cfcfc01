"""Several schools behind one endpoint: the tenant of the activity chooses, and nothing crosses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.composition.serving import serving
from bot.composition.settings_watch import SettingsOnDisk, read_settings
from bot.composition.stores import SchoolStores, folder_of, open_stores
from bot.policy.incidents.incident import Incident
from bot.policy.kit.errors import StoreUnavailable
from bot.settings import Environment, SettingsError, load_schools
from storage.file_folder import FileFolder
from storage.tinydb_store import TinyStore
from tests.clock import FakeClock
from tests.rig import BUSY_CALL_SECONDS, CHAMPION, MONDAY, SCHOOL_FILE, TEACHER, Rig, let_settings_be_looked_at
from tests.stand_in import StandInTeams
from tests.transcripts.play import play, seen

OTHER = "22222222-2222-4333-8444-555555555555"
EXAMPLE = SCHOOL_FILE.read_text(encoding="utf-8")


def two_schools(folder: Path) -> Path:
    """A folder with the example school and its neighbour, which has the same people in another tenant."""
    folder.mkdir()
    (folder / "a.toml").write_text(EXAMPLE, encoding="utf-8")
    neighbour = EXAMPLE.replace("11111111-2222-4333-8444-555555555555", OTHER).replace("Larkspur Hill", "Foxglove Lane")
    (folder / "b.toml").write_text(neighbour, encoding="utf-8")
    return folder


@asynccontextmanager
async def both(folder: Path) -> AsyncIterator[tuple[Rig, Rig]]:
    """The two schools at work in one process."""
    schools = load_schools(two_schools(folder / "schools"))
    clock = FakeClock(MONDAY)
    kept = []
    for school in schools:
        own = folder / school.tenant_id
        kept.append(SchoolStores(school, await TinyStore.open(own), FileFolder(own / "evidence")))
    async with serving(kept, clock, None, call_seconds=BUSY_CALL_SECONDS) as app:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        first, second = (StandInTeams(tenant_id=s.tenant_id, people=s.people, clock=clock) for s in schools)
        async with first.serving(), second.serving():
            rigs = []
            for each, teams in zip(kept, (first, second), strict=True):
                teams.bot_url = f"{url}/api/messages"
                rigs.append(Rig(teams, each.store, each.school, clock, url))
            yield rigs[0], rigs[1]
        await runner.cleanup()
    for each in kept:
        await each.store.close()


async def test_nothing_crosses(tmp_path: Path) -> None:
    """A report of one school alerts there alone, and the other's Champion, of the same object id, finds nothing."""
    async with both(tmp_path) as (one, other):
        await play(
            one,
            [
                (TEACHER, "says", "report threat"),
                (TEACHER, "presses", "Send", {"what": "ours alone"}),
                (CHAMPION, "reads", "ours alone"),
            ],
        )
        assert await other.store.find(Incident) == []
        for verb in ("incident.show", "incident.acknowledge", "incident.note.send"):
            answer = await other.teams.forge(CHAMPION, verb, {"id": "OS-2026-0001", "note": "x"})
            assert "no report by that reference" in answer.message
        await play(
            other,
            [
                (CHAMPION, "says", "log"),
                (TEACHER, "says", "report threat"),
                (TEACHER, "presses", "Send", {"what": "theirs"}),
                (CHAMPION, "reads", "theirs"),
            ],
        )
        assert "ours alone" not in seen(other, CHAMPION)
        assert "theirs" not in seen(one, CHAMPION)


async def test_a_tenant_of_no_school_is_refused(tmp_path: Path) -> None:
    """Nobody's tenant gets an empty 403."""
    async with both(tmp_path) as (one, _):
        activity = (await one.teams.say(TEACHER, "help")).activity
        forged = dict(activity)
        forged["channelData"] = {"tenant": {"id": "33333333-2222-4333-8444-555555555555"}}
        answer = await one.teams.post(forged)
        assert (answer.status, answer.body) == (403, None)


class County:
    """A folder of schools that is served, as files come and go."""

    def __init__(self, files: Path, clock: FakeClock, url: str) -> None:
        self.files = files
        self.clock = clock
        self.url = url

    async def looked(self) -> None:
        """Until what has changed is in force."""
        for _ in range(3):
            await let_settings_be_looked_at(self.clock)

    async def status(self, tenant: str, text: str = "help") -> int:
        """What a teacher of that tenant is answered."""
        school = load_schools(self.files / "a.toml")[0]
        people = StandInTeams(tenant_id=tenant, people=school.people, clock=self.clock)
        people.bot_url = f"{self.url}/api/messages"
        async with people.serving():
            return (await people.say(TEACHER, text)).status


@asynccontextmanager
async def county(folder: Path, **files: str) -> AsyncIterator[County]:
    """A process that serves these files."""
    place = folder / "schools"
    place.mkdir()
    for name, text in files.items():
        (place / f"{name}.toml").write_text(text, encoding="utf-8")
    clock = FakeClock(MONDAY)
    stamps, read = read_settings(place)
    schools = tuple(read.schools.values())
    environment = Environment(_env_file=None, school_file=place, data_dir=folder / "var")
    async with open_stores(environment, schools, alone=len(files) == 1) as stores:
        settings = SettingsOnDisk(place, stamps, read, stores.open)
        async with serving(stores.schools, clock, None, settings=settings, call_seconds=BUSY_CALL_SECONDS) as app:
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            try:
                yield County(place, clock, f"http://127.0.0.1:{runner.addresses[0][1]}")
            finally:
                await runner.cleanup()


OURS = "11111111-2222-4333-8444-555555555555"
NEIGHBOUR = EXAMPLE.replace(OURS, OTHER).replace("Larkspur Hill", "Foxglove Lane")


async def test_schools_come_and_go_while_the_others_go_on(tmp_path: Path) -> None:
    """A file with a mistake stops its own school alone, at the start too; put right, it begins; taken away, it ends."""
    async with county(tmp_path, a=EXAMPLE, b=NEIGHBOUR.replace("[school]", "[scool]")) as served:
        assert (await served.status(OURS), await served.status(OTHER)) == (201, 403)
        (served.files / "b.toml").write_text(NEIGHBOUR, encoding="utf-8")
        await served.looked()
        assert (await served.status(OURS), await served.status(OTHER)) == (201, 201)
        (served.files / "b.toml").write_text("[school", encoding="utf-8")
        await served.looked()
        assert (await served.status(OURS), await served.status(OTHER)) == (201, 201)
        (served.files / "b.toml").unlink()
        await served.looked()
        assert (await served.status(OURS), await served.status(OTHER)) == (201, 403)
        (served.files / "again.toml").write_text(NEIGHBOUR, encoding="utf-8")
        await served.looked()
        assert (await served.status(OURS), await served.status(OTHER)) == (201, 201)
    assert {each.name for each in (tmp_path / "var").iterdir()} == {OURS, OTHER}


async def test_a_school_that_was_alone_is_never_begun_anew(tmp_path: Path) -> None:
    """Where its records lie is known whoever comes or goes; where it is not, the start says what to move where."""
    async with county(tmp_path, a=EXAMPLE) as served:
        assert await served.status(OURS) == 201
        (served.files / "b.toml").write_text(NEIGHBOUR, encoding="utf-8")
        await served.looked()
        assert (await served.status(OURS), await served.status(OTHER)) == (201, 403)
    environment = Environment(_env_file=None, data_dir=tmp_path / "var")
    one, other = load_schools(tmp_path / "schools")
    with pytest.raises(StoreUnavailable) as unsure:
        folder_of(environment, one, alone=False)
    assert "move them to a folder" in unsure.value.facts["reason"]
    assert folder_of(environment, one, alone=True) == tmp_path / "var"
    assert folder_of(Environment(_env_file=None, data_dir=tmp_path), other, alone=False) == tmp_path / OTHER


def test_two_files_of_one_tenant_stop_the_start(tmp_path: Path) -> None:
    """Two schools cannot share a tenant: one line that names the key."""
    folder = two_schools(tmp_path / "schools")
    (folder / "c.toml").write_text(EXAMPLE, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"school\.tenant_id"):
        load_schools(folder)


def test_an_empty_folder_stops_the_start(tmp_path: Path) -> None:
    """A folder without a school is a mistake."""
    with pytest.raises(SettingsError, match=r"no \.toml file"):
        load_schools(tmp_path)
