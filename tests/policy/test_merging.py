"""Two reports of the same become one, and neither the owner nor the faster ladder is lost, whichever way round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.incidents import IncidentPurpose, handling, merging
from bot.policy.incidents.due import BREACH
from bot.policy.incidents.incident import BreachClock, Incident, Response, State
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import NotAllowed, NotFound, NotPossible
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, NoticeState, Purpose, Urgency
from tests.policy.school import ANN, BEN, CAT, DOT, EVE, NOW, incident_of, opened, pressed

URGENCIES = list(Urgency)


def reported(kind: str, number: int, owner: Person | None = None) -> Incident:
    """A report of Dot's, taken by its owner where there is one."""
    incident = incident_of(opened(kind, f"OS-2026-000{number}"))
    if owner is None:
        return incident
    seen = incident.model_copy(update={"rung": (*incident.rung, owner.who)})
    return incident_of(handling.acknowledge(IncidentSnapshot(seen), pressed(owner)))


def both(outcome: Outcome) -> tuple[Incident, Incident]:
    """The report that ended, and the one that goes on."""
    ended, goes_on = (record for record in outcome.records if isinstance(record, Incident))
    return ended, goes_on


def told(outcome: Outcome, purpose: Purpose, subject: str) -> set[str]:
    """Who gets a new message of that purpose about that report."""
    return {n.to.id for n in outcome.notices if n.purpose is purpose and n.subject == subject}


@pytest.mark.parametrize("turned", [False, True], ids=["into the untaken one", "into the taken one"])
def test_the_owner_of_either_has_the_one_that_goes_on(turned: bool) -> None:
    """Whichever way round: nobody's work is lost, and what somebody has does not alert."""
    taken, untaken = reported("threat", 1, ANN), reported("threat", 2)
    ends, into = (untaken, taken) if turned else (taken, untaken)
    outcome = merging.merge(IncidentSnapshot(ends), pressed(CAT), IncidentSnapshot(into))
    ended, goes_on = both(outcome)
    assert (ended.state, ended.merged_into, ended.due_at) == (State.CLOSED, into.id, None)
    assert (goes_on.owner, goes_on.state) == (ANN.who, State.ACKNOWLEDGED)
    assert goes_on.merged_from == (ends.id,)
    assert "ann" in told(outcome, IncidentPurpose.ALERTS_CHANGED, into.id), "the owner hears that it has grown"


def test_an_owner_who_was_asked_is_not_let_off_by_a_merge() -> None:
    """Their time runs on as it did; only they themselves begin it anew."""
    taken = reported("threat", 1, ANN).model_copy(update={"asked_at": NOW})
    _, goes_on = both(merging.merge(IncidentSnapshot(taken), pressed(CAT), IncidentSnapshot(reported("threat", 2))))
    assert (goes_on.touched_at, goes_on.asked_at) == (NOW, NOW)
    press = pressed(ANN, NOW + timedelta(minutes=5))
    _, own = both(merging.merge(IncidentSnapshot(taken), press, IncidentSnapshot(reported("threat", 2))))
    assert (own.touched_at, own.asked_at) == (press.now, None)


@pytest.mark.parametrize("turned", [False, True], ids=["into the emergency", "into the slower one"])
@pytest.mark.parametrize(
    ("by", "has_it"),
    [(CAT, False), (ANN, True), (BEN, True)],
    ids=["a senior leader", "the owner of the slower", "a safeguarding lead"],
)
def test_having_the_slower_one_is_not_having_the_emergency(by: Person, has_it: bool, turned: bool) -> None:
    """Unless they merge it themselves, or a lead does, the emergency alerts on, and alerts them too."""
    owner = ANN.model_copy(update={"roles": frozenset({"staff", "champion"})})
    by = owner if by is ANN else by
    slow, fast = reported("bullying", 1, owner), reported("harmful_contact", 2)
    ends, into = (fast, slow) if turned else (slow, fast)
    outcome = merging.merge(IncidentSnapshot(ends), pressed(by), IncidentSnapshot(into))
    _, goes_on = both(outcome)
    assert goes_on.urgency is Urgency.EMERGENCY
    assert goes_on.owner == (ANN.who if has_it else None)
    if not has_it:
        assert (goes_on.ladder.next_at, goes_on.due_at) == (fast.ladder.next_at, fast.due_at)
        assert goes_on.rings_as == ("harmful_contact" if turned else "")
        assert "ann" in told(outcome, IncidentPurpose.PING, into.id)


