"""A video call with pupils is asked for, decided by the Headteacher from a card, and kept (V1 to V10)."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.directory.roster import Roster
from bot.local.cards import words_of
from bot.local.shapes import Json, JsonObject
from bot.policy.calls import CallPurpose
from bot.policy.calls.call import VideoCall
from bot.policy.files.offers import Offer
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice
from bot.policy.kit.roles import Role
from tests.chain import first_broken
from tests.rig import (
    ASSISTANT,
    CHAMPION,
    COORDINATOR,
    GOVERNOR,
    HEAD,
    MANAGER,
    OTHER_TEACHER,
    SENIOR,
    TEACHER,
    Rig,
    school_at_work,
)
from tests.transcripts.calls import ASKED, FORM, asking, call, deputised
from tests.transcripts.play import Line, play, seen

STORIES: dict[str, list[Line]] = {
    "asked for and approved": [
        *asking(),
        (TEACHER, "reads", "Waiting for Rosalind Okafor to decide"),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "reads", "Rivers, with pupils in Kenya"),
        (HEAD, "reads", "Thu 26 Nov, 10:00 to 10:45"),
        (HEAD, "reads", "4B, 28 pupils"),
        (HEAD, "reads", "Nairobi Hill School (school)"),
        (HEAD, "reads", "As the policy asks of a video call: Microsoft Teams"),
        (HEAD, "presses", "Approve"),
        (HEAD, "reads", "Approved by Rosalind Okafor, Mon 23 Nov, 10:31"),
        (HEAD, "never reads", "Decline"),
        (TEACHER, "reads", "Approved by Rosalind Okafor, Mon 23 Nov, 10:31"),
        (ASSISTANT, "reads", "Approved by Rosalind Okafor, Mon 23 Nov, 10:31"),
        (TEACHER, "reads", "Make the meeting"),
        (ASSISTANT, "never reads", "Make the meeting"),
    ],
    "declined, with the reason": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "presses", "Decline"),
        (HEAD, "presses", "Send", {"reason": "It is the morning of the play"}),
        (HEAD, "reads", "Declined by Rosalind Okafor"),
        (TEACHER, "reads", "Declined by Rosalind Okafor"),
        (TEACHER, "reads", "It is the morning of the play"),
        (ASSISTANT, "reads", "It is the morning of the play"),
    ],
    "what was declined is asked for again with what was typed": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "presses", "Decline"),
        (HEAD, "presses", "Send", {"reason": "Not in the week of the play"}),
        (TEACHER, "reads", "Declined by Rosalind Okafor"),
        (TEACHER, "presses", "Ask again"),
        (TEACHER, "reads", "Why it could not take place last time"),
        (TEACHER, "presses", "Send", {"day": "2026-11-27"}),
        (TEACHER, "reads", "VC-2026-0002"),
        (TEACHER, "reads", "Waiting for Rosalind Okafor to decide"),
        (HEAD, "reads", "VC-2026-0002"),
        (HEAD, "reads", "Fri 27 Nov, 10:00"),
        (ASSISTANT, "never reads", "Ask again"),
    ],
    "a form for a call that breaks a rule stays open over the chat, with what was typed": [
        (TEACHER, "says", "calls"),
        (TEACHER, "presses", "Ask for a video call"),
        (TEACHER, "presses", "Send", {**FORM, "ends": "09:15"}),
        (TEACHER, "reads", "Nairobi Hill School"),
        (TEACHER, "presses", "Send", {"ends": "10:45"}),
        (TEACHER, "reads", "VC-2026-0001"),
        (TEACHER, "reads", "Waiting for Rosalind Okafor to decide"),
    ],
    "asking again where the client has no dialogs": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "presses", "Decline"),
        (HEAD, "presses", "Send", {"reason": "Not in the week of the play"}),
        (TEACHER, "reads", "Declined by Rosalind Okafor"),
        (TEACHER, "presses the fallback", "Ask again"),
        (TEACHER, "reads", "Why it could not take place last time"),
        (TEACHER, "presses", "Send", {"day": "2026-11-27"}),
        (TEACHER, "reads", "VC-2026-0002"),
        (HEAD, "reads", "Fri 27 Nov, 10:00"),
    ],
    "a change that changes nothing comes back": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (TEACHER, "presses", "Change"),
        (TEACHER, "presses", "Send"),
        (TEACHER, "reads", "Nothing has been changed yet."),
        (TEACHER, "presses", "Leave without sending"),
        (TEACHER, "reads", "Waiting for Rosalind Okafor to decide"),
    ],
    "withdrawn before the decision": [
        *asking(),
        (HEAD, "reads", "Approve"),
        (TEACHER, "presses", "Withdraw"),
        (TEACHER, "reads", "Nobody gets a message"),
        (HEAD, "reads", "Approve"),
        (TEACHER, "presses", "Withdraw", {"reason": "We go in the summer"}),
        (TEACHER, "reads", "The request is withdrawn."),
        (TEACHER, "reads", "Withdrawn by Daniel Birtwhistle"),
        (HEAD, "reads", "We go in the summer"),
        (HEAD, "reads", "Withdrawn by Daniel Birtwhistle"),
        (HEAD, "never reads", "Approve"),
        (ASSISTANT, "has cards", "0"),
    ],
    "withdrawn after the approval, which the team hears": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "presses", "Approve"),
        (ASSISTANT, "reads", "Approved by"),
        (TEACHER, "presses", "Withdraw"),
        (TEACHER, "reads", "Jordan Pickersgill is told that it does not take place."),
        (TEACHER, "presses", "Not now"),
        (TEACHER, "reads", "Approved by"),
        (TEACHER, "presses", "Withdraw"),
        (TEACHER, "presses", "Withdraw"),
        (ASSISTANT, "reads", "Withdrawn by Daniel Birtwhistle"),
        (HEAD, "reads", "Withdrawn by Daniel Birtwhistle"),
    ],
    "cancelled after the approval, with a reason": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "presses", "Approve"),
        (HEAD, "presses", "Cancel the call"),
        (HEAD, "presses", "Send", {"reason": "The hall is flooded"}),
        (HEAD, "reads", "Cancelled by Rosalind Okafor"),
        (TEACHER, "reads", "The hall is flooded"),
        (ASSISTANT, "reads", "The hall is flooded"),
    ],
    "a form's Cancel sends nothing": [
        (TEACHER, "says", "video call"),
        (TEACHER, "presses", "Cancel"),
        (TEACHER, "reads", "Stopped."),
        (TEACHER, "says", "calls"),
        (TEACHER, "reads", "There are none yet."),
    ],
    "an older client, which knows no Action.Execute": [
        (TEACHER, "says", "video call"),
        (TEACHER, "presses the fallback", "Send", FORM),
        (TEACHER, "reads", "VC-2026-0001"),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "presses the fallback", "Approve"),
        (HEAD, "reads", "Approved by Rosalind Okafor"),
        (TEACHER, "reads", "Approved by Rosalind Okafor"),
    ],
    "a broken rule comes back on the same form, and nothing typed is lost": [
        (TEACHER, "says", "video call"),
        (
            TEACHER,
            "presses",
            "Send",
            {**FORM, "ends": "09:15", "team": "", "in_the_room": TEACHER, "partner_kind": "other"},
        ),
        (TEACHER, "reads", "Please put right what is marked below: When, Why this partner, Team."),
        (TEACHER, "reads", "The call ends before it starts."),
        (TEACHER, "never reads", "V9"),
        (TEACHER, "reads", "A team runs the call, not one person"),
        (TEACHER, "reads", "Another kind of partner needs a reason"),
        (TEACHER, "reads", "Rivers, with pupils in Kenya"),
        (TEACHER, "reads", "09:15"),
        (HEAD, "has cards", "0"),
        (
            TEACHER,
            "presses",
            "Send",
            {"ends": "10:45", "in_the_room": ASSISTANT, "partner_reason": "A zoo that schools know well"},
        ),
        (HEAD, "reads", "Nairobi Hill School (other: A zoo that schools know well)"),
    ],
    "what it was asked for with in one's own words is its purpose": [
        (TEACHER, "says", "zoom call with a farmer for year 4"),
        (TEACHER, "presses", "Send", {key: said for key, said in FORM.items() if key != "subject"}),
        (HEAD, "reads", "zoom call with a farmer for year 4"),
    ],
    "an account that is no member of staff is refused by the rule, by name": [
        (TEACHER, "says", "video call"),
        (TEACHER, "presses", "Send", {**FORM, "team": f"{ASSISTANT},{GOVERNOR}"}),
        (TEACHER, "reads", "must be on the school's staff list. This person is not: Winifred Achterberg."),
        (TEACHER, "reads", f"{ASSISTANT},{GOVERNOR}"),
        (TEACHER, "presses", "Send", {"team": "cccccccc-0000-4000-8000-000000000099"}),
        (TEACHER, "reads", "must be on the school's staff list. This person is not: ?."),
        (HEAD, "has cards", "0"),
    ],
    "what deserves a look is seen by both": [
        (TEACHER, "says", "video call"),
        (TEACHER, "presses", "Send", {**FORM, "day": "2026-11-24", "starts": "17:30", "ends": "18:00"}),
        (TEACHER, "reads", "Less than two school days' notice"),
        (TEACHER, "reads", "Outside school hours"),
        (HEAD, "reads", "Less than two school days' notice"),
        (HEAD, "reads", "Outside school hours"),
        (HEAD, "presses", "Approve"),
        (TEACHER, "reads", "Approved by"),
    ],
    "another call of the class, and of somebody on the team": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (OTHER_TEACHER, "says", "video call"),
        (
            OTHER_TEACHER,
            "presses",
            "Send",
            {**FORM, "class_name": "4 b", "starts": "10:30", "ends": "11:00", "team": ASSISTANT},
        ),
        (HEAD, "reads", "The class has another call at this time: VC-2026-0001"),
        (HEAD, "reads", "Has another call at this time: Jordan Pickersgill (VC-2026-0001)"),
    ],
    "the Headteacher's own request, and no deputy": [
        (HEAD, "says", "video call"),
        (HEAD, "presses", "Send", FORM),
        (HEAD, "reads", "nobody decides their own request"),
        (HEAD, "reads", "name a deputy"),
        (HEAD, "reads", "Rivers, with pupils in Kenya"),
    ],
    "not for those who are no staff": [
        (GOVERNOR, "says", "video call"),
        (GOVERNOR, "presses", "Send", FORM),
        (GOVERNOR, "is told", "Video calls with pupils are asked for by staff."),
    ],
    "calls: mine for staff, all for those who oversee them": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "presses", "Approve"),
        (OTHER_TEACHER, "says", "calls"),
        (OTHER_TEACHER, "reads", "There are none yet."),
        (OTHER_TEACHER, "never reads", "VC-2026"),
        (ASSISTANT, "says", "calls"),
        (ASSISTANT, "reads", "My video calls"),
        (ASSISTANT, "reads", "0 waiting · 1 coming · 0 past"),
        (CHAMPION, "says", "calls"),
        (CHAMPION, "reads", "Calls by partner"),
        (CHAMPION, "reads", "1 ×"),
        (CHAMPION, "presses", "Open VC-2026-0001"),
        (CHAMPION, "reads", "Approved by Rosalind Okafor"),
        (CHAMPION, "never reads", "Cancel"),
        (TEACHER, "presses", "Withdraw"),
        (TEACHER, "presses", "Withdraw"),
        (CHAMPION, "reads", "Withdrawn by Daniel Birtwhistle"),
    ],
    "whoever asked reads that the one who decides is away": [
        (HEAD, "says", "away until Friday"),
        *asking(),
        (TEACHER, "reads", "Waiting for Rosalind Okafor to decide, who is away just now"),
        (HEAD, "says", "back"),
        (TEACHER, "says", "VC-2026-0001"),
        (TEACHER, "reads", "Waiting for Rosalind Okafor to decide"),
    ],
    "away and back are for those for whom something waits": [
        (TEACHER, "says", "away until Friday"),
        (TEACHER, "reads", "nothing has to be covered for you here"),
        (HEAD, "says", "away until 24 November"),
        (HEAD, "reads", "You are away until the end of tomorrow"),
        (HEAD, "reads", "has named no deputy"),
        (HEAD, "says", "away until the cows come home"),
        (HEAD, "reads", "I could not read that day."),
        (HEAD, "says", "away until 2026-11-22"),
        (HEAD, "reads", "That day has passed."),
        (HEAD, "says", "away"),
        (HEAD, "reads", "Say until when"),
        (HEAD, "says", "back"),
        (HEAD, "reads", "Welcome back."),
        (HEAD, "says", "back"),
        (HEAD, "reads", "You were not away"),
        (CHAMPION, "says", "I am off ill"),
        (CHAMPION, "reads", "You are away until the end of today"),
        (CHAMPION, "says", "back on the 3rd"),
        (CHAMPION, "reads", "You are away until the end of Wed 2 Dec"),
        (CHAMPION, "never reads", "Video calls"),
        (HEAD, "says", "reach"),
        (HEAD, "reads", "away until"),
        (CHAMPION, "says", "back"),
        (CHAMPION, "reads", "Welcome back."),
        (COORDINATOR, "says", "I'm off sick until Friday"),
        (COORDINATOR, "reads", "You are away until the end of Fri 27 Nov"),
    ],
    "who is away later is here until then": [
        (CHAMPION, "says", "off on friday"),
        (CHAMPION, "reads", "You will be away on Fri 27 Nov"),
        (TEACHER, "says", "report threat"),
        (TEACHER, "presses", "Send", {"what": "Nasty words"}),
        (CHAMPION, "reads", "OS-2026-0001"),
        (CHAMPION, "says", "off sick today"),
        (CHAMPION, "reads", "You are away until the end of today"),
        (CHAMPION, "reads", "You had told me that you are away on Fri 27 Nov."),
        (CHAMPION, "says", "away thursday and friday"),
        (CHAMPION, "reads", "that begins after you are back, so it was not kept"),
        (CHAMPION, "says", "back"),
        (CHAMPION, "says", "I'm off from Monday to Wednesday"),
        (CHAMPION, "reads", "You will be away from Mon 30 Nov to Wed 2 Dec"),
        (CHAMPION, "says", "off on 10 December"),
        (CHAMPION, "reads", "this begins after you are back"),
        (CHAMPION, "says", "away tuesday and thursday"),
        (CHAMPION, "reads", "Are you here in between?"),
        (CHAMPION, "says", "back"),
        (CHAMPION, "says", "back"),
        (CHAMPION, "reads", "You were not away"),
        (CHAMPION, "says", "I'm off 3-5 December"),
        (CHAMPION, "reads", "You will be away from Thu 3 Dec to Sat 5 Dec"),
        (CHAMPION, "says", "back"),
        (CHAMPION, "says", "off next week"),
        (CHAMPION, "reads", "You will be away from Mon 30 Nov to Fri 4 Dec"),
        (CHAMPION, "says", "back"),
        (CHAMPION, "says", "off from thursday"),
        (CHAMPION, "reads", "Until when?"),
    ],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)


TWICE: tuple[list[Line], ...] = (
    [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (HEAD, "presses", "Ask for changes"),
        (HEAD, "presses", "Send", {"what": "Take 4A along"}),
        (TEACHER, "reads", "Rosalind Okafor asks for changes"),
        (TEACHER, "reads", "Take 4A along"),
        (TEACHER, "presses", "Change"),
        (TEACHER, "reads", "Nairobi Hill School"),
        (TEACHER, "presses", "Send", {"class_name": "4A and 4B", "pupils": "55"}),
        (HEAD, "reads", "VC-2026-0001 · version 2"),
        (HEAD, "reads", "Changed since version 1"),
        (HEAD, "reads", "Class: 4B → 4A and 4B"),
        (HEAD, "reads", "Pupils: 28 → 55"),
    ],
    [
        (HEAD, "presses", "Ask for changes"),
        (HEAD, "presses", "Send", {"what": "Half an hour is enough"}),
        (TEACHER, "reads", "Half an hour is enough"),
        (TEACHER, "presses", "Change"),
        (TEACHER, "presses", "Send", {"ends": "10:30", "remark": "We start on time"}),
        (HEAD, "reads", "VC-2026-0001 · version 3"),
        (HEAD, "reads", "10:00 to 10:45 → Thu 26 Nov, 10:00 to 10:30"),
    ],
    [
        (HEAD, "reads", "We start on time"),
        (HEAD, "presses", "Approve"),
        (TEACHER, "reads", "Approved by Rosalind Okafor"),
    ],
)


async def test_changes_asked_for_twice(rig: Rig) -> None:
    """Back and forth until decided; what changed is marked for the Headteacher in every version."""
    for part in TWICE:
        await play(rig, part)
        await rig.move(timedelta(minutes=1))


DEPUTISED: dict[str, list[Line]] = {
    "a deputy decides while the Headteacher is away, and not before": [
        *asking(),
        (HEAD, "reads", "VC-2026-0001"),
        (SENIOR, "has cards", "0"),
        (HEAD, "says", "away until Friday"),
        (HEAD, "reads", "While you are away video calls go to Helen Thistlewood, Tomasz Wilkowski, Amina Farouk-Lyle."),
        (SENIOR, "reads", "Rivers, with pupils in Kenya"),
        (SENIOR, "presses", "Approve"),
        (SENIOR, "reads", "Approved by Tomasz Wilkowski (deputy)"),
        (TEACHER, "reads", "Approved by Tomasz Wilkowski (deputy)"),
        (HEAD, "reads", "Approved by Tomasz Wilkowski (deputy)"),
    ],
    "once the Headteacher is back the deputies' cards lose their buttons": [
        (HEAD, "says", "away until tomorrow"),
        *asking(),
        (SENIOR, "reads", "Approve"),
        (HEAD, "never reads", "VC-2026-0001"),
        (HEAD, "says", "back"),
        (HEAD, "reads", "Ask for changes"),
        (SENIOR, "reads", "Waiting for Rosalind Okafor to decide"),
        (SENIOR, "never reads", "Approve"),
        (HEAD, "presses", "Approve"),
        (SENIOR, "reads", "Approved by Rosalind Okafor"),
    ],
    "the Headteacher's own request goes to a deputy, though the Headteacher is there": [
        *asking(HEAD),
        (HEAD, "reads", "Waiting for Helen Thistlewood, Tomasz Wilkowski"),
        (HEAD, "never reads", "Approve"),
        (SENIOR, "reads", "VC-2026-0001"),
        (SENIOR, "presses", "Approve"),
        (HEAD, "reads", "Approved by Tomasz Wilkowski (deputy)"),
    ],
    "a deputy's own request goes to the Headteacher": [
        *asking(SENIOR),
        (HEAD, "reads", "VC-2026-0001"),
        (MANAGER, "has cards", "0"),
    ],
}


@pytest.mark.parametrize("story", DEPUTISED.values(), ids=DEPUTISED)
async def test_deputies(tmp_path: Path, story: list[Line]) -> None:
    """A school with deputies."""
    async with school_at_work(tmp_path, school=deputised()) as rig:
        await play(rig, story)


async def test_an_absence_ends_by_itself(tmp_path: Path) -> None:
    """After the last day the Headteacher is asked again, and a deputy who presses is told."""
    async with school_at_work(tmp_path, school=deputised()) as rig:
        await play(rig, [(HEAD, "says", "away until 24/11"), *asking(), (SENIOR, "reads", "Approve")])
        await rig.move(timedelta(days=1, hours=13, minutes=29))
        await play(rig, [(HEAD, "never reads", "VC-2026-0001")])  # it is midnight
        await rig.move(timedelta(hours=8))
        await play(rig, [(HEAD, "reads", "VC-2026-0001"), (SENIOR, "reads", "Waiting for Rosalind Okafor to decide")])
        await rig.teams.forge(SENIOR, "call.approve", {"id": "VC-2026-0001", "v": "1"})
        assert (await call(rig)).state is ApprovalState.WAITING


async def test_an_absence_that_is_told_beforehand_begins_by_itself(tmp_path: Path) -> None:
    """Until its first day all is as ever; then the deputies decide, and no ladder waits for whoever is away."""
    async with school_at_work(tmp_path, school=deputised()) as rig:
        await play(
            rig,
            [
                (HEAD, "says", "off tomorrow"),
                (HEAD, "reads", "You will be away on Tue 24 Nov"),
                *asking(),
                (HEAD, "reads", "Approve"),
                (SENIOR, "has cards", "0"),
            ],
        )
        await rig.move(timedelta(hours=22))
        await play(rig, [(SENIOR, "reads", "Approve"), (TEACHER, "reads", "Waiting for Helen Thistlewood")])
        await rig.move(timedelta(days=1))
        await play(
            rig, [(SENIOR, "never reads", "Approve"), (HEAD, "says", "back"), (HEAD, "reads", "You were not away")]
        )


@pytest.mark.parametrize("who", [TEACHER, ASSISTANT, CHAMPION, COORDINATOR, MANAGER, SENIOR, GOVERNOR, OTHER_TEACHER])
async def test_nobody_else_decides(tmp_path: Path, who: str) -> None:
    """A press forged by any other role changes nothing, deputies included while the Headteacher is there."""
    async with school_at_work(tmp_path, school=deputised()) as rig:
        await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001")])
        held: JsonObject = {"id": "VC-2026-0001", "v": "1", "by": HEAD, "reason": "x", "what": "x"}
        for verb in ("approve", "decline", "decline.send", "changes", "changes.send", "cancel", "cancel.send"):
            answer = await rig.teams.forge(who, f"call.{verb}", held)
            assert answer.message
            assert "nothing was changed" in answer.message or "that you can open" in answer.message
            await rig.teams.forge_submit(who, held | {"verb": f"call.{verb}"})
        kept = await call(rig)
        assert (kept.state, kept.rulings) == (ApprovalState.WAITING, ())


async def test_nobody_decides_their_own_request(tmp_path: Path) -> None:
    """Not even the Headteacher with a forged press."""
    async with school_at_work(tmp_path, school=deputised()) as rig:
        await play(rig, [*asking(HEAD), (SENIOR, "reads", "VC-2026-0001")])
        answer = await rig.teams.forge(HEAD, "call.approve", {"id": "VC-2026-0001", "v": "1"})
        assert "Nobody decides their own request" in answer.message
        assert (await call(rig)).state is ApprovalState.WAITING


WITH_HEAD = {**FORM, "team": f"{ASSISTANT},{HEAD}"}


async def test_nobody_decides_a_call_that_they_take_part_in(tmp_path: Path) -> None:
    """With the Headteacher on the team a deputy decides; she is told, and may still call it off (V2)."""
    async with school_at_work(tmp_path, school=deputised()) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "video call"),
                (TEACHER, "presses", "Send", WITH_HEAD),
                (SENIOR, "reads", "VC-2026-0001"),
                (HEAD, "has cards", "0"),
            ],
        )
        for verb in ("call.approve", "call.changes", "call.decline.send"):
            held: Json = {"id": "VC-2026-0001", "v": "1", "reason": "x"}
            assert "You take part in this" in (await rig.teams.forge(HEAD, verb, held)).message
        assert (await call(rig)).state is ApprovalState.WAITING
        await play(
            rig,
            [
                (SENIOR, "presses", "Approve"),
                (HEAD, "reads", "Approved by Tomasz Wilkowski (deputy)"),
                (HEAD, "presses", "Cancel the call"),
                (HEAD, "presses", "Send", {"reason": "The hall is flooded"}),
                (SENIOR, "reads", "Cancelled by Rosalind Okafor"),
            ],
        )


async def test_a_team_that_decides_for_itself_is_sent_back(rig: Rig) -> None:
    """Without a deputy nobody is left to decide it: the form says so, and how to go on."""
    await play(
        rig,
        [
            (TEACHER, "says", "video call"),
            (TEACHER, "presses", "Send", WITH_HEAD),
            (
                TEACHER,
                "reads",
                "Rosalind Okafor decides video calls, and nobody approves a call that they take part in",
            ),
            (HEAD, "has cards", "0"),
        ],
    )


async def test_a_deputy_stands_in_for_somebody(tmp_path: Path) -> None:
    """Where nobody is Headteacher, because the group is gone, no deputy allows a call: the form comes back (V2)."""
    school = deputised()
    people = tuple(
        person.model_copy(update={"roles": person.roles - {"headteacher"}}) if person.id == HEAD else person
        for person in school.people
    )
    async with school_at_work(tmp_path, school=school.model_copy(update={"people": people})) as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "video call"),
                (TEACHER, "presses", "Send", FORM),
                (TEACHER, "reads", "the role which decides them"),
                (SENIOR, "has cards", "0"),
            ],
        )


async def test_two_devices_press_at_once(rig: Rig) -> None:
    """One decision is kept; the other device is shown it."""
    await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001")])
    held: Json = {"id": "VC-2026-0001", "v": "1", "reason": "No"}
    await asyncio.gather(rig.teams.forge(HEAD, "call.approve", held), rig.teams.forge(HEAD, "call.decline.send", held))
    kept = await call(rig)
    assert len(kept.rulings) == 1
    assert kept.state in {ApprovalState.APPROVED, ApprovalState.DECLINED}


LATE: dict[str, tuple[list[Line], str]] = {
    "pressed twice": ([(HEAD, "presses", "Approve")], "had already approved it, today 10:31"),
    "withdrawn": (
        [(TEACHER, "presses", "Withdraw"), (TEACHER, "presses", "Withdraw")],
        "Daniel Birtwhistle had withdrawn it",
    ),
    "changed": (
        [(TEACHER, "presses", "Change"), (TEACHER, "presses", "Send", {"pupils": "3"})],
        "That card showed an older version",
    ),
    "changes were asked for": (
        [(HEAD, "presses", "Ask for changes"), (HEAD, "presses", "Send", {"what": "Less"})],
        "had already asked for changes",
    ),
}


@pytest.mark.parametrize(("meanwhile", "told"), LATE.values(), ids=LATE)
async def test_a_late_press_gets_the_state_as_it_is(rig: Rig, meanwhile: list[Line], told: str) -> None:
    """Pressed twice, or after withdrawal or change: a sentence, and nothing is changed. An old card is void."""
    await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001"), *meanwhile])
    before = await call(rig)
    for verb in ("call.approve", "call.decline", "call.changes", "call.decline.send"):
        data: Json = {"id": "VC-2026-0001", "v": "1", "reason": "No"}
        answer = await rig.teams.forge(HEAD, verb, data, on=rig.teams.chat(HEAD).standing[-1].id)
        assert answer.taken
        await play(rig, [(HEAD, "reads", told)])
    assert await call(rig) == before


async def test_an_undecided_request_is_brought_to_mind_and_expires(rig: Rig) -> None:
    """A school day ahead, two hours before, and then it is no request any more."""
    await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001"), (HEAD, "has cards", "1")])
    rig.clock.move_to(ASKED - timedelta(days=1))
    await play(rig, [(HEAD, "reads", "Still undecided.")])
    assert _cards_about_it(rig, HEAD) == 2
    rig.clock.move_to(ASKED - timedelta(hours=2))
    await rig.teams.until(lambda: _cards_about_it(rig, HEAD) == 3)
    rig.clock.move_to(ASKED)
    await play(
        rig,
        [
            (TEACHER, "reads", "Expired: nobody decided before it was to start"),
            (HEAD, "reads", "Expired: nobody decided"),
        ],
    )
    await rig.teams.until(lambda: "Approve" not in seen(rig, HEAD))
    answer = await rig.teams.forge(HEAD, "call.approve", {"id": "VC-2026-0001", "v": "1"})
    assert answer.taken
    assert (await call(rig)).state is ApprovalState.EXPIRED


def _cards_about_it(rig: Rig, who: str) -> int:
    """How many cards in somebody's chat are about the call."""
    return sum("VC-2026-0001" in words_of(message.card or {}) for message in rig.teams.chat(who).standing)


