"""Who decides a video call, what is possible in which state, and what time does to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.policy.calls import CallPurpose, deciding, timing
from bot.policy.calls.call import VideoCall
from bot.policy.calls.deciding import CallActionContext
from bot.policy.calls.telling import CallSnapshot
from bot.policy.calls.timing import Plan, TimeStep, due_steps, tick
from bot.policy.kit.absence import Absence, until_day
from bot.policy.kit.approval import (
    ApprovalState,
    ApproverIsHere,
    DeciderRole,
    Deciders,
    Decision,
    NotTheDecider,
    OwnRequest,
    TakesPart,
    TooLate,
)
from bot.policy.kit.errors import Incomplete, NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, Purpose
from tests.policy.calls import CALENDAR, DECIDERS, GOOD, NOW, PLAN, START, video_call
from tests.policy.school import ANN, BEN, CAT, DOT, EVE

APPROVER, DEPUTY, NEITHER = DeciderRole(True, False), DeciderRole(False, True), DeciderRole(False, False)
WHERE_ANN_IS_AWAY = replace(DECIDERS, away=frozenset({"ann"}))


def pressed(by: Person, now: datetime = NOW, number: int = 1) -> CallActionContext:
    """A press by this person on a card of that version."""
    return CallActionContext(by, now, number, PLAN)


def call_of(outcome: Outcome) -> VideoCall:
    """The call among an outcome's records."""
    (found,) = (record for record in outcome.records if isinstance(record, VideoCall))
    return found


def told(outcome: Outcome, purpose: Purpose) -> list[str]:
    """Who is told with that purpose."""
    return [notice.to.id for notice in outcome.notices if notice.purpose is purpose]


AUTHORITY: dict[str, tuple[Person, DeciderRole, Deciders, type[NotAllowed] | None]] = {
    "the approver": (ANN, APPROVER, DECIDERS, None),
    "the approver, though away": (ANN, APPROVER, WHERE_ANN_IS_AWAY, None),
    "a deputy while the approver is there": (CAT, DEPUTY, DECIDERS, ApproverIsHere),
    "a deputy while the approver is away": (CAT, DEPUTY, WHERE_ANN_IS_AWAY, None),
    "a Champion": (BEN, NEITHER, DECIDERS, NotTheDecider),
    "a member of the team": (EVE, NEITHER, WHERE_ANN_IS_AWAY, NotTheDecider),
    "the requester": (DOT, NEITHER, DECIDERS, NotTheDecider),
    "the requester, were they the approver": (DOT, APPROVER, DECIDERS, OwnRequest),
    "the requester, were they a deputy": (DOT, DEPUTY, WHERE_ANN_IS_AWAY, OwnRequest),
    "one of the team, were they the approver": (EVE, APPROVER, Deciders((EVE,), (CAT,)), TakesPart),
    "a deputy while the approver is on the team": (CAT, DEPUTY, Deciders((EVE,), (CAT,)), None),
    "one of the team, were they a deputy": (EVE, DEPUTY, WHERE_ANN_IS_AWAY, TakesPart),
    "a deputy while the approver's role has no holder": (CAT, DEPUTY, Deciders((), (CAT,)), ApproverIsHere),
}


@pytest.mark.parametrize(("who", "role", "deciders", "refused"), AUTHORITY.values(), ids=AUTHORITY)
def test_who_may_decide(who: Person, role: DeciderRole, deciders: Deciders, refused: type[NotAllowed] | None) -> None:
    """The approver, or a deputy while no approver is there to decide; and nobody a call of their own."""
    standing = CallSnapshot(video_call())
    if refused is None:
        ruled = call_of(deciding.approve(standing, pressed(who), role, deciders))
        assert ruled.state is ApprovalState.APPROVED
        assert ruled.rulings[0].deputy is role.deputy
    else:
        with pytest.raises(refused):
            deciding.approve(standing, pressed(who), role, deciders)


