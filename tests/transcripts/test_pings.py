"""Pings that cannot be lost: ladders, hours, failures, and what everybody is told of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.local.cards import pressables, words_of
from bot.local.faults import TeamsFault
from bot.local.shapes import JsonObject
from bot.policy.incidents.incident import Incident
from bot.policy.kit.reached import Reached
from bot.policy.kit.records import Notice, NoticeState, Step
from bot.settings import load_school
from tests import faults
from tests.clock import FakeClock
from tests.rig import (
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
from tests.transcripts.play import Line, play, seen

REPORT: list[Line] = [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})]
SPAM: list[Line] = [(TEACHER, "says", "report spam"), (TEACHER, "presses", "Send", {"what": "x"})]


def pings(rig: Rig, who: str) -> int:
    """How many new messages a person has had."""
    return len(rig.teams.calls.of("send", person=who))


async def time_passes(rig: Rig, step: timedelta, until: Callable[[], bool]) -> None:
    """Move the clock on, a step at a time, until something is so; it must be so within thirty steps."""
    for _ in range(30):
        await rig.move(step)
        await rig.at_rest()
        if until():
            return
    raise AssertionError("it never came")


async def what_happened(rig: Rig, reference: str = "OS-2026-0001") -> list[str]:
    """The kinds of entry of an incident's timeline."""
    return [entry.what for entry in await rig.store.timeline(reference)]


async def test_the_next_step_alerts_when_nobody_takes_it(rig: Rig) -> None:
    """After a quarter of an hour the safeguarding leads, after half an hour the senior leaders."""
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-"), (SENIOR, "has cards", "0")])
    await rig.move(timedelta(minutes=31))
    await play(rig, [(SENIOR, "reads", "OS-2026-0001"), (SENIOR, "presses", "Acknowledge")])
    await play(rig, [(TEACHER, "reads", "Tomasz Wilkowski has it"), (CHAMPION, "reads", "Tomasz Wilkowski has it")])


async def test_alerted_again_is_a_new_card_and_the_old_one_is_taken_away(rig: Rig) -> None:
    """An edit makes no sound: the second alert is a message of its own at the end, and the only card of the report."""
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-")])
    await rig.move(timedelta(minutes=16))
    await rig.at_rest()
    assert pings(rig, CHAMPION) == 2
    assert seen(rig, CHAMPION).count("Nobody has taken it yet") == 1


async def test_what_somebody_holds_does_not_alert(rig: Rig) -> None:
    """Once taken, no later step alerts anybody."""
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-"), (CHAMPION, "presses", "Acknowledge")])
    before = pings(rig, SENIOR), pings(rig, HEAD)
    await rig.move(timedelta(hours=2))
    await play(rig, [(TEACHER, "says", "help"), (TEACHER, "reads", "What I can do")])
    assert (pings(rig, SENIOR), pings(rig, HEAD)) == before


async def test_nobody_takes_it_is_said_plainly(rig: Rig) -> None:
    """After the last round the reporter and every Champion are told, with telephone numbers; it stays open."""
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-")])
    await rig.at_rest()
    for _ in range(10):
        await rig.move(timedelta(minutes=30))
        await rig.at_rest()
    await play(
        rig,
        [
            (TEACHER, "reads", "Nobody has taken OS-2026-0001"),
            (TEACHER, "reads", "01632 960102"),
            (CHAMPION, "reads", "Nobody has taken OS-2026-0001"),
            (HEAD, "reads", "Nobody has taken OS-2026-0001"),
            (TEACHER, "reads", "everybody has been told"),
        ],
    )
    assert (await what_happened(rig)).count("ringing") == 12, "three steps in each of four rounds"
    await play(rig, [(CHAMPION, "reads", "Nobody took it; told Daniel Birtwhistle, Rosalind Okafor, Gareth Penhallow")])
    await play(rig, [(CHAMPION, "presses", "Acknowledge"), (TEACHER, "reads", "Gareth Penhallow has it")])
    for who in (TEACHER, CHAMPION, HEAD):
        await rig.teams.until(lambda who=who: "Nobody has taken OS-2026-0001" not in seen(rig, who))  # type: ignore[misc]