async def test_the_team_is_reminded_and_the_lead_asked_afterwards(rig: Rig) -> None:
    """A day before the team gets its duties with Report a concern; at the end the lead says how it went."""
    await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001"), (HEAD, "presses", "Approve")])
    rig.clock.move_to(ASKED - timedelta(days=1))
    await play(
        rig,
        [
            (ASSISTANT, "reads", "No pupil is ever alone with the call. In the room throughout: Jordan Pickersgill."),
            (ASSISTANT, "reads", "If something goes wrong, end the call"),
            (TEACHER, "reads", "Daniel Birtwhistle leads the call"),
            (ASSISTANT, "presses", "Report a concern"),
            (ASSISTANT, "reads", "What has happened?"),
        ],
    )
    rig.clock.move_to(ASKED + timedelta(minutes=45))
    await play(
        rig,
        [
            (TEACHER, "reads", "How did the video call go?"),
            (TEACHER, "presses", "It went fine"),
            (TEACHER, "reads", "Daniel Birtwhistle says that it went well"),
            (ASSISTANT, "never reads", "How did the video call go?"),
            (TEACHER, "says", "calls"),
            (TEACHER, "reads", "0 waiting · 0 coming · 1 past"),
        ],
    )
    assert (await call(rig)).due_at is None


@pytest.mark.parametrize("verb", ["Withdraw", "Cancel"])
async def test_buttons_go_with_what_they_did(rig: Rig, verb: str) -> None:
    """Once a call does not take place, no card of anybody offers to make its meeting, or to change it."""
    await play(rig, [*asking(), (HEAD, "reads", "VC-"), (HEAD, "presses", "Approve"), (TEACHER, "reads", "Make the")])
    await rig.move(timedelta(minutes=1))
    if verb == "Cancel":
        await play(rig, [(HEAD, "presses", "Cancel the call"), (HEAD, "presses", "Send", {"reason": "Flood"})])
    else:
        await play(rig, [(TEACHER, "presses", "Withdraw"), (TEACHER, "presses", "Withdraw")])
    gone = ("Make the meeting", "Withdraw\n", "Change\n", "Cancel\n", "Approve\n")
    for who in (HEAD, TEACHER, ASSISTANT):
        await rig.teams.until(lambda who=who: not any(word in f"{seen(rig, who)}\n" for word in gone))  # type: ignore[misc]


