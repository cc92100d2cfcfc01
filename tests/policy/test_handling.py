"""Whatever the order of presses, at most one person holds an incident, every change is told, and the timeline grows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.policy.incidents import (
    IncidentPurpose,
    amending,
    closing,
    deciding,
    handling,
    holding_back,
    merging,
    responding,
    ticking,
)
from bot.policy.incidents.authority import may
from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.filtering import DECIDED_ON, AddressVerdict, FilterDecision, VerdictWords
from bot.policy.incidents.incident import Incident, Note, State, StepDone
from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.incidents.states import TRANSITIONS, Action
from bot.policy.incidents.telling import IncidentSnapshot, still_to_be_said
from bot.policy.kit.errors import Incomplete, NotAllowed, NotFound, NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, CardPurpose, Entry, Notice, NoticeState, PostedCard, Record
from tests.policy.school import (
    ALWAYS_OPEN,
    ANN,
    BEN,
    CAT,
    DOT,
    EVE,
    HOLDERS,
    NOW,
    PEOPLE,
    incident_of,
    opened,
    pressed,
)

CARD = Address(service_url="http://127.0.0.1", conversation="a:1", activity="1")
CLOSING = ClosingWords(outcome="Done", reason="Blocked", cpoms="C-1", no_cpoms="", no_referral="", unticked="true")


def test_a_report_alerts_the_first_step_at_once() -> None:
    """Each Champion gets one ping, due now, and is the one who may take it."""
    outcome = opened()
    pings = [notice for notice in outcome.notices if notice.purpose is IncidentPurpose.PING]
    assert [ping.to.id for ping in pings] == ["ann", "ben"]
    assert {ping.due_at for ping in pings} == {NOW}
    assert [who.id for who in incident_of(outcome).rung] == ["ann", "ben"]
    assert [entry.what for entry in outcome.entries] == ["reported", "ringing"]


def test_acknowledging_stops_the_ladder_and_withdraws_what_was_not_sent() -> None:
    """The owner is set, pings still waiting are withdrawn, and what falls due next is the question to the owner."""
    outcome = opened()
    taken = handling.acknowledge(IncidentSnapshot(incident_of(outcome), (), outcome.notices), pressed(ANN))
    incident = incident_of(taken)
    assert (incident.owner, incident.state) == (ANN.who, State.ACKNOWLEDGED)
    assert incident.due_at == NOW + timedelta(seconds=DEFAULT_ROUTES["threat"].acknowledged_for)
    pings = [record for record in taken.records if isinstance(record, Notice)]
    assert {ping.state for ping in pings} == {NoticeState.WITHDRAWN}
    assert taken.entries[0].facts == {
        "before": "reported",
        "after": "acknowledged",
        "owner_before": "",
        "owner_after": "Ann",
    }


def test_every_live_card_is_told() -> None:
    """A card that is no longer live is left alone; all the others are redrawn."""
    incident = incident_of(opened())
    cards = [
        PostedCard(
            id=name,
            subject=incident.id,
            topic="incident",
            to=ANN.who,
            purpose=IncidentPurpose.PING,
            address=CARD,
            posted_at=NOW,
            live=live,
        )
        for name, live in (("one", True), ("two", False))
    ]
    outcome = handling.acknowledge(IncidentSnapshot(incident, cards), pressed(BEN))
    assert [notice.card for notice in outcome.notices if notice.purpose is CardPurpose.REFRESH] == ["one"]


def test_whoever_reported_it_hears_that_somebody_has_it() -> None:
    """By a message of its own; not where they took it themselves."""
    incident = incident_of(opened())
    told = handling.acknowledge(IncidentSnapshot(incident), pressed(BEN)).notices
    assert [(notice.purpose, notice.to.id) for notice in told] == [(IncidentPurpose.TAKEN, incident.reporter.id)]
    own = incident.model_copy(update={"reporter": BEN.who})
    assert handling.acknowledge(IncidentSnapshot(own), pressed(BEN)).notices == ()


Does = Callable[[IncidentSnapshot, ActionContext], Outcome]
DOES: dict[Action, Does] = {
    Action.ACKNOWLEDGE: handling.acknowledge,
    Action.CANNOT_COME: responding.cannot_come,
    Action.STILL_WITH_ME: handling.still_with_me,
    Action.TAKE_OVER: lambda snapshot, press: handling.take_over(snapshot, press, snapshot.incident.owner_id or ""),
    Action.HAND_OVER: lambda snapshot, press: handling.hand_over(snapshot, press, CAT),
    Action.TICK_A_STEP: lambda snapshot, press: handling.tick_a_step(
        snapshot, press, KINDS[snapshot.incident.kind].now[0].id, done=True
    ),
    Action.TELL_NOW: lambda snapshot, press: handling.tell_now(snapshot, press, HOLDERS),
    Action.ADD_A_NOTE: lambda snapshot, press: handling.add_a_note(snapshot, press, "A note"),
    Action.CHANGE_THE_KIND: lambda snapshot, press: amending.change_the_kind(
        snapshot, press, "bullying", DEFAULT_ROUTES["bullying"], ""
    ),
    Action.REFER: lambda snapshot, press: handling.refer(snapshot, press, "Police", "X-1", NOW, ""),
    Action.CLOSE: lambda snapshot, press: closing.close(snapshot, press, CLOSING),
    Action.REOPEN: lambda snapshot, press: closing.reopen(snapshot, press, "More came to light"),
    Action.ANSWER_CONCERN: lambda snapshot, press: holding_back.confirm_concern(
        snapshot, press, BEN.id, DEFAULT_ROUTES["threat"]
    ),
    Action.TELL_AFTER_ALL: lambda snapshot, press: holding_back.tell_after_all(snapshot, press, BEN.id, "r"),
    Action.ADD_DETAILS: lambda snapshot, press: amending.add_details(snapshot, press, {"what": "more"}),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", DOES)
def test_the_table_of_states_is_what_happens(action: Action, state: State) -> None:
    """Each action leads where the table says, and is refused where the table has no row."""
    owner = None if state is State.REPORTED else ANN
    incident = (
        incident_of(opened())
        .model_copy(update={"state": state, "owner": owner.who if owner else None, "owned_at": NOW if owner else None})
        .model_copy(update={"held_back": (BEN.who,)})
    )
    by = DOT if action in {Action.ADD_DETAILS, Action.ANSWER_CONCERN} else ANN
    if action in {Action.TAKE_OVER, Action.CANNOT_COME}:
        asked = incident.ladder.model_copy(update={"asked": (BEN.who,)})
        by, incident = BEN, incident.model_copy(update={"held_back": (), "ladder": asked})
    press = pressed(by)
    leads = TRANSITIONS[action].get(state)
    if action is Action.ACKNOWLEDGE and owner is not None:
        assert not DOES[action](IncidentSnapshot(incident), press), "taken already: an answer, not an error"
    elif leads is None or not may(by, action, incident):
        with pytest.raises((NotPossible, NotAllowed)):
            DOES[action](IncidentSnapshot(incident), press)
    else:
        assert incident_of(DOES[action](IncidentSnapshot(incident), press)).state is leads


def test_details_that_name_one_of_those_alerted_leave_the_others_pings() -> None:
    """The ladder goes on as it was, and what waits to be sent to the others still goes."""
    filed = opened()
    snapshot = IncidentSnapshot(incident_of(filed), waiting=filed.notices)
    route = snapshot.incident.ladder.route
    named = amending.NamedPeople((ANN.who,))
    added = amending.add_details(snapshot, pressed(DOT), {"what": "her"}, named=named, route=route)
    assert incident_of(added).ladder == snapshot.incident.ladder
    assert [record for record in added.records if isinstance(record, Notice)] == []


def test_details_that_name_everybody_who_was_alerted_alert_anew() -> None:
    """Nobody is left to take it, so the next are not waited for: the ladder begins again, without those named."""
    snapshot = IncidentSnapshot(incident_of(opened()))
    route = snapshot.incident.ladder.route
    named = snapshot.incident.rung
    added = amending.add_details(
        snapshot, pressed(DOT), {"what": "they"}, named=amending.NamedPeople(named), route=route
    )
    again = incident_of(added).ladder
    assert (again.run, again.next_step, again.next_at) == (2, 0, NOW)


@pytest.mark.parametrize("action", DOES)
@pytest.mark.parametrize("who", [EVE, "named"])
def test_to_those_it_is_not_for_it_does_not_exist(action: Action, who: Person | str) -> None:
    """Somebody without a part in it, and somebody it names, get the answer for an unknown reference."""
    by = who if isinstance(who, Person) else BEN
    concerning = (BEN.who,) if who == "named" else ()
    incident = incident_of(opened(concerning=concerning)).model_copy(update={"rung": (ANN.who, BEN.who)})
    with pytest.raises(NotFound):
        DOES[action](IncidentSnapshot(incident), pressed(by))


def test_a_named_person_is_never_alerted_or_offered() -> None:
    """They get no ping, and cannot be handed it; the others of the step are alerted."""
    outcome = opened(concerning=(ANN.who,))
    assert {notice.to.id for notice in outcome.notices if notice.purpose is IncidentPurpose.PING} == {"ben"}
    with pytest.raises(NotPossible):
        handling.hand_over(IncidentSnapshot(incident_of(outcome)), pressed(BEN), ANN)


def test_a_note_is_kept_apart_from_the_chain() -> None:
    """The timeline vouches for the note's words by their hash, and does not hold them."""
    outcome = handling.add_a_note(IncidentSnapshot(incident_of(opened())), pressed(ANN), "Rang the parent")
    (note,) = (record for record in outcome.records if isinstance(record, Note))
    assert note.text == "Rang the parent"
    assert "Rang" not in outcome.entries[0].model_dump_json()
    assert outcome.entries[0].facts["note"] == note.id


