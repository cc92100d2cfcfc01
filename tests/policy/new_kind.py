"""A made-up kind of report, carried through the whole bot of a copy of the tree that has it (`test_new_kind.py`)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.policy.incidents.incident import Incident, State
from bot.policy.kit.records import Urgency
from bot.settings import load_school
from cards.incidents.reporting import drill_form
from cards.kit.parts import as_json
from dialogs.understanding import understand
from docs.draw import routes as drawn_routes
from docs.poster import poster_html
from tests.rig import CHAMPION, COORDINATOR, MANAGER, SCHOOL_FILE, TEACHER, school_at_work
from tests.transcripts.play import play

ID = "faked_voice"
NAME = "Faked voice or picture"


async def test_a_new_kind_is_carried_from_its_first_press_to_its_close(tmp_path: Path) -> None:
    """Offered among the kinds, asked about, routed, alerted, handled, listed, reviewed and closed like any other."""
    async with school_at_work(tmp_path) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "report"),
                (TEACHER, "presses", NAME),
                (TEACHER, "reads", "Note where you heard or saw it."),
                (TEACHER, "reads", "Do not send it on to show somebody how good it is."),
                (TEACHER, "reads", "section 4.3"),
                (TEACHER, "reads", "Whose voice or picture it is"),
                (TEACHER, "presses", "Send", {"copied_from": "The caretaker", "what": "He gives the class a day off"}),
                (TEACHER, "reads", "Your report is OS-2026-0001"),
                (COORDINATOR, "reads", NAME),
                (COORDINATOR, "reads", "The caretaker"),
                (COORDINATOR, "reads", "Please take down what was faked: He gives the class a day off"),
                (MANAGER, "never reads", "OS-2026-0001"),  # not of its route
                (COORDINATOR, "presses", "Acknowledge"),
                (COORDINATOR, "presses", "Done: Find out who has a copy of it."),
                (COORDINATOR, "reads", "Priya Ramanathan ticked: Find out who has a copy of it."),
                (COORDINATOR, "presses", "Add a note"),
                (COORDINATOR, "presses", "Send", {"note": "Rang the caretaker"}),
                (COORDINATOR, "reads", "Rang the caretaker"),
                (CHAMPION, "says", "log"),
                (CHAMPION, "reads", NAME),
                (CHAMPION, "says", "patterns"),
                (COORDINATOR, "presses", "Close"),
                (COORDINATOR, "presses", "Send", {"outcome": "Dealt with", "reason": "Taken down"}),
                (COORDINATOR, "reads", "Closed by Priya Ramanathan"),
            ],
        )
        rig.clock.move(timedelta(seconds=10))  # Teams takes only so many changes of a chat in a second
        await play(
            rig,
            [
                (TEACHER, "reads", "Your report has been dealt with"),
                (TEACHER, "says", "my reports"),
                (TEACHER, "reads", NAME),
            ],
        )
        incident = await rig.store.get(Incident, "OS-2026-0001")
        assert incident is not None
        assert (incident.kind, incident.state) == (ID, State.CLOSED)
        assert incident.account == {"copied_from": "The caretaker", "what": "He gives the class a day off"}


async def test_a_new_kind_is_understood_when_it_is_typed(tmp_path: Path) -> None:
    """By its name, by its id, and by the signs of it in what somebody says in their own words."""
    assert understand("report faked voice").kind == ID
    assert understand("Faked voice or picture").kind == ID
    assert ID in understand("there is a deepfake of me in the class chat").likely
    async with school_at_work(tmp_path) as rig:
        await play(rig, [(TEACHER, "says", "report faked voice"), (TEACHER, "reads", "What it says or shows")])


def test_a_new_kind_can_be_set_by_the_school_and_stands_on_every_page(tmp_path: Path) -> None:
    """`school.toml` may route it, and the staff page and the pictures show it unasked."""
    path = tmp_path / "school.toml"
    own = f'[routes.{ID}]\nurgency = "emergency"\n'
    path.write_text(SCHOOL_FILE.read_text(encoding="utf-8").replace("[routes.threat]", f"{own}\n[routes.threat]", 1))
    school = load_school(path)
    assert school.routes[ID].urgency is Urgency.EMERGENCY
    assert NAME in poster_html(school)
    assert NAME in drawn_routes()
    assert NAME in as_json(drill_form())  # a drill of it can be begun


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
