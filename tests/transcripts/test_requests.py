"""What staff ask for beside video calls (D2, D4, D6, T5): asked, decided from a card, and brought to its end."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local.shapes import JsonObject
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.requests.kinds import KINDS_OF_REQUEST
from bot.policy.requests.request import StaffRequest
from bot.settings import load_school
from tests.clock import FakeClock
from tests.rig import (
    ASSISTANT,
    CHAMPION,
    COORDINATOR,
    GOVERNOR,
    HEAD,
    MANAGER,
    MONDAY,
    OTHER_TEACHER,
    SCHOOL_FILE,
    SENIOR,
    TEACHER,
    Rig,
    school_at_work,
    stand_in,
)
from tests.transcripts.play import Line, play

LAPTOP = {"item": "Laptop", "asset": "EX-0042", "back_on": "2026-11-27"}
PHONE = {"class_name": "4B", "pupil": "Alex", "letter_on": "2026-11-20", "until": "2027-07-20"}
ACCOUNTS = {
    "project": "Rivers",
    "class_name": "4B",
    "how_many": "28",
    "starts_on": "2026-11-24",
    "closes_on": "2026-12-11",
}
APP = {
    "product": "Storyteller",
    "purpose": "Writing in class 4",
    "data_taken": "First names",
    "age_limit": "13",
    "assessment": "no",
}
STORIES: dict[str, list[Line]] = {
    "a laptop for the classroom": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Send", LAPTOP),
        (TEACHER, "reads", "RQ-2026-0001"),
        (TEACHER, "reads", "Waiting for"),
        (COORDINATOR, "reads", "This waits for your decision."),
        (COORDINATOR, "reads", "EX-0042"),
        (COORDINATOR, "presses", "Approve"),
        (COORDINATOR, "reads", "Signed out by"),
        (TEACHER, "reads", "Signed out by"),
        (TEACHER, "reads", "If it is lost or stolen"),
        (HEAD, "never reads", "RQ-2026-0001"),
        (TEACHER, "presses", "Returned"),
        (TEACHER, "reads", "Returned, Mon 23 Nov"),
        (COORDINATOR, "reads", "Returned, Mon 23 Nov"),
    ],
    "a laptop that leaves the site": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Send", {**LAPTOP, "off_site": "true"}),
        (COORDINATOR, "reads", "Off the site"),
        (COORDINATOR, "presses", "Approve"),
        (HEAD, "reads", "For your information: nothing is needed from you."),
        (MANAGER, "reads", "For your information: nothing is needed from you."),
        (HEAD, "never reads", "Returned"),
        (HEAD, "says", "who has what"),
        (HEAD, "reads", "until Fri 27 Nov"),
        (COORDINATOR, "says", "who has what"),
        (COORDINATOR, "reads", "until Fri 27 Nov"),
        (OTHER_TEACHER, "says", "who has what"),
        (OTHER_TEACHER, "reads", "Nothing is out."),
    ],
    "school data leaves only encrypted": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Send", {**LAPTOP, "holds_data": "true"}),
        (TEACHER, "reads", "School data may only leave on equipment that is encrypted."),
        (TEACHER, "reads", "EX-0042"),
        (TEACHER, "presses", "Send", {"encrypted": "true"}),
        (TEACHER, "reads", "RQ-2026-0001"),
    ],
    "a laptop that is lost": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Send", LAPTOP),
        (COORDINATOR, "reads", "RQ-2026-0001"),
        (COORDINATOR, "presses", "Approve"),
        (TEACHER, "reads", "Signed out by"),
        (TEACHER, "presses", "It is lost"),
        (TEACHER, "reads", "Laptop, back on Fri 27 Nov (RQ-2026-0001)"),
        (TEACHER, "presses", "Send", {"what": "Left on the 14:05 bus"}),
        (TEACHER, "reads", "OS-2026-0001"),
        (MANAGER, "reads", "OS-2026-0001"),
        (COORDINATOR, "reads", "Lost since"),
        (COORDINATOR, "reads", "Returned"),
        (TEACHER, "reads", "Lost since"),
    ],
    "the Headteacher permits a pupil's telephone": [
        (TEACHER, "says", "pupil phone"),
        (TEACHER, "presses", "Send", PHONE),
        (HEAD, "reads", "A pupil's telephone"),
        (HEAD, "presses", "Permit"),
        (TEACHER, "reads", "Permitted by Rosalind Okafor"),
        (OTHER_TEACHER, "says", "pupil phones 4b"),
        (OTHER_TEACHER, "reads", "Alex, until"),
        (OTHER_TEACHER, "says", "pupil phones 5A"),
        (OTHER_TEACHER, "reads", "No telephone is permitted in 5A today."),
        (TEACHER, "presses", "Withdraw"),
        (TEACHER, "presses", "Send", {"reason": "The parent asked"}),
        (TEACHER, "is told", "Your request is withdrawn."),
        (HEAD, "reads", "Withdrawn by"),
        (HEAD, "reads", "The parent asked"),
        (OTHER_TEACHER, "says", "pupil phones 4B"),
        (OTHER_TEACHER, "reads", "No telephone is permitted in 4B today."),
    ],
    "the Headteacher takes a permission back": [
        (TEACHER, "says", "pupil phone"),
        (TEACHER, "presses", "Send", {**PHONE, "exception": "true"}),
        (TEACHER, "reads", "marked below"),
        (TEACHER, "presses", "Send", {"exception_reason": "Diabetes"}),
        (HEAD, "reads", "Diabetes"),
        (HEAD, "presses", "Permit"),
        (HEAD, "reads", "Permitted by"),
        (HEAD, "presses", "Take the permission back"),
        (HEAD, "presses", "Send", {"reason": "It was used in class"}),
        (TEACHER, "reads", "Taken back by Rosalind Okafor"),
        (TEACHER, "reads", "It was used in class"),
    ],
    "accounts are made": [
        (TEACHER, "says", "temporary accounts"),
        (TEACHER, "presses", "Send", ACCOUNTS),
        (COORDINATOR, "reads", "28"),
        (COORDINATOR, "presses", "Made"),
        (TEACHER, "reads", "Made by"),
        (TEACHER, "never reads", "Closed now"),
    ],
    "new technology: two views, then the Headteacher with conditions": [
        (TEACHER, "says", "new technology"),
        (TEACHER, "presses", "Send", {**APP, "uses_ai": "true"}),
        (TEACHER, "reads", "marked below"),
        (
            TEACHER,
            "presses",
            "Send",
            AI := {
                f"ai_{about}": "yes"
                for about in (
                    "filtering",
                    "monitoring",
                    "security",
                    "privacy",
                    "training_data",
                    "testing",
                    "governance",
                    "wellbeing",
                )
            }
            | {"ai_age": "not_known"},
        ),
        (TEACHER, "reads", "RQ-2026-0001"),
        (MANAGER, "reads", "Before it is decided, your view is asked for."),
        (MANAGER, "presses", "Give your view"),
        (MANAGER, "presses", "Send", {"concern": "true"}),
        (MANAGER, "reads", "Say what your concern is."),
        (MANAGER, "presses", "Send", {"words": "No contract yet"}),
        (MANAGER, "is told", "Your view is saved"),
        (HEAD, "presses", "Give your view"),
        (HEAD, "presses", "Send", {"words": "Fine for safety"}),
        (HEAD, "reads", "This waits for your decision."),
        (HEAD, "reads", "No contract yet"),
        (HEAD, "reads", "Is it allowed, and fit, for the age of our pupils?"),
        (HEAD, "presses", "Approve"),
        (HEAD, "presses", "Send", {"conditions": "Only with a contract", "review_on": "2027-06-01"}),
        (HEAD, "is told", "It is done, and whoever asked is told."),
        (TEACHER, "reads", "Approved by Rosalind Okafor"),
        (TEACHER, "reads", "Only with a contract"),
        (TEACHER, "reads", "Tue 1 Jun 2027"),
    ],
    "declined with a reason, and asked for again with what was typed": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Send", LAPTOP),
        (COORDINATOR, "reads", "RQ-2026-0001"),
        (COORDINATOR, "presses", "Decline"),
        (COORDINATOR, "presses", "Send", {"reason": "All are out"}),
        (TEACHER, "reads", "All are out"),
        (TEACHER, "presses", "Ask again"),
        (TEACHER, "reads", "EX-0042"),
        (TEACHER, "presses", "Send", {"back_on": "2026-11-30"}),
        (TEACHER, "reads", "RQ-2026-0002"),
    ],
    "changes are asked for and made": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Send", LAPTOP),
        (COORDINATOR, "reads", "RQ-2026-0001"),
        (COORDINATOR, "presses", "Ask for changes"),
        (COORDINATOR, "presses", "Send", {"what": "Not before Monday"}),
        (TEACHER, "reads", "Not before Monday"),
        (TEACHER, "presses", "Change"),
        (TEACHER, "presses", "Send", {"back_on": "2026-11-30"}),
        (TEACHER, "is told", "The new version is sent."),
        (COORDINATOR, "reads", "Back on: Fri 27 Nov → Mon 30 Nov"),
        (COORDINATOR, "presses", "Approve"),
        (TEACHER, "reads", "Signed out by"),
    ],
    "what buttons do, typed": [
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Send", LAPTOP),
        (COORDINATOR, "reads", "RQ-2026-0001"),
        (COORDINATOR, "says", "decline RQ-2026-0001 because all are out"),
        (TEACHER, "reads", "all are out"),
        (TEACHER, "says", "borrow"),
        (TEACHER, "presses", "Send", LAPTOP),
        (COORDINATOR, "reads", "RQ-2026-0002"),
        (COORDINATOR, "says", "approve RQ-2026-0002"),
        (TEACHER, "reads", "Signed out by"),
    ],
}


@pytest.mark.parametrize("name", STORIES)
async def test_stories(rig: Rig, name: str) -> None:
    """Each plays as it is written."""
    await play(rig, STORIES[name])


BORROWED: list[Line] = [
    (TEACHER, "says", "borrow"),
    (TEACHER, "presses", "Send", LAPTOP),
    (COORDINATOR, "reads", "RQ-2026-0001"),
]
OUT: list[Line] = [*BORROWED, (COORDINATOR, "presses", "Approve"), (TEACHER, "reads", "Signed out by")]


async def request(rig: Rig) -> StaffRequest:
    """The one request of a story."""
    (found,) = await rig.store.find(StaffRequest)
    return found


async def test_what_is_out_is_asked_for_on_its_day_and_the_manager_hears_a_week_later(rig: Rig) -> None:
    """The borrower is reminded on the day, and with the business manager again after seven days, until it is back."""
    await play(rig, OUT)
    await rig.move(timedelta(days=3, hours=23))
    await play(rig, [(TEACHER, "reads", "A reminder: this is still under way."), (MANAGER, "has cards", "0")])
    await rig.move(timedelta(days=7))
    await play(rig, [(MANAGER, "reads", "A reminder: this is still under way."), (MANAGER, "presses", "Returned")])
    told = await rig.store.timeline("RQ-2026-0001")
    await rig.move(timedelta(days=28))
    assert await rig.store.timeline("RQ-2026-0001") == told
    assert (await request(rig)).due_at is None


async def test_what_nobody_decides_is_brought_up_again_and_expires(rig: Rig) -> None:
    """Whoever decides is reminded on the next school day; after the day on which it was to be back it has expired."""
    await play(rig, BORROWED)
    await rig.move(timedelta(days=1))
    await play(rig, [(COORDINATOR, "reads", "This still waits for you.")])
    await rig.move(timedelta(days=4))
    await play(rig, [(TEACHER, "reads", "Expired: nobody decided in time"), (COORDINATOR, "never reads", "Approve")])


async def test_a_permission_ends_with_its_last_day(rig: Rig) -> None:
    """On the evening of it, without anybody's press."""
    await play(
        rig,
        [
            (TEACHER, "says", "pupil phone"),
            (TEACHER, "presses", "Send", {**PHONE, "until": "2026-11-30"}),
            (HEAD, "reads", "RQ-2026-0001"),
            (HEAD, "presses", "Permit"),
            (TEACHER, "reads", "Permitted by"),
        ],
    )
    await rig.move(timedelta(days=8))
    await play(rig, [(TEACHER, "reads", "The permission has ended"), (HEAD, "never reads", "Take the permission back")])


