"""What time does to what is asked: reminders at the campaign's ages, the end of the window, the end of a leave (A5).

All of it in school hours, at most one reminder a day for a person, and after the window a list for the Champions
instead of a nag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.policy.documents import DocumentPurpose
from bot.policy.documents.campaigns import Ask, AskState, Campaign, recount
from bot.policy.kit.notices import About, tell
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Notice, Purpose, Urgency, Who
from bot.policy.kit.school_time import Calendar, local

DOCUMENTS_TOPIC = "aup"
REMINDED = frozenset({AskState.UNANSWERED, AskState.NOT_YET})
"""Whoever declined has given an answer, and is not reminded: the Champions talk to them."""


def campaign_notice(
    campaign: Campaign,
    to: Who,
    purpose: Purpose,
    cause: str,
    now: datetime,
    calendar: Calendar,
    due_at: datetime | None = None,
) -> Notice:
    """A message of this campaign to a person, in school hours, the next unless `due_at` says when. The same cause is
    told once."""
    about = About(DOCUMENTS_TOPIC, campaign.id, Urgency.ROUTINE)
    return tell(about, to, purpose, cause, now, due_at=due_at or calendar.next_open(now))


def first_purpose(campaign: Campaign) -> Purpose:
    """What a campaign's first message to somebody is."""
    return DocumentPurpose.TRAINING_DUE if campaign.is_training else DocumentPurpose.ASK


def school_day_of(at: datetime, calendar: Calendar) -> date:
    """The school's own day of a moment."""
    return local(at, calendar.timezone).date()


def with_due(ask: Ask, campaign: Campaign, calendar: Calendar) -> Ask:
    """The ask with its `due_at` as it follows from everything else; never a second reminder on one day."""
    return ask.model_copy(update={"due_at": _next_due(ask, campaign, calendar)})


def _next_due(ask: Ask, campaign: Campaign, calendar: Calendar) -> datetime | None:
    if ask.standing is AskState.SET_ASIDE and ask.until is not None:
        return calendar.next_open(datetime.combine(ask.until, datetime.min.time(), tzinfo=calendar.timezone))
    if not ask.outstanding:
        return None
    if ask.standing in REMINDED and ask.reminded < len(campaign.reminders):
        due = calendar.next_open(ask.asked_at + timedelta(seconds=campaign.reminders[ask.reminded]))
    elif not ask.listed:
        return calendar.next_open(ask.asked_at + timedelta(seconds=campaign.window))
    else:
        return None
    return calendar.next_morning(due) if was_reminded_today(ask, due, calendar) else due


@dataclass(frozen=True, slots=True)
class AskTick:
    """One ask after its time came: what to say, and whether the Champions get the list."""

    ask: Ask
    notices: tuple[Notice, ...] = ()
    lists: bool = False
    back: bool = False
    """Whether they are back from leave, which the timeline says."""


def tick(
    ask: Ask, campaign: Campaign, now: datetime, calendar: Calendar, not_before: datetime | None = None
) -> AskTick:
    """What is due for one person by `now`. Reminders that were missed together are said as one.

    While a question of theirs waits for an answer they are not reminded; the age passes all the same. What would be
    said waits until `not_before`: they are away, or told of another document today. The Champions' list does not.
    """
    if not_before is not None and not_before > now and _would_tell(ask, campaign, now):
        return AskTick(ask.model_copy(update={"due_at": not_before}))
    if ask.standing is AskState.SET_ASIDE:
        return _end_leave(ask, campaign, now, calendar)
    age = (now - ask.asked_at).total_seconds()
    ended = age >= campaign.window
    passed = sum(1 for at in campaign.reminders if age >= at)
    changed = ask.model_copy(update={"reminded": max(ask.reminded, passed), "listed": ask.listed or ended})
    notices: tuple[Notice, ...] = ()
    remind = passed > ask.reminded and not ended and not ask.waits and ask.standing in REMINDED
    if remind:
        changed, notice = with_reminder(changed, campaign, now, calendar)
        notices = (notice,)
    return AskTick(with_due(changed, campaign, calendar), notices, lists=ended and not ask.listed and ask.outstanding)