async def test_all_who_are_told_of_an_emergency_first_say_whether_they_come(rig: Rig) -> None:
    """One of them has it, and the other is asked all the same. Whoever handles it, and its reporter, read who comes."""
    await play(
        rig,
        [
            (TEACHER, "says", "report harmful_contact"),
            (TEACHER, "presses", "Alert now"),
            (HEAD, "reads", "I cannot"),
            (CHAMPION, "reads", "I cannot"),
            (CHAMPION, "presses", "I cannot"),
            (CHAMPION, "is told", "The others see that you cannot come"),
            (HEAD, "reads", "Cannot come: Gareth Penhallow"),
            (HEAD, "presses", "Acknowledge"),
            (CHAMPION, "reads", "You said that you cannot come."),
            (CHAMPION, "never reads", "Cannot come: Gareth"),
            (TEACHER, "never reads", "on the way"),
            (CHAMPION, "presses", "I am coming"),
            (CHAMPION, "is told", "Rosalind Okafor has it. You are shown as on the way."),
            (HEAD, "reads", "On the way: Gareth Penhallow"),
            (TEACHER, "reads", "01632 960101\nGareth Penhallow is on the way too."),
            (CHAMPION, "says", "acknowledge OS-2026-0001"),
            (CHAMPION, "presses", "I cannot"),
            (TEACHER, "never reads", "on the way too"),
        ],
    )
    found = await rig.store.get(Incident, "OS-2026-0001")
    assert found is not None and found.owner_id == HEAD


async def test_whoever_has_not_answered_is_asked_again(rig: Rig) -> None:
    """With a sound, though somebody has it; and the card that comes says what is asked."""
    await play(rig, [(TEACHER, "says", "report harmful_contact"), (TEACHER, "presses", "Alert now")])
    await play(rig, [(HEAD, "reads", "OS-"), (HEAD, "presses", "Acknowledge")])
    await play(rig, [(CHAMPION, "reads", "You are asked to come too.")])
    before = pings(rig, CHAMPION), pings(rig, HEAD)
    await rig.move(timedelta(minutes=2))
    await rig.at_rest()
    assert (pings(rig, CHAMPION), pings(rig, HEAD)) == (before[0] + 1, before[1])
    await play(rig, [(CHAMPION, "reads", "You are asked to come too."), (HEAD, "reads", "No answer yet: Gareth")])
    await play(rig, [(CHAMPION, "never reads", "No answer yet")])


async def test_many_routine_reports_at_once_come_together(rig: Rig) -> None:
    """Five by themselves, and what follows within ten minutes as one message, from which each is opened."""
    for _ in range(7):
        await play(rig, [(TEACHER, "says", "report spam"), (TEACHER, "presses", "Send", {"what": "x"})])
    await rig.move(timedelta(minutes=10))
    await play(
        rig,
        [
            (COORDINATOR, "reads", "2 reports wait for somebody"),
            (COORDINATOR, "presses", "OS-2026-0007"),
            (COORDINATOR, "presses", "Acknowledge"),
            (COORDINATOR, "reads", "Priya Ramanathan has it"),
            (COORDINATOR, "reads", "2 reports wait for somebody"),
        ],
    )


async def test_anybody_sees_who_is_on_duty(rig: Rig) -> None:
    """By word, and from the receipt while nobody has it; whoever is away is not among them."""
    await play(
        rig,
        [
            (TEACHER, "says", "who is on duty"),
            (TEACHER, "reads", "Who is on duty now"),
            (TEACHER, "reads", "Phone Gareth Penhallow, 01632 960102"),
            (CHAMPION, "says", "away until Friday"),
            *REPORT,
            (TEACHER, "presses", "Who is on duty"),
            (TEACHER, "reads", "Phone Rosalind Okafor, 01632 960101"),
        ],
    )
    newest = words_of(rig.teams.chat(TEACHER).standing[-1].card or {})
    assert "Gareth Penhallow" not in newest