async def test_accounts_are_asked_about_until_they_are_closed(rig: Rig) -> None:
    """From their last day on every school day, and the business manager after a week."""
    await play(
        rig,
        [
            (TEACHER, "says", "temporary accounts"),
            (TEACHER, "presses", "Send", {**ACCOUNTS, "closes_on": "2026-12-01"}),
            (COORDINATOR, "reads", "RQ-2026-0001"),
            (COORDINATOR, "presses", "Made"),
        ],
    )
    reminded = []
    for _ in range(9):
        await rig.move(timedelta(days=1))
        lines = [each for each in await rig.store.timeline("RQ-2026-0001") if each.what == "request_reminded"]
        reminded.append(len(lines))
    assert reminded[6] == 0
    assert reminded[7:] == [1, 2]
    await rig.move(timedelta(days=7))
    await play(rig, [(MANAGER, "reads", "RQ-2026-0001"), (COORDINATOR, "presses", "Closed")])
    assert (await request(rig)).state is ApprovalState.ENDED


@pytest.mark.parametrize(
    ("asked", "form", "yes", "end"),
    [("borrow", LAPTOP, "Approve", "Returned"), ("temporary accounts", ACCOUNTS, "Made", "Closed")],
)
async def test_a_second_press_on_yes_ends_nothing(
    rig: Rig, asked: str, form: dict[str, str], yes: str, end: str
) -> None:
    """The button that ends it comes to stand where Yes was: who presses twice is told, and may press it later."""
    await play(
        rig,
        [
            (TEACHER, "says", asked),
            (TEACHER, "presses", "Send", form),
            (COORDINATOR, "reads", "RQ-2026-0001"),
            (COORDINATOR, "presses", yes),
            (COORDINATOR, "reads", end),
            (COORDINATOR, "presses", end),
            (COORDINATOR, "reads", "You said yes only just now, so it was not ended."),
        ],
    )
    assert (await request(rig)).state is ApprovalState.APPROVED
    await rig.move(timedelta(minutes=1))
    await play(rig, [(COORDINATOR, "presses", end), (TEACHER, "reads", f"{end}, Mon 23 Nov")])


