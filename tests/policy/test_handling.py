"""Whatever the order of presses, at most one person holds an incident, and the timeline only grows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.policy import handling
from bot.policy.errors import NotAllowed, NotPossible
from bot.policy.handling import Standing
from bot.policy.outcome import Outcome
from bot.policy.people import Person
from bot.policy.records import (
    Address,
    Entry,
    Incident,
    Notice,
    NoticeState,
    PostedCard,
    Purpose,
    Record,
    State,
    Urgency,
)
from bot.policy.reporting import Report, report
from bot.policy.routes import DEFAULT_ROUTES

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
ANN, BEN, CAT, DOT = (Person(id=name, name=name.title()) for name in ("ann", "ben", "cat", "dot"))
HOLDERS = {"champion": (ANN, BEN), "dsl": (ANN,), "deputy_dsl": (BEN,), "senior_leader": (CAT,)}
CARD = Address(service_url="http://127.0.0.1", conversation="a:1", activity="1")


def opened() -> Outcome:
    """A threat, just reported by Dot."""
    said = Report("threat", None, {"what": "words"}, "draft", None)
    return report(said, DOT.who, "OS-2026-0001", DEFAULT_ROUTES["threat"], HOLDERS, NOW)


def incident_of(outcome: Outcome) -> Incident:
    """The incident among an outcome's records."""
    (found,) = (record for record in outcome.records if isinstance(record, Incident))
    return found


def test_a_report_rings_the_first_step_at_once() -> None:
    """Each Champion gets one ping, due now, and is the one who may take it."""
    outcome = opened()
    pings = [notice for notice in outcome.notices if notice.purpose is Purpose.PING]
    assert [ping.to.id for ping in pings] == ["ann", "ben"]
    assert {ping.due_at for ping in pings} == {NOW}
    assert [who.id for who in incident_of(outcome).rung] == ["ann", "ben"]
    assert [entry.what for entry in outcome.entries] == ["reported", "ringing"]


def test_acknowledging_stops_the_ladder_and_withdraws_what_was_not_sent() -> None:
    """The owner is set, nothing is due any more, and pings still waiting are withdrawn."""
    outcome = opened()
    taken = handling.acknowledge(Standing(incident_of(outcome), (), outcome.notices), ANN.who, NOW)
    incident = incident_of(taken)
    assert (incident.owner, incident.state, incident.due_at) == (ANN.who, State.ACKNOWLEDGED, None)
    pings = [record for record in taken.records if isinstance(record, Notice)]
    assert {ping.state for ping in pings} == {NoticeState.WITHDRAWN}
    assert taken.entries[0].facts == {
        "before": "reported",
        "after": "acknowledged",
        "owner_before": "",
        "owner_after": "Ann",
    }


def test_every_live_card_is_told() -> None:
    """A card that has been superseded is left alone; all the others are redrawn."""
    incident = incident_of(opened())
    cards = [
        PostedCard(
            id=name, subject=incident.id, to=ANN.who, purpose=Purpose.PING, address=CARD, posted_at=NOW, live=live
        )
        for name, live in (("one", True), ("two", False))
    ]
    outcome = handling.acknowledge(Standing(incident, cards), BEN.who, NOW)
    assert [notice.card for notice in outcome.notices] == ["one"]


REFUSED = [
    ("acknowledge by somebody who was never rung", "acknowledge", CAT, None, NotAllowed),
    ("hand-over by somebody who was never rung", "hand_over", CAT, None, NotAllowed),
    ("hand-over while another holds it", "hand_over", BEN, ANN, NotAllowed),
    ("hand-over to oneself", "hand_over", CAT, "self", NotPossible),
]