async def test_an_emergency_that_nobody_answers_comes_again_and_then_shows_whom_to_telephone(rig: Rig) -> None:
    """Every two minutes to the same people, as the one card at the end of the chat; the others' numbers at last."""
    await play(rig, [(TEACHER, "says", "report harmful contact"), (TEACHER, "presses", "Alert now")])
    await play(rig, [(CHAMPION, "reads", "Someone may be harming a pupil"), (CHAMPION, "never reads", "Telephone")])
    for alerts in (2, 3):
        await rig.move(timedelta(minutes=2))
        await rig.at_rest()
        assert (pings(rig, CHAMPION), pings(rig, HEAD)) == (alerts, alerts)
        assert seen(rig, CHAMPION).count("Nobody has taken it yet") == 1
    for _ in range(4):
        await rig.move(timedelta(minutes=2))
        await rig.at_rest()
    await play(rig, [(CHAMPION, "reads", "Telephone somebody now"), (CHAMPION, "reads", "01632 960101")])
    assert "pinged_again" in await what_happened(rig)
    await play(rig, [(CHAMPION, "presses", "Acknowledge"), (HEAD, "reads", "Gareth Penhallow has it")])
    await play(rig, [(CHAMPION, "never reads", "Telephone somebody now"), (HEAD, "never reads", "Telephone somebody")])


@pytest.mark.parametrize("presses", [True, False], ids=["told now", "left until Monday"])
async def test_a_routine_report_on_a_sunday_says_when_it_is_told_and_what_to_press_or_phone(
    tmp_path: Path, presses: bool
) -> None:
    """Nobody is at school to be seen: the receipt has the moment, a button and the numbers of those told first. Once
    they are told it offers neither."""
    async with school_at_work(tmp_path, at=datetime(2026, 11, 22, 10, 0, tzinfo=UTC)) as rig:
        await play(
            rig,
            [
                *SPAM,
                (TEACHER, "reads", "It is not urgent, so people are told when school is open: Mon 23 Nov, 08:00."),
                (TEACHER, "reads", "If it cannot wait, press **Tell people now**, or:"),
                (TEACHER, "reads", "Phone Gareth Penhallow, 01632 960102"),
                (TEACHER, "never reads", "in person"),
                (CHAMPION, "has cards", "0"),
            ],
        )
        if presses:
            asked: list[Line] = [
                (TEACHER, "presses", "Tell people now"),
                (TEACHER, "reads", "They get an alert at once, whatever the hour."),
                (CHAMPION, "has cards", "0"),
                (TEACHER, "presses", "Send"),
            ]
            await play(rig, asked)
        else:
            await rig.move(timedelta(hours=22))
        await play(
            rig,
            [
                (CHAMPION, "reads", "Spam or phishing"),
                (TEACHER, "reads", "have been told"),
                (TEACHER, "never reads", "when school is open"),
            ],
        )


async def test_where_nobody_holds_a_role_the_reporter_is_not_left_waiting(tmp_path: Path) -> None:
    """The receipt promises nobody who is not there, and the reporter hears it again when the ladder has run out."""
    school = load_school(SCHOOL_FILE)
    people = tuple(person.model_copy(update={"roles": person.roles & {"staff"}}) for person in school.people)
    async with school_at_work(tmp_path, school=school.model_copy(update={"people": people})) as rig:
        await play(
            rig,
            [
                *REPORT,
                (TEACHER, "reads", "Nobody could be told in Teams yet. Please tell somebody in person now."),
                (TEACHER, "reads", "Do not wait for that"),
                (TEACHER, "never reads", "People are told again until somebody takes it"),
            ],
        )
        await time_passes(rig, timedelta(minutes=30), lambda: "Nobody has taken OS-2026-0001" in seen(rig, TEACHER))


async def test_an_owner_who_does_nothing_is_asked_and_then_gives_way(rig: Rig) -> None:
    """Acknowledged and forgotten: the question, then the ladder again, with a line that says so."""
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-"), (CHAMPION, "presses", "Acknowledge")])
    await rig.move(timedelta(hours=4))
    await play(rig, [(CHAMPION, "reads", "Is this still with you?")])
    await play(rig, [(CHAMPION, "presses", "Still with me"), (CHAMPION, "reads", "in hand")])
    await rig.move(timedelta(hours=4))
    await play(rig, [(CHAMPION, "reads", "Is this still with you?")])
    await rig.move(timedelta(minutes=30))
    await play(rig, [(HEAD, "reads", "Gareth Penhallow did not answer, so the others are told again")])
    await play(rig, [(HEAD, "presses", "Acknowledge"), (TEACHER, "reads", "Rosalind Okafor has it")])