MISSING = [
    ("no outcome", "threat", ClosingWords("", "r", "c", "", ""), {"outcome": "form.missing"}),
    ("no reason", "threat", ClosingWords("o", " ", "c", "", ""), {"reason": "form.missing"}),
    (
        "illegal material without a referral",
        "illegal_content",
        ClosingWords("o", "r", "c", "", "", unticked="true"),
        {"no_referral": "form.referral_or_reason"},
    ),
    (
        "an emergency with steps that are not ticked",
        "harmful_contact",
        ClosingWords("o", "r", "c", "", ""),
        {"unticked": "form.unticked"},
    ),
    (
        "a data breach undecided",
        "data_loss",
        ClosingWords("o", "r", "c", "", ""),
        {"outcome": "form.breach_first"},
    ),
    (
        "an address undecided",
        "filter_breach",
        ClosingWords("o", "r", "c", "", "", verdict="expected"),
        {"verdict": "form.decide_address"},
    ),
]


@pytest.mark.parametrize(("name", "kind", "words", "wrong"), MISSING, ids=[row[0] for row in MISSING])
def test_closing_asks_for_all_of_it(name: str, kind: str, words: ClosingWords, wrong: dict[str, str]) -> None:
    """What the log needs is asked for before it closes (I1, I3, I13)."""
    taken = {"state": State.ACKNOWLEDGED, "owner": ANN.who, "owned_at": NOW}
    incident = incident_of(opened(kind)).model_copy(update=taken)
    with pytest.raises(Incomplete) as raised:
        closing.close(IncidentSnapshot(incident), pressed(ANN), words)
    assert raised.value.facts == wrong


