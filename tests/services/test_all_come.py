"""A step of which all are to come: each is rung until they have answered, one has it, and who is on the way is known to
those who handle it and to its reporter; to nobody else, and of nobody whom it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.reporting import Report
from bot.policy.kit.errors import NotAllowed, NotFound, NotPossible
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.records import Notice, NoticeState, PostedCard, Who
from bot.services.incidents.loading import IncidentAnswer
from tests.services.simulated_school import PEOPLE, PlayedSchool

DSL, DEPUTY, COORDINATOR, MANAGER, SENIOR = PEOPLE[:5]
TEACHER = PEOPLE[6]
REFERENCE, SECOND = "OS-2026-0001", "OS-2026-0002"
EMERGENCIES = [kind for kind, row in KINDS.items() if row.route.steps[0].all_come]


@pytest.fixture
def school() -> Iterator[PlayedSchool]:
    """A school in which the teacher has reported an emergency: the DSL and the deputy are asked to come."""
    with closing(PlayedSchool()) as played:
        played.run(played.reports.report(played.by(TEACHER), Report("harmful_contact", None, {"what": "x"}, "d", None)))
        played.settle()
        yield played


def comes(school: PlayedSchool, person: Person) -> IncidentAnswer:
    """They press **Acknowledge**, or **I am coming**: it is one thing."""
    answer = school.run(school.incidents.acknowledge(school.by(person), REFERENCE))
    school.settle()
    return answer


def cannot(school: PlayedSchool, person: Person) -> IncidentAnswer:
    """They press **I cannot**."""
    answer = school.run(school.incidents.cannot_come(school.by(person), REFERENCE))
    school.settle()
    return answer


def minutes(school: PlayedSchool, count: int) -> None:
    """So many minutes pass, one by one."""
    for _ in range(count):
        school.clock.move(timedelta(minutes=1))
        school.settle()


def pings(school: PlayedSchool, who: Person) -> int:
    """How many pings Teams has taken for a person."""
    return sum(what == "ping" and to == who.id for what, _, to in school.teams.took)


def incident(school: PlayedSchool) -> Incident:
    """The report as it stands."""
    found = school.run(school.store.get(Incident, REFERENCE))
    assert found is not None
    return found


def names(people: Sequence[Who]) -> list[str]:
    """Their object ids."""
    return [who.id for who in people]


def test_the_receipt_names_nobody_who_is_told_no_more(school: PlayedSchool) -> None:
    """Teams did not take the deputy's ping; she says that she comes, so it is never sent. The receipt, which said that
    she is being told, is drawn again."""
    school.teams.moods[DEPUTY.id] = "http_502"
    report = Report("harmful_contact", None, {"what": "x"}, "second", None)
    school.press(school.reports.report(school.by(TEACHER), report))
    for who in (DSL, DEPUTY):
        school.run(school.incidents.acknowledge(school.by(who), SECOND))
    school.settle()
    receipt = f"{SECOND}:receipt:filed:{TEACHER.id}"
    school.teams.moods.clear()
    drawn = len(school.teams.edited)
    school.clock.move(timedelta(minutes=5))
    school.settle()
    waited = {
        each.to.id: each for each in school.run(school.store.find(Notice)) if each.id.startswith(f"{SECOND}:ping:")
    }
    assert (waited[DEPUTY.id].state, waited[DEPUTY.id].reason) == (NoticeState.WITHDRAWN, "no_longer_so")
    card = school.run(school.store.get(PostedCard, receipt))
    assert card is not None
    assert ("receipt", card.address.activity) in school.teams.edited[drawn:]


def test_the_other_is_rung_until_they_answer_though_somebody_has_it(school: PlayedSchool) -> None:
    """Every two minutes, five times; whoever has it hears nothing more, and no later step is told."""
    comes(school, DSL)
    before = pings(school, DSL), pings(school, DEPUTY)
    minutes(school, 4)
    assert (pings(school, DSL), pings(school, DEPUTY)) == (before[0], before[1] + 2)
    minutes(school, 60)
    assert (pings(school, DSL), pings(school, DEPUTY)) == (before[0], before[1] + 5)
    assert pings(school, SENIOR) == 0
    assert incident(school).awaited == (DEPUTY.who,)


@pytest.mark.parametrize("answer", [comes, cannot])
@pytest.mark.parametrize("restarts", [False, True], ids=["", "restarted"])
def test_either_answer_ends_it(
    school: PlayedSchool, answer: Callable[[PlayedSchool, Person], IncidentAnswer], restarts: bool
) -> None:
    """And who comes and who cannot stands on the record, until they say otherwise."""
    comes(school, DSL)
    if restarts:
        school.restart()
    said = answer(school, DEPUTY).said
    before = pings(school, DEPUTY)
    minutes(school, 12)
    assert pings(school, DEPUTY) == before
    found = incident(school)
    assert (said, names(found.on_the_way), names(found.cannot_come)) == (
        ("on_the_way", [DEPUTY.id], []) if answer is comes else ("cannot_come", [], [DEPUTY.id])
    )
    assert found.owner_id == DSL.id
    (cannot if answer is comes else comes)(school, DEPUTY)
    found = incident(school)
    assert (names(found.on_the_way), names(found.cannot_come)) == (
        ([], [DEPUTY.id]) if answer is comes else ([DEPUTY.id], [])
    )


def test_two_who_press_at_once(school: PlayedSchool, monkeypatch: pytest.MonkeyPatch) -> None:
    """One has it, and the other is on the way: whoever was overtaken is asked nothing a second time."""
    asked, overtakes = school.store.find_each, [DEPUTY]

    async def overtaken(*queries: Query[Any]) -> Answers:
        found = await asked(*queries)
        if overtakes:
            await school.incidents.acknowledge(school.by(overtakes.pop()), REFERENCE)
        return found

    monkeypatch.setattr(school.store, "find_each", overtaken)
    answer = comes(school, DSL)
    assert (answer.said, answer.facts) == ("on_the_way", {"who": DEPUTY.name})
    found = incident(school)
    assert (found.owner_id, names(found.on_the_way), found.awaited) == (DEPUTY.id, [DSL.id], ())


def test_when_all_of_them_cannot_the_next_are_told_at_once(school: PlayedSchool) -> None:
    """While one may still come the ladder keeps its time. The second step are the same two here, so that the third is
    told with it; whoever cannot hears of that once, and not again and again."""
    cannot(school, DSL)
    assert (pings(school, DSL), pings(school, SENIOR)) == (1, 0)
    cannot(school, DEPUTY)
    assert (pings(school, DSL), pings(school, SENIOR)) == (2, 1)
    minutes(school, 4)
    assert (pings(school, DSL), pings(school, SENIOR)) == (2, 3)


def test_who_cannot_be_reached_is_not_waited_for(school: PlayedSchool) -> None:
    """Of two asked one has no Teams and the other cannot: the next step is told, whichever is known first."""
    for first in ("cannot", "gone"):
        with closing(PlayedSchool()) as other:
            other.teams.moods[DEPUTY.id] = "gone" if first == "gone" else "http_502"
            said = Report("harmful_contact", None, {"what": "x"}, "d", None)
            other.run(other.reports.report(other.by(TEACHER), said))
            other.settle()
            cannot(other, DSL)
            other.teams.moods[DEPUTY.id] = "gone"
            other.clock.move(timedelta(seconds=40))
            other.settle()
            assert pings(other, SENIOR) > 0, first


FORGED: dict[str, tuple[Person, type[Exception] | None]] = {
    "somebody who has nothing to do with it": (PEOPLE[7], NotFound),
    "its reporter": (TEACHER, NotFound),
    "one who handles it and was never rung": (SENIOR, NotAllowed),
}


@pytest.mark.parametrize(("person", "refused"), FORGED.values(), ids=FORGED.keys())
def test_nobody_answers_who_was_not_asked(
    school: PlayedSchool, person: Person, refused: type[Exception] | None
) -> None:
    """A forged press says nothing of anybody, before and after somebody has it."""
    for _ in range(2):
        with pytest.raises(refused or NotPossible):
            cannot(school, person)
        comes(school, DSL)
    school.press(school.incidents.acknowledge(school.by(person), REFERENCE))
    found = incident(school)
    assert (found.owner_id, found.on_the_way, found.cannot_come) == (DSL.id, (), ())


def test_who_was_alerted_by_a_later_step_is_not_asked(school: PlayedSchool) -> None:
    """One of them who takes it is enough."""
    minutes(school, 11)
    assert pings(school, SENIOR) > 0
    with pytest.raises(NotPossible):
        cannot(school, SENIOR)
    comes(school, SENIOR)
    before = pings(school, MANAGER)
    minutes(school, 5)
    assert pings(school, MANAGER) == before
    assert set(names(incident(school).awaited)) == {DSL.id, DEPUTY.id}


def test_closing_ends_it(school: PlayedSchool) -> None:
    """No ping, no answer, and nobody is said to be on the way once it is opened again."""
    comes(school, DSL)
    words = ClosingWords("o", "r", "", "", "", unticked="true")
    school.run(school.incidents.close(school.by(DSL), REFERENCE, words))
    before = len(school.teams.took)
    minutes(school, 12)
    assert "ping" not in {what for what, _, _ in school.teams.took[before:]}
    with pytest.raises(NotPossible):
        cannot(school, DEPUTY)
    assert comes(school, DEPUTY).said == "already_taken"
    assert (incident(school).on_the_way, incident(school).state) == ((), State.CLOSED)
    school.run(school.incidents.reopen(school.by(DSL), REFERENCE, "r"))
    minutes(school, 12)
    assert "ping" not in {what for what, _, _ in school.teams.took[before:]}


@pytest.mark.parametrize("first", [None, comes, cannot], ids=["before an answer", "after coming", "after cannot"])
def test_whom_it_comes_to_name_is_neither_rung_nor_listed(
    school: PlayedSchool, first: Callable[[PlayedSchool, Person], IncidentAnswer] | None
) -> None:
    """To them it does not exist from then on."""
    comes(school, DSL)
    if first is not None:
        first(school, DEPUTY)
    details = {"what": f"{DEPUTY.name} wrote it"}
    school.run(school.reports.add_details(school.by(TEACHER), REFERENCE, details))
    school.settle()
    before = pings(school, DEPUTY)
    minutes(school, 12)
    found = incident(school)
    assert pings(school, DEPUTY) == before
    assert DEPUTY.id in found.shut_out
    assert (found.awaited, found.on_the_way, found.cannot_come) == ((), (), ())
    with pytest.raises(NotFound):
        cannot(school, DEPUTY)
    assert school.teams.wrong == []


def test_what_had_not_arrived_as_somebody_took_it_still_goes_out(school: PlayedSchool) -> None:
    """Teams was down for the deputy, who is to come all the same."""
    with closing(PlayedSchool()) as other:
        other.teams.moods[DEPUTY.id] = "http_502"
        said = Report("harmful_contact", None, {"what": "x"}, "d", None)
        other.run(other.reports.report(other.by(TEACHER), said))
        other.settle()
        comes(other, DSL)
        assert pings(other, DEPUTY) == 0
        other.teams.moods[DEPUTY.id] = "well"
        minutes(other, 1)
        assert pings(other, DEPUTY) == 1
        waiting = other.run(other.store.find(Notice, where={"state": NoticeState.WAITING.value}))
        assert not [each for each in waiting if each.purpose.alerts]


def test_whoever_has_it_hands_it_over_instead(school: PlayedSchool) -> None:
    """**I cannot** takes nothing from anybody's hands; after a hand-over who has not answered is still asked, and
    whoever handed it over is not said to be on the way."""
    comes(school, DSL)
    assert cannot(school, DSL).said == "hand_it_over"
    assert incident(school).owner_id == DSL.id
    school.press(school.incidents.hand_over(school.by(DSL), REFERENCE, COORDINATOR.id))
    school.press(school.incidents.hand_over(school.by(DSL), REFERENCE, DEPUTY.id))
    assert names(incident(school).awaited) == [DEPUTY.id]
    assert incident(school).on_the_way == ()
    comes(school, DEPUTY)
    assert (incident(school).owner_id, incident(school).awaited) == (DEPUTY.id, ())


def test_after_a_hand_over_whoever_has_answered_may_say_otherwise(school: PlayedSchool) -> None:
    """They are asked nothing a second time, and nobody is said to be on the way who no longer is."""
    comes(school, DSL)
    comes(school, DEPUTY)
    school.press(school.incidents.hand_over(school.by(DSL), REFERENCE, MANAGER.id))
    minutes(school, 3)
    comes(school, MANAGER)
    found = incident(school)
    assert (names(found.on_the_way), names(found.awaited)) == ([DEPUTY.id], [DSL.id])
    assert cannot(school, DEPUTY).said == "cannot_come"
    assert (incident(school).on_the_way, names(incident(school).cannot_come)) == ((), [DEPUTY.id])


@pytest.mark.parametrize("before", [None, comes, cannot], ids=["unanswered", "on the way", "who could not"])
def test_whom_it_was_handed_to_and_who_cannot_is_waited_for_no_longer(
    school: PlayedSchool, before: Callable[[PlayedSchool, Person], IncidentAnswer] | None
) -> None:
    """They are rung for it whatever they said before; then the next are told at once, and it is before nobody alone."""
    comes(school, DSL)
    if before is not None:
        before(school, DEPUTY)
    school.press(school.incidents.hand_over(school.by(DSL), REFERENCE, DEPUTY.id))
    school.settle()
    assert names(incident(school).awaited) == [DEPUTY.id]
    had = pings(school, DSL)
    cannot(school, DEPUTY)
    assert incident(school).handed_to is None
    assert pings(school, DSL) == had + 1


@pytest.mark.parametrize("kind", ["harmful_contact", "threat", "spam"])
def test_whom_it_was_handed_to_and_was_never_asked_may_say_that_they_cannot(kind: str) -> None:
    """The ladder begins again at once, and not after the minutes that it leaves them; they are told no more by it."""
    with closing(PlayedSchool()) as school:
        school.run(school.reports.report(school.by(TEACHER), Report(kind, None, {"what": "x"}, "d", None)))
        school.settle()
        first, to = incident(school).rung[0], MANAGER
        by = next(person for person in PEOPLE if person.id == first.id)
        comes(school, by)
        school.press(school.incidents.hand_over(school.by(by), REFERENCE, to.id))
        school.settle()
        assert incident(school).handed_to == to.who
        had = pings(school, by)
        assert cannot(school, to).said == "cannot_take"
        found = incident(school)
        assert (found.handed_to, names(found.cannot_come), found.owner) == (None, [to.id], None)
        assert pings(school, by) == had + 1
        with pytest.raises((NotPossible, NotAllowed, NotFound)):
            cannot(school, to)


def test_one_who_is_late_to_say_so_hurries_nobody() -> None:
    """The minutes that were theirs are over and the ladder goes on: the next step keeps its time."""
    with closing(PlayedSchool()) as other:
        other.run(other.reports.report(other.by(TEACHER), Report("threat", None, {"what": "x"}, "d", None)))
        other.settle()
        by = next(person for person in PEOPLE if person.id == incident(other).rung[0].id)
        comes(other, by)
        other.press(other.incidents.hand_over(other.by(by), REFERENCE, SENIOR.id))
        minutes(other, 11)
        due = incident(other).ladder.next_at
        cannot(other, SENIOR)
        assert (incident(other).ladder.next_at, incident(other).handed_to) == (due, None)


def test_what_is_routine_waits_for_the_school_to_open() -> None:
    """Who cannot take it says so at night; the others hear of it in the morning."""
    with closing(PlayedSchool()) as other:
        other.run(other.reports.report(other.by(TEACHER), Report("spam", None, {"what": "x"}, "d", None)))
        other.settle()
        by = next(person for person in PEOPLE if person.id == incident(other).rung[0].id)
        comes(other, by)
        night = other.clock.now().replace(hour=21)
        other.clock.move_to(night)
        other.press(other.incidents.hand_over(other.by(by), REFERENCE, MANAGER.id))
        had = pings(other, by)
        cannot(other, MANAGER)
        running = incident(other).ladder
        assert (pings(other, by), running.waits) == (had, True)
        assert running.next_at is not None and running.next_at.date() > night.date()


def test_who_is_away_is_not_asked(school: PlayedSchool) -> None:
    """Nor waited for, whether they say so before or after."""
    school.away(DEPUTY, 1)
    assert names(incident(school).awaited) == [DSL.id]
    cannot(school, DSL)
    assert pings(school, SENIOR) == 1


def test_a_silent_owner_asks_everybody_anew(school: PlayedSchool) -> None:
    """What was said an hour ago is not said of now."""
    comes(school, DSL)
    comes(school, DEPUTY)
    for _ in range(20):
        school.clock.move(timedelta(minutes=5))
        school.settle()
        if incident(school).lapsed:
            break
    found = incident(school)
    assert found.lapsed and found.on_the_way == ()
    assert {DSL.id, DEPUTY.id} <= set(names(found.awaited))


def test_an_older_record_asks_nobody(school: PlayedSchool) -> None:
    """What an older release kept, with pings that were to come again, is quiet once somebody has it."""
    found = incident(school)
    old = found.ladder.model_copy(update={"asked": ()})
    now = school.clock.now()
    had = {"owner": DSL.who, "state": State.ACKNOWLEDGED, "owned_at": now, "touched_at": now, "due_at": now}
    school.run(school.store.keep(Outcome((found.model_copy(update={**had, "ladder": old}),))))
    before = len(school.teams.took)
    minutes(school, 12)
    assert "ping" not in {what for what, _, _ in school.teams.took[before:]}


def test_of_every_emergency_those_told_first_are_to_come() -> None:
    """And of nothing else, until a school says so."""
    assert [kind for kind, row in KINDS.items() if row.route.urgency == "emergency"] == EMERGENCIES
    assert not any(step.all_come for row in KINDS.values() for step in row.route.steps[1:])
