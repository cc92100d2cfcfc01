"""The rules of announcements (A3): who may, what a form must say, who is told, reminded and asked again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.policy.announcements import AnnouncementPurpose, reading, writing
from bot.policy.announcements.announcement import (
    Announcement,
    AnnouncementReading,
    AnnouncementState,
    AnnouncementWork,
    ReadingState,
)
from bot.policy.announcements.writing import AnnouncementOver, AnnouncementWords, CorrectedMeanwhile, TellingNotAllowed
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.outcome import ActionContext
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, PostedCard
from bot.policy.kit.roles import ROLES, TELLERS, Role
from bot.policy.kit.school import Hours
from bot.policy.kit.school_time import Calendar
from cards.words.announcements import READY

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
CALENDAR = Calendar(Hours(), ZoneInfo("Europe/London"))
HEAD = Person(id="head", name="Head", roles=frozenset({"headteacher", "staff"}))
ANN = Person(id="ann", name="Ann", roles=frozenset({"staff"}))
BEN = Person(id="ben", name="Ben", roles=frozenset({"staff"}))
GOVERNOR = Person(id="gov", name="Gov", roles=frozenset({"governor"}))
RIGHT = AnnouncementWords("Fire drill", "At ten.", "staff", "2026-11-27")


def press(by: Person = HEAD, now: datetime = NOW) -> ActionContext:
    """What this person presses at that moment."""
    return ActionContext(by, now, CALENDAR)


def announcement(**update: object) -> Announcement:
    """One that runs."""
    return writing.propose("AN-2026-0001", RIGHT, press()).model_copy(update=update)


def standing(who: Person = ANN, **update: object) -> AnnouncementReading:
    """Somebody who was told this morning."""
    held = AnnouncementReading(
        id=f"AN-2026-0001:{who.id}", subject="AN-2026-0001", who=who.who, state=ReadingState.TOLD, told_at=NOW
    )
    return held.model_copy(update=update)


def work() -> AnnouncementWork:
    """Nothing is left to be done."""
    return AnnouncementWork(id="AN-2026-0001", everybody=True)


@pytest.mark.parametrize("role", ROLES)
def test_champions_and_the_headteacher_alone_tell_the_staff(role: Role) -> None:
    """Nobody else, whatever role they hold, sends, corrects or withdraws one."""
    by = press(Person(id="x", name="X", roles=frozenset({role})))
    does = (
        lambda: writing.propose("AN-2026-0001", RIGHT, by),
        lambda: writing.withdraw(announcement(), work(), by),
        lambda: writing.correct(announcement(), work(), 1, "A", "B", asks_again=False, context=by),
    )
    for act in does:
        if role in TELLERS:
            act()
        else:
            with pytest.raises(TellingNotAllowed):
                act()


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("title", " ", "form.missing"),
        ("title", "x" * 121, "announcement.title_too_long"),
        ("words", "\n", "form.missing"),
        ("words", "x" * 10_000, "announcement.words_too_long"),
        ("words", "🙈" * 1_000, "announcement.words_too_long"),
        ("who", "", "announcement.choose_who"),
        ("who", "staff,burglar", "announcement.unknown_role"),
        ("until", "", "form.missing"),
        ("until", "soon", "form.not_a_moment"),
        ("until", "2026-11-22", "announcement.day_gone"),
        ("until", "2028-01-01", "announcement.day_far"),
    ],
)
def test_what_is_not_right_is_said_at_its_field(field: str, value: str, key: str) -> None:
    """Nothing is sent before all of it is right."""
    said = {**{name: getattr(RIGHT, name) for name in ("title", "words", "who", "until")}, field: value}
    with pytest.raises(Incomplete) as wrong:
        writing.propose("AN-2026-0001", AnnouncementWords(**said), press())
    assert wrong.value.facts == {field: key}


def test_its_audience() -> None:
    """Those who hold one of the roles, each once; everybody is whoever holds any. Its sender is not told."""
    people = [HEAD, ANN, ANN, BEN, GOVERNOR, Person(id="none", name="None")]
    assert [who.id for who in reading.audience_of(announcement(), people)] == ["ann", "ben"]
    everybody = writing.propose("AN-2026-0001", AnnouncementWords("A", "B", "everybody", "Friday"), press())
    assert [who.id for who in reading.audience_of(everybody, people)] == ["ann", "ben", "gov"]
    with pytest.raises(Incomplete):
        writing.must_reach_somebody(0)


@pytest.mark.parametrize(("important", "at"), [(False, TUESDAY), (True, NIGHT)])
def test_it_goes_in_school_hours_and_what_is_important_at_once(important: bool, at: datetime) -> None:
    """So that nobody hears of a cake sale at night, and everybody of a break-in."""
    told = reading.follow(announcement(important=important), [ANN.who], {}, (), press(now=NIGHT))
    assert [notice.due_at for notice in told.notices] == [at]
    assert not told.notices[0].purpose.alerts


@pytest.mark.parametrize(
    ("important", "update", "away", "now", "reminded"),
    [
        (True, {}, False, TUESDAY, True),
        (True, {}, False, NOW + timedelta(hours=2), False),
        (False, {}, False, TUESDAY, False),
        (True, {}, True, TUESDAY, False),
        (True, {"reminded_at": NOW}, False, TUESDAY, False),
        (True, {"state": ReadingState.SEEN, "seen": 1}, False, TUESDAY, False),
        (True, {"state": ReadingState.UNREACHED}, False, TUESDAY, False),
    ],
)
def test_one_reminder_if_it_matters(
    important: bool, update: dict[str, object], away: bool, now: datetime, reminded: bool
) -> None:
    """On a later day, once, to whoever has it and has not seen it, and not to whoever is away."""
    held = {ANN.id: standing().model_copy(update=update)}
    gone = {ANN.id} if away else set[str]()
    outcome = reading.follow(announcement(important=important), [ANN.who], held, gone, press(now=now))
    assert [notice.purpose for notice in outcome.notices] == [AnnouncementPurpose.REMINDER] * reminded
    assert [entry.facts for entry in outcome.entries] == [{"people": "1"}] * reminded


def test_seen_is_said_of_what_was_shown() -> None:
    """A correction that asks again is not seen by a press on the card before it."""
    first = announcement()
    assert reading.mark_seen(first, standing(), 1, (), (), press(ANN)).records
    again = writing.correct(first, work(), 1, "Fire drill", "At eleven.", asks_again=True, context=press()).records[0]
    assert isinstance(again, Announcement)
    assert not reading.mark_seen(again, standing(), 1, (), (), press(ANN))
    (seen,) = reading.mark_seen(again, standing(), 2, (), (), press(ANN)).records
    assert isinstance(seen, AnnouncementReading)
    assert (seen.state, seen.seen) == (ReadingState.SEEN, 2)
    assert not reading.mark_seen(again, seen, 2, (), (), press(ANN)), "a second press changes nothing"
    for somebody in (None, standing(BEN)):
        with pytest.raises(reading.AnnouncementNotFound):
            reading.mark_seen(again, somebody, 2, (), (), press(ANN))


@pytest.mark.parametrize("asks_again", [False, True])
def test_a_correction_asks_again_only_where_that_is_wanted(asks_again: bool) -> None:
    """Everybody's card is drawn again; whoever had seen it is asked anew, or not."""
    outcome = writing.correct(announcement(), work(), 1, "A", "B", asks_again=asks_again, context=press())
    after, todo = outcome.records
    assert isinstance(after, Announcement) and isinstance(todo, AnnouncementWork)
    cards = [_card(who) for who in (ANN, BEN)]
    people = [standing(state=ReadingState.SEEN, seen=1), standing(BEN)]
    drawn = reading.redraw_some(after, todo, people, cards, (), press())
    refreshed = [notice.to.id for notice in drawn.notices if notice.card]
    asked = [notice.to.id for notice in drawn.notices if not notice.card]
    assert (refreshed, asked) == (["ann", "ben"], ["ann"] if asks_again else [])