def test_a_ping_on_its_way_is_not_lost_with_the_report_that_ends() -> None:
    """Whoever the one that ends was about to reach is alerted for the one that goes on."""
    filed = opened("threat", "OS-2026-0002")
    snapshot = IncidentSnapshot(incident_of(filed), waiting=filed.notices)
    outcome = merging.merge(snapshot, pressed(CAT), IncidentSnapshot(reported("threat", 1)))
    gone = [record for record in outcome.records if isinstance(record, Notice)]
    assert {notice.state for notice in gone} == {NoticeState.WITHDRAWN}
    assert told(outcome, IncidentPurpose.PING, "OS-2026-0001") == {notice.to.id for notice in gone} == {"ann", "ben"}


def test_one_that_had_run_out_begins_again() -> None:
    """The report that goes on is never silent because it had been silent before."""
    over = reported("threat", 1)
    over = over.model_copy(
        update={"unanswered_at": NOW, "ladder": over.ladder.model_copy(update={"next_at": None}), "due_at": None}
    )
    _, goes_on = both(merging.merge(IncidentSnapshot(reported("threat", 2)), pressed(CAT), IncidentSnapshot(over)))
    assert (goes_on.unanswered_at, goes_on.due_at) == (None, NOW)


def test_everybody_who_was_alerted_for_the_one_that_ends_hears_of_it() -> None:
    """And its reporter; a person once, and not whoever merged it."""
    outcome = merging.merge(
        IncidentSnapshot(reported("threat", 2)), pressed(ANN), IncidentSnapshot(reported("threat", 1))
    )
    assert told(outcome, IncidentPurpose.ALERTS_CHANGED, "OS-2026-0002") == {"ben", "dot"}


@pytest.mark.parametrize("turned", [False, True], ids=["into the one that names", "into the one that names nobody"])
def test_whom_either_names_neither_exists_for(turned: bool) -> None:
    """Nor do they keep what they had; whoever merges is asked of those whom the other reporter's words name."""
    naming = reported("threat", 1).model_copy(update={"held_back": (ANN.who,), "concerning": (EVE.who,)})
    plain = reported("threat", 2, ANN)
    ends, into = (plain, naming) if turned else (naming, plain)
    ended, goes_on = both(merging.merge(IncidentSnapshot(ends), pressed(CAT), IncidentSnapshot(into)))
    assert ended.shut_out == goes_on.shut_out == {"ann", "eve"}
    assert (goes_on.owner, goes_on.state) == (None, State.REPORTED)
    assert goes_on.due_at is not None
    assert "ann" not in {who.id for who in goes_on.rung}
    assert goes_on.asks("dot" if turned else "cat") == (ANN.who,)


def test_the_route_of_both_is_alerted() -> None:
    """Where it goes another way because of whom the other names, that ladder begins."""
    one, two = reported("threat", 1).model_copy(update={"concerning": (ANN.who,)}), reported("threat", 2)
    way = two.ladder.route.model_copy(update={"steps": two.ladder.route.steps[1:]})
    _, goes_on = both(merging.merge(IncidentSnapshot(one), pressed(CAT), IncidentSnapshot(two), way))
    assert goes_on.ladder.route == way
    assert not goes_on.ladder.has_begun
    assert goes_on.due_at is not None


@pytest.mark.parametrize("turned", [False, True], ids=["into the later", "into the earlier"])
@pytest.mark.parametrize("comes", [True, False], ids=["on the way", "who cannot"])
@pytest.mark.parametrize("owner", [ANN, None], ids=["somebody has it", "nobody has it"])
def test_whoever_has_answered_is_not_asked_again_by_another_route(
    owner: Person | None, comes: bool, turned: bool
) -> None:
    """They said whether they come; whoever has not said it is asked on."""
    answered, one = BEN, reported("harmful_contact", 1, owner)
    asked = one.ladder.model_copy(update={"asked": (ANN.who, BEN.who, CAT.who)})
    said = Response(who=answered.who, at=NOW, comes=comes, run=asked.run)
    one = one.model_copy(update={"ladder": asked, "responses": (*one.responses, said)})
    two = reported("threat", 2).model_copy(update={"concerning": (EVE.who,)})
    way = one.ladder.route.model_copy(update={"steps": one.ladder.route.steps[1:]})
    ends, into = (two, one) if turned else (one, two)
    _, goes_on = both(merging.merge(IncidentSnapshot(ends), pressed(BEN), IncidentSnapshot(into), way))
    assert goes_on.ladder.route == way
    assert BEN.who in goes_on.ladder.asked, "they may say otherwise"
    assert BEN.who not in goes_on.awaited
    assert CAT.who in goes_on.awaited
    assert (BEN.who in goes_on.on_the_way, BEN.who in goes_on.cannot_come) == (comes, not comes)


