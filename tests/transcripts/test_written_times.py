"""Dates and times as phones write them: none stops a report, and a call's form comes back with a field to type into."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.local.shapes import JsonObject
from bot.policy.calls.call import VideoCall
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from tests.rig import CHAMPION, MONDAY, TEACHER, Rig
from tests.transcripts.calls import ASKED, FORM
from tests.transcripts.play import play

FRIDAY = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)

READ: list[tuple[str, str, datetime]] = [
    ("2026-11-20", "14:30", FRIDAY),
    ("2026-11-20", "2:30 PM", FRIDAY),
    ("2026-11-20", "2:30\u202fPM", FRIDAY),
    ("20/11/2026", "14.30", FRIDAY),
    ("20/11/2026 14:30:00", "", FRIDAY),
    ("2026-11-20T14:30:00Z", "", FRIDAY),
    ("20 Nov 2026", "half past two", FRIDAY),
    ("2026-11-19", "24:00", datetime(2026, 11, 20, tzinfo=UTC)),
]
KEPT = [
    ("0001-01-01T00:00:00Z", ""),
    ("2027-01-01", "10:00"),
    ("last Tuesday", "after lunch"),
    ("2026-11-20", "after lunch"),
    ("", "14:30"),
]


async def reported(rig: Rig, on: str, at: str) -> Incident:
    """What a report with this date and time has become."""
    data: JsonObject = {"kind": "threat", "draft": "d", "what": "x", "happened_on": on, "happened_at": at}
    await rig.teams.say(TEACHER, "help")
    await rig.teams.forge(TEACHER, "report.send", data)
    (incident,) = await rig.store.find(Incident)
    return incident


@pytest.mark.parametrize(("on", "at", "moment"), READ)
async def test_a_phones_own_way_is_read(rig: Rig, on: str, at: str, moment: datetime) -> None:
    """The report has its moment, and alerts."""
    incident = await reported(rig, on, at)
    assert (incident.happened_at, incident.account) == (moment, {"what": "x"})
    await play(rig, [(CHAMPION, "reads", "OS-2026-0001")])


@pytest.mark.parametrize(("on", "at"), KEPT)
async def test_what_cannot_be_read_is_kept_and_shown(rig: Rig, on: str, at: str) -> None:
    """It stops nothing: whoever handles it reads what was typed, and the reporter is told so."""
    incident = await reported(rig, on, at)
    typed = " ".join(part for part in (on, at) if part)
    assert (incident.happened_at, incident.account["happened"]) == (None, typed)
    await play(rig, [(CHAMPION, "reads", typed), (CHAMPION, "reads", "When it happened (as it was written)")])
    shown = await rig.teams.forge(TEACHER, "reports.own", {"id": incident.id})
    assert "it is kept as you typed it" in json.dumps(shown.card)


CHOSEN: list[tuple[dict[str, str], datetime | None, date | None, str]] = [
    ({"when": "now"}, MONDAY, None, "Happened"),
    ({"when": "today"}, None, MONDAY.date(), "earlier on Mon 23 Nov"),
    ({"when": "today", "happened_at": "08:05"}, MONDAY.replace(hour=8, minute=5), None, "Mon 23 Nov, 08:05"),
    ({"when": "other"}, None, None, "not said"),
    ({"when": "other", "happened_on": "2026-11-20", "happened_at": "14:30"}, FRIDAY, None, "Fri 20 Nov, 14:30"),
    ({"when": "now", "happened_on": "2026-11-20", "happened_at": "14:30"}, FRIDAY, None, "Fri 20 Nov, 14:30"),
    ({"when": "whenever"}, None, None, "not said"),
    ({}, None, None, "not said"),
]


@pytest.mark.parametrize(("chosen", "moment", "day", "read"), CHOSEN)
async def test_when_it_happened_is_chosen(
    rig: Rig, chosen: dict[str, str], moment: datetime | None, day: date | None, read: str
) -> None:
    """Just now, earlier today, another time or nothing: no clock that nobody looked at is taken for an answer."""
    await rig.teams.say(TEACHER, "help")
    await rig.teams.forge(TEACHER, "report.send", {"kind": "threat", "draft": "d", "what": "x", **chosen})
    (incident,) = await rig.store.find(Incident)
    assert (incident.happened_at, incident.happened_on, incident.account) == (moment, day, {"what": "x"})
    await play(rig, [(CHAMPION, "reads", read)])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not KINDS[kind].confidential])
async def test_of_every_kind_what_happened_is_enough(rig: Rig, kind: str) -> None:
    """Nothing else stands before a ping."""
    await rig.teams.forge(TEACHER, "report.send", {"kind": kind, "draft": "d", "what": "It happened"})
    (incident,) = await rig.store.find(Incident)
    assert (incident.kind, incident.account) == (kind, {"what": "It happened"})


@pytest.mark.parametrize(
    ("day", "starts", "ends"),
    [
        ("2026-11-26", "10:00 AM", "10:45 AM"),
        ("26/11/2026", "10.00", "1045"),
        ("26 Nov 2026", "10:00\u202fAM", "10:45"),
    ],
)
async def test_a_calls_date_is_read_too(rig: Rig, day: str, starts: str, ends: str) -> None:
    """The same ways count on the form for a video call."""
    await rig.teams.forge(
        TEACHER,
        "call.send",
        {"draft": "d", **FORM, "day": day, "starts": starts, "ends": ends, "signed_on": "2/11/2026"},
    )
    (call,) = await rig.store.find(VideoCall)
    assert call.request.starts_at == ASKED


async def test_a_calls_date_that_cannot_be_read_comes_back_to_be_typed(rig: Rig) -> None:
    """What was typed stands in text fields, with the way to write it, and sent again in that way it is taken."""
    wrong: JsonObject = {"draft": "d", **FORM, "day": "next Thursday", "starts": "first thing", "signed_on": ""}
    answer = await rig.teams.forge(TEACHER, "call.send", wrong)
    shown = json.dumps(answer.card)
    assert "or type them: Friday, 3 Dec or 27/11/2026, and 14:30" in shown
    fields = {part["id"]: part for part in inputs(answer.card) if "id" in part}
    assert [fields[name]["type"] for name in ("day", "starts", "ends")] == ["Input.Text"] * 3
    assert [fields[name].get("value") for name in ("day", "starts", "ends")] == [
        "next Thursday",
        "first thing",
        "10:45",
    ]
    mended = {**wrong, "day": "26/11/2026", "starts": "10:00", "signed_on": "02/11/2026"}
    await rig.teams.forge(TEACHER, "call.send", mended)
    assert len(await rig.store.find(VideoCall)) == 1


BORROWED = {"draft": "d", "kind": "equipment", "item": "Laptop"}
SESSION = {"draft": "d", "title": "Online safety", "present": TEACHER}
PICKERS: dict[str, tuple[str, str, JsonObject, dict[str, str], str]] = {
    "a video call": (
        TEACHER,
        "call.send",
        {"draft": "d", **FORM},
        {"day": "Thursday", "starts": "10:00", "ends": "10:45", "signed_on": "yesterday"},
        "VC-2026-0001",
    ),
    "equipment": (TEACHER, "request.send", {**BORROWED}, {"back_on": "friday"}, "RQ-2026-0001"),
    "a training session": (CHAMPION, "training.send", {**SESSION}, {"held_on": "20 Nov"}, "Fri 20 Nov"),
}


@pytest.mark.parametrize(("who", "verb", "form", "typed", "kept"), PICKERS.values(), ids=PICKERS)
async def test_where_a_picker_fails_the_date_can_be_typed(
    rig: Rig, who: str, verb: str, form: JsonObject, typed: dict[str, str], kept: str
) -> None:
    """A form whose dates did not arrive comes back with all that was typed, and beside each empty picker a line, in
    which a date is said as people say it."""
    await rig.teams.say(who, "help")
    empty = {**form, **dict.fromkeys(typed, "")}
    shown = (await rig.teams.forge(who, verb, empty)).card
    fields = {str(part["id"]): part for part in inputs(shown)}
    for name in typed:
        assert fields[name]["type"] in {"Input.Date", "Input.Time"}
        assert fields[f"{name}_said"]["type"] == "Input.Text"
        assert not fields[f"{name}_said"].get("isRequired")
    assert {fields[name].get("value") for name in form if name in fields and name not in typed} <= set(form.values())
    sent = {**empty, **{f"{name}_said": said for name, said in typed.items()}}
    answer = await rig.teams.forge(who, verb, sent)
    assert kept in json.dumps(answer.card)


async def test_what_was_typed_beside_a_picker_and_cannot_be_read_comes_back(rig: Rig) -> None:
    """As it was typed, in a line that takes its place."""
    await rig.teams.say(TEACHER, "help")
    sent = {**BORROWED, "back_on": "", "back_on_said": "when we are done"}
    shown = (await rig.teams.forge(TEACHER, "request.send", dict(sent))).card
    fields = {str(part["id"]): part for part in inputs(shown)}
    assert fields["back_on"]["type"] == "Input.Text"
    assert fields["back_on"]["value"] == "when we are done"


def inputs(part: object) -> list[JsonObject]:
    """Every field of a card."""
    if isinstance(part, list):
        return [found for each in part for found in inputs(each)]
    if not isinstance(part, dict):
        return []
    own = [part] if str(part.get("type", "")).startswith("Input.") else []
    return own + [found for each in part.values() for found in inputs(each)]
