"""What recurs this term against the term before: the same site, sender, class, app or hour (I8, I15). Pure.

Counted is only what a reader may see, so that nobody's number tells of a report that they may not. Of a thing that has
doubled the Headteacher is told once in a term.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.traits import class_of
from bot.policy.kit import notices
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Record, Urgency
from bot.policy.kit.school import Term
from bot.policy.kit.school_time import ONE_DAY, Calendar, instant, local, school_year_of, whole_terms
from bot.policy.log import LogPurpose
from bot.policy.log.reviewing import LOG_TOPIC


class Facet(StrEnum):
    """In what reports may be the same."""

    SITE = "site"
    SENDER = "sender"
    CLASS = "class"
    APP = "app"
    HOUR = "hour"


LEAST_TO_SHOW = 2
"""So often a thing is the same before it is said to recur."""
LEAST_TO_TELL = {Facet.HOUR: 8}
LEAST_TO_TELL_ELSE = 4
"""So often it is before it can be said to have doubled: of one and two nobody need be told."""
MOST_OF_A_FACET = 2
"""So many things of one facet are shown, the most frequent."""
APPS = (
    *("tiktok", "snapchat", "whatsapp", "instagram", "facebook", "messenger", "youtube", "roblox", "minecraft"),
    *("fortnite", "discord", "twitch", "telegram", "kik", "omegle", "reddit", "pinterest", "steam", "chatgpt"),
    *("copilot", "gemini", "character ai", "class dojo", "google classroom", "among us", "zoom", "skype", "netflix"),
)
"""Apps that pupils and staff have, as they are written."""
_APP = re.compile(r"\b(?:" + "|".join(each.replace(" ", r"[ .\-]?") for each in APPS) + r")\b", re.IGNORECASE)
_APP_FIELDS, _CLASS_FIELDS = ("where", "what", "system", "address", "message"), ("about", "where", "what")
LONGEST_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A thing that recurs: how often this term, and how often in the whole term before."""

    facet: Facet
    key: str
    now: int
    before: int

    @property
    def doubles(self) -> bool:
        """Whether it is twice as much already as in the term before."""
        least = LEAST_TO_TELL.get(self.facet, LEAST_TO_TELL_ELSE)
        return self.now >= least and self.now >= 2 * self.before

    @property
    def seal(self) -> str:
        """What is kept of it once it was told: nothing can be read from it."""
        return hashlib.sha256(f"{self.facet}:{self.key}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Recurrences:
    """What recurs this term for one reader: by facet, in each the most frequent first."""

    term: Term
    rows: Sequence[Recurrence] = ()

    @property
    def doubled(self) -> Sequence[Recurrence]:
        """What has doubled, the most frequent first."""
        return sorted((row for row in self.rows if row.doubles), key=lambda row: -row.now)


class PatternRound(Record):
    """When it is looked next whether something has doubled. There is one, called `log`."""

    TABLE: ClassVar[str] = "pattern_rounds"

    due_at: AwareDatetime


class PatternsTold(Record):
    """What somebody was told in a term that had doubled, by seals from which nothing can be read. Its id is theirs."""

    TABLE: ClassVar[str] = "patterns_told"

    term: date
    told: tuple[str, ...] = ()


class RecurrenceCount:
    """Counts reports one by one: this term's and those of the term before. `sees` says which of them may be counted."""

    def __init__(self, sees: Callable[[Incident], bool], now: datetime, calendar: Calendar) -> None:
        self._sees = sees
        self._calendar = calendar
        today = local(now, calendar.timezone).date()
        before, self._term = terms_around(today, calendar)
        self._begins = instant(self._term.start, time.min, calendar.timezone)
        self.since = instant(before.start, time.min, calendar.timezone)
        self._now: Counter[tuple[Facet, str]] = Counter()
        self._before: Counter[tuple[Facet, str]] = Counter()

    def add(self, incident: Incident) -> None:
        """Count it, where it may be."""
        if incident.reported_at < self.since or incident.removed or not self._sees(incident):
            return
        counts = self._now if incident.reported_at >= self._begins else self._before
        counts.update(facets_of(incident, self._calendar))

    def result(self) -> Recurrences:
        """What recurs, of what was counted."""
        rows = []
        for facet in Facet:
            found = [
                Recurrence(facet, key, count, self._before[facet, key])
                for (which, key), count in self._now.items()
                if which is facet and count >= LEAST_TO_SHOW
            ]
            rows += sorted(found, key=lambda row: (-row.now, row.before, row.key))[:MOST_OF_A_FACET]
        return Recurrences(self._term, rows)


def facets_of(incident: Incident, calendar: Calendar) -> Iterator[tuple[Facet, str]]:
    """In what a report may be the same as others, each once."""
    account = incident.account
    if site := incident.site_key:
        yield Facet.SITE, site
    if sender := account.get("sender", "").strip().casefold():
        yield Facet.SENDER, sender
    if not incident.untouchable:
        said = " ".join(account.get(field, "")[:LONGEST_LOOKED_AT] for field in _APP_FIELDS)
        for app in sorted({_app_of(found[0]) for found in _APP.finditer(said)}):
            yield Facet.APP, app
    room = next(
        (each for field in _CLASS_FIELDS if (each := class_of(account.get(field, "")[:LONGEST_LOOKED_AT]))), None
    )
    if room:
        yield Facet.CLASS, room
    if incident.happened_on is None:
        yield Facet.HOUR, f"{local(incident.happened_at or incident.reported_at, calendar.timezone).hour:02}"


def terms_around(day: date, calendar: Calendar) -> tuple[Term, Term]:
    """The term before, and that of this day: each goes on until the next begins, holidays included."""
    year = school_year_of(day)
    years = (year - 2, year - 1, year, year + 1)
    starts = sorted(term.start for each in years for term in whole_terms(each, calendar.hours).values())
    at = max(number for number, start in enumerate(starts) if start <= day)
    following = starts[at + 1] if at + 1 < len(starts) else starts[at] + timedelta(days=120)
    return Term(start=starts[at - 1], end=starts[at] - ONE_DAY), Term(start=starts[at], end=following - ONE_DAY)


def first_pattern_round(now: datetime, calendar: Calendar) -> PatternRound:
    """The first look, on the next school day."""
    return PatternRound(id=LOG_TOPIC, due_at=calendar.next_morning(now))


def tell_of_doubled(
    held: PatternRound,
    found: Collection[tuple[Person, Recurrences, PatternsTold | None]],
    now: datetime,
    calendar: Calendar,
) -> Outcome:
    """One message to each Headteacher for whom something has doubled of which they were not told this term.

    No entry says so: it would tell others that there is something. Out of school hours it waits.
    """
    opens = calendar.next_open(now)
    if opens > now:
        return Outcome((held.model_copy(update={"due_at": opens}),))
    further: list[Record] = [held.model_copy(update={"due_at": calendar.next_morning(now)})]
    told = []
    for person, recurring, before in found:
        kept = before.told if before is not None and before.term == recurring.term.start else ()
        new = [row.seal for row in recurring.doubled if row.seal not in kept]
        if not new:
            continue
        start = before or PatternsTold(id=person.id, term=recurring.term.start)
        further.append(start.model_copy(update={"term": recurring.term.start, "told": (*kept, *new)}))
        about = About(LOG_TOPIC, LOG_TOPIC, Urgency.ROUTINE)
        day = f"{local(now, calendar.timezone):%Y-%m-%d}"
        told.append(notices.tell(about, person.who, LogPurpose.PATTERN, "", now, id=f"log:pattern:{day}:{person.id}"))
    return Outcome(tuple(further), tuple(told))


def _app_of(written: str) -> str:
    plain = re.sub(r"[ .\-]", "", written.casefold())
    return next(each for each in APPS if each.replace(" ", "") == plain)
