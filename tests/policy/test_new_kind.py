"""A new kind of report needs its row, its route and its words, and no other file: CONTRIBUTING.md promises it.

The tables are changed as an editor of those three files would change them, and the kind is then carried from the first
press to its close by the whole bot. What would need a fourth file fails here. To be known in
people's own words it has its signs too.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.policy.incidents import recognising
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS, WHAT, Field, Kind
from bot.policy.incidents.recognising import SIGNS, Recogniser
from bot.policy.incidents.routes import DEFAULT_ROUTES, _route
from bot.policy.incidents.signs import SURE, Signs
from bot.policy.kit.records import Urgency
from bot.settings import load_school
from cards.incidents.reporting import drill_form
from cards.kit.parts import as_json
from cards.words import kinds as words
from cards.words.kinds import KIND_WORDS, KindWords
from dialogs.understanding import understand
from docs.draw import routes as drawn_routes
from docs.staff_page import staff_page_html
from tests.rig import CHAMPION, COORDINATOR, MANAGER, SCHOOL_FILE, TEACHER, school_at_work
from tests.transcripts.play import play

ID = "faked_voice"
NAME = "Faked voice or picture"

ROW = Kind(
    id=ID, clauses=("I2", "I18"), sections=("4.3",), form=(Field(id="copied_from"), WHAT), names=("copied_from",)
)
ROUTE = _route(Urgency.URGENT, "computing_coordinator", "champion", "senior_leader", contacts="police")
WORDS = KindWords(
    name=NAME,
    do=("Note where you heard or saw it.",),
    do_not=("Send it on to show somebody how good it is.",),
    labels={"what": "What it says or shows"},
)


def _everywhere(monkeypatch: pytest.MonkeyPatch, was: object, becomes: object) -> None:
    """Replace a table of fixed size wherever it has been imported, as a start with the new file would have it."""
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()):
            if value is was:
                monkeypatch.setattr(module, name, becomes)


@pytest.fixture
def with_a_new_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The three files, edited: `kinds.py` and `routes.py` of the policy, and `kinds.py` of the words."""
    monkeypatch.setitem(KINDS, ID, ROW)  # bot/policy/incidents/kinds.py
    monkeypatch.setitem(DEFAULT_ROUTES, ID, ROUTE)  # bot/policy/incidents/routes.py, with what it derives for itself
    _everywhere(monkeypatch, sys.modules["bot.policy.incidents.routes"].KINDS, tuple(DEFAULT_ROUTES))
    monkeypatch.setitem(KIND_WORDS, ID, WORDS)  # cards/words/kinds.py
    monkeypatch.setitem(words.LABELS, "copied_from", "Whose voice or picture it is")
    monkeypatch.setitem(words.HINTS, "copied_from", "A name, if you know it")
    signs = Signs(ID, SURE, ("deepfake", "faked voice", "cloned voice"))
    monkeypatch.setattr(recognising, "RECOGNISER", Recogniser((*SIGNS, signs)))  # bot/policy/incidents/signs_of_….py
    *groups, (title, kinds) = words.GROUPS
    _everywhere(monkeypatch, words.GROUPS, (*groups, (title, (ID, *kinds))))


@pytest.mark.usefixtures("with_a_new_kind")
async def test_a_new_kind_is_carried_from_its_first_press_to_its_close(tmp_path: Path) -> None:
    """Offered among the kinds, asked about, routed, rung, handled, listed, reviewed and closed like any other."""
    async with school_at_work(tmp_path) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "report"),
                (TEACHER, "presses", NAME),
                (TEACHER, "reads", "Note where you heard or saw it."),
                (TEACHER, "reads", "Send it on to show somebody how good it is."),
                (TEACHER, "reads", "section 4.3 (I2, I18)"),
                (TEACHER, "reads", "Whose voice or picture it is"),
                (TEACHER, "presses", "Send", {"copied_from": "The caretaker", "what": "He gives the class a day off"}),
                (TEACHER, "reads", "Your report is OS-2026-0001"),
                (COORDINATOR, "reads", NAME),
                (COORDINATOR, "reads", "The caretaker"),
                (MANAGER, "never reads", "OS-2026-0001"),  # not of its route
                (COORDINATOR, "presses", "Acknowledge"),
                (COORDINATOR, "presses", "Add a note"),
                (COORDINATOR, "presses", "Send", {"note": "Rang the caretaker"}),
                (COORDINATOR, "reads", "Rang the caretaker"),
                (CHAMPION, "says", "log"),
                (CHAMPION, "reads", NAME),
                (CHAMPION, "says", "patterns"),
                (COORDINATOR, "presses", "Close"),
                (COORDINATOR, "presses", "Send", {"outcome": "Dealt with", "reason": "Taken down", "cpoms": "C-1"}),
                (COORDINATOR, "reads", "Closed by Priya Ramanathan"),
            ],
        )
        rig.clock.move(timedelta(seconds=10))  # Teams takes only so many changes of a chat in a second
        await play(
            rig,
            [
                (TEACHER, "reads", "It has been dealt with."),
                (TEACHER, "says", "my reports"),
                (TEACHER, "reads", NAME),
            ],
        )
        incident = await rig.store.get(Incident, "OS-2026-0001")
        assert incident is not None
        assert (incident.kind, incident.state) == (ID, State.CLOSED)
        assert incident.account == {"copied_from": "The caretaker", "what": "He gives the class a day off"}


@pytest.mark.usefixtures("with_a_new_kind")
async def test_a_new_kind_is_understood_when_it_is_typed(tmp_path: Path) -> None:
    """By its name, by its id, and by the signs of it in what somebody says in their own words."""
    assert understand("report faked voice").kind == ID
    assert understand("Faked voice or picture").kind == ID
    assert ID in understand("there is a deepfake of me in the class chat").likely
    async with school_at_work(tmp_path) as rig:
        await play(rig, [(TEACHER, "says", "report faked voice"), (TEACHER, "reads", "What it says or shows")])


@pytest.mark.usefixtures("with_a_new_kind")
def test_a_new_kind_can_be_set_by_the_school_and_stands_on_every_page(tmp_path: Path) -> None:
    """`school.toml` may route it, and the staff page and the pictures show it unasked."""
    path = tmp_path / "school.toml"
    own = f'[routes.{ID}]\nurgency = "emergency"\n'
    path.write_text(SCHOOL_FILE.read_text(encoding="utf-8").replace("[routes.threat]", f"{own}\n[routes.threat]", 1))
    school = load_school(path)
    assert school.routes[ID].urgency is Urgency.EMERGENCY
    assert NAME in staff_page_html(school)
    assert NAME in drawn_routes()
    assert NAME in as_json(drill_form())  # a drill of it can be begun


@pytest.mark.usefixtures("with_a_new_kind")
async def test_whom_a_new_kind_names_is_shut_out_of_it(tmp_path: Path) -> None:
    """The row says in which field a name is that of whom it is about; to them the report does not exist (I17)."""
    async with school_at_work(tmp_path) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "report faked voice"),
                (TEACHER, "presses", "Send", {"copied_from": "Priya Ramanathan", "what": "She boasts of it"}),
                (TEACHER, "reads", "Your report is OS-2026-0001"),
                (CHAMPION, "reads", "She boasts of it"),
                (COORDINATOR, "never reads", "OS-2026-0001"),
            ],
        )
