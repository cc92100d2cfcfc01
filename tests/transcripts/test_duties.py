"""The calendar of duties (T1 to T5, D3, D5, D12): each begins once, is done by whoever holds its role, and climbs."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from icalendar import Calendar

from bot.local.shapes import JsonObject
from bot.policy.duties import DutyPurpose
from bot.policy.duties.duty import Duty, DutyState
from bot.policy.duties.falling_due import CalendarDay
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice
from bot.policy.kit.school import DutyRule
from bot.settings import load_school
from bot.settings.duties import shipped_duties
from tests.clock import FakeClock, eventually
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
    TEACHER,
    Rig,
    school_at_work,
    stand_in,
)
from tests.transcripts.play import Line, play

DAY = 86_400.0
SHIPPED = {rule.id: rule for rule in shipped_duties()}


def row(shipped: str, **changed: object) -> DutyRule:
    """A row that is shipped, changed as a school may."""
    return SHIPPED[shipped].model_copy(update=changed)


RESTORED = row("backup_restored", when="yearly 12-04")
"""The business manager's, due on Friday of next week, and begun as the bot starts."""
TESTED = row("filtering_tested", when="yearly 12-04", role="champion")
"""Of a Champion, who finds what is to be done in the bot itself."""
WEEK = row("anti_bullying_week", when="yearly 12-07", lead=7 * DAY)
"""The two Champions', from next Monday on."""
NOBODYS = row("equipment_audited", when="yearly 12-02", role="technician")
"""Of a role that an outside contact has."""


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The school's calendar has these rows."""
    monkeypatch.setattr("tests.rig.DUTIES", (RESTORED, WEEK))


async def meet(rig: Rig) -> None:
    """Somebody writes to the bot, from which it knows the way to everybody, and what waited for that is sent."""
    await rig.teams.say(ASSISTANT, "help")
    await rig.move(timedelta(minutes=10))


@pytest_asyncio.fixture
async def rig(rig: Rig) -> Rig:
    """A school in which the bot has been written to."""
    await meet(rig)
    return rig


DONE = {"on": "2026-11-20", "words": "The staff handbook, from Tuesday's back-up"}
BEGUN: list[Line] = [(MANAGER, "reads", "DU-2026-0001")]
STORIES: dict[str, list[Line]] = {
    "done, with its evidence": [
        *BEGUN,
        (MANAGER, "reads", "This is due soon, and it is yours."),
        (MANAGER, "reads", "A back-up restored"),
        (MANAGER, "reads", "To be done by Fri 4 Dec"),
        (MANAGER, "reads", "What was restored, from which day, and who did it."),
        (MANAGER, "presses", "Done"),
        (MANAGER, "presses", "Save", DONE),
        (MANAGER, "is told", "It is marked as done."),
        (MANAGER, "reads", "Done, said by Helen Thistlewood, Mon 23 Nov, 10:41"),
        (MANAGER, "reads", "Tuesday's back-up"),
        (MANAGER, "never reads", "This is due soon"),
        (HEAD, "never reads", "DU-2026-0001"),
        (HEAD, "says", "DU\u20112026\u20110001"),
        (HEAD, "reads", "Helen Thistlewood said that it was done on 20 November 2026"),
    ],
    "not needed, for a reason": [
        *BEGUN,
        (MANAGER, "presses", "Not needed this year"),
        (MANAGER, "presses", "Save", {"words": "  "}),
        (MANAGER, "reads", "Please fill this in."),
        (MANAGER, "presses", "Save", {"words": "The supplier did it in September"}),
        (MANAGER, "is told", "It is marked as not needed, with your reason."),
        (MANAGER, "reads", "Not needed, said by Helen Thistlewood"),
        (MANAGER, "reads", "The supplier did it in September"),
    ],
    "handed over to a teacher, who does it": [
        *BEGUN,
        (MANAGER, "presses", "Hand over"),
        (MANAGER, "presses", "Send", {"to": GOVERNOR}),
        (MANAGER, "reads", "Please choose somebody from the staff."),
        (MANAGER, "presses", "Send", {"to": TEACHER}),
        (MANAGER, "is told", "It is handed over. They are told in school hours."),
        (TEACHER, "reads", "This was handed to you."),
        (MANAGER, "reads", "Daniel Birtwhistle"),
        (TEACHER, "says", "calendar"),
        (TEACHER, "reads", "A back-up restored"),
        (TEACHER, "never reads", "Anti-Bullying Week"),
        (TEACHER, "presses", "Done"),
        (TEACHER, "presses", "Save", DONE),
        (MANAGER, "reads", "Done, said by Daniel Birtwhistle"),
    ],
    "not theirs": [
        *BEGUN,
        (OTHER_TEACHER, "says", "DU-2026-0001"),
        (OTHER_TEACHER, "reads", "There is no duty by that reference that you can open."),
        (OTHER_TEACHER, "says", "calendar"),
        (OTHER_TEACHER, "reads", "nothing in it is yours"),
        (OTHER_TEACHER, "says", "export calendar"),
        (OTHER_TEACHER, "reads", "nothing in it is yours"),
        (GOVERNOR, "says", "DU-2026-0001"),
        (GOVERNOR, "reads", "A back-up restored"),
        (GOVERNOR, "never reads", "Not needed this year"),
    ],
    "opened from the calendar, and kept true": [
        *BEGUN,
        (HEAD, "says", "calendar"),
        (HEAD, "reads", "School year 2026 to 2027"),
        (HEAD, "reads", "DU-2026-0001 · Fri 4 Dec · School Business Manager"),
        (HEAD, "reads", "Mon 7 Dec · Online Safety Champion"),
        (HEAD, "presses", "Open DU-2026-0001"),
        (MANAGER, "presses", "Done"),
        (MANAGER, "presses", "Save", DONE),
        (HEAD, "reads", "Done, said by Helen Thistlewood"),
    ],
}


