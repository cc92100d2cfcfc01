"""Following who the audience is: whoever joins is asked on arrival, whoever leaves is closed, signatures stay (A2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.policy.documents import reminders
from bot.policy.documents.campaigns import ON_STAFF, Ask, AskState, Campaign, ask_id, recount
from bot.policy.kit.leaving import BELIEVED_ONE_IN, LEAVERS_BELIEVED
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Notice, Who
from bot.policy.kit.school_time import Calendar


@dataclass(frozen=True, slots=True)
class Engagements:
    """What else people have, by their object ids: the school days on which they are told of another document, and when
    they are back who are away by their own word."""

    taken: Mapping[str, Collection[date]] = field(default_factory=dict)
    back: Mapping[str, datetime] = field(default_factory=dict)

    def is_told(self, person: str, at: datetime, calendar: Calendar) -> bool:
        """Whether they are told of another document on the day of that moment."""
        return reminders.school_day_of(at, calendar) in self.taken.get(person, ())

    def next_free(self, person: str, at: datetime, calendar: Calendar) -> datetime:
        """When to tell them something that can wait: once they are there, on a school day that has nothing else."""
        at = calendar.next_open(max(at, self.back.get(person, at)))
        while self.is_told(person, at, calendar):
            at = calendar.next_morning(at)
        return at


NO_ENGAGEMENTS = Engagements()


def ask_everyone(
    campaign: Campaign,
    people: Sequence[tuple[Who, Ask | None]],
    signed: frozenset[str],
    now: datetime,
    calendar: Calendar,
    engagements: Engagements = NO_ENGAGEMENTS,
) -> Outcome:
    """Ask those of these people who have not been asked, or who are back on the list after leaving.

    `signed` are those who have answered this campaign for good: they are counted, and nothing is asked of them. Nobody
    is asked for two documents on one day, or while they are away.
    """
    moves: list[tuple[Ask | None, Ask]] = []
    notices: list[Notice] = []
    entries: list[Entry] = []
    for who, held in people:
        if held is not None and held.standing is not AskState.LEFT:
            continue
        asked_at = engagements.next_free(who.id, now, calendar)
        asked = _new_ask(campaign, who, held, who.id in signed, asked_at, calendar)
        moves.append((held, asked))
        if asked.standing is AskState.UNANSWERED:
            notices.append(
                reminders.campaign_notice(
                    campaign, who, reminders.first_purpose(campaign), str(asked.asks), now, calendar, asked_at
                )
            )
        if asked.joined:
            entries.append(Entry(subject=campaign.id, at=now, by=None, what="aup_joined", facts=_person(who)))
        elif asked.is_evidence:
            entries.append(Entry(subject=campaign.id, at=now, by=None, what="aup_done_before", facts=_person(who)))
    if not moves:
        return Outcome()
    return Outcome((recount(campaign, moves), *(after for _, after in moves)), tuple(notices), tuple(entries))


def close_leavers(campaign: Campaign, asks: Sequence[Ask], now: datetime) -> Outcome:
    """Those people are no longer on the staff list: nothing more is asked of them, and what they signed stays."""
    moves: list[tuple[Ask | None, Ask]] = [
        (ask, ask.model_copy(update={"standing": AskState.LEFT, "waits": False, "until": None, "due_at": None}))
        for ask in asks
        if ask.standing is not AskState.LEFT
    ]
    entries = tuple(
        Entry(
            subject=campaign.id,
            at=now,
            by=None,
            what="aup_left",
            facts={**_person(ask.who), "before": ask.standing.value},
        )
        for ask, _ in moves
        if ask is not None
    )
    return Outcome((recount(campaign, moves), *(after for _, after in moves)), entries=entries) if moves else Outcome()


def believable(campaign: Campaign, leavers: int) -> bool:
    """Whether so many can have left at once. An empty or broken group must not close a whole school."""
    return campaign.believed or leavers <= max(LEAVERS_BELIEVED, campaign.count(*ON_STAFF) // BELIEVED_ONE_IN)


def schedule_next_check(campaign: Campaign, now: datetime, calendar: Calendar, *, doubtful: int) -> Campaign:
    """The campaign after the staff list was compared; it is compared again on the next school morning."""
    return campaign.model_copy(
        update={
            "checked_on": reminders.school_day_of(now, calendar),
            "doubtful": doubtful,
            "believed": False,
            "due_at": calendar.next_morning(now),
        }
    )


def _new_ask(
    campaign: Campaign, who: Who, held: Ask | None, signed: bool, asked_at: datetime, calendar: Calendar
) -> Ask:
    asked = Ask(
        id=ask_id(campaign.id, who.id),
        version=held.version if held else 0,
        subject=campaign.id,
        who=who,
        asked_at=asked_at,
        asked_on=reminders.school_day_of(asked_at, calendar),
        standing=AskState.DONE if signed else AskState.UNANSWERED,
        joined=campaign.checked_on is not None,
        asks=(held.asks if held else 0) + 1,
    )
    return reminders.with_due(asked, campaign, calendar)


def _person(who: Who) -> dict[str, str]:
    return {"to": who.name, "to_id": who.id}
