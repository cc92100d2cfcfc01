"""Settings without a restart: what somebody writes into `school.toml` counts a moment later, and a mistake changes
nothing but that a Champion hears of it."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Notice
from bot.services.reach.troubles import LOOK_INTERVAL
from tests.faults import unavailable
from tests.rig import (
    CHAMPION,
    HEAD,
    MANAGER,
    MONDAY,
    SCHOOL_FILE,
    SENIOR,
    TEACHER,
    Rig,
    let_settings_be_looked_at,
    school_at_work,
)
from tests.transcripts.play import Line, play, seen

ROOT = SCHOOL_FILE.parent
EXAMPLE = SCHOOL_FILE.read_text(encoding="utf-8").split("[hours]")[0]
"""The example school, always open and with the default routes, which a test adds to."""
NO_DUTIES = "".join(
    f'[[duties]]\nid = "{each["id"]}"\nwhen = "never"\n'
    for each in tomllib.loads((ROOT / "bot/settings/duties.toml").read_text(encoding="utf-8"))["duties"]
)
TERM = '[hours]\nday = "08:00-17:00"\nterms = [{ start = 2026-09-02, end = 2026-12-18 }]\n'
TO_THE_MANAGER = '[routes.threat]\nsteps = [{ roles = ["business_manager"], after = "0s" }]\n'
TO_THE_HEAD = '[routes.threat]\nsteps = [{ roles = ["headteacher"], after = "0s" }]\n'
BROKEN = "[routes.threat]\nstep = []\n"
REPORT: list[Line] = [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "A letter"})]


class Desk:
    """Whoever looks after the school's file, and the bot that reads it."""

    def __init__(self, rig: Rig, file: Path) -> None:
        self.rig = rig
        self.file = file

    async def write(self, *sections: str) -> None:
        """Change the file, and give the bot the time that it takes to see that."""
        self.file.write_text(EXAMPLE + "\n".join((*sections, NO_DUTIES)), encoding="utf-8")
        await self.looked()

    async def looked(self) -> None:
        """Until the bot has looked twice: it reads what stands still."""
        for _ in range(3):
            await self.look()

    async def look(self) -> None:
        """Until the bot has looked once, and all is said that fell due with it."""
        await self.rig.at_rest()
        await let_settings_be_looked_at(self.rig.clock)
        await self.rig.at_rest()


@asynccontextmanager
async def desk(folder: Path, *sections: str, at: datetime = MONDAY) -> AsyncIterator[Desk]:
    """The school at work with these sections in its file."""
    file = folder / "school.toml"
    file.write_text(EXAMPLE + "\n".join((*sections, NO_DUTIES)), encoding="utf-8")
    async with school_at_work(folder / "var", settings=file, at=at) as rig:
        await rig.teams.open_chat(TEACHER)
        yield Desk(rig, file)


async def test_a_route_alerts_whoever_stands_there_now(tmp_path: Path) -> None:
    """The next report goes by the new route."""
    async with desk(tmp_path) as at:
        await at.write(TO_THE_MANAGER)
        await play(at.rig, [*REPORT, (MANAGER, "reads", "OS-2026-0001"), (CHAMPION, "never reads", "OS-2026-0001")])


async def test_a_ladder_under_way_goes_by_the_route_that_it_began_with(tmp_path: Path) -> None:
    """A ladder is copied onto its report. It is alerted neither twice nor by the new route, and goes on to its end."""
    slow = (
        '[routes.threat]\nsteps = [{ roles = ["business_manager"], after = "0s" }, '
        '{ roles = ["headteacher"], after = "15m" }]\n'
    )
    async with desk(tmp_path, slow) as at:
        await play(at.rig, [*REPORT, (MANAGER, "reads", "OS-2026-0001")])
        await at.write('[routes.threat]\nsteps = [{ roles = ["senior_leader"], after = "0s" }]\n')
        await play(at.rig, [(MANAGER, "has cards", "1"), (HEAD, "never reads", "OS-2026-0001")])
        await at.rig.move(timedelta(minutes=15))
        await play(at.rig, [(HEAD, "reads", "OS-2026-0001"), (SENIOR, "never reads", "OS-2026-0001")])
        (incident,) = await at.rig.store.find(Incident)
        assert [step.roles for step in incident.ladder.route.steps] == [("business_manager",), ("headteacher",)]


