"""Help and the welcome show each person what they themselves can do, and nothing that would be refused."""

from __future__ import annotations

import re

import pytest

from bot.directory.roster import Roster
from bot.local.cards import pressables, words_of
from bot.local.shapes import objects
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Person
from cards.words.sentences import SENTENCES
from tests.cards.catalogue import PRESSES
from tests.rig import CHAMPION, COORDINATOR, GOVERNOR, HEAD, MANAGER, SENIOR, TEACHER, Rig
from tests.transcripts.play import play, seen

EVERYBODY = ["Report something", "My reports"]
STAFF = ["Ask for a video call", "Requests", "Acceptable Use Policy"]
OVERSEEING = ["Log", "Who has not signed", "Who can be reached"]
TELLING = ["Log", "Who has not signed", "Tell staff", "Who can be reached"]
BUTTONS: dict[str, list[str]] = {
    TEACHER: [*EVERYBODY, *STAFF],
    HEAD: ["Report something", "Briefing", "Calls to decide", *TELLING, "My reports", *STAFF],
    CHAMPION: ["Report something", "Briefing", *TELLING, "My reports", *STAFF],
    SENIOR: ["Report something", *OVERSEEING, "My reports", *STAFF],
    MANAGER: ["Report something", *OVERSEEING, "My reports", *STAFF],
    COORDINATOR: ["Report something", "Log", "My reports", *STAFF],
    GOVERNOR: ["Report something", "Log", "My reports"],
}
"""What each is offered, in its order."""
OF_ROLES = {
    "briefing": {HEAD, CHAMPION},
    "log": {HEAD, CHAMPION, SENIOR, MANAGER, COORDINATOR, GOVERNOR},
    "filtering": {HEAD, CHAMPION, SENIOR, MANAGER, COORDINATOR, GOVERNOR},
    "governors": {HEAD, CHAMPION, GOVERNOR},
    "inspection": {HEAD, CHAMPION, GOVERNOR},
    "close": {HEAD, CHAMPION, SENIOR, MANAGER, COORDINATOR, GOVERNOR},
    "who has not signed": {HEAD, CHAMPION, SENIOR, MANAGER},
    "training": {HEAD, CHAMPION, SENIOR, MANAGER},
    "reach": {HEAD, CHAMPION, SENIOR, MANAGER},
    "simulate": {HEAD, CHAMPION, SENIOR, MANAGER},
    "tell staff": {HEAD, CHAMPION},
    "announcements": {*BUTTONS},
    "publish aup": {HEAD, CHAMPION},
    "drill": {HEAD, CHAMPION},
    "approve": {HEAD},
    "back": {HEAD, CHAMPION, SENIOR, MANAGER, COORDINATOR, GOVERNOR},
    "practise": {*BUTTONS} - {GOVERNOR},
    "sign": {*BUTTONS} - {GOVERNOR},
    "video call": {*BUTTONS} - {GOVERNOR},
    "report": {*BUTTONS},
    "my reports": {*BUTTONS},
    "cancel": {*BUTTONS},
}
"""Words of the help, and to whom it shows them."""
REFUSALS = (
    *("error.not_allowed", "error.log_not_yours", "error.retention_not_yours", "error.not_found"),
    *("call.staff_only", "call.nobody_waits", "call.no_export", "error.unexpected"),
)


def offered(rig: Rig, who: str) -> list[str]:
    """The titles of the newest card's buttons, without those that only open a part of it."""
    card = rig.teams.chat(who).standing[-1].card or {}
    return [each.title for each in pressables(card) if each.title not in {"More", "More to type"}]


def stand_in_front(rig: Rig, who: str) -> bool:
    """Whether on the newest card the buttons stand before any list: on a phone they are on the first screen."""
    body = objects((rig.teams.chat(who).standing[-1].card or {}).get("body"))
    lists = [at for at, element in enumerate(body) if str(element.get("text", "")).startswith("- ")]
    return [element["type"] for element in body].index("ActionSet") < min(lists)


@pytest.mark.parametrize("who", BUTTONS)
async def test_help_is_of_its_reader_and_keeps_its_word(rig: Rig, who: str) -> None:
    """Reporting first, then what is theirs by their own roles. Neither a button nor a word of it is refused."""
    await play(rig, [(who, "says", "help"), (who, "reads", "What I can do")])
    shown = words_of(rig.teams.chat(who).standing[-1].card or {})
    assert offered(rig, who) == BUTTONS[who]
    assert stand_in_front(rig, who)
    told = set(re.findall(r"\*\*(.+?)\*\*", shown))
    assert {word: word in told for word in OF_ROLES} == {word: who in people for word, people in OF_ROLES.items()}
    for title in BUTTONS[who]:
        await play(rig, [(who, "says", "help"), (who, "presses", title)])
    for word in sorted(told & set(PRESSES.commands)):
        await play(rig, [(who, "says", word)])
    said = seen(rig, who)
    assert [key for key in REFUSALS if SENTENCES[key][:40] in said] == []


@pytest.mark.parametrize("who", BUTTONS)
async def test_the_welcome_offers_the_same(rig: Rig, who: str) -> None:
    """Whoever meets the bot sees at once what it is to them."""
    await play(rig, [(who, "opens", ""), (who, "reads", "This is where staff of")])
    assert offered(rig, who) == BUTTONS[who]
    assert stand_in_front(rig, who)


async def test_a_welcome_without_the_staff_list_is_the_plain_one(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is sent all the same to somebody whose roles cannot be asked, and to somebody whom the list does not have."""

    async def silent(_self: Roster, _id: str) -> Person | None:
        raise DirectoryUnavailable(reason="timeout")

    async def unknown(_self: Roster, _id: str) -> Person | None:
        return None

    for who, answer in ((HEAD, silent), (CHAMPION, unknown)):
        monkeypatch.setattr(Roster, "person", answer)
        await play(rig, [(who, "opens", ""), (who, "reads", "This is where staff of")])
        assert offered(rig, who) == BUTTONS[TEACHER]
