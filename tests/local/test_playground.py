"""The Playground's configuration: one who writes, exactly five others, and the school's own ids."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.local.playground import configuration
from bot.policy.calls.call import VideoCall
from bot.settings import load_school
from tests.rig import CHAMPION, SCHOOL_FILE, TEACHER, school_at_work
from tests.transcripts.calls import FORM
from tests.transcripts.play import play

SCHOOL = load_school(SCHOOL_FILE)


@pytest.mark.parametrize(("name", "person"), [("", TEACHER), ("penhallow", CHAMPION)])
def test_whose_chat_it_is(name: str, person: str) -> None:
    """The person is chosen by part of a name; without one it is a member of staff."""
    written = json.loads(configuration(SCHOOL, name))
    assert written["currentUser"]["aadObjectId"] == person
    assert written["tenantId"] == SCHOOL.tenant_id
    assert len(written["users"]) == 5
    assert person not in {user["aadObjectId"] for user in written["users"]}


def test_a_people_picker_sends_what_teams_sends() -> None:
    """The object id of whoever is chosen, of everybody there."""
    written = json.loads(configuration(SCHOOL, ""))
    for user in (written["currentUser"], *written["users"]):
        assert user["id"] == user["aadObjectId"]


async def test_its_people_ask_for_a_call_decide_it_and_sign(tmp_path: Path) -> None:
    """Whom its picker chooses is on the team by name, may decide and may sign."""
    written = json.loads(configuration(SCHOOL, "birtwhistle"))
    me, picked = written["currentUser"]["id"], {user["name"]: user["id"] for user in written["users"]}
    head, champion = picked["Rosalind Okafor"], picked["Gareth Penhallow"]
    team = {"lead": me, "team": champion, "in_the_room": champion}
    async with school_at_work(tmp_path) as rig:
        await play(
            rig,
            [
                (me, "says", "video call"),
                (me, "presses", "Send", {**FORM, **team}),
                (head, "reads", "Gareth Penhallow"),
                (head, "presses", "Approve"),
                (me, "reads", "Approved by Rosalind Okafor"),
                (champion, "says", "publish aup"),
                (champion, "presses", "Publish"),
                (me, "reads", "Please read it and sign it"),
                (me, "presses", "Sign", {"read": "true", "name": "Daniel Birtwhistle"}),
                (me, "reads", "This is your receipt"),
            ],
        )
        (call,) = await rig.store.find(VideoCall)
        assert [who.name for who in call.request.team] == ["Gareth Penhallow"]


def test_nobody_is_called_so() -> None:
    """A name that nobody has is said."""
    with pytest.raises(ValueError, match="nobody"):
        configuration(SCHOOL, "Zaphod")