REFUSED = [
    ("its reporter, who is no handler", "threat", "threat", DOT, {}, NotFound),
    ("somebody without a part in it", "threat", "threat", EVE, {}, NotFound),
    (
        "it names the other's reporter",
        "threat",
        "threat",
        CAT,
        {"concerning": (DOT.who,), "reporter": EVE.who},
        NotPossible,
    ),
    ("one is confidential", "staff_conduct", "threat", ANN, {"rung": (ANN.who,)}, NotPossible),
    ("of one alone nothing is taken in", "illegal_content", "threat", CAT, {}, NotPossible),
    ("one has been closed", "threat", "threat", CAT, {"state": State.CLOSED}, NotPossible),
    ("somebody whom one names", "threat", "threat", BEN, {"concerning": (BEN.who,)}, NotFound),
]


@pytest.mark.parametrize(("name", "kind", "other", "by", "update", "error"), REFUSED, ids=[row[0] for row in REFUSED])
@pytest.mark.parametrize("turned", [False, True], ids=["into it", "it into the other"])
def test_what_cannot_be_merged(
    name: str,
    kind: str,
    other: str,
    by: Person,
    update: dict[str, object],
    error: type[Exception],
    turned: bool,
) -> None:
    """Neither way round: a merge shows nobody what they may not see, and only handlers press it."""
    one, two = reported(kind, 1).model_copy(update=update), reported(other, 2)
    ends, into = (two, one) if turned else (one, two)
    with pytest.raises((error, NotAllowed) if error is NotFound else error):
        merging.merge(IncidentSnapshot(ends), pressed(by), IncidentSnapshot(into))


def test_what_was_told_outside_and_the_72_hours_go_on() -> None:
    """The clock of a breach does not stop with the report that ends."""
    lost = reported("data_loss", 2).model_copy(update={"rung": (CAT.who,)})
    referred = incident_of(handling.refer(IncidentSnapshot(lost), pressed(CAT), "ICO", "X-1", NOW, ""))
    _, goes_on = both(merging.merge(IncidentSnapshot(referred), pressed(CAT), IncidentSnapshot(reported("threat", 1))))
    assert goes_on.breach == BreachClock(deadline=NOW + BREACH)
    assert [referral.to for referral in goes_on.referrals] == ["ICO"]


kinds = st.sampled_from(["harmful_contact", "threat", "bullying", "spam", "other", "data_loss"])
owners = st.sampled_from([None, ANN, BEN])


@given(kinds, kinds, owners, owners, st.sampled_from([ANN, BEN, CAT]), st.booleans(), st.booleans())
def test_no_merge_loses_an_alert(
    one: str, two: str, first: Person | None, second: Person | None, by: Person, out: bool, turned: bool
) -> None:
    """Of any two: somebody has the one that goes on, or it alerts no later and no more slowly than either would."""
    a, b = reported(one, 1, first), reported(two, 2, second)
    a, b = (each.model_copy(update={"rung": (*each.rung, by.who)}) for each in (a, b))
    if out and a.owner is None:
        a = a.model_copy(update={"unanswered_at": NOW, "ladder": a.ladder.model_copy(update={"next_at": None})})
    ends, into = (b, a) if turned else (a, b)
    ended, goes_on = both(merging.merge(IncidentSnapshot(ends), pressed(by), IncidentSnapshot(into)))
    assert ended.state is State.CLOSED
    assert URGENCIES.index(goes_on.urgency) == min(URGENCIES.index(each.urgency) for each in (a, b))
    if goes_on.owner is None:
        assert goes_on.state is State.REPORTED
        assert goes_on.due_at is not None
        assert all(each.ladder.next_at is None or goes_on.due_at <= each.ladder.next_at for each in (a, b))
        assert goes_on.unanswered_at is None
    else:
        assert goes_on.owner in (a.owner, b.owner)
        assert goes_on.state is not State.REPORTED
    taken = [each for each in (a, b) if each.owner is not None]
    fastest = min((a, b), key=lambda each: URGENCIES.index(each.urgency))
    if taken and (fastest.owner is not None or a.urgency is b.urgency):
        assert goes_on.owner is not None, "the owner whom either had"
