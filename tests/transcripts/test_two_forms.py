"""One form makes one report; two forms make two, also where an older card still holds the first one's draft."""

from __future__ import annotations

import pytest

from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident
from tests.rig import CHAMPION, HEAD, TEACHER, Rig
from tests.transcripts.play import play

SPAM: JsonObject = {"kind": "spam", "draft": "d", "what": "Wants my password"}
ALERT: JsonObject = {"kind": "harmful_contact", "draft": "d"}


async def kinds(rig: Rig) -> list[str]:
    """The kinds that were reported, in their order."""
    return [incident.kind for incident in await rig.store.find(Incident)]


@pytest.mark.parametrize("emergency_first", [True, False], ids=["the alert first", "the alert last"])
async def test_an_alert_alerts_though_its_draft_was_sent_as_another_kind(rig: Rig, emergency_first: bool) -> None:
    """A list of kinds that still stands in the chat gives the alert the draft of a report that went out long ago."""
    await rig.teams.say(TEACHER, "help")
    presses = [("report.alert", ALERT), ("report.send", SPAM)]
    for verb, data in presses if emergency_first else reversed(presses):
        await rig.teams.forge(TEACHER, verb, data)
    assert sorted(await kinds(rig)) == ["harmful_contact", "spam"]
    await play(rig, [(HEAD, "reads", "Someone may be harming a pupil"), (CHAMPION, "reads", "Spam or phishing")])


async def test_each_form_is_still_filed_once(rig: Rig) -> None:
    """However often each of the two is pressed."""
    for verb, data in [("report.send", SPAM), ("report.alert", ALERT)] * 2:
        await rig.teams.forge(TEACHER, verb, data)
    assert await kinds(rig) == ["spam", "harmful_contact"]


async def test_the_old_list_of_kinds_begins_a_new_report_of_the_same_kind(rig: Rig) -> None:
    """What is written into a form is never swallowed by a report that was sent before."""
    await play(
        rig,
        [
            (TEACHER, "says", "report"),
            (TEACHER, "says", "spam"),
            (TEACHER, "presses", "Send", {"what": "The first"}),
            (TEACHER, "reads", "Your report is OS-2026-0001"),
            (TEACHER, "presses", "Spam or phishing"),
            (TEACHER, "presses", "Send", {"what": "The second"}),
            (TEACHER, "reads", "Your report is OS-2026-0002"),
            (CHAMPION, "reads", "The second"),
        ],
    )