async def test_what_is_lost_is_said_above_what_to_mind(rig: Rig) -> None:
    """Whoever has lost a laptop finds the button before the advice, on the first screen of a phone."""
    await play(rig, OUT)
    shown = json.dumps(rig.teams.chat(TEACHER).cards[-1])
    assert shown.index('"title": "It is lost"') < shown.index("parked car")


async def test_nobody_decides_their_own(rig: Rig) -> None:
    """The Computing Coordinator asks: the School Business Manager decides, who stands in."""
    await play(
        rig,
        [
            (COORDINATOR, "says", "borrow"),
            (COORDINATOR, "presses", "Send", LAPTOP),
            (COORDINATOR, "reads", "Waiting for Helen Thistlewood"),
            (COORDINATOR, "never reads", "Approve"),
        ],
    )
    refused = await rig.teams.forge(COORDINATOR, "request.approve", {"id": "RQ-2026-0001", "v": "1"})
    assert "Nobody decides their own request" in refused.message
    await play(
        rig,
        [
            (MANAGER, "reads", "RQ-2026-0001"),
            (MANAGER, "presses", "Approve"),
            (COORDINATOR, "reads", "Signed out by Helen Thistlewood"),
        ],
    )


async def test_a_deputy_who_is_there_is_asked_and_of_one_who_is_not_that_is_said(rig: Rig) -> None:
    """With everybody away who decides it the card says so, to whoever waits."""
    await play(
        rig,
        [
            (COORDINATOR, "says", "away until Friday"),
            (MANAGER, "says", "away until Friday"),
            *BORROWED[:2],
            (TEACHER, "reads", "Waiting for Helen Thistlewood, who is away just now"),
            (MANAGER, "says", "back"),
            (TEACHER, "says", "RQ-2026-0001"),
            (TEACHER, "reads", "Waiting for Helen Thistlewood\n"),
        ],
    )


