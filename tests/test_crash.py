"""kill -9 at any instant loses no report that was answered, no acknowledgement and no ping, on either store."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import aiohttp
import psycopg
import pytest

from bot.local.cards import CardRefuses
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Notice, NoticeState
from bot.services.ports import Store
from bot.settings import load_school
from bot.settings.duties import shipped_duties
from storage.postgres.migrating import migrate
from storage.postgres.store import PostgresStore
from storage.tinydb_store import TinyStore, opened_to_read
from tests.postgres import fresh_database
from tests.rig import CHAMPION, HEAD, SCHOOL_FILE
from tests.soak import count
from tests.stand_in import StandInTeams
from tests.test_app import address, environment, process

KILLS = count(200)
WAITING = re.compile(r"^online_safety_outbox_waiting 0(\.0)?$", re.M)
REFERENCE = re.compile(r"OS-\d{4}-\d{4}")


class Day:
    """People who report and acknowledge while the process dies under them, and what they were answered."""

    def __init__(self, teams: StandInTeams, seed: int) -> None:
        self.teams = teams
        self.dice = random.Random(seed)
        self.reporters = [f"aaaaaaaa-0000-4000-8000-0000000000{number:02}" for number in range(7, 13)]
        self.answered: set[str] = set()
        self.acknowledged: set[str] = set()

    async def report(self, who: str) -> None:
        """One report; its reference is remembered if an answer came."""
        if not (await self.teams.say(who, "report threat")).taken:
            return
        with suppress(CardRefuses):
            answer = await self.teams.press(who, "Send", {"what": "x"})
            if answer.card is not None:
                self.answered |= set(REFERENCE.findall(str(answer.card.get("body"))))

    async def acknowledge(self, who: str) -> None:
        """Take the newest report; it is remembered if an answer came."""
        with suppress(CardRefuses):
            answer = await self.teams.press(who, "Acknowledge")
            found = REFERENCE.findall(str(answer.card)) if answer.card else []
            if found and "has it, since" in str(answer.card):
                self.acknowledged.add(found[0])

    async def go_on(self) -> None:
        """Everybody at once."""
        work = [self.report(self.dice.choice(self.reporters)), self.report(self.dice.choice(self.reporters))]
        work += [self.acknowledge(self.dice.choice([CHAMPION, HEAD]))]
        await asyncio.gather(*work)


async def _database() -> dict[str, str]:
    url = await fresh_database()
    await migrate(url)
    return {"DATABASE_URL": url}


async def _folder() -> dict[str, str]:
    return {}


@pytest.mark.soak
@pytest.mark.parametrize("where", [_folder, _database], ids=["tinydb", "postgres"])
async def test_nothing_is_lost(tmp_path: Path, where: Callable[[], Awaitable[dict[str, str]]]) -> None:
    """Reports answered are found after the restart; every ping arrived or was withdrawn; a double has its reference."""
    school = load_school(SCHOOL_FILE)
    settings = environment(tmp_path, SCHOOL_FILE=str(_without_duties(tmp_path)), LOG_LEVEL="ERROR", **await where())
    url = settings.get("DATABASE_URL")
    async with StandInTeams(tenant_id=school.tenant_id, people=school.people, patience=3.0).serving() as teams:
        day = Day(teams, seed=KILLS)
        for _ in range(KILLS):
            async with process(settings, "--local") as running:
                teams.bot_url = f"{await address(running)}/api/messages"
                going_on = asyncio.create_task(day.go_on())
                await asyncio.sleep(day.dice.uniform(0.0, 0.25))  # the instant of the kill is what is tested
                running.kill()
                await running.wait()
                await going_on
            if not url:
                async with opened_to_read(tmp_path / "var"):  # which looks at every page of the file
                    pass
        if url:
            await _leases_run_out(url)
        async with process(settings, "--local") as running:
            own = await address(running)
            teams.bot_url = f"{own}/api/messages"
            await day.go_on()
            await _nothing_waits(own)
            running.terminate()
            await running.wait()
        store: Store = await (PostgresStore.open(url, school.tenant_id) if url else TinyStore.open(tmp_path / "var"))
        try:
            incidents = {incident.id: incident for incident in await store.find(Incident)}
            notices = await store.find(Notice)
        finally:
            await store.close()
        lost = _lost(teams, notices)
        doubled = _doubled(teams, notices)
        print(  # noqa: T201 - the figures of the soak
            f"\nkills {KILLS}: reports answered {len(day.answered)}, found {len(incidents)}, "
            f"acknowledged {len(day.acknowledged)}, pings lost {len(lost)}, pings doubled {doubled}"
        )
        assert day.answered <= set(incidents)
        assert all(incidents[reference].owner is not None for reference in day.acknowledged)
        assert not lost
        assert doubled <= KILLS


def _without_duties(folder: Path) -> Path:
    """The example school without a calendar: what falls due in that waits for a school day, and this clock is real."""
    left_out = "".join(f'\n[[duties]]\nid = "{rule.id}"\nwhen = "never"\n' for rule in shipped_duties())
    file = folder / "school.toml"
    file.write_text(SCHOOL_FILE.read_text(encoding="utf-8") + left_out, encoding="utf-8")
    return file


async def _leases_run_out(url: str) -> None:
    """What those who were killed had claimed is anybody's again, as it is after a minute."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("UPDATE leases SET held_until = now()")


async def _nothing_waits(url: str) -> None:
    """Return when the outbox is empty, by the bot's own figures: Teams' limits for a chat hold some back for long."""
    async with asyncio.timeout(300), aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{url}/metrics") as response:
                if WAITING.search(await response.text()):
                    return
            await asyncio.sleep(0.5)


def _arrived(teams: StandInTeams, person: str) -> Counter[str]:
    """How many of a person's messages are the ping of each reference."""
    summaries = (message.summary for message in teams.chat(person).from_bot)
    return Counter(found[0] for summary in summaries if (found := REFERENCE.findall(summary)))


def _lost(teams: StandInTeams, notices: list[Notice]) -> list[str]:
    """Pings that neither arrived nor were withdrawn because somebody had taken the report."""
    pings = [notice for notice in notices if notice.purpose is IncidentPurpose.PING]
    return [
        notice.id
        for notice in pings
        if notice.state is NoticeState.WAITING
        or (notice.state is NoticeState.SENT and not _arrived(teams, notice.to.id)[notice.subject])
    ]


def _doubled(teams: StandInTeams, notices: list[Notice]) -> int:
    """How many pings came more often than they were made."""
    made = Counter((n.to.id, n.subject) for n in notices if n.purpose is IncidentPurpose.PING)
    arrived = {who: _arrived(teams, who) for who in (CHAMPION, HEAD)}
    return sum(max(0, arrived[who][subject] - times) for (who, subject), times in made.items() if who in arrived)