@pytest.mark.parametrize("name", STORIES)
async def test_stories(rig: Rig, name: str) -> None:
    """Each plays as it is written."""
    await play(rig, STORIES[name])


async def duty(rig: Rig, rule: DutyRule = RESTORED) -> Duty:
    """The one duty of that row."""
    (found,) = [each for each in await rig.store.find(Duty) if each.rule.id == rule.id]
    return found


async def test_later_is_asked_for_again_on_that_day(rig: Rig) -> None:
    """It is not late before, is reminded of in the morning of that day, and the days that may not be come back."""
    await play(
        rig,
        [
            *BEGUN,
            (MANAGER, "presses", "Later"),
            (MANAGER, "reads", "The latest day is Fri 29 Jan."),
            (MANAGER, "presses", "Save", {"to": "2026-11-23"}),
            (MANAGER, "reads", "Choose a day after today."),
            (MANAGER, "presses", "Save", {"to": "2027-01-30"}),
            (MANAGER, "reads", "That is more than eight weeks after it was due."),
            (MANAGER, "presses", "Save", {"to": "2026-12-16"}),
            (MANAGER, "is told", "You are reminded on that day."),
            (MANAGER, "reads", "Put off to Wed 16 Dec"),
        ],
    )
    await rig.move(timedelta(days=21))
    await play(rig, [(MANAGER, "never reads", "A reminder"), (MANAGER, "never reads", "Late:")])
    await rig.move(timedelta(days=2))
    await play(
        rig, [(MANAGER, "reads", "A reminder: this is still to be done."), (HEAD, "never reads", "DU-2026-0001")]
    )


async def test_what_nobody_does_climbs(rig: Rig) -> None:
    """Asked for on its day, again a week later, and after another week the Headteacher is told; and then no more."""
    await play(rig, BEGUN)
    for _ in range(30):
        await rig.move(timedelta(days=1))
    reminded = [e for e in await rig.store.timeline("DU-2026-0001") if e.what == "duty_reminded"]
    assert [(e.at.date(), e.facts["to"]) for e in reminded] == [
        (date(2026, 12, 4), "Helen Thistlewood"),
        (date(2026, 12, 11), "Helen Thistlewood"),
        (date(2026, 12, 18), "Helen Thistlewood, Rosalind Okafor"),
    ]
    await play(
        rig,
        [
            (HEAD, "reads", "This is two weeks late, so you are told as Headteacher."),
            (HEAD, "presses", "Hand over"),
            (HEAD, "presses", "Send", {"to": COORDINATOR}),
            (COORDINATOR, "never reads", "This was handed to you."),
        ],
    )
    # The holidays are over.
    await rig.move(timedelta(days=14))
    await play(rig, [(COORDINATOR, "reads", "This was handed to you.")])
    assert (await duty(rig)).due_at is None


