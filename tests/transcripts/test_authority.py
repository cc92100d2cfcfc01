"""Who may do what, through HTTP with forged card data: every action by every kind of person in every state.

The expectations are written out here, and not taken from the product's own table.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident
from tests.rig import CHAMPION, COORDINATOR, GOVERNOR, HEAD, OTHER_TEACHER, SENIOR, TEACHER, Rig, school_at_work

UNKNOWN, NOT_YOURS, NOT_NOW, DONE = "unknown", "not yours", "not now", "done"
ASKED = "asked"
"""Nobody hands a report to themselves: the form asks for somebody else."""
NOTED = "noted"
"""It stands as it was decided, and what they wrote is kept as a note."""
SAID = {
    UNKNOWN: "There is no report by that reference",
    NOT_YOURS: "This is for somebody else to do",
    NOT_NOW: "That cannot be done any more",
}
ACTORS = {
    "owner": CHAMPION,
    "rung": HEAD,
    "handler": SENIOR,
    "reporter": TEACHER,
    "coordinator": COORDINATOR,
    "teacher": OTHER_TEACHER,
    "governor": GOVERNOR,
}
"""The Champion takes it where it is taken; the Headteacher is alerted too; a senior leader handles by role alone."""
NOBODY = {"coordinator": UNKNOWN, "teacher": UNKNOWN, "governor": UNKNOWN}
CLOSE: JsonObject = {"outcome": "o", "reason": "r", "cpoms": "c"}
VERBS: dict[str, JsonObject] = {
    "incident.show": {},
    "incident.acknowledge": {},
    "incident.still": {},
    "incident.hand_over.send": {"to": SENIOR},
    "incident.take_over": {"owner": CHAMPION, "sent": 1},
    "incident.step": {"step": "evidence", "done": "yes"},
    "incident.ring_now": {},
    "incident.note.send": {"note": "n"},
    "incident.kind.send": {"kind": "bullying"},
    "incident.refer.send": {"told_other": "Police"},
    "incident.close.send": CLOSE,
    "incident.reopen.send": {"reason": "more"},
    "incident.ask.send": {"words": "Which app?"},
    "report.details": {"what": "more"},
}


def row(owner: str, alerted: str, handler: str, reporter: str) -> dict[str, str]:
    """What is expected of each of them; everybody else gets the answer for an unknown reference."""
    return {"owner": owner, "rung": alerted, "handler": handler, "reporter": reporter, **NOBODY}


EXPECTED: dict[str, dict[str, dict[str, str]]] = {
    "reported": {
        "incident.show": row(DONE, DONE, DONE, UNKNOWN),
        "incident.acknowledge": row(DONE, DONE, DONE, UNKNOWN),
        "incident.still": row(NOT_YOURS, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.hand_over.send": row(DONE, DONE, ASKED, UNKNOWN),
        "incident.take_over": row(NOT_NOW, NOT_NOW, NOT_NOW, UNKNOWN),
        "incident.step": row(NOT_NOW, NOT_NOW, NOT_NOW, UNKNOWN),
        "incident.ring_now": row(DONE, DONE, DONE, DONE),
        "incident.note.send": row(DONE, DONE, DONE, UNKNOWN),
        "incident.kind.send": row(DONE, DONE, DONE, UNKNOWN),
        "incident.refer.send": row(DONE, DONE, DONE, UNKNOWN),
        "incident.close.send": row(NOT_YOURS, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.reopen.send": row(NOTED, NOTED, NOTED, UNKNOWN),
        "incident.ask.send": row(DONE, DONE, DONE, UNKNOWN),
        "report.details": row(UNKNOWN, UNKNOWN, UNKNOWN, DONE),
    },
    "acknowledged": {
        "incident.show": row(DONE, DONE, DONE, UNKNOWN),
        "incident.acknowledge": row(DONE, DONE, DONE, UNKNOWN),
        "incident.still": row(DONE, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.hand_over.send": row(DONE, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.take_over": row(DONE, DONE, NOT_YOURS, UNKNOWN),
        "incident.step": row(DONE, DONE, DONE, UNKNOWN),
        "incident.ring_now": row(NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "incident.note.send": row(DONE, DONE, DONE, UNKNOWN),
        "incident.kind.send": row(DONE, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.refer.send": row(DONE, DONE, DONE, UNKNOWN),
        "incident.close.send": row(DONE, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.reopen.send": row(NOTED, NOTED, NOTED, UNKNOWN),
        "incident.ask.send": row(DONE, DONE, DONE, UNKNOWN),
        "report.details": row(UNKNOWN, UNKNOWN, UNKNOWN, DONE),
    },
    "closed": {
        "incident.show": row(DONE, DONE, DONE, UNKNOWN),
        "incident.acknowledge": row(DONE, DONE, DONE, UNKNOWN),
        "incident.still": row(NOT_NOW, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.hand_over.send": row(NOT_NOW, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.take_over": row(NOT_NOW, NOT_NOW, NOT_NOW, UNKNOWN),
        "incident.step": row(NOT_NOW, NOT_NOW, NOT_NOW, UNKNOWN),
        "incident.ring_now": row(NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW),
        "incident.note.send": row(DONE, DONE, DONE, UNKNOWN),
        "incident.kind.send": row(NOT_NOW, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.refer.send": row(NOTED, NOTED, NOTED, UNKNOWN),
        "incident.close.send": row(NOTED, NOT_YOURS, NOT_YOURS, UNKNOWN),
        "incident.reopen.send": row(DONE, DONE, DONE, UNKNOWN),
        "incident.ask.send": row(NOTED, NOTED, NOTED, UNKNOWN),
        "report.details": row(UNKNOWN, UNKNOWN, UNKNOWN, DONE),
    },
}
CELLS = [(state, verb, actor) for state, verbs in EXPECTED.items() for verb, row in verbs.items() for actor in row]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def school(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Rig]:
    """One school for all the cells; each has a report of its own."""
    async with school_at_work(Path(tmp_path_factory.mktemp("authority"))) as rig:
        yield rig


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("state", "verb", "actor"), CELLS)
async def test_every_cell(school: Rig, state: str, verb: str, actor: str) -> None:
    """Forged data says that somebody else acts and may do everything; what counts is who pressed."""
    reference = await _report(school, f"{state}-{verb}-{actor}", state)
    before = await school.store.get(Incident, reference)
    forged: JsonObject = {"v": 99, "by": HEAD, "owner": HEAD, "roles": ["headteacher"], "state": "reported"}
    answer = await school.teams.forge(ACTORS[actor], verb, {**forged, **VERBS[verb], "id": reference})
    expected = EXPECTED[state][verb][actor]
    if expected == DONE:
        assert answer.card is not None, answer.message
        return
    if expected == ASKED:
        assert "Please choose somebody from the list." in str(answer.card)
        assert await school.store.get(Incident, reference) == before, "a question changes nothing"
        return
    if expected == NOTED:
        assert "What you wrote is kept as a note." in str(answer.card)
        after = await school.store.get(Incident, reference)
        assert before is not None
        assert after is not None
        assert (after.owner, after.closing, after.referrals) == (before.owner, before.closing, before.referrals)
        return
    assert SAID[expected] in answer.message
    assert reference not in answer.message
    assert await school.store.get(Incident, reference) == before, "a refusal changes nothing"


async def _report(rig: Rig, draft: str, state: str) -> str:
    """A report of a threat, brought into that state by the Champion, once all is said that changes it."""
    rig.clock.move(timedelta(seconds=5))
    data: JsonObject = {"kind": "threat", "draft": draft, "what": "x"}
    card = (await rig.teams.forge(TEACHER, "report.send", data)).card
    reference = str(card).split("Your report is ")[1][:12]
    if state != "reported":
        assert (await rig.teams.forge(CHAMPION, "incident.acknowledge", {"id": reference})).card is not None
    if state == "closed":
        assert (await rig.teams.forge(CHAMPION, "incident.close.send", {**CLOSE, "id": reference})).card is not None
    await rig.at_rest()
    return reference