def test_whom_a_request_is_put_before() -> None:
    """The approver; the deputies while the approver is away or asks; an approver who is away where no deputy is."""
    assert [p.id for p in DECIDERS.to_ask({"dot"})] == ["ann"]
    assert [p.id for p in DECIDERS.to_ask({"ann"})] == ["cat"]
    assert [p.id for p in DECIDERS.to_ask({"dot", "ann"})] == ["cat"]
    assert [p.id for p in WHERE_ANN_IS_AWAY.to_ask({"dot"})] == ["cat"]
    assert [p.id for p in Deciders((ANN,), (), frozenset({"ann"})).to_ask({"dot"})] == ["ann"]
    assert Deciders((ANN,)).to_ask({"ann"}) == ()
    assert [p.id for p in Deciders((ANN,), (CAT, EVE), frozenset({"ann", "cat"})).to_ask({"dot"})] == ["eve"]
    assert [p.id for p in Deciders((ANN,), (CAT,), frozenset({"ann", "cat"})).to_ask({"dot"})] == ["cat"]
    both = Deciders((ANN,), (ANN, CAT), frozenset({"ann"}))
    assert [p.id for p in both.to_ask({"dot"})] == ["cat"]
    assert Deciders((ANN, BEN), (CAT,)).may_decide({"ann"}) == {"ben"}


def test_without_an_approver_nobody_stands_in() -> None:
    """A deputy decides in somebody's absence. A role that nobody holds, or whose group is gone, is no absence (V2)."""
    alone = Deciders((), (CAT,))
    assert alone.to_ask({"dot"}) == ()
    assert alone.may_decide({"dot"}) == frozenset()


def test_an_approver_on_the_team_may_still_call_it_off() -> None:
    """Somebody else approved it; stopping a call is never barred."""
    approved = video_call().model_copy(update={"state": ApprovalState.APPROVED})
    outcome = deciding.cancel(CallSnapshot(approved), pressed(EVE), APPROVER, Deciders((EVE,), (CAT,)), "Flood")
    assert call_of(outcome).state is ApprovalState.CANCELLED


Does = Callable[[CallSnapshot, CallActionContext], Outcome]
DOES: dict[ApprovalState, Does] = {
    ApprovalState.APPROVED: lambda call, press: deciding.approve(call, press, APPROVER, DECIDERS),
    ApprovalState.DECLINED: lambda call, press: deciding.decline(call, press, APPROVER, DECIDERS, "No"),
    ApprovalState.CHANGES: lambda call, press: deciding.ask_for_changes(call, press, APPROVER, DECIDERS, "Less"),
    ApprovalState.CANCELLED: lambda call, press: deciding.cancel(call, press, APPROVER, DECIDERS, "Flood"),
}
POSSIBLE = {
    ApprovalState.WAITING: {ApprovalState.APPROVED, ApprovalState.DECLINED, ApprovalState.CHANGES},
    ApprovalState.APPROVED: {ApprovalState.CANCELLED},
}


@pytest.mark.parametrize("state", ApprovalState)
@pytest.mark.parametrize("to", DOES)
def test_each_decision_in_each_state(state: ApprovalState, to: ApprovalState) -> None:
    """What is not possible any more raises, names the state, and changes nothing; what is, is told to everybody."""
    ruling = Decision(to=state, at=NOW, by=ANN.who, number=1)
    standing = CallSnapshot(video_call().model_copy(update={"state": state, "rulings": (ruling,)}))
    if to in POSSIBLE.get(state, ()):
        outcome = DOES[to](standing, pressed(ANN))
        assert call_of(outcome).state is to
        assert set(told(outcome, CallPurpose.ANSWER)) == {"dot", "eve"}
        assert [entry.what for entry in outcome.entries] == [f"call_{to.value}"]
    else:
        with pytest.raises(TooLate) as late:
            DOES[to](standing, pressed(ANN))
        assert late.value.key == f"approval.now_{state.value}"


@pytest.mark.parametrize("to", [ApprovalState.APPROVED, ApprovalState.DECLINED, ApprovalState.CHANGES])
def test_an_old_card_decides_nothing(to: ApprovalState) -> None:
    """Neither one of an older version, nor one whose time has come, nor one that names no version."""
    asked = video_call()
    second = asked.model_copy(update={"requests": (*asked.requests, asked.request.model_copy(update={"number": 2}))})
    for number in (0, 1, 3):
        with pytest.raises(TooLate, match=r".") as late:
            DOES[to](CallSnapshot(second), pressed(ANN, number=number))
        assert late.value.key == "approval.new_version"
    with pytest.raises(TooLate) as late:
        DOES[to](CallSnapshot(asked), pressed(ANN, now=START))
    assert late.value.key == "approval.now_expired"


