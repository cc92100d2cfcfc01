"""A term's report to governors: what it says, frozen as it was counted, and its release (T4). Pure.

What is said is a value of bands, numbers and days alone: nobody is named, and nothing that somebody typed stands in it.
It is made once (`terms`), kept with its hash, and never made again, so that each later look gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.governors import GOVERNORS_TOPIC, GovernorsPurpose
from bot.policy.governors.terms import CountedTerm
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS, RiskArea
from bot.policy.kit import notices
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.records import Entry, Evidence, Notice, PostedCard, Record, Urgency, ValueObject, Who
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, Role
from bot.policy.kit.school_time import Calendar
from bot.policy.kit.sealing import sha256_of

CHAIR: Role = "chair_of_governors"
RELEASERS: frozenset[Role] = frozenset({CHAMPION, HEADTEACHER})
"""Who reads what is not released yet, and releases it."""
GOVERNORS_READERS: frozenset[Role] = RELEASERS | {CHAIR}
"""Who reads what is released."""


class CountBand(StrEnum):
    """How many, told no closer than this."""

    NONE = "none"
    FEW = "1-4"
    SOME = "5-9"
    MANY = "10+"

    @property
    def least(self) -> int:
        """The fewest that it can be."""
        return _LEAST[self]


_LEAST = {CountBand.NONE: 0, CountBand.FEW: 1, CountBand.SOME: 5, CountBand.MANY: 10}


class ShareBand(StrEnum):
    """How many of those who were asked have done it. A share in full would tell of one person at a small school."""

    NOT_ASKED = "not_asked"
    BELOW_HALF = "below_half"
    HALF = "half"
    THREE_QUARTERS = "three_quarters"
    NINE_TENTHS = "nine_tenths"
    ALL = "all"

    @property
    def least(self) -> int:
        """The smallest share that it can be, in per cent."""
        return _LEAST_SHARE.get(self, 0)


_LEAST_SHARE = {ShareBand.ALL: 100, ShareBand.NINE_TENTHS: 90, ShareBand.THREE_QUARTERS: 75, ShareBand.HALF: 50}


def band_of(count: int) -> CountBand:
    """The band of a number of reports."""
    return max((band for band in CountBand if band.least <= count), key=lambda band: band.least)


def share_of(done: int, asked: int) -> ShareBand:
    """The band of a share."""
    if asked <= 0:
        return ShareBand.NOT_ASKED
    reached = [band for band, least in _LEAST_SHARE.items() if 100 * done >= least * asked]
    return reached[0] if reached else ShareBand.BELOW_HALF


class GovernorsNotYours(NotAllowed):
    """Reports to governors are for Champions, the Headteacher and the chair of governors."""

    key = "governors.not_yours"


class GovernorsFacts(ValueObject):
    """All that a report says. `reports` has a band for each area, by their values; it is empty where nothing is counted
    yet. The other numbers are of the same stretch of time, and the shares of its last moment."""

    school: str
    year: int
    number: int
    since: AwareDatetime
    until: AwareDatetime
    reports: dict[str, str]
    signed: str
    trained: str
    filter_tests: int
    filter_faults: int
    filter_reviewed: date | None
    duties_done: int
    duties_late: int
    committee_met: int
    others_signed: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether reports stand in it."""
        return bool(self.reports)

    def band(self, area: RiskArea) -> CountBand:
        """How much was reported of this area."""
        return CountBand(self.reports.get(area, CountBand.NONE))

    @property
    def signed_share(self) -> ShareBand:
        """How many of the staff have signed the Acceptable Use Policy."""
        return ShareBand(self.signed)

    @property
    def others_share(self) -> ShareBand | None:
        """How much of what the school's other documents ask to be signed is; None where there are none."""
        return ShareBand(self.others_signed) if self.others_signed else None

    @property
    def trained_share(self) -> ShareBand:
        """How many of the staff have had this school year's training."""
        return ShareBand(self.trained)


class GovernorsReport(Record):
    """The report of one term, as `CountedTerm.id` names it. `sha256` is the hash of its facts."""

    TABLE: ClassVar[str] = "governors_reports"
    EVIDENCE = Evidence()

    facts: GovernorsFacts
    sha256: str
    at: AwareDatetime
    released_by: Who | None = None
    released_at: AwareDatetime | None = None

    @property
    def is_released(self) -> bool:
        """Whether governors may read it."""
        return self.released_at is not None