async def test_two_champions_have_a_card_each_and_one_does_it(rig: Rig) -> None:
    """The other's card says so by itself. The note for staff and the handout are there to be copied."""
    await rig.move(timedelta(days=7))
    await play(
        rig,
        [
            (HEAD, "reads", "Anti-Bullying Week"),
            (CHAMPION, "reads", "Anti-Bullying Week"),
            (CHAMPION, "reads", "A note for staff"),
            (CHAMPION, "reads", "Please plan a lesson for your class about bullying"),
            (CHAMPION, "reads", "A handout for parents"),
            (CHAMPION, "reads", "If a child is threatened or in danger, phone 999."),
            (CHAMPION, "presses", "Done"),
            (CHAMPION, "presses", "Save", DONE),
            (HEAD, "reads", "Done, said by Gareth Penhallow"),
            (HEAD, "never reads", "Not needed this year"),
        ],
    )


async def test_two_who_do_it_at_once(rig: Rig) -> None:
    """One ending is kept; the other is shown it, with what they typed."""
    await rig.move(timedelta(days=7))
    await play(rig, [(HEAD, "reads", "DU-2026-0002"), (CHAMPION, "reads", "DU-2026-0002")])
    held: JsonObject = {"id": "DU-2026-0002", "v": 1, "on": "2026-11-30", "words": "Assembly"}
    answers = await asyncio.gather(
        rig.teams.forge(HEAD, "duty.done.send", held), rig.teams.forge(CHAMPION, "duty.done.send", held)
    )
    ends = [each for each in await rig.store.timeline("DU-2026-0002") if each.what == "duty_done"]
    assert len(ends) == 1
    assert sum("has already said how this ended" in str(answer.card) for answer in answers) == 1


STATES: dict[str, list[Line]] = {
    "open": BEGUN,
    "done": [
        *BEGUN,
        (MANAGER, "presses", "Done"),
        (MANAGER, "presses", "Save", DONE),
        (MANAGER, "reads", "Done, said"),
    ],
    "not needed": [
        *BEGUN,
        (MANAGER, "presses", "Not needed this year"),
        (MANAGER, "presses", "Save", {"words": "x"}),
        (MANAGER, "reads", "Not needed, said"),
    ],
    "handed over": [
        *BEGUN,
        (MANAGER, "presses", "Hand over"),
        (MANAGER, "presses", "Send", {"to": TEACHER}),
        (TEACHER, "reads", "DU-2026-0001"),
    ],
}
FORGED: dict[str, JsonObject] = {
    "duty.done.send": {**DONE},
    "duty.not_needed.send": {"words": "x"},
    "duty.hand_over.send": {"to": ASSISTANT},
    "duty.later.send": {"to": "2026-12-14"},
    "duty.done": {},
    "duty.not_needed": {},
    "duty.hand_over": {},
    "duty.later": {},
    "duty.file": {},
    "duty.file.open": {},
    "duty.file.open.send": {"file": "x"},
}


@pytest.mark.parametrize("state", STATES)
async def test_a_forged_press_changes_nothing(rig: Rig, state: str) -> None:
    """Whatever somebody sends who may not, in every state; what is over nobody changes."""
    await play(rig, STATES[state])
    await rig.at_rest()
    before = await duty(rig)
    over = (MANAGER, HEAD) if not before.is_open else ()
    for who in (OTHER_TEACHER, ASSISTANT, CHAMPION, COORDINATOR, GOVERNOR, *over):
        for verb, data in FORGED.items():
            await rig.teams.forge(who, verb, {"id": "DU-2026-0001", "v": 1, **data})
    assert await duty(rig) == before