@pytest.mark.parametrize("words", ["", "   ", "x" * 1_001])
def test_a_reason_is_needed(words: str) -> None:
    """Declining, asking for changes and cancelling say why; not at endless length."""
    with pytest.raises(Incomplete):
        deciding.decline(CallSnapshot(video_call()), pressed(ANN), APPROVER, DECIDERS, words)
    with pytest.raises(Incomplete):
        deciding.ask_for_changes(CallSnapshot(video_call()), pressed(ANN), APPROVER, DECIDERS, words)


def test_only_the_requester_changes_and_withdraws() -> None:
    """Not the approver, and not the team."""
    for who in (ANN, EVE, BEN):
        with pytest.raises(NotTheDecider):
            deciding.withdraw_request(CallSnapshot(video_call()), pressed(who))
        with pytest.raises(NotTheDecider):
            deciding.change_request(CallSnapshot(video_call()), pressed(who), GOOD, (), "d", DECIDERS)


def test_a_change_is_a_new_version_that_waits() -> None:
    """The reminders begin anew, and whoever decides is asked again; changing nothing is none."""
    done = video_call().model_copy(update={"done": ("day_ahead",), "state": ApprovalState.CHANGES})
    other = GOOD.model_copy(update={"pupils": 3})
    outcome = deciding.change_request(CallSnapshot(done), pressed(DOT), other, (), "d", DECIDERS)
    changed = call_of(outcome)
    assert (changed.request.number, changed.state, changed.done) == (2, ApprovalState.WAITING, ())
    assert told(outcome, CallPurpose.REQUEST) == ["ann"]
    assert outcome.entries[0].facts["changed"] == "pupils"
    with pytest.raises(Incomplete):
        deciding.change_request(CallSnapshot(done), pressed(DOT), GOOD, (), "d", DECIDERS)


def test_the_timeline_holds_no_words() -> None:
    """It vouches for them by their hash."""
    outcome = deciding.decline(CallSnapshot(video_call()), pressed(ANN), APPROVER, DECIDERS, "Secret")
    assert "Secret" not in str(outcome.entries)
    assert call_of(outcome).rulings[0].words == "Secret"


# Time

STATES: dict[ApprovalState, list[TimeStep]] = {
    ApprovalState.WAITING: [TimeStep.DAY_AHEAD, TimeStep.TWO_HOURS_AHEAD, TimeStep.EXPIRE],
    ApprovalState.CHANGES: [TimeStep.DAY_AHEAD, TimeStep.TWO_HOURS_AHEAD, TimeStep.EXPIRE],
    ApprovalState.APPROVED: [TimeStep.TEAM, TimeStep.OVER],
}


@pytest.mark.parametrize("state", ApprovalState)
def test_what_time_does_in_each_state(state: ApprovalState) -> None:
    """And what has ended is left in peace."""
    found = [step for _, step in due_steps(video_call().model_copy(update={"state": state}), PLAN)]
    assert found == STATES.get(state, [])


AHEAD: dict[str, tuple[str, str]] = {
    "a Thursday": ("2026-11-26T10:00+00:00", "2026-11-25T10:00+00:00"),
    "a Monday": ("2026-11-30T10:00+00:00", "2026-11-27T10:00+00:00"),
    "the first day of term": ("2027-01-04T10:00+00:00", "2026-12-18T10:00+00:00"),
    "the Monday after the change in autumn": ("2027-11-01T10:00+00:00", "2027-10-29T09:00+00:00"),
    "the Monday after the change in spring": ("2027-03-29T09:00+00:00", "2027-03-25T10:00+00:00"),
    "1 March of a leap year": ("2028-03-01T10:00+00:00", "2028-02-29T10:00+00:00"),
}