def _would_tell(ask: Ask, campaign: Campaign, now: datetime) -> bool:
    """Whether the person themselves would be told something by `now`."""
    age = (now - ask.asked_at).total_seconds()
    return ask.standing is AskState.SET_ASIDE or age < campaign.window


def with_reminder(ask: Ask, campaign: Campaign, now: datetime, calendar: Calendar) -> tuple[Ask, Notice]:
    """The ask, and the message that reminds of it."""
    purpose = DocumentPurpose.TRAINING_DUE if campaign.is_training else DocumentPurpose.REMINDER
    # Counted on the day it goes out: made on a Saturday, it is Monday's one message.
    goes = calendar.next_open(now)
    said = ask.model_copy(update={"asks": ask.asks + 1, "reminded_at": goes, "unreachable": ""})
    return said, campaign_notice(campaign, ask.who, purpose, str(said.asks), now, calendar)


def remind_now(campaign: Campaign, asks: Sequence[Ask], by: Who, now: datetime, calendar: Calendar) -> Outcome:
    """These people are reminded because somebody pressed for it."""
    said = [(ask, *with_reminder(ask, campaign, now, calendar)) for ask in asks]
    moves = [(before, with_due(after, campaign, calendar)) for before, after, _ in said]
    facts = {"people": str(len(asks))}
    if len(asks) == 1:
        facts |= {"to": asks[0].who.name, "to_id": asks[0].who.id}
    entry = Entry(subject=campaign.id, at=now, by=by, what="aup_reminded", facts=facts)
    counts = recount(campaign, moves)
    return Outcome((counts, *(after for _, after in moves)), tuple(notice for _, _, notice in said), (entry,))


def may_be_reminded(ask: Ask, now: datetime, calendar: Calendar) -> bool:
    """Whether somebody who reminds all means this person too: not whoever declined, waits for an answer, or has had
    a message today."""
    return ask.standing in REMINDED and not ask.waits and not was_reminded_today(ask, now, calendar)


def ask_again(campaign: Campaign, ask: Ask, now: datetime, calendar: Calendar) -> Outcome:
    """Somebody who could not be reached can be now: the message that failed is made again."""
    changed = ask.model_copy(update={"asks": ask.asks + 1, "unreachable": ""})
    notice = campaign_notice(campaign, ask.who, first_purpose(campaign), str(changed.asks), now, calendar)
    return Outcome((changed, recount(campaign, [(ask, changed)])), (notice,))


def was_reminded_today(ask: Ask, now: datetime, calendar: Calendar) -> bool:
    """Whether they have had their one reminder of this day; being asked counts as one."""
    told = ask.reminded_at or ask.asked_at
    return school_day_of(told, calendar) >= school_day_of(now, calendar)


def _end_leave(ask: Ask, campaign: Campaign, now: datetime, calendar: Calendar) -> AskTick:
    """Back from leave: asked as on the first day, with as long to answer."""
    asked_at = calendar.next_open(now)
    back = ask.model_copy(
        update={
            "standing": AskState.UNANSWERED,
            "until": None,
            "words": "",
            "asked_at": asked_at,
            "asked_on": school_day_of(asked_at, calendar),
            "asks": ask.asks + 1,
            "reminded": 0,
            "reminded_at": None,
            "listed": False,
            "unreachable": "",
        }
    )
    notice = campaign_notice(campaign, ask.who, first_purpose(campaign), str(back.asks), now, calendar)
    return AskTick(with_due(back, campaign, calendar), (notice,), back=True)


def list_for_champions(campaign: Campaign, champions: Sequence[Who], now: datetime, calendar: Calendar) -> Outcome:
    """The list of those who have not answered, to every Champion, once on a day."""
    cause = school_day_of(now, calendar).isoformat()
    return Outcome(
        notices=tuple(campaign_notice(campaign, who, DocumentPurpose.LIST, cause, now, calendar) for who in champions)
    )