def test_two_who_correct_at_once() -> None:
    """The second is told, and overwrites nothing."""
    after = writing.correct(announcement(), work(), 1, "A", "B", asks_again=False, context=press()).records[0]
    assert isinstance(after, Announcement)
    with pytest.raises(CorrectedMeanwhile):
        writing.correct(after, work(), 1, "C", "D", asks_again=False, context=press())
    with pytest.raises(Incomplete):
        writing.correct(after, work(), 2, "A", " B ", asks_again=False, context=press())


def test_what_is_withdrawn_is_never_told() -> None:
    """Whoever was not told yet has missed it; nothing that waits is still to be said; and it ends once."""
    after, todo = writing.withdraw(announcement(), work(), press()).records
    assert isinstance(after, Announcement) and isinstance(todo, AnnouncementWork)
    assert after.state is AnnouncementState.WITHDRAWN
    drawn = reading.redraw_some(after, todo, [standing(state=ReadingState.COMING)], (), (), press())
    (missed,) = drawn.records
    assert isinstance(missed, AnnouncementReading)
    assert (missed.state, drawn.notices) == (ReadingState.MISSED, ())
    assert not reading.still_to_be_said(after, standing())
    with pytest.raises(AnnouncementOver):
        writing.withdraw(after, todo, press())


def test_its_last_day_counts_whole() -> None:
    """By the school's clocks."""
    assert announcement(until=date(2026, 11, 27)).ends_at(CALENDAR) == datetime(2026, 11, 28, tzinfo=UTC)


def test_a_kind_that_warns_has_words_and_nothing_to_hide() -> None:
    """Nobody learns of a confidential report by a warning, and nothing that must not be touched is spoken of."""
    assert {kind.id for kind in KINDS.values() if kind.warns} == set(READY)
    assert not [kind.id for kind in KINDS.values() if kind.warns and (kind.confidential or kind.untouchable)]


def _card(who: Person) -> PostedCard:
    return PostedCard(
        id=f"card:{who.id}",
        version=1,
        subject="AN-2026-0001",
        topic=writing.ANNOUNCEMENT_TOPIC,
        to=who.who,
        purpose=AnnouncementPurpose.TOLD,
        address=Address(service_url="https://teams.example", conversation=who.id, activity="1"),
        posted_at=NOW,
    )