async def test_a_deputy_decides_only_in_their_place(rig: Rig) -> None:
    """While the Computing Coordinator is there the business manager sees the request and does not decide it."""
    await play(rig, [*BORROWED, (MANAGER, "says", "RQ-2026-0001"), (MANAGER, "never reads", "Approve")])
    refused = await rig.teams.forge(MANAGER, "request.approve", {"id": "RQ-2026-0001", "v": "1"})
    assert "You decide this only while whoever decides it is away" in refused.message
    assert (await request(rig)).state is ApprovalState.WAITING


STATES: dict[str, list[Line]] = {
    "waiting": BORROWED,
    "under way": OUT,
    "declined": [*BORROWED, (COORDINATOR, "presses", "Decline"), (COORDINATOR, "presses", "Send", {"reason": "No"})],
    "returned": [*OUT, (TEACHER, "presses", "Returned"), (COORDINATOR, "reads", "Returned, ")],
    "sent back": [
        *BORROWED,
        (COORDINATOR, "presses", "Ask for changes"),
        (COORDINATOR, "presses", "Send", {"what": "Not before Monday"}),
        (TEACHER, "reads", "Not before Monday"),
    ],
    "withdrawn": [
        *BORROWED,
        (TEACHER, "presses", "Withdraw"),
        (TEACHER, "presses", "Send", {"reason": "x"}),
        (COORDINATOR, "reads", "Withdrawn by"),
    ],
    "taken back": [
        *OUT,
        (COORDINATOR, "presses", "Take the approval back"),
        (COORDINATOR, "presses", "Send", {"reason": "x"}),
        (TEACHER, "reads", "Taken back by"),
    ],
}
FORGED: dict[str, JsonObject] = {
    "request.approve": {},
    "request.approve.send": {"review_on": "2027-01-01"},
    "request.decline.send": {"reason": "x"},
    "request.changes.send": {"what": "x"},
    "request.cancel.send": {"reason": "x"},
    "request.change.send": {"draft": "z", "kind": "equipment", **LAPTOP, "item": "Other"},
    "request.withdraw.send": {"reason": "x"},
    "request.view.send": {"words": "x"},
    "request.end": {},
    "request.lost": {},
}