@pytest.mark.parametrize(("start", "ahead"), AHEAD.values(), ids=AHEAD)
def test_a_school_day_ahead_is_by_the_schools_clocks(start: str, ahead: str) -> None:
    """The same time on the school day before, over weekends, holidays and both changes of the clocks.

    Good Friday and Easter Monday 2027 are the 26th and 29th of March: the day before is the Thursday.
    """
    at = datetime.fromisoformat(start)
    call = video_call(starts_at=at, ends_at=at + timedelta(minutes=30))
    assert {step: at for at, step in due_steps(call, PLAN)}[TimeStep.DAY_AHEAD] == datetime.fromisoformat(ahead)


REMIND: dict[str, tuple[str, float, str]] = {
    "a day": ("2026-11-26T10:00+00:00", 86_400, "2026-11-25T10:00+00:00"),
    "a day over the change in autumn": ("2027-10-31T10:00+00:00", 86_400, "2027-10-30T09:00+00:00"),
    "a day over the change in spring": ("2027-03-28T09:00+00:00", 86_400, "2027-03-27T10:00+00:00"),
    "two hours": ("2026-11-26T10:00+00:00", 7_200, "2026-11-26T08:00+00:00"),
    "two hours over the change in autumn": ("2027-10-31T02:00+00:00", 7_200, "2027-10-31T00:00+00:00"),
}


@pytest.mark.parametrize(("start", "before", "at"), REMIND.values(), ids=REMIND)
def test_the_teams_reminder(start: str, before: float, at: str) -> None:
    """Days before are by the school's clocks, hours by the length of time."""
    begins = datetime.fromisoformat(start)
    call = video_call(starts_at=begins, ends_at=begins + timedelta(minutes=30))
    approved = call.model_copy(update={"state": ApprovalState.APPROVED})
    assert due_steps(approved, Plan(CALENDAR, before))[0] == (datetime.fromisoformat(at), TimeStep.TEAM)


def test_reminders_go_to_whoever_has_to_act() -> None:
    """The approver while it waits, the requester while changes are asked for; each once."""
    waiting = CallSnapshot(timing.with_due(video_call(), PLAN))
    now = START - timedelta(days=1)
    reminded = tick(waiting, DECIDERS, now, PLAN)
    assert told(reminded, CallPurpose.UNDECIDED) == ["ann"]
    assert not tick(CallSnapshot(call_of(reminded)), DECIDERS, now, PLAN)
    asked = CallSnapshot(waiting.call.model_copy(update={"state": ApprovalState.CHANGES}))
    assert told(tick(asked, DECIDERS, now, PLAN), CallPurpose.CHANGES_DUE) == ["dot"]


def test_two_reminders_that_fell_due_together_are_one() -> None:
    """As after a night without the bot."""
    outcome = tick(CallSnapshot(video_call()), DECIDERS, START - timedelta(hours=1), PLAN)
    assert told(outcome, CallPurpose.UNDECIDED) == ["ann"]
    assert set(call_of(outcome).done) == {"day_ahead", "two_hours_ahead"}


def test_a_request_of_the_same_morning_is_reminded_of_no_more_than_it_can_be() -> None:
    """What had passed when it was sent is left out."""
    soon = video_call(starts_at=NOW + timedelta(hours=1), ends_at=NOW + timedelta(hours=2))
    assert [step for _, step in due_steps(soon, PLAN)] == [TimeStep.EXPIRE]


def test_it_expires_at_the_start_and_the_requester_is_told() -> None:
    """Whether it waits for the approver or for the requester, and after however long a silence."""
    for state in (ApprovalState.WAITING, ApprovalState.CHANGES):
        call = video_call(lead=EVE.who, team=(CAT.who,)).model_copy(update={"state": state})
        outcome = tick(CallSnapshot(call), DECIDERS, START + timedelta(days=3), PLAN)
        assert call_of(outcome).state is ApprovalState.EXPIRED
        assert call_of(outcome).due_at is None
        assert set(told(outcome, CallPurpose.ANSWER)) == {"dot", "eve"}