@pytest.mark.parametrize(("name", "action", "by", "owner", "error"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(name: str, action: str, by: Person, owner: object, error: type[Exception]) -> None:
    """What may not be done is refused, and says nothing of what there is."""
    incident = incident_of(opened())
    if isinstance(owner, Person):
        incident = incident_of(handling.acknowledge(Standing(incident), owner.who, NOW))
    to, actor = (ANN, ANN) if owner == "self" else (DOT, by)
    with pytest.raises(error):
        if action == "acknowledge":
            handling.acknowledge(Standing(incident), actor.who, NOW)
        else:
            handling.hand_over(Standing(incident), actor.who, to, NOW)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - made aware by the strategy
def test_a_hand_over_rings_the_new_person_and_only_then_the_ladder(now: datetime) -> None:
    """The new person is rung at once; the ladder waits for the grace and starts from its first step."""
    outcome = handling.hand_over(Standing(incident_of(opened())), ANN.who, CAT, now)
    incident = incident_of(outcome)
    assert [notice.to for notice in outcome.notices] == [CAT.who]
    assert incident.owner is None
    assert incident.due_at == now + handling.HAND_OVER_GRACE
    assert CAT.who in incident.rung


class Presses(RuleBasedStateMachine):
    """Everybody presses everything in any order, each on the record as it then stands."""

    people = st.sampled_from([ANN, BEN, CAT, DOT])

    @initialize()
    def reported(self) -> None:
        outcome = opened()
        self.incident = incident_of(outcome)
        self.notices: dict[str, Notice] = {notice.id: notice for notice in outcome.notices}
        self.timeline: list[Entry] = list(outcome.entries)
        self.now = NOW
        self.owners: list[str] = []

    def _keep(self, outcome: Outcome) -> None:
        for record in (*outcome.records, *outcome.notices):
            self._keep_one(record)
        self.timeline.extend(outcome.entries)

    def _keep_one(self, record: Record) -> None:
        kept = record.model_copy(update={"version": record.version + 1})
        if isinstance(kept, Incident):
            self.incident = kept
        elif isinstance(kept, Notice):
            held = self.notices.get(kept.id)
            assert (held.version if held else 0) == record.version, "a notice is made once, and changed from its own"
            self.notices[kept.id] = kept

    def _waiting(self) -> list[Notice]:
        return [notice for notice in self.notices.values() if notice.state is NoticeState.WAITING]

    @rule(by=people)
    def acknowledge(self, by: Person) -> None:
        before = self.incident.owner
        try:
            self._keep(handling.acknowledge(Standing(self.incident, (), self._waiting()), by.who, self.now))
        except NotAllowed:
            assert by.who not in self.incident.rung
        else:
            assert self.incident.owner is not None
            assert before is None or self.incident.owner == before, "taken once is not taken again"

    @rule(by=people, to=people)
    def hand_over(self, by: Person, to: Person) -> None:
        owner = self.incident.owner
        try:
            self._keep(handling.hand_over(Standing(self.incident, (), self._waiting()), by.who, to, self.now))
        except (NotAllowed, NotPossible):
            assert by.who not in self.incident.rung or by == to or (owner is not None and owner != by.who)
        else:
            assert self.incident.owner is None

    @rule(minutes=st.integers(0, 60))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def only_who_was_rung_holds_it(self) -> None:
        assert self.incident.owner is None or self.incident.owner in self.incident.rung

    @invariant()
    def nobody_is_rung_for_what_somebody_holds(self) -> None:
        if self.incident.owner is not None:
            assert self.incident.due_at is None
            assert not [notice for notice in self._waiting() if notice.purpose is Purpose.PING]

    @invariant()
    def the_timeline_explains_the_owner(self) -> None:
        told = [entry.facts["owner_after"] for entry in self.timeline if "owner_after" in entry.facts]
        assert (told[-1] if told else "") == (self.incident.owner.name if self.incident.owner else "")
        assert self.timeline[0].what == "reported"


TestPresses = Presses.TestCase


def test_urgencies_are_copied_from_the_route() -> None:
    """A change of the routes never reaches an incident that is under way."""
    assert incident_of(opened()).ladder.route == DEFAULT_ROUTES["threat"]
    assert incident_of(opened()).ladder.route.urgency is Urgency.URGENT
