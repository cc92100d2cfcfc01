"""The pack of a half term (T2): what was reported and done, in counts, beside the half term before. Pure.

It is the same document whoever builds it. A report counts when none of those who may read the pack is held back from
it: no confidential one ever does (I17), nor one that names one of them, nor one of which it is not known yet whom it
names. Of those that count there are numbers alone, no reference and no word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from bot.policy.answers.unanswered import Unanswered, UnansweredCount, add_up
from bot.policy.calls.call import VideoCall
from bot.policy.committee.meeting import CommitteeDecision, CommitteeMeeting
from bot.policy.documents.campaigns import ON_STAFF, AskState, Campaign
from bot.policy.duties.duty import Duty
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.references import is_report
from bot.policy.kit.school import Term
from bot.policy.kit.school_time import Calendar, instant, local
from bot.policy.kit.timeline import SignedHead
from bot.policy.log.recurring import Facet, Recurrence, RecurrenceCount
from bot.policy.log.reviewing import half_terms_around

LOOKED_BACK = timedelta(days=366)
"""How far before the half term before reports are read: an older one that was closed in these is not counted."""
NAMELESS_FACETS = frozenset({Facet.SITE, Facet.CLASS, Facet.APP, Facet.HOUR})
"""What recurs, without senders: an address may be a parent's."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many in this half term, and in the one before."""

    now: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class KindCounts:
    """How many reports of a kind were opened and closed."""

    kind: str
    opened: Compared
    closed: Compared


@dataclass(frozen=True, slots=True)
class MedianTimes:
    """Half of them took no longer than this; None where there was none."""

    now: timedelta | None = None
    before: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all those who were asked have done it."""

    done: int
    asked: int


@dataclass(frozen=True, slots=True)
class LateDuty:
    """A duty that should have been done by now."""

    reference: str
    title: str
    expected_on: date


@dataclass(frozen=True, slots=True)
class Pack:
    """All that the document says. `untaken` and `not_in_cpoms` are those of now, whenever they were reported within
    the last year; `head` is the head of the record when it was built."""

    meeting: CommitteeMeeting
    before: Term
    made_at: datetime
    kinds: Sequence[KindCounts] = ()
    to_take: MedianTimes = MedianTimes()
    to_close: MedianTimes = MedianTimes()
    untaken: int = 0
    not_in_cpoms: int = 0
    referrals: Mapping[str, Compared] | None = None
    verdicts: Mapping[str, Compared] | None = None
    documents: Sequence[tuple[str, Share]] = ()
    """How many have signed each document, by its title; the Acceptable Use Policy, which stands first, has none."""
    training: Share | None = None
    calls: Mapping[str, Compared] | None = None
    drills: Compared = Compared()
    drill_to_take: MedianTimes = MedianTimes()
    duties_late: Sequence[LateDuty] = ()
    questions: Sequence[UnansweredCount] = ()
    recurring: Sequence[Recurrence] = ()
    undone: Sequence[CommitteeDecision] = ()
    head: SignedHead | None = None

    @property
    def all_opened(self) -> Compared:
        """How many reports were opened in all."""
        return Compared(sum(row.opened.now for row in self.kinds), sum(row.opened.before for row in self.kinds))

    @property
    def all_closed(self) -> Compared:
        """How many were closed in all."""
        return Compared(sum(row.closed.now for row in self.kinds), sum(row.closed.before for row in self.kinds))


@dataclass(frozen=True, slots=True)
class BesideReports:
    """What the pack rests on beside reports."""

    decisions: Sequence[FilterDecision] = ()
    documents: Sequence[Campaign] = ()
    """Those of the school's documents that are under way."""
    training: Campaign | None = None
    calls: Sequence[VideoCall] = ()
    duties: Sequence[Duty] = ()
    unanswered: Sequence[Unanswered] = ()
    undone: Sequence[CommitteeDecision] = ()
    head: SignedHead | None = None


class _TwoCounts:
    """Counts of two half terms."""

    def __init__(self) -> None:
        self.now: Counter[str] = Counter()
        self.before: Counter[str] = Counter()

    def add(self, key: str, which: int | None) -> None:
        if which is not None:
            (self.before, self.now)[which][key] += 1

    def of(self, key: str) -> Compared:
        return Compared(self.now[key], self.before[key])

    def all(self) -> dict[str, Compared]:
        """The most frequent first."""
        keys = sorted({*self.now, *self.before}, key=lambda key: (-self.now[key], -self.before[key], key))
        return {key: self.of(key) for key in keys}