def test_the_team_is_not_reminded_of_a_call_that_has_begun() -> None:
    """An approval within the time of the reminder sends it at once; after the start nobody is reminded."""
    approved = video_call().model_copy(update={"state": ApprovalState.APPROVED})
    late = tick(CallSnapshot(approved), DECIDERS, START - timedelta(minutes=5), PLAN)
    assert set(told(late, CallPurpose.SOON)) == {"dot", "eve"}
    assert not tick(CallSnapshot(approved), DECIDERS, START + timedelta(minutes=1), PLAN).notices
    over = tick(CallSnapshot(approved), DECIDERS, START + timedelta(hours=1), PLAN)
    assert told(over, CallPurpose.AFTER) == ["dot"]
    assert call_of(over).state is ApprovalState.ENDED


def test_afterwards_the_lead_says_how_it_went_once() -> None:
    """Only the lead or the requester, and only once it has taken place."""
    held = CallSnapshot(video_call().model_copy(update={"state": ApprovalState.ENDED}))
    assert call_of(deciding.record_went_well(held, pressed(DOT))).went == "fine"
    assert not deciding.record_went_well(
        CallSnapshot(call_of(deciding.record_went_well(held, pressed(DOT)))), pressed(DOT)
    )
    with pytest.raises(NotTheDecider):
        deciding.record_went_well(held, pressed(EVE))
    with pytest.raises(TooLate):
        deciding.record_went_well(CallSnapshot(video_call()), pressed(DOT))


def test_notices_are_calls_own() -> None:
    """They are of the topic that draws them, and never alert in front of incidents."""
    outcome = deciding.approve(CallSnapshot(video_call()), pressed(ANN), APPROVER, DECIDERS)
    assert {(n.topic, n.urgency.value) for n in outcome.notices if isinstance(n, Notice)} == {("call", "routine")}


# `away until …`

TODAY = date(2026, 11, 23)
DAYS: dict[str, date] = {
    "24 November": date(2026, 11, 24),
    "24 nov": date(2026, 11, 24),
    "the 24th of November": date(2026, 11, 24),
    "24th november 2026": date(2026, 11, 24),
    "November 24": date(2026, 11, 24),
    "24/11": date(2026, 11, 24),
    "24.11.": date(2026, 11, 24),
    "24/11/26": date(2026, 11, 24),
    "24/11/2026": date(2026, 11, 24),
    "2026-11-24": date(2026, 11, 24),
    "Friday": date(2026, 11, 27),
    "next friday": date(2026, 11, 27),
    "fri": date(2026, 11, 27),
    "Monday": date(2026, 11, 30),
    "Friday 27 November": date(2026, 11, 27),
    "tomorrow": date(2026, 11, 24),
    "today": TODAY,
    "4 January": date(2027, 1, 4),
    "1/2": date(2027, 2, 1),
}


@pytest.mark.parametrize(("said", "day"), DAYS.items())
def test_days_as_people_write_them(said: str, day: date) -> None:
    """Without a year it is the next such day."""
    assert until_day(said, TODAY) == day


NO_DAYS = {
    "": "away.no_day",
    "soon": "away.no_day",
    "31 February": "away.no_day",
    "32/1": "away.no_day",
    "2027-02-29": "away.no_day",
    "24 ember": "away.no_day",
    "22/11/2026": "away.day_gone",
    "2026-11-22": "away.day_gone",
    "29 February": "away.day_far",
    "1/1/2099": "away.day_far",
}


@pytest.mark.parametrize(("said", "key"), NO_DAYS.items())
def test_what_is_no_day_is_said(said: str, key: str) -> None:
    """No such day, one that has passed, one too far ahead."""
    with pytest.raises(Incomplete) as wrong:
        until_day(said, TODAY)
    assert wrong.value.facts == {"until": key}


def test_29_february_in_its_year() -> None:
    """It is a day like any other when it comes."""
    assert until_day("29/2", date(2028, 2, 1)) == date(2028, 2, 29)
    assert until_day("29 February", date(2027, 6, 1)) == date(2028, 2, 29)


def test_an_absence_ends() -> None:
    """With the time that was set, or by the approver's word."""
    word = Absence(id="ann", who=ANN.who, since=NOW, until=TODAY, due_at=datetime(2026, 11, 24, tzinfo=UTC))
    assert word.holds(NOW)
    assert not word.holds(datetime(2026, 11, 24, tzinfo=UTC))
    assert not word.model_copy(update={"due_at": None}).holds(NOW)