class GovernorsRound(Record):
    """When it is looked next whether a term is to be counted, and from when its reports count. There is one."""

    TABLE: ClassVar[str] = "governors_rounds"

    since: AwareDatetime
    due_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class GovernorsShown:
    """A report as its card shows it to somebody: `report` is None for what is not counted before `counted_at`.

    `chairs` are outside contacts who chair the governors, where nobody does in Teams: a Champion sends it to them.
    """

    facts: GovernorsFacts
    report: GovernorsReport | None = None
    counted_at: datetime | None = None
    chairs: Sequence[Contact] = ()
    chair_in_teams: bool = False


class ReportCount:
    """Counts reports one by one by their areas: all of them, whoever may see them, from a moment up to another."""

    def __init__(self, since: datetime, until: datetime) -> None:
        self.since, self.until = since, until
        self._areas: Counter[RiskArea] = Counter()

    def add(self, incident: Incident) -> None:
        """Count it. A drill is none, and of what was merged the one counts that goes on."""
        if not incident.drill and incident.merged_into is None and self.since <= incident.reported_at < self.until:
            self._areas[KINDS[incident.kind].area] += 1

    def result(self) -> dict[str, str]:
        """The band of each area."""
        return {area.value: band_of(self._areas[area]).value for area in RiskArea}


def must_read(person: Person, roles: frozenset[Role] = GOVERNORS_READERS) -> None:
    """Return for one of these. Raises `GovernorsNotYours`."""
    if not person.roles & roles:
        raise GovernorsNotYours()


def may_see_report(person: Person, report: GovernorsReport) -> bool:
    """Whether it exists for this person: before its release for those alone who release it."""
    return bool(person.roles & (GOVERNORS_READERS if report.is_released else RELEASERS))


def first_governors_round(since: datetime, now: datetime, calendar: Calendar) -> GovernorsRound:
    """The first look, on the next school day; reports count from `since`."""
    return GovernorsRound(id=GOVERNORS_TOPIC, since=since, due_at=calendar.next_morning(now))


def is_to_be_counted(held: GovernorsRound, term: CountedTerm) -> bool:
    """Whether a term whose moment has come is not counted yet."""
    return term.until > held.since


def look_again(held: GovernorsRound, now: datetime, calendar: Calendar) -> Outcome:
    """Nothing is to be counted: the next school day it is looked again, for terms may be entered meanwhile."""
    return Outcome((held.model_copy(update={"due_at": calendar.next_morning(now)}),))


def draft_report(
    held: GovernorsRound,
    term: CountedTerm,
    facts: GovernorsFacts,
    releasers: Iterable[Person],
    now: datetime,
    calendar: Calendar,
) -> Outcome:
    """The report of a term as it was counted, put before those who may release it. The next count goes on from here."""
    report = GovernorsReport(id=term.id, facts=facts, sha256=sha256_of(facts), at=now)
    people = {person.id: person.who for person in releasers}.values()
    told = notices.tell_routinely(_about(report), people, GovernorsPurpose.DRAFTED, "drafted", now, calendar)
    entry = Entry(subject=report.id, at=now, by=None, what="governors_drafted", facts={"sha256": report.sha256})
    further = held.model_copy(update={"since": term.until, "due_at": calendar.next_morning(now)})
    return Outcome((report, further), told, (entry,))


def release(
    report: GovernorsReport,
    chairs: Iterable[Person],
    cards: Sequence[PostedCard],
    waiting: Sequence[Notice],
    context: ActionContext,
) -> Outcome:
    """It is for governors from now on, and the chair is told in their own chat; nothing where it was released before.

    Raises `GovernorsNotYours`.
    """
    must_read(context.by, RELEASERS)
    if report.is_released:
        return Outcome()
    released = report.model_copy(update={"released_by": context.by.who, "released_at": context.now})
    people = {person.id: person.who for person in chairs}
    told = notices.tell_routinely(
        _about(report), people.values(), GovernorsPurpose.RELEASED, "released", context.now, context.calendar
    )
    facts = {"sha256": report.sha256}
    entry = Entry(subject=report.id, at=context.now, by=context.by.who, what="governors_released", facts=facts)
    redrawn = notices.refresh_all(cards, waiting, Urgency.ROUTINE, context.now, f"v{report.version}")
    return Outcome((released,), told, (entry,)) + redrawn


def chairs_outside(contacts: Iterable[Contact]) -> Sequence[Contact]:
    """The outside contacts who chair the governors."""
    return [contact for contact in contacts if CHAIR in contact.roles]


def bands_of(facts: GovernorsFacts) -> Mapping[RiskArea, CountBand]:
    """The band of each area, in the order of the table: it does not follow from the counts."""
    return {area: facts.band(area) for area in RiskArea}


def _about(report: GovernorsReport) -> About:
    return About(GOVERNORS_TOPIC, report.id, Urgency.ROUTINE)
