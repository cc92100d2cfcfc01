"""Online-safety training, every year and at induction (T1): sessions are recorded, and who is still due is asked.

It rides on the campaigns: a school year has one, which begins when a Champion begins the list or records the first
session, and from then on by itself each school year. Whoever attended a session of the year is done; a joiner's
training is their induction. Where the school says so, whoever went through a practice is done as well: that is a
session of their own, which is known as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from pydantic import AwareDatetime, Field

from bot.policy.documents.campaigns import Ask, AskState, Campaign, CampaignKind, ask_id, recount
from bot.policy.documents.publication import allow_publishing
from bot.policy.documents.reminders import school_day_of, with_due
from bot.policy.documents.signing import AskSnapshot, redraw_all
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Record, Who
from bot.policy.kit.school import DocumentRule
from bot.policy.kit.school_time import school_year_of

TRAINING_PREFIX = "TR"
LONGEST_TITLE = 200


class Session(Record):
    """A training session: when, what about, who was there and who wrote it down. Its id counts in its school year.

    `practice` is the story that somebody went through by themselves; such a session has no title, and says of nobody
    else that they were not there.
    """

    TABLE: ClassVar[str] = "training_sessions"
    INDEXED: ClassVar[tuple[str, ...]] = ("year",)
    EVIDENCE = Evidence()

    title: str
    held_on: date
    year: int
    attended: tuple[Who, ...] = Field(min_length=1)
    by: Who
    at: AwareDatetime
    practice: str = ""


def campaign_id(year: int) -> str:
    """`TR-2026`: the campaign of the school year begun in that year, and the series of its sessions."""
    return f"{TRAINING_PREFIX}-{year}"


def year_of(campaign: Campaign) -> int:
    """The year in which the school year of a training campaign began."""
    return int(campaign.id.removeprefix(f"{TRAINING_PREFIX}-"))


def school_year_label(year: int) -> str:
    """`2026-27`."""
    return f"{year}-{(year + 1) % 100:02d}"


def training_campaign(year: int, now: datetime, settings: DocumentRule) -> Campaign:
    """The campaign of a school year, which the job then puts before everybody; with the windows of the settings."""
    return Campaign(
        id=campaign_id(year),
        what=CampaignKind.TRAINING,
        label=school_year_label(year),
        begun_at=now,
        window=settings.window,
        reminders=settings.reminders,
        due_at=now,
    )


def start_training(campaign: Campaign, before: Campaign | None, by: Person | None, now: datetime) -> Outcome:
    """A school year's list begins; the one before stays as it stood."""
    ended = (before.model_copy(update={"current": False, "due_at": None}),) if before else ()
    entry = Entry(
        subject=campaign.id, at=now, by=by.who if by else None, what="training_began", facts={"year": campaign.label}
    )
    return Outcome((campaign, *ended), entries=(entry,))


def record_session(
    id: str,
    title: str,
    held_on: date | None,
    present: Sequence[tuple[Who, AskSnapshot | None]],
    campaign: Campaign,
    context: ActionContext,
) -> Outcome:
    """A session as a Champion writes it down: those who were there are done for the year that the session lies in.

    `campaign` is that year's, `present` the people with what it asks of them. Raises `Incomplete` for what is missing,
    `NotAllowed` for anybody but a Champion.
    """
    allow_publishing(context.by)
    session = Session(
        id=id,
        title=title.strip(),
        held_on=check_session(title, held_on, [who for who, _ in present], context),
        year=school_year_of(held_on or school_day_of(context.now, context.calendar)),
        attended=tuple(who for who, _ in present),
        by=context.by.who,
        at=context.now,
    )
    facts = {"session": id, "day": session.held_on.isoformat(), "people": str(len(session.attended))}
    entry = Entry(subject=campaign.id, at=context.now, by=context.by.who, what="training_recorded", facts=facts)
    return Outcome((session,), entries=(entry,)) + _mark_done(present, campaign, context)


def record_practice(
    id: str,
    story: str,
    sessions: Sequence[Session],
    campaign: Campaign | None,
    asked: AskSnapshot | None,
    context: ActionContext,
) -> Outcome:
    """A practice that somebody went through, as their training of the school year: once, and not where they attended
    one of its `sessions`.

    `campaign` is the year's. Before it has begun the session alone is kept, and counts once it does: a practice tells
    nobody that training is due.
    """
    by, today = context.by.who, school_day_of(context.now, context.calendar)
    if any(by.id == who.id for session in sessions for who in session.attended):
        return Outcome()
    year = school_year_of(today)
    session = Session(id=id, title="", held_on=today, year=year, attended=(by,), by=by, at=context.now, practice=story)
    facts = {"session": id, "day": today.isoformat()}
    entry = Entry(subject=campaign_id(year), at=context.now, by=by, what="training_practised", facts=facts)
    kept = Outcome((session,), entries=(entry,))
    return kept + _mark_done([(by, asked)], campaign, context) if campaign else kept


def _mark_done(
    present: Sequence[tuple[Who, AskSnapshot | None]], campaign: Campaign, context: ActionContext
) -> Outcome:
    """These people are done; the cards that ask them are drawn again."""
    moves: list[tuple[Ask | None, Ask]] = []
    redrawn = Outcome()
    for who, asked in present:
        if asked is not None and asked.ask.standing in {AskState.DONE, AskState.LEFT}:
            continue
        held = asked.ask if asked else _new_ask(campaign, who, context)
        done = with_due(
            held.model_copy(update={"standing": AskState.DONE, "answered_at": context.now, "until": None}),
            campaign,
            context.calendar,
        )
        moves.append((asked.ask if asked else None, done))
        redrawn += redraw_all(asked, context.now) if asked else Outcome()
    return Outcome((recount(campaign, moves), *(after for _, after in moves))) + redrawn


def check_session(title: str, held_on: date | None, present: Sequence[Who], context: ActionContext) -> date:
    """The day of a session, when the form is complete. Raises `Incomplete`."""
    wrong: dict[str, str] = {}
    if not title.strip():
        wrong["title"] = "form.missing"
    elif len(title.strip()) > LONGEST_TITLE:
        wrong["title"] = "form.too_long"
    if not present:
        wrong["present"] = "aup.nobody_there"
    if held_on is None:
        wrong["held_on"] = "form.not_a_moment"
    elif held_on > school_day_of(context.now, context.calendar):
        wrong["held_on"] = "form.in_the_future"
    if wrong or held_on is None:
        raise Incomplete(**wrong)
    return held_on


def _new_ask(campaign: Campaign, who: Who, context: ActionContext) -> Ask:
    return Ask(
        id=ask_id(campaign.id, who.id),
        subject=campaign.id,
        who=who,
        asked_at=context.now,
        asked_on=school_day_of(context.now, context.calendar),
        asks=0,
    )