async def test_the_same_form_is_filed_once(rig: Rig) -> None:
    """Two presses and two deliveries of one form make one call."""
    await rig.teams.say(TEACHER, "video call")
    form = rig.teams.chat(TEACHER).standing[-1].id
    first, second = await asyncio.gather(*(rig.teams.press(TEACHER, "Send", FORM, on=form) for _ in range(2)))
    await rig.teams.repeat(first)
    await rig.teams.repeat(second)
    assert len(await rig.store.find(VideoCall)) == 1


async def test_the_toast_names_nobody_and_the_chain_holds(rig: Rig) -> None:
    """A locked phone shows the reference and how it stands; the timeline is part of the school's one chain."""
    await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001"), (HEAD, "presses", "Approve")])
    await play(rig, [(ASSISTANT, "reads", "Approved by")])
    assert rig.teams.chat(HEAD).standing[-1].summary == "VC-2026-0001: a video call to decide"
    assert rig.teams.chat(ASSISTANT).standing[-1].summary == "VC-2026-0001: video call approved"
    assert [entry.what for entry in await rig.store.timeline("VC-2026-0001")] == ["call_asked", "call_approved"]
    assert first_broken(await rig.store.timeline()) is None


async def test_a_partner_cannot_dress_up_as_us(rig: Rig) -> None:
    """A name in Markdown is shown to the letter wherever it stands."""
    nasty = "**Approved** [by us](https://evil.example)"
    await play(rig, [(TEACHER, "says", "video call"), (TEACHER, "presses", "Send", {**FORM, "partner": nasty})])
    await play(rig, [(HEAD, "reads", nasty), (HEAD, "says", "calls"), (HEAD, "reads", nasty)])
    for message in rig.teams.chat(HEAD).standing:
        assert "evil.example" not in str(_text_blocks(message.card))


