"""Whoever a report names is not told of it, however and whenever they were named; and no merge silences a report."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident, State
from tests.rig import CHAMPION, GOVERNOR, HEAD, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play, seen
from tests.transcripts.test_pings import time_passes, what_happened

FIRST = "OS-2026-0001"
SECOND = "OS-2026-0002"
REPORT: list[Line] = [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})]


async def incident(rig: Rig, reference: str = FIRST) -> Incident:
    """The incident as it stands."""
    kept = await rig.store.get(Incident, reference)
    assert kept is not None
    return kept


def names(found: Incident) -> list[str]:
    """The adults at the school whom it concerns."""
    return [who.name for who in found.concerning]


async def test_an_adult_typed_before_an_alert_is_not_alerted(rig: Rig) -> None:
    """The Headteacher's name under "Someone else" of an emergency counts like the choice from the list."""
    data: JsonObject = {"kind": "illegal_content", "draft": "d", "someone_else": "Rosalind Okafor"}
    await rig.teams.forge(TEACHER, "report.alert_adult", data)
    found = await incident(rig)
    assert names(found) == ["Rosalind Okafor"]
    assert HEAD not in {who.id for who in found.rung}


async def test_a_governor_typed_by_name_is_not_alerted(rig: Rig) -> None:
    """Whoever holds any role on a ladder is known by name, not the staff alone."""
    data: JsonObject = {
        "kind": "staff_conduct",
        "draft": "d",
        "someone_else": "Winifred Achterberg",
        "what": "x",
    }
    await rig.teams.forge(TEACHER, "report.send", data)
    assert names(await incident(rig)) == ["Winifred Achterberg"]


async def test_a_forged_sender_shuts_nobody_out(rig: Rig) -> None:
    """Whoever forges the Headteacher's address holds her back until somebody has looked, and keeps nobody out."""
    data: JsonObject = {
        "kind": "threat",
        "draft": "d",
        "what": "x",
        "sender": "r.okafor@larkspurhill.example.org",
    }
    await play(rig, [(TEACHER, "says", "help")])
    await rig.teams.forge(TEACHER, "report.send", data)
    found = await incident(rig)
    assert names(found) == []
    assert ([who.id for who in found.held_back], [who.id for who in found.rung]) == ([HEAD], [CHAMPION])
    await rig.teams.forge(CHAMPION, "incident.tell_after_all", {"id": FIRST, "who": HEAD, "reason": "r"})
    await play(rig, [(HEAD, "reads", FIRST)])


async def test_a_change_to_a_concern_about_an_adult_asks_which(rig: Rig) -> None:
    """Without a name the form comes back; with one, that person is neither alerted nor shown anything more (I17)."""
    await play(rig, [*REPORT, (HEAD, "reads", FIRST), (CHAMPION, "reads", FIRST)])
    press: JsonObject = {"id": FIRST, "kind": "staff_conduct", "note": "It is about her"}
    await rig.teams.forge(CHAMPION, "incident.kind.send", press)
    assert (await incident(rig)).kind == "threat"
    pings = len(rig.teams.calls.of("send", person=HEAD))
    await rig.teams.forge(CHAMPION, "incident.kind.send", {**press, "adult": HEAD})
    found = await incident(rig)
    assert (found.kind, names(found)) == ("staff_conduct", ["Rosalind Okafor"])
    await play(rig, [(HEAD, "reads", "is with others now")])
    assert len(rig.teams.calls.of("send", person=HEAD)) == pings
    assert "about her" not in seen(rig, HEAD)


async def test_details_that_name_its_owner_take_it_from_them(rig: Rig) -> None:
    """The card in their chat is emptied, and the ladder alerts the others from the start."""
    await play(rig, [(TEACHER, "says", "report other"), (TEACHER, "presses", "Send", {"what": "worried"})])
    await rig.teams.forge(HEAD, "incident.acknowledge", {"id": FIRST})
    await rig.teams.forge(TEACHER, "report.details", {"id": FIRST, "what": "It is her", "about": "Rosalind Okafor"})
    found = await incident(rig)
    assert (names(found), found.owner, found.state) == (["Rosalind Okafor"], None, State.REPORTED)
    assert {role for step in found.ladder.route.steps for role in step.roles} == {"chair_of_governors"}
    await play(rig, [(HEAD, "reads", "is with others now")])
    assert "It is her" not in seen(rig, HEAD)


async def test_an_urgent_report_is_not_silenced_by_a_slower_one(rig: Rig) -> None:
    """A threat from the sender of some spam is not offered to be merged into it, and a forged press does nothing."""
    for number, kind in enumerate(("spam", "threat")):
        data: JsonObject = {"kind": kind, "draft": str(number), "what": "x", "sender": "a@b.example"}
        await rig.teams.forge(TEACHER, "report.send", data)
    await rig.teams.forge(TEACHER, "incident.merge", {"id": SECOND, "into": FIRST})
    found = await incident(rig, SECOND)
    assert (found.state, found.like) == (State.REPORTED, ())
    assert found.rung