@pytest.mark.parametrize("state", STATES)
async def test_a_forged_press_changes_nothing(rig: Rig, state: str) -> None:
    """Whatever somebody sends who may not, in every state; to most of them the request does not exist."""
    await play(rig, STATES[state])
    await rig.at_rest()
    before = await request(rig)
    for who in (OTHER_TEACHER, ASSISTANT, CHAMPION, SENIOR, HEAD, GOVERNOR):
        for verb, data in FORGED.items():
            await rig.teams.forge(who, verb, {"id": "RQ-2026-0001", "v": "1", **data})
    # The requester decides nothing, whoever decides changes nothing, and what is over is over.
    for verb in ("request.approve", "request.decline.send", "request.changes.send", "request.cancel.send"):
        await rig.teams.forge(TEACHER, verb, {"id": "RQ-2026-0001", "v": "1", **FORGED[verb]})
    for verb in ("request.change.send", "request.withdraw.send"):
        await rig.teams.forge(COORDINATOR, verb, {"id": "RQ-2026-0001", "v": "1", **FORGED[verb]})
    assert await request(rig) == before


async def test_two_deciders_at_once(tmp_path: Path) -> None:
    """Two hold the role: one says yes as the other says no. One decision is kept, and both cards show it."""
    school = load_school(SCHOOL_FILE)
    two = tuple(
        person.model_copy(update={"roles": person.roles | {"computing_coordinator"}}) if person.id == SENIOR else person
        for person in school.people
    )
    async with school_at_work(tmp_path, school=school.model_copy(update={"people": two})) as rig:
        await play(rig, [*BORROWED, (SENIOR, "reads", "RQ-2026-0001")])
        held: JsonObject = {"id": "RQ-2026-0001", "v": "1", "reason": "All are out"}
        await asyncio.gather(
            rig.teams.forge(COORDINATOR, "request.approve", held),
            rig.teams.forge(SENIOR, "request.decline.send", held),
        )
        (ruling,) = (await request(rig)).rulings
        assert ruling.by is not None
        said = "Signed out by" if ruling.to is ApprovalState.APPROVED else "Declined by"
        await play(rig, [(who, "reads", f"{said} {ruling.by.name}") for who in (COORDINATOR, SENIOR, TEACHER)])