def test_only_the_kinds_that_have_an_address_are_decided_on() -> None:
    """What a kind does not offer is refused, and a kind without an address has no decision at all (I8, I9)."""
    for kind, offered in DECIDED_ON.items():
        snapshot = IncidentSnapshot(incident_of(opened(kind)))
        for verdict in AddressVerdict:
            words = VerdictWords(verdict, "https://bad.example", "It is for adults")
            if verdict in offered:
                (decided,) = (
                    record
                    for record in deciding.decide_address(snapshot, pressed(ANN), words).records
                    if isinstance(record, FilterDecision)
                )
                assert (decided.verdict, decided.subject) == (verdict, snapshot.incident.id)
            else:
                with pytest.raises(Incomplete):
                    deciding.decide_address(snapshot, pressed(ANN), words)
    with pytest.raises(NotPossible):
        deciding.decide_address(
            IncidentSnapshot(incident_of(opened("threat"))), pressed(ANN), VerdictWords("block", "", "r")
        )


def test_a_decision_on_what_was_illegal_material_keeps_no_address() -> None:
    """Whatever kind it became: where it lies is written down nowhere (I4, I5)."""
    once = incident_of(opened("filter_breach")).model_copy(update={"once_untouchable": True})
    words = VerdictWords("block", "https://evil.example/x", "See https://evil.example/x")
    outcome = deciding.decide_address(IncidentSnapshot(once), pressed(ANN), words)
    assert "evil.example" not in "".join(record.model_dump_json() for record in outcome.records)