async def test_the_question_to_the_owner_stands_at_the_end_of_their_chat_until_it_is_answered(rig: Rig) -> None:
    """Whatever else comes to the report meanwhile; it offers the answer and a hand-over at once, and nobody else is
    asked."""
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-"), (CHAMPION, "presses", "Acknowledge")])
    await play(rig, [(CHAMPION, "says", "my reports"), (CHAMPION, "says", "OS-2026-0001")])
    await rig.move(timedelta(hours=4))
    question = "Is this still with you? You took it Mon 23 Nov, 10:31."
    await play(rig, [(HEAD, "never reads", question), (HEAD, "never reads", "Still with me")])
    more = {"what": "He has the other half of it"}
    await play(rig, [(TEACHER, "presses", "Add details"), (TEACHER, "presses", "Send", more)])
    await play(rig, [(CHAMPION, "reads", "The reporter has added details.")])
    await rig.at_rest()
    last = rig.teams.chat(CHAMPION).cards[-1]
    assert question in words_of(last)
    assert [each.title for each in pressables(last)][:2] == ["Still with me", "Hand over"]
    await play(
        rig,
        [
            (CHAMPION, "presses", "Still with me"),
            (CHAMPION, "never reads", question),
            (CHAMPION, "never reads", "Still with me"),
            (CHAMPION, "reads", "Hand over"),
        ],
    )


async def test_an_owner_who_is_asked_can_hand_over_at_once(rig: Rig) -> None:
    """From the question itself."""
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-"), (CHAMPION, "presses", "Acknowledge")])
    await rig.move(timedelta(hours=4))
    await play(
        rig,
        [
            (CHAMPION, "reads", "Is this still with you?"),
            (CHAMPION, "presses", "Hand over"),
            (CHAMPION, "presses", "Send", {"to": HEAD}),
            (HEAD, "reads", "waiting for Rosalind Okafor to take it"),
            (CHAMPION, "never reads", "Is this still with you?"),
        ],
    )


async def test_what_somebody_answers_counts_for_them_alone_and_once(rig: Rig) -> None:
    """Who presses is who is signed in, whatever the card says; whoever was not asked answers nothing, and what is
    delivered again, after they have said otherwise, changes nothing."""
    await play(rig, [(TEACHER, "says", "report harmful_contact"), (TEACHER, "presses", "Alert now")])
    await play(rig, [(HEAD, "reads", "I cannot"), (CHAMPION, "reads", "I cannot")])
    said: JsonObject = {"id": "OS-2026-0001", "by": HEAD, "who": HEAD, "person": HEAD}
    for verb in ("incident.cannot_come", "incident.acknowledge"):
        for who in (TEACHER, OTHER_TEACHER, GOVERNOR):
            await rig.teams.forge(who, verb, said)
    await rig.teams.forge(SENIOR, "incident.cannot_come", said)
    made = await rig.store.get(Incident, "OS-2026-0001")
    assert made is not None
    assert (made.owner, made.responses) == (None, ())
    late = await rig.teams.forge(CHAMPION, "incident.cannot_come", said)
    await play(rig, [(CHAMPION, "presses", "Acknowledge")])
    await rig.teams.repeat(late)
    made = await rig.store.get(Incident, "OS-2026-0001")
    assert made is not None
    assert (made.owner_id, [who.id for who in made.awaited], made.cannot_come) == (CHAMPION, [HEAD], ())
    await play(rig, [(HEAD, "reads", "I am coming"), (HEAD, "presses", "I am coming")])
    late = await rig.teams.forge(HEAD, "incident.cannot_come", said)
    await play(rig, [(HEAD, "reads", "You said that you cannot come."), (HEAD, "presses", "I am coming")])
    await rig.teams.repeat(late)
    made = await rig.store.get(Incident, "OS-2026-0001")
    assert made is not None
    assert [who.id for who in made.on_the_way] == [HEAD]