async def test_whom_teams_will_not_reach_is_told(rig: Rig) -> None:
    """The requester sees that the Headteacher could not be reached, and the timeline says so."""
    rig.teams.block(HEAD)
    await play(rig, [*asking(), (TEACHER, "reads", "Could not be reached: Rosalind Okafor")])
    assert "call_not_reached" in [entry.what for entry in await rig.store.timeline("VC-2026-0001")]


async def test_the_export_is_offered_to_those_who_oversee(rig: Rig) -> None:
    """The Headteacher accepts it and has every call; a teacher is told whose it is."""
    await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001"), (HEAD, "says", "export calls")])
    await play(rig, [(HEAD, "reads", "The list of video calls is offered as a file")])
    assert (await rig.teams.accept_file(HEAD)).taken
    name = "video-calls-2026-11-23.csv"
    await rig.teams.until(lambda: _whole(rig, name))
    content = bytes(rig.teams.files.newest(name).content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert (row["Reference"], row["State"], row["Partner"]) == (
        "VC-2026-0001",
        "waiting for a decision",
        "Nairobi Hill School",
    )
    await play(rig, [(TEACHER, "says", "export calls"), (TEACHER, "reads", "is for the Headteacher and the Champions")])


@pytest.mark.parametrize("verb", ["calls.export", "aup.export"])
async def test_an_export_asks_afresh_and_leaves_once(rig: Rig, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    """Who has lost the role has nothing, nobody has anything while it cannot be asked, and one press is one export."""

    async def silent(self: Roster, id: str, roles: Sequence[Role]) -> bool:
        raise DirectoryUnavailable

    async def no_more(self: Roster, id: str, roles: Sequence[Role]) -> bool:
        return False

    await play(rig, [*asking(), (CHAMPION, "says", "publish aup"), (CHAMPION, "presses", "Publish")])
    for answer, said in ((silent, "The staff directory does not answer"), (no_more, "is for ")):
        with monkeypatch.context() as patched:
            patched.setattr(Roster, "confirm", answer)
            assert said in (await rig.teams.forge(CHAMPION, verb, {})).message
    assert not await rig.store.find(Offer)
    pressed = await rig.teams.forge(CHAMPION, verb, {})
    offered = len(await rig.store.find(Offer))
    assert offered
    await rig.teams.repeat(pressed)
    assert len(await rig.store.find(Offer)) == offered


async def test_deciding_fails_closed(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the directory cannot be asked afresh nothing is decided, and the sentence says what to do."""

    async def silent(self: Roster, id: str, roles: Sequence[Role]) -> bool:
        raise DirectoryUnavailable

    await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001")])
    with monkeypatch.context() as patched:
        patched.setattr(Roster, "confirm", silent)
        refused: list[Line] = [
            (HEAD, "presses", "Approve"),
            (HEAD, "is told", "The staff directory does not answer just"),
        ]
        await play(rig, refused)
        assert (await call(rig)).state is ApprovalState.WAITING
    await play(rig, [(HEAD, "presses", "Approve"), (HEAD, "reads", "Approved by Rosalind Okafor")])


async def test_a_role_that_was_taken_away_decides_nothing(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card may still stand there, and a copy of the directory may still say so: the source is asked."""

    async def no_more(self: Roster, id: str, roles: Sequence[Role]) -> bool:
        return False

    await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001")])
    monkeypatch.setattr(Roster, "confirm", no_more)
    await play(rig, [(HEAD, "presses", "Approve"), (HEAD, "is told", "This is for somebody else to decide")])
    assert (await call(rig)).state is ApprovalState.WAITING


async def test_who_becomes_the_approver_is_asked_what_waits(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the one who was asked has left, nobody would decide it: it is put before whoever decides now, once."""
    await play(rig, [*asking(), (HEAD, "reads", "VC-2026-0001")])
    holders, person = Roster.holders, Roster.person

    def promoted(who: Person) -> Person:
        roles: frozenset[Role] = who.roles - {"headteacher"} | ({"headteacher"} if who.id == SENIOR else frozenset())
        return who.model_copy(update={"roles": roles})

    async def now_held_by(self: Roster, role: Role) -> Sequence[Person]:
        people = await holders(self, "senior_leader" if role == "headteacher" else role)
        return [promoted(who) for who in people if role != "headteacher" or who.id == SENIOR]

    async def as_now(self: Roster, id: str) -> Person | None:
        who = await person(self, id)
        return promoted(who) if who else None

    monkeypatch.setattr(Roster, "holders", now_held_by)
    monkeypatch.setattr(Roster, "person", as_now)
    for _ in range(3):
        await rig.move(timedelta(minutes=11))
        await play(rig, [(SENIOR, "reads", "VC-2026-0001")])
        await rig.at_rest()
    asked = [n for n in await rig.store.find(Notice) if n.to.id == SENIOR and n.purpose is CallPurpose.REQUEST]
    assert len(asked) == 1


async def test_no_notice_is_left(rig: Rig) -> None:
    """After a story everything that had to be said has been said."""
    await play(rig, [*asking(), (HEAD, "reads", "VC-"), (HEAD, "presses", "Approve"), (ASSISTANT, "reads", "Approved")])
    await play(rig, [(TEACHER, "reads", "Approved by")])
    assert "**" not in seen(rig, ASSISTANT)
    assert not await rig.store.find(Notice, where={"state": "failed"})


def _whole(rig: Rig, name: str) -> bool:
    try:
        return rig.teams.files.newest(name).whole
    except KeyError:
        return False


def _text_blocks(part: object) -> list[object]:
    if isinstance(part, dict):
        own = [part] if part.get("type") == "TextBlock" else []
        return own + [found for value in part.values() for found in _text_blocks(value)]
    if isinstance(part, list):
        return [found for value in part for found in _text_blocks(value)]
    return []