def test_illegal_material_closes_with_a_referral_or_a_reason() -> None:
    """Either the Police, CEOP or IWF were told, or it says why not (I3)."""
    taken = {"state": State.ACKNOWLEDGED, "owner": ANN.who, "owned_at": NOW}
    incident = incident_of(opened("illegal_content")).model_copy(update=taken)
    reasoned = ClosingWords("o", "r", "c", "", "It was a lawful advert", unticked="true")
    assert incident_of(closing.close(IncidentSnapshot(incident), pressed(ANN), reasoned)).state is State.CLOSED
    referred = incident_of(handling.refer(IncidentSnapshot(incident), pressed(ANN), "Police", "CAD 1", NOW, ""))
    assert incident_of(closing.close(IncidentSnapshot(referred), pressed(ANN), CLOSING)).state is State.CLOSED


def test_merging_ends_one_and_both_timelines_say_so() -> None:
    """The merged report points to the one that goes on."""
    one, other = incident_of(opened()), incident_of(opened(reference="OS-2026-0002"))
    outcome = merging.merge(IncidentSnapshot(one), pressed(ANN), IncidentSnapshot(other))
    ended, _ = (record for record in outcome.records if isinstance(record, Incident))
    assert ended.merged_into == other.id
    assert [(entry.subject, entry.what) for entry in outcome.entries] == [(one.id, "merged"), (other.id, "merged_from")]
    with pytest.raises(NotPossible):
        merging.merge(IncidentSnapshot(one), pressed(ANN), IncidentSnapshot(one))


def test_a_change_of_kind_starts_the_new_ladder_and_its_clock() -> None:
    """A lost laptop reported as something else gets its 72 hours, counted from the report (I13)."""
    changed = amending.change_the_kind(
        IncidentSnapshot(incident_of(opened("other"))), pressed(ANN, NOW + timedelta(hours=5)), "data_loss",
        DEFAULT_ROUTES["data_loss"], "",
    )  # fmt: skip
    incident = incident_of(changed)
    assert incident.breach is not None
    assert incident.breach.deadline == NOW + timedelta(hours=72)
    assert incident.ladder.next_at == NOW + timedelta(hours=5)