@pytest.mark.parametrize("owner", [CHAMPION, SENIOR], ids=["one who is told again", "one whom no first step tells"])
async def test_a_report_whose_owner_does_not_answer_says_so_to_everybody(rig: Rig, owner: str) -> None:
    """The alert, the reporter's tracker and a message to them, and the card of whoever had it: nobody reads that nobody
    has taken it yet, and what was so stands only until somebody has it."""
    name = {CHAMPION: "Gareth Penhallow", SENIOR: "Tomasz Wilkowski"}[owner]
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-"), (owner, "says", "acknowledge OS-2026-0001")])
    await play(rig, [(TEACHER, "reads", f"{name} has it")])
    await rig.move(timedelta(hours=4))
    await rig.move(timedelta(minutes=30))
    had = f"{name} took it Mon 23 Nov, 10:31 and has not answered. Nobody has it now."
    told = f"{name} had it from Mon 23 Nov, 10:31. The others are being told again."
    await play(
        rig,
        [
            (HEAD, "reads", had),
            (HEAD, "never reads", "Nobody has taken it yet"),
            (owner, "reads", had),
            (owner, "never reads", "Is this still with you?"),
            (TEACHER, "reads", told),
            (TEACHER, "reads", "Somebody has it\nnot now: the others are told again"),
            (TEACHER, "reads", "Whoever had it has not answered, so the others are being told again."),
            (TEACHER, "never reads", "Nobody has taken it yet"),
            (TEACHER, "never reads", "not answered. Nobody"),
            (HEAD, "presses", "Acknowledge"),
            (TEACHER, "reads", "Rosalind Okafor has it"),
            (TEACHER, "never reads", told),
            (TEACHER, "never reads", "not now: the others"),
            (HEAD, "never reads", had),
        ],
    )
    toasts = [message.summary for message in rig.teams.chat(TEACHER).standing]
    assert "OS-2026-0001: something has changed (Threatening or offensive message)" in toasts


async def test_a_hand_over_that_is_not_taken_alerts_the_ladder(rig: Rig) -> None:
    """The new person is alerted at once; if they do not take it, the ladder alerts again."""
    await play(
        rig,
        [
            *REPORT,
            (CHAMPION, "reads", "OS-"),
            (CHAMPION, "presses", "Acknowledge"),
            (CHAMPION, "presses", "Hand over"),
            (CHAMPION, "presses", "Send", {"to": SENIOR}),
            (SENIOR, "reads", "waiting for Tomasz Wilkowski to take it"),
        ],
    )
    before = pings(rig, HEAD)
    await rig.move(timedelta(minutes=16))
    await rig.teams.until(lambda: pings(rig, HEAD) > before)


async def test_tell_now_skips_the_wait(rig: Rig) -> None:
    """The next step is alerted at once, and the timeline says who asked for it."""
    await play(rig, [*SPAM, (COORDINATOR, "reads", "OS-"), (MANAGER, "has cards", "0")])
    await play(rig, [(COORDINATOR, "presses", "Tell people now"), (MANAGER, "reads", "OS-2026-0001")])
    assert "ring_now" in await what_happened(rig)


OUTSIDE_HOURS = [
    ("a Sunday", datetime(2026, 11, 22, 12, 0, tzinfo=UTC), "Mon 23 Nov, 08:00"),
    ("an evening", datetime(2026, 11, 23, 19, 0, tzinfo=UTC), "Tue 24 Nov, 08:00"),
    ("half term, over the change of clocks", datetime(2026, 10, 24, 9, 0, tzinfo=UTC), "Tue 3 Nov, 08:00"),
    ("the Easter holiday, into summer time", datetime(2027, 3, 27, 12, 0, tzinfo=UTC), "Mon 12 Apr, 08:00"),
]


@pytest.mark.parametrize(("name", "at", "goes"), OUTSIDE_HOURS, ids=[row[0] for row in OUTSIDE_HOURS])
async def test_routine_waits_for_school_hours_and_urgent_does_not(
    tmp_path: Path, name: str, at: datetime, goes: str
) -> None:
    """Spam waits until the school opens, and the receipt and the timeline say when; a threat alerts at any hour."""
    async with school_at_work(tmp_path, at=at) as rig:
        await play(
            rig, [*SPAM, (TEACHER, "reads", f"Waiting for school hours, until {goes}"), (COORDINATOR, "has cards", "0")]
        )
        incident = await rig.store.get(Incident, "OS-2026-0001")
        assert incident is not None
        assert incident.ladder.next_at is not None
        assert (await what_happened(rig))[:2] == ["reported", "waits"]
        await play(rig, [*REPORT, (CHAMPION, "reads", "OS-2026-0002")])
        rig.clock.move_to(incident.ladder.next_at)
        await play(rig, [(COORDINATOR, "reads", "OS-2026-0001")])