async def test_back_on_a_day_without_school_is_asked_for_on_the_next(rig: Rig) -> None:
    """A Saturday may be said: nobody is asked at the weekend."""
    await play(
        rig,
        [
            (TEACHER, "says", "borrow"),
            (TEACHER, "presses", "Send", {**LAPTOP, "back_on": "2026-11-28"}),
            (COORDINATOR, "reads", "RQ-2026-0001"),
            (COORDINATOR, "presses", "Approve"),
            (TEACHER, "reads", "Signed out by"),
        ],
    )
    await rig.move(timedelta(days=6))
    await play(rig, [(TEACHER, "never reads", "It is due back today")])
    reminded = [each for each in await rig.store.timeline("RQ-2026-0001") if each.what == "request_reminded"]
    assert reminded == []
    await rig.move(timedelta(days=1))
    reminded = [each for each in await rig.store.timeline("RQ-2026-0001") if each.what == "request_reminded"]
    assert len(reminded) == 1


async def test_two_who_decide_at_once(rig: Rig) -> None:
    """One decision is kept; the other is shown it."""
    await play(rig, BORROWED)
    held: JsonObject = {"id": "RQ-2026-0001", "v": "1", "reason": "No"}
    await asyncio.gather(
        rig.teams.forge(COORDINATOR, "request.approve", held),
        rig.teams.forge(COORDINATOR, "request.decline.send", held),
    )
    assert len((await request(rig)).rulings) == 1