async def test_a_duty_opens_what_the_bot_has_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The button does what its words do when they are typed, for whoever presses; made-up words do nothing."""
    monkeypatch.setattr("tests.rig.DUTIES", (TESTED,))
    async with school_at_work(tmp_path) as rig:
        await meet(rig)
        await play(
            rig,
            [
                (CHAMPION, "reads", "Filtering and monitoring tested"),
                (CHAMPION, "presses", "Open: filtering"),
                (CHAMPION, "reads", "Nothing has been decided about an address yet."),
            ],
        )
        for words in ("os-*", "no such words", ""):
            answer = await rig.teams.forge(CHAMPION, "command.open", {"command": words})
            assert "belongs to an older card" in str(answer)


BAD: dict[str, tuple[dict[str, str], str]] = {
    "no evidence": ({**DONE, "words": " "}, "Please fill this in."),
    "evidence of 10,000 characters": ({**DONE, "words": "x" * 10_000}, "This is longer than I can keep."),
    "no day": ({**DONE, "on": "soon"}, "Write the day like 27/11/2026."),
    "a day to come": ({**DONE, "on": "2026-11-24"}, "That day has not come yet."),
    "a day long past": ({**DONE, "on": "2024-11-24"}, "That is more than a year before it was due."),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_form_with_a_fault_comes_back(rig: Rig, name: str) -> None:
    """With what is wrong marked, what was typed still in it, and nothing kept."""
    typed, wrong = BAD[name]
    await play(rig, BEGUN)
    # A client that does not keep to what a field takes.
    answer = await rig.teams.forge(MANAGER, "duty.done.send", {"id": "DU-2026-0001", "v": 1, **typed})
    shown = json.dumps(answer.card)
    assert wrong in shown
    assert all(value.strip()[:50] in shown for value in typed.values())
    assert (await duty(rig)).state is DutyState.OPEN


async def test_what_nobody_holds_the_role_of_is_told_to_every_champion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may do it, and others may not."""
    monkeypatch.setattr("tests.rig.DUTIES", (NOBODYS,))
    async with school_at_work(tmp_path) as rig:
        await meet(rig)
        await play(
            rig,
            [
                (HEAD, "reads", "Nobody holds the role whose duty this is"),
                (CHAMPION, "reads", "Nobody holds the role whose duty this is"),
                (CHAMPION, "presses", "Done"),
                (CHAMPION, "presses", "Save", DONE),
                (HEAD, "reads", "Done, said by Gareth Penhallow"),
            ],
        )


