"""The rules by which Teams' store takes a bot, each as a test over the whole bot.

That every button is one of ours, that no card is a dead end, and that each stays within Teams' sizes, is in
tests/cards/test_limits.py; that every button arrives when it is pressed, and that no card is wider than a phone, in
tests/page.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.local.cards import pressables, words_of
from bot.local.chats import ChatMessage
from bot.local.shapes import JsonObject
from bot.settings import load_school
from tests.clock import FakeClock
from tests.rig import (
    CHAMPION,
    GOVERNOR,
    HEAD,
    MANAGER,
    MONDAY,
    SCHOOL_FILE,
    TEACHER,
    Rig,
    school_at_work,
    stand_in,
)
from tests.transcripts.calls import asking
from tests.transcripts.play import Line, play, seen

WELCOME = "This is where staff of"


@pytest_asyncio.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """The bot and Teams, on a Monday morning in term."""
    async with school_at_work(tmp_path) as at_work:
        yield at_work


def newest(rig: Rig, who: str) -> ChatMessage:
    """The last message that stands in somebody's chat."""
    return rig.teams.chat(who).standing[-1]


def buttons_on(card: JsonObject | None) -> list[str]:
    """The titles of everything that can be pressed on a card."""
    return [found.title for found in pressables(card)] if card else []


async def test_installing_is_answered_with_one_welcome_that_says_what_can_be_done(rig: Rig) -> None:
    """It says what the bot is for and has buttons, and it is not sent to those who have not installed."""
    await rig.teams.install(TEACHER)
    await play(rig, [(TEACHER, "reads", WELCOME), (TEACHER, "has cards", "1"), (CHAMPION, "has cards", "0")])
    assert buttons_on(newest(rig, TEACHER).card)


async def test_the_welcome_is_never_repeated(tmp_path: Path) -> None:
    """Neither when the app is installed again, nor after it was taken away, nor after the bot was started again."""
    clock = FakeClock(MONDAY)
    async with stand_in(load_school(SCHOOL_FILE), clock) as teams:
        for _ in range(2):
            async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
                await teams.open_chat(TEACHER)
                await teams.uninstall(TEACHER)
                await teams.install(TEACHER)
                await play(rig, [(TEACHER, "says", "hello"), (TEACHER, "reads", "What I can do")])
                assert seen(rig, TEACHER).count(WELCOME) == 1


@pytest.mark.parametrize("who", [TEACHER, CHAMPION, HEAD, GOVERNOR])
@pytest.mark.parametrize("words", ["Hi", "hi", "Hello", "HELLO!", "Hello there", "Help", "help", "?"])
async def test_a_greeting_and_help_are_answered(rig: Rig, who: str, words: str) -> None:
    """Whoever it is and however it is written: with what the bot can do, and with buttons."""
    await play(rig, [(who, "says", words), (who, "reads", "What I can do")])
    assert "Report something" in buttons_on(newest(rig, who).card)


@pytest.mark.parametrize("words", ["asdf", "42", "🙈", "thank you", "x" * 4_000, "<b>", "cancel", "my reports", "sign"])
async def test_no_line_is_a_dead_end(rig: Rig, words: str) -> None:
    """Whatever is typed, the answer can be pressed on."""
    await play(rig, [(TEACHER, "says", words)])
    await rig.teams.until(lambda: bool(rig.teams.chat(TEACHER).cards))
    assert buttons_on(newest(rig, TEACHER).card)


REPORT: list[Line] = [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "Nasty words"})]
UNASKED: dict[str, tuple[list[Line], str, str, str]] = {
    "a ping": (REPORT, CHAMPION, "OS-2026-0001", "Online Safety report"),
    "an emergency": (
        [(TEACHER, "says", "report"), (TEACHER, "presses", "Illegal material or activity"),
         (TEACHER, "presses", "Alert now")], HEAD, "OS-2026-0001", "Online Safety report",
    ),
    "lost data": (
        [(TEACHER, "says", "report data loss"), (TEACHER, "presses", "Send", {"what": "x", "lost": "A laptop"})],
        MANAGER, "OS-2026-0001", "Online Safety report",
    ),
    "a call to decide": (asking(), HEAD, "VC-2026-0001", "ideo call"),
    "the policy to sign": (
        [(CHAMPION, "says", "publish aup"), (CHAMPION, "presses", "Publish")], TEACHER, "2026-27",
        "Acceptable Use Policy",
    ),
    "a call that is decided": (
        [*asking(), (HEAD, "reads", "VC-2026-0001"), (HEAD, "presses", "Approve")], TEACHER, "VC-2026-0001",
        "ideo call",
    ),
    "training that is due": (
        [(CHAMPION, "says", "training"), (CHAMPION, "presses", "Begin this year's list")], TEACHER, "2026-27",
        "Online-safety training",
    ),
}  # fmt: skip
"""What somebody is sent without having asked: how it comes about, who gets it, its reference, and where it is from."""


@pytest.mark.parametrize(("lines", "who", "reference", "source"), UNASKED.values(), ids=UNASKED)
async def test_what_comes_unasked_says_where_it_is_from(
    rig: Rig, lines: list[Line], who: str, reference: str, source: str
) -> None:
    """On the card its reference and what sent it; on the locked phone the same, and nobody's name."""
    await play(rig, [*lines, (who, "reads", reference), (who, "reads", source)])
    ping = newest(rig, who)
    assert ping.card is not None
    assert buttons_on(ping.card)
    assert reference in words_of(ping.card)
    assert source in words_of(ping.card)
    toast = str(ping.activity["summary"])
    assert reference in toast or source in toast
    assert not [person.name for person in rig.school.people if person.name in toast]
