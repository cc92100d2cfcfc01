"""A press on a record that one may not see is refused before anything of it but the one record is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from structlog.contextvars import get_contextvars

from bot.local.shapes import JsonObject
from bot.policy.calls.call import VideoCall
from bot.policy.documents.questions import Question
from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Channel, Chat, Conversation, Draft, Record, Seen
from bot.services.engine.triggers import TURN
from cards.incidents import IncidentVerb
from tests.rig import CHAMPION, HEAD, OTHER_TEACHER, TEACHER, Rig
from tests.transcripts.calls import asking
from tests.transcripts.play import play

ONE = "OS-2026-0001"
OUR_OWN = frozenset({Channel, Chat, Conversation, Draft, Seen})
"""What a turn reads of the person who acts and of their tenant, whatever they press."""
ASKS: dict[str, JsonObject] = {
    "incident.note.send": {"note": "n"},
    "incident.kind.send": {"kind": "bullying", "note": "n"},
    "incident.hand_over.send": {"to": HEAD},
    "incident.refer.send": {"told_other": "Police"},
    "incident.breach.send": {"reported": "yes", "reason": "r"},
    "incident.filter.send": {"verdict": "block", "reason": "r"},
    "incident.conduct.send": {"finding": "allegation", "reason": "r"},
    "incident.lado.send": {"spoke_to": "s"},
    "incident.hold.send": {"reason": "r"},
    "incident.lift.send": {"reason": "r"},
    "incident.close.send": {"outcome": "o", "reason": "r", "cpoms": "c"},
    "incident.reopen.send": {"reason": "r"},
    "incident.ask.send": {"words": "w"},
    "incident.cpoms.send": {"cpoms": "c"},
    "incident.merge": {"into": "OS-2026-0002"},
    "incident.compare": {"into": "OS-2026-0002"},
}


@contextmanager
def reads(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[type[Record] | str, str]]]:
    """What turns read of the store meanwhile, and no job: the kinds of records, and which."""
    read: list[tuple[type[Record] | str, str]] = []

    def note(kind: type[Record] | str, which: object) -> None:
        if get_contextvars().get(TURN) is not None:
            read.append((kind, str(which)))

    get, find, timeline = rig.store.get, rig.store.find, rig.store.timeline

    async def got(kind, id):  # type: ignore[no-untyped-def]
        note(kind, id)
        return await get(kind, id)

    async def found(kind, **asked):  # type: ignore[no-untyped-def]
        note(kind, asked.get("where"))
        return await find(kind, **asked)

    async def told(subject=None):  # type: ignore[no-untyped-def]
        note("timeline", subject)
        return await timeline(subject)

    with monkeypatch.context() as patch:
        patch.setattr(rig.store, "get", got)
        patch.setattr(rig.store, "find", found)
        patch.setattr(rig.store, "timeline", told)
        yield read


def incident_verbs() -> list[str]:
    """Every verb that handlers have."""
    return sorted(IncidentVerb)


async def test_a_stranger_s_press_reads_one_record(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is pressed on a report: neither its notes nor its timeline, its files, its notices or its cards."""
    for what in ("x", "y"):
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": what})])
    await play(rig, [(CHAMPION, "reads", ONE), (OTHER_TEACHER, "says", "help")])
    verbs = [*incident_verbs(), "evidence.open", "evidence.open.send", "report.details", "report.show"]
    for verb in verbs:
        data: JsonObject = {"id": ONE, "v": 1, "file": "f", "what": "w", **ASKS.get(verb, {})}
        with reads(rig, monkeypatch) as read:
            answer = await rig.teams.forge(OTHER_TEACHER, verb, data)
        assert answer.card is None, verb
        of_it = {each for each in read if each[0] not in OUR_OWN}
        assert of_it <= {(Incident, ONE), (Incident, "OS-2026-0002")}, verb
        assert read, verb


async def test_calls_and_questions_likewise(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that one has no part in, and a question of somebody else's."""
    await play(
        rig,
        [
            *asking(),
            (CHAMPION, "says", "publish aup"),
            (CHAMPION, "presses", "Publish"),
            (TEACHER, "reads", "Please read it and sign it"),
            (TEACHER, "presses", "Not yet"),
            (TEACHER, "presses", "I have a question"),
            (TEACHER, "presses", "Send", {"question": "Why?"}),
            (OTHER_TEACHER, "says", "help"),
        ],
    )
    (question,) = await rig.store.find(Question)
    for verb in (
        "call.show",
        "call.change",
        "call.withdraw",
        "call.fine",
        "call.again",
        "call.decline",
        "call.changes",
    ):
        with reads(rig, monkeypatch) as read:
            answer = await rig.teams.forge(OTHER_TEACHER, verb, {"id": "VC-2026-0001", "n": "1"})
        assert answer.card is None, verb
        assert {each for each in read if each[0] not in OUR_OWN} <= {(VideoCall, "VC-2026-0001")}, verb
    with reads(rig, monkeypatch) as read:
        answer = await rig.teams.forge(OTHER_TEACHER, "aup.thread", {"id": question.id})
    assert answer.card is None
    assert {each for each in read if each[0] not in OUR_OWN} <= {(Question, question.id)}