async def test_a_restart_and_a_changed_row_make_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What began stands as it was defined then, also where the row is changed or gone; and whoever is new gets it."""
    school, clock = load_school(SCHOOL_FILE), FakeClock(MONDAY)

    def now(person: Person) -> Person:
        without = person.roles - {"business_manager"}
        return person.model_copy(update={"roles": without | {"business_manager"} if person.id == TEACHER else without})

    later = school.model_copy(update={"people": tuple(now(person) for person in school.people)})
    async with stand_in(school, clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock, school=school) as rig:
            await meet(rig)
            await play(rig, BEGUN)
            await rig.at_rest()
            before = await duty(rig)
        monkeypatch.setattr("tests.rig.DUTIES", (row("backup_restored", when="yearly 12-04", title="Other words"),))
        async with school_at_work(tmp_path, teams=teams, clock=clock, school=later) as rig:
            await play(rig, [(TEACHER, "reads", "A back-up restored"), (MANAGER, "has cards", "1")])
            assert await duty(rig) == before
            await play(rig, [(TEACHER, "presses", "Done"), (TEACHER, "presses", "Save", DONE)])
            refused = await teams.forge(MANAGER, "duty.not_needed.send", {"id": "DU-2026-0001", "v": 1, "words": "x"})
            assert "no duty by that reference" in refused.message
        monkeypatch.setattr("tests.rig.DUTIES", ())
        async with school_at_work(tmp_path, teams=teams, clock=clock, school=later) as rig:
            await rig.move(timedelta(days=30))
            assert (await duty(rig)).state is DutyState.DONE


async def test_what_passed_before_the_first_start_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a calendar that is new only what lies ahead or is due today; what falls due while the bot stands still is
    made up for, one a day."""
    rows = (
        row("backups_ran"),
        row("images_monitored", when="yearly 11-20"),
        row("leavers_pictures", when="yearly 11-23"),
    )
    monkeypatch.setattr("tests.rig.DUTIES", rows)
    school, clock = load_school(SCHOOL_FILE), FakeClock(MONDAY)
    async with stand_in(school, clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
            await meet(rig)
            await play(rig, [(MANAGER, "reads", "pictures of leavers"), (MANAGER, "has cards", "1")])
        clock.move(timedelta(days=14))
        async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
            await play(rig, [(MANAGER, "reads", "DU-2026-0002"), (MANAGER, "never reads", "DU-2026-0003")])
            await rig.move(timedelta(days=1))
            await play(
                rig, [(MANAGER, "reads", "This is late, and it is yours now."), (MANAGER, "reads", "DU-2026-0003")]
            )
            weekly = [each for each in await rig.store.find(Duty) if each.rule.id == "backups_ran"]
            assert [each.due_on for each in weekly] == [date(2026, 11, 27), date(2026, 12, 4)]


NIGHT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
"""The night before a school day."""


async def test_nobody_is_pinged_at_night(tmp_path: Path) -> None:
    """A bot that starts at half past midnight says what has begun as the school opens; and so what is handed over in
    the evening, and what has become late while it stood still."""
    school, clock = load_school(SCHOOL_FILE), FakeClock(NIGHT)
    async with stand_in(school, clock) as teams:
        async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
            await meet(rig)
            await play(rig, [(MANAGER, "has cards", "0")])
            await rig.move(timedelta(hours=8))
            await play(rig, BEGUN)
            await rig.move(timedelta(hours=13))
            await play(
                rig,
                [
                    (MANAGER, "presses", "Hand over"),
                    (MANAGER, "presses", "Send", {"to": TEACHER}),
                    (MANAGER, "is told", "It is handed over. They are told in school hours."),
                ],
            )
            await rig.move(timedelta(hours=1))
            await play(rig, [(TEACHER, "never reads", "DU-2026-0001")])
            await rig.move(timedelta(hours=11))
            await play(rig, [(TEACHER, "reads", "This was handed to you.")])
            await rig.at_rest()
        clock.move(datetime(2026, 12, 19, 0, 30, tzinfo=UTC) - clock.now())
        async with school_at_work(tmp_path, teams=teams, clock=clock) as rig:
            await rig.at_rest()
            await play(rig, [(HEAD, "never reads", "two weeks late"), (TEACHER, "never reads", "A reminder")])
            await rig.move(datetime(2027, 1, 6, 9, 0, tzinfo=UTC) - clock.now())
            await play(rig, [(HEAD, "reads", "This is two weeks late"), (TEACHER, "reads", "A reminder")])


async def test_a_first_start_in_the_middle_of_a_year_gives_one_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all that is shipped: nothing of what is past, and of what has begun each person has one new card a school
    day at the most, what is due first before the others. The next briefing counts them all."""
    monkeypatch.setattr("tests.rig.DUTIES", load_school(SCHOOL_FILE).duties)
    async with school_at_work(tmp_path, at=datetime(2027, 7, 12, 10, 0, tzinfo=UTC)) as rig:
        await meet(rig)

        async def all_begun() -> bool:
            return await rig.store.get(CalendarDay, "duties") is not None

        await eventually(all_begun)
        begun = {each.id: each for each in await rig.store.find(Duty)}
        assert len(begun) >= 3
        assert all(each.due_on >= date(2027, 7, 12) for each in begun.values())
        told: dict[str, list[tuple[date, date]]] = {}
        for notice in await rig.store.find(Notice, where={"purpose": DutyPurpose.BEGUN.value}):
            told.setdefault(notice.to.id, []).append((notice.due_at.date(), begun[notice.subject].due_on))
        assert max(len(each) for each in told.values()) >= 3
        for days in told.values():
            assert len({day for day, _ in days}) == len(days)
            assert sorted(days) == sorted(days, key=lambda day: day[1])


async def test_the_briefing_says_what_is_late_and_due(rig: Rig) -> None:
    """To whoever has it, and of what is late to the Headteacher; its button opens the calendar."""
    await play(rig, [*BEGUN, (MANAGER, "says", "briefing"), (MANAGER, "reads", "1 duty of the calendar is to be done")])
    await play(rig, [(HEAD, "says", "briefing"), (HEAD, "never reads", "1 duty of the calendar is to be done")])
    await rig.move(timedelta(days=14))
    await play(
        rig,
        [
            (MANAGER, "says", "briefing"),
            (MANAGER, "reads", "1 duty of the calendar is late"),
            (HEAD, "says", "briefing"),
            (HEAD, "reads", "1 duty of the calendar is late"),
            (HEAD, "presses", "Duties that are late"),
            (HEAD, "reads", "DU-2026-0001 · Fri 4 Dec · School Business Manager"),
        ],
    )


async def test_the_calendar_is_exported_as_a_table_and_for_outlook(rig: Rig) -> None:
    """Both hold what is done and what is coming; the ids of the events stay from file to file."""
    await play(
        rig,
        [
            *BEGUN,
            (MANAGER, "presses", "Done"),
            (MANAGER, "presses", "Save", DONE),
            (CHAMPION, "says", "export calendar"),
            (CHAMPION, "reads", "offered below as two files"),
        ],
    )
    files = await taken(rig, CHAMPION)
    rows = list(csv.DictReader(io.StringIO(files[".csv"].decode("utf-8-sig"))))
    assert [(each["Reference"], each["Duty"], each["Standing"], each["Due"]) for each in rows] == [
        ("", "Anti-Bullying Week", "coming", "2026-12-07"),
        ("DU-2026-0001", "A back-up restored", "done", "2026-12-04"),
    ]
    assert rows[1]["Evidence or reason"] == DONE["words"]
    events = Calendar.from_ical(files[".ics"].decode()).walk("VEVENT")
    assert [(str(each["SUMMARY"]), each.decoded("DTSTART")) for each in events] == [
        ("Anti-Bullying Week", date(2026, 12, 7)),
        ("Done: A back-up restored", date(2026, 12, 4)),
    ]
    before = {str(each["UID"]) for each in events}
    await rig.move(timedelta(days=7))
    await play(rig, [(CHAMPION, "says", "export calendar")])
    again = await taken(rig, CHAMPION)
    assert {str(each["UID"]) for each in Calendar.from_ical(again[".ics"].decode()).walk("VEVENT")} == before


async def test_a_thousand_duties_page_and_export(rig: Rig) -> None:
    """A page holds what a card may hold, and the rest stands behind **Further**."""
    await play(rig, BEGUN)
    one = await duty(rig)
    rig.edited = True
    for start in range(0, 1_000, 100):
        made = [
            one.model_copy(update={"id": f"DU-2026-{n:04}", "occurrence": f"{n}", "version": 0, "due_at": None})
            for n in range(start + 2, start + 102)
        ]
        await rig.store.keep(Outcome(records=tuple(made)))
    await play(
        rig,
        [
            (HEAD, "says", "calendar"),
            (HEAD, "reads", "1001 due"),
            (HEAD, "presses", "More"),
            (HEAD, "reads", "DU-2026-0024"),
            (HEAD, "presses", "Back"),
            (HEAD, "says", "export calendar"),
            (HEAD, "reads", "offered below as two files"),
        ],
    )
    files = await taken(rig, HEAD)
    assert files[".csv"].count(b"\r\n") > 1_000


async def taken(rig: Rig, who: str) -> dict[str, bytes]:
    """The two files that were offered last, once the person has accepted them."""
    found = {}
    offers = [message.id for message in rig.teams.chat(who).standing if message.consent is not None][-2:]
    for ending, offer in zip((".csv", ".ics"), offers, strict=True):
        assert (await rig.teams.client.accept_file(who, offer)).taken
        name = f"duties-{rig.clock.now():%Y-%m-%d}{ending}"
        await rig.teams.until(lambda name=name: _whole(rig, name))  # type: ignore[misc]
        found[ending] = bytes(rig.teams.files.newest(name).content)
    return found


def _whole(rig: Rig, name: str) -> bool:
    try:
        return rig.teams.files.newest(name).whole
    except KeyError:
        return False