async def test_a_merged_report_stays_merged(rig: Rig) -> None:
    """Its owner is not asked about it any more; its receipt says what it goes on as."""
    await play(rig, [*REPORT, *REPORT, (CHAMPION, "reads", SECOND)])
    await rig.teams.forge(CHAMPION, "incident.acknowledge", {"id": SECOND})
    await rig.teams.forge(CHAMPION, "incident.merge", {"id": SECOND, "into": FIRST})
    await play(
        rig, [(TEACHER, "reads", f"It continues as {FIRST}"), (TEACHER, "never reads", f"{SECOND} has been dealt with")]
    )
    found = await incident(rig, SECOND)
    assert (found.state, found.due_at) == (State.CLOSED, None)


async def test_anothers_note_does_not_speak_for_a_silent_owner(rig: Rig) -> None:
    """The owner is asked after their time, whoever else wrote on it meanwhile."""
    await play(rig, [*REPORT, (CHAMPION, "reads", FIRST)])
    await rig.teams.forge(CHAMPION, "incident.acknowledge", {"id": FIRST})
    due = (await incident(rig)).due_at
    await rig.move(timedelta(minutes=30))
    await rig.teams.forge(SENIOR, "incident.note.send", {"id": FIRST, "note": "Is anybody on this?"})
    assert (await incident(rig)).due_at == due
    await time_passes(rig, timedelta(hours=1), lambda: "Is this still with you?" in seen(rig, CHAMPION))
    assert "asked_owner" in await what_happened(rig)


async def test_after_a_long_stop_the_reporter_is_told_that_nobody_was_alerted(rig: Rig) -> None:
    """A step that is too old to alert is not silence: reporter and Champions have a message of their own."""
    await play(rig, [*REPORT, (CHAMPION, "reads", FIRST)])
    await rig.move(timedelta(days=2))
    await play(rig, [(TEACHER, "reads", f"Nobody has taken {FIRST}")])


async def test_whoever_reports_themselves_is_told_that_nobody_took_it(rig: Rig) -> None:
    """A report does not exist for whom it names, but for its reporter it does: they hear that nobody has it."""
    data: JsonObject = {"kind": "image_misuse", "draft": "d", "about": "Daniel Birtwhistle", "what": "My own slip"}
    await play(rig, [(TEACHER, "says", "help")])
    await rig.teams.forge(TEACHER, "report.send", data)
    await rig.at_rest()
    await rig.move(timedelta(days=2))
    await play(rig, [(TEACHER, "reads", f"Nobody has taken {FIRST}")])


async def test_a_silence_about_an_adult_says_who_was_told_of_it(rig: Rig) -> None:
    """The Champions are not told of a concern about an adult, so the timeline does not say so (I17)."""
    data: JsonObject = {"kind": "staff_conduct", "draft": "d", "someone_else": "A coach", "what": "x"}
    await play(rig, [(TEACHER, "says", "help")])
    await rig.teams.forge(TEACHER, "report.send", data)
    await play(rig, [(HEAD, "reads", FIRST)])
    await rig.move(timedelta(days=2))
    await play(rig, [(HEAD, "reads", "too long ago for an alert; told Rosalind Okafor, Daniel Birtwhistle")])
    assert FIRST not in seen(rig, CHAMPION)


async def test_details_that_wait_with_their_report_have_reached_nobody(rig: Rig) -> None:
    """Out of school hours nobody has been alerted yet, and the sentence does not say that somebody was told."""
    await rig.move(timedelta(hours=10))
    await play(rig, [(TEACHER, "says", "report other"), (TEACHER, "presses", "Send", {"what": "worried"})])
    await play(rig, [(TEACHER, "presses", "Add details"), (TEACHER, "presses", "Send", {"what": "More"})])
    await play(rig, [(TEACHER, "reads", "Your details were added."), (TEACHER, "never reads", "been told")])


@pytest.mark.parametrize("who", [{"adult": HEAD}, {"someone_else": "Rosalind Okafor"}], ids=["chosen", "typed"])
async def test_whom_an_alert_concerns_may_be_said_after_it(rig: Rig, who: JsonObject) -> None:
    """The same card pressed again with a name is no second alert, and the name is not swallowed (I17)."""
    alert: JsonObject = {"kind": "harmful_contact", "draft": "d"}
    await play(rig, [(TEACHER, "says", "help")])
    await rig.teams.forge(TEACHER, "report.alert", alert)
    await play(rig, [(HEAD, "reads", FIRST)])
    for _ in range(2):
        await rig.teams.forge(TEACHER, "report.alert_adult", {**alert, **who})
    found = await incident(rig)
    assert names(found) == ["Rosalind Okafor"]
    assert (await what_happened(rig)).count("details_added") == 1
    await play(rig, [(GOVERNOR, "reads", FIRST), (HEAD, "reads", "is with others now")])


async def test_details_that_name_whom_it_was_handed_to_alert_the_others(rig: Rig) -> None:
    """Nobody waits for somebody to whom the report does not exist any more."""
    await play(rig, [*REPORT, (CHAMPION, "reads", FIRST)])
    await rig.teams.forge(HEAD, "incident.hand_over.send", {"id": FIRST, "to": CHAMPION})
    before = (await incident(rig)).ladder.run
    await rig.teams.forge(TEACHER, "report.details", {"id": FIRST, "what": "By him", "about": "Gareth Penhallow"})
    found = await incident(rig)
    assert (found.handed_to, found.ladder.run) == (None, before + 1)
    await time_passes(rig, timedelta(seconds=1), lambda: seen(rig, HEAD).count("Nobody has taken it yet") == 1)
