"""The policy learns (T5): a change is asked for from a report or the patterns, and is done as a duty."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.policy.announcements.announcement import Announcement
from bot.policy.duties.duty import Duty
from bot.policy.policy_changes.change import PolicyChange
from bot.settings.duties import shipped_duties
from tests.rig import ASSISTANT, CHAMPION, COORDINATOR, HEAD, MANAGER, OTHER_TEACHER, SENIOR, TEACHER, Rig
from tests.transcripts.play import Line, play

REF = "OS-2026-0001"
ASKED = {"clause": "Section 4.4, e-mail", "why": "Say who looks at the shared mailbox"}
REPORTED: list[Line] = [
    (TEACHER, "says", "report threat"),
    (TEACHER, "presses", "Send", {"what": "Jack was threatened"}),
    (CHAMPION, "reads", REF),
]
CONCERN: list[Line] = [
    (TEACHER, "says", "report staff conduct"),
    (TEACHER, "presses", "Send", {"what": "Took a photo of Jack", "adult": OTHER_TEACHER}),
    (HEAD, "reads", REF),
]


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The school's calendar has that row alone."""
    rows = tuple(rule for rule in shipped_duties() if rule.id == "policy_changed")
    monkeypatch.setattr("tests.rig.DUTIES", rows)


async def test_a_report_becomes_a_duty_and_staff_are_told(rig: Rig) -> None:
    """With what was typed and nothing of the report; its timeline says so, to whoever may see it."""
    await play(
        rig,
        [
            *REPORTED,
            (CHAMPION, "presses", "Change the policy"),
            (CHAMPION, "presses", "Send", {"clause": ASKED["clause"], "why": " "}),
            (CHAMPION, "reads", "Please fill this in."),
            (CHAMPION, "presses", "Send", ASKED),
            (CHAMPION, "is told", "It is in the calendar"),
        ],
    )
    await rig.move(timedelta(days=1))
    await play(
        rig,
        [
            (HEAD, "reads", f"Change the policy: {ASKED['clause']}"),
            (HEAD, "reads", ASKED["why"]),
            (HEAD, "reads", f"has changed in one place: {ASKED['clause']}."),
        ],
    )
    (duty,) = await rig.store.find(Duty)
    assert REF not in duty.model_dump_json()
    assert "Jack" not in duty.model_dump_json()
    assert "policy_change_from" in {entry.what for entry in await rig.store.timeline(REF)}


async def test_once_it_is_done_staff_are_told_what_changed(rig: Rig) -> None:
    """The message is ready as soon as it is marked as done, and stays on the card for whoever left it."""
    await play(rig, [*REPORTED, (CHAMPION, "presses", "Change the policy"), (CHAMPION, "presses", "Send", ASKED)])
    await rig.move(timedelta(days=1))
    await play(
        rig,
        [
            (HEAD, "reads", "Change the policy"),
            (HEAD, "presses", "Done"),
            (HEAD, "presses", "Save", {"words": "Section 4.4 says who looks at it."}),
            (HEAD, "reads", "Now tell staff"),
            (HEAD, "reads", ASKED["clause"]),
            (HEAD, "presses", "Leave without sending"),
            (HEAD, "says", "DU-2026-0001"),
            (HEAD, "reads", "Done, said by"),
            (HEAD, "presses", "Tell staff"),
            (HEAD, "presses", "See it first"),
            (HEAD, "presses", "Send"),
            (OTHER_TEACHER, "reads", "Our Online Safety Policy has changed"),
            (OTHER_TEACHER, "reads", ASKED["clause"]),
            (OTHER_TEACHER, "never reads", REF),
        ],
    )
    told = await rig.store.find(Announcement)
    assert len(told) == 1
    assert "by," not in told[0].present.words


async def test_somebody_it_was_handed_to_asks_for_it_to_be_told(rig: Rig) -> None:
    """Whoever may not tell staff is asked to have it told, and the Headteacher's card has the button."""
    await play(rig, [*REPORTED, (CHAMPION, "presses", "Change the policy"), (CHAMPION, "presses", "Send", ASKED)])
    await rig.move(timedelta(days=1))
    await play(
        rig,
        [
            (HEAD, "reads", "Change the policy"),
            (HEAD, "presses", "Hand over"),
            (HEAD, "presses", "Send", {"to": MANAGER}),
            (MANAGER, "reads", "This was handed to you."),
            (MANAGER, "presses", "Done"),
            (MANAGER, "presses", "Save", {"words": "Section 4.4 says who looks at it."}),
            (MANAGER, "reads", "ask a Champion or the Headteacher to tell staff"),
            (HEAD, "reads", "Done, said by"),
            (HEAD, "presses", "Tell staff"),
            (HEAD, "reads", "Our Online Safety Policy has changed"),
        ],
    )


async def test_a_late_press_tells_nobody_what_did_not_change(rig: Rig) -> None:
    """While it is open, and once it was not needed, there is nothing to tell: the card is shown as it stands."""
    await play(rig, [*REPORTED, (CHAMPION, "presses", "Change the policy"), (CHAMPION, "presses", "Send", ASKED)])
    await rig.move(timedelta(days=1))
    await play(rig, [(HEAD, "reads", "DU-2026-0001")])
    before = await rig.teams.forge(HEAD, "duty.tell_staff", {"id": "DU-2026-0001", "v": 1})
    assert 'Our Online Safety Policy has changed"' not in f"{before.card}"
    await play(rig, [(HEAD, "presses", "Not needed this year"), (HEAD, "presses", "Save", {"words": "As it is"})])
    after = await rig.teams.forge(HEAD, "duty.tell_staff", {"id": "DU-2026-0001", "v": 2})
    assert "Not needed, said by" in f"{after.card}"
    assert "See it first" not in f"{before.card}{after.card}"


async def test_of_a_confidential_report_nothing_but_what_was_typed(rig: Rig) -> None:
    """The form warns; whoever sees the calendar reads no kind, no reference and nobody's name."""
    await play(
        rig,
        [
            *CONCERN,
            (HEAD, "presses", "Change the policy"),
            (HEAD, "reads", "Not everybody may know of this report."),
            (HEAD, "presses", "Send", ASKED),
        ],
    )
    await rig.move(timedelta(days=1))
    (duty,) = await rig.store.find(Duty)
    for secret in (REF, "conduct", "photo", "Jack"):
        assert secret not in duty.model_dump_json()
    await play(rig, [(MANAGER, "says", "calendar"), (MANAGER, "reads", ASKED["clause"]), (MANAGER, "never reads", REF)])


async def test_forged_presses_keep_nothing(rig: Rig) -> None:
    """Neither from the patterns nor from a report; and of a report that does not exist for a Champion nobody asks."""
    await play(rig, CONCERN)
    for verb, data in (("policy.change", {}), ("policy.change.send", {"draft": "d", **ASKED})):
        for who in (TEACHER, ASSISTANT, SENIOR, COORDINATOR, MANAGER):
            for about in ({}, {"id": REF}):
                answer = await rig.teams.forge(who, verb, {**data, **about, "roles": ["champion"], "by": HEAD})
                assert (
                    "Only Champions and the Headteacher ask for a change of the policy"
                    in f"{answer.card}{answer.message}"
                )
        unseen = await rig.teams.forge(CHAMPION, verb, {**data, "id": REF})
        unknown = await rig.teams.forge(CHAMPION, verb, {**data, "id": "OS-2026-0009"})
        assert f"{unseen.card}{unseen.message}" == f"{unknown.card}{unknown.message}"
    assert await rig.store.find(PolicyChange) == []
