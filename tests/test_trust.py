"""Several schools of one tenant behind one bot: whose a turn is, and that nothing of one comes to another."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from bot.composition.serving import serving
from bot.composition.stores import open_stores
from bot.policy.incidents.incident import Incident, State
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import SchoolChoice
from bot.settings import Environment, SettingsError, load_school, load_schools
from tests.clock import FakeClock
from tests.rig import BUSY_CALL_SECONDS, CHAMPION, HEAD, MONDAY, OTHER_TEACHER, SCHOOL_FILE, TEACHER, Rig
from tests.stand_in import StandInTeams
from tests.transcripts.play import play, seen

EXAMPLE = SCHOOL_FILE.read_text(encoding="utf-8")
FIRST, SECOND = "Larkspur Hill Primary School", "Foxglove Lane Primary School"


def without(text: str, person: str) -> str:
    """The file without one of its people."""
    return re.sub(rf"\[\[people\]\]\nid = \"{person}\".*\n(?:(?!\[).*\n)*", "", text)


OF_FIRST = without(EXAMPLE, OTHER_TEACHER)
OF_SECOND = without(EXAMPLE, TEACHER).replace("[school]", '[school]\nid = "foxglove-lane"').replace(FIRST, SECOND)


@dataclass(frozen=True)
class Trust:
    """The two schools, as rigs over one Teams."""

    first: Rig
    second: Rig

    async def counts(self) -> tuple[int, int]:
        """How many reports each has."""
        return len(await self.first.store.find(Incident)), len(await self.second.store.find(Incident))


@asynccontextmanager
async def trust(folder: Path, first: str = OF_FIRST, second: str = OF_SECOND) -> AsyncIterator[Trust]:
    """A trust at work in one process; one teacher is in the first school, one in the second, all others in both."""
    files = folder / "schools"
    files.mkdir(exist_ok=True)
    (files / "a.toml").write_text(first, encoding="utf-8")
    (files / "b.toml").write_text(second, encoding="utf-8")
    # What falls due in their year is another story.
    schools = [school.model_copy(update={"duties": ()}) for school in load_schools(files)]
    clock = FakeClock(MONDAY)
    environment = Environment(_env_file=None, data_dir=folder / "var")
    async with (
        open_stores(environment, schools) as kept,
        serving(kept.schools, clock, None, call_seconds=BUSY_CALL_SECONDS) as app,
    ):
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        teams = StandInTeams(tenant_id=schools[0].tenant_id, people=load_school(SCHOOL_FILE).people, clock=clock)
        try:
            async with teams.serving():
                teams.bot_url = f"{url}/api/messages"
                yield Trust(*(Rig(teams, each.store, each.school, clock, url) for each in kept.schools))
        finally:
            await runner.cleanup()


async def test_who_belongs_to_one_school_is_never_asked(tmp_path: Path) -> None:
    """Each report goes to its sender's own school, and its card says of which school it is."""
    async with trust(tmp_path) as both:
        for who, what in ((TEACHER, "in the first"), (OTHER_TEACHER, "in the second")):
            await play(both.first, [(who, "says", "report threat"), (who, "presses", "Send", {"what": what})])
            assert "Which school" not in seen(both.first, who)
        assert await both.counts() == (1, 1)
        await play(both.first, [(CHAMPION, "reads", "in the first"), (CHAMPION, "reads", "in the second")])
        await play(both.first, [(CHAMPION, "reads", SECOND)])
        assert SECOND not in seen(both.first, TEACHER)
        summaries = [message.summary for message in both.first.teams.chat(CHAMPION).from_bot]
        assert any(summary.startswith(f"{SECOND}: ") for summary in summaries)


async def test_a_press_goes_to_the_school_whose_card_it_is(tmp_path: Path) -> None:
    """Both schools have a report of the same reference; each is taken from its own card, whichever was chosen last."""
    async with trust(tmp_path) as both:
        for who, what in ((TEACHER, "in the first"), (OTHER_TEACHER, "in the second")):
            await play(both.first, [(who, "says", "report threat"), (who, "presses", "Send", {"what": what})])
        await play(both.first, [(CHAMPION, "reads", "in the first"), (CHAMPION, "reads", "in the second")])
        await play(both.first, [(CHAMPION, "says", "school"), (CHAMPION, "presses", FIRST)])
        await both.first.at_rest()
        await both.second.at_rest()
        chat = both.first.teams.chat(CHAMPION)
        (place,) = [n for n, card in enumerate(chat.cards) if "in the second" in str(card)]
        assert (await both.first.teams.press(CHAMPION, "Acknowledge", {}, card=place)).taken
        states = [(await rig.store.find(Incident))[0].state for rig in (both.first, both.second)]
        assert states == [State.REPORTED, State.ACKNOWLEDGED]


async def test_somebody_of_two_schools_is_asked_once(tmp_path: Path) -> None:
    """What they typed is kept, and goes to the school that they press; the next words go there at once."""
    async with trust(tmp_path) as both:
        await play(
            both.second,
            [
                (HEAD, "says", "report threat"),
                (HEAD, "reads", "Which school do you mean?"),
                (HEAD, "reads", "What you wrote is kept"),
            ],
        )
        assert (await both.first.teams.press(HEAD, SECOND, {})).taken
        await play(
            both.second,
            [
                (HEAD, "reads", "From now on what you write here goes to"),
                (HEAD, "presses", "Send", {"what": "a message in capitals"}),
                (CHAMPION, "reads", "a message in capitals"),
            ],
        )
        assert await both.counts() == (0, 1)
        await play(both.second, [(HEAD, "says", "report threat"), (HEAD, "never reads", "What you wrote is kept")])