class PackCount:
    """Counts reports one by one, in whatever order; `readers` are the object ids of all who may read the pack."""

    def __init__(self, meeting: CommitteeMeeting, readers: Collection[str], now: datetime, calendar: Calendar) -> None:
        self._meeting, self._readers, self._now, self._calendar = meeting, frozenset(readers), now, calendar
        around = half_terms_around(meeting.starts, calendar)
        self._term_before = [term for term in around if term.start < meeting.starts][-1]
        following = [term.start for term in around if term.start > meeting.starts]
        self._days = (self._term_before.start, meeting.starts, following[0])
        self._edges = tuple(instant(day, time.min, calendar.timezone) for day in self._days)
        self._opened, self._closed, self._referred = _TwoCounts(), _TwoCounts(), _TwoCounts()
        self._taken: tuple[list[timedelta], list[timedelta]] = ([], [])
        self._to_close: tuple[list[timedelta], list[timedelta]] = ([], [])
        self._drilled: tuple[list[timedelta], list[timedelta]] = ([], [])
        self._drills = _TwoCounts()
        self._untaken = self._not_in_cpoms = 0
        self._counted: set[str] = set()
        until = min(now, self._edges[2] - timedelta(seconds=1))
        self._recurring = RecurrenceCount(self._counts, until, calendar)
        self.since = min(self._edges[0] - LOOKED_BACK, self._recurring.since)
        """Of what was reported before it nothing is counted."""

    def add(self, incident: Incident) -> None:
        """Count it, where it may be."""
        if incident.drill:
            self._add_drill(incident)
        if not self._counts(incident) or incident.reported_at < self.since:
            return
        self._counted.add(incident.id)
        if incident.reported_at < self._edges[2]:
            self._recurring.add(incident)
        opened = self._which(incident.reported_at)
        self._opened.add(incident.kind, opened)
        if opened is not None and incident.owned_at is not None:
            self._taken[opened].append(incident.owned_at - incident.reported_at)
        for referral in incident.referrals:
            self._referred.add(referral.to, self._which(referral.at))
        if incident.closing is not None and incident.state is State.CLOSED and incident.merged_into is None:
            closed = self._which(incident.closing.at)
            self._closed.add(incident.kind, closed)
            if closed is not None:
                self._to_close[closed].append(incident.closing.at - incident.reported_at)
        self._untaken += incident.state is State.REPORTED and incident.unanswered
        self._not_in_cpoms += incident.not_in_cpoms

    def result(self, beside: BesideReports) -> Pack:
        """The pack, of what was counted and of what lies beside it."""
        today = local(self._now, self._calendar.timezone).date()
        kinds = [KindCounts(kind, self._opened.of(kind), self._closed.of(kind)) for kind in self._kinds()]
        late = sorted((each for each in beside.duties if each.is_late(today)), key=lambda each: each.expected_on)
        recurring = [row for row in self._recurring.result().rows if row.facet in NAMELESS_FACETS]
        return Pack(
            meeting=self._meeting,
            before=self._term_before,
            made_at=self._now,
            kinds=kinds,
            to_take=_medians(self._taken),
            to_close=_medians(self._to_close),
            untaken=self._untaken,
            not_in_cpoms=self._not_in_cpoms,
            referrals=self._referred.all(),
            verdicts=self._verdicts(beside.decisions),
            documents=[(each.title, _share(each)) for each in beside.documents],
            training=_share(beside.training) if beside.training else None,
            calls=self._calls(beside.calls),
            drills=self._drills.of(""),
            drill_to_take=_medians(self._drilled),
            duties_late=[LateDuty(each.id, each.rule.title, each.expected_on) for each in late],
            questions=add_up(beside.unanswered, self._days[1], self._days[2] - timedelta(days=1)),
            recurring=recurring,
            undone=sorted(beside.undone, key=lambda each: (each.due_on, each.id)),
            head=beside.head,
        )

    def _counts(self, incident: Incident) -> bool:
        """Whether it may be counted before everybody who may read the pack."""
        hidden = incident.drill or incident.removed or incident.pending_lookup is not None
        return not hidden and not KINDS[incident.kind].confidential and not incident.shut_out & self._readers

    def _add_drill(self, drill: Incident) -> None:
        which = self._which(drill.reported_at)
        self._drills.add("", which)
        if which is not None and drill.owned_at is not None:
            self._drilled[which].append(drill.owned_at - drill.reported_at)

    def _verdicts(self, decisions: Iterable[FilterDecision]) -> dict[str, Compared]:
        """What was decided about addresses, on reports that count and where no report led to it."""
        tally = _TwoCounts()
        for each in decisions:
            if each.subject in self._counted or not is_report(each.subject):
                tally.add(each.verdict, self._which(each.at))
        return tally.all()

    def _calls(self, calls: Iterable[VideoCall]) -> dict[str, Compared]:
        """Video calls by how they stand, in the half term in which they were to begin."""
        tally = _TwoCounts()
        for each in calls:
            tally.add(each.state.value, self._which(each.request.starts_at))
        return tally.all()

    def _kinds(self) -> list[str]:
        known = {*self._opened.now, *self._opened.before, *self._closed.now, *self._closed.before}
        return [kind for kind in KINDS if kind in known]

    def _which(self, at: datetime) -> int | None:
        """1 in this half term, the holidays after it included, 0 in the one before; None in neither."""
        begins, this, ends = self._edges
        return None if not begins <= at < ends else int(at >= this)


def _medians(taken: tuple[list[timedelta], list[timedelta]]) -> MedianTimes:
    before, now = (timedelta(seconds=median(each.total_seconds() for each in some)) if some else None for some in taken)
    return MedianTimes(now, before)


def _share(campaign: Campaign) -> Share:
    return Share(campaign.count(AskState.DONE), campaign.count(*ON_STAFF))