async def test_what_waits_is_said_once(tmp_path: Path) -> None:
    """A ping that Teams does not take waits over a change of the settings, and arrives once."""
    async with desk(tmp_path, TO_THE_MANAGER) as at:
        silent = at.rig.teams.faults.on(unavailable(), person=MANAGER, operations="send")
        await play(at.rig, REPORT)
        at.file.write_text(EXAMPLE + TO_THE_HEAD + NO_DUTIES, encoding="utf-8")
        await at.looked()
        silent.off()
        for _ in range(5):  # it is tried again, later each time
            await at.rig.move(timedelta(minutes=1))
        await play(at.rig, [(MANAGER, "reads", "OS-2026-0001"), (MANAGER, "has cards", "1")])
        told = [each for each in await at.rig.store.find(Notice) if each.to.id == MANAGER and each.card is None]
        assert len(told) == 1


async def test_hours_decide_when_a_routine_report_is_told(tmp_path: Path) -> None:
    """At six in the evening a report of spam waits for the morning; with longer hours it does not."""
    evening = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    spam: list[Line] = [(TEACHER, "says", "report spam"), (TEACHER, "presses", "Send", {"what": "A prince writes"})]
    async with desk(tmp_path, TERM, at=evening) as at:
        await play(at.rig, [*spam, (CHAMPION, "never reads", "OS-2026-0001")])
        await at.write(TERM.replace("17:00", "20:00"))
        await play(at.rig, [*spam[:1], (TEACHER, "presses", "Send", {"what": "Another"})])
        await play(at.rig, [(CHAMPION, "reads", "OS-2026-0002")])


async def test_who_holds_a_role_now_has_its_buttons(tmp_path: Path) -> None:
    """A teacher who becomes a Champion is offered what Champions press, and is alerted."""
    async with desk(tmp_path) as at:
        text = at.file.read_text(encoding="utf-8")
        here = text.index(TEACHER)
        become = text[here:].replace('roles = ["staff"', 'roles = ["staff", "champion"', 1)
        assert become != text[here:]
        await play(at.rig, [(TEACHER, "says", "help"), (TEACHER, "never reads", "who would be told")])
        at.file.write_text(text[:here] + become, encoding="utf-8")
        await at.looked()
        await play(at.rig, [(TEACHER, "says", "help"), (TEACHER, "reads", "who would be told")])


async def test_a_new_duty_comes_by_itself(tmp_path: Path) -> None:
    """A duty that is written into the file is put before its role on its day, without a restart."""
    duty = (
        '[[duties]]\nid = "boiler"\nrole = "business_manager"\nwhen = "yearly 11-25"\nlead = "1d"\n'
        'title = "The boiler room locked"\nwhat = "Look."\nevidence = "The day."\n'
    )
    async with desk(tmp_path, TERM) as at:
        await at.write(TERM, duty)
        await at.rig.move(timedelta(days=1))
        await play(at.rig, [(MANAGER, "reads", "The boiler room locked")])


async def test_a_mistake_changes_nothing_and_is_told_once(tmp_path: Path) -> None:
    """The old settings go on; a Champion is told where the mistake is and what to do, once, and that it is mended."""
    async with desk(tmp_path) as at:
        await at.write(BROKEN)
        await play(
            at.rig,
            [
                (CHAMPION, "reads", "The new settings cannot be used"),
                (CHAMPION, "reads", 'school.toml: routes.threat.step is not a key (did you mean "steps"?)'),
                (TEACHER, "never reads", "settings"),
                *REPORT,
                (CHAMPION, "reads", "OS-2026-0001"),
            ],
        )
        for _ in range(4):
            await at.rig.move(LOOK_INTERVAL)
        assert seen(at.rig, CHAMPION).count("The new settings cannot be used") == 1
        await at.write(TO_THE_MANAGER)
        await play(
            at.rig,
            [
                (CHAMPION, "reads", "The school's settings are in order again"),
                (TEACHER, "says", "report threat"),
                (TEACHER, "presses", "Send", {"what": "Another"}),
                (MANAGER, "reads", "OS-2026-0002"),
            ],
        )