class Presses(RuleBasedStateMachine):
    """Everybody presses everything in any order while time passes, each on the record as it then stands."""

    people = st.sampled_from(PEOPLE)

    @initialize(kind=st.sampled_from(["threat", "spam", "illegal_content"]), named=st.sampled_from([(), (ANN.who,)]))
    def reported(self, kind: str, named: tuple[object, ...]) -> None:
        outcome = opened(kind, concerning=named)
        self.notices: dict[str, Notice] = {}
        self.timeline: list[Entry] = []
        self.now = NOW
        self.incident = incident_of(outcome)
        self._keep(outcome)

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

    def _standing(self) -> IncidentSnapshot:
        waiting = [notice for notice in self.notices.values() if notice.state is NoticeState.WAITING]
        return IncidentSnapshot(self.incident, (), waiting)

    @rule(by=people, action=st.sampled_from(list(DOES)))
    def press(self, by: Person, action: Action) -> None:
        before, told = self.incident, len(self.timeline)
        try:
            self._keep(DOES[action](self._standing(), ActionContext(by, self.now, ALWAYS_OPEN)))
        except (NotFound, NotAllowed):
            assert not may(by, action, before) or (action is Action.HAND_OVER)
        except NotPossible:
            odd = by == CAT or before.kind == "bullying" or action is Action.CANNOT_COME
            assert odd or before.state not in TRANSITIONS[action]
        except Incomplete:
            assert action is Action.CLOSE
        else:
            assert may(by, action, before) or self.incident == before
            if self.incident != before:
                assert len(self.timeline) > told, "no change without a line"
                if action is Action.ACKNOWLEDGE:
                    taken = before.owner is None or self.incident.owner == before.owner
                    assert taken, "taken once is not taken again: whoever is asked to come too says that they do"

    @rule(minutes=st.integers(0, 600))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        outcome = ticking.tick(self._standing(), HOLDERS, self.now, ALWAYS_OPEN)
        self._keep(outcome)
        assert not ticking.tick(self._standing(), HOLDERS, self.now, ALWAYS_OPEN), "what is due is done once"
        assert self.incident.due_at is None or self.incident.due_at > self.now

    @rule()
    def the_outbox_runs(self) -> None:
        for notice in list(self.notices.values()):
            if notice.state is NoticeState.WAITING and still_to_be_said(notice, self.incident):
                assert notice.to.id not in self.incident.shut_out or notice.to == self.incident.reporter
                self._keep_one(notice.model_copy(update={"state": NoticeState.SENT}))

    @invariant()
    def only_who_was_alerted_holds_it(self) -> None:
        assert self.incident.owner is None or self.incident.owner in self.incident.rung

    @invariant()
    def whom_it_names_is_never_told(self) -> None:
        assert not {who.id for who in self.incident.rung} & self.incident.shut_out
        assert not {notice.to.id for notice in self.notices.values()} & (
            self.incident.shut_out - {self.incident.reporter.id}
        )

    @invariant()
    def nobody_is_alerted_for_what_somebody_holds(self) -> None:
        """But those who are asked to come, each of them, and have not answered."""
        if self.incident.owner is not None or self.incident.state is State.CLOSED:
            asked = {who.id for who in self.incident.awaited}
            waiting = [n for n in self._standing().waiting if n.to.id not in asked]
            assert not [n for n in waiting if n.purpose is IncidentPurpose.PING and still_to_be_said(n, self.incident)]

    @invariant()
    def the_timeline_explains_the_owner(self) -> None:
        told = [entry.facts["owner_after"] for entry in self.timeline if "owner_after" in entry.facts]
        assert (told[-1] if told else "") == (self.incident.owner.name if self.incident.owner else "")
        assert self.timeline[0].what == "reported"


TestPresses = Presses.TestCase
TestPresses.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


AWAY = CAT.model_copy(update={"away_until": NOW.date()})


@pytest.mark.parametrize(
    ("kind", "to", "minutes"),
    [("threat", CAT, 10), ("harmful_contact", CAT, 2), ("threat", AWAY, 0), ("harmful_contact", AWAY, 0)],
    ids=["urgent", "an emergency", "to who is away", "an emergency, to who is away"],
)
def test_a_hand_over_alerts_the_new_person_and_only_then_the_ladder(kind: str, to: Person, minutes: int) -> None:
    """The new person is alerted at once; the ladder waits a little for them and then starts from its first step."""
    outcome = handling.hand_over(IncidentSnapshot(incident_of(opened(kind))), pressed(ANN), to)
    incident = incident_of(outcome)
    assert [notice.to for notice in outcome.notices if notice.purpose is IncidentPurpose.PING] == [CAT.who]
    assert incident.owner is None
    assert incident.due_at == NOW + timedelta(minutes=minutes)
    assert CAT.who in incident.rung
    later = IncidentSnapshot(incident.model_copy(update={"version": 2}))
    started = ticking.tick(later, HOLDERS, NOW + timedelta(minutes=minutes), ALWAYS_OPEN)
    assert {each.what for each in started.entries} & {"ringing"}, "nobody has answered"


def test_a_champion_takes_over_what_another_has_and_they_are_told() -> None:
    """The owner changes and nothing else; who had it gets one message, and the state stays."""
    held = incident_of(handling.acknowledge(IncidentSnapshot(incident_of(opened())), pressed(ANN)))
    outcome = handling.take_over(IncidentSnapshot(held), pressed(BEN), ANN.id)
    taken = incident_of(outcome)
    assert (taken.owner, taken.state) == (BEN.who, State.ACKNOWLEDGED)
    assert [(each.purpose, each.to) for each in outcome.notices] == [(IncidentPurpose.TAKEN_OVER, ANN.who)]
    assert [entry.what for entry in outcome.entries] == ["taken_over"]
    assert outcome.entries[0].facts["owner_before"] == "Ann"
    assert not handling.take_over(IncidentSnapshot(taken), pressed(BEN), ANN.id), "pressed twice it is done once"