async def test_a_first_step_that_comes_later_is_a_plan_and_no_failure(tmp_path: Path) -> None:
    """The receipt and the log say when somebody is told; nobody reads that nobody could be told."""
    school = load_school(SCHOOL_FILE)
    later = school.routes["threat"].model_copy(update={"steps": (Step(roles=("champion",), after=300),)})
    school = school.model_copy(update={"routes": {**school.routes, "threat": later}})
    async with school_at_work(tmp_path, school=school) as rig:
        await play(
            rig,
            [
                *REPORT,
                (TEACHER, "reads", "Nobody has been told yet: it waits until Mon 23 Nov, 10:36"),
                (TEACHER, "reads", "The first people are told on Mon 23 Nov, 10:36"),
                (TEACHER, "never reads", "Nobody could be told"),
                (CHAMPION, "says", "log"),
                (CHAMPION, "presses", "Open OS-2026-0001"),
                (CHAMPION, "reads", "it waits until Mon 23 Nov, 10:36"),
            ],
        )
        await rig.move(timedelta(minutes=5))
        await play(rig, [(CHAMPION, "reads", "OS-2026-0001"), (TEACHER, "reads", "Gareth Penhallow")])


async def test_a_routine_ladder_does_not_run_through_the_night(tmp_path: Path) -> None:
    """Spam of Friday evening alerts its first step on Monday morning, and the next four open hours later."""
    async with school_at_work(tmp_path, at=datetime(2026, 11, 20, 17, 5, tzinfo=UTC)) as rig:
        await play(rig, [*SPAM, (TEACHER, "reads", "Waiting for school hours, until Mon 23 Nov, 08:00")])
        rig.clock.move_to(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
        await play(rig, [(COORDINATOR, "reads", "OS-2026-0001"), (TEACHER, "reads", "Priya Ramanathan")])
        assert pings(rig, MANAGER) == pings(rig, SENIOR) == 0
        await rig.move(timedelta(hours=4))
        await play(rig, [(MANAGER, "reads", "OS-2026-0001")])
        assert pings(rig, SENIOR) == 0


REFUSALS = [
    ("not installed", faults.not_installed(), "the app is not installed for them"),
    ("blocked", faults.forbidden(), "they have blocked or removed the app"),
]


@pytest.mark.parametrize(("name", "fault", "words"), REFUSALS, ids=[row[0] for row in REFUSALS])
async def test_a_refusal_is_seen_at_once_and_the_ladder_goes_on(
    rig: Rig, name: str, fault: TeamsFault, words: str
) -> None:
    """When nobody of a step can be reached the next one alerts without waiting, and the timeline says why."""
    for who in (HEAD, CHAMPION):
        rig.teams.faults.on(fault, person=who)
    await play(rig, [*REPORT, (SENIOR, "reads", "OS-2026-0001"), (SENIOR, "reads", words)])
    assert "could_not_ring" in await what_happened(rig)
    await play(rig, [(TEACHER, "reads", "could not be reached in Teams")])


TROUBLES = [
    ("throttled", faults.too_many_requests(3.0), timedelta(seconds=4)),
    ("a bad gateway in HTML", faults.bad_gateway(), timedelta(seconds=3)),
    ("unavailable", faults.unavailable(), timedelta(seconds=3)),
    ("a dropped connection", faults.dropped_connection(), timedelta(seconds=3)),
    ("precondition failed", faults.precondition_failed(), timedelta(seconds=3)),
]


@pytest.mark.parametrize(("name", "fault", "wait"), TROUBLES, ids=[row[0] for row in TROUBLES])
async def test_trouble_is_overcome(rig: Rig, name: str, fault: TeamsFault, wait: timedelta) -> None:
    """What may pass is tried again later, honouring Retry-After, and the ping arrives once."""
    switch = rig.teams.faults.on(fault, person=CHAMPION, operations="send", times=1)
    await play(rig, [*REPORT, (HEAD, "reads", "OS-")])
    await rig.teams.until(lambda: switch.hits == 1)
    await time_passes(rig, wait, until=lambda: "OS-2026-0001" in seen(rig, CHAMPION))
    assert len(rig.teams.chat(CHAMPION).from_bot) == 1


async def test_a_card_that_can_no_longer_be_changed_is_sent_afresh(rig: Rig) -> None:
    """Every card tells the truth: where an edit is refused, the truth comes as a new message."""
    await play(rig, [*REPORT, (HEAD, "reads", "OS-")])
    rig.teams.faults.on(faults.not_found(), person=HEAD, operations="update")
    await play(rig, [(CHAMPION, "reads", "OS-"), (CHAMPION, "presses", "Acknowledge")])
    await play(rig, [(HEAD, "reads", "Gareth Penhallow has it")])
    assert pings(rig, HEAD) == 2


async def test_reach_shows_who_cannot_be_reached_and_a_champion_is_told_before(tmp_path: Path) -> None:
    """The check at the start finds who has no app; the Champions are told, and `reach` says what to do."""
    clock = FakeClock(MONDAY)
    async with (
        stand_in(load_school(SCHOOL_FILE), clock) as teams,
        school_at_work(tmp_path, teams=teams, clock=clock) as rig,
    ):
        await play(rig, [(TEACHER, "says", "hello")])  # from here on the bot knows the road to everybody
        teams.faults.on(faults.not_installed(), person=MANAGER)
        clock.move(timedelta(days=1))
        await play(
            rig,
            [
                (CHAMPION, "reads", "Senior leader, School Business Manager: the app is not installed"),
                (CHAMPION, "reads", "Ask the administrator to install it"),
                (HEAD, "says", "reach"),
                (HEAD, "reads", "Alerts would not reach these"),
                (TEACHER, "says", "reach"),
                (TEACHER, "reads", "This is for somebody else to do"),
            ],
        )
        known = await rig.store.get(Reached, MANAGER)
        assert known is not None
        assert known.out_of_reach
        teams.faults.clear()
        await play(rig, [(HEAD, "presses", "Check now"), (HEAD, "reads", "can be reached.")])


async def test_who_gets_the_app_late_finds_the_alert_below_the_welcome(rig: Rig) -> None:
    """What they missed is the newest in their chat, where it is seen."""
    await rig.teams.uninstall(CHAMPION)
    await play(rig, [*REPORT, (HEAD, "reads", "OS-2026-0001"), (CHAMPION, "has cards", "0")])

    # The first refusal may be an outage's: it is tried once more, a few seconds later.
    await rig.move(timedelta(seconds=10))
    assert await rig.store.find(Notice, where={"to_id": CHAMPION, "state": NoticeState.FAILED.value})
    await rig.teams.install(CHAMPION)
    await play(rig, [(CHAMPION, "reads", "OS-2026-0001"), (CHAMPION, "reads", "This is where staff of")])
    await rig.at_rest()
    told = [words_of(card) for card in rig.teams.chat(CHAMPION).cards]
    assert "This is where staff of" in told[0]
    assert "OS-2026-0001" in told[-1]


async def test_a_drill_alerts_a_real_ladder_and_counts_nowhere(rig: Rig) -> None:
    """Every card says DRILL, the times are told, and no reference of the log is used."""
    await play(
        rig,
        [
            (TEACHER, "says", "drill"),
            (TEACHER, "reads", "This is for somebody else to do"),
            (CHAMPION, "says", "drill"),
            (CHAMPION, "presses", "Start the drill", {"kind": "threat"}),
            (HEAD, "reads", "DRILL: Threatening or offensive message"),
            (HEAD, "presses", "Acknowledge"),
            (CHAMPION, "reads", "by Rosalind Okafor after 0 s"),
            *REPORT,
            (TEACHER, "reads", "OS-2026-0001"),
        ],
    )
    # Where the bot itself redraws the pressed card, the summary is the card's title.
    assert rig.teams.chat(HEAD).from_bot[0].summary.startswith("DRILL")


@pytest.mark.parametrize("ended", [False, True], ids=["while it alerts", "when it is over"])
async def test_a_drill_stays_a_drill(rig: Rig, ended: bool) -> None:
    """It is acknowledged or alerted on, and nothing else: what is written on it would stand in no log."""
    await play(rig, [(CHAMPION, "says", "drill"), (CHAMPION, "presses", "Start the drill", {"kind": "threat"})])
    await play(rig, [(HEAD, "reads", "This is a drill."), (HEAD, "reads", "Tell people now")])
    for words in ("Hand over", "Add a note", "Refer", "Change the kind"):
        await play(rig, [(HEAD, "never reads", words)])
    await play(rig, [(CHAMPION, "never reads", "Add details")])
    if ended:
        await play(rig, [(HEAD, "presses", "Acknowledge"), (HEAD, "never reads", "Reopen")])
    before = await rig.store.get(Incident, "DR-2026-0001")
    forged: list[tuple[str, str, JsonObject]] = [
        (HEAD, "incident.hand_over.send", {"to": SENIOR}),
        (HEAD, "incident.kind.send", {"kind": "illegal_content"}),
        (HEAD, "incident.note.send", {"note": "It is real"}),
        (HEAD, "incident.refer.send", {"told_other": "Police"}),
        (HEAD, "incident.reopen.send", {"reason": "x"}),
        (CHAMPION, "report.details", {"what": "It is real"}),
    ]
    for who, verb, data in forged:
        answer = await rig.teams.forge(who, verb, {"id": "DR-2026-0001", **data})
        assert "This is a drill, so nothing was changed." in answer.message
    assert await rig.store.get(Incident, "DR-2026-0001") == before


async def test_a_step_due_while_the_process_was_down_fires_at_start(tmp_path: Path) -> None:
    """Checked against the state as it is then; what is older than a day is put before a Champion instead."""
    clock = FakeClock(MONDAY)
    async with stand_in(load_school(SCHOOL_FILE), clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
            await play(rig, [*REPORT, (CHAMPION, "reads", "OS-2026-0001")])
        clock.move(timedelta(minutes=40))
        async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
            await play(rig, [(SENIOR, "reads", "OS-2026-0001")])
        clock.move(timedelta(days=3))
        before = pings(rig, SENIOR)
        async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
            await play(rig, [(CHAMPION, "reads", "should have been told of this more than a day ago")])
            assert pings(rig, SENIOR) == before


async def test_many_reports_at_once_all_alert(rig: Rig) -> None:
    """Twenty reports at one moment to one Champion: each alerts by itself."""
    people = [person.id for person in rig.school.people if "staff" in person.roles and person.id != CHAMPION]
    for number in range(20):
        who = people[number % len(people)]
        await play(rig, [(who, "says", "report threat"), (who, "presses", "Send", {"what": f"number {number}"})])
    await time_passes(rig, timedelta(seconds=1), until=lambda: "OS-2026-0020" in seen(rig, CHAMPION))
    for number in range(1, 21):
        await play(rig, [(CHAMPION, "reads", f"OS-2026-{number:04}")])


async def test_a_clock_that_went_back_a_day_silences_nobody(rig: Rig) -> None:
    """The next step alerts though its time now lies a day ahead; `reach` shows a Champion that the clock was wrong."""
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-2026-0001"), (TEACHER, "reads", "Gareth Penhallow")])
    before = pings(rig, HEAD)
    await rig.move(timedelta(days=-1))
    await rig.teams.until(lambda: pings(rig, HEAD) > before)
    assert "clock_was_wrong" in await what_happened(rig)
    await rig.move(timedelta(minutes=15))
    await play(rig, [(SENIOR, "reads", "OS-2026-0001")])
    await play(
        rig,
        [(CHAMPION, "says", "reach"), (CHAMPION, "reads", "The clock of the computer I run on was found to be wrong")],
    )


async def test_a_report_costs_two_messages_and_two_redraws(rig: Rig) -> None:
    """Two people are alerted for it; what their pings change on cards that stand is drawn together."""
    await play(rig, [*REPORT, (CHAMPION, "reads", "OS-")])
    for _ in range(5):
        await rig.at_rest()
        await rig.move(timedelta(seconds=2))
    assert [pings(rig, who) for who in (HEAD, CHAMPION, SENIOR, COORDINATOR)] == [1, 1, 0, 0]
    in_the_turn = 1 if rig.school.buttons == "submit" else 0  # the answer to the press is put in the form's place
    assert len(rig.teams.calls.of("update")) <= 2 + in_the_turn