async def test_another_mistake_is_told_anew(tmp_path: Path) -> None:
    """Whoever put one mistake right and made another is told of that one."""
    async with desk(tmp_path) as at:
        await at.write(BROKEN)
        await play(at.rig, [(CHAMPION, "reads", "routes.threat.step is not a key")])
        await at.write("[hours\n")
        await play(at.rig, [(CHAMPION, "reads", "is not TOML")])
        assert seen(at.rig, CHAMPION).count("The new settings cannot be used") == 2


async def test_what_cannot_change_says_so(tmp_path: Path) -> None:
    """Another tenant needs a start: the Champion reads that, and the school is served as before."""
    async with desk(tmp_path) as at:
        text = at.file.read_text(encoding="utf-8").replace("11111111-2222", "99999999-2222")
        at.file.write_text(text, encoding="utf-8")
        await at.looked()
        await play(at.rig, [(CHAMPION, "reads", "school.tenant_id cannot change while the bot runs")])
        await play(at.rig, [*REPORT, (CHAMPION, "reads", "OS-2026-0001")])


async def test_a_mistake_in_the_night_waits_for_the_morning(tmp_path: Path) -> None:
    """Nobody's telephone sounds for it at night; what is right again by the morning is told to nobody."""
    async with desk(tmp_path, TERM, at=datetime(2026, 11, 23, 22, 0, tzinfo=UTC)) as at:
        await at.write(TERM, BROKEN)
        await play(at.rig, [(CHAMPION, "never reads", "settings")])
        await at.write(TERM)
        await at.rig.move(timedelta(hours=12))
        await play(at.rig, [(CHAMPION, "never reads", "settings")])


async def test_a_file_that_is_being_written_is_not_read(tmp_path: Path) -> None:
    """Half a file is no settings: it is read once it stands still, and nobody hears of the halves."""
    async with desk(tmp_path) as at:
        whole = EXAMPLE + TO_THE_MANAGER + NO_DUTIES
        for part in (0, 100, len(EXAMPLE) // 2, len(EXAMPLE) + 9):
            at.file.write_text(whole[:part], encoding="utf-8")
            await at.look()
        at.file.write_text(whole, encoding="utf-8")
        await at.looked()
        await play(at.rig, [*REPORT, (MANAGER, "reads", "OS-2026-0001"), (CHAMPION, "never reads", "settings")])


async def test_ten_changes_in_a_second_are_one(tmp_path: Path) -> None:
    """Whoever saves again and again has it read once, as it is in the end."""
    async with desk(tmp_path) as at:
        for number in range(10):
            at.file.write_text(EXAMPLE + (TO_THE_HEAD if number % 2 else BROKEN) + NO_DUTIES, encoding="utf-8")
        at.file.write_text(EXAMPLE + TO_THE_MANAGER + NO_DUTIES, encoding="utf-8")
        await at.looked()
        await play(at.rig, [*REPORT, (MANAGER, "reads", "OS-2026-0001"), (CHAMPION, "never reads", "settings")])


async def test_a_form_that_is_open_over_a_change_is_taken(tmp_path: Path) -> None:
    """What somebody has begun under the old settings is sent under the new ones, and nothing typed is lost."""
    async with desk(tmp_path) as at:
        await play(at.rig, [(TEACHER, "says", "report threat")])
        await at.write(TO_THE_MANAGER)
        await play(at.rig, [(TEACHER, "presses", "Send", {"what": "Begun before"}), (MANAGER, "reads", "Begun before")])
