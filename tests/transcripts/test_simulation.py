"""What if, as those ask it who answer for the ladders: the bot tells nobody, and then does what it said."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest

from bot.local.shapes import JsonObject
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident
from bot.policy.kit.reached import Reached
from bot.policy.kit.records import Notice
from bot.policy.simulation.simulating import Case, simulate
from tests.cards.catalogue_simulation import away_until, staffing_of
from tests.rig import CHAMPION, COORDINATOR, HEAD, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play, seen

FILE = "what-if-2026-11-23.csv"

STORIES: dict[str, list[Line]] = {
    "from all kinds to the ladder of one, and back": [
        (HEAD, "says", "simulate"),
        (HEAD, "reads", "Every kind reaches somebody at all of these times."),
        (HEAD, "reads", "At once, at any hour"),
        (HEAD, "presses", "Spam or phishing"),
        (HEAD, "reads", "At once: Priya Ramanathan, Rosalind Okafor, Gareth Penhallow"),
        (HEAD, "reads", "Then all of it again every 9 h of school hours, 3 times."),
        (HEAD, "presses", "Saturday"),
        (HEAD, "reads", "Mon 30 Nov, 08:00: Priya Ramanathan"),
        (HEAD, "presses", "All kinds"),
        (HEAD, "reads", "What if"),
    ],
    "about somebody, at another moment": [
        (SENIOR, "says", "simulate"),
        (SENIOR, "presses", "Another moment"),
        (SENIOR, "presses", "Show", {"kind": "staff_conduct", "date": "2026-11-20"}),
        (SENIOR, "reads", "That is over. Please choose a moment that is still to come."),
        (SENIOR, "presses", "Show", {"kind": "staff_conduct", "date": "tomorrow", "time": "21:00", "named": HEAD}),
        (SENIOR, "is told", "It stands below."),
        (SENIOR, "reads", "If it were reported Tue 24 Nov, 21:00, and named Rosalind Okafor"),
        (SENIOR, "reads", "At once: Winifred Achterberg"),
        (SENIOR, "reads", "Local Authority Designated Officer (LADO)"),
    ],
    "who is nobody here is not named": [
        (CHAMPION, "says", "simulate"),
        (CHAMPION, "presses", "Another moment"),
        (CHAMPION, "presses", "Show", {"kind": "threat", "date": "next year sometime", "named": ""}),
        (CHAMPION, "reads", "I could not read this."),
        (CHAMPION, "presses", "Show", {"kind": "threat", "date": "tomorrow", "named": "nobody"}),
        (CHAMPION, "reads", "That person is not on the school's staff list"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Nobody hears of what was only asked, and nothing is kept."""
    await play(rig, [(COORDINATOR, "opens", "")])
    before = len(rig.teams.chat(COORDINATOR).standing)
    await play(rig, story)
    await rig.at_rest()
    assert len(rig.teams.chat(COORDINATOR).standing) == before
    assert await rig.store.find(Incident) == []
    assert await rig.store.find(Notice) == []


async def test_who_may_not_ask_learns_nothing(rig: Rig) -> None:
    """Typed, pressed or forged: it is for those who answer for the ladders."""
    await play(rig, [(HEAD, "says", "simulate"), (TEACHER, "says", "simulate")])
    for verb in ("show", "ladder", "form", "ask", "export"):
        answer = await rig.teams.forge(TEACHER, f"simulation.{verb}", {"kind": "threat", "at": "now"})
        shown = f"{answer.message} {json.dumps(answer.card)}"
        assert "This is for somebody else to do" in shown, verb
        assert "Gareth" not in shown
    assert "Gareth" not in seen(rig, TEACHER)
    forged = await rig.teams.forge(HEAD, "simulation.ladder", {"kind": "nothing", "at": "then"})
    assert "That button belongs to an older card" in f"{forged.message} {json.dumps(forged.card)}"


async def test_gaps_are_in_red_with_whom_to_go_to(rig: Rig) -> None:
    """Both Champions, who are the safeguarding leads, are out of reach; one senior leader is away."""
    now = rig.clock.now()
    senior = next(person for person in rig.school.people if person.id == SENIOR)
    out = [Reached(id=each, failed_at=now, reason="blocked") for each in (HEAD, CHAMPION)]
    await rig.keep(away_until(senior.who, now, 2), *out)
    await play(
        rig,
        [
            (HEAD, "says", "simulate"),
            (HEAD, "reads", "Tomasz Wilkowski is away until Wed 25 Nov"),
            (HEAD, "reads", "Would reach nobody: step 1, 2"),
            (HEAD, "presses", "Online bullying"),
            (HEAD, "reads", "At once: Rosalind Okafor"),
            (HEAD, "reads", "Gareth Penhallow: Online Safety Champion, cannot be reached"),
        ],
    )


async def test_every_hour_as_a_file(rig: Rig) -> None:
    """Each kind at each hour of the week to come, and in the holidays; what an absence changes stands in its rows."""
    now = rig.clock.now()
    coordinator = next(person for person in rig.school.people if person.id == COORDINATOR)
    await rig.keep(away_until(coordinator.who, now, 2))
    await play(rig, [(HEAD, "says", "simulate"), (HEAD, "presses", "Every hour, as a file")])
    await play(rig, [(HEAD, "reads", f"I have offered you the file **{FILE}**")])
    assert (await rig.teams.accept_file(HEAD)).taken
    await rig.teams.until(lambda: "It is in your OneDrive" in seen(rig, HEAD))
    content = bytes(rig.teams.files.newest(FILE).content)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(rig.school.routes) * (168 + 1)
    breaches = [row for row in rows if row["Kind"] == "Account or system break-in"]
    assert (breaches[0]["Away"], breaches[0]["Told first"]) == ("Priya Ramanathan", "Helen Thistlewood")
    assert breaches[100]["Told first"] == "Priya Ramanathan, Helen Thistlewood"
    assert {row["Gap"] for row in rows} == {""}


AGREES = ["harmful_contact", "security_breach", "spam"]


@pytest.mark.parametrize("kind", AGREES)
async def test_the_bot_does_what_was_foreseen(rig: Rig, kind: str) -> None:
    """A real report of the kind, which nobody takes, tells the same people at the same moments."""
    now = rig.clock.now()
    teacher = next(person for person in rig.school.people if person.id == TEACHER)
    foreseen = simulate(rig.school, staffing_of(rig.school), Case(kind, now, reporter=teacher))
    words: JsonObject = {"what": "Something", "kind": kind, "draft": "d"}
    for each in rig.school.people:
        await rig.teams.open_chat(each.id)
    alerts = kind == "harmful_contact"
    answer = await rig.teams.forge(TEACHER, "report.alert" if alerts else "report.send", words)
    assert answer.status == 200, answer.failure
    for step in foreseen.steps[1:]:  # a little late, and what is routine then counts from when it was told
        await rig.move(step.at - rig.clock.now() + step.number * timedelta(seconds=5))
    pings = [each for each in await rig.store.find(Notice) if each.purpose is IncidentPurpose.PING]
    told = {(each.to.id, round((each.made_at - now).total_seconds() / 60)) for each in pings}
    assert told == {
        (each.who.id, round((each.at - now).total_seconds() / 60)) for each in foreseen.tellings if each.hears
    }
