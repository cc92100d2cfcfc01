"""Making, correcting, withdrawing and ending an announcement: what is asked of its form, and what each changes (A3)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.policy.announcements import AnnouncementPurpose
from bot.policy.announcements.announcement import (
    Announcement,
    AnnouncementState,
    AnnouncementWork,
    Edition,
    may_tell,
)
from bot.policy.kit import notices
from bot.policy.kit.errors import Incomplete, NotAllowed, NotPossible
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place, card_in_place
from bot.policy.kit.records import Draft, Entry, Notice, PostedCard, Urgency, Who
from bot.policy.kit.references import draft_id
from bot.policy.kit.roles import ROLES, Role
from bot.policy.kit.school_time import local
from bot.policy.kit.spoken_days import spell_out_day
from bot.policy.kit.written_time import read_day

ANNOUNCEMENT_TOPIC = "announcement"
ANNOUNCEMENT_URGENCY = Urgency.ROUTINE
"""Announcements never go in front of a report, however important they are."""
LONGEST_ANNOUNCED_TITLE, LONGEST_ANNOUNCEMENT = 120, 2_000
"""Characters. What is longer nobody reads on a telephone."""
LARGEST_ANNOUNCEMENT = 9_000
"""Bytes of JSON that its words may take: they stand twice on the card that shows how it will look."""
LONGEST_RUN = timedelta(days=366)
"""How far ahead its last day may lie."""
MOST_EDITIONS = 20
"""How often it may be corrected, the first edition counted."""
RECOUNT_AFTER = timedelta(minutes=1)
"""So long after somebody has seen it an overview is drawn again, with all who have seen it by then."""
FOR_EVERYBODY = "everybody"
"""The answer of its form that means everybody who holds a role."""


class TellingNotAllowed(NotAllowed):
    """The staff are told something by Champions and the Headteacher."""

    key = "announcement.not_yours"


class AnnouncementOver(NotPossible):
    """It was withdrawn, or its last day is over."""

    key = "announcement.over"


class CorrectedMeanwhile(NotPossible):
    """Somebody else has corrected it since the form was opened; `facts["who"]` names them."""

    key = "announcement.corrected_meanwhile"


@dataclass(frozen=True, slots=True)
class AnnouncementWords:
    """What the form asks: the audience as role ids with commas between, or `FOR_EVERYBODY`; `important` is `true`."""

    title: str = ""
    words: str = ""
    who: str = ""
    until: str = ""
    important: str = ""


def must_tell(person: Person) -> None:
    """Return for whoever may tell the staff something. Raises `TellingNotAllowed`."""
    if not may_tell(person):
        raise TellingNotAllowed()


def propose(id: str, said: AnnouncementWords, context: ActionContext) -> Announcement:
    """The announcement as it was typed. Raises `Incomplete` for each field that is not right, and
    `TellingNotAllowed`."""
    must_tell(context.by)
    today = local(context.now, context.calendar.timezone).date()
    wrong = _problems(said.title, said.words)
    roles = tuple(part for part in said.who.replace(" ", "").split(",") if part)
    if not roles:
        wrong["who"] = "announcement.choose_who"
    elif any(role != FOR_EVERYBODY and role not in ROLES for role in roles):
        wrong["who"] = "announcement.unknown_role"
    until = read_day(spell_out_day(said.until, today)) if said.until else None
    if problem := _problem_of_day(said.until, until, today):
        wrong["until"] = problem
    if wrong or until is None:
        raise Incomplete(**wrong)
    return Announcement(
        id=id,
        sender=context.by.who,
        audience=() if FOR_EVERYBODY in roles else _in_order(roles),
        until=until,
        important=said.important == "true",
        editions=(Edition(title=said.title.strip(), words=said.words.strip(), by=context.by.who, at=context.now),),
    )


def must_reach_somebody(people: int) -> None:
    """Return where there is anybody to tell. Raises `Incomplete` for an audience that is empty."""
    if not people:
        raise Incomplete(who="announcement.nobody")


def goes_at(announcement: Announcement, context: ActionContext) -> datetime:
    """When it is said to people from now on: in school hours, and what is important at once."""
    return context.now if announcement.important else notices.routine_at(context.now, context.calendar)


def send(announcement: Announcement, draft: str, place: Place | None, context: ActionContext) -> Outcome:
    """It runs from now on. Everybody is told soon after; its sender has the card that shows how it stands."""
    filed = Draft(id=draft_id(context.by.id, draft), subject=announcement.id)
    facts = {"roles": ", ".join(announcement.audience) or FOR_EVERYBODY, "title": announcement.present.title}
    entry = announcement_entry(announcement, context.by.who, "announcement_sent", context.now, **facts)
    work = AnnouncementWork(id=announcement.id, follow_at=context.now, watched_by=(context.by.id,), due_at=context.now)
    return Outcome((announcement, filed, work), entries=(entry,)) + make_overview(
        announcement, context.by.who, place, context.now
    )


def make_overview(announcement: Announcement, to: Who, place: Place | None, now: datetime) -> Outcome:
    """How it stands, in the place of its form; where there is none, as a message of its own."""
    about = about_it(announcement)
    if place is None:
        return Outcome(notices=(notices.tell(about, to, AnnouncementPurpose.OVERVIEW, "sent", now),))
    card_id = f"{announcement.id}:overview:{place.at.activity}"
    return card_in_place(place, card_id, about, to, AnnouncementPurpose.OVERVIEW, now)


def correct(
    announcement: Announcement,
    work: AnnouncementWork,
    shown: int,
    title: str,
    words: str,
    *,
    asks_again: bool,
    context: ActionContext,
) -> Outcome:
    """What it says from now on; `shown` is the edition that the form was opened with. Everybody's card is drawn again,
    and whoever had seen it is asked again where that is wanted. Raises `Incomplete` and as `withdraw`."""
    _must_run(announcement, context)
    if shown != announcement.number:
        raise CorrectedMeanwhile(who=announcement.present.by.name)
    wrong = _problems(title, words)
    before = announcement.present
    if not wrong and (title.strip(), words.strip()) == (before.title, before.words):
        wrong["words"] = "announcement.nothing_changed"
    if not wrong and announcement.number >= MOST_EDITIONS:
        wrong["words"] = "announcement.too_often"
    if wrong:
        raise Incomplete(**wrong)
    edition = Edition(
        title=title.strip(), words=words.strip(), by=context.by.who, at=context.now, asks_again=asks_again
    )
    after = announcement.model_copy(update={"editions": (*announcement.editions, edition)})
    what = "announcement_corrected_again" if asks_again else "announcement_corrected"
    entry = announcement_entry(after, context.by.who, what, context.now, title=edition.title)
    return Outcome((after, _redraw_all(work, f"e{after.number}", context.now)), entries=(entry,))


def withdraw(announcement: Announcement, work: AnnouncementWork, context: ActionContext) -> Outcome:
    """It does not hold: whoever has not been told never is, and the others' cards say so. Raises `TellingNotAllowed`,
    and `AnnouncementOver` when that is too late."""
    _must_run(announcement, context)
    return _end(announcement, work, AnnouncementState.WITHDRAWN, context.by.who, context.now)


def end(announcement: Announcement, work: AnnouncementWork, now: datetime) -> Outcome:
    """Its last day is over: the cards say so, and nobody is asked any more."""
    return _end(announcement, work, AnnouncementState.ENDED, None, now)


def redraw_overviews(cards: Iterable[PostedCard], waiting: Iterable[Notice], now: datetime, cause: str) -> Outcome:
    """Each overview that stands among these cards is drawn again."""
    standing = [card for card in cards if card.purpose is AnnouncementPurpose.OVERVIEW]
    coming = [each for each in waiting if each.purpose is AnnouncementPurpose.OVERVIEW]
    return notices.refresh_all(standing, coming, ANNOUNCEMENT_URGENCY, now, cause)


def recount_overviews(cards: Iterable[PostedCard], waiting: Iterable[Notice], now: datetime) -> Outcome:
    """Each overview that stands among these cards is drawn again in a minute, once for all who see the announcement
    until then. What is under way by now may have been drawn before, and does not count."""
    coming = {each.card: each for each in waiting if each.card is not None and each.due_at > now}
    made, resting = [], []
    for card in cards:
        if not card.live or card.purpose is not AnnouncementPurpose.OVERVIEW:
            continue
        if card.id in coming:
            resting.append(coming[card.id])
            continue
        redraw = notices.refresh(card, ANNOUNCEMENT_URGENCY, now, f"count{now:%Y%m%d%H%M%S%f}")
        made.append(redraw.model_copy(update={"due_at": now + RECOUNT_AFTER}))
    return Outcome(notices=tuple(made), unchanged=tuple(resting))


def about_it(announcement: Announcement) -> About:
    """What the notices of an announcement are about."""
    return About(ANNOUNCEMENT_TOPIC, announcement.id, ANNOUNCEMENT_URGENCY)


def announcement_entry(announcement: Announcement, by: Who | None, what: str, now: datetime, **facts: str) -> Entry:
    """A line of its timeline."""
    return Entry(subject=announcement.id, at=now, by=by, what=what, facts=facts)


def _must_run(announcement: Announcement, context: ActionContext) -> None:
    must_tell(context.by)
    if not announcement.is_running:
        raise AnnouncementOver()


def _end(
    announcement: Announcement, work: AnnouncementWork, state: AnnouncementState, by: Who | None, now: datetime
) -> Outcome:
    after = announcement.model_copy(update={"state": state, "ended_at": now, "ended_by": by})
    entry = announcement_entry(after, by, f"announcement_{state.value}", now)
    return Outcome((after, _redraw_all(work, state.value, now)), entries=(entry,))


def _redraw_all(work: AnnouncementWork, cause: str, now: datetime) -> AnnouncementWork:
    return work.model_copy(update={"redraws": cause, "after": "", "due_at": now})


def _problems(title: str, words: str) -> dict[str, str]:
    fields = {"title": (title, LONGEST_ANNOUNCED_TITLE), "words": (words, LONGEST_ANNOUNCEMENT)}
    return {
        name: "form.missing" if not said.strip() else f"announcement.{name}_too_long"
        for name, (said, most) in fields.items()
        if not said.strip() or len(said.strip()) > most or len(json.dumps(said)) > LARGEST_ANNOUNCEMENT
    }


def _problem_of_day(said: str, day: date | None, today: date) -> str:
    if not said:
        return "form.missing"
    if day is None:
        return "form.not_a_moment"
    if day < today:
        return "announcement.day_gone"
    return "announcement.day_far" if day - today > LONGEST_RUN else ""


def _in_order(roles: Sequence[str]) -> tuple[Role, ...]:
    return tuple(role for role in ROLES if role in roles)