BAD: dict[str, tuple[str, dict[str, str], str]] = {
    "nothing asked for": ("borrow", {**LAPTOP, "item": "  "}, "item"),
    "a name of 10,000 characters": ("borrow", {**LAPTOP, "item": "x" * 10_000}, "item"),
    "an asset number of 10,000 characters": ("borrow", {**LAPTOP, "asset": "9" * 10_000}, "asset"),
    "back in the past": ("borrow", {**LAPTOP, "back_on": "2026-11-20"}, "back_on"),
    "no day at all": ("borrow", {**LAPTOP, "back_on": "soon"}, "back_on"),
    "a letter from tomorrow": ("pupil phone", {**PHONE, "letter_on": "2026-11-24"}, "letter_on"),
    "beyond the school year": ("pupil phone", {**PHONE, "until": "2027-09-01"}, "until"),
    "a pupil's name of 10,000 characters": ("pupil phone", {**PHONE, "pupil": "x" * 10_000}, "pupil"),
    "a product of 10,000 characters": ("new technology", {**APP, "product": "x" * 10_000}, "product"),
    "a class of 10,000 characters": ("pupil phone", {**PHONE, "class_name": "4" * 10_000}, "class_name"),
    "closed before they are needed": ("temporary accounts", {**ACCOUNTS, "closes_on": "2026-11-23"}, "closes_on"),
    "no number": ("temporary accounts", {**ACCOUNTS, "how_many": "many"}, "how_many"),
    "none": ("temporary accounts", {**ACCOUNTS, "how_many": "0"}, "how_many"),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_form_with_a_fault_comes_back(rig: Rig, name: str) -> None:
    """With what is wrong marked, what was typed still in it, and nothing kept; also where a client checks nothing."""
    command, answers, _ = BAD[name]
    (kind,) = (kind.id for kind in KINDS_OF_REQUEST.values() if kind.command == command)
    await rig.teams.say(TEACHER, command)
    shown = json.dumps((await rig.teams.forge(TEACHER, "request.send", {"draft": "d", "kind": kind, **answers})).card)
    assert "Not sent yet. What is not right is marked below; nothing you typed is lost." in shown
    for value in answers.values():
        assert value.strip()[:50] in shown
    assert await rig.store.find(StaffRequest) == []


async def test_the_register_is_exported_by_those_who_oversee(rig: Rig) -> None:
    """One table for what the person's roles see, a column for each question; nobody else gets one."""
    await play(
        rig,
        [
            *OUT,
            (TEACHER, "says", "export requests"),
            (TEACHER, "reads", "The register is for those who decide on requests."),
            (COORDINATOR, "says", "export requests"),
            (COORDINATOR, "reads", "The register of requests is offered as a file"),
        ],
    )
    assert (await rig.teams.accept_file(COORDINATOR)).taken
    name = "requests-2026-11-23.csv"
    await rig.teams.until(lambda: _whole(rig, name))
    content = bytes(rig.teams.files.newest(name).content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["Reference"], row["Asked by"], row["Decided by"]) == (
        "RQ-2026-0001",
        "Daniel Birtwhistle",
        "Priya Ramanathan",
    )
    assert (row["Equipment to borrow: Asset"], row["Equipment to borrow: Back on"]) == ("EX-0042", "2026-11-27")


async def test_a_thousand_requests_are_listed_and_exported(rig: Rig) -> None:
    """The list shows the first few and counts the rest, within what a card may hold."""
    await play(rig, OUT)
    one = await request(rig)
    rig.edited = True
    for start in range(0, 1_000, 100):
        made = [one.model_copy(update={"id": f"RQ-2026-{n:04}", "version": 0}) for n in range(start + 2, start + 102)]
        await rig.store.keep(Outcome(records=tuple(made)))
    await play(
        rig,
        [
            (COORDINATOR, "says", "requests"),
            (COORDINATOR, "reads", "and 996 more"),
            (COORDINATOR, "says", "who has what"),
            (COORDINATOR, "reads", "and 991 more"),
            (COORDINATOR, "says", "export requests"),
            (COORDINATOR, "reads", "offered as a file"),
        ],
    )


async def test_a_decider_who_leaves_decides_no_more_and_another_is_asked(tmp_path: Path) -> None:
    """The role is asked afresh: the card in their chat is of no use, and whoever holds the role now has one."""
    school, clock = load_school(SCHOOL_FILE), FakeClock(MONDAY)

    def now(person: Person) -> Person:
        without = person.roles - {"computing_coordinator"}
        roles = without | {"computing_coordinator"} if person.id == SENIOR else without
        return person.model_copy(update={"roles": roles})

    later = school.model_copy(update={"people": tuple(now(person) for person in school.people)})
    async with stand_in(school, clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock, school=school) as rig:
            await play(rig, BORROWED)
        async with school_at_work(tmp_path, teams=teams, clock=clock, school=later) as rig:
            refused = await teams.forge(COORDINATOR, "request.approve", {"id": "RQ-2026-0001", "v": "1"})
            assert "no request by that reference" in refused.message
            await play(
                rig,
                [
                    (SENIOR, "reads", "RQ-2026-0001"),
                    (SENIOR, "presses", "Approve"),
                    (TEACHER, "reads", "Signed out by Tomasz Wilkowski"),
                ],
            )


def _whole(rig: Rig, name: str) -> bool:
    try:
        return rig.teams.files.newest(name).whole
    except KeyError:
        return False