def test_a_step_is_ticked_once_and_may_be_unticked() -> None:
    """Each tick is one line of the timeline, with who did it; a tick that stands already changes nothing."""
    held = incident_of(handling.acknowledge(IncidentSnapshot(incident_of(opened())), pressed(ANN)))
    outcome = handling.tick_a_step(IncidentSnapshot(held), pressed(BEN), "evidence", done=True)
    ticked = incident_of(outcome)
    assert [(done.id, done.by) for done in ticked.steps_done] == [("evidence", BEN.who)]
    assert (ticked.state, ticked.owner) == (State.IN_HAND, ANN.who)
    assert [(entry.what, entry.facts["step"]) for entry in outcome.entries] == [("step_done", "evidence")]
    assert not handling.tick_a_step(IncidentSnapshot(ticked), pressed(ANN), "evidence", done=True)
    undone = handling.tick_a_step(IncidentSnapshot(ticked), pressed(ANN), "evidence", done=False)
    assert incident_of(undone).steps_done == ()
    assert [entry.what for entry in undone.entries] == ["step_undone"]
    with pytest.raises(NotPossible):
        handling.tick_a_step(IncidentSnapshot(held), pressed(ANN), "no such step", done=True)


def test_what_an_earlier_release_ticked_counts_for_the_step_that_took_its_place() -> None:
    """It may be taken back, or said more exactly; nobody ticks it anew."""
    held = incident_of(handling.acknowledge(IncidentSnapshot(incident_of(opened())), pressed(ANN)))
    with pytest.raises(NotPossible):
        handling.tick_a_step(IncidentSnapshot(held), pressed(ANN), "police_crime", done=True)
    earlier = held.model_copy(update={"steps_done": (StepDone(id="police_crime", by=BEN.who, at=NOW),)})
    assert "police" in held.steps_left
    assert "police" not in earlier.steps_left
    exact = handling.tick_a_step(IncidentSnapshot(earlier), pressed(ANN), "no_police", done=True)
    assert [step.id for step in incident_of(exact).steps_done] == ["no_police"]
    undone = handling.tick_a_step(IncidentSnapshot(earlier), pressed(ANN), "police_crime", done=False)
    assert incident_of(undone).steps_done == ()


def test_of_two_who_take_over_one_does() -> None:
    """Whoever pressed on a card that showed somebody else is told who has it, and takes it from nobody."""
    held = incident_of(handling.acknowledge(IncidentSnapshot(incident_of(opened())), pressed(ANN)))
    taken = incident_of(handling.take_over(IncidentSnapshot(held), pressed(BEN), ANN.id))
    third = Person(id="fay", name="Fay", roles=frozenset({"staff", "champion"}))
    assert not handling.take_over(IncidentSnapshot(taken), pressed(third), ANN.id)


@pytest.mark.parametrize(
    ("who", "update", "refused"),
    [
        ("a senior leader", {}, NotAllowed),
        ("whoever reported it", {"reporter": BEN.who}, NotAllowed),
        ("whom it concerns", {"concerning": (BEN.who,)}, NotFound),
        ("whom it holds back", {"held_back": (BEN.who,)}, NotFound),
    ],
)
def test_who_never_takes_over(who: str, update: dict[str, object], refused: type[Exception]) -> None:
    """It takes a Champion, who neither reported it nor stands in it."""
    held = incident_of(handling.acknowledge(IncidentSnapshot(incident_of(opened())), pressed(ANN)))
    with pytest.raises(refused):
        handling.take_over(
            IncidentSnapshot(held.model_copy(update=update)), pressed(CAT if "leader" in who else BEN), ANN.id
        )


def test_a_second_press_changes_nothing() -> None:
    """Whoever comes second changes nothing, and learns who has it."""
    taken = incident_of(handling.acknowledge(IncidentSnapshot(incident_of(opened())), pressed(ANN)))
    assert not handling.acknowledge(IncidentSnapshot(taken), pressed(BEN))