async def test_what_does_not_fit_on_a_button_is_sent_once_more(tmp_path: Path) -> None:
    """A long report and a file are not said to be kept: they stand above, in the chat."""
    async with trust(tmp_path) as both:
        await both.first.teams.say(HEAD, "a parent wrote this to me " * 400)
        await play(both.first, [(HEAD, "reads", "then send what you sent above once more")])
        await both.first.teams.say(HEAD, "look", {"picture.png": b"not looked at"})
        await play(both.first, [(HEAD, "reads", "it could not be carried over")])


async def test_a_file_goes_out_from_the_school_that_was_asked_for_it(tmp_path: Path) -> None:
    """Whatever is chosen meanwhile: the card that offers it says whose it is."""
    async with trust(tmp_path) as both:
        teams = both.second.teams
        await play(both.second, [(CHAMPION, "says", "export"), (CHAMPION, "presses", SECOND)])
        await teams.until(lambda: any("consent" in str(each.attachments) for each in teams.chat(CHAMPION).from_bot))
        await play(both.first, [(CHAMPION, "says", "school"), (CHAMPION, "presses", FIRST)])
        assert (await teams.accept_file(CHAMPION)).taken
        await play(both.second, [(CHAMPION, "reads", "in your OneDrive now")])


async def test_the_message_action_asks_for_a_choice_first(tmp_path: Path) -> None:
    """A report from a message goes to no school that nobody chose."""
    async with trust(tmp_path) as both:
        await both.first.teams.open_chat(HEAD)
        answer = await both.first.teams.act_on_message(HEAD)
        assert "Write **school**".replace("*", "") in str(answer.body).replace("*", "")
        await play(both.first, [(HEAD, "says", "school"), (HEAD, "presses", SECOND)])
        answer = await both.first.teams.act_on_message(HEAD)
        assert "Which school" not in str(answer.body) and "more than one school" not in str(answer.body)


async def test_the_choice_can_be_changed_and_outlives_a_restart(tmp_path: Path) -> None:
    """By the word `school`, which says what is meant now."""
    async with trust(tmp_path) as both:
        await play(both.first, [(HEAD, "says", "hello"), (HEAD, "presses", FIRST), (HEAD, "says", "school")])
        await play(both.first, [(HEAD, "reads", f"What you write now goes to **{FIRST}**")])
        await play(both.first, [(HEAD, "presses", SECOND)])
    async with trust(tmp_path) as both:
        await play(both.second, [(HEAD, "says", "report threat"), (HEAD, "presses", "Send", {"what": "after it"})])
        assert await both.counts() == (0, 1)


async def test_a_stranger_belongs_to_none(tmp_path: Path) -> None:
    """Somebody of neither school is answered as a stranger of one is."""
    async with trust(tmp_path, without(OF_FIRST, HEAD), without(OF_SECOND, HEAD)) as both:
        await both.first.teams.say(HEAD, "log")
        await play(both.first, [(HEAD, "reads", "you are not on its staff list")])
        for to in ("x", both.second.school.key):
            await both.first.teams.forge_submit(HEAD, {"verb": "school.choose", "to": to, "words": "log"})
        assert await both.second.store.find(SchoolChoice) == []


@pytest.mark.parametrize("school", ["foxglove-lane", "nowhere", "", "x" * 10_000])
async def test_a_forged_school_gives_nobody_a_role(tmp_path: Path, school: str) -> None:
    """The school on a button says where the press goes, and nothing of what its presser may do."""
    async with trust(tmp_path) as both:
        await play(
            both.first, [(OTHER_TEACHER, "says", "report threat"), (OTHER_TEACHER, "presses", "Send", {"what": "ours"})]
        )
        await play(both.first, [(CHAMPION, "reads", "ours")])
        for verb in ("incident.show", "incident.acknowledge", "incident.note.send"):
            answer = await both.first.teams.forge(TEACHER, verb, {"id": "OS-2026-0001", "note": "x", "school": school})
            assert "ours" not in str(answer.message)
        (report,) = await both.second.store.find(Incident)
        assert report.state is State.REPORTED


def test_schools_that_cannot_be_told_apart_stop_the_start(tmp_path: Path) -> None:
    """One line that names the key and the file: of one tenant each but the first has an id of its own."""
    (tmp_path / "a.toml").write_text(OF_SECOND, encoding="utf-8")
    (tmp_path / "b.toml").write_text(OF_SECOND, encoding="utf-8")
    with pytest.raises(SettingsError, match=r'b\.toml: school\.id: "foxglove-lane" stands in a\.toml as well'):
        load_schools(tmp_path)
    for wrong in ("Foxglove Lane", "", "../up"):
        (tmp_path / "b.toml").write_text(OF_SECOND.replace("foxglove-lane", wrong), encoding="utf-8")
        with pytest.raises(SettingsError, match=r"b\.toml: school\.id: .* is not an id"):
            load_schools(tmp_path)


async def test_a_school_that_was_there_without_an_id_keeps_its_records(tmp_path: Path) -> None:
    """An id given to it later would begin its log anew: the start says what to do."""
    async with trust(tmp_path) as both:
        await play(both.first, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "kept"})])
    with pytest.raises(StoreUnavailable) as refused:
        async with trust(tmp_path, OF_FIRST.replace("[school]", '[school]\nid = "larkspur-hill"')):
            pass
    assert "take its id out" in refused.value.facts["reason"]
